package importer

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vetro/internal/record"
)

// reportOfSheet is a report with all that a cell may be.
func reportOfSheet() *Report {
	stop := Fault{Column: "Importo (€)", Key: "finanziamento.importo", Value: "da definire", Why: "l’importo «da definire» non è in una forma nota", Mend: "scrivi l’importo in cifre", Stops: true}
	state := Fault{Column: "Stato", Key: "stato", Value: "gara", Why: "non è uno stato che Vetro conosce", Mend: `--parola "gara=in corso"`}
	return &Report{
		Source: "tabella-progetti", File: "progetti.xlsx", Unit: "riga", Day: record.Date{Year: 2026, Month: 11, Day: 30},
		Header: []string{"CUP", "Titolo", "Importo (€)", "Stato", "Ditta", "Partita IVA", "Codice ISTAT"},
		Keys:   []string{"cup", "titolo", "finanziamento.importo", "stato", "contratto.fornitore", "contratto.codice_fiscale", "luogo.istat"},
		Rows: []RowReport{
			{Line: 5, Amount: "125000.00", Outcome: "nuova", File: "content/progetti/p_lu/ponte.toml",
				Cells: []string{"J31B21004560006", "=HYPERLINK(\"https://example.it/\";\"Ponte\")", "125.000,00", "in corso", "Rossi costruzioni srl", "00743110157", "018110"}},
			{Line: 6, Outcome: "scartata", Why: stop.Why, Faults: []Fault{stop, state},
				Cells: []string{"", "@scuola", "da definire", "gara", "Mario Rossi", "RSSMRA80A01H501U", "-5"}},
			{Line: 8, Amount: "0.50", Outcome: "nuova", File: "content/progetti/p_lu/asilo.toml", Faults: []Fault{state},
				Cells: []string{"", "Asilo; cell. 347 1234567", "0.5", "gara"}},
		},
		Account: Account{
			Columns: []MoneyColumn{{Key: "finanziamento.importo", Name: "finanziamenti", Source: 12500050, New: 12500050, Unread: 1, Added: 12500050, After: 12500050}},
			Rows:    RowCount{Source: 3, New: 2, Left: 1},
			Totals:  []TotalCheck{{Line: 9, Key: "finanziamento.importo", Told: 12500050, Sum: 12500050}, {Line: 10, Key: "finanziamento.importo", Told: 100, Sum: 200}},
		},
	}
}

func writtenBook(t testing.TB, r *Report) (*excelize.File, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b, "rapporto.XLSX"); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, b.Bytes()
}

