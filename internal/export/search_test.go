package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/record"
)

var hostile = []string{
	`</script><img src=x onerror="alert(1)">`, "riga\u2028e\u2029fine", `virgolette ' " e \ barra`, "<!-- {{.Title}} -->", "Ponte sull’Adda",
}

// hostileTree has n projects whose titles would break a careless script, and something
// of every other kind.
func hostileTree(t *testing.T, n int) *plan.Tree {
	t.Helper()
	body := &record.Body{ID: "p_pv", Name: "Provincia di Forlì"}
	m := &record.Measure{Code: "M1C1I1.2", Title: "Abilitazione al cloud", Kind: "Investimento"}
	site := &record.Site{
		Config: record.Config{Title: "Prova", PerPage: 25}, Bodies: []*record.Body{body}, Measures: []*record.Measure{m},
		Pages:         []*record.Page{{ID: "info", Title: "Informazioni", Text: record.Text{Plain: "Chi siamo", Runs: []record.Run{{Start: 3, End: 12}}, Parts: []record.Part{{HTML: "<p>Chi siamo</p>"}}}}},
		Sections:      []*record.Section{{ID: record.PNRRSection, Name: "Attuazione misure PNRR", Level: 1}},
		Announcements: []*record.Announcement{{ID: "a", Title: "Città metropolitana", Summary: hostile[0], Body: body}},
	}
	for i := range n {
		site.Projects = append(site.Projects, &record.Project{
			ID: fmt.Sprintf("p%d", i), Title: hostile[i%len(hostile)], Body: body, State: record.States()[i%4], Updated: record.Day(2026, 1, 1),
			CUP: record.CUP(fmt.Sprintf("J31B21%09d", i)), Contracts: []record.Contract{{CIG: record.CIG(fmt.Sprintf("A%09d", i))}},
			Fundings: []record.Funding{{Source: record.PNRR, MeasureCode: m.Code, Measure: m, Amount: record.Euro(100 * (n - i)), State: record.Assigned, Date: record.Day(2022+i%4, 6, 23)}},
		})
	}
	tree, problems := plan.Site(site, record.Day(2026, 11, 22))
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	return tree
}

