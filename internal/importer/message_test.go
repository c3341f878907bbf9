package importer

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vetro/internal/sheet"
)

const (
	tableHead  = "codice_ipa,ente,tipologia_ente,comune,cod_comune,provincia,cod_provincia,regione,cod_regione,importo_finanziamento,avviso,data_invio_candidatura,data_finanziamento,codice_cup,decreto_finanziamento,stato_candidatura,data_stato_candidatura\n"
	cloudRow   = "p_pv,Provincia di Pavia,Altri Enti,Pavia,018110,PV,018,Lombardia,03,10.0,1.2 Abilitazione al Cloud - aprile 2025,2025-05-07T09:28:28.000+0000,2025-06-23,I89B25000070006,Decreto n.73 - 1 / 2025 - PNRR,A,2025-06-23\n"
	latinaRow  = "p_lt,Provincia di Latina,Altri Enti,Latina,059011,LT,059,Lazio,12,20.0,1.2 Abilitazione al Cloud - aprile 2025,2025-05-08T09:28:28.000+0000,2025-06-23,J29B25000050006,Decreto n.73 - 1 / 2025 - PNRR,E,2025-07-23\n"
	latinaMore = "p_lt,Provincia di Latina,Altri Enti,Latina,059011,LT,059,Lazio,12,5.0,1.4.3 - app IO - aprile 2025,2025-05-09T09:28:28.000+0000,2025-06-24,J29B25000050006,Decreto n.74 - 1 / 2025 - PNRR,A,2025-06-24\n"
)

// step is one import of a series, and what its report must say.
type step struct {
	name  string
	table string
	do    func(*Options)
	edit  func(dir string) // before the import
	want  []string         // texts of notes and oddities
	stop  string           // the refusal
}

