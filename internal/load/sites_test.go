package load

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite what the sites of testdata await")

// Each file of testdata is a small site; want holds its problems as the command prints
// them.
func TestSites(t *testing.T) {
	names, _ := filepath.Glob("testdata/*.txtar")
	if len(names) == 0 {
		t.Fatal("no sites")
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, fsys, want := readSite(t, name)
			_, problems := load(t, fsys)
			got := report(problems)
			if *update {
				archive.Files = append(archive.Files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("%s\nwant:\n%s", got, want)
			}
		})
	}
}

// readSite gives an archive without its want, the same as a folder, and the want.
func readSite(t *testing.T, name string) (archive *txtar.Archive, fsys fstest.MapFS, want string) {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	fsys = make(fstest.MapFS)
	files := archive.Files
	archive.Files = nil
	for _, f := range files {
		if f.Name == "want" {
			want = string(f.Data)
			continue
		}
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		archive.Files = append(archive.Files, f)
	}
	return archive, fsys, want
}

// Forty slips on one site are forty problems in one run, each with its line, its column
// and its mend.
func TestFortySlips(t *testing.T) {
	_, fsys, _ := readSite(t, "testdata/40_slips.txtar")
	_, problems := load(t, fsys)
	if len(problems) != 40 {
		t.Errorf("%d problems", len(problems))
	}
	wrongTypes := make(map[string]int)
	inFile := make(map[string]int)
	seen := make(map[string]bool)
	place := regexp.MustCompile(`^content/[^:]+:\d+:\d+: |^site\.toml:\d+:\d+: `)
	for _, p := range problems {
		inFile[p.Pos.File]++
		if p.Rule == "tipo-errato" {
			wrongTypes[p.Pos.File]++
		}
		if !place.MatchString(p.String()) || p.Mend == "" || seen[p.Text] {
			t.Errorf("without a place or a mend, or not unlike the others: %s", p)
		}
		seen[p.Text] = true
	}
	const worst = "content/progetti/cloud.toml"
	if inFile[worst] < 6 || wrongTypes[worst] < 3 {
		t.Errorf("%s has %d slips, %d of them wrong types", worst, inFile[worst], wrongTypes[worst])
	}
}
