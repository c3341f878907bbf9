package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// moneyDay is the day on which the cases of testdata/denaro are built.
const moneyDay = "2026-11-30"

// The pages that list what a site of one project holds, beside the home and the project's own.
var groupPages = []string{
	"index.html", "progetti/index.html", "stati/in-corso.html",
	"amministrazione-trasparente/attuazione-misure-pnrr.html",
}

// moneyCase is what must be read where, of one site of testdata/denaro.
type moneyCase struct {
	name   string
	pages  map[string][]string // page → texts that are read on it
	raw    map[string][]string // file → bits of its source
	never  []string            // patterns that no file holds, as it is written or as it is read
	values []jsonValue
	cells  []csvCell
}

// jsonValue is a value in a file, found by its keys; want is JSON.
type jsonValue struct{ file, path, want string }

// csvCell is the cell of a column in the first row that begins with a text.
type csvCell struct{ file, row, column, want string }

func moneyCases() []moneyCase {
	return []moneyCase{coFunded(), suppliersPaid(), paymentUnknown(), givenUp(), undated()}
}

func coFunded() moneyCase {
	const school, section = "progetti/scuola.html", "amministrazione-trasparente/attuazione-misure-pnrr.html"
	const beside = "Risorse proprie, a parte: 500.000 €. Mancano 250.000 €, ancora da reperire."
	return moneyCase{
		name: "cofinanziato",
		pages: map[string][]string{
			"index.html": {
				"1.300.000 € assegnati a 2 progetti: almeno il 76,9 % è già arrivato all’ente",
				"erogati almeno 1.000.000 € di 1.300.000 € (almeno il 76,9 %). " + beside,
				"Risorse proprie 500.000 €; a parte", "Da reperire 250.000 €; a parte",
				"100 % dei fondi del PNRR va all’unica misura: Piano di messa in sicurezza e riqualificazione… (M4C1 3.3)",
			},
			"progetti/index.html": {"erogati almeno 1.000.000 € di 1.300.000 € (almeno il 76,9 %). " + beside},
			school: {
				"1.000.000 € assegnati il 10 maggio 2022; erogati per intero il 1° gennaio 2025. " + beside + " Costo complessivo: 1.750.000 €.",
				"Erogati all’ente 1.000.000 €; per intero", "Costo complessivo 1.750.000 €",
			},
			"progetti/palestra.html": {"300.000 € assegnati il 10 maggio 2023; erogazione non comunicata.", "FESR 2021-2027"},
			section:                  {"1.000.000 € assegnati a un progetto; erogati per intero.", "Scuola nuova: 1.000.000 €."},
			"misure/m4c1i3-3.html":   {"1.000.000 € assegnati a un progetto; erogati per intero."},
		},
		never: []string{`66,7 ?%`, `57,1 ?%`, `1\.800\.000`, `2\.050\.000 € assegnati`, `1\.750\.000 € assegnati`},
		values: []jsonValue{
			{"dati/indice.json", "totali.assegnato", "1300000.00"},
			{"dati/indice.json", "totali.erogato", "1000000.00"},
			{"dati/indice.json", "totali.erogato_ignoti", "1"},
			{"dati/indice.json", "totali.risorse_proprie", "500000.00"},
			{"dati/indice.json", "totali.da_reperire", "250000.00"},
			{"dati/indice.json", "totali.costo", "2050000.00"},
			{"progetti/palestra.json", "erogato", "null"},
			{"progetti/palestra.json", "finanziamenti.0.fondo", `"FESR 2021-2027"`},
			{"progetti/scuola.json", "erogato", "1000000.00"},
			{"progetti/scuola.json", "costo", "1750000.00"},
		},
		cells: []csvCell{
			{"dati/progetti.csv", "scuola", "assegnato", "1000000.00"},
			{"dati/progetti.csv", "scuola", "risorse_proprie", "500000.00"},
			{"dati/progetti.csv", "palestra", "erogato", ""},
			{"dati/grafici/per-misura.csv", "Piano di messa in sicurezza", "Assegnati", "1000000.00"},
		},
	}
}