// TestStories goes through imports that follow each other, and awaits what each tells.
func TestStories(t *testing.T) {
	const cloud = "content/progetti/p_pv/i89b25000070006.toml"
	moved := strings.Replace(cloudRow, "Pavia,018110", "Voghera,018182", 1)
	stories := map[string][]step{
		"a funding that is gone, a body that moved": {
			{name: "first", table: cloudRow + latinaRow + latinaMore},
			{name: "gone", table: cloudRow + latinaRow + strings.Replace(moved, "T09", "T10", 1), want: []string{
				"la fonte non ha più il finanziamento «1.4.3 - app IO - aprile 2025», 5,00 €: è fuori dai totali", string(oddTwice), string(oddMoved),
				"stato: da «non comunicato» a «concluso»", "tappa, nota: tolto «1.2 Abilitazione al Cloud - aprile 2025», che la fonte non ha più",
				"comune: da «Pavia» a «Voghera»",
			}},
			{name: "told once", table: cloudRow + latinaRow + strings.Replace(moved, "T09", "T10", 1), want: []string{}},
		},
		"a project that went to another body": {
			{name: "first", table: cloudRow + latinaRow},
			{name: "gone", table: latinaRow + strings.ReplaceAll(cloudRow, "p_pv", "p_nuova"), want: []string{
				"la fonte non ha più il progetto (righe: 1)",
				"il suo CUP è ora dell’ente «p_nuova»: se gli è succeduto, cancella questo file e scrivi precedenti = [\"i89b25000070006\"] nell’altro",
				"nuovo progetto «Abilitazione al Cloud (avviso di aprile 2025)», 10,00 €",
			}},
		},
		"a body of which nothing is left": {
			{name: "first", table: cloudRow + strings.Repeat(latinaRow, 30), do: func(o *Options) { o.Bodies = []string{"p_pv"} }},
			{name: "gone", table: strings.Repeat(latinaRow, 30), stop: "altri.csv: nessuna riga degli enti scelti; l’ultima volta erano 1"},
			{name: "on demand", table: strings.Repeat(latinaRow, 30), do: func(o *Options) { o.Force = true }, want: []string{"la fonte non ha più il progetto (righe: 1)"}},
		},
		"what the office took away stays away": {
			{name: "first", table: cloudRow},
			{name: "gone", table: strings.Replace(cloudRow, ",A,2025-06-23", ",E,2026-01-02", 1), edit: func(dir string) {
				text := get(t, dir, cloud)
				from := strings.Index(text, "[[tappa]]")
				put(t, dir, cloud, text[:from]+text[strings.Index(text, "[[provenienza]]"):])
			}, want: []string{
				"manca [[tappa]] «Candidatura inviata», 7 maggio 2025, che la fonte ha",
			}},
		},
		"a hand-written project of the same CUP": {
			{name: "first", table: cloudRow, edit: func(dir string) {
				put(t, dir, "content/enti/pavia.toml", "nome = \"La Provincia\"\ncodice_ipa = \"P_PV\"\n")
				put(t, dir, "content/progetti/cloud.toml", "titolo = \"Il cloud\"\nente = \"pavia\"\nstato = \"in corso\"\ncup = \"I89B25000070006\"\naggiornato = 2026-08-22\n\n[[finanziamento]]\nmisura = \"M1C1I1.2\"\nimporto = 12\nstato = \"assegnato\"\navviso = \"1.2 Abilitazione al Cloud - aprile 2025\"\n")
			}, want: []string{
				"stato: qui «in corso», nella fonte «non comunicato»", "finanziamento, importo: qui 12,00 €, nella fonte 10,00 €",
				"finanziamento, data: 23 giugno 2025", "nome: qui «La Provincia», nella fonte «Provincia di Pavia»",
			}},
			{name: "with the last word", table: cloudRow, do: func(o *Options) { o.Accept = true }, want: []string{
				"stato: da «in corso» a «non comunicato»", "finanziamento, importo: da 12,00 € a 10,00 €", "aggiunta [[provenienza]], la fonte «padigitale-altri»",
			}},
		},
		"what the last import left is broken": {
			{name: "first", table: cloudRow},
			{name: "its rows", table: cloudRow, edit: func(dir string) {
				put(t, dir, importedDir+"padigitale-altri.csv", tableHead+strings.Replace(cloudRow, "10.0", "dieci", 1))
			}, stop: "content/importati/padigitale-altri.csv:2: l’importo «dieci» non è un importo in euro e centesimi"},
			{name: "its form", table: cloudRow, edit: func(dir string) {
				put(t, dir, importedDir+"padigitale-altri.csv", tableHead+"p_pv\n")
			}, stop: "content/importati/padigitale-altri.csv:2: la riga ha 1 valori e le colonne sono 17"},
			{name: "its choice", table: cloudRow, edit: func(dir string) {
				put(t, dir, importedDir+"padigitale-altri.csv", tableHead+cloudRow)
				put(t, dir, importedDir+"padigitale-altri.toml", "righe = \n")
			}, stop: "content/importati/padigitale-altri.toml: il file non si legge più"},
		},
		"a broken site.toml": {
			{name: "first", table: cloudRow, edit: func(dir string) { put(t, dir, "site.toml", "titolo = Prova\n") }, stop: `site.toml:1:10: il valore "Prova" è senza virgolette`},
		},
		"the site of one body": {
			{name: "its own", table: cloudRow + latinaRow, do: func(*Options) {}, edit: func(dir string) {
				put(t, dir, "site.toml", "titolo = \"x\"\nente = \"pavia\"\n")
				put(t, dir, "content/enti/pavia.toml", "nome = \"Provincia di Pavia\"\ncodice_ipa = \"p_pv\"\n")
			}, want: []string{"nuovo progetto «Abilitazione al Cloud (avviso di aprile 2025)», 10,00 €"}},
			{name: "and again", table: strings.Replace(cloudRow, "10.0", "11.0", 1) + latinaRow, do: func(*Options) {}, want: []string{"finanziamento, importo: da 10,00 € a 11,00 €"}},
		},
		"rows that come twice": {
			{name: "first", table: cloudRow + cloudRow + strings.Replace(cloudRow, "10.0", "11.0", 1), want: []string{"ripete la candidatura della riga 2", string(oddTwice)}},
			{name: "again", table: cloudRow + cloudRow + strings.Replace(cloudRow, "10.0", "12.0", 1), want: []string{"finanziamento, importo: da 11,00 € a 12,00 €"}},
		},
		"quotes that are not doubled": {
			{name: "first", table: strings.Replace(cloudRow, "Provincia di Pavia", `"Provincia "di Pavia""`, 1), want: []string{string(oddQuotes)}},
		},
	}
	for name, steps := range stories {
		t.Run(name, func(t *testing.T) {
			dir, in := newSite(t), t.TempDir()
			for _, s := range steps {
				tell(t, dir, in, s)
			}
		})
	}
}

