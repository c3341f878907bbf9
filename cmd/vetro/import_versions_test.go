package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vetro/internal/record"
)

// What the site holds of a source: what was granted and not given up, the part of it that was
// paid out, and what was given up.
type heldMoney struct{ assigned, received, givenUp record.Euro }

// heldOf reckons from the files of a site. A funding that its source has no more counts nowhere,
// unless somebody kept it.
func heldOf(t *testing.T, projects []heldProject) (m heldMoney) {
	for _, p := range projects {
		for _, f := range p.tables("finanziamento") {
			if !counts(f) {
				continue
			}
			amount := centsOf(t, f["importo"])
			switch f["stato"] {
			case record.Paid:
				m.received += amount
				m.assigned += amount
			case record.Assigned:
				m.assigned += amount
			case record.GivenUp:
				m.givenUp += amount
			default:
				t.Errorf("%s: a funding of the source has the state %v", p.file, f["stato"])
			}
		}
	}
	return m
}

// TestWholeVersions imports 13 versions of a real table, published in four years, in their order
// into one site: the broken ones are refused and leave no trace, and after each other one the site
// holds to the cent what a new site would. VETRO_PADIGITALE names the folder of the versions
// (history/versioni, avvisi.csv).
func TestWholeVersions(t *testing.T) {
	data := os.Getenv("VETRO_PADIGITALE")
	if data == "" {
		t.Skip("VETRO_PADIGITALE names no folder")
	}
	files, err := filepath.Glob(filepath.Join(data, "history/versioni/*.csv.gz"))
	if err != nil || len(files) != 13 {
		t.Fatalf("%d versions, %v", len(files), err)
	}
	broken := []string{"altrienti-2023-04-24T0215.csv.gz", "altrienti-2023-07-06T1237.csv.gz"}
	site := newNationalSite(t)
	var last heldMoney
	var hands map[string]bool
	var before, after map[string]string
	for i, file := range files {
		name := filepath.Base(file)
		tree := treeOf(t, site)
		out, code := importVersion(t, data, file, site)
		if slices.Contains(broken, name) {
			if code != 1 || !strings.Contains(out, "niente è stato scritto") || len(changedFiles(tree, treeOf(t, site))) > 0 {
				t.Errorf("%s is not refused, or not without a trace:\n%s", name, out)
			}
			continue
		}
		holdAccount(t, out)
		projects := heldProjects(t, site)
		fresh := newNationalSite(t)
		if out, code := importVersion(t, data, file, fresh); code > 1 {
			t.Fatal(out)
		}
		last = heldOf(t, projects)
		if want := heldOf(t, heldProjects(t, fresh)); last != want {
			t.Errorf("%s: the site holds %+v, a new one %+v", name, last, want)
		}
		holdOnce(t, name, projects)
		if hands == nil && len(projects) >= 112 {
			hands = editByHand(t, site, projects, 112)
		}
		if i == len(files)-2 {
			before = builtTree(t, site)
		}
		if i == len(files)-1 {
			after = builtTree(t, site)
			holdChange(t, files[i-1], file, changedFiles(tree, treeOf(t, site)), changedFiles(before, after), projects)
		}
	}
	if want := (heldMoney{60655144655, 41057697800, 8136224600}); last != want {
		t.Errorf("after the last the site holds %+v, want %+v", last, want)
	}
	if len(hands) != 112 {
		t.Errorf("%d files were edited by hand, want 112", len(hands))
	}
	for name := range hands {
		text, err := os.ReadFile(filepath.Join(site, "content/progetti", name))
		if err != nil || !bytes.Contains(text, []byte(handTop)) || !bytes.Contains(text, []byte(handTable)) {
			t.Errorf("%s has lost what was written by hand (%v)", name, err)
		}
	}
}

func newNationalSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	lay(t, filepath.Join(dir, "site.toml"), "titolo = \"Prova\"\nbase_url = \"https://example.it/\"\n")
	return dir
}

func importVersion(t *testing.T, data, file, site string) (string, int) {
	t.Helper()
	return vetroCode(t, "import", "padigitale", file, "--avvisi", filepath.Join(data, "avvisi.csv"), "--all", "--site", site, "--fonte", "padigitale-altrienti")
}

// What a hand writes into a record: a key, a comment, a table.
const (
	handTop   = "ufficio = \"Ragioneria\" # scritto a mano\n"
	handTable = "\n[[luogo]]\nnome = \"scritto a mano\"\n"
)

