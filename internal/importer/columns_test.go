package importer

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vetro/internal/sheet"
)

// cellsOf gives a row of a sheet: a cell whose text begins with ↑ or ← has the value of a merged
// range that begins above or to its left, one with # is a number.
func cellsOf(line int, texts ...string) sheet.Row {
	r := sheet.Row{Line: line}
	for _, s := range texts {
		c := sheet.Cell{Text: s, Kind: sheet.Text}
		if rest, spread := strings.CutPrefix(strings.ReplaceAll(s, "←", "↑"), "↑"); spread {
			c.Text, c.Spread = rest, true
		}
		if rest, number := strings.CutPrefix(c.Text, "#"); number {
			c.Text, c.Kind = rest, sheet.Number
		}
		if c.Text == "" {
			c.Kind = sheet.Empty
		}
		r.Cells = append(r.Cells, c)
	}
	return r
}

// sheetOf gives a sheet by its rows, cells parted by bars; an empty row only counts.
func sheetOf(name string, rows ...string) sheet.Sheet {
	s := sheet.Sheet{Name: name}
	for i, r := range rows {
		if r != "" {
			s.Rows = append(s.Rows, cellsOf(i+1, strings.Split(r, "|")...))
		}
	}
	return s
}

// understood reads sheets as an import does.
func understood(t *testing.T, o TableOptions, sheets ...sheet.Sheet) (*Table, error) {
	t.Helper()
	if o.Site == "" {
		o.Site = t.TempDir()
	}
	o.File = "a.xlsx"
	table, asked, err := newTable(o)
	if err != nil {
		return nil, err
	}
	table.book = &sheet.Book{Name: "a.xlsx", Sheets: sheets}
	return table, table.read(asked)
}

// shownRows gives the rows of a table by their values, sorted by key.
func shownRows(table *Table) []string {
	var out []string
	for _, r := range table.rows {
		s := fmt.Sprint(r.line)
		for _, k := range slices.Sorted(maps.Keys(r.values)) {
			s += " " + k + "=" + r.values[k]
			if r.spread[k] {
				s += "↑"
			}
		}
		for _, f := range r.faults {
			s += " !" + f.Key
			if f.Stops {
				s += "!"
			}
		}
		out = append(out, s)
	}
	return out
}

