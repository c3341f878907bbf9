package importer

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A table with which nothing may be done leaves no trace, and says why.
func TestRefusals(t *testing.T) {
	const head = "codice_ipa,ente,importo_finanziamento,avviso,codice_cup,regione,stato_candidatura\n"
	const good = "p_pv,Provincia di Pavia,1.0,1.2 Abilitazione al Cloud - aprile 2025,I89B25000070006,Lombardia,A\n"
	tests := []struct{ name, file, text, want string }{
		{"a page", "a.csv", "<!doctype html>", "a.csv: è una pagina web, non una tabella"},
		{"nothing", "a.csv", "", "a.csv: il file è vuoto"},
		{"an archive", "a.csv", "PK\x03\x04", "a.csv: è un archivio o un foglio di calcolo, non un CSV"},
		{"a cut archive", "a.csv.gz", "\x1f\x8b\x08\x00", "a.csv.gz: il file è rotto o incompleto"},
		{"other columns", "a.csv", "nome;importo\nx;1\n", "a.csv:1: mancano le colonne codice_ipa, importo_finanziamento, avviso, codice_cup"},
		{"no rows", "a.csv", head, "a.csv: la tabella è vuota, 0 righe"},
		{"no such body", "a.csv", head + good, "a.csv: nessuna riga è dell’ente «p_xx»"},
		{"an empty list", "a.json", "[]", "a.json: la tabella è vuota, 0 righe"},
		{"no list", "a.json", "{\n\"a\": 1, \"b\": {\"c\": []}\n}", "a.json: il JSON non è un elenco di voci"},
		{"a list of numbers", "a.json", `[1, 2]`, "a.json: il JSON non è un elenco di voci"},
		{"broken JSON", "a.json", `[{"a": tre}]`, "a.json: il JSON è rotto al byte 9"},
		{"cut JSON", "a.json", `[{"codice_ipa": "p_pv", "importo_finanziamento": 1, "avviso": "1.2 x", "codice_cup": "x"}`, "a.json: il file è rotto o incompleto"},
		{"an open quote", "a.csv", head + good + `"p_lt,Provincia` + "\n" + good, "a.csv:3: le virgolette non si chiudono come dovrebbero"},
		{"a huge row", "a.csv", head + strings.Repeat("x", 2<<20), "a.csv: una riga, o tutto il file, è più grande di quanto una tabella può essere"},
		{"a wide header", "a.csv", strings.Repeat("a,", 1001) + "\n", "a.csv: l’intestazione ha 1002 colonne, il massimo è 1000"},
		{"a bare header", "a.csv", `"`, "a.csv: la prima riga non è l’intestazione di una tabella"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir, in := newSite(t), t.TempDir()
			put(t, in, tt.file, tt.text)
			_, err := PADigitale(Options{Site: dir, File: filepath.Join(in, tt.file), Bodies: []string{"p_xx"}, Today: today})
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Text != tt.want || refusal.Mend == "" {
				t.Errorf("refused with %v, want %q", err, tt.want)
			}
			if _, err := os.Stat(filepath.Join(dir, "content")); err == nil {
				t.Error("something was written")
			}
		})
	}
}

