package main

import (
	"os"
	"slices"
	"testing"
)

// What a person reads in the nine real sheets, of which testdata/campioni has a few rows each;
// written down before Vetro read them.
//
//	01 «OOPP_2026», the second sheet of a workbook. Header in row 1, its names with blanks in a row; no totals. A row is a work:
//	   F its CUP (one ends in a blank; six have none), H its title, E the town, J the money, K the
//	   phase, which is no state that Vetro knows. Three works have one CUP and three amounts: one
//	   project, three fundings. Amounts are kept in base two: 79997.64999999999 is 79.997,65.
//	   «Ric_Priv_All_1_2026», the first sheet: title in row 1, merged groups in 2 and 3, the header
//	   in row 4 with line breaks, towns from row 5. No projects: nothing but a --map makes a town
//	   one. So the sheet to read, if nobody says which, is the second.
//	02 «Foglio2». Header in row 1 with line breaks. G the CUP («????» once, none once), H the title,
//	   F the town, J the body, K the money. «Foglio3» is a pivot table: header in row 3, four
//	   regions, «Totale complessivo» in row 8, which is the sum of the four.
//	03 CSV with commas, UTF-8, line breaks (CRLF) within fields though lines end in LF. CODICE_CUP,
//	   DESCRIZIONE_AGGREGATA the title, COMUNE, IMPO_IMPORTO_FINANZIATO the money. A project in many
//	   towns has a row for each, with the same money: it counts once (--righe-uguali unite).
//	   STATO is the country.
//	04 CSV with commas, UTF-8: a row is a document of a lot of a tender. cig, cup, oggetto_lotto,
//	   imp_lotto with five decimals (42000.50000). No title of a project, no funding: no projects.
//	   Two documents of one lot are one contract.
//	05 the same, a row is a lot: it adds a contract to the project of its CUP.
//	06 CSV with commas: cup, anno, importo_pagato (11552.0): what was paid to suppliers in a year. No
//	   projects; four years of one CUP are four payments.
//	07 CSV with commas, UTF-8, names with underscores: cupxall (one has it twice in its cell), the title in
//	   denominazione_interventoxall, comune, soggetto_attuatore (of another name than the body's), the
//	   money in importo_programmato_esclusi_oc_126 (empty once: that row stays out).
//	08 as 01, in OpenDocument.
//	09 as 01, in the format of Excel 97: refused, to be saved as .xlsx.
//
// TestSheetSamples holds the command to that; VETRO_CAMPIONI may name the folder of the whole sheets.
func TestSheetSamples(t *testing.T) {
	for _, c := range samples() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t)
		})
	}
	whole := os.Getenv("VETRO_CAMPIONI")
	if whole == "" {
		return
	}
	for _, c := range wholeSamples(whole) {
		t.Run("whole "+c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t)
		})
	}
}

// fromState says of every row what the sheets do not.
func fromState(args ...string) []string {
	return append(args, "--valore", "finanziamento.stato=assegnato", "--valore", "finanziamento.fonte=Stato")
}

var (
	worksArgs    = fromState("--map", "H=titolo", "--map", "J=importo")
	foiaArgs     = fromState("--foglio", "Foglio2", "--map", "G=cup", "--map", "H=titolo", "--map", "J=", "--map", "K=importo")
	piedmontArgs = fromState("--map", "CODICE_CUP=cup", "--map", "DESCRIZIONE_AGGREGATA=titolo", "--map", "IMPO_IMPORTO_FINANZIATO=importo", "--map", "COMUNE=luogo.nome",
		"--map", "STATO=", "--map", "STATO_PROGETTO=", "--map", "SOGGETTO_TITOLARE=", "--righe-uguali", "unite")
	repairArgs = fromState("--map", "cupxall=cup", "--map", "denominazione_interventoxall=titolo", "--map", "importo_programmato_esclusi_oc_126=importo", "--map", "soggetto_attuatore=")
)