// TestHeaders awaits what a sheet is read as, wherever its header stands.
func TestHeaders(t *testing.T) {
	tests := []struct {
		name string
		rows []string
		want []string
	}{
		{"titles above", []string{"Provincia di Lucca|←Provincia di Lucca", "Aggiornato al|31/12/2025", "", "Titolo|Importo", "Ponte|#1"},
			[]string{"5 finanziamento.importo=1.00 titolo=Ponte"}},
		{"a merged group", []string{"Titolo|CUP|Finanziamento|←Finanziamento|Contratto|←Contratto", "↑Titolo|↑CUP|Importo|Stato|Importo|Data", "Ponte|J21F22003010006|#5|assegnato|#3|1/2/2026"},
			[]string{"3 contratto.data=2026-02-01 contratto.importo=3.00 cup=J21F22003010006 finanziamento.importo=5.00 finanziamento.stato=assegnato titolo=Ponte"}},
		{"a group whose extent was lost", []string{"Titolo|CUP|Finanziamento|", "||Importo|Stato", "Ponte|J21F22003010006|#5|assegnato"},
			[]string{"3 cup=J21F22003010006 finanziamento.importo=5.00 finanziamento.stato=assegnato titolo=Ponte"}},
		{"a group over names that are known alone", []string{"Dati del progetto|←Dati del progetto|Finanziamento|←Finanziamento", "CUP|Titolo|Importo|Stato", "J21F22003010006|Ponte|#5|assegnato"},
			[]string{"3 cup=J21F22003010006 finanziamento.importo=5.00 finanziamento.stato=assegnato titolo=Ponte"}},
		{"a group alone over its columns", []string{"Interventi", "||Finanziamento||", "Titolo|CUP|Importo|Stato|Fine lavori", "Ponte|J21F22003010006|#5|assegnato|2026"},
			[]string{"4 cup=J21F22003010006 finanziamento.importo=5.00 finanziamento.stato=assegnato titolo=Ponte"}},
		{"three rows", []string{"Progetto|←Progetto|Denaro|←Denaro", "Dati|←Dati|Finanziamento|←Finanziamento", "CUP|Titolo|Importo|Stato", "J21F22003010006|Ponte|#5|assegnato"},
			[]string{"4 cup=J21F22003010006 finanziamento.importo=5.00 finanziamento.stato=assegnato titolo=Ponte"}},
		{"no money where the group is a cost", []string{"Progetto|←Progetto|Quadro economico|←Quadro economico", "CUP|Titolo|Importo|IVA", "J21F22003010006|Ponte|#5|#1"},
			[]string{"3 cup=J21F22003010006 titolo=Ponte"}},
		{"a second table with its columns in another order", []string{"IN CORSO", "Titolo|Misura|Importo", "Ponte|M5C2I2.1|#5", "", "CONCLUSI", "Titolo|Importo|Misura", "Scuola|#6|M2C3I1.1"},
			[]string{"3 finanziamento.importo=5.00 finanziamento.misura=M5C2I2.1 titolo=Ponte", "7 finanziamento.importo=6.00 finanziamento.misura=M2C3I1.1 titolo=Scuola"}},
		{"the header again on the next page", []string{"Titolo|Importo", "Ponte|#5", "Titolo|Importo", "Scuola|#6"},
			[]string{"2 finanziamento.importo=5.00 titolo=Ponte", "4 finanziamento.importo=6.00 titolo=Scuola"}},
		{"values of ranges merged down", []string{"Titolo|Importo|CIG", "Ponte|#5|8874674CA7", "↑Ponte|↑#5|9598131444"},
			[]string{"2 contratto.cig=8874674CA7 finanziamento.importo=5.00 titolo=Ponte", "3 contratto.cig=9598131444 finanziamento.importo=5.00↑ titolo=Ponte↑"}},
		{"a title merged to the right", []string{"Titolo|Sommario|Importo", "Ponte|←Ponte|#5"}, []string{"2 finanziamento.importo=5.00 titolo=Ponte"}},
		{"a title among the rows, and a note below", []string{"Titolo|Misura|Importo", "Missione 5|←Missione 5|←Missione 5", "Ponte|M5C2I2.1|#5", "* importi senza IVA||"},
			[]string{"3 finanziamento.importo=5.00 finanziamento.misura=M5C2I2.1 titolo=Ponte"}},
		{"years and a day among the names", []string{"Titolo|CUP|Importo|Stato|#2024|31/12/2025", "Ponte|J21F22003010006|#5|in corso|#1|#2"}, []string{"2 cup=J21F22003010006 finanziamento.importo=5.00 stato=in corso titolo=Ponte"}},
		{"a measure in three columns", []string{"Titolo|Missione|Componente|Investimento", "Sito|M1 - Digitalizzazione|C1|1.4.1", "Cloud|1|1|#1.2", "Asilo||M4C1|Inv. 1.1", "Ponte|||1.4.4"},
			[]string{"2 finanziamento.misura=M1C1I1.4.1 titolo=Sito", "3 finanziamento.misura=M1C1I1.2 titolo=Cloud", "4 finanziamento.misura=M4C1I1.1 titolo=Asilo", "5 titolo=Ponte !finanziamento.misura!"}},
		{"days with the month first", []string{"Titolo|Scadenza", "Ponte|12/31/2025", "Scuola|01/02/2026", "Asilo|03/03/2026"}, []string{"2 titolo=Ponte !completamento.prevista", "3 titolo=Scuola !completamento.prevista", "4 completamento.prevista=2026-03-03 titolo=Asilo"}},
		{"a note in another column, and a supplier alone", []string{"CUP|Titolo|Importo|Fornitore", "|Ponte|#5|Alfa srl", "|||Beta srl", "Importi senza IVA|||"},
			[]string{"2 contratto.fornitore=Alfa srl finanziamento.importo=5.00 titolo=Ponte", "3 contratto.fornitore=Beta srl !titolo! !finanziamento.importo!"}},
		{"faults, all of a row", []string{"Titolo|Misura|Importo|Stato finanziamento|Scadenza", "|1.4.1||boh|presto", "Ponte|M5C2I2.1|#5|assegnato|n.d."},
			[]string{"2 !finanziamento.misura! !finanziamento.stato! !completamento.prevista !titolo! !finanziamento.importo!", "3 finanziamento.importo=5.00 finanziamento.misura=M5C2I2.1 finanziamento.stato=assegnato titolo=Ponte"}},
	}
	for _, tt := range tests {
		table, err := understood(t, TableOptions{}, sheetOf("Foglio1", tt.rows...))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		} else if got := shownRows(table); !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}

