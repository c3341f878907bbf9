package main

import (
	"fmt"
	"strings"
	"testing"

	"vetro/internal/importer"
	"vetro/internal/record"
)

// What could not be read is told once for all rows, with its mend; the account tells what became of
// every euro of the table, and what the site holds of it.
func TestTellImport(t *testing.T) {
	state := importer.Fault{Column: "Stato", Key: "stato", Value: "gara", Why: "non è uno stato che Vetro conosce", Mend: `--parola "gara=in corso"`}
	amount := importer.Fault{Column: "Importo", Key: "finanziamento.importo", Value: "da definire", Why: "l’importo «da definire» non è in una forma nota", Mend: "scrivi l’importo in cifre", Stops: true}
	r := &importer.Report{
		Source: "tabella-x", File: "x.csv", Unit: "riga", Day: record.Date{Year: 2026, Month: 11, Day: 30},
		Account: importer.Account{
			Columns: []importer.MoneyColumn{{Key: "finanziamento.importo", Name: "finanziamenti", Source: 125000000, New: 100000000, Same: 25000000, Unread: 2, Before: 80000000, Added: 45000000, After: 125000000}},
			Totals:  []importer.TotalCheck{{Line: 20, Key: "finanziamento.importo", Told: 125000000, Sum: 125000000}, {Line: 21, Key: "finanziamento.importo", Told: 5, Sum: 7}},
		},
	}
	for line := 2; line < 14; line++ {
		r.Rows = append(r.Rows, importer.RowReport{Line: line, Outcome: "nuova", Faults: []importer.Fault{state}})
	}
	for line := 14; line < 16; line++ {
		r.Rows = append(r.Rows, importer.RowReport{Line: line, Outcome: "scartata", Faults: []importer.Fault{amount}})
	}
	var out, errs strings.Builder
	tellImport(&out, &errs, r, nil, false)
	wantErrs := `Righe che restano fuori:
  2 righe: colonna «Importo»: l’importo «da definire» non è in una forma nota (righe 14, 15)
	scrivi l’importo in cifre
Celle che restano fuori, mentre la riga entra:
  12 righe: colonna «Stato»: «gara»: non è uno stato che Vetro conosce (righe 2, 3, 4, 5, 6 e altre 7)
	--parola "gara=in corso"
2 righe lasciate fuori: il perché è qui sopra
`
	if got := errs.String(); got != wantErrs {
		t.Errorf("got\n%s\nwant\n%s", got, wantErrs)
	}
	wantOut := `Dati del 30 novembre 2026, fonte tabella-x
Progetti: 0 nuovi, 0 aggiornati, 0 invariati
x.csv: 14 righe, 12 nuove, 2 scartate
Conto della tabella: 1.250.000,00 € = 1.000.000,00 scritti + 0,00 aggiornati + 250.000,00 invariati + 0,00 lasciati fuori; 2 righe non lette
Conto del sito (questa fonte): 800.000,00 € prima + 450.000,00 − 0,00 = 1.250.000,00
Il totale alla riga 20 del foglio torna: 1.250.000,00 €
Il totale alla riga 21 del foglio non torna: dice 0,05 €, le righe sopra fanno 0,07 €
Rapporto riga per riga: content/importati/tabella-x-rapporto.xlsx
`
	if got := strings.ReplaceAll(out.String(), "\u00a0", " "); got != wantOut {
		t.Errorf("got\n%s\nwant\n%s", got, wantOut)
	}
	r.Account.Columns = append(r.Account.Columns, importer.MoneyColumn{Name: "contratti", Source: 300, New: 100, Differs: 100, Repeated: 100, After: 100, Added: 100})
	out.Reset()
	tellImport(&out, &errs, r, nil, true)
	for _, want := range []string{"Conto della tabella, finanziamenti: 1.250.000,00", "Conto della tabella, contratti: 3,00\u00a0€ = 1,00 scritti + 0,00 aggiornati + 0,00 invariati + 1,00 diversi + 1,00 ripetuti + 0,00 lasciati fuori\n", "Conto del sito (questa fonte), contratti: 0,00"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if !strings.Contains(errs.String(), "(righe 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)") {
		t.Errorf("with --tutto not all rows are named:\n%s", errs.String())
	}
	errs.Reset()
	tellImport(&out, &errs, r, []importer.FaultGroup{{Fault: state, Lines: []int{2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}}, {Fault: amount, Lines: []int{14}}}, false)
	if got := errs.String(); strings.Contains(got, "gara") || !strings.Contains(got, "righe 14, 15") {
		t.Errorf("what was told before consent, and that alone, is not told again:\n%s", got)
	}
}

// Rows that are left out for the same reason, each because of another row, are told together.
func TestTellFaultsOfOtherRows(t *testing.T) {
	equal := func(line int) importer.FaultGroup {
		return importer.FaultGroup{Fault: importer.Fault{Why: fmt.Sprintf("ripete la riga %d", line), Mend: "toglila dal foglio", Stops: true}, Lines: []int{line + 1}}
	}
	var out strings.Builder
	tellFaults(&out, []importer.FaultGroup{equal(3), equal(7), {Fault: importer.Fault{Why: "manca l’ente", Stops: true}, Lines: []int{9}}}, "riga", false)
	want := `Righe che restano fuori:
  2 righe: ripete la riga 3; e così le altre, ognuna con la sua (righe 4, 8)
	toglila dal foglio
  1 riga: manca l’ente (riga 9)
`
	if got := out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Notes that say the same of several rows are one.
func TestTellNotesAlike(t *testing.T) {
	note := func(line int, text string) importer.Note {
		return importer.Note{Kind: importer.Skipped, Pos: record.Pos{File: "x.csv", Line: line}, Text: text, Mend: "correggi"}
	}
	var out strings.Builder
	tellNotes(&out, "Non letti", []importer.Note{note(2, "manca l’ente"), note(3, "manca il titolo"), note(4, "manca l’ente")}, importer.Skipped, false)
	want := "Non letti:\n  x.csv, righe 2, 4: manca l’ente\n\tcorreggi\n  x.csv:3: manca il titolo\n\tcorreggi\n"
	if got := out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