func suppliersPaid() moneyCase {
	c := moneyCase{
		name: "fornitori",
		pages: map[string][]string{"progetti/ponte.html": {
			"Finanziamento decretato 10 gennaio 2023", "Contratto dal 1° settembre 2023",
			"Completamento data non ancora pubblicata", "Verifica data non ancora pubblicata",
		}},
		raw: map[string][]string{"progetti/ponte.html": {
			`<li class="phase-fatta"><strong>Contratto</strong>`,
			`<li class="phase-ignota"><strong>Completamento</strong>`,
			`<li class="phase-ignota"><strong>Verifica</strong>`,
		}},
		never: []string{`[Qq]uanto è stato pagato ai fornitori\.`},
		cells: []csvCell{
			{"dati/progetti.csv", "ponte", "affidato", "150000.00"},
			{"dati/progetti.csv", "ponte", "affidato_ignoti", "1"},
			{"dati/progetti.csv", "ponte", "pagato_fornitori", "90000.50"},
			{"dati/grafici/per-misura.csv", "Piccole opere", "Affidati", "150000.00"},
			{"dati/grafici/per-misura.csv", "Piccole opere", "Pagati ai fornitori", "90000.50"},
		},
		values: []jsonValue{
			{"dati/indice.json", "totali.affidato", "150000.00"},
			{"dati/indice.json", "totali.affidato_ignoti", "1"},
			{"dati/indice.json", "totali.pagato_fornitori", "90000.50"},
			{"progetti/ponte.json", "pagato_fornitori", "90000.50"},
		},
	}
	for _, page := range append(groupPages, "progetti/ponte.html", "anni/2023.html", "misure/m2c4i2-2.html") {
		c.pages[page] = append(c.pages[page],
			"Assegnati 200.000 €", "Erogati all’ente 200.000 €; per intero",
			"Affidati con contratti almeno 150.000 €; di un contratto non si conosce l’importo",
			"Pagati ai fornitori 90.000,50 €", "Affidati almeno 150.000 €; pagati ai fornitori 90.000,50 €.")
	}
	return c
}

func paymentUnknown() moneyCase {
	c := moneyCase{
		name:  "ignoto",
		pages: make(map[string][]string),
		never: []string{
			`(?i)erogat[aio][^.<]{0,30}\b0(,00)? ?[€%]`, `\b0(,00)? [€%][^.<]{0,30}(?i:erogat[aio])`,
			`class="erogato" value="0`, `"erogato": ?0`,
		},
		cells: []csvCell{
			{"dati/progetti.csv", "asilo", "erogato", ""},
			{"dati/progetti.csv", "asilo", "assegnato_senza_decreto", "100.00"},
			{"dati/finanziamenti.csv", "asilo", "erogato", ""},
		},
		values: []jsonValue{
			{"dati/indice.json", "totali.erogato", "null"}, {"dati/indice.json", "totali.erogato_ignoti", "1"},
			{"dati/indice.json", "totali.assegnato_senza_decreto", "100.00"},
			{"dati/progetti.json", "totali.erogato", "null"}, {"dati/progetti.json", "progetti.0.erogato", "null"},
			{"dati/tutto.json", "totali.erogato", "null"}, {"dati/tutto.json", "progetti.0.erogato", "null"},
			{"dati/finanziamenti.json", "finanziamenti.0.erogato", "null"},
			{"progetti/asilo.json", "erogato", "null"},
		},
	}
	for _, page := range append(groupPages, "misure/m4c1i1-1.html") {
		c.pages[page] = []string{"100 € assegnati a un progetto, di cui 100 € senza un decreto noto; erogazione non comunicata.", "Erogati all’ente erogazione non comunicata"}
	}
	c.pages["index.html"] = []string{"100 € assegnati a un progetto, erogazione non comunicata", "Assegnati 100 €; di cui 100 € senza un decreto noto", "Erogati all’ente erogazione non comunicata"}
	c.pages["progetti/asilo.html"] = []string{"100 € assegnati, di cui 100 € senza un decreto noto; erogazione non comunicata."}
	return c
}