// An import that is killed at any file is carried on by the next, whether of the same
// table or of a newer one, and nobody is taken for the author of what it had written.
func TestKilled(t *testing.T) {
	versions := []string{"testdata/versioni/altrienti-2024-12-06T0232.csv", "testdata/versioni/altrienti-2025-06-24T0237.csv", "testdata/versioni/altrienti-2026-08-17T0255.csv"}
	whole := newSite(t)
	for _, v := range versions {
		mustImport(t, Options{Site: whole, File: v, All: true})
	}
	want := tree(t, whole, "content/progetti")
	for _, same := range []bool{true, false} {
		dir := newSite(t)
		mustImport(t, Options{Site: dir, File: versions[0], All: true})
		before := tree(t, dir, "content")
		mustImport(t, Options{Site: dir, File: versions[1], All: true})
		after := tree(t, dir, "content")
		const rows = importedDir + "padigitale-altrienti.csv"
		put(t, dir, rows+pending, after[rows])
		for i, name := range slices.Sorted(maps.Keys(after)) { // half of the files as they were
			switch {
			case before[name] != "" && (i%2 == 0 || strings.HasPrefix(name, importedDir)):
				put(t, dir, name, before[name])
			case before[name] == "" && i%2 == 0:
				if err := os.Remove(filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
		}
		var reports []*Report
		if same {
			reports = append(reports, mustImport(t, Options{Site: dir, File: versions[1], All: true}))
		}
		reports = append(reports, mustImport(t, Options{Site: dir, File: versions[2], All: true}))
		for _, r := range reports {
			for _, n := range r.Notes {
				if n.Kind == Differs {
					t.Errorf("same table %t: %v", same, n)
				}
			}
		}
		got := tree(t, dir, "content/progetti")
		for name, text := range want {
			if got[name] == "" || load1(t, text) != load1(t, got[name]) {
				t.Errorf("same table %t: %s is\n%s\nwant\n%s", same, name, got[name], text)
			}
		}
		if _, err := os.Stat(filepath.Join(dir, rows+pending)); err == nil {
			t.Error("the import is done, and its beginning is still there")
		}
	}
}

// What a killed import had staged is made anew.
func TestKilledFolder(t *testing.T) {
	for _, half := range []string{"content/.import.vetro/progetti/p_pv/vecchio.toml", "content/.import.vetro/importati/vecchio.toml"} {
		dir := newSite(t)
		put(t, dir, half, "titolo = \"mezzo")
		r := mustImport(t, Options{Site: dir, File: "testdata/versioni/altrienti-2026-08-17T0255.csv", Bodies: []string{"p_pv"}})
		files := slices.Sorted(maps.Keys(tree(t, dir, "content")))
		want := []string{
			"content/enti/p_pv.toml", importedDir + "padigitale-altrienti-rapporto.xlsx", importedDir + "padigitale-altrienti.csv", importedDir + "padigitale-altrienti.toml",
			"content/progetti/p_pv/i11f23000350006.toml", "content/progetti/p_pv/i89b25000070006.toml",
		}
		if !slices.Equal(files, want) || len(r.Notes) != 2 {
			t.Errorf("after %s there are %q, and told is %v", half, files, r.Notes)
		}
	}
}

// Records get into their places together, in folders that are there and in new ones, or not at
// all; nothing of the stage is left.
func TestStage(t *testing.T) {
	record := &mergePlan{top: []field{{key: "titolo", value: "Il cloud"}}}
	tests := []struct {
		name      string
		records   []string
		committed bool
		want      []string
	}{
		{"all", []string{"p_lt/a.toml", "p_pv/b.toml", "p_pv/c.toml", "p_lt/d.toml"}, true, []string{"p_lt/a.toml", "p_lt/d.toml", "p_pv/b.toml", "p_pv/c.toml"}},
		{"nothing", nil, true, nil},
		{"an account that does not close", []string{"p_lt/a.toml"}, false, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := newSite(t)
			f, err := openFolder(dir, false)
			if err != nil {
				t.Fatal(err)
			}
			const all = "content/progetti"
			put(t, dir, all+"/p_lt/la.toml", "titolo = \"Il cloud\"\n")
			for _, name := range tt.records {
				if err := f.write(all+"/"+name, record.text(nil)); err != nil {
					t.Fatal(err)
				}
				if _, err := os.Stat(filepath.Join(dir, all, name)); err == nil {
					t.Error("the record is there before all are done")
				}
			}
			if tt.committed {
				err = f.commit()
			}
			if err = errors.Join(err, f.close()); err != nil {
				t.Error(err)
			}
			if err := os.Remove(filepath.Join(dir, all, "p_lt/la.toml")); err != nil {
				t.Error(err)
			}
			var want []string
			for _, name := range tt.want {
				want = append(want, all+"/"+name)
			}
			files := tree(t, dir, "content")
			if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) {
				t.Errorf("there are %q, want %q", got, want)
			}
			for name, text := range files {
				if text != "titolo = \"Il cloud\"\n" {
					t.Errorf("%s is %q", name, text)
				}
			}
			if left, _ := filepath.Glob(filepath.Join(dir, "content/.*")); left != nil {
				t.Errorf("left are %q", left)
			}
		})
	}
}

// updated is the day of the last fact, which is seen later where an import was killed.
var updated = regexp.MustCompile(`(?m)^aggiornato .*$`)

// load1 gives the lines of a record without regard to their order: tables that two
// imports add stand in another order than those that one adds.
func load1(t *testing.T, text string) string {
	t.Helper()
	lines := strings.Fields(updated.ReplaceAllString(text, ""))
	slices.Sort(lines)
	return strings.Join(lines, " ")
}

// The report row by row is a table that others can read, with every row of the source.
func TestRows(t *testing.T) {
	dir := newSite(t)
	r := mustImport(t, Options{Site: dir, File: "testdata/versioni/altrienti-2026-08-17T0255.csv", Bodies: []string{"p_pv"}})
	f, err := excelize.OpenFile(filepath.Join(dir, importedDir+"padigitale-altrienti-rapporto.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(rowsSheet)
	if err != nil || len(rows) != 38 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	sum := 0
	for _, o := range Outcomes() {
		sum += r.Count(o)
	}
	if sum != 37 || r.Count("nuova") != 2 || r.Count("non scelta") != 35 {
		t.Errorf("%d rows have an outcome, %d are new, %d were not asked for", sum, r.Count("nuova"), r.Count("non scelta"))
	}
}
