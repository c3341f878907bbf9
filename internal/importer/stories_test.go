package importer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vetro/internal/load"
	"vetro/internal/record"
)

// sheetStep is an import of a sheet, and what the site then holds.
type sheetStep struct {
	rows  string // below the header of the story
	edit  func(dir string)
	as    TableOptions
	holds string // in fundings; and in contracts or payments, if there are any
}

// TestSheetStories goes through imports of sheets that follow each other, as offices make them, and
// holds what the site then has to what a person would say.
func TestSheetStories(t *testing.T) {
	const head, cup = "Titolo;CUP;Misura;Importo;Stato finanziamento", "A;C11B21000010001;M4C1I3.3;"
	row := func(amount string) string { return cup + amount + ";assegnato\n" }
	apart := TableOptions{Equal: separate}
	const file = "content/progetti/p_lu/c11b21000010001.toml"
	stories := map[string]struct {
		head  string
		steps []sheetStep
	}{
		"two equal rows, twice": {head, []sheetStep{
			{rows: row("250000"), holds: "250000"}, {rows: row("400000") + row("400000"), as: apart, holds: "800000"}, {rows: row("400000") + row("400000"), holds: "800000"},
		}},
		"one of two equal rows goes": {head, []sheetStep{
			{rows: row("250000") + row("250000"), as: apart, holds: "500000"}, {rows: row("250000"), holds: "250000"}, {rows: row("250000") + row("250000"), as: apart, holds: "500000"},
		}},
		"a second sheet has the money of the first, and more": {head, []sheetStep{
			{rows: row("1000000"), holds: "1000000"}, {rows: row("400000") + row("1000000"), as: TableOptions{Options: Options{Source: "altra"}}, holds: "1400000"},
		}},
		"a second sheet divides the money of the first": {head, []sheetStep{
			{rows: row("1000000"), holds: "1000000"}, {rows: row("400000") + row("600000"), as: TableOptions{Options: Options{Source: "altra"}}, holds: "1000000"},
		}},
		"a contract gets its CIG, and another amount": {head + ";CIG;Importo contratto;Fornitore", []sheetStep{
			{rows: cup + "300000;assegnato;;100000;Rossi srl\n", holds: "300000, 100000"}, {rows: cup + "300000;assegnato;8874671A2E;100000;Rossi srl\n", holds: "300000, 100000"},
			{rows: cup + "300000;assegnato;8874671A2E;110000;Rossi srl\n", holds: "300000, 110000"}, {rows: cup + "300000;assegnato;;110000;Rossi srl\n", holds: "300000, 110000"},
		}},
		"one CIG with two amounts, the rows moved": {head + ";CIG;Importo contratto", []sheetStep{
			{rows: cup + "300000;assegnato;8874671A2E;100000\n" + cup + "200000;assegnato;8874671A2E;50000\n", holds: "500000, 100000"},
			{rows: cup + "350000;assegnato;8874671A2E;100000\n" + cup + "200000;assegnato;8874671A2E;50000\n", holds: "550000, 100000"},
			{rows: cup + "200000;assegnato;8874671A2E;50000\n" + cup + "350000;assegnato;8874671A2E;100000\n", holds: "550000, 50000"},
		}},
		"a contract whose amount stands in its second row": {head + ";CIG;Importo contratto", []sheetStep{
			{rows: cup + "300000;assegnato;8874671A2E;\n" + cup + "200000;assegnato;8874671A2E;50000\n", holds: "500000, 50000"},
		}},
		"a payment corrected": {head + ";Data pagamento;Pagato", []sheetStep{
			{rows: cup + "300000;assegnato;05/05/2026;10000\n", holds: "300000, 10000"}, {rows: cup + "300000;assegnato;05/05/2026;12000\n", holds: "300000, 12000"}, {rows: cup + "300000;assegnato;06/05/2026;12000\n", holds: "300000, 12000"},
		}},
		"an amount that cannot be read any more": {head, []sheetStep{
			{rows: row("1000000") + row("200000"), holds: "1200000"}, {rows: row("1000000") + row("da verificare"), holds: "1200000"}, {rows: row("1000000") + row("250000"), holds: "1250000"},
		}},
		"an amount for all, and one of its own": {head, []sheetStep{
			{rows: row("1000") + "B;C11B21000020001;M4C1I3.3;;assegnato\n", as: TableOptions{Values: []string{"importo=5000"}}, holds: "6000"},
		}},
		"two sheets, one of which has lost a row": {head, []sheetStep{
			{rows: row("1000") + "B;;M4C1I3.3;500;assegnato\n", holds: "1500"},
			{rows: row("1000") + "B;;M4C1I3.3;500;assegnato\n", as: TableOptions{Options: Options{Source: "altra"}}, holds: "1500"},
			{rows: "B;;M4C1I3.3;500;assegnato\n", holds: "500"},
			{rows: row("1000") + "B;;M4C1I3.3;500;assegnato\n", as: TableOptions{Options: Options{Source: "altra"}}, holds: "1500"},
			{rows: "B;;M4C1I3.3;500;assegnato\n", holds: "1500"},
		}},
		"tables on one line": {head, []sheetStep{
			{rows: row("1000000"), holds: "1000000"},
			{rows: row("400000") + row("600000"), edit: func(dir string) {
				put(t, dir, file, "titolo = \"A\"\nente = \"p_lu\"\nstato = \"in corso\"\ncup = \"C11B21000010001\"\naggiornato = 2026-01-01\nfinanziamento = [{misura = \"M4C1I3.3\", importo = 1000000, stato = \"assegnato\"}]\n")
			}, holds: "1000000"},
		}},
		"all received, after a part": {head + ";Erogato;Erogato al", []sheetStep{
			{rows: cup + "1000;assegnato;300;01/02/2026\n", holds: "1000"}, {rows: cup + "1000;erogato;1000;01/05/2026\n", holds: "1000"}, {rows: cup + "1000;assegnato;400;01/07/2026\n", holds: "1000"},
		}},
		"a file with another name": {head, []sheetStep{
			{rows: row("1000") + "B;;M4C1I3.3;500;assegnato\n", holds: "1500"},
			{rows: row("1000") + "B;;M4C1I3.3;600;assegnato\n", edit: func(dir string) { rename(t, dir, "content/progetti/p_lu/b.toml", "content/progetti/p_lu/ponte.toml") }, holds: "1600"},
			{rows: row("1000"), holds: "1000"},
		}},
		"kept money is no other's": {head, []sheetStep{
			{rows: row("1000") + row("500"), holds: "1500"},
			{rows: row("500"), holds: "500"},
			{rows: row("500") + "A;C11B21000010001;M1C1I1.2;1000;assegnato\n", edit: func(dir string) {
				put(t, dir, file, strings.Replace(get(t, dir, file), "assente_dalla_fonte", "tieni = \"il decreto vale\"\nassente_dalla_fonte", 1))
			}, holds: "2500"},
		}},
	}
	for name, story := range stories {
		t.Run(name, func(t *testing.T) {
			dir := newSite(t)
			put(t, dir, "content/enti/p_lu.toml", "nome = \"Provincia di Lucca\"\ntipo = \"provincia\"\n")
			for i, s := range story.steps {
				if s.edit != nil {
					s.edit(dir)
				}
				importStep(t, dir, story.head+"\n"+s.rows, s.as)
				if got := heldOfSite(t, dir); got != s.holds {
					t.Errorf("step %d: the site holds %s, want %s\n%s", i+1, got, s.holds, tree(t, dir, "content/progetti"))
				}
				before := tree(t, dir, "content/progetti")
				s.as.Equal = ""
				importStep(t, dir, story.head+"\n"+s.rows, s.as)
				for name, text := range tree(t, dir, "content/progetti") {
					if text != before[name] {
						t.Errorf("step %d, once more: %s is\n%s\nand was\n%s", i+1, name, text, before[name])
					}
				}
			}
		})
	}
}

