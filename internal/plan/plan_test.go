package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vetro/internal/record"
)

var today = record.Day(2026, 11, 22)

// site makes a site of n projects of one measure and body, the first the largest.
func site(n int) *record.Site {
	body := &record.Body{ID: "p_pv", Name: "Provincia di Pavia", Origin: record.Origin{File: "content/enti/p_pv.toml"}}
	m := &record.Measure{Code: "M1C1I1.2", Title: "Cloud", Kind: "Investimento"}
	s := &record.Site{
		Config: record.Config{Title: "Prova", PerPage: 25}, Bodies: []*record.Body{body}, Measures: []*record.Measure{m},
		SectionTexts: map[string]*record.SectionText{},
	}
	for i := range n {
		id := fmt.Sprintf("p-%03d", i)
		s.Projects = append(s.Projects, &record.Project{
			Origin: record.Origin{File: "content/progetti/" + id + ".toml", Line: 1, Col: 1},
			ID:     id, Title: id, Body: body, State: record.Running, Updated: record.Day(2026, 8, 22),
			Fundings: []record.Funding{{Source: record.PNRR, MeasureCode: m.Code, Measure: m, Amount: record.Euro(100 * (n - i)), State: record.Assigned, Date: record.Day(2025, 6, 23)}},
		})
	}
	return s
}

func TestLists(t *testing.T) {
	tests := []struct {
		name        string
		projects    int
		there, away []string
	}{
		{"no project has its list, and no measure", 0, []string{"progetti/index.html", "misure/index.html", "enti/p_pv.html"}, []string{"progetti/pagina-2.html", "misure/m1c1i1-2.html"}},
		{"25 fill one page", 25, []string{"progetti/p-024.html", "misure/m1c1i1-2.html", "stati/in-corso.html", "anni/2025.html"}, []string{"progetti/pagina-2.html"}},
		{"26 need two, in every list", 26, []string{"progetti/pagina-2.html", "misure/m1c1i1-2-pagina-2.html", "enti/p_pv-pagina-2.html", "stati/in-corso-pagina-2.html", "anni/2025-pagina-2.html"}, []string{"progetti/pagina-3.html", "progetti/pagina-1.html"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree, problems := Site(site(tt.projects), today)
			if len(problems) != 0 {
				t.Fatal(problems)
			}
			for _, path := range tt.there {
				if tree.Page(path) == nil {
					t.Errorf("no page %s", path)
				}
			}
			for _, path := range tt.away {
				if tree.Page(path) != nil {
					t.Errorf("there is a page %s", path)
				}
			}
			shown := 0
			for _, p := range tree.Pages {
				if p.Kind == ProjectList && p.Group == tree.All {
					shown += len(p.Projects)
				}
			}
			if shown != tt.projects {
				t.Errorf("the list shows %d projects", shown)
			}
		})
	}
}

func TestAddressesAreOfOne(t *testing.T) {
	tests := []struct {
		name   string
		change func(*record.Site)
		want   string
	}{
		{"a former id that is in use", func(s *record.Site) { s.Projects[0].FormerIDs = []string{"p-001"} }, "la pagina progetti/p-001.html ha già un’altra origine"},
		{"a free page that is one of Vetro’s", func(s *record.Site) {
			s.Pages = append(s.Pages, &record.Page{ID: "crediti", Title: "Crediti", Origin: record.Origin{File: "content/pagine/crediti.md"}})
		}, "content/pagine/crediti.md"},
		{"a body whose page would be the second of another’s", func(s *record.Site) {
			s.Config.PerPage = 1
			s.Bodies = append(s.Bodies, &record.Body{ID: "p_pv-pagina-2", Name: "Altro", Origin: record.Origin{File: "content/enti/p_pv-pagina-2.toml"}})
		}, "enti/p_pv-pagina-2.html"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := site(2)
			tt.change(s)
			_, problems := Site(s, today)
			if len(problems) != 1 || !strings.Contains(problems[0].String(), tt.want) || problems[0].Rule != "indirizzo-doppio" {
				t.Errorf("got %v, want one with %q", problems, tt.want)
			}
		})
	}
}