// The report as a workbook has the source's own cells with what became of them; numbers are
// numbers, texts are texts however they begin, and what could not be read is marked.
func TestReportBook(t *testing.T) {
	f, first := writtenBook(t, reportOfSheet())
	_, second := writtenBook(t, reportOfSheet())
	if !bytes.Equal(first, second) {
		t.Error("two writings of one report differ")
	}
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Conto", "Righe"}) {
		t.Errorf("sheets %q", got)
	}
	tests := []struct{ at, raw, shown string }{
		{"A1", "numero", "numero"}, {"D1", "Importo (€)", "Importo (€)"}, {"I1", "esito", "esito"}, {"J1", "importo letto", "importo letto"}, {"L1", "nota", "nota"},
		{"A2", "5", "5"}, {"B2", "J31B21004560006", "J31B21004560006"},
		{"C2", "=HYPERLINK(\"https://example.it/\";\"Ponte\")", "=HYPERLINK(\"https://example.it/\";\"Ponte\")"},
		{"D2", "125000", "125,000.00"}, {"G2", "00743110157", "00743110157"}, {"H2", "018110", "018110"}, {"J2", "125000", "125,000.00"}, {"K2", "content/progetti/p_lu/ponte.toml", "content/progetti/p_lu/ponte.toml"},
		{"C3", "@scuola", "@scuola"}, {"D3", "da definire", "da definire"}, {"F3", "persona fisica [dato personale omesso]", "persona fisica [dato personale omesso]"}, {"G3", omitted, omitted},
		{"I3", "scartata", "scartata"}, {"J3", "", ""},
		{"L3", "l’importo «da definire» non è in una forma nota; colonna «Stato»: «gara»: non è uno stato che Vetro conosce (--parola \"gara=in corso\")", ""},
		{"C4", "Asilo; cell. " + omitted, ""}, {"D4", "0.5", "0.50"}, {"E4", "gara", "gara"},
	}
	for _, c := range tests {
		raw, err := f.GetCellValue("Righe", c.at, excelize.Options{RawCellValue: true})
		if err != nil || raw != c.raw {
			t.Errorf("%s holds %q (%v), want %q", c.at, raw, err, c.raw)
		}
		if shown, _ := f.GetCellValue("Righe", c.at); c.shown != "" && shown != c.shown {
			t.Errorf("%s shows %q, want %q", c.at, shown, c.shown)
		}
		if formula, _ := f.GetCellFormula("Righe", c.at); formula != "" {
			t.Errorf("%s has the formula %q", c.at, formula)
		}
	}
	for at, marked := range map[string]bool{"D2": false, "D3": true, "E3": true, "E4": true, "C3": false} {
		id, _ := f.GetCellStyle("Righe", at)
		style, err := f.GetStyle(id)
		if err != nil || (len(style.Fill.Color) > 0) != marked {
			t.Errorf("%s: marked %v, want %v (%v)", at, !marked, marked, err)
		}
	}
	if p, err := f.GetPanes("Righe"); err != nil || !p.Freeze || p.YSplit != 1 {
		t.Errorf("the header is not frozen: %+v, %v", p, err)
	}
	if sheet := part(t, first, "xl/worksheets/sheet2.xml"); !strings.Contains(sheet, `<autoFilter ref="$A$1:$L$4"`) && !strings.Contains(sheet, `<autoFilter ref="A1:L4"`) {
		t.Error("the rows have no filter")
	}
	for _, s := range []string{"RSSMRA", "Mario", "1234567"} {
		for _, name := range []string{"xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"} {
			if strings.Contains(part(t, first, name), s) {
				t.Errorf("%s holds %q", name, s)
			}
		}
	}
}