// run gives what a script file puts under its name, and fails where a page or an older
// JavaScript would stumble over it.
func run(t *testing.T, f made, into any) {
	t.Helper()
	text := string(f.Data)
	for _, bad := range []string{"<", "\u2028", "\u2029"} {
		if strings.Contains(text, bad) {
			t.Errorf("%s has %q", f.Name, bad)
		}
	}
	key, _, _ := strings.Cut(path.Base(f.Name), ".")
	head := `(self.vetro=self.vetro||{})["` + path.Dir(f.Name) + "/" + key + `"]='`
	rest, ok := strings.CutPrefix(text, head)
	rest, closed := strings.CutSuffix(rest, "';\n")
	if !ok || !closed {
		t.Fatalf("%s is not one statement:\n%.200s", f.Name, text)
	}
	unquoted := strings.NewReplacer(`\\`, `\`, `\'`, `'`, `\x3c`, `<`).Replace(rest)
	if err := json.Unmarshal([]byte(unquoted), into); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
}

// reader is cerca.js in Go, short of its order: it loads what a query needs.
type reader struct {
	t     *testing.T
	files []made
	index struct {
		Records  int `json:"n"`
		Stop     []string
		Words    [][]any
		All      [][]any
		WordsIn  [][2]string
		Per      int
		FoundsIn []string `json:"allIn"`
	}
	bytes int // loaded so far
}

func newReader(t *testing.T, files []made) *reader {
	r := &reader{t: t, files: files}
	run(t, r.file("indice.js"), &r.index)
	return r
}

func (r *reader) file(name string) made {
	for _, f := range r.files {
		if f.Name == "cerca/"+name {
			r.bytes += len(f.Data)
			return f
		}
	}
	r.t.Fatalf("there is no cerca/%s", name)
	return made{}
}

func (r *reader) find(query string) (paths []string) {
	var all map[int]bool
	for _, beginning := range wordsOf(query) {
		if slices.Contains(r.index.Stop, beginning) {
			continue
		}
		lines := r.index.Words
		for i, in := range r.index.WordsIn {
			last := i+1 == len(r.index.WordsIn) || r.index.WordsIn[i+1][0] > beginning
			if in[0] <= beginning && last || in[0] > beginning && strings.HasPrefix(in[0], beginning) {
				var piece [][]any
				run(r.t, r.file(in[1]), &piece)
				lines = append(lines, piece...)
			}
		}
		numbers := make(map[int]bool)
		for _, line := range lines {
			if !strings.HasPrefix(line[0].(string), beginning) {
				continue
			}
			for _, steps := range line[1:] {
				n := 0
				for _, step := range steps.([]any) {
					n += int(step.(float64))
					numbers[n] = all == nil || all[n]
				}
			}
		}
		all = numbers
	}
	for n := range r.index.Records {
		if all[n] {
			paths = append(paths, r.record(n)[2].(string))
		}
	}
	return paths
}

func (r *reader) record(n int) []any {
	if r.index.Per == 0 {
		return r.index.All[n]
	}
	var piece [][]any
	run(r.t, r.file(r.index.FoundsIn[n/r.index.Per]), &piece)
	return piece[n%r.index.Per]
}

func TestEveryRecordIsFound(t *testing.T) {
	tree := hostileTree(t, 60)
	var all []result
	for _, p := range resultPages(tree) {
		var f result
		f.of(tree, p)
		all = append(all, f)
	}
	tests := []struct {
		name  string
		cut   Cut
		files int
	}{
		{"in one file", Cut{len(all), 10, 1000}, 1},
		{"in pieces", Cut{len(all) - 1, 10, 1000}, 10},
		{"in pieces of one word", Cut{0, 1, 1}, 100},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newReader(t, searchFiles(t, tree, tt.cut))
			if len(r.files) < tt.files || tt.files == 1 && len(r.files) != 1 {
				t.Errorf("%d files, want %d or more", len(r.files), tt.files)
			}
			for n, f := range all {
				if title := r.record(n)[1]; title != f.title {
					t.Errorf("record %d is %q, want %q", n, title, f.title)
				}
				if found := r.find(f.title + " " + f.code); !slices.Contains(found, f.path) {
					t.Errorf("%q leads to %q, not to %s", f.title+" "+f.code, found, f.path)
				}
			}
			for query, want := range map[string]string{
				"J31B21000000007": "progetti/p7.html", "a000000007": "progetti/p7.html", "citta METRO": "notizie/a.html", "chi siamo": "info.html",
				"forli provincia": "enti/p_pv.html", "m1c1i1.2": "misure/m1c1i1-2.html", "attuazione": "amministrazione-trasparente/attuazione-misure-pnrr.html",
			} {
				if found := r.find(query); !slices.Contains(found, want) {
					t.Errorf("%q leads to %q, not to %s", query, found, want)
				}
			}
		})
	}
}

func TestSearchLoadsLittle(t *testing.T) {
	if testing.Short() {
		t.Skip("21,000 projects take a while")
	}
	files := searchFiles(t, hostileTree(t, 21_000), usual)
	total := 0
	for _, f := range files {
		total += len(f.Data)
	}
	if total > 8<<20 {
		t.Errorf("the index has %d bytes", total)
	}
	r := newReader(t, files)
	t.Logf("%d files, %d bytes, the first %d", len(files), total, r.bytes)
	if found := r.find("J31B21000012345"); len(found) != 1 || r.bytes > 512<<10 {
		t.Errorf("a CUP leads to %q with %d bytes", found, r.bytes)
	}
}

func TestSearchPiecesBearTheirContent(t *testing.T) {
	names := func(tree *plan.Tree) (names []string) {
		for _, f := range searchFiles(t, tree, Cut{0, 10, 1000}) {
			names = append(names, f.Name)
		}
		return names
	}
	tree := hostileTree(t, 60)
	before := names(tree)
	tree.Page("progetti/p0.html").Title.Text = "Un altro titolo"
	after := names(tree)
	if slices.Equal(before, after) || !slices.Contains(after, "cerca/indice.js") {
		t.Errorf("the pieces of another index have the same names: %q", after)
	}
}

// listIndex is progetti/elenco.js.
type listIndex struct {
	Projects         int         `json:"n"`
	Bodies           [][2]string // id and name
	Measures, States []string
	Body             []int
	Measure          [][]int
	State, Year      []int
	Cents            []int64
	Rows             [][3]string // title, id and CUP
	Per              int
	RowsIn           []string
}

func TestFilterList(t *testing.T) {
	tree := hostileTree(t, 60)
	for _, whole := range []int{60, 59} {
		files := listFiles(t, tree, Cut{Whole: whole, Records: 7})
		var index listIndex
		run(t, files[len(files)-1], &index)
		for n, p := range tree.All.Projects {
			var row [3]string
			if whole == 60 {
				row = index.Rows[n]
			} else {
				var piece [][3]string
				run(t, files[n/7], &piece)
				row = piece[n%7]
				if want := "progetti/" + index.RowsIn[n/7]; files[n/7].Name != want {
					t.Fatalf("piece %d is %s, want %s", n/7, files[n/7].Name, want)
				}
			}
			if row != ([3]string{p.Title, p.ID, string(p.CUP)}) {
				t.Errorf("row %d is %q, want %q", n, row, p.ID)
			}
			if index.States[index.State[n]] != p.State || index.Bodies[index.Body[n]][0] != "p_pv" || index.Measures[index.Measure[n][0]] != "M1C1I1.2" ||
				index.Year[n] != int(p.FundedOn().Year) || index.Cents[n] != int64(p.Money().Assigned) {
				t.Errorf("the facts of %s are not its own", p.ID)
			}
		}
	}
}

func TestSearchOfNothing(t *testing.T) {
	tree := hostileTree(t, 0)
	for _, f := range slices.Concat(searchFiles(t, tree, Cut{0, 1, 1}), listFiles(t, tree, Cut{0, 1, 1})) {
		if bytes.Contains(f.Data, []byte("null")) {
			t.Errorf("%s has nothing where the script awaits a list: %s", f.Name, f.Data)
		}
	}
}

// searchFiles writes the index of the search, the script that pages name last.
func searchFiles(t *testing.T, tree *plan.Tree, cut Cut) []made {
	return scriptFiles(t, Scripts(tree, cut)[0])
}

func listFiles(t *testing.T, tree *plan.Tree, cut Cut) []made {
	return scriptFiles(t, Scripts(tree, cut)[1])
}

func scriptFiles(t *testing.T, f plan.File) (files []made) {
	t.Helper()
	if err := f.More(func(more plan.File) error { files = append(files, written(t, more)); return nil }); err != nil {
		t.Fatal(err)
	}
	return append(files, written(t, f))
}
