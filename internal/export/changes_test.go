package export

import (
	"slices"
	"strings"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/record"
)

func day(y, m, d int) record.Date { return record.Day(y, m, d) }

func planned(t *testing.T, site *record.Site) *exporter {
	t.Helper()
	site.Config.Title, site.Config.PerPage = "Prova", 25
	tree, problems := plan.Site(site, day(2026, 11, 22))
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	return newExporter(tree, func() []plan.DataFile { return nil })
}

func TestChanges(t *testing.T) {
	body := &record.Body{ID: "p_pv", Name: "Provincia di Pavia", Kind: "provincia"}
	month := record.Date{Year: 2025, Month: 4}
	by := record.Date{Year: 2026, Month: 5, Day: 25, By: true}
	tests := []struct {
		name string
		p    record.Project
		want []string // title and text, the latest first
	}{
		{"money assigned and paid", record.Project{Fundings: []record.Funding{
			{Source: record.PNRR, MeasureCode: "M1C1I1.2", Amount: 93171250, State: record.Paid, Date: day(2025, 6, 23), StateDate: day(2026, 8, 2), Decree: "73/2025"},
		}}, []string{
			"Erogati 931.712,50 €: Cloud / Finanziamento erogato il 2 agosto 2026. Fonte: PNRR, misura M1C1I1.2. Decreto 73/2025. Provincia di Pavia. CUP I89B25000070006.",
			"Assegnati 931.712,50 €: Cloud / Finanziamento assegnato il 23 giugno 2025. Fonte: PNRR, misura M1C1I1.2. Decreto 73/2025. Provincia di Pavia. CUP I89B25000070006.",
		}},
		{"what was paid is told once", record.Project{
			Fundings: []record.Funding{{Source: "Stato", Amount: 100, State: record.Paid, StateDate: day(2026, 8, 2)}},
			Payments: []record.Payment{{Date: day(2026, 8, 1), Amount: 60, To: record.ToBody, Note: "Acconto."}, {Date: day(2026, 8, 3), Amount: 60, To: "fornitore"}},
		}, []string{"Erogati 0,60 €: Cloud / Erogati all’ente il 1° agosto 2026. Acconto. Provincia di Pavia. CUP I89B25000070006."}},
		{"given up, and revoked", record.Project{Fundings: []record.Funding{
			{Source: "Stato", Amount: 100, State: record.GivenUp, StateDate: day(2026, 3, 1)}, {Source: "Comune", Amount: 200, State: record.Revoked, StateDate: day(2026, 2, 1)},
		}}, []string{
			"Rinuncia a 1,00 €: Cloud / Rinuncia al finanziamento il 1° marzo 2026. Fonte: Stato. Provincia di Pavia. CUP I89B25000070006.",
			"Revoca di 2,00 €: Cloud / Revoca del finanziamento il 1° febbraio 2026. Fonte: Comune. Provincia di Pavia. CUP I89B25000070006.",
		}},
		{"a step reached by a day", record.Project{Milestones: []record.Milestone{{Title: "Collaudo", Planned: day(2026, 3, 31), Actual: by, Note: "Esito positivo."}}},
			[]string{"Collaudo: Cloud / Tappa raggiunta entro il 25 maggio 2026. Data prevista: 31 marzo 2026. Esito positivo. Provincia di Pavia. CUP I89B25000070006."}},
		{"money of its own", record.Project{Fundings: []record.Funding{{Source: "Provincia", Amount: 100, State: record.Assigned, Date: day(2025, 6, 23)}}},
			[]string{"Risorse proprie: 1,00 €: Cloud / L’ente le ha destinate al progetto il 23 giugno 2025. Fonte: Provincia. Provincia di Pavia. CUP I89B25000070006."}},
		{"what milestones of older imports tell is told once", record.Project{
			Fundings: []record.Funding{{Source: record.PNRR, MeasureCode: "M1C1I1.2", Amount: 100, State: record.Paid, Date: day(2025, 6, 23), StateDate: day(2026, 8, 2), Decree: "73/2025"}},
			Milestones: []record.Milestone{
				{Title: "Decreto di finanziamento", Phase: "avvio", Actual: day(2025, 6, 23), Note: "Avviso 1.2."}, {Title: "Saldo", Phase: "erogazione", Actual: day(2026, 8, 2)},
			},
		}, []string{
			"Erogati 1,00 €: Cloud / Finanziamento erogato il 2 agosto 2026. Fonte: PNRR, misura M1C1I1.2. Decreto 73/2025. Saldo. Provincia di Pavia. CUP I89B25000070006.",
			"Assegnati 1,00 €: Cloud / Finanziamento assegnato il 23 giugno 2025. Fonte: PNRR, misura M1C1I1.2. Decreto 73/2025. Avviso 1.2. Provincia di Pavia. CUP I89B25000070006.",
		}},
		{"no day, no change", record.Project{
			Fundings:   []record.Funding{{Source: "Stato", Amount: 100, State: record.Paid, Date: month}},
			Milestones: []record.Milestone{{Title: "Avvio", Actual: month}, {Title: "Fine", Planned: day(2027, 1, 1)}},
		}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := tt.p
			p.ID, p.Title, p.Body, p.State, p.CUP = "cloud", "Cloud", body, record.Running, "I89B25000070006"
			m := &exporter{Tree: &plan.Tree{Site: &record.Site{}}}
			var got []string
			var changes latest
			changes.add(changesOf(&p)...)
			for _, c := range changes {
				e := m.entryOf(c)
				got = append(got, strings.ReplaceAll(e.title+" / "+e.text, "\u00a0", " "))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// TestChangeIDs holds that what is corrected stays the same entry, and what is another
// is another.
func TestChangeIDs(t *testing.T) {
	p := &record.Project{ID: "x", Fundings: []record.Funding{
		{Source: "PNRR", MeasureCode: "M1C1I1.2", Amount: 100, State: record.Paid, Date: day(2025, 1, 1), StateDate: day(2025, 2, 1)},
		{Source: "PNRR", MeasureCode: "M1C1I1.2", Amount: 100, State: record.Assigned, Date: day(2025, 1, 1)},
	}, Milestones: []record.Milestone{{Title: "A", Actual: day(2025, 1, 1)}, {Title: "A", Actual: day(2025, 1, 1)}}}
	ids := func() (ids []string) {
		for _, c := range changesOf(p) {
			ids = append(ids, c.id())
		}
		return ids
	}
	before := ids()
	// which entries readers know does not depend on this version of Vetro
	if want := "dbeef426609853a4 759808928e78f093 90f57ed7eaa1b38a 9070abc9160e9a12 35ce5347a08b15a2"; strings.Join(before, " ") != want {
		t.Errorf("the entries are %v, not %s", before, want)
	}
	if sorted := slices.Sorted(slices.Values(before)); len(slices.Compact(sorted)) != 5 {
		t.Errorf("five changes have the ids %v", before)
	}
	p.Fundings[0].Amount, p.Fundings[0].StateDate, p.Milestones[1].Actual = 200, day(2025, 3, 1), day(2025, 6, 1)
	if after := ids(); !slices.Equal(before, after) {
		t.Errorf("an amount and a day were corrected, and the ids are %v, not %v", after, before)
	}
}

// TestGroupFeeds holds what stands in the feed of a measure, of a body and of a project.
func TestGroupFeeds(t *testing.T) {
	pv, lt := &record.Body{ID: "p_pv", Name: "Pavia"}, &record.Body{ID: "p_lt", Name: "Latina"}
	m := &record.Measure{Code: "M1C1I1.2", Title: "Cloud", Kind: "Investimento"}
	project := func(id string, b *record.Body, d int) *record.Project {
		return &record.Project{ID: id, Title: id, Body: b, State: record.Running, Fundings: []record.Funding{
			{Source: record.PNRR, MeasureCode: m.Code, Measure: m, Amount: 100, State: record.Assigned, Date: day(2025, 6, d)},
		}}
	}
	a, b := project("a", pv, 1), project("b", lt, 2)
	site := &record.Site{
		Config: record.Config{BaseURL: "https://example.it/", Data: record.DataOptions{PerProject: 2}},
		Bodies: []*record.Body{lt, pv}, Measures: []*record.Measure{m}, Projects: []*record.Project{a, b},
		Announcements: []*record.Announcement{
			{ID: "di-a", Title: "Di a", Date: day(2025, 7, 1), Projects: []*record.Project{a}, Body: pv},
			{ID: "di-pavia", Title: "Di Pavia", Date: day(2025, 8, 1), Body: pv},
			{ID: "senza-data", Title: "Senza data", Body: pv, Projects: []*record.Project{a}},
		},
	}
	files := make(map[string]string)
	for _, f := range allFiles(t, planned(t, site).Tree) {
		files[f.Name] = string(f.Data)
	}
	tests := []struct{ feed, want string }{
		{"notizie/feed.json", "Di Pavia, Di a"},
		{"progetti/index.feed.json", "Assegnati 1,00 €: b, Assegnati 1,00 €: a"},
		{"misure/m1c1i1-2.feed.json", "Di a, Assegnati 1,00 €: b, Assegnati 1,00 €: a"},
		{"enti/p_pv.feed.json", "Di Pavia, Di a, Assegnati 1,00 €: a"},
		{"enti/p_lt.feed.json", "Assegnati 1,00 €: b"},
		{"progetti/a.feed.json", "Di a, Assegnati 1,00 €: a"},
	}
	for _, tt := range tests {
		var titles []string
		for line := range strings.Lines(files[tt.feed]) {
			if title, is := strings.CutPrefix(line, "   \"title\": \""); is {
				titles = append(titles, strings.TrimSuffix(strings.TrimSpace(title), `",`))
			}
		}
		if got := strings.ReplaceAll(strings.Join(titles, ", "), "\u00a0", " "); got != tt.want {
			t.Errorf("%s has %q, want %q", tt.feed, got, tt.want)
		}
	}
	site.Config.Data.PerProject = 1
	for _, f := range allFiles(t, planned(t, site).Tree) {
		if strings.HasPrefix(f.Name, "progetti/a.feed") {
			t.Errorf("%s is there, though there are many projects", f.Name)
		}
	}
}
