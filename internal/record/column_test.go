package record

import (
	"regexp"
	"slices"
	"testing"
)

// values gives the row of a table by the names of its columns.
func values(table *Table, row Row) map[string]any {
	out := make(map[string]any)
	for _, c := range table.Columns {
		out[c.Name] = bare(c.Value(row))
	}
	return out
}

// bare gives what a value holds, or nil.
func bare(v Value) any {
	switch {
	case !v.Known:
		return nil
	case v.Type == IntegerColumn:
		return int(v.Whole)
	case v.Type == NumberColumn:
		return v.Part
	case v.Type == EuroColumn:
		return Euro(v.Whole)
	case v.Type == BoolColumn:
		return v.Whole == 1
	case v.Type == DayColumn || v.Type == DateColumn:
		return v.Date
	case v.Type == ListColumn:
		return v.List
	}
	return v.Text
}

func tableNamed(t *testing.T, name string) *Table {
	t.Helper()
	tables := Tables(Pages{Base: "https://example.it/", Path: func(any) string { return "x.html" }})
	at := slices.IndexFunc(tables, func(table Table) bool { return table.Name == name })
	if at < 0 {
		t.Fatalf("no table %s", name)
	}
	return &tables[at]
}

func TestColumnValues(t *testing.T) {
	body := &Body{ID: "p_pv", Name: "Provincia di Pavia"}
	written := Origin{}
	written.Mark("importo", 0, Pos{}, Pos{})
	p := &Project{
		ID: "scuola", Title: "Scuola", Body: body, State: Running, CUP: "J31B21004560006", Services: []string{"aule", "mensa"},
		Updated: Day(2026, 8, 22),
		Fundings: []Funding{
			{Source: PNRR, Amount: 29000050, State: Assigned, Date: Date{Year: 2025, Month: 4}},
			{Source: "Comune", State: Assigned},
		},
		Contracts: []Contract{{Subject: "Lavori", CIG: "B1A5544327"}, {Origin: written, Subject: "A titolo gratuito"}},
		Acts:      []Act{{Kind: "Determina", CUPs: []CUP{"J31B21004560006"}}},
		Places:    []Place{{Name: "Equatore", Lon: 9.5}},
	}
	site := &Site{Projects: []*Project{p}, Bodies: []*Body{body}}
	tests := []struct {
		name, table string
		row         int
		column      string
		want        any
	}{
		{"a text", "progetti", 0, "titolo", "Scuola"},
		{"the body that the site gave", "progetti", 0, "ente", "p_pv"},
		{"its name", "progetti", 0, "ente_nome", "Provincia di Pavia"},
		{"a flag that was not written is false", "progetti", 0, "in_evidenza", false},
		{"a sum", "progetti", 0, "assegnato", Euro(29000050)},
		{"what nobody wrote", "progetti", 0, "sommario", nil},
		{"a day", "progetti", 0, "aggiornato", Day(2026, 8, 22)},
		{"the whole address", "progetti", 0, "indirizzo", "https://example.it/x.html"},
		{"a date in part", "finanziamenti", 0, "data", Date{Year: 2025, Month: 4}},
		{"an amount that must be there may be zero", "finanziamenti", 1, "importo", Euro(0)},
		{"the place in the record", "finanziamenti", 1, "n", 2},
		{"the project's CUP", "finanziamenti", 1, "cup", "J31B21004560006"},
		{"an amount that nobody wrote", "contratti", 0, "importo", nil},
		{"a zero that somebody wrote", "contratti", 1, "importo", Euro(0)},
		{"a number", "luoghi", 0, "lon", 9.5},
		{"a number that nobody wrote", "luoghi", 0, "lat", nil},
		{"a CIG", "contratti", 0, "cig", "B1A5544327"},
		{"the project's CUP where the row has its own", "atti", 0, "cup_progetto", "J31B21004560006"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			table := tableNamed(t, tt.table)
			rows := slices.Collect(table.Rows(site))
			if got := values(table, rows[tt.row])[tt.column]; got != tt.want {
				t.Errorf("%s.%s is %v, want %v", tt.table, tt.column, got, tt.want)
			}
		})
	}
	if got := values(tableNamed(t, "atti"), slices.Collect(tableNamed(t, "atti").Rows(site))[0])["cup"]; !slices.Equal(got.([]string), []string{"J31B21004560006"}) {
		t.Errorf("the CUPs that an act cites are %v", got)
	}
}

// TestAnnouncementHidesLaterProjects holds that a table says nothing of a project that the
// site does not show yet.
func TestAnnouncementHidesLaterProjects(t *testing.T) {
	a := &Announcement{ID: "a", ProjectIDs: []string{"ora", "poi"}, Projects: []*Project{{ID: "ora"}}}
	got := values(tableNamed(t, "annunci"), Row{Item: a})
	if !slices.Equal(got["progetti"].([]string), []string{"ora"}) {
		t.Errorf("the projects are %v", got["progetti"])
	}
	for _, hidden := range []string{"bozza", "pubblica_dal"} {
		if _, there := got[hidden]; there {
			t.Errorf("there is a column %s", hidden)
		}
	}
}

// TestTables holds what readers and catalogues rely on in every table.
func TestTables(t *testing.T) {
	names := make(map[string]*Table)
	tables := Tables(Pages{})
	for i := range tables {
		names[tables[i].Name] = &tables[i]
	}
	form := regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	for _, table := range tables {
		seen := make(map[string]bool)
		for _, c := range table.Columns {
			if seen[c.Name] || !form.MatchString(c.Name) || c.Meaning == "" || c.Value == nil {
				t.Errorf("%s.%s: the name is taken or no name, or it has no meaning or value", table.Name, c.Name)
			}
			seen[c.Name] = true
			if _, err := regexp.Compile(c.Pattern); err != nil {
				t.Errorf("%s.%s: %v", table.Name, c.Name, err)
			}
		}
		for _, key := range table.Key {
			if !seen[key] {
				t.Errorf("%s has no column %s, its key", table.Name, key)
			}
		}
		for _, ref := range table.Refs {
			if !seen[ref.Column] || names[ref.Table] == nil || !slices.Equal(names[ref.Table].Key, []string{"id"}) {
				t.Errorf("%s.%s leads to nothing in %s", table.Name, ref.Column, ref.Table)
			}
		}
	}
	for _, name := range []string{"progetti", "finanziamenti", "tappe", "atti", "contratti", "pagamenti", "annunci", "enti"} {
		if names[name] == nil {
			t.Errorf("there is no table %s", name)
		}
	}
}