// TestTotals awaits which rows are totals, and that projects are none.
func TestTotals(t *testing.T) {
	const full, short = "Titolo|Misura|Importo|Stato finanziamento", "Titolo|Importo"
	tests := []struct {
		name   string
		rows   []string
		totals string
		rest   int
	}{
		{"a word in the column of titles", []string{short, "Ponte|#5", "Scuola|#6", "TOTALE|#11"}, "4", 2},
		{"one that sums up nothing", []string{short, "Ponte|#5", "Scuola|#6", "Totale complessivo|#12"}, "4", 2},
		{"a word in a column before", []string{"N.|" + short, "1|Ponte|#5", "Tot.||#5"}, "3", 1},
		{"subtotals and a total of them", []string{short, "Ponte|#5", "Scuola|#6", "Subtotale M2C3|#11", "Asilo|#7", "Subtotale M4C1:|#7", "Totale generale|#18"}, "4 6 7", 3},
		{"no word, but the sum", []string{"CUP|" + short, "|Ponte|#5", "|Scuola|#6", "||#11"}, "4", 2},
		{"no word and no sum", []string{short, "Ponte|#5", "Scuola|#6", "|#12"}, "", 3},
		{"a part of it", []string{full, "Ponte|M5C2I2.1|#5|assegnato", "di cui IVA||#1|"}, "3", 1},
		{"a project called Totale", []string{full, "Ponte|M5C2I2.1|#5|assegnato", "Totale rifacimento della piazza|M5C2I2.1|#5|assegnato"}, "", 2},
		{"one in a table without measures", []string{short, "Ponte|#5", "Totale rifacimento della piazza|#5"}, "", 2},
		{"works of urgency", []string{full, "Ponte|M5C2I2.1|#5|assegnato", "Somma urgenza: argini|M5C2I2.1|#5|assegnato"}, "", 2},
		{"a total that is long", []string{full, "Ponte|M5C2I2.1|#5|assegnato", "Scuola|M2C3I1.1|#6|assegnato", "Totale dei lavori del Comune||#11|"}, "4", 2},
		{"a project with a CUP", []string{"CUP|" + short, "J21F22003010006|Totale|#5"}, "", 1},
	}
	for _, tt := range tests {
		table, err := understood(t, TableOptions{}, sheetOf("Foglio1", tt.rows...))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var lines []string
		for _, r := range table.Totals {
			lines = append(lines, fmt.Sprint(r.Line))
			if r.Why == "" || r.Sums["finanziamento.importo"].cell.Text == "" {
				t.Errorf("%s: %+v", tt.name, r)
			}
		}
		if got := strings.Join(lines, " "); got != tt.totals || len(table.rows) != tt.rest {
			t.Errorf("%s: totals %q, %d rows; want %q, %d", tt.name, got, len(table.rows), tt.totals, tt.rest)
		}
	}
}

