package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

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

// TestSite holds a copied site to what a site is, and a change to the one record that it
// may change.
func TestSite(t *testing.T) {
	c, from, to := corpus.Of(3), t.TempDir(), t.TempDir()
	if err := c.Write(from); err != nil {
		t.Fatal(err)
	}
	left := corpus.Writer{Dir: from}
	left.Put(".vetro/letture", "x")
	left.Put("public/index.html", "x")
	if err := errors.Join(left.Err, copySite(from, to)); err != nil {
		t.Fatal(err)
	}
	before, err := readTree(to)
	if err != nil || len(before) != 1+c.Bodies()+3 {
		t.Fatalf("%d files, %v", len(before), err)
	}
	s := site{dir: to, key: "titolo"}
	if err := s.touch(0); err != nil {
		t.Fatal(err)
	}
	after, err := readTree(to)
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	for i := range after {
		if string(before[i].data) != string(after[i].data) {
			changed++
			if !strings.Contains(string(after[i].data), `titolo = "Cambiato 1 volte. `) {
				t.Errorf("%s has another change", after[i].name)
			}
		}
	}
	if changed != 1 {
		t.Errorf("%d files changed", changed)
	}
}

func TestMedian(t *testing.T) {
	got := median([]measure{{wall: 3, cpu: 9, peak: 1}, {wall: 1, cpu: 7, peak: 5}, {wall: 2, cpu: 8, peak: 3}})
	if got != (measure{2, 8, 3}) {
		t.Errorf("%+v", got)
	}
}