// part gives a file of a workbook.
func part(t *testing.T, book []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	file, err := z.Open(name)
	if err != nil {
		return ""
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The first sheet is the account.
func TestReportAccount(t *testing.T) {
	f, _ := writtenBook(t, reportOfSheet())
	rows, err := f.GetRows("Conto")
	if err != nil {
		t.Fatal(err)
	}
	var text []string
	for _, r := range rows {
		text = append(text, strings.Join(r, "|"))
	}
	got := strings.Join(text, "\n")
	for _, want := range []string{
		"Fonte|tabella-progetti", "Tabella|progetti.xlsx", "Dati del|30\u00a0novembre\u00a02026", "Il conto|torna: ogni importo",
		"Di questa tabella, in euro|nella tabella|scritti|aggiornati|invariati|diversi|ripetuti|lasciati fuori|celle non lette\nfinanziamenti|125,000.50|125,000.50|0.00|0.00|0.00|0.00|0.00|1",
		"Del sito, da questa fonte, in euro|prima|aggiunti|spariti|ora\nfinanziamenti|0.00|125,000.50|0.00|125,000.50",
		"Righe|nella tabella|nuove|aggiornate|invariate|diverse|ripetute|lasciate fuori|non scelte\n|3|2|0|0|0|0|1|0",
		"riga 9|finanziamenti|125,000.50|125,000.50|torna", "riga 10|finanziamenti|1.00|2.00|non torna, differenza −1,00\u00a0€",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	r := reportOfSheet()
	r.Account.Columns[0].After++
	if f, _ = writtenBook(t, r); value(t, f, "Conto", "B5") != "non torna" {
		t.Error("an account that does not close says that it does")
	}
}

func value(t *testing.T, f *excelize.File, sheet, at string) string {
	t.Helper()
	s, err := f.GetCellValue(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// As CSV an Italian Excel opens it, and takes nothing for a formula.
func TestReportCSV(t *testing.T) {
	var b bytes.Buffer
	if err := reportOfSheet().Write(&b, "rapporto.csv"); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff" + strings.Join([]string{
		"numero;CUP;Titolo;Importo (€);Stato;Ditta;Partita IVA;Codice ISTAT;esito;importo letto;file;nota",
		`5;J31B21004560006;"'=HYPERLINK(""https://example.it/"";""Ponte"")";125000,00;in corso;Rossi costruzioni srl;00743110157;018110;nuova;125000,00;content/progetti/p_lu/ponte.toml;`,
		`6;;'@scuola;da definire;gara;persona fisica ` + omitted + `;` + omitted + `;-5;scartata;;;"l’importo «da definire» non è in una forma nota; colonna «Stato»: «gara»: non è uno stato che Vetro conosce (--parola ""gara=in corso"")"`,
		`8;;"Asilo; cell. ` + omitted + `";0,50;gara;;;;nuova;0,50;content/progetti/p_lu/asilo.toml;"colonna «Stato»: «gara»: non è uno stato che Vetro conosce (--parola ""gara=in corso"")"`,
	}, "\r\n") + "\r\n"
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestHarmless(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""}, {"Ponte", "Ponte"}, {"-5", "-5"}, {"+39", "+39"}, {"-1.234,50", "-1.234,50"},
		{"=1+1", "'=1+1"}, {"+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"}, {"-2+3", "'-2+3"}, {"- lotto 2", "'- lotto 2"}, {"@SUM(A1)", "'@SUM(A1)"}, {"\t=1", "'\t=1"},
	}
	for _, c := range tests {
		if got := harmless(c.in); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
		}
	}
}

// An amount in millions is shown as the sheet has it, never as thousands.
func TestSourceAmount(t *testing.T) {
	tests := []struct {
		in     string
		number bool
		want   record.Euro
	}{
		{"125000", true, 12500000}, {"1.250.000,50", true, 125000050}, {"0.9", true, 90}, {"€ 1.234,00", true, 123400},
		{"1.234", false, 0}, {"0.375", false, 0}, {"n.d.", false, 0}, {"", false, 0},
	}
	for _, c := range tests {
		got := sourceAmount(c.in)
		if got.number != c.number || c.number && got.amount != c.want || got.text != c.in {
			t.Errorf("%q: %+v", c.in, got)
		}
	}
}

// Faults of one kind and value are told once, with their rows; those that keep rows out come first.
func TestFaultGroups(t *testing.T) {
	groups := reportOfSheet().FaultGroups()
	if len(groups) != 2 || !groups[0].Stops || groups[1].Value != "gara" || !slices.Equal(groups[1].Lines, []int{6, 8}) {
		t.Errorf("%+v", groups)
	}
	f := Fault{Column: "Note", Value: "RSSMRA80A01H501U", Why: "il valore «RSSMRA80A01H501U» non è noto"}
	if got := f.String(); strings.Contains(got, "RSSMRA") {
		t.Errorf("a fault tells %q", got)
	}
}

// The report that is kept is a workbook, and of long tables a CSV; that of the other form goes, if
// it is ours.
func TestKeptReport(t *testing.T) {
	const book, table = importedDir + "x-rapporto.xlsx", importedDir + "x-rapporto.csv"
	short, long := &Report{Source: "x", Rows: make([]RowReport, 1)}, &Report{Source: "x", Rows: make([]RowReport, mostBookRows+1)}
	tests := []struct {
		name        string
		there, text string
		report      *Report
		want, gone  string
	}{
		{"a first one", "", "", short, book, table},
		{"after an older Vetro", table, "numero,ente,cup,avviso,importo,stato,esito,file,nota\r\n", short, book, table},
		{"the table has shrunk", table, "\ufeffnumero;CUP\r\n", short, book, table},
		{"the table has grown", book, "PK\x03\x04", long, table, book},
		{"beside a file of the office", table, "Anno;Totale\r\n", short, book, ""},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			dir := newSite(t)
			if c.there != "" {
				put(t, dir, c.there, c.text)
			}
			f, err := openFolder(dir, false)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.keepReport(c.report); err != nil {
				t.Fatal(err)
			}
			if err := f.close(); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(filepath.Join(dir, c.want)); err != nil {
				t.Error(err)
			}
			if _, err := os.Stat(filepath.Join(dir, c.gone)); c.gone != "" && err == nil {
				t.Errorf("%s is still there", c.gone)
			}
			if _, err := os.Stat(filepath.Join(dir, c.there)); c.gone == "" && err != nil {
				t.Errorf("%s of the office is gone", c.there)
			}
		})
	}
}

