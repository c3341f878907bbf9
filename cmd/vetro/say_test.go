package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSayf holds that what others wrote is escaped, and that no command prints another way.
func TestSayf(t *testing.T) {
	tests := []struct {
		name, want string
		args       []any
	}{
		{"a name", "«a\\n::error::b» 3\n\tc\n", []any{"a\n::error::b", 3, "c"}},
		{"an error", "«open a\\x1b: no» 3\n\tc\n", []any{&os.PathError{Op: "open", Path: "a\x1b", Err: os.ErrInvalid}, 3, "c"}},
	}
	tests[1].want = strings.Replace(tests[1].want, "no", os.ErrInvalid.Error(), 1)
	for _, tt := range tests {
		var b strings.Builder
		if err := sayf(&b, "«%s» %d\n\t%s\n", tt.args...); err != nil || b.String() != tt.want {
			t.Errorf("%s: %q, %v; want %q", tt.name, b.String(), err, tt.want)
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]int{"say.go": 1, "build.go": 2, "main.go": 1} // build: numbers on a line that is wiped; main: failure
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if n := strings.Count(readText(t, name), "fmt.Fprint"); n != known[name] {
			t.Errorf("%s prints %d times past sayf, want %d", name, n, known[name])
		}
	}
}
