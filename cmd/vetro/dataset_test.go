package main

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// datasetSite has projects of an imported table: of one the table does not tell of a part any
// more, of another of nothing, of a third it is kept; a fourth has no fact with a day.
const datasetSite = `
-- site.toml --
titolo = "Prova"
base_url = "https://www.example.it/"
-- content/importati/altri.toml --
titolo = "Tabella degli altri enti"
url = "https://example.it/altri"
licenza = "CC-BY-4.0"
giorno = 2026-08-03
-- content/enti/p_xx.toml --
nome = "Provincia di Prova"
-- content/enti/c_yy.toml --
nome = "Comune di Prova"
-- content/progetti/parte.toml --
titolo = "Parte"
ente = "p_xx"
stato = "in corso"
cup = "J31B21004560006"
descrizione = """
Testo.

` + "```grafico\nmisura = \"M1C1I1.2\"\n```\n\n```grafico\nprogetto = \"parte\"\n```" + `
"""
aggiornato = 2026-07-01
[[finanziamento]]
misura = "M1C1I1.2"
importo = 1000
stato = "assegnato"
data = 2025-06-23
[[finanziamento]]
misura = "M1C1I1.4.1"
importo = 777
stato = "erogato"
data = 2022-06-23
data_stato = 2024-06-23
assente_dalla_fonte = 2026-07-01
[[tappa]]
titolo = "Fine"
prevista = 2026-12-31
[[provenienza]]
fonte = "altri"
-- content/progetti/sparito.toml --
titolo = "Sparito"
ente = "p_xx"
stato = "in corso"
cup = "J31B21004570006"
aggiornato = 2026-07-01
[[finanziamento]]
misura = "M1C1I1.4.1"
importo = 555
stato = "assegnato"
assente_dalla_fonte = 2026-07-01
[[provenienza]]
fonte = "altri"
-- content/progetti/tenuto.toml --
titolo = "Tenuto"
ente = "c_yy"
stato = "in corso"
cup = "J31B21004580006"
aggiornato = 2026-07-01
[[finanziamento]]
misura = "M1C1I1.2"
importo = 300
stato = "assegnato"
assente_dalla_fonte = 2026-07-01
tieni = "lo conferma il decreto 73"
[[provenienza]]
fonte = "altri"
-- content/progetti/muto.toml --
titolo = "Muto"
ente = "c_yy"
stato = "in corso"
cup = "J31B21004590006"
aggiornato = 2026-07-01
[[finanziamento]]
misura = "M1C1I1.2"
importo = 40
stato = "assegnato"
[[provenienza]]
fonte = "altri"
`

// buildDataset builds the site in a folder, with its table of a day, and gives its files.
func buildDataset(t *testing.T, dir, day string) map[string]string {
	t.Helper()
	for _, f := range txtar.Parse([]byte(datasetSite)).Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, bytes.ReplaceAll(f.Data, []byte("giorno = 2026-08-03"), []byte("giorno = "+day)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	if code := run([]string{"build", "--site", dir, "--today", "2026-11-22"}, &out, &errs, testKey()); code != exitDone {
		t.Fatalf("not built:\n%s%s", &out, &errs)
	}
	files := make(map[string]string)
	root := os.DirFS(filepath.Join(dir, "public"))
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			var data []byte
			data, err = fs.ReadFile(root, name)
			files[name] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// The day of an imported table stands where projects are together, and in no file of one.
func TestDayOfDataset(t *testing.T) {
	dir := t.TempDir()
	before, after := buildDataset(t, dir, "2026-08-03"), buildDataset(t, dir, "2026-08-17")
	var changed []string
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if before[name] != after[name] {
			changed = append(changed, name)
		}
		if strings.HasPrefix(name, "progetti/") && strings.Contains(name, "parte") && strings.Contains(after[name], "17 agosto") {
			t.Errorf("%s tells the day of the table", name)
		}
	}
	for _, name := range changed {
		for _, id := range []string{"parte", "sparito", "tenuto", "muto"} {
			if strings.Contains(name, "progetti/"+id) {
				t.Errorf("%s changed with the day of the table", name)
			}
		}
	}
	for _, name := range []string{"index.html", "crediti.html", "progetti/index.html", "enti/p_xx.html", "misure/m1c1i1-2.html", "anni/2025.html", "stati/in-corso.html", "dati/provenienza.csv", "dati/catalogo.ttl", "dati/indice.json", "dati/datapackage.json"} {
		if !slices.Contains(changed, name) {
			t.Errorf("%s did not change with the day of the table", name)
		}
	}
	if t.Failed() {
		t.Logf("changed: %s", strings.Join(changed, " "))
	}
}

// What a table does not tell of any more stands on its project's page, and in no sum.
func TestGoneOnPages(t *testing.T) {
	files := buildDataset(t, t.TempDir(), "2026-08-17")
	for _, tt := range []struct{ file, text string }{
		{"progetti/parte.html", "la fonte non ne parla più dal 1° luglio 2026: non è nei totali"},
		{"progetti/parte.html", "Tabella degli altri enti</a>, licenza CC-BY-4.0"},
		{"progetti/tenuto.html", "assegnato; la fonte non ne parla più dal 1° luglio 2026, ma resta nei totali: lo conferma il decreto 73"},
		{"progetti/sparito.html", "Finanziamento non noto: la fonte dei dati non ne parla più."},
		{"progetti/index.html", "Di un progetto il finanziamento non è noto, ed è fuori dai totali."},
		{"progetti/index.html", "importo non noto"},
		{"crediti.html", "dati aggiornati il 17 agosto 2026"},
		{"progetti/sparito.json", `"assegnato": null`},
		{"progetti/tenuto.json", `"assegnato": 300.00`},
		{"progetti/parte.json", `"assente_dalla_fonte": "2026-07-01"`},
		{"dati/indice.json", `"assegnato": 1340.00`},
	} {
		if text := strings.ReplaceAll(files[tt.file], "\u00a0", " "); !strings.Contains(text, tt.text) {
			t.Errorf("%s does not say %q", tt.file, tt.text)
			t.Logf("%.3000s", text)
		}
	}
	for name, text := range files {
		if strings.Contains(name, "sparito") && strings.HasSuffix(name, ".html") && strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), ">0 €") {
			t.Errorf("%s says 0 €", name)
		}
		if strings.Contains(name, "m1c1i1-4-1") {
			t.Errorf("%s is of money that is in no sum", name)
		}
	}
}
