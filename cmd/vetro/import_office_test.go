package main

import (
	"fmt"
	"html"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// officeCUP gives a code that has the form of a CUP, and officeCIG one with its check digits.
func officeCUP(n int) string { return fmt.Sprintf("J%02dB22%05d000%d", 10+n, 60+n, n%10) }

func officeCIG(n int) string {
	n += 9000000
	return fmt.Sprintf("%07d%03X", n, n*211%4091)
}

// worksBook is the sheet of an office of public works, in Excel: title and instructions above, a
// header of two rows, thousands of euro, a hidden column of persons, an area with its subtotal
// three times, and merged cells where a project has several contracts.
//
// A person reads 40 rows, which are 33 projects with 40 contracts. One has no amount («da
// definire»), one no title: 31 projects come in, and 38 contracts. Project i has (100 + 12,5 i)
// thousand euro, i from 0: 33 × 100 + 12,5 × 528 = 9.900; without the 16th (300) and the 30th
// (475): 9.125 thousand.
func worksBook(t *testing.T, dir string) string {
	f := excelize.NewFile()
	defer f.Close()
	const s = "Sheet1"
	put := func(cell string, v any) {
		if err := f.SetCellValue(s, cell, v); err != nil {
			t.Fatal(err)
		}
	}
	merge := func(from, to string) {
		if err := f.MergeCell(s, from, to); err != nil {
			t.Fatal(err)
		}
	}
	put("A1", "PROVINCIA DI LUCCA – Settore Lavori pubblici – Monitoraggio interventi PNRR")
	merge("A1", "M1")
	put("A2", "Compilare solo le celle gialle. Importi espressi in migliaia di euro.")
	merge("A2", "M2")
	for i, h := range [][2]string{{"N.", ""}, {"Area", ""}, {"Descrizione intervento", ""}, {"C.U.P.", ""}, {"R.U.P.", ""}, {"Linea PNRR", ""}, {"Finanziamento", "Concesso"}, {"", "Stato"}, {"Affidamenti", "CIG"}, {"", "Impresa"}, {"", "Importo netto"}, {"Lavori", "Fase"}, {"", "Fine prevista"}} {
		col := string(rune('A' + i))
		if put(col+"4", h[0]); h[1] == "" {
			merge(col+"4", col+"5")
		} else {
			put(col+"5", h[1])
		}
	}
	merge("G4", "H4")
	merge("I4", "K4")
	merge("L4", "M4")
	if err := f.SetColVisible(s, "E", false); err != nil {
		t.Fatal(err)
	}
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	row, project, contract, all := 6, 0, 0, 0.0
	for a, area := range []struct {
		name, measure string
		contracts     []int // of each project
	}{
		{"Edilizia scolastica", "M4C1I3.3", []int{1, 2, 1, 3, 1, 1, 2, 1, 1, 2, 1, 1}},
		{"Viabilità e difesa del suolo", "M2C4 - Inv. 2.2", []int{1, 1, 2, 1, 1, 1, 2, 1, 1, 1}},
		{"Transizione digitale", "M1C1I1.2", []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
	} {
		begin, sum := row, 0.0
		for _, n := range area.contracts {
			from := row
			amount := 100 + 12.5*float64(project)
			put(fmt.Sprintf("A%d", row), project+1)
			if project != 30 {
				put(fmt.Sprintf("C%d", row), fmt.Sprintf("%s: intervento n. %d", []string{"Adeguamento sismico dell’istituto", "Messa in sicurezza della S.P.", "Migrazione al cloud dei servizi"}[a], project+1))
			}
			put(fmt.Sprintf("D%d", row), officeCUP(project))
			put(fmt.Sprintf("E%d", row), "ing. Mario Rossi")
			put(fmt.Sprintf("F%d", row), area.measure)
			if project == 16 {
				put(fmt.Sprintf("G%d", row), "da definire")
			} else {
				put(fmt.Sprintf("G%d", row), amount)
				sum += amount
			}
			put(fmt.Sprintf("H%d", row), []string{"Ammesso a finanziamento", "Concesso", "Saldato"}[project%3])
			put(fmt.Sprintf("L%d", row), []string{"lavori in corso", "gara in corso", "collaudato", "in attesa di SAL"}[project%4])
			switch project % 4 {
			case 0:
				put(fmt.Sprintf("M%d", row), 46203+project) // 30 June 2026
				if err := f.SetCellStyle(s, fmt.Sprintf("M%d", row), fmt.Sprintf("M%d", row), day); err != nil {
					t.Fatal(err)
				}
			case 1:
				put(fmt.Sprintf("M%d", row), "IV trim. 2026")
			case 2:
				put(fmt.Sprintf("M%d", row), "31/06/2026")
			}
			for range n {
				put(fmt.Sprintf("I%d", row), officeCIG(contract))
				put(fmt.Sprintf("J%d", row), "Edile Lucchese s.r.l.")
				put(fmt.Sprintf("K%d", row), 20+float64(contract)/2)
				contract++
				row++
			}
			if n > 1 {
				for _, col := range "ACDEFGHLM" {
					merge(fmt.Sprintf("%c%d", col, from), fmt.Sprintf("%c%d", col, row-1))
				}
			}
			project++
		}
		put(fmt.Sprintf("B%d", begin), area.name)
		merge(fmt.Sprintf("B%d", begin), fmt.Sprintf("B%d", row-1))
		put(fmt.Sprintf("B%d", row), "Totale "+area.name)
		put(fmt.Sprintf("G%d", row), sum)
		all += sum
		row++
	}
	put(fmt.Sprintf("B%d", row), "TOTALE GENERALE")
	put(fmt.Sprintf("G%d", row), all)
	name := filepath.Join(dir, "monitoraggio lavori.xlsx")
	if err := f.SaveAs(name); err != nil {
		t.Fatal(err)
	}
	return name
}

// schoolsText is the list of an office, saved by Excel as text: semicolons, Windows-1252, the money
// of three sources in three columns, short names, words of its own.
//
// A person reads 40 rows. Row 41 of the file repeats row 5; rows 8 and 9 are two lots of one CUP; rows 12 and 13
// have no CUP. Three rows lack money: «n.d.», «da definire», and «1,234», which is a thousand or a
// euro («1.234» is a thousand). That leaves 36 rows, 35 projects. Row i has 10.000,50 + 1.000 i of the PNRR, the Comune
// adds 1.000 to every fourth, the Regione 500,25 to every fifth.
func schoolsText(t *testing.T, dir string) string {
	var b strings.Builder
	b.WriteString("N°;Intervento;CUP;Miss./Comp./Inv.;Imp. PNRR;Cofin. Comune;Cofin. Regione;Esito domanda;Stato att.;Fine prev.;Note\r\n")
	line := func(i int) string {
		title := fmt.Sprintf("Riqualificazione dell’edificio «Città più verde», scuola n. %d", i)
		cup := officeCUP(i)
		amount := fmt.Sprintf("€ %d.000,50", 10+i)
		municipal, regional := "", ""
		if i%4 == 0 {
			municipal = "1.000,00"
		}
		if i%5 == 0 {
			regional = "500,25"
		}
		switch i {
		case 7:
			title = "Palestra «Fermi»: lotto 1"
		case 8:
			title, cup = "Palestra «Fermi»: lotto 2", officeCUP(7)
		case 11:
			cup = "da richiedere"
		case 12:
			cup = ""
		case 20:
			amount = "n.d."
		case 21:
			amount = "da definire"
		case 22:
			amount = "1.234"
		case 23:
			amount = "1,234"
		}
		return fmt.Sprintf("%d;%s;%s;%s;%s;%s;%s;%s;%s;%s;%s\r\n", i, title, cup, []string{"M4C1 Inv. 3.3", "M4 C1 I 1.1", "M4C1I3.3"}[i%3], amount, municipal, regional,
			[]string{"ammesso", "ammesso", "erogato"}[i%3], []string{"gara in corso", "collaudato", "esecuzione lavori", "affidato"}[i%4],
			[]string{"31-dic-26", "1° sem. 2026", "n.d.", "06/2026"}[i%4], []string{"", "vedi delibera"}[i%2])
	}
	for i := 1; i <= 39; i++ {
		b.WriteString(line(i))
	}
	b.WriteString(line(4))
	text, err := charmap.Windows1252.NewEncoder().String(b.String())
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "elenco.csv")
	lay(t, name, text)
	return name
}

// twoTables is an OpenDocument sheet with two tables, the second with its columns in another order;
// one row for each contract, the cells of the project repeated; amounts with exponents; notes below.
//
// A person reads 24 rows of 12 projects that run, two contracts each, and 16 rows of 16 that are
// done: 28 projects, 40 contracts. The last of the second has no title. 12 × 125.000 + 15 × 50.000
// = 2.250.000 euro.
func twoTables(t *testing.T, dir string) string {
	var b strings.Builder
	row := func(cells ...string) {
		b.WriteString("<table:table-row>")
		for _, c := range cells {
			switch {
			case c == "":
				b.WriteString("<table:table-cell/>")
			case strings.HasPrefix(c, "="):
				fmt.Fprintf(&b, `<table:table-cell office:value-type="float" office:value="%s"><text:p>%s</text:p></table:table-cell>`, c[1:], c[1:])
			default:
				fmt.Fprintf(&b, `<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>`, html.EscapeString(c))
			}
		}
		b.WriteString("</table:table-row>")
	}
	row("PROGETTI IN CORSO")
	row("Progetto", "Codice CUP", "Investimento PNRR", "Importo finanziato PNRR (€)", "Stato finanziamento", "Stato di attuazione", "Codice gara", "Aggiudicatario", "Importo di aggiudicazione")
	for i := range 24 {
		p := i / 2
		row(fmt.Sprintf("Servizi digitali al cittadino, parte %d", p+1), officeCUP(p), "M1C1 Investimento 1.4.1", "=1.25E5", "assegnato", "in esecuzione", officeCIG(100+i), "Informatica Toscana S.p.A.", fmt.Sprintf("=%d", 1000+i))
	}
	row("Totale in corso", "", "", "=1500000")
	row("")
	row("PROGETTI CONCLUSI")
	row("Codice CUP", "Progetto", "Importo finanziato PNRR (€)", "Investimento PNRR", "Stato di attuazione", "Stato finanziamento", "Importo di aggiudicazione", "Aggiudicatario", "Codice gara")
	for i := range 16 {
		title := fmt.Sprintf("Sportello telematico della sede n. %d", i+1)
		if i == 15 {
			title = ""
		}
		row(officeCUP(50+i), title, "5,0E4", "M1C1 Investimento 1.4.1", "opera conclusa", "liquidato", fmt.Sprintf("=%d", 2000+i), "Informatica Toscana S.p.A.", officeCIG(200+i))
	}
	row("")
	row("(*) importi al netto delle economie di gara")
	row("Fonte: Servizio bilancio; dati aggiornati al 31/10/2026")
	name := filepath.Join(dir, "riepilogo.ods")
	lay(t, name, string(zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml",
		`<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Foglio1">`+b.String()+`</table:table></office:spreadsheet></office:body></office:document-content>`)))
	return name
}