// TestProposals awaits what columns are taken for whose names say little, and what is only
// proposed.
func TestProposals(t *testing.T) {
	tests := []struct {
		name  string
		rows  []string
		keys  string // of the columns
		teach string
	}{
		{"names that everybody has", []string{"Tit. progetto|Missione/Comp./Inv.|Importo PNRR (€)|Stato attuazione", "Ponte|M5C2I2.1|#5|in corso"}, "titolo finanziamento.misura finanziamento.importo stato", ""},
		{"a description is the title where none is", []string{"CUP|Descrizione intervento|Importo PNRR", "J21F22003010006|Ponte|#5"}, "cup titolo finanziamento.importo", ""},
		{"beside a title it is none", []string{"Titolo|Descrizione intervento|Importo", "Ponte|Un ponte|#5"}, "titolo descrizione finanziamento.importo", ""},
		{"codes tell what they are", []string{"Titolo|Codice|Rif.|Gara", "Ponte|J21F22003010006|M5C2I2.1|8874674CA7", "Scuola|J29B25000050006|M2C3I1.1|9598131444"}, "titolo cup finanziamento.misura contratto.cig", ""},
		{"by likeness", []string{"Titolo|Importo finanziamento assegnato|Misura", "Ponte|#5|M5C2I2.1", "Scuola|#6|M2C3I1.1"}, "titolo - finanziamento.misura", `--map "Importo finanziamento assegnato=finanziamento.importo"`},
		{"a cost is no funding", []string{"Titolo|Costo complessivo|Importo totale|Misura", "Ponte|#5|#5|M5C2I2.1", "Scuola|#6|#6|M2C3I1.1"}, "titolo - - finanziamento.misura", ""},
		{"sources", []string{"Titolo|PNRR|Regione|Comune", "Ponte|#5|#1|#2", "Scuola|#6|#0|#3"}, "titolo - - -", `--map "PNRR=finanziamento[PNRR].importo" --map "Regione=finanziamento[Regione].importo" --map "Comune=finanziamento[Comune].importo"`},
		{"sources under a name that stands over the first", []string{"Titolo|Importi|||RUP", "|PNRR|Regione|Comune|", "Ponte|#5|#1|#2|x"}, "titolo - - - -", `--map "Importi PNRR=finanziamento[PNRR].importo" --map "Importi Regione=finanziamento[Regione].importo" --map "Importi Comune=finanziamento[Comune].importo"`},
		{"own money beside it", []string{"Titolo|Importo|Cofinanz. Comune", "Ponte|#5|#1"}, "titolo finanziamento.importo -", `--map "Cofinanz. Comune=finanziamento[Comune].importo"`},
		{"a town is one", []string{"Titolo|Importo|Comune", "Ponte|#5|Pavia"}, "titolo finanziamento.importo luogo.nome", ""},
		{"the code of a town is no money", []string{"Titolo|Importo|Istat", "Ponte|#5|18110", "Scuola|#6|018110"}, "titolo finanziamento.importo luogo.istat", ""},
		{"of two columns the one that can be read", []string{"CUP|STATO|STATO_PROGETTO", "J21F22003010006|ITALIA|Attivo"}, "cup - stato", ""},
		{"words of money under a state", []string{"Titolo|Importo|Stato|Avanzamento", "Ponte|#5|assegnato|in corso"}, "titolo finanziamento.importo finanziamento.stato stato", ""},
		{"own money, shortened", []string{"Titolo|Imp. PNRR|Cofin. Comune|Cofin. Regione", "Ponte|#5|#1|#2"}, "titolo finanziamento.importo - -", `--map "Cofin. Comune=finanziamento[Comune].importo" --map "Cofin. Regione=finanziamento[Regione].importo"`},
		{"what was awarded", []string{"Titolo|Importo|Affidamenti|←Affidamenti|←Affidamenti", "||CIG|Impresa|Importo netto", "Ponte|#5|8874674CA7|Alfa srl|#1", "Scuola|#6|9598131444|Beta srl|#2"}, "titolo finanziamento.importo contratto.cig contratto.fornitore -", `--map "Affidamenti Importo netto=contratto.importo"`},
		{"states under other names", []string{"Titolo|Importo|Fase|Esito", "Ponte|#5|lavori in corso|ammesso", "Scuola|#6|collaudato|erogato", "Asilo|#7|in gara|ammesso"}, "titolo finanziamento.importo - -", `--map "Fase=stato" --map "Esito=finanziamento.stato"`},
		{"a state shortened", []string{"Titolo|Importo|Stato att.", "Ponte|#5|in gara", "Scuola|#6|boh"}, "titolo finanziamento.importo stato", ""},
		{"one word is no column of states", []string{"Titolo|Importo|Concluso", "Ponte|#5|sì", "Scuola|#6|in corso di verifica"}, "titolo finanziamento.importo -", ""},
		{"nothing is called by a name that is known", []string{"Cod. A|Cosa", "J21F22003010006|Ponte", "J29B25000050006|Scuola"}, "cup -", ""},
	}
	for _, tt := range tests {
		table, err := understood(t, TableOptions{Values: []string{"misura=M5C2I2.1", "finanziamento.stato=assegnato"}}, sheetOf("Foglio1", tt.rows...))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var keys []string
		for _, c := range table.Columns {
			keys = append(keys, cmp.Or(c.Key, "-"))
		}
		if got := strings.Join(keys, " "); got != tt.keys || strings.Join(table.Teach, " ") != tt.teach {
			t.Errorf("%s: %s, %q", tt.name, got, table.Teach)
		}
	}
}

