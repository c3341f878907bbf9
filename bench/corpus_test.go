package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vetro/bench/corpus"
	"vetro/internal/check"
	"vetro/internal/load"
	"vetro/internal/record"
)

// TestCorpus holds the corpus to what it is for: the same each time, and without a
// problem that stops a build, so that one does all its work.
func TestCorpus(t *testing.T) {
	c := corpus.Of(60)
	a, b := t.TempDir(), t.TempDir()
	for _, dir := range []string{a, b} {
		if err := c.Write(dir); err != nil {
			t.Fatal(err)
		}
	}
	x, err := readTree(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := readTree(b)
	if err != nil {
		t.Fatal(err)
	}
	if len(x) != len(y) || len(x) != 60+12+c.Bodies()+1 {
		t.Fatalf("%d files, %d files", len(x), len(y))
	}
	for i := range x {
		if x[i].name != y[i].name || string(x[i].data) != string(y[i].data) {
			t.Errorf("%s differs from itself", x[i].name)
		}
	}
	site, problems, err := load.Site(os.DirFS(a), record.Day(2026, 11, 22))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(problems, check.Site(site, record.Day(2026, 11, 22))...) {
		if p.Severity == record.Error {
			t.Error(p)
		}
	}
	if len(site.Projects) != 60 || len(site.Announcements) != 12 {
		t.Errorf("%d projects, %d announcements", len(site.Projects), len(site.Announcements))
	}
}

// readTree gives the files of a tree, by name.
func readTree(dir string) ([]file, error) {
	var files []file
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name) // name is within dir
		files = append(files, file{rel, data})
		return err
	})
	return files, err
}

// TestFloor holds the floor to writing what there is.
func TestFloor(t *testing.T) {
	dir := t.TempDir()
	files := []file{{filepath.Join("a", "b.html"), []byte("x")}, {"c.html", []byte("yy")}}
	if err := writeFiles(filepath.Join(dir, "out"), files, make(map[string]bool)); err != nil {
		t.Fatal(err)
	}
	_, n, bytes, err := floor(filepath.Join(dir, "out"), filepath.Join(dir, "again"))
	if err != nil || n != 2 || bytes != 3 {
		t.Errorf("%d files, %d bytes, %v", n, bytes, err)
	}
	n, bytes, err = count(filepath.Join(dir, "again"))
	if err != nil || n != 2 || bytes != 3 {
		t.Errorf("written again: %d files, %d bytes, %v", n, bytes, err)
	}
}

// TestSite holds a copied site to what a site is, and a save to changing one value.
func TestSite(t *testing.T) {
	c, from, to := corpus.Of(3), t.TempDir(), t.TempDir()
	if err := c.Write(from); err != nil {
		t.Fatal(err)
	}
	left := corpus.Writer{Dir: from}
	left.Put(".public.vetro/nota", "x")
	left.Put("public/index.html", "x")
	if err := errors.Join(left.Err, copySite(from, to)); err != nil {
		t.Fatal(err)
	}
	before, err := readTree(to)
	if err != nil || len(before) != 1+c.Bodies()+3 {
		t.Fatalf("%d files, %v", len(before), err)
	}
	s := site{dir: to, key: "titolo"}
	name, err := s.project(0)
	if err != nil {
		t.Fatal(err)
	}
	record, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	changed, err := reword(string(record), s.key, "Salvato 1 volte. ")
	if want := strings.Replace(string(record), `titolo = "`, `titolo = "Salvato 1 volte. `, 1); err != nil || changed != want {
		t.Errorf("%s, %v", changed, err)
	}
}

func TestMedian(t *testing.T) {
	got := median([]measure{{wall: 3, cpu: 9, peak: 1}, {wall: 1, cpu: 7, peak: 5}, {wall: 2, cpu: 8, peak: 3}})
	if got != (measure{2, 8, 3}) {
		t.Errorf("%+v", got)
	}
}

// TestPairs holds the comparison of two programs to pairs of one moment: a slow machine
// makes both slow.
func TestPairs(t *testing.T) {
	run := func(cpu time.Duration) measure { return measure{wall: 2 * cpu, cpu: cpu, peak: 1e6} }
	of := &program{cold: []measure{run(4), run(44), run(2)}}
	to := &program{cold: []measure{run(2), run(40), run(1)}}
	var out strings.Builder
	printPairs(&out, of, to)
	if want := "cold  2.00  2.00         1.00\n"; !strings.Contains(out.String(), want) || strings.Contains(out.String(), "check") {
		t.Errorf("it does not print %q, or a row of nothing:\n%s", want, &out)
	}
}