func givenUp() moneyCase {
	const sentence = "100 € assegnati a un progetto; erogati per intero. Persi per rinuncia, fuori dai totali: 900 €. Un altro progetto ha perso così tutto il suo finanziamento."
	const checked = "Dati verificati tra il 4 marzo 2023 e il 20 novembre 2026; per un progetto da più di un anno."
	return moneyCase{
		name: "rinunciato",
		pages: map[string][]string{
			"index.html":           {sentence, checked, "100 € assegnati a un progetto, erogati per intero"},
			"progetti/index.html":  {sentence, checked},
			"misure/m1c1i1-2.html": {sentence, checked},
			"amministrazione-trasparente/attuazione-misure-pnrr.html": {sentence, checked},
			"progetti/due.html": {"Nessun finanziamento attivo. Persi per rinuncia, fuori dai totali: 900 €."},
			"progetti/uno.html": {"100 € assegnati il 10 gennaio 2024; erogati per intero il 1° febbraio 2024."},
		},
		never: []string{`\b2 progetti[^.]{0,60}\b100(,00)? €`, `\b100(,00)? €[^.]{0,60}\b2 progetti`, `,2,100\.00`, `1\.000 € assegnati`},
		values: []jsonValue{
			{"dati/indice.json", "totali.assegnato", "100.00"},
			{"dati/indice.json", "totali.rinunciato_o_revocato", "900.00"},
			{"dati/indice.json", "totali.progetti_con_assegnato", "1"},
			{"dati/indice.json", "totali.progetti_rinunciati_o_revocati", "1"},
			{"dati/indice.json", "verificato_dal", `"2023-03-04"`},
			{"dati/indice.json", "verificato_al", `"2026-11-20"`},
		},
		cells: []csvCell{
			{"dati/progetti.csv", "due", "rinunciato_o_revocato", "900.00"},
			{"dati/grafici/per-misura.csv", "Cloud", "Progetti con fondi assegnati", "1"},
		},
	}
}

func undated() moneyCase {
	const sentence = "300.000 € assegnati a 2 progetti, di cui 120.000 € senza un decreto noto; erogati 180.000 €, il 60 %."
	const last = "L’ultimo passo a destra è ciò di cui non si conosce il mese: 120.000 € assegnati."
	const drawing = "dati/grafici/nel-tempo.svg"
	return moneyCase{
		name: "senza-giorno",
		pages: map[string][]string{
			"index.html":          {sentence, last, "Finora è stato erogato il 60 % di quanto assegnato", "Con ciò di cui non si conosce il mese 300.000,00 € 180.000,00 €"},
			"progetti/index.html": {sentence},
			"progetti/b.html":     {"120.000 € assegnati, di cui 120.000 € senza un decreto noto; erogati 0 € al 20 novembre 2026."},
			drawing:               {"Finora è stato erogato il 60 % di quanto assegnato", sentence, last, "Assegnati 300.000 €", "Erogati 180.000 €"},
		},
		values: []jsonValue{
			{"dati/indice.json", "totali.assegnato", "300000.00"},
			{"dati/indice.json", "totali.erogato", "180000.00"},
			{"dati/indice.json", "totali.erogato_ignoti", "0"},
			{"dati/indice.json", "totali.assegnato_senza_decreto", "120000.00"},
			{"progetti/b.json", "erogato", "0.00"},
			{"progetti/b.json", "finanziamenti.0.erogato_al", `"2026-11-20"`},
		},
		cells: []csvCell{
			{"dati/grafici/nel-tempo.csv", "Con ciò di cui non si conosce il mese", "Assegnati", "300000.00"},
			{"dati/grafici/nel-tempo.csv", "Con ciò di cui non si conosce il mese", "Erogati", "180000.00"},
		},
	}
}

