package load

import (
	"reflect"
	"slices"
	"testing"

	"vetro/internal/record"
)

// What whole_site.txtar says arrives in the records.
func TestWholeSite(t *testing.T) {
	_, fsys, _ := readSite(t, "testdata/whole_site.txtar")
	site, problems := load(t, fsys)
	if len(problems) > 0 {
		t.Fatal(report(problems))
	}
	school, kindergarten, news := site.Projects[1], site.Projects[0], site.Announcements[1]
	funding, act, step := school.Fundings[0], school.Acts[0], school.Milestones[0]
	c := site.Config
	tests := []struct {
		name      string
		got, want any
	}{
		{"an address gets its slash", c.BaseURL, "https://www.provincia.example.it/pnrr/"},
		{"a number", c.PerPage, 10},
		{"a list", c.Headers, []string{"_headers", ".htaccess"}},
		{"a table", c.Contacts.Phone, "0382 5971"},
		{"a table of the author’s keys, in order", c.Elsewhere.Keys, []string{"bilanci", "organigramma"}},
		{"and its values", c.Elsewhere.Values["organigramma"], "https://example.it/organigramma"},
		{"severities", c.Severities.Values["cup-doppio"], "spento"},
		{"the body of the site", site.Body, site.Bodies[0]},
		{"projects are in the order of ids", []string{site.Projects[0].ID, site.Projects[1].ID}, []string{"asilo", "scuola"}},
		{"announcements too", []string{site.Announcements[0].ID, site.Announcements[1].ID}, []string{"altra", "avvio"}},
		{"a text loses the blanks around it", school.Summary, "Una frase."},
		{"a CUP is normal", school.CUP, record.CUP("J31B21004560006")},
		{"yes", school.Featured, true},
		{"items", school.Services, []string{"Mensa", "Palestra"}},
		{"Markdown begins two levels below the page’s title", school.Text.Headings[0].Level, 3},
		{"its links have their place", school.Text.Links[0].Pos, record.Pos{File: "content/progetti/2026/scuola.toml", Line: 11, Col: 8}},
		{"cents", funding.Amount, record.Euro(290_000_50)},
		{"underscores", school.Fundings[1].Amount, record.Euro(10_000_00)},
		{"a measure is the register’s", funding.Measure.Title, "Abilitazione al cloud per le PA locali"},
		{"its code is the short one", funding.MeasureCode, "M1C1I1.2"},
		{"a source that is left out is the PNRR", funding.Source, record.PNRR},
		{"other money has no measure", school.Fundings[1].Measure, (*record.Measure)(nil)},
		{"a part of a date", funding.StateDate.ISO(), "2026-05"},
		{"by a day", step.Actual.ISO(), "../2025-09-15"},
		{"a phase that is left out", school.Milestones[1].Phase, "altro"},
		{"a list of CUPs", act.CUPs, []record.CUP{"J31B21004560006"}},
		{"a number with decimals", school.Indicators[0].Reached, 280.5},
		{"a number without", school.Places[0].Lon, 9.0},
		{"a zero is a value", kindergarten.Fundings[0].Has("importo"), true},
		{"a measure of the site’s own", kindergarten.Fundings[0].Measure.Title, "Reti intelligenti"},
		{"with the kind of its letter", kindergarten.Fundings[0].Measure.Kind, "Investimento"},
		{"a body that is left out is the site’s", kindergarten.Body, site.Body},
		{"projects of an announcement, each once", news.Projects, []*record.Project{school, kindergarten}},
		{"a kind that is left out", site.Announcements[0].Kind, "comunicato"},
		{"no date is invented", site.Announcements[0].Date.Known(), false},
		{"a section’s reason", site.SectionTexts["organigramma"].Reason, "È in approvazione."},
		{"a page", site.Pages[0].ID, "privacy"},
		{"media", site.Media, []record.Media{{Name: "media/atti/Decreto 73.pdf", Size: 6}, {Name: "media/foto.gif", Size: 7}, {Name: "media/stemma.svg", Size: 42}}},
		{"the State’s sections", len(site.Sections), 22},
	}
	for _, tt := range tests {
		if !reflect.DeepEqual(tt.got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, tt.got, tt.want)
		}
	}
	if !slices.ContainsFunc(site.Measures, func(m *record.Measure) bool { return m.Code == "M7C1I1.1" }) {
		t.Error("the site’s own measure is not among the measures")
	}
}

// No key that the tables of fields name is left out by the reader.
func TestEveryKey(t *testing.T) {
	_, fsys, _ := readSite(t, "testdata/whole_site.txtar")
	site, _ := load(t, fsys)
	p, q, c := site.Projects[1], site.Projects[0], &site.Config
	everyKey(t, "site", &c.Origin)
	everyKey(t, "contatti", &c.Contacts.Origin)
	everyKey(t, "pagine", &c.LegalPages.Origin)
	everyKey(t, "dati", &c.Data.Origin)
	everyKey(t, "media", &c.Media.Origin)
	everyKey(t, "ente", &site.Bodies[0].Origin)
	everyKey(t, "progetto", &p.Origin, &q.Origin)
	everyKey(t, "finanziamento", &p.Fundings[0].Origin, &p.Fundings[1].Origin)
	everyKey(t, "tappa", &p.Milestones[0].Origin)
	everyKey(t, "atto", &p.Acts[0].Origin)
	everyKey(t, "contratto", &p.Contracts[0].Origin, &q.Contracts[0].Origin)
	everyKey(t, "pagamento", &p.Payments[0].Origin)
	everyKey(t, "indicatore", &p.Indicators[0].Origin)
	everyKey(t, "luogo", &p.Places[0].Origin)
	everyKey(t, "provenienza", &p.Sources[0].Origin)
	everyKey(t, "importato", &site.Datasets[0].Origin)
	everyKey(t, "notizia", &site.Announcements[1].Origin)
	everyKey(t, "sezione", &site.SectionTexts["organigramma"].Origin)
	everyKey(t, "pagina", &site.Pages[0].Origin)
	everyKey(t, "misura", &q.Fundings[0].Measure.Origin)
}

