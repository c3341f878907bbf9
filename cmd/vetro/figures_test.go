package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vetro/internal/load"
	"vetro/internal/record"
)

// TestFigures compares every number of every table, and every number that stands in a
// drawing, with sums made here from the records, to the cent.
func TestFigures(t *testing.T) {
	for _, dir := range sites {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			site, _, err := load.Site(os.DirFS(dir), record.Day(2026, 11, 22))
			if err != nil {
				t.Fatal(err)
			}
			public := built(t, dir)
			want := expected(site)
			for _, page := range htmlFiles(t, public) {
				for id, f := range figuresOf(t, public, page) {
					rows, known := want[id]
					if !known {
						t.Errorf("%s: no one expected the figure %s", page, id)
						continue
					}
					f.holds(t, page+"#"+id, rows)
					delete(want, id+"!") // seen
				}
			}
			for id := range want {
				if strings.HasSuffix(id, "!") {
					t.Errorf("no page has the figure %s", strings.TrimSuffix(id, "!"))
				}
			}
		})
	}
}

// line is a row of a figure as it must be: the label, the cells, and the number in the
// drawing ("" where the drawing has none beside the row).
type line struct {
	label string
	cells []string
	drawn string
}

// sums are what a test adds up by itself, funding by funding.
type sums struct {
	projects       int
	assigned, paid record.Euro
	unknown        int // fundings of which nobody says whether they were paid
}

func (s sums) line(label string) line {
	paid, share := s.paid.String(), record.Percent(s.paid, s.assigned)
	switch {
	case s.paid == 0 && s.assigned > 0:
		paid, share = "non comunicato", "non comunicato"
	case s.unknown > 0:
		paid, share = "almeno "+paid, "almeno "+record.TheFloor(s.paid, s.assigned)
	}
	return line{label, []string{fmt.Sprint(s.projects), s.assigned.String(), paid, share}, s.assigned.Short()}
}

// expected gives the lines of every figure; an id with ! after it must be on some page.
func expected(site *record.Site) map[string][]line {
	out := make(map[string][]line)
	several := site.Config.BodyID == ""
	groups := map[string]func(*record.Project, *record.Funding) string{
		"per-misura": func(_ *record.Project, f *record.Funding) string {
			return f.Measure.Brief()
		},
		"per-fonte": func(_ *record.Project, f *record.Funding) string { return f.Source },
		"per-stato": func(p *record.Project, _ *record.Funding) string {
			return map[string]string{record.Done: "Concluso", record.Unreported: "Stato non comunicato", record.Running: "In corso"}[p.State]
		},
		"per-anno": func(p *record.Project, _ *record.Funding) string {
			return cmp.Or(record.Date{Year: p.FundedOn().Year}.String(), "Senza data del decreto")
		},
	}
	if several {
		groups["per-ente"] = func(p *record.Project, _ *record.Funding) string { return p.Body.Name }
		groups["enti"] = groups["per-ente"]
	}
	for id, label := range groups {
		out[id] = grouped(site.Projects, label)
		out[id+"!"] = nil
	}
	title := func(p *record.Project, _ *record.Funding) string { return p.Title }
	for _, p := range site.Projects {
		out["denaro"] = nil // of each project, looked at by TestProjectMoney
		for _, m := range p.Measures() {
			id := "misura-" + record.MeasureSlug(m.Code)
			out[id] = grouped(withMeasure(site.Projects, m.Code), title)
		}
		out["ente-"+p.Body.ID] = grouped(ofBody(site.Projects, p.Body), title)
	}
	out["per-importo"], out["per-importo!"] = bySize(site.Projects), nil
	out["nel-tempo"], out["mese-per-mese"] = overTime(site.Projects)
	out["nel-tempo!"], out["mese-per-mese!"] = nil, nil
	return out
}

// grouped adds up by label. Every project of these sites has money of one kind alone, so
// that its paid money is that kind's.
func grouped(projects []*record.Project, label func(*record.Project, *record.Funding) string) []line {
	by := make(map[string]sums)
	for _, p := range projects {
		counted := make(map[string]bool)
		for i := range p.Fundings {
			f := &p.Fundings[i]
			s := by[label(p, f)]
			if !counted[label(p, f)] {
				s.projects++
				counted[label(p, f)] = true
			}
			s.assigned += f.Amount
			if f.State == record.Paid {
				s.paid += f.Amount
			} else {
				s.unknown++
			}
			by[label(p, f)] = s
		}
	}
	var out []line
	for name, s := range by {
		out = append(out, s.line(name))
	}
	return out
}