// TestTaught awaits what options teach: columns by name and letter, sources, words, units.
func TestTaught(t *testing.T) {
	rows := []string{"Titolo|Spesa (mld €)||Cofinanz. Comune|Stato finanziamento|Stato", "Ponte|0,9|x|1|Ammesso|gara"}
	tests := []struct {
		name string
		o    TableOptions
		want string
	}{
		{"a unit in a name", TableOptions{Map: []string{"Spesa (mld €)=importo"}}, "2 finanziamento.importo=900000000.00 finanziamento.stato=assegnato titolo=Ponte !stato"},
		{"a letter", TableOptions{Map: []string{"B=importo", "C=ufficio"}}, "2 finanziamento.importo=900000000.00 finanziamento.stato=assegnato titolo=Ponte ufficio=x !stato"},
		{"money of a source", TableOptions{Map: []string{"Cofinanz. Comune=finanziamento[comune].importo"}}, "2 finanziamento.stato=assegnato finanziamento[Comune].importo=1.00 titolo=Ponte !stato"},
		{"a word", TableOptions{Words: []string{"gara=in corso"}}, "2 finanziamento.stato=assegnato stato=in corso titolo=Ponte"},
		{"a word of one column", TableOptions{Words: []string{"Stato:gara=in programma", "Stato finanziamento:Ammesso=erogato"}}, "2 finanziamento.stato=erogato stato=in programma titolo=Ponte"},
		{"a word for nothing", TableOptions{Words: []string{"Stato:gara="}}, "2 finanziamento.stato=assegnato titolo=Ponte"},
		{"values for all rows", TableOptions{Values: []string{"misura=M5C2I2.1", "importo=7301", "finanziamento[Regione].stato=assegnato"}}, "2 finanziamento.importo=7301.00 finanziamento.misura=M5C2I2.1 finanziamento.stato=assegnato finanziamento[Regione].stato=assegnato titolo=Ponte !stato"},
	}
	for _, tt := range tests {
		table, err := understood(t, tt.o, sheetOf("Foglio1", rows...))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		} else if got := shownRows(table); !slices.Equal(got, []string{tt.want}) {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
	for want, o := range map[string]TableOptions{
		"--map: la chiave «finanziamento[Luna].importo» non esiste":                   {Map: []string{"B=finanziamento[Luna].importo"}},
		"--map: la colonna «Z» non c’è":                                               {Map: []string{"Z=titolo"}},
		"--parola gara: manca il segno =":                                             {Words: []string{"gara"}},
		"--parola gara=boh: «boh» non è un valore di nessuna chiave":                  {Words: []string{"gara=boh"}},
		"a.xlsx: l’unità della colonna «Importo m€» ha due sensi: migliaia o milioni": {Map: []string{"Importo m€=importo"}},
	} {
		var refusal *Refusal
		if _, err := understood(t, o, sheetOf("Foglio1", "Titolo|Importo m€", "Ponte|1")); !errors.As(err, &refusal) || refusal.Text != want {
			t.Errorf("want %s, got %v", want, err)
		}
	}
}

// TestMissingForAll awaits what is proposed where no column tells what a project needs.
func TestMissingForAll(t *testing.T) {
	table, err := understood(t, TableOptions{}, sheetOf("Foglio1", "Avviso M4C1I1.1 - Asili", "", "Titolo|Importo", "Ponte|#5"))
	if want := []string{"--valore finanziamento.stato=assegnato", "--valore misura=M4C1I1.1"}; err != nil || !slices.Equal(table.Teach, want) {
		t.Errorf("%v, %q", err, table.Teach)
	}
	table, err = understood(t, TableOptions{Ask: func(Question) int { return 0 }}, sheetOf("Foglio1", "Avviso M4C1I1.1 - Asili", "", "Titolo|Importo", "Ponte|#5"))
	if want := []string{"4 finanziamento.importo=5.00 finanziamento.misura=M4C1I1.1 finanziamento.stato=assegnato titolo=Ponte"}; err != nil || !slices.Equal(shownRows(table), want) {
		t.Errorf("%v, %q", err, shownRows(table))
	}
}

// TestStateOfMoneyFound awaits that a column of states is proposed, and not one state for all.
func TestStateOfMoneyFound(t *testing.T) {
	table, err := understood(t, TableOptions{Values: []string{"misura=M5C2I2.1"}}, sheetOf("Foglio1", "Titolo|Importo|Esito", "Ponte|#5|ammesso", "Scuola|#6|erogato"))
	if want := []string{`--map "Esito=finanziamento.stato"`}; err != nil || !slices.Equal(table.Teach, want) {
		t.Errorf("%v, %q", err, table.Teach)
	}
}

// TestWordsProposed awaits which value a word is said to be like; of one that is like none, none.
func TestWordsProposed(t *testing.T) {
	table, err := understood(t, TableOptions{}, sheetOf("Foglio1", "Titolo|Stato|Stato finanziamento", "Ponte|gara|Ammesso a finanziamento", "Scuola|affidato|Saldato", "Asilo|in attesa di SAL|concesso", "Molo|boh|concesso"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"gara": `dillo una volta con --parola "gara=in corso"`, "affidato": `dillo una volta con --parola "affidato=in corso"`, "in attesa di SAL": `dillo una volta con --parola "in attesa di SAL=in corso"`,
		"Ammesso a finanziamento": `dillo una volta con --parola "Ammesso a finanziamento=assegnato"`, "boh": `dillo una volta con --parola "boh=…", con uno di quei valori dopo il segno =`,
	}
	for _, g := range table.Faults {
		if g.Mend != want[g.Value] {
			t.Errorf("%s: %s", g.Value, g.Mend)
		}
		delete(want, g.Value)
	}
	if len(want) > 0 {
		t.Errorf("not told: %v", want)
	}
}

// TestExamplesShown awaits examples that differ, and no names of persons.
func TestExamplesShown(t *testing.T) {
	long := "Adeguamento sismico dell’istituto scolastico"
	table, err := understood(t, TableOptions{}, sheetOf("Foglio1", "Titolo|R.U.P.|Importo", long+" uno|ing. Mario Rossi|#5", long+" due|ing. Mario Rossi|#6", "Ponte|ing. Mario Rossi|#7"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Adeguamento sismico dell’istituto scola…; Ponte", omitted, "«5» → 5\u00a0€; «6» → 6\u00a0€; «7» → 7\u00a0€"}
	for i, c := range table.Columns {
		if _, got, _ := strings.Cut(c.String(), "per esempio: "); got != want[i] {
			t.Errorf("%s", c)
		}
	}
}

// TestAsk answers what a terminal is asked.
func TestAsk(t *testing.T) {
	var asked []string
	o := TableOptions{Ask: func(q Question) int {
		asked = append(asked, q.Text)
		return 0
	}}
	table, err := understood(t, o, sheetOf("Foglio1", "Titolo|Cofinanz. Comune|Stato", "Ponte|#1|gara", "Scuola|#2|gara"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"La colonna «Cofinanz. Comune» (per esempio: 1; 2) è finanziamento[Comune].importo (importo in euro, dalla fonte Comune)?", "2 righe, colonna «Stato»: che cosa vuol dire «gara»?"}
	rows := []string{"2 finanziamento[Comune].importo=1.00 stato=in programma titolo=Ponte", "3 finanziamento[Comune].importo=2.00 stato=in programma titolo=Scuola"}
	if got := shownRows(table); !slices.Equal(asked, want) || !slices.Equal(got, rows) {
		t.Errorf("%q\n%q", asked, got)
	}
}

// TestSheets takes the sheet with most columns that are known, and tells of the others.
func TestSheets(t *testing.T) {
	cover, projects, more, hidden := sheetOf("Copertina", "Provincia di Lucca"), sheetOf("Progetti", "CUP|Titolo|Importo", "J21F22003010006|Ponte|#5", "|Scuola|#6"), sheetOf("Altri", "Titolo|Importo", "Asilo|#7"), sheetOf("Vecchi", "CUP|Titolo|Importo|Misura", "|Molo|#8|")
	hidden.Hidden, projects.Rows[2].Hidden, projects.Veiled = true, true, []int{2}
	table, err := understood(t, TableOptions{}, cover, projects, more, hidden)
	want := []string{
		"si legge il foglio «Progetti»; hanno colonne note anche «Altri»: si leggono con --foglio",
		"colonne nascoste, lette come le altre: C",
		"fogli nascosti, non letti: «Vecchi»; si leggono con --foglio",
		"nessuna colonna dice la misura: se è una per tutte le righe, dilla con --valore misura=…, come M1C1I1.2",
		"righe nascoste, lette come le altre: 3; se non vanno pubblicate toglile dal foglio",
	}
	if err != nil || len(table.rows) != 2 || !slices.Equal(table.Notes, want) {
		t.Errorf("%v, %q", err, table.Notes)
	}
	if table, err = understood(t, TableOptions{Sheet: "Vecchi"}, cover, projects, more, hidden); err != nil || len(table.rows) != 1 {
		t.Errorf("%v, %+v", err, table)
	}
}

// TestRecall imports the same sheet again, and then one that lost a column.
func TestRecall(t *testing.T) {
	dir := newSite(t)
	put(t, dir, "content/enti/p_pv.toml", "nome = \"Provincia di Pavia\"\n")
	open := func(text string, o TableOptions) (*Table, error) {
		put(t, dir, "a.csv", text)
		o.Options = Options{Site: dir, File: filepath.Join(dir, "a.csv"), Today: today, Force: o.Force}
		return OpenTable(o)
	}
	table, err := open("Cosa;Soldi;Note;Lavori\nPonte;5;x;gara\n", TableOptions{Map: []string{"Cosa=titolo", "Soldi=importo", "Note=", "Lavori=stato"}, Values: []string{"ente=p_pv", "misura=M5C2I2.1", "finanziamento.stato=assegnato"}, Words: []string{"Lavori:gara=in corso"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := table.Import(); err != nil {
		t.Fatal(err)
	}
	const same = "2 ente=p_pv finanziamento.importo=5.00 finanziamento.misura=M5C2I2.1 finanziamento.stato=assegnato stato=in corso titolo=Ponte"
	table, err = open("Note;Lavori;Soldi;Cosa\nx;gara;5;Ponte\n", TableOptions{})
	if err != nil {
		t.Fatal(err)
	}
	const told = "come l’ultima volta: «Note» resta fuori; «Lavori» è stato; «Soldi» è finanziamento.importo; «Cosa» è titolo; ente è p_pv; finanziamento.misura è M5C2I2.1; finanziamento.stato è assegnato; «Lavori:gara» vale «in corso»"
	if got := shownRows(table); !slices.Equal(got, []string{same}) || table.Recalled() != told {
		t.Errorf("%q, %s", got, table.Recalled())
	}
	table, err = open("Note;Lavori;Soldi;Cosa\nx;gara;5;Ponte\n", TableOptions{Map: []string{"Note=titolo", "Cosa="}, Values: []string{"misura=M2C3I1.1"}, Words: []string{"Lavori:gara=concluso"}})
	if err != nil || !strings.Contains(shownRows(table)[0], "misura=M2C3I1.1") || !strings.HasSuffix(shownRows(table)[0], "stato=concluso titolo=x") {
		t.Errorf("options given now win: %v, %q", err, shownRows(table))
	}
	const lost = "Cosa;Soldi PNRR;Note;Lavori\nPonte;5;x;gara\n"
	var refusal *Refusal
	if _, err := open(lost, TableOptions{}); !errors.As(err, &refusal) || refusal.Text != "a.csv: la colonna «Soldi» (finanziamento.importo), letta l’ultima volta, non c’è più" ||
		refusal.Mend != "forse ora si chiama «Soldi PNRR»: ripeti con --map \"Soldi PNRR=finanziamento.importo\"; se la colonna non c’è davvero più, con --force: ciò che aveva resta nei file" {
		t.Errorf("a lost column: %v", err)
	}
	if _, err := open(lost, TableOptions{Map: []string{"Soldi PNRR=importo"}}); err != nil {
		t.Error(err)
	}
	if _, err := open(lost, TableOptions{Options: Options{Force: true}}); err != nil {
		t.Error(err)
	}
}

// TestRecallSame finds columns again that share a name or have none, and a value that stands
// for empty cells.
func TestRecallSame(t *testing.T) {
	dir := newSite(t)
	put(t, dir, "content/enti/p_pv.toml", "nome = \"Provincia di Pavia\"\n")
	put(t, dir, "a.csv", "Titolo;Importo;Importo;;Stato finanziamento\nPonte;5;6;x: y;erogato\nScuola;7;8;;\n")
	o := TableOptions{Options: Options{Site: dir, File: filepath.Join(dir, "a.csv"), Today: today}}
	var refusal *Refusal
	o.Map = []string{"Importo=importo"}
	if _, err := OpenTable(o); !errors.As(err, &refusal) || refusal.Text != "--map: più colonne si chiamano «Importo»" {
		t.Error(err)
	}
	o.Map, o.Words, o.Values = []string{"C=importo", "D=ufficio"}, []string{"D:x: y=z", "boh=in corso"}, []string{"ente=p_pv", "misura=M5C2I2.1", "finanziamento.stato=assegnato"}
	want := []string{
		"2 ente=p_pv finanziamento.importo=6.00 finanziamento.misura=M5C2I2.1 finanziamento.stato=erogato titolo=Ponte ufficio=z",
		"3 ente=p_pv finanziamento.importo=8.00 finanziamento.misura=M5C2I2.1 finanziamento.stato=assegnato titolo=Scuola",
	}
	for range 2 {
		table, err := OpenTable(o)
		if err != nil {
			t.Fatal(err)
		}
		if got := shownRows(table); !slices.Equal(got, want) {
			t.Errorf("%q", got)
		}
		if told := slices.Contains(table.Notes, "--parola \"boh=in corso\" non è servita: nessuna cella ha questa parola"); told != (o.Words != nil) {
			t.Errorf("%q", table.Notes)
		}
		if _, err := table.Import(); err != nil {
			t.Fatal(err)
		}
		o.Map, o.Words, o.Values = nil, nil, nil
	}
}

// TestTitleUnits takes what a title says of all amounts for their unit, and nothing else.
func TestTitleUnits(t *testing.T) {
	for title, want := range map[string]string{
		"Importi in migliaia di euro": "5000.00", "Progetti PNRR (valori in mln €)": "5000000.00", "importi in M€": "5000000.00", "€/000": "5000.00",
		"Il mio comune: 3 milioni per le scuole": "5.00", "Mila, via 1000": "5.00", "Elenco in euro": "5.00",
	} {
		table, err := understood(t, TableOptions{}, sheetOf("Foglio1", title, "Titolo|Importo|Importo contratto (€)", "Ponte|#5|#5"))
		if err != nil {
			t.Fatal(err)
		}
		if row := table.rows[0].values; row["finanziamento.importo"] != want || row["contratto.importo"] != "5.00" {
			t.Errorf("%s: %v", title, row)
		}
	}
}

// TestRecallUnit stops where the unit of a column is another than the last time.
func TestRecallUnit(t *testing.T) {
	dir := newSite(t)
	put(t, dir, "content/enti/p_pv.toml", "nome = \"Provincia di Pavia\"\n")
	open := func(text string, force bool) (*Table, error) {
		put(t, dir, "a.csv", text)
		return OpenTable(TableOptions{Options: Options{Site: dir, File: filepath.Join(dir, "a.csv"), Today: today, Force: force}, Values: []string{"ente=p_pv", "misura=M5C2I2.1", "finanziamento.stato=assegnato"}})
	}
	table, err := open("importi in migliaia di euro;\nTitolo;Importo\nPonte;5\n", false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := table.Import(); err != nil {
		t.Fatal(err)
	}
	var refusal *Refusal
	if _, err := open("Titolo;Importo\nPonte;5\n", false); !errors.As(err, &refusal) || refusal.Text != "a.csv: la colonna «Importo» era in migliaia di euro, e ora è in euro" {
		t.Error(err)
	}
	if table, err = open("Titolo;Importo\nPonte;5\n", true); err != nil || table.rows[0].values["finanziamento.importo"] != "5.00" {
		t.Error(err)
	}
}

// TestFormerKeys stops where an older Vetro kept rows with keys that nothing gives now.
func TestFormerKeys(t *testing.T) {
	dir := newSite(t)
	put(t, dir, "content/importati/tabella-a.toml", "tabella = \"a.csv\"\nrighe = 1\n")
	put(t, dir, "content/importati/tabella-a.csv", "ente,titolo,finanziamento.importo\np_pv,Ponte,5.00\n")
	put(t, dir, "a.csv", "Cosa;Importo\nPonte;5\n")
	var refusal *Refusal
	o := TableOptions{Options: Options{Site: dir, File: filepath.Join(dir, "a.csv"), Today: today}}
	if _, err := OpenTable(o); !errors.As(err, &refusal) || refusal.Text != "a.csv: nessuna colonna dà «titolo», che l’ultima importazione aveva" {
		t.Error(err)
	}
	o.Map = []string{"Cosa=titolo"}
	if _, err := OpenTable(o); err != nil {
		t.Error(err)
	}
}

// Whatever a sheet holds, it is read or refused, and no row is read twice.
func FuzzColumns(f *testing.F) {
	f.Add("Titolo|Importo\nPonte|#5\nTOTALE|#5", "B=importo", "gara=in corso")
	f.Add("CUP|Finanziamento|←Finanziamento\n|Importo|Stato\nJ21F22003010006|1.234|boh", "", "")
	f.Add("PNRR|Regione|Comune\n1|2|3\n\n#1|#2|#3", "PNRR=finanziamento[PNRR].importo", "x:y=")
	f.Add("Importo (mld €)|Scadenza\n0,9|IV trim. 2026\n|←|\n", "=", "=")
	f.Fuzz(func(t *testing.T, text, column, word string) {
		o := TableOptions{Options: Options{Site: t.TempDir()}}
		if column != "" {
			o.Map = []string{column}
		}
		if word != "" {
			o.Words = []string{word}
		}
		rows := strings.Split(text, "\n")
		if len(rows) > 200 || len(text) > 1<<14 {
			return
		}
		s := sheetOf("Foglio1", rows...)
		table, err := understood(t, o, s)
		var refusal *Refusal
		switch {
		case err != nil && !errors.As(err, &refusal):
			t.Fatalf("it is not refused but fails: %v", err)
		case err == nil && len(table.rows)+len(table.Totals) > len(s.Rows):
			t.Errorf("%d rows of %d", len(table.rows)+len(table.Totals), len(s.Rows))
		}
	})
}