func samples() []sheetCase {
	const dir = "testdata/campioni"
	const works, foia = "01-ricostruzione-opere-pubbliche-2026.xlsx", "02-ricostruzione-riscontro-foia-2026.xlsx"
	threeFundings := func(t *testing.T, projects []heldProject) {
		i := slices.IndexFunc(projects, func(p heldProject) bool { return p.text("cup") == "H32J20000150001" })
		if i < 0 || !slices.Equal(amountsOf(t, projects[i], "finanziamento"), []string{"52310.98", "54330.00", "93359.02"}) {
			t.Errorf("the project of three works has not their fundings")
		}
		if !slices.ContainsFunc(projects, func(p heldProject) bool { return p.text("cup") == "J97H20001000001" }) {
			t.Error("a blank behind the CUP costs it")
		}
	}
	header := []string{`Intestazione alla riga 1\b`}
	return []sheetCase{
		{name: "01 works", dir: dir, projects: 16, live: "2313763.05", steps: []sheetStep{{file: works, args: append([]string{"--foglio", "OOPP_2026"}, worksArgs...), told: header}}, holds: threeFundings},
		{name: "01 works, the sheet found", dir: dir, projects: 16, live: "2313763.05", steps: []sheetStep{{file: works, args: worksArgs, told: append([]string{"OOPP_2026"}, header...)}}, holds: threeFundings},
		{name: "01 towns make no projects", dir: dir, live: "0", steps: []sheetStep{{file: works, args: fromState("--foglio", "Ric_Priv_All_1_2026"), exit: 1, refused: true}}},
		{name: "01 towns under a header of four rows", dir: dir, projects: 6, live: "9274363.85",
			steps: []sheetStep{{file: works, args: fromState("--foglio", "Ric_Priv_All_1_2026", "--map", "C=titolo", "--map", "G=importo")}}, holds: func(t *testing.T, projects []heldProject) {
				if p := titled(t, projects, "Abbateggio"); !slices.Equal(amountsOf(t, p, "finanziamento"), []string{"152036.29"}) {
					t.Errorf("%v", p.tree)
				}
			}},
		{name: "02 works", dir: dir, projects: 13, live: "34918710.93", steps: []sheetStep{{file: foia, args: foiaArgs, told: append([]string{`\?\?\?\?`}, header...)}}},
		{name: "02 a pivot table and its total", dir: dir, projects: 4, live: "4607649570.36",
			steps: []sheetStep{{file: foia, args: fromState("--foglio", "Foglio3", "--map", "A=titolo", "--map", "C=importo"), told: []string{`Intestazione alla riga 3\b`, `totale alla riga 8 del foglio torna: 4\.607\.649\.570,36`}}}},
		{name: "03 OpenCUP", dir: dir, projects: 4, live: "9954005", steps: []sheetStep{{file: "03-regione-piemonte-focus-opencup.csv", args: piedmontArgs, told: header}}, holds: func(t *testing.T, projects []heldProject) {
			i := slices.IndexFunc(projects, func(p heldProject) bool { return p.text("cup") == "B31B22001300006" })
			if i < 0 || len(projects[i].tables("finanziamento")) != 1 || len(projects[i].tables("luogo")) != 3 {
				t.Error("a project in three towns has not one funding and three places")
			}
		}},
		{name: "04 documents of tenders make no projects", dir: dir, live: "0", steps: []sheetStep{{file: "04-scp-atti.csv", exit: 1, moneyless: true, told: []string{"J21F22003010006|titolo"}}}},
		{name: "04 two documents are one contract", dir: dir, site: []string{"campioni/progetti/rete.toml"}, projects: 1, live: "90000",
			steps: []sheetStep{{file: "04-scp-atti.csv", args: []string{"--map", "oggetto_lotto=contratto.oggetto", "--map", "imp_lotto=contratto.importo"}}}, holds: func(t *testing.T, projects []heldProject) {
				contracts(t, projects[0], "42000.50")
			}},
		{name: "05 lots add contracts", dir: dir, site: []string{"campioni/progetti/rete.toml"}, projects: 1, live: "90000",
			steps: []sheetStep{{file: "05-scp-bandi.csv", args: []string{"--map", "oggetto_lotto=contratto.oggetto", "--map", "imp_lotto=contratto.importo"}, exit: 1, told: []string{`riga 3\b|righe 3\b|csv:3\b`}}}, holds: func(t *testing.T, projects []heldProject) {
				contracts(t, projects[0], "42000.50")
			}},
		{name: "06 payments of years", dir: dir, site: []string{"campioni/progetti/cimitero.toml"}, projects: 1, live: "90000",
			steps: []sheetStep{{file: "06-openbdap-pagamenti-sisma.csv", args: []string{"--map", "anno=pagamento.data", "--map", "importo_pagato=pagamento.importo", "--valore", "pagamento.verso=fornitore"}, exit: 1}}, holds: func(t *testing.T, projects []heldProject) {
				if got := amountsOf(t, projects[0], "pagamento"); !slices.Equal(got, []string{"12228.32", "26389.97", "29666.46", "6344.00"}) {
					t.Errorf("paid %q", got)
				}
			}},
		{name: "07 works", dir: dir, projects: 12, live: "12144763.89", steps: []sheetStep{{file: "07-ricostruzione-pubblica-normalizzata.csv", args: repairArgs, exit: 1, told: header}}, holds: func(t *testing.T, projects []heldProject) {
			if !slices.ContainsFunc(projects, func(p heldProject) bool { return p.text("cup") == "D41B22001250001" }) {
				t.Error("a CUP that is written twice in its cell is not read")
			}
		}},
		{name: "08 works in OpenDocument", dir: dir, projects: 16, live: "2313763.05", steps: []sheetStep{{file: "08-ricostruzione-opere-pubbliche-2026.ods", args: append([]string{"--foglio", "OOPP_2026"}, worksArgs...), told: header}}, holds: threeFundings},
		{name: "09 Excel 97", dir: dir, live: "0", steps: []sheetStep{{file: "09-ricostruzione-opere-pubbliche-2026.xls", args: worksArgs, exit: 1, refused: true, told: []string{`\.xls\b.*\.xlsx`}}}},
	}
}

// wholeSamples are the sheets in their length. In 02 a work has no CUP and another «????»; in 07 one has no
// amount.
func wholeSamples(dir string) []sheetCase {
	return []sheetCase{
		{name: "01", dir: dir, projects: 253, live: "62326448.30", steps: []sheetStep{{file: "01-ricostruzione-opere-pubbliche-2026.xlsx", args: worksArgs}}},
		{name: "02", dir: dir, projects: 256, live: "278488157.18", steps: []sheetStep{{file: "02-ricostruzione-riscontro-foia-2026.xlsx", args: foiaArgs}}},
		{name: "03", dir: dir, projects: 248, live: "393298629", steps: []sheetStep{{file: "03-regione-piemonte-focus-opencup.csv", args: piedmontArgs}}},
		{name: "07", dir: dir, projects: 159, live: "221243657.16", steps: []sheetStep{{file: "07-ricostruzione-pubblica-normalizzata.csv", args: repairArgs, exit: 1}}},
		{name: "08", dir: dir, projects: 253, live: "62326448.30", steps: []sheetStep{{file: "08-ricostruzione-opere-pubbliche-2026.ods", args: append([]string{"--foglio", "OOPP_2026"}, worksArgs...)}}},
		{name: "09", dir: dir, live: "0", steps: []sheetStep{{file: "09-ricostruzione-opere-pubbliche-2026.xls", args: worksArgs, exit: 1, refused: true}}},
	}
}