// tell makes one import, and holds its report to what is awaited.
func tell(t *testing.T, dir, in string, s step) {
	t.Helper()
	if s.edit != nil {
		s.edit(dir)
	}
	put(t, in, "altri.csv", tableHead+s.table)
	o := Options{Site: dir, File: filepath.Join(in, "altri.csv"), All: s.do == nil && s.stop == "", Today: today, Rows: true}
	if s.do != nil {
		s.do(&o)
	}
	r, err := PADigitale(o)
	if s.stop != "" || err != nil {
		var refusal *Refusal
		if !errors.As(err, &refusal) || refusal.Text != s.stop || refusal.Mend == "" {
			t.Errorf("%s: refused with %v, want %s", s.name, err, s.stop)
		}
		return
	}
	var told []string
	for _, n := range r.Notes {
		told = append(told, strings.ReplaceAll(n.Text, "\u00a0", " "), n.Mend)
	}
	for _, o := range r.Odd {
		told = append(told, o.Text)
	}
	for _, want := range s.want {
		if !slices.Contains(told, want) {
			t.Errorf("%s: nobody says %q; said is\n%s", s.name, want, strings.Join(told, "\n"))
		}
	}
	if s.want != nil && len(s.want) == 0 && len(r.Notes) > 0 {
		t.Errorf("%s: there is nothing to say, and said is %v", s.name, r.Notes)
	}
	loaded(t, dir)
}