func importStep(t *testing.T, dir, text string, o TableOptions) *Report {
	t.Helper()
	put(t, dir, "a.csv", text)
	o.Site, o.File, o.Today, o.Force = dir, filepath.Join(dir, "a.csv"), today, true
	o.Values = append([]string{"ente=p_lu", "pagamento.verso=fornitore"}, o.Values...)
	o.Map = []string{"Data pagamento=pagamento.data", "Pagato=pagamento.importo"}
	if !strings.Contains(text, "Pagato") {
		o.Map, o.Values = nil, append(o.Values[:1:1], o.Values[2:]...)
	}
	table, err := OpenTable(o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := table.Import()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// heldOfSite gives the sum of the fundings that count, and of contracts and payments.
func heldOfSite(t *testing.T, dir string) string {
	t.Helper()
	var all sums
	for name, text := range tree(t, dir, "content/progetti") {
		e, problems := load.Edit(name, []byte(text))
		if e == nil {
			t.Fatal(problems)
		}
		held := heldIn(e)
		all.add(&held, 1)
	}
	whole := func(e record.Euro) string { return strings.TrimSuffix(e.Decimal(), ".00") }
	out := whole(all[funded])
	if flows := all[contracted] + all[paid]; flows != 0 {
		out += ", " + whole(flows)
	}
	return out
}

func rename(t *testing.T, dir, from, to string) {
	t.Helper()
	text := get(t, dir, from)
	if err := os.Remove(filepath.Join(dir, from)); err != nil {
		t.Fatal(err)
	}
	put(t, dir, to, text)
}