func withMeasure(projects []*record.Project, code string) []*record.Project {
	var out []*record.Project
	for _, p := range projects {
		q := *p
		q.Fundings = nil
		for _, f := range p.Fundings {
			if f.MeasureCode == code {
				q.Fundings = append(q.Fundings, f)
			}
		}
		if q.Fundings != nil {
			out = append(out, &q)
		}
	}
	return out
}

func ofBody(projects []*record.Project, b *record.Body) []*record.Project {
	var out []*record.Project
	for _, p := range projects {
		if p.Body == b {
			out = append(out, p)
		}
	}
	return out
}

func bySize(projects []*record.Project) []line {
	labels := []string{"da 10.000 € a meno di 50.000 €", "da 50.000 € a meno di 100.000 €", "da 100.000 € a meno di 500.000 €", "da 500.000 € a meno di 1.000.000 €"}
	counts := make([]int, len(labels))
	for _, p := range projects {
		for i, least := range []record.Euro{10_000_00, 50_000_00, 100_000_00, 500_000_00} {
			if most := []record.Euro{50_000_00, 100_000_00, 500_000_00, 1_000_000_00}[i]; p.Money().Assigned >= least && p.Money().Assigned < most {
				counts[i]++
			}
		}
	}
	var out []line
	for i, n := range counts {
		out = append(out, line{labels[i], []string{fmt.Sprint(n)}, fmt.Sprint(n)})
	}
	return out
}

// overTime gives what each month has, and all up to it, and in the last row what no day places.
// Where nobody says of some money whether it was paid, what was paid is a least.
func overTime(projects []*record.Project) (rising, monthly []line) {
	assigned, paid := make(map[record.Date]record.Euro), make(map[record.Date]record.Euro)
	var undated record.Euro
	unknown := false
	upTo := func(e record.Euro) string { // what has no month may have come in any
		if undated > 0 {
			return "almeno " + e.String()
		}
		return e.String()
	}
	received := func(e record.Euro) string {
		switch {
		case !unknown:
			return e.String()
		case e == 0:
			return "non comunicato"
		}
		return "almeno " + e.String()
	}
	for _, p := range projects {
		for _, f := range p.Fundings {
			if f.Date.Known() {
				assigned[record.Date{Year: f.Date.Year, Month: f.Date.Month}] += f.Amount
			} else {
				undated += f.Amount
			}
			unknown = unknown || f.State != record.Paid
			if f.State == record.Paid {
				paid[record.Date{Year: f.StateDate.Year, Month: f.StateDate.Month}] += f.Amount
			}
		}
	}
	var a, b record.Euro
	started := false
	for year := 2020; year <= 2026; year++ {
		for month := 1; month <= 12; month++ {
			d := record.Date{Year: int16(year), Month: int8(month)}
			started = started || assigned[d] > 0
			if !started || year == 2026 && month > 11 {
				continue
			}
			if assigned[d] == 0 && paid[d] == 0 {
				continue // the table tells only what changes
			}
			a, b = a+assigned[d], b+paid[d]
			rising = append(rising, line{d.String(), []string{upTo(a), received(b)}, ""})
			monthly = append(monthly, line{d.String(), []string{assigned[d].String(), received(paid[d])}, ""})
		}
	}
	if undated > 0 {
		rising = append(rising, line{"Con ciò di cui non si conosce il mese", []string{(a + undated).String(), received(b)}, ""})
		monthly = append(monthly, line{"Mese non noto", []string{undated.String(), received(0)}, ""})
	}
	return rising, monthly
}

// pageFigure is a figure as it stands on a page.
type pageFigure struct {
	rows  []line
	foot  []line
	drawn []string // numbers in the drawing, in order
}