// TestDenaro builds small sites whose money is partly unknown, of several sources, given up,
// without days, or paid to suppliers, and reads what must be read, page by page.
func TestDenaro(t *testing.T) {
	for _, c := range moneyCases() {
		t.Run(c.name, func(t *testing.T) {
			dir := built(t, "testdata/denaro/"+c.name, "--today", moneyDay)
			for page, texts := range c.pages {
				text := readPage(t, dir, page)
				for _, want := range texts {
					if !strings.Contains(text, want) {
						t.Errorf("%s: nobody reads %q", page, want)
					}
				}
			}
			for file, bits := range c.raw {
				for _, want := range bits {
					if !strings.Contains(read(t, dir, file), want) {
						t.Errorf("%s does not hold %s", file, want)
					}
				}
			}
			nowhere(t, dir, c.never...)
			for _, v := range c.values {
				if got := valueAt(t, dir, v.file, v.path); got != v.want {
					t.Errorf("%s: %s is %s, want %s", v.file, v.path, got, v.want)
				}
			}
			for _, v := range c.cells {
				if got := cellOf(t, dir, v); got != v.want {
					t.Errorf("%s: %s of %s is %q, want %q", v.file, v.column, v.row, got, v.want)
				}
			}
		})
	}
}

// TestDenaroOfSources holds what a table cannot: who is not listed, and that a measure has one
// share on the whole site.
func TestDenaroOfSources(t *testing.T) {
	dir := built(t, "testdata/denaro/cofinanziato", "--today", moneyDay)
	for _, page := range []string{"amministrazione-trasparente/attuazione-misure-pnrr.html", "misure/m4c1i3-3.html"} {
		if strings.Contains(readPage(t, dir, page), "Palestra") {
			t.Errorf("%s lists what the PNRR does not pay", page)
		}
	}
	// The school's million is 100 % of the PNRR and 76,9 % of all that was assigned.
	share := regexp.MustCompile(`\d+(,\d+)? %`)
	for _, page := range htmlFiles(t, dir) {
		for _, got := range share.FindAllString(readPage(t, dir, page), -1) {
			if got != "100 %" && got != "76,9 %" {
				t.Errorf("%s: a share of %s", page, got)
			}
		}
	}
}

// TestDenaroDrawn measures the rising figure: money without a day is in it, so that it ends where
// its legend says.
func TestDenaroDrawn(t *testing.T) {
	const axis = 300000 // the highest line; a drawing is 1000 high
	dir := built(t, "testdata/denaro/senza-giorno", "--today", moneyDay)
	drawing := read(t, dir, "dati/grafici/nel-tempo.svg")
	for class, want := range map[string]int{"chart-whole": 300000, "chart-part": 180000} {
		m := regexp.MustCompile(`class="` + class + `"[^>]* d="[^"]*V(\d+)H\d+V1000Z"`).FindStringSubmatch(drawing)
		if m == nil {
			t.Fatalf("no area %s in %s", class, drawing)
		}
		if y, _ := strconv.Atoi(m[1]); (1000-y)*axis/1000 != want {
			t.Errorf("%s ends at %d €, want %d €", class, (1000-y)*axis/1000, want)
		}
	}
}

// TestDenaroNoZero looks for zeros in every file of sites of which nobody knows whether the money
// was paid: of one body and of several, with a second source, and beside a project given up.
func TestDenaroNoZero(t *testing.T) {
	const project, body = "content/progetti/asilo.toml", "content/enti/c_x000.toml"
	unknown := map[string]string{}
	for _, name := range []string{"site.toml", body, project} {
		unknown[name] = read(t, "testdata/denaro/ignoto", name)
	}
	lost := strings.NewReplacer("Asilo", "Nido", "140006", "150006", "assegnato", "rinunciato", "in corso", "rinunciato").Replace(unknown[project])
	tests := []struct {
		name string
		edit map[string]string
	}{
		{"of one body", nil},
		{"of several bodies", map[string]string{
			"site.toml":                "titolo = \"Prova\"\nbase_url = \"https://example.it/\"\n",
			"content/enti/c_x001.toml": "nome = \"Comune di Altro\"\ntipo = \"comune\"\ncodice_ipa = \"c_x001\"\n",
			project:                    strings.Replace(unknown[project], "cup =", "ente = \"c_x000\"\ncup =", 1),
		}},
		{"with a decree", map[string]string{project: unknown[project] + "data = 2024-05-10\ndecreto = \"7/2024\"\n"}},
		{"of two sources", map[string]string{project: unknown[project] + "\n[[finanziamento]]\nimporto = 50\nstato = \"assegnato\"\nfonte = \"Stato\"\n"}},
		{"beside one given up", map[string]string{"content/progetti/nido.toml": lost}},
		{"with a zero that is too old", map[string]string{project: unknown[project] + "erogato = 0\nerogato_al = 2026-03-01\n"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			site := t.TempDir()
			for _, files := range []map[string]string{unknown, tt.edit} {
				for name, text := range files {
					putText(t, site, name, text)
				}
			}
			dir := built(t, site, "--today", moneyDay)
			nowhere(t, dir, `0 €, lo 0`, `Erogati 0`, `class="erogato" value="0`, `"erogato": ?0`)
			noZeroCells(t, dir)
			for _, file := range []string{"dati/indice.json", "dati/progetti.json", "dati/tutto.json"} {
				if got := valueAt(t, dir, file, "totali.erogato"); got != "null" {
					t.Errorf("%s: totali.erogato is %s", file, got)
				}
			}
			if got := valueAt(t, dir, "progetti/asilo.json", "erogato"); got != "null" {
				t.Errorf("progetti/asilo.json: erogato is %s", got)
			}
		})
	}
}

