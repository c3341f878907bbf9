package plan

import (
	"testing"

	"vetro/internal/record"
)

// dataSite plans a site of two bodies with one project, whose files are asked for.
func dataSite(t *testing.T, base string, perProject int) *Tree {
	t.Helper()
	body := &record.Body{ID: "p_pv", Name: "Pavia"}
	m := &record.Measure{Code: "M1C1I1.2", Title: "Cloud", Kind: "Investimento"}
	site := &record.Site{
		Config: record.Config{Title: "Prova", BaseURL: base, PerPage: 25, Data: record.DataOptions{PerProject: perProject}},
		Bodies: []*record.Body{body}, Measures: []*record.Measure{m},
		Projects: []*record.Project{{ID: "cloud", Title: "Cloud", Body: body, State: record.Running, Fundings: []record.Funding{
			{Source: record.PNRR, MeasureCode: m.Code, Measure: m, Amount: 100, State: record.Assigned},
		}}},
		Announcements: []*record.Announcement{{ID: "a", Title: "A"}},
	}
	tree, problems := Site(site, record.Day(2026, 11, 22))
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	return tree
}

// TestHasFile names the files to which an author may link: those that the build makes.
func TestHasFile(t *testing.T) {
	whole, many, local := dataSite(t, "https://example.it/", 2000), dataSite(t, "https://example.it/", 0), dataSite(t, "", 2000)
	tests := []struct {
		path               string
		whole, many, local bool
	}{
		{"dati/progetti.csv", true, true, true},
		{"dati/pagamenti.json", true, true, true},
		{"dati/tutto.json", true, true, true},
		{"dati/indice.json", true, true, true},
		{"impronte.sha256", true, true, true},
		{"progetti/cloud.json", true, true, true},
		{"dati/catalogo.ttl", true, true, false},
		{"notizie/feed.json", true, true, false},
		{"sitemap.xml", true, true, false},
		{"progetti/index.feed.xml", true, true, false},
		{"misure/m1c1i1-2.feed.json", true, true, false},
		{"enti/p_pv.feed.xml", true, true, false},
		{"progetti/cloud.feed.xml", true, false, false},
		{"dati/fantasia.csv", false, false, false},
		{"progetti/fantasia.json", false, false, false},
		{"enti/p_pv.json", false, false, false},
		{"notizie/a.feed.xml", false, false, false},
		{"progetti/cloud.xml", false, false, false},
	}
	for _, tt := range tests {
		if got := [3]bool{whole.hasFile(tt.path), many.hasFile(tt.path), local.hasFile(tt.path)}; got != [3]bool{tt.whole, tt.many, tt.local} {
			t.Errorf("%s: %v", tt.path, got)
		}
	}
}

func TestPathOf(t *testing.T) {
	tree := dataSite(t, "", 2000)
	body := tree.Site.Bodies[0]
	if got := tree.PathOf(body); got != "enti/p_pv.html" {
		t.Errorf("the page of a body is %q", got)
	}
	tree.Site.Config.BodyID = body.ID
	if got := tree.PathOf(body); got != "" {
		t.Errorf("on the site of one body it has the page %q", got)
	}
	if got := tree.PathOf(tree.Site.Projects[0]) + " " + tree.PathOf(tree.Site.Announcements[0]); got != "progetti/cloud.html notizie/a.html" {
		t.Errorf("the pages are %s", got)
	}
}