// everyKey fails the test for a field that none of the records has.
func everyKey(t *testing.T, table string, records ...*record.Origin) {
	t.Helper()
	for _, f := range record.FieldsOf(table) {
		if !slices.ContainsFunc(records, func(o *record.Origin) bool { return o.Has(f.Key) }) {
			t.Errorf("%s: nobody read %q", records[0].Start(), f.Key)
		}
	}
}

// Without their keys the options have the values that the docs tell.
func TestDefaults(t *testing.T) {
	_, fsys, _ := readSite(t, "testdata/only_comments.txtar")
	site, _ := load(t, fsys)
	c := site.Config
	if c.Theme != "italia" || c.License != "CC-BY-4.0" || c.PerPage != 25 || c.Data.PerProject != 2000 || c.BaseURL != "" {
		t.Errorf("%+v", c)
	}
}

// Every place that a record keeps is where its key and value stand.
func TestPlaces(t *testing.T) {
	const file = "content/progetti/a.toml"
	text := "# è un commento\n" + // 1
		"titolo = \"Perché\" # 2\n" +
		"  \"servizi\"\t=  [\"è\", 'b', \"\", # c\n" + // 3
		"\t\"d\" ,\n\"e\"]\n" + // 4, 5
		"stato='in corso'\n" + // 6
		"aggiornato = 2026-08-22\n" + // 7
		"luogo = [{nome = \"à\", lat = 1}, {nome = \"b\"}]\n" + // 8
		"pagamento = [\n  {data = 2026-01-01, importo = 1, verso = \"ente\"},\n]\n" + // 9, 10, 11
		"\n  [[ finanziamento ]] # perché\n" + // 13
		"  misura = \"M1C1I1.2\"\n  importo = 1\n  stato = \"erogato\"\n" + // 14, 15, 16
		"[[finanziamento]]\nfonte = \"Stato\"\nimporto = 2\nstato = \"erogato\"\n" + // 17
		"[[atto]]\ntipo.x = 1\n" // 21, 22
	l := readFile(oneFile(file, text), file, record.ProjectID)
	p := l.record.(*record.Project)
	place := func(at record.Pos) [2]int { return [2]int{at.Line, at.Col} }
	tests := []struct {
		name string
		got  record.Pos
		want [2]int
	}{
		{"the start of the file", p.Start(), [2]int{1, 1}},
		{"a value", p.At("titolo"), [2]int{2, 10}},
		{"a key", p.AtKey("titolo"), [2]int{2, 1}},
		{"a quoted key behind blanks", p.AtKey("servizi"), [2]int{3, 3}},
		{"a list behind a tab", p.At("servizi"), [2]int{3, 16}},
		{"its first item", p.AtItem("servizi", 1), [2]int{3, 17}},
		{"an item behind a character of two bytes", p.AtItem("servizi", 2), [2]int{3, 22}},
		{"empty items do not count", p.AtItem("servizi", 3), [2]int{4, 2}},
		{"an item at the start of its line", p.AtItem("servizi", 4), [2]int{5, 1}},
		{"no blanks around the equals sign", p.At("stato"), [2]int{6, 7}},
		{"a date", p.At("aggiornato"), [2]int{7, 14}},
		{"an inline table", p.Places[0].Start(), [2]int{8, 10}},
		{"a value in it", p.Places[0].At("lat"), [2]int{8, 29}},
		{"the next inline table", p.Places[1].Start(), [2]int{8, 33}},
		{"an inline table on a line of its own", p.Payments[0].Start(), [2]int{10, 3}},
		{"a key that is not there: its table", p.Payments[0].At("nota"), [2]int{10, 3}},
		{"a header behind blanks", p.Fundings[0].Start(), [2]int{13, 3}},
		{"a value below it", p.Fundings[0].At("misura"), [2]int{14, 12}},
		{"the next header", p.Fundings[1].Start(), [2]int{17, 1}},
		{"the list of tables", p.At("finanziamento"), [2]int{13, 6}},
		{"a wrong value of a dotted key", l.problems[0].Pos, [2]int{22, 1}},
	}
	for _, tt := range tests {
		if place(tt.got) != tt.want || tt.got.File != file {
			t.Errorf("%s: %s, want %v", tt.name, tt.got, tt.want)
		}
	}
	if got := []string{"è", "b", "d", "e"}; !slices.Equal(p.Services, got) {
		t.Errorf("%q", p.Services)
	}
}