// readPage gives what is read on a page, or in a drawing.
func readPage(t *testing.T, dir, page string) string {
	t.Helper()
	text, err := readable(read(t, dir, page))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// nowhere looks for patterns in every file of a site, as written and, of pages, as read.
func nowhere(t *testing.T, dir string, patterns ...string) {
	t.Helper()
	for _, name := range filesOf(t, dir, ".html", ".svg", ".csv", ".json", ".xml", ".ics", ".js", ".ttl", ".jsonld") {
		texts := []string{strings.ReplaceAll(read(t, dir, name), "\u00a0", " ")}
		if ext := filepath.Ext(name); ext == ".html" || ext == ".svg" {
			texts = append(texts, readPage(t, dir, name))
		}
		for _, pattern := range patterns {
			re := regexp.MustCompile(pattern)
			for _, text := range texts {
				if found := re.FindString(text); found != "" {
					t.Errorf("%s: %q", name, found)
				}
			}
		}
	}
}

// noZeroCells looks for a zero in the columns of what was paid to bodies, in every table.
func noZeroCells(t *testing.T, dir string) {
	t.Helper()
	for _, name := range filesOf(t, dir, ".csv") {
		rows := rowsOf(t, dir, name)
		for i, column := range rows[0] {
			if column != "erogato" && column != "Erogati" {
				continue
			}
			for _, cells := range rows[1:] {
				if cells[i] != "" {
					t.Errorf("%s: %s is %q in %q", name, column, cells[i], cells)
				}
			}
		}
	}
}

func filesOf(t *testing.T, dir string, exts ...string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && slices.Contains(exts, filepath.Ext(name)) {
			rel, _ := filepath.Rel(dir, name)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func rowsOf(t *testing.T, dir, name string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(read(t, dir, name))).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return rows
}

func cellOf(t *testing.T, dir string, c csvCell) string {
	t.Helper()
	rows := rowsOf(t, dir, c.file)
	n := slices.Index(rows[0], c.column)
	i := slices.IndexFunc(rows, func(cells []string) bool { return strings.HasPrefix(cells[0], c.row) })
	if n < 0 || i < 0 {
		t.Fatalf("%s: no column %s, or no row %s", c.file, c.column, c.row)
	}
	return rows[i][n]
}

// valueAt gives a value of a file as JSON, by its keys and places with points between them; what
// is not there is no null.
func valueAt(t *testing.T, dir, file, path string) string {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(read(t, dir, file))))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	for _, key := range strings.Split(path, ".") {
		found := false
		switch v := value.(type) {
		case map[string]any:
			value, found = v[key]
		case []any:
			if i, err := strconv.Atoi(key); err == nil && i < len(v) {
				value, found = v[i], true
			}
		}
		if !found {
			return fmt.Sprintf("(no %s)", key)
		}
	}
	out, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
