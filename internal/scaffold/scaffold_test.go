package scaffold

import (
	"bytes"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vetro/internal/record"
)

func options(t *testing.T) Options {
	t.Helper()
	day, err := record.ParseDate("2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	return Options{
		Title: "Prova", BodyID: "p_xx", Body: Known{"nome": Text("Provincia di Prova")}, Example: true,
		Day: day, Releases: Releases{Address: "https://specchio.example/vetro", Version: "v1.2.3", Key: "RWQkey", Sums: strings.Repeat("0", 64) + "  vetro_v1.2.3_linux_amd64\n"},
	}
}

// TestFiles holds that every gap is filled, that every path can be one everywhere, that
// programs run, and that the same input gives the same bytes.
func TestFiles(t *testing.T) {
	o := options(t)
	gap := regexp.MustCompile(`@[A-Z]+@`)
	again := Files(o)
	seen := make(map[string]bool)
	for i, f := range Files(o) {
		if m := gap.Find(f.Data); m != nil {
			t.Errorf("%s: the gap %s is not filled", f.Path, m)
		}
		if !fs.ValidPath(f.Path) || seen[f.Path] || strings.ToLower(f.Path) != f.Path && f.Path != "README.md" {
			t.Errorf("%s is no path of its own", f.Path)
		}
		if f.Runs != bytes.HasPrefix(f.Data, []byte("#!/bin/sh\n")) {
			t.Errorf("%s: a program: %t", f.Path, f.Runs)
		}
		if again[i].Path != f.Path || !bytes.Equal(again[i].Data, f.Data) {
			t.Errorf("%s is another the second time", f.Path)
		}
		seen[f.Path] = true
	}
}

// TestWithoutExample holds that a site of real data has nothing made up.
func TestWithoutExample(t *testing.T) {
	o := options(t)
	with := Files(o)
	o.Example = false
	without := Files(o)
	if len(with)-len(without) != 3 {
		t.Errorf("%d files with the example, %d without", len(with), len(without))
	}
	for _, f := range without {
		if bytes.Contains(f.Data, []byte("Esempio:")) && f.Path != "README.md" {
			t.Errorf("%s is made up", f.Path)
		}
	}
}

// TestWithoutAddress holds that a site that nobody told where Vetro is has nothing that asks
// anybody for it.
func TestWithoutAddress(t *testing.T) {
	o := options(t)
	with := Files(o)
	o.Releases = Releases{}
	without := Files(o)
	if len(with)-len(without) != len(Publishing(options(t).Releases)) || len(Publishing(o.Releases)) != 0 {
		t.Errorf("%d files with an address, %d without", len(with), len(without))
	}
	for _, f := range without {
		if strings.HasPrefix(f.Path, ".git") && strings.HasSuffix(f.Path, ".yml") || f.Runs {
			t.Errorf("%s publishes", f.Path)
		}
	}
}

// TestEveryFileIsUsed holds that nothing is embedded for nobody.
func TestEveryFileIsUsed(t *testing.T) {
	var used [][]byte
	o := options(t)
	for _, f := range Files(o) {
		used = append(used, f.Data)
	}
	err := fs.WalkDir(files, "files", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data := o.fill(strings.TrimPrefix(name, "files/"))
		if !slices.ContainsFunc(used, func(u []byte) bool { return bytes.Equal(u, data) }) {
			t.Errorf("%s is in no new site", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