func (f *pageFigure) holds(t *testing.T, where string, want []line) {
	t.Helper()
	if want == nil {
		return
	}
	byLabel := make(map[string]line)
	for _, l := range want {
		byLabel[l.label] = l
	}
	if len(f.rows) != len(want) {
		t.Errorf("%s has %d rows, want %d", where, len(f.rows), len(want))
	}
	var numbers []string
	for _, got := range f.rows {
		l, known := byLabel[got.label]
		if !known || !slices.Equal(got.cells, l.cells) {
			t.Errorf("%s, row %q: %q, want %q", where, got.label, got.cells, l.cells)
		}
		if l.drawn != "" {
			numbers = append(numbers, l.drawn)
		}
	}
	if len(numbers) > 0 && !slices.Equal(f.drawn, numbers) {
		t.Errorf("%s draws %q, want %q", where, f.drawn, numbers)
	}
	if strings.HasSuffix(where, "#nel-tempo") { // names its two ends
		last := f.rows[len(f.rows)-1].cells
		for i, number := range f.drawn {
			if strings.TrimSuffix(last[i], ",00\u00a0€") != strings.TrimSuffix(number, "\u00a0€") {
				t.Errorf("%s ends at %q, draws %q", where, last, f.drawn)
			}
		}
	}
}

func htmlFiles(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"*.html", "*/*.html"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			rel, err := filepath.Rel(dir, name)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, filepath.ToSlash(rel))
		}
	}
	return out
}

// figuresOf reads the figures of a page, by their ids.
func figuresOf(t *testing.T, dir, page string) map[string]*pageFigure {
	t.Helper()
	root, err := html.Parse(strings.NewReader(read(t, dir, page)))
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]*pageFigure)
	for n := range root.Descendants() {
		if n.Data != "figure" || !strings.HasPrefix(attribute(n, "id"), "figura-") {
			continue
		}
		f := new(pageFigure)
		out[strings.TrimPrefix(attribute(n, "id"), "figura-")] = f
		for x := range n.Descendants() {
			switch {
			case x.Data == "tspan" && attribute(x, "class") == "chart-value":
				f.drawn = append(f.drawn, textOf(x))
			case x.Data == "tr" && x.Parent.Data == "tbody":
				f.rows = append(f.rows, tableLine(x))
			case x.Data == "tr" && x.Parent.Data == "tfoot":
				f.foot = append(f.foot, tableLine(x))
			}
		}
	}
	return out
}

func tableLine(tr *html.Node) line {
	var l line
	for n := range tr.ChildNodes() {
		switch n.Data {
		case "th":
			l.label = strings.ReplaceAll(textOf(n), "\u00a0", " ")
			if strings.HasPrefix(l.label, "20") || !strings.Contains(l.label, "€") {
				l.label = textOf(n)
			}
		case "td":
			l.cells = append(l.cells, textOf(n))
		}
	}
	return l
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for x := range n.Descendants() {
		if x.Type == html.TextNode {
			b.WriteString(x.Data)
		}
	}
	return b.String()
}

// TestProjectMoney compares the money on each project's page with its record.
func TestProjectMoney(t *testing.T) {
	site, _, err := load.Site(os.DirFS("../.."), record.Day(2026, 11, 22))
	if err != nil {
		t.Fatal(err)
	}
	dir := built(t, "../..")
	for _, p := range site.Projects {
		root, err := html.Parse(strings.NewReader(read(t, dir, "progetti/"+p.ID+".html")))
		if err != nil {
			t.Fatal(err)
		}
		var drawn, cells []string
		for n := range root.Descendants() {
			if n.Data == "tspan" && attribute(n, "class") == "chart-value" {
				drawn = append(drawn, textOf(n))
			}
			if n.Data == "td" && attribute(n, "class") == "number" && n.Parent.Parent.Data == "tbody" {
				cells = append(cells, textOf(n))
			}
		}
		if !slices.Equal(drawn, []string{p.Money().Assigned.Short()}) {
			t.Errorf("%s draws %q, want %s", p.ID, drawn, p.Money().Assigned.Short())
		}
		for i, f := range p.Fundings {
			paid := "erogazione non comunicata"
			if f.State == record.Paid {
				paid = f.Amount.String()
			}
			if cells[2*i] != f.Amount.String() || cells[2*i+1] != paid {
				t.Errorf("%s, funding %d: %q, want %s and %s", p.ID, i+1, cells[2*i:2*i+2], f.Amount, paid)
			}
		}
	}
}