// proposed are the options that the program says to copy.
var proposed = regexp.MustCompile(`(?m)(--(?:map|parola)) "([^"=]+=[^"…]+)"$|^  (--valore) (\S+=\S+)$`)

// TestOfficeSheets imports each sheet as a newcomer does: once to see what it is taken for, then with
// the options that the first run proposed, and an answer to what it asked.
func TestOfficeSheets(t *testing.T) {
	tests := []struct {
		name      string
		sheet     func(*testing.T, string) string
		proposed  []string // by the first run, in its order
		answer    []string // to what the first run asked
		told      []string // by the first run
		left      string   // rows left out by the second
		projects  int
		contracts int
		live      string
	}{
		{"works in Excel", worksBook,
			[]string{"--map", "Affidamenti Importo netto=contratto.importo", "--map", "Lavori Fase=stato", "--parola", "Ammesso a finanziamento=assegnato"}, nil,
			[]string{"colonne nascoste.*: E", "migliaia di euro", "31/06/2026» non esiste: giugno ha 30 giorni", `riga 49: è un totale`, `IV trim. 2026» → entro il 31 dicembre 2026`, `manca l’importo \(riga 29\)`, `manca il titolo \(riga 45\)`},
			`40 righe, 38 nuove, 2 scartate`, 31, 38, "9125000"},
		{"schools as text", schoolsText,
			[]string{"--map", "Cofin. Comune=finanziamento[Comune].importo", "--map", "Cofin. Regione=finanziamento[Regione].importo", "--map", "Esito domanda=finanziamento.stato", "--parola", "affidato=in corso", "--parola", "gara in corso=in corso"}, nil,
			[]string{`manca l’importo \(righe 21, 22\)`, `«1,234» ha due sensi.*\(riga 24\)`, `ripete la riga 5 \(riga 41\)`, `giugno 2026`},
			`40 righe, 36 nuove, 4 scartate`, 35, 0, "1056253"},
		{"two tables in OpenDocument", twoTables, nil, []string{"--righe-uguali", "unite"},
			[]string{`manca il titolo \(riga 46\)`, `--righe-uguali unite`, `«5,0E4» → 50.000`, `riga 27: è un totale`},
			`40 righe, 39 nuove, 1 scartata`, 27, 39, "2250000"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			site := newOfficeSite(t)
			args := []string{"import", "tabella", tt.sheet(t, t.TempDir()), "--ente", "p_lu", "--site", site}
			first, code := vetroCode(t, args...)
			first = strings.ReplaceAll(first, "\u00a0", " ")
			if code != 1 || !strings.Contains(first, "niente è stato scritto") {
				t.Errorf("the first run ends with %d", code)
			}
			for _, want := range tt.told {
				if !regexp.MustCompile(want).MatchString(first) {
					t.Errorf("not told: %s", want)
				}
			}
			if strings.Contains(first, "Mario Rossi") {
				t.Error("a person is named")
			}
			var options []string
			for _, m := range proposed.FindAllStringSubmatch(first, -1) {
				options = append(options, m[1]+m[3], m[2]+m[4])
			}
			if !slices.Equal(options, tt.proposed) {
				t.Errorf("proposed: %q", options)
			}
			second, code := vetroCode(t, slices.Concat(args, options, tt.answer, []string{"--si"})...)
			if code != 1 || !strings.Contains(second, tt.left) {
				t.Errorf("the second run ends with %d, and not with %s", code, tt.left)
			}
			holdAccount(t, second)
			projects := heldProjects(t, site)
			signed := 0
			for _, p := range projects {
				signed += len(p.tables("contratto"))
			}
			if got, want := live(t, projects), centsOf(t, tt.live); got != want || len(projects) != tt.projects || signed != tt.contracts {
				t.Errorf("%d projects of %s with %d contracts", len(projects), got, signed)
			}
			if out, code := vetroCode(t, "build", "--site", site); code != 0 {
				t.Errorf("the site is not built: %s", out)
			}
			if t.Failed() {
				t.Logf("%s\n%s", first, second)
			}
		})
	}
}
