package main

import (
	"os"
	"testing"

	"vetro/internal/check"
	"vetro/internal/load"
	"vetro/internal/record"
)

// TestCorpus holds the corpus to what it is for: the same each time, and without a
// problem that stops a build, so that one does all its work.
func TestCorpus(t *testing.T) {
	c := corpus{projects: 60, notices: 12}
	a, b := t.TempDir(), t.TempDir()
	for _, dir := range []string{a, b} {
		if err := c.vetro(dir); err != nil {
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
	if len(x) != len(y) || len(x) != 60+12+c.bodies()+1 {
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

func TestFloor(t *testing.T) {
	dir := t.TempDir()
	files := []file{{"a/b.html", []byte("x")}, {"c.html", []byte("yy")}}
	if _, err := writeTree(dir+"/out", files); err != nil {
		t.Fatal(err)
	}
	got, err := readTree(dir + "/out")
	if err != nil || len(got) != 2 || size(got) != 3 {
		t.Errorf("%v, %v", got, err)
	}
}

func TestMedian(t *testing.T) {
	got := median([]measure{{wall: 3, cpu: 9, peak: 1}, {wall: 1, cpu: 7, peak: 5}, {wall: 2, cpu: 8, peak: 3}})
	if got != (measure{2, 8, 3}) {
		t.Errorf("%+v", got)
	}
}