// editByHand writes into n files, spread over all, and names them.
func editByHand(t *testing.T, site string, projects []heldProject, n int) map[string]bool {
	t.Helper()
	out := make(map[string]bool)
	for i := range n {
		p := projects[i*len(projects)/n]
		name := filepath.Join(site, "content/progetti", p.file)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lay(t, name, handTop+string(text)+handTable)
		out[p.file] = true
	}
	return out
}

// holdOnce wants no fact twice: no milestone beside the funding that says it, and none repeated.
func holdOnce(t *testing.T, version string, projects []heldProject) {
	t.Helper()
	twice := 0
	for _, p := range projects {
		seen := make(map[[3]any]bool)
		for _, m := range p.tables("tappa") {
			fact := [3]any{m["titolo"], m["effettiva"], m["nota"]}
			switch m["titolo"] {
			case "Decreto di finanziamento", "Erogazione del finanziamento", "Rinuncia al finanziamento":
				seen[fact] = true
			}
			if seen[fact] {
				if twice++; twice <= 3 {
					t.Errorf("%s: %s tells %v twice", version, p.file, fact)
				}
			}
			seen[fact] = true
		}
	}
	if twice > 3 {
		t.Errorf("%s: %d facts are told twice", version, twice)
	}
}

// holdChange wants that between two versions only what changed is written, and built.
func holdChange(t *testing.T, old, now string, content, built []string, projects []heldProject) {
	t.Helper()
	kinds := make(map[string]int)
	for _, name := range built {
		kinds[path.Dir(name)+"/*"+path.Ext(name)]++
	}
	t.Logf("%d files of the site differ, %d of the built one: %v", len(content), len(built), kinds)
	if len(content) > 80 {
		t.Errorf("%d files differ in the site, want at most 80: %s …", len(content), strings.Join(content[:5], ", "))
	}
	cups := changedCUPs(t, old, now)
	ids := make(map[string]bool) // of all projects: whether the rows changed
	for _, p := range projects {
		ids[strings.TrimSuffix(path.Base(p.file), ".toml")] = cups[p.text("cup")] || p.text("cup") == ""
	}
	wrong := 0
	for _, name := range built {
		id, _, _ := strings.Cut(path.Base(name), ".")
		changed, is := ids[id]
		if strings.HasPrefix(name, "progetti/") && is && !changed {
			if wrong++; wrong <= 5 {
				t.Errorf("%s is built anew, and no row of its project changed", name)
			}
		}
	}
	if wrong > 5 {
		t.Errorf("%d files of projects are built anew for nothing", wrong)
	}
}

// changedCUPs gives the CUPs of the rows that only one of two versions has.
func changedCUPs(t *testing.T, old, now string) map[string]bool {
	t.Helper()
	a, b := versionRows(t, old), versionRows(t, now)
	out := make(map[string]bool)
	for _, pair := range [][2]map[string]string{{a, b}, {b, a}} {
		for row, cup := range pair[0] {
			if _, both := pair[1][row]; !both {
				out[strings.ToUpper(cup)] = true
			}
		}
	}
	return out
}

var writtenCUP = regexp.MustCompile(`\b[A-Z]\d{2}[A-Z]\d{11}\b`)

// versionRows gives the rows of a version with their CUPs.
func versionRows(t *testing.T, name string) map[string]string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]string)
	for line := range strings.Lines(string(text)) { // a row is a line, and its quotes are not always doubled
		out[line] = writtenCUP.FindString(line)
	}
	return out
}

// treeOf gives the files of a folder with their bytes, but for what no repository has.
func treeOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != dir && (strings.HasPrefix(d.Name(), ".") || d.Name() == "public") {
			return fs.SkipDir
		}
		if d.IsDir() {
			return nil
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// changedFiles names the files in which two trees differ.
func changedFiles(a, b map[string]string) []string {
	out := make(map[string]bool)
	for _, pair := range [][2]map[string]string{{a, b}, {b, a}} {
		for name, data := range pair[0] {
			if other, both := pair[1][name]; !both || other != data {
				out[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(out))
}

// builtTree builds a site, as of one day, and gives its files.
func builtTree(t *testing.T, site string) map[string]string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	if said, code := vetroCode(t, "build", "--site", site, "--out", out, "--today", "2026-08-18"); code != 0 {
		t.Fatal(said)
	}
	return treeOf(t, out)
}
