package export

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// pieceTree has n projects of three bodies and two measures, with something for every sort
// of file.
func pieceTree(t *testing.T, n int, config record.Config) *plan.Tree {
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

func pieceTrees(t *testing.T) map[string]*plan.Tree {
	const base = "https://example.it/"
	return map[string]*plan.Tree{
		"nothing":                 pieceTree(t, 0, record.Config{BaseURL: base}),
		"a small site":            pieceTree(t, 40, record.Config{BaseURL: base, Data: record.DataOptions{PerProject: 2000}}),
		"without an address":      pieceTree(t, 40, record.Config{Data: record.DataOptions{PerProject: 2000}}),
		"of one body":             pieceTree(t, 40, record.Config{BaseURL: base, BodyID: "a"}),
		"of several pieces":       pieceTree(t, 1200, record.Config{BaseURL: base, Data: record.DataOptions{PerProject: 2000}}),
		"with a search in pieces": pieceTree(t, usual.Whole+1, record.Config{BaseURL: base}),
	}
}

// TestPieces holds that pieces make the files of Files, each once, whatever their order.
func TestPieces(t *testing.T) {
	for name, tree := range pieceTrees(t) {
		t.Run(name, func(t *testing.T) {
			want, told := Files(tree), Told(tree)
			var inOrder []plan.DataFile
			for _, f := range want {
				if f.About != nil {
					inOrder = append(inOrder, *f.About)
				}
			}
			if !slices.Equal(told, inOrder) {
				t.Errorf("Told gives %v, and All tells %v", told, inOrder)
			}
			pieces := Pieces(tree, Former{})
			slices.Reverse(pieces)
			got := make(map[string][]byte)
			add := func(f File) bool {
				if got[f.Name] != nil {
					t.Errorf("%s is made twice", f.Name)
				}
				got[f.Name] = bytes.Clone(f.Data)
				return true
			}
			for _, p := range pieces {
				p.Make(func(f File) bool {
					if !p.Has(f.Name) {
						t.Errorf("%s makes %s and says that it does not have it", p.Name, f.Name)
					}
					return add(f)
				})
			}
			slices.Reverse(told)
			for f := range Catalogue(tree, told) {
				add(f)
			}
			if len(got) != len(want) {
				t.Errorf("%d files, want %d", len(got), len(want))
			}
			for _, f := range want {
				if !bytes.Equal(got[f.Name], f.Data) {
					t.Errorf("%s differs", f.Name)
				}
				if n := len(slices.DeleteFunc(slices.Clone(pieces), func(p Piece) bool { return !p.Has(f.Name) })); n > 1 || n == 0 && f.About == nil {
					t.Errorf("%d pieces have %s", n, f.Name)
				}
			}
		})
	}
}

// TestPiecesAtOnce makes all pieces at once; the race detector looks on.
func TestPiecesAtOnce(t *testing.T) {
	tree := pieceTree(t, 1200, record.Config{BaseURL: "https://example.it/", Data: record.DataOptions{PerProject: 2000}})
	want := make(map[string][]byte)
	for _, f := range Files(tree) {
		want[f.Name] = f.Data
	}
	var all sync.WaitGroup
	for _, p := range Pieces(tree, Former{Remembers: true}) {
		all.Go(func() {
			p.Shows()
			p.InBlocks(func(f File) bool {
				if got := whole(bytes.Clone(f.Data), whenLarge(f)); !bytes.Equal(got, want[f.Name]) {
					t.Errorf("%s differs", f.Name)
				}
				return true
			})
		})
	}
	all.Wait()
}

func TestOpen(t *testing.T) {
	for name, tree := range pieceTrees(t) {
		t.Run(name, func(t *testing.T) {
			for i, f := range Files(tree) {
				if i%97 != 0 && len(tree.Site.Projects) > 100 {
					continue // a few are enough of many
				}
				if got, found := Open(tree, f.Name); !found || !bytes.Equal(got, f.Data) {
					t.Errorf("%s: found is %t, and the data differ or are none", f.Name, found)
				}
			}
			for _, no := range []string{
				"", "progetti/nessuno.json", "progetti/p0.html", "progetti/P0.json", "progetti/p0.js", "enti/vuoto.ics", "enti/c.feed.xml", "misure/m1.feed.json", "dati/x.csv",
				"cerca/indice.html", "cerca/altro.js", "sitemap-9.xml", ".htaccess", "misure/m1c1i1-2.ics", "index.ics", "index.feed.xml", "progetti/index.json",
			} {
				if _, found := Open(tree, no); found {
					t.Errorf("%s is found", no)
				}
			}
		})
	}
}

// TestOpenMakesOne holds that a project's file is opened without making others.
func TestOpenMakesOne(t *testing.T) {
	tree := pieceTree(t, 1200, record.Config{})
	few := testing.AllocsPerRun(5, func() { Open(tree, "progetti/p7.json") })
	pieces := Pieces(tree, Former{})
	at := slices.IndexFunc(pieces, func(p Piece) bool { return p.Has("progetti/p7.json") })
	many := testing.AllocsPerRun(5, func() { pieces[at].Make(func(File) bool { return true }) })
	one := testing.AllocsPerRun(5, func() { pieces[at].Open("progetti/p7.json") })
	if one*20 > many {
		t.Errorf("one file takes %v allocations (%v with the list of pieces), and %d files take %v", one, few, pieces[at].items, many)
	}
}

// TestPieceShows holds, over edits at random, that what a piece says of what it shows is true
// of each of its items: while it says the same, the files are the same.
func TestPieceShows(t *testing.T) {
	config := record.Config{BaseURL: "https://example.it/", Data: record.DataOptions{PerProject: 2000}}
	s := &editedSite{pieceTree(t, 14, config).Site, rand.New(rand.NewPCG(1, 4)), 0}
	known := make(map[[16]byte]string)
	said, again := 0, 0
	for range 400 {
		tree, former := s.tree(t), Former{Remembers: true}
		for _, p := range Pieces(tree, former) {
			if p.shows == nil {
				continue
			}
			for i := range p.items {
				var files strings.Builder
				d := newShowing(former)
				d.text(p.Name)
				p.shows(d, i)
				says := d.sum()
				p.make(p.site.to(func(f File) bool { fmt.Fprintf(&files, "%s:\n%s\n", f.Name, f.Data); return true }), i)
				said++
				if was, is := known[says]; is {
					again++
					if was != files.String() {
						t.Fatalf("%q says the same of what is now %s and was %s", p.Name, files.String(), was)
					}
				}
				known[says] = files.String()
			}
		}
		if s.edit(); len(s.Projects) < 6 || len(s.Announcements) < 6 {
			s.Site = pieceTree(t, 14, config).Site
		}
	}
	if again < said/2 {
		t.Errorf("of %d items only %d say again what was said", said, again)
	}
}

// TestCutsBefore holds that a record that comes or goes changes few of the runs.
func TestCutsBefore(t *testing.T) {
	longest, cuts, run := 0, 0, 0
	for i := range 20_000 {
		run++
		if cutsBefore(fmt.Sprintf("content/progetti/progetto-%06d.toml", i), 64) {
			longest, run, cuts = max(longest, run), 0, cuts+1
		}
	}
	if cuts < 250 || cuts > 400 || longest > 1000 {
		t.Errorf("20000 records are cut %d times, and the longest run has %d", cuts, longest)
	}
}

// TestHeadersOpen opens what only the host reads.
func TestHeadersOpen(t *testing.T) {
	data, found := Open(pieceTree(t, 1, record.Config{}), "_headers")
	if !found || !strings.HasPrefix(string(data), "/*\n") {
		t.Errorf("_headers is %q", data)
	}
}
