package importer

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vetro/internal/record"
)

// What an older Vetro wrote beside the fundings goes with the next import, unless the
// office has changed it.
func TestRetired(t *testing.T) {
	const (
		file    = "content/progetti/p_lt/j29b25000050006.toml"
		decree  = "[[tappa]]\ntitolo    = \"Decreto di finanziamento\"\nfase      = \"avvio\"\neffettiva = 2025-06-23\n"
		payout  = "[[tappa]]\ntitolo    = \"Erogazione del finanziamento\"\nfase      = \"erogazione\"\neffettiva = 2025-07-23\n"
		more    = "[[tappa]]\ntitolo    = \"Decreto di finanziamento\"\nfase      = \"avvio\"\neffettiva = 2025-06-24\n"
		renounc = "[[tappa]]\ntitolo    = \"Rinuncia al finanziamento\"\nfase      = \"altro\"\neffettiva = 2025-06-24\n"
		of      = "nota      = \"1.4.3 - app IO - aprile 2025\"\n"
	)
	const (
		tookDecree = "tolta [[tappa]] «Decreto di finanziamento», 23 giugno 2025: lo dice già il finanziamento"
		tookPayout = "tolta [[tappa]] «Erogazione del finanziamento», 23 luglio 2025: lo dice già il finanziamento"
		kept       = "[[tappa]] «Decreto di finanziamento», 23 giugno 2025 ripete il finanziamento, ma qui non è più come l’ha scritta Vetro"
	)
	givenUp := strings.Replace(latinaMore, ",A,", ",R,", 1)
	tests := []struct {
		name    string
		before  string // the table of the last import
		now     string // "" for the same
		old     string // that the older Vetro wrote
		stays   string // of this
		notes   []string
		outcome string
	}{
		{"as they were written", latinaRow, "", decree + "\n" + payout, "", []string{tookDecree, tookPayout}, "aggiornata"},
		{"of several fundings", latinaRow + givenUp, "", more + of + "\n" + renounc + of, "", nil, ""},
		{"of a funding whose note an older import took away", latinaRow + latinaMore, latinaRow, more + of, "", nil, ""},
		{"with a note of the office", latinaRow, "", decree + "nota = \"Vedi l’albo\"\n\n" + payout, decree + "nota = \"Vedi l’albo\"\n", []string{kept, tookPayout}, "diversa"},
		{"with a comment of the office", latinaRow, "", decree + "# visto\n\n" + payout, decree + "# visto\n", []string{kept, tookPayout}, "diversa"},
		{"with a day that was awaited", latinaRow, "", decree + "prevista = 2025-06-01\n", decree + "prevista = 2025-06-01\n", []string{kept}, "diversa"},
		{"under another day", latinaRow, "", strings.Replace(decree, "06-23", "06-30", 1), strings.Replace(decree, "06-23", "06-30", 1), []string{}, "invariata"},
		{"under another title", latinaRow, "", strings.Replace(decree, "Decreto di", "Primo", 1), strings.Replace(decree, "Decreto di", "Primo", 1), []string{}, "invariata"},
		{"written in another order", latinaRow, "", "[[tappa]]\nfase = 'avvio'\neffettiva = 2025-06-23\ntitolo = 'Decreto di finanziamento'\n", "", []string{tookDecree}, "aggiornata"},
		{"the state has moved on", latinaRow + latinaMore, latinaRow + givenUp, more + of, "", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir, in := newSite(t), t.TempDir()
			bring := func(rows string) *Report {
				put(t, in, "altri.csv", tableHead+rows)
				return mustImport(t, Options{Site: dir, File: filepath.Join(in, "altri.csv"), All: true, Force: true})
			}
			bring(tt.before)
			clean := get(t, dir, file)
			written := func(old string) string {
				if old == "" {
					return clean
				}
				return strings.Replace(clean, "[[provenienza]]", old+"\n[[provenienza]]", 1)
			}
			put(t, dir, file, written(tt.old))
			if tt.now == "" {
				tt.now = tt.before
			}
			r := bring(tt.now)
			if got, want := get(t, dir, file), written(tt.stays); tt.now == tt.before && got != want || tt.stays == "" && strings.Contains(got, "del finanziamento\"") {
				t.Errorf("the record is\n%s\nwant\n%s", got, want)
			}
			if tt.notes != nil {
				var told []string
				for _, n := range r.Notes {
					told = append(told, strings.ReplaceAll(n.Text, "\u00a0", " "))
				}
				if !slices.Equal(told, tt.notes) || r.Rows[0].Outcome != tt.outcome {
					t.Errorf("the row is %s, and told is %q", r.Rows[0].Outcome, told)
				}
			}
			oneFactOnce(t, loaded(t, dir), tt.stays)
		})
	}
}

// oneFactOnce finds the milestones that say again what a funding says, but for those that
// the office keeps.
func oneFactOnce(t *testing.T, site *record.Site, kept string) {
	t.Helper()
	for _, p := range site.Projects {
		for i := range p.Milestones {
			m := &p.Milestones[i]
			for j := range p.Fundings {
				f := &p.Fundings[j]
				decreed := m.Phase == "avvio" && m.Actual == f.Date
				paid := (m.Phase == "erogazione" || strings.Contains(m.Title, "inunci")) && m.Actual == f.StateDate
				if m.Actual.Known() && (decreed || paid) && !strings.Contains(kept, m.Actual.ISO()) {
					t.Errorf("%s: «%s», %s, says what a funding says", p.ID, m.Title, m.Actual)
				}
			}
		}
	}
}

// No project of the published tables has one fact twice.
func TestOneFactOnce(t *testing.T) {
	files, err := filepath.Glob("testdata/versioni/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no versions: %v", err)
	}
	for _, name := range append(files, "testdata/nazionale.csv") {
		dir := newSite(t)
		if _, err := PADigitale(Options{Site: dir, File: name, Calls: "testdata/avvisi.csv", All: true, Today: today}); err == nil {
			oneFactOnce(t, loaded(t, dir), "")
		}
	}
}