// Objects that are no rows are told, or refused.
func TestObjects(t *testing.T) {
	b := tableBounds()
	b.Columns = 2
	s, err := openTable("a.json", strings.NewReader(`[{"a": 1}, {"b": [1]}, {"a": true, "b": "x"}, {"c": 1}]`), b)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for range 4 {
		r, err := s.next()
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		got = append(got, strings.Join(r.cells, " "))
	}
	want := []string{"1", "il valore di «b» non è un testo né un numero", "true x", "a.json: le voci hanno più di 2 chiavi\n\tcontrolla che il file sia quello giusto"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// TestTableRows awaits what is said of rows of an office's sheet, and of options.
func TestTableRows(t *testing.T) {
	const head = "CUP;Titolo;Importo;Misura;Stato;Ente;CIG;Latitudine;Importo pagato\n"
	tests := []struct {
		name, row string
		values    []string
		want      string // why the row is left out
		told      string // of its first cell that cannot be read
	}{
		{"another body", "I89B25000070006;Cloud;1;M1C1I1.2;;p_xx", nil, "l’ente «p_xx» non è in content/enti", ""},
		{"a body by its name", "I89B25000070006;Cloud;1;M1C1I1.2;;provincia di  pavia", []string{"finanziamento.stato=erogato"}, "", ""},
		{"a state that is none", "I89B25000070006;Cloud;1;M1C1I1.2;boh;p_pv", []string{"finanziamento.stato=erogato"}, "", "colonna «Stato»: il valore «boh» non è tra quelli di stato: in programma, in corso, concluso, sospeso, rinunciato, revocato, non comunicato"},
		{"a CIG that is none", "I89B25000070006;Cloud;1;M1C1I1.2;;p_pv;9598131445", []string{"finanziamento.stato=erogato"}, "", "colonna «CIG»: il CIG «9598131445» non torna"},
		{"a latitude that is none", "I89B25000070006;Cloud;1;M1C1I1.2;;p_pv;;nord", []string{"finanziamento.stato=erogato"}, "", "colonna «Latitudine»: il numero «nord» non è in una forma nota"},
		{"a payment to nobody", "I89B25000070006;Cloud;1;M1C1I1.2;;p_pv;;;5", []string{"pagamento.data=2026"}, "del pagamento manca verso: indicalo con --map o --valore pagamento.verso", ""},
		{"no name", ";;1;M1C1I1.2;;p_pv", nil, "colonna «Titolo»: manca il titolo", "colonna «Titolo»: manca il titolo"},
		{"no state of the money", "I89B25000070006;Cloud;1;;;p_pv", nil, "colonna «Misura»: manca la misura", "colonna «Misura»: manca la misura"},
		{"own funds without a state", "I89B25000070006;Cloud;1;;;p_pv", []string{"finanziamento.fonte=risorse proprie"}, "", ""},
		{"money to be found without a state", "I89B25000070006;Cloud;1;;;p_pv", []string{"finanziamento.fonte=da reperire"}, "", ""},
		{"money of the province itself without a state", "I89B25000070006;Cloud;1;;;p_pv", []string{"finanziamento.fonte=Provincia"}, "", ""},
		{"money of the region without a state", "I89B25000070006;Cloud;1;;;p_pv", []string{"finanziamento.fonte=Regione"}, "il progetto è nuovo, e non si sa: finanziamento.stato", ""},
		{"a broken quote", "\"I89B25000070006;Cloud", nil, "le virgolette non si chiudono come dovrebbero", "le virgolette non si chiudono come dovrebbero"},
		{"paid", "I89B25000070006;Cloud;1;M1C1 1.2 - Cloud;concluso;P_PV;;45,1;5", []string{"pagamento.data=2026", "pagamento.verso=fornitore", "finanziamento.stato=pagato", "luogo.nome=Pavia"}, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := newSite(t)
			put(t, dir, "content/enti/p_pv.toml", "nome = \"Provincia di Pavia\"\ntipo = \"provincia\"\n")
			put(t, dir, "a.csv", head+tt.row+strings.Repeat(";", max(0, 8-strings.Count(tt.row, ";")))+"\n")
			table, err := OpenTable(TableOptions{Options: Options{Site: dir, File: filepath.Join(dir, "a.csv"), Today: today}, Values: tt.values, Map: []string{"Latitudine=luogo.lat", "Importo pagato=pagamento.importo"}})
			if err != nil {
				t.Fatal(err)
			}
			r, err := table.Import()
			if err != nil {
				t.Fatal(err)
			}
			if r.Rows[0].Why != tt.want || (tt.want == "") != (r.Rows[0].Outcome == "nuova") {
				t.Errorf("%s, %q; want %q", r.Rows[0].Outcome, r.Rows[0].Why, tt.want)
			}
			told := ""
			if faults := table.rows[0].faults; len(faults) > 0 {
				told = faults[0].String()
			}
			if told != tt.told {
				t.Errorf("told %q; want %q", told, tt.told)
			}
			loaded(t, dir)
		})
	}
	for value, want := range map[string]string{
		"boh=1": "--valore: la chiave «boh» non esiste", "importo": "--valore importo: manca il segno =", "importo=boh": "--valore importo=boh: l’importo «boh» non è in una forma nota",
		"aggiornato=2026": "--valore aggiornato=2026: la data «2026» non dice il giorno",
	} {
		dir := newSite(t)
		put(t, dir, "a.csv", head)
		_, err := OpenTable(TableOptions{Options: Options{Site: dir, File: filepath.Join(dir, "a.csv"), Today: today}, Values: []string{value}})
		var refusal *Refusal
		if !errors.As(err, &refusal) || refusal.Text != want {
			t.Errorf("%s: %v", value, err)
		}
	}
	b := sheet.OfficeBounds()
	b.Bytes = 10
	dir := newSite(t)
	put(t, dir, "a.csv", head)
	if _, err := readSheet(filepath.Join(dir, "a.csv"), sheet.Options{Bounds: b}); err == nil || !strings.HasPrefix(err.Error(), "a.csv: il file è più grande di 0 MB") {
		t.Errorf("a file beyond the bounds: %v", err)
	}
}

// TestTableEachFundingHasState holds back a new project of which one of two fundings has no
// state: its file would not be read.
func TestTableEachFundingHasState(t *testing.T) {
	for second, want := range map[string]string{"assegnato": "", "": "colonna «stato_finanziamento»: manca lo stato del finanziamento"} {
		dir := newSite(t)
		put(t, dir, "content/enti/p_pv.toml", "nome = \"Provincia di Pavia\"\n")
		put(t, dir, "a.csv", "cup;titolo;importo;misura;ente;stato_finanziamento\nI89B25000070006;Cloud;1;M1C1I1.2;p_pv;assegnato\nI89B25000070006;Cloud;2;M1C1I1.4.4;p_pv;"+second+"\n")
		table, err := OpenTable(TableOptions{Options: Options{Site: dir, File: filepath.Join(dir, "a.csv"), Today: today}})
		if err != nil {
			t.Fatal(err)
		}
		r, err := table.Import()
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Rows[1].Why; got != want {
			t.Errorf("%q: %s, %q; want %q", second, r.Rows[1].Outcome, got, want)
		}
		loaded(t, dir)
	}
}
