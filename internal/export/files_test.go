package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// made is a file that was written.
type made struct {
	Name  string
	Data  []byte
	About *plan.DataFile
}

// allFiles writes all files of a site, as a build does.
func allFiles(t testing.TB, tree *plan.Tree) []made {
	t.Helper()
	var files []plan.File
	listed := func() (told []plan.DataFile) {
		for _, f := range files {
			if f.About != nil && f.About.SHA256 != "" {
				told = append(told, *f.About)
			}
		}
		return told
	}
	files = Files(tree, listed)
	out := make(map[string]made)
	for _, late := range []bool{false, true} {
		for _, f := range files {
			if f.Late == late {
				out[f.Name] = written(t, f)
			}
		}
	}
	var all []made
	for _, f := range files {
		all = append(all, out[f.Name])
		if f.More != nil {
			if err := f.More(func(more plan.File) error { all = append(all, written(t, more)); return nil }); err != nil {
				t.Fatal(err)
			}
		}
	}
	return all
}

// written writes a file, and says in what is told of it how large it is.
func written(t testing.TB, f plan.File) made {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if f.About != nil {
		sum := sha256.Sum256(b.Bytes())
		f.About.Size, f.About.SHA256 = int64(b.Len()), hex.EncodeToString(sum[:])
	}
	return made{f.Name, b.Bytes(), f.About}
}

// manyTree has n projects of three bodies and two measures, with something for every sort
// of file.
func manyTree(t *testing.T, n int, config record.Config) *plan.Tree {
	t.Helper()
	config.Title, config.PerPage, config.License, config.Headers = "Prova", 25, "CC-BY-4.0", []string{"_headers"}
	site := &record.Site{
		Config: config,
		Bodies: []*record.Body{{ID: "a", Name: "Ente A"}, {ID: "b", Name: "Ente B & c."}, {ID: "vuoto", Name: "Ente senza progetti"}},
		Measures: []*record.Measure{
			{Code: "M1C1I1.2", Title: "Cloud", Kind: "Investimento"}, {Code: "M4C1I3.3", Title: "Scuole", Kind: "Investimento"},
		},
		Pages: []*record.Page{{ID: "info", Title: "Informazioni"}},
	}
	for i := range n {
		m := site.Measures[i%2]
		p := &record.Project{
			Origin: record.Origin{File: fmt.Sprintf("content/progetti/p%d.toml", i)},
			ID:     fmt.Sprintf("p%d", i), Title: hostile[i%len(hostile)], Body: site.Bodies[i%2], State: record.Running, Updated: record.Day(2026, 1, 1),
			CUP: record.CUP(fmt.Sprintf("J31B21%09d", i)), Services: []string{"a", "b;c"},
			Fundings:   []record.Funding{{Source: record.PNRR, MeasureCode: m.Code, Measure: m, Amount: record.Euro(100 + i), State: record.Assigned, Date: record.Day(2025, 1, 1+i%28)}},
			Milestones: []record.Milestone{{Title: "Avvio", Actual: record.Day(2025, 2, 1)}, {Title: "Fine", Planned: record.Day(2026, 12, 1+i%28)}},
		}
		if i%3 == 0 {
			p.Milestones = nil
		}
		site.Projects = append(site.Projects, p)
	}
	for i := range min(n, 60) {
		site.Announcements = append(site.Announcements, &record.Announcement{
			Origin: record.Origin{File: fmt.Sprintf("content/notizie/n%d.md", i)},
			ID:     fmt.Sprintf("n%d", i), Title: "Notizia", Date: record.Day(2025, 3, 1+i%28), Body: site.Bodies[i%3], Projects: site.Projects[i : i+1],
		})
	}
	tree, problems := plan.Site(site, record.Day(2026, 11, 22))
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	return tree
}

func manyTrees(t *testing.T) map[string]*plan.Tree {
	const base = "https://example.it/"
	return map[string]*plan.Tree{
		"nothing":                 manyTree(t, 0, record.Config{BaseURL: base}),
		"a small site":            manyTree(t, 40, record.Config{BaseURL: base, Data: record.DataOptions{PerProject: 2000}}),
		"without an address":      manyTree(t, 40, record.Config{Data: record.DataOptions{PerProject: 2000}}),
		"of one body":             manyTree(t, 40, record.Config{BaseURL: base, BodyID: "a"}),
		"of several pieces":       manyTree(t, 1200, record.Config{BaseURL: base, Data: record.DataOptions{PerProject: 2000}}),
		"with a search in pieces": manyTree(t, usual.Whole+1, record.Config{BaseURL: base}),
	}
}

// Each file has a name of its own, what lists others lists each, and in one order.
func TestFiles(t *testing.T) {
	for name, tree := range manyTrees(t) {
		t.Run(name, func(t *testing.T) {
			names, listed := make(map[string]bool), 0
			files := allFiles(t, tree)
			for _, f := range files {
				if names[f.Name] {
					t.Errorf("%s is made twice", f.Name)
				}
				names[f.Name] = true
				if f.About != nil {
					listed++
					if f.About.Name != f.Name {
						t.Errorf("of %s is told as %s", f.Name, f.About.Name)
					}
				}
			}
			index, from := string(file(t, files, plan.DataIndexPath)), 0
			for _, f := range files {
				if f.About == nil || f.Name == plan.DataIndexPath {
					continue
				}
				at := strings.Index(index[from:], fmt.Sprintf("%q", f.Name))
				if at < 0 || !strings.Contains(index, f.About.SHA256) {
					t.Errorf("the index lacks %s, or has it before others", f.Name)
				}
				from += max(at, 0)
			}
			if listed < 20 {
				t.Errorf("%d files are listed", listed)
			}
		})
	}
}

// All files are written at once; the race detector looks on.
func TestFilesAtOnce(t *testing.T) {
	tree := manyTree(t, 1200, record.Config{BaseURL: "https://example.it/", Data: record.DataOptions{PerProject: 2000}})
	want := make(map[string][]byte)
	for _, f := range allFiles(t, tree) {
		want[f.Name] = f.Data
	}
	var all sync.WaitGroup
	for _, f := range Files(tree, func() []plan.DataFile { return nil }) {
		if f.Late {
			continue
		}
		all.Go(func() {
			var b bytes.Buffer
			if err := f.Write(&b); err != nil || !bytes.Equal(b.Bytes(), want[f.Name]) {
				t.Errorf("%s differs: %v", f.Name, err)
			}
		})
	}
	all.Wait()
}

// full takes so many bytes, and no more.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, fmt.Errorf("the disk is full")
	}
	return len(p), nil
}

// A file that cannot be written says so, however much of it was.
func TestFullDiskIsSaid(t *testing.T) {
	tree := manyTree(t, 1200, record.Config{BaseURL: "https://example.it/"})
	for _, f := range Files(tree, func() []plan.DataFile { return nil }) {
		for _, room := range []int{0, chunk + 1} {
			var b bytes.Buffer
			if err := f.Write(&b); err != nil {
				t.Fatal(err)
			}
			if err := f.Write(&full{room}); b.Len() > room && err == nil {
				t.Errorf("%s: nothing is said of a full disk", f.Name)
			}
		}
	}
}