// The report of an office's sheet has the cells of the sheet, marks those that cannot be read, and
// has no data of people.
func TestReportOfSheet(t *testing.T) {
	dir := newSite(t)
	put(t, dir, "content/enti/p_lu.toml", "nome = \"Provincia di Lucca\"\n")
	put(t, dir, "progetti.csv", "Titolo;Misura;Importo;Stato finanziamento;Stato;Fornitore;Partita IVA;Importo contratto\n"+
		"Ponte;M5C2I2.1;125.000,00;assegnato;boh;Mario Rossi;RSSMRA80A01H501U;10.000,00\n"+
		"Scuola;M5C2I2.1;da definire;assegnato;in corso;Alfa srl;00743110157;\n")
	table, err := OpenTable(TableOptions{Options: Options{Site: dir, File: filepath.Join(dir, "progetti.csv"), Today: today}, Values: []string{"ente=p_lu"}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := table.Import()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(filepath.Join(dir, r.KeptReport()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(rowsSheet)
	if err != nil || len(rows) != 3 {
		t.Fatalf("%q, %v", rows, err)
	}
	want := [][]string{
		{"numero", "Titolo", "Misura", "Importo", "Stato finanziamento", "Stato", "Fornitore", "Partita IVA", "Importo contratto", "esito", "importo letto", "file", "nota"},
		{"2", "Ponte", "M5C2I2.1", "125,000.00", "assegnato", "boh", "persona fisica " + omitted, omitted, "10,000.00", "nuova", "125,000.00", "content/progetti/p_lu/ponte.toml"},
		{"3", "Scuola", "M5C2I2.1", "da definire", "assegnato", "in corso", "Alfa srl", "00743110157", "", "scartata"},
	}
	for i := range want {
		if !slices.Equal(rows[i][:len(want[i])], want[i]) {
			t.Errorf("row %d:\n%q, want\n%q", i+1, rows[i], want[i])
		}
	}
	for at, text := range map[string]string{"F2": "boh", "D3": "manca l’importo"} {
		id, _ := f.GetCellStyle(rowsSheet, at)
		style, err := f.GetStyle(id)
		note := rows[at[1]-'1'][12]
		if err != nil || len(style.Fill.Color) == 0 || !strings.Contains(note, text) {
			t.Errorf("%s is not marked, or the note does not name it: %q, %v", at, note, err)
		}
	}
	if account, err := f.GetRows(accountSheet); err != nil || !strings.Contains(fmt.Sprint(account), "finanziamenti 125,000.00 125,000.00") {
		t.Errorf("%q, %v", account, err)
	}
}

// BenchmarkReport writes the reports of a table of 20,000 rows, and of the national one.
func BenchmarkReport(b *testing.B) {
	for _, rows := range []int{mostBookRows, 78_614} {
		r := &Report{Source: "x", Day: record.Date{Year: 2026, Month: 8, Day: 17}}
		for i := range 20 {
			r.Header = append(r.Header, fmt.Sprintf("colonna_%d", i))
		}
		for i := range rows {
			row := RowReport{Line: i + 2, Body: "p_pv", CUP: "J31B21004560006", Amount: "14000.00", Outcome: "nuova", File: fmt.Sprintf("content/progetti/p_pv/j31b210045%05d.toml", i)}
			for n := range r.Header {
				row.Cells = append(row.Cells, []string{"p_pv", "Provincia di Pavia", "1.4.4 Adozione SPID CIE-Amministrazioni diverse da Comuni e Scuole - Maggio 2022", "2022-09-08T11:34:06.000+0000", "14000.0"}[n%5])
			}
			r.Rows = append(r.Rows, row)
		}
		for _, name := range []string{"x.csv", "x.xlsx"} {
			b.Run(fmt.Sprintf("%s of %d rows", name, rows), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := r.Write(io.Discard, name); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