func TestTimeline(t *testing.T) {
	p := site(1).Projects[0]
	p.Published = record.Day(2025, 7, 29)
	p.Milestones = []record.Milestone{
		{Title: "tardi", Planned: record.Day(2026, 3, 31), Actual: record.Day(2026, 5, 25)},
		{Title: "scaduta", Planned: record.Day(2026, 10, 31)},
		{Title: "futura", Planned: record.Date{Year: 2027, Month: 4}},
		{Title: "presto", Planned: record.Date{Year: 2025, Month: 6, Day: 13, By: true}, Actual: record.Day(2025, 5, 7)},
	}
	var got []string
	for _, e := range Timeline(p, today) {
		s := e.Date.ISO() + " " + string(e.Kind)
		if e.Milestone != nil {
			s += fmt.Sprintf(" %s %t %d", e.Milestone.Title, e.Happened, e.Delay.Days)
		}
		got = append(got, s)
	}
	want := []string{
		"2025-05-07 tappa presto true -37",
		"2025-06-23 decreto",
		"2026-05-25 tappa tardi true 55",
		"2026-10-31 tappa scaduta false 22",
		"2026-11-22 oggi",
		"2027-04 tappa futura false -159",
		"2030-12-31 termine",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestResolve(t *testing.T) {
	s := site(1)
	s.Media = []record.Media{{Name: "media/atto.pdf"}}
	tree, _ := Site(s, today)
	tests := []struct{ name, dest, want string }{
		{"the published page", "../progetti/p-000.html", "progetti/p-000.html"},
		{"with a fragment", "../progetti/p-000.html#tappe", "progetti/p-000.html#tappe"},
		{"the source file", "../progetti/p-000.toml", "progetti/p-000.html"},
		{"from the root", "/progetti/p-000.html", "progetti/p-000.html"},
		{"a media file", "../media/atto.pdf", "media/atto.pdf"},
		{"a data file", "../dati/progetti.csv", "dati/progetti.csv"},
		{"a folder with its index", "../progetti/", "progetti/index.html"},
		{"nothing", "../progetti/p-999.html", ""},
		{"another case of the letters", "../progetti/P-000.html", ""},
		{"out of the site", "../../../etc/passwd", ""},
		{"a heading that is not there", "#manca", ""},
	}
	for _, tt := range tests {
		link := &record.Link{Dest: tt.dest, Pos: record.Pos{File: "content/notizie/a.md", Line: 1, Col: 1}}
		if got, ok := tree.Resolve(link, "notizie/a.html"); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: Resolve(%q) = %q, %t, want %q", tt.name, tt.dest, got, ok, tt.want)
		}
	}
}

func TestAnnualYearsHaveNoHoles(t *testing.T) {
	s := site(3)
	s.Projects[0].Fundings[0].Date = record.Day(2022, 11, 11)
	s.Projects[1].Fundings[0].Date = record.Date{}
	tree, _ := Site(s, today)
	if got := fmt.Sprint(tree.AnnualYears()); got != "[2025 2024 2023 2022]" {
		t.Errorf("the years are %s", got)
	}
	if len(tree.Undated.Projects) != 1 {
		t.Errorf("%d projects have no year, want 1", len(tree.Undated.Projects))
	}
}

func TestDeadlines(t *testing.T) {
	s := site(1)
	s.Projects[0].Milestones = []record.Milestone{
		{Title: "domani", Planned: record.Day(2026, 11, 23)}, {Title: "oggi", Planned: today},
		{Title: "ieri", Planned: record.Day(2026, 11, 21)}, {Title: "fatta", Planned: record.Day(2026, 1, 1), Actual: record.Day(2026, 1, 1)},
		{Title: "in un mese di adesso", Planned: record.Date{Year: 2026, Month: 11}}, {Title: "da tempo", Planned: record.Day(2025, 1, 1)},
	}
	tree, _ := Site(s, today)
	next, missed := tree.Due.Next, tree.Due.Missed
	var got []string
	for _, d := range slices.Concat(next, missed) {
		got = append(got, d.Milestone.Title)
	}
	if want := "oggi, domani, in un mese di adesso, ieri, da tempo"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}
