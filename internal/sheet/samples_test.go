package sheet

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func sample(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A real workbook with a title, a header of three rows with merged cells, and amounts; its second
// sheet is a plain table. The same in OpenDocument gives the same cells.
func TestRealWorkbooks(t *testing.T) {
	const private = `1 Allegato 1: DataBase della Ricostruzione Privata al 31 maggio 2026|Allegato 1: DataBase della Ricostruzione Privata al 31 maggio 2026^|Allegato 1: DataBase della Ricostruzione Privata al 31 maggio 2026^
2 |||TOTALE DANNI LIEVI +DANNI GRAVI|TOTALE DANNI LIEVI +DANNI GRAVI^|TOTALE DANNI LIEVI +DANNI GRAVI^|TOTALE DANNI LIEVI +DANNI GRAVI^|TOTALE DANNI LIEVI +DANNI GRAVI^|TOTALE DANNI LIEVI +DANNI GRAVI^|TOTALE DANNI LIEVI +DANNI GRAVI^
3 |||RCR (n)|RCR (n)^|IMPORTI (€)|IMPORTI (€)^|IMPORTI (€)^|CANTIERI|CANTIERI^
4 REG|PROVINCIA|COMUNE|Tot. Pres.|Approvate|Importo richiesto|importo concesso|importo liquidato|in corso|chiusi
5 Abruzzo|Pescara|Abbateggio|n:6|n:2|n:158913.91|n:152036.29|n:105440.02|n:0|n:2
6 Abruzzo|L'Aquila|Acciano|n:1|n:0|n:782545.93|n:0|n:0|n:0|n:0
7 Abruzzo|Pescara|Alanno|n:24|n:11|n:3221376.61|n:2799051.57|n:1185953.53|n:4|n:6
8 Abruzzo|Teramo|Ancarano|n:17|n:13|n:7087870.35|n:4075348.7|n:3219337.15|n:5|n:9
`
	const public = `1 EU_id|Ordinanza attuale|Regione|Prov.|Comune|CUP|Codice USR|Intervento_nome|Categoria|Importo programmato per intervento € (esclusa assegnazione con Decreti OC-126)|FASE di avanzamento al 30 aprile 2026
2 EU_3031|OC_104|ABRUZZO|AQ|Barete|C57B20000790005||Lavori di realizzazione di una struttura polivalente di protezione civile ed a sostegno della scuola e dello sport|10 - Scuole|n:200000|FA_7 - Inizio Lavori
`
	for _, name := range []string{"testdata/ricostruzione.xlsx", "testdata/ricostruzione.ods"} {
		wantShown(t, name, sample(t, name), "Ric_Priv_All_1_2026", private)
		s, err := readFirst(name, sample(t, name), "OOPP_2026")
		if err != nil {
			t.Fatal(err)
		}
		if got := shown(s); !strings.HasPrefix(got, public) || len(s.Rows) != 5 {
			t.Errorf("%s:\n%s", name, got)
		}
	}
	wantShown(t, "a table of sums", sample(t, "testdata/riscontro.xlsx"), "", `3 Etichette di riga|Conteggio di EU/ES_id|Somma di Importo totale dell'intervento (€) x ALL hp 1
4 ABRUZZO|n:688|n:774755827.07
5 LAZIO|n:502|n:613834067.04
6 MARCHE|n:1873|n:2472063166.17
7 UMBRIA|n:479|n:746996510.08
8 Totale complessivo|n:3542|n:4607649570.36
`)
}

// A real table whose values have line breaks of both kinds.
func TestRealLineBreaks(t *testing.T) {
	s, err := readFirst("piemonte.csv", sample(t, "testdata/piemonte.csv"), "")
	if err != nil {
		t.Fatal(err)
	}
	const agreed = `PNRR MISSIONE 1 COMPONENTE 1 INVESTIMENTO1.4 "SERVIZI E CITTADINANZA DIGITALE", MISURA 1.4.3 "ADOZIONE PIATTAFORMA PAGOPA"`
	if len(s.Rows) != 4 || s.Rows[3].Line != 4 || s.Rows[1].Cells[13].Text != "PIANO NAZIONALE DI RIPRESA E RESILIENZA_x000D_" || s.Rows[2].Cells[13].Text != agreed {
		t.Errorf("%s", shown(s))
	}
	for _, r := range s.Rows {
		if len(r.Cells) != 35 {
			t.Errorf("row %d has %d cells", r.Line, len(r.Cells))
		}
	}
}

// TestWhyNotLibrary says why tables as text are not read by the library: of the national table
// it loses rows whose quotes are not doubled, and those that it takes along.
func TestWhyNotLibrary(t *testing.T) {
	files, _ := filepath.Glob("../importer/testdata/versioni/altrienti-2026-08-17*.csv")
	if len(files) != 1 {
		t.Fatal("the extract is not there")
	}
	data := sample(t, files[0])
	s, err := readFirst(files[0], data, "")
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Count(data, []byte("\n"))
	if len(s.Rows) != lines || slices.ContainsFunc(s.Rows, func(r Row) bool { return r.Bad != "" || len(r.Cells) != len(s.Rows[0].Cells) }) {
		t.Errorf("of %d lines:\n%s", lines, shown(s))
	}
	for _, lazy := range []bool{false, true} {
		in, read := csv.NewReader(bytes.NewReader(data)), 0
		in.LazyQuotes = lazy
		for {
			_, err := in.Read()
			if err == io.EOF {
				break
			} else if err == nil {
				read++
			}
		}
		if read == lines {
			t.Errorf("the library reads all %d rows, lazy %t: take it", lines, lazy)
		}
	}
}
