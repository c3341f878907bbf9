package check_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the messages that are awaited")

// TestFaultMessages holds the words in which each fault is told; -update rewrites them.
func TestFaultMessages(t *testing.T) {
	var b strings.Builder
	for _, f := range slices.Concat(formFaults(), codeFaults(), coherenceFaults(), lawFaults(), privacyFaults(), wordFaults(), figureFaults()) {
		files := make(map[string]string)
		for name, text := range clean {
			files[name] = text
		}
		text := f.new
		if f.old != "" {
			text = strings.Replace(files[f.file], f.old, f.new, 1)
		}
		files[f.file] = text
		b.WriteString("# " + f.name + "\n")
		for _, p := range all(t, files) {
			if p.Rule == f.rule {
				b.WriteString(p.String() + "\n")
			}
		}
		b.WriteByte('\n')
	}
	const golden = "testdata/messages.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the messages are not those of %s: run go test ./internal/check -update and read the difference", golden)
	}
}
