package importer

import (
	"errors"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"vetro/internal/load"
	"vetro/internal/record"
)

// rawForms are amounts as sheets have them.
var rawForms = []string{
	"931712", "82154.8", "14000.0", "1.234,50", "114.000.000", "12345,01", "€ 1.234", "EURO 1.000,00", "1.000,00 euro", "1’234’567,89", "1 234,5",
	"1.25E7", "3.48738628E9", "0.30000000000000004", "100,-", "0", "0,00", "-5,00", "1,234.50", "12.500.000,00 €", "1.000", "1,5E3", "1,5 mln", "500 mila", "1 miliardo", "12 k", "100.000 000", "0.125", "1.000,=",
}

// What an import reads as an amount, the account reads alike, by code of its own.
func FuzzRawAmount(f *testing.F) {
	for _, s := range rawForms {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, reads := tableEuro(s)
		if got, ok := rawAmount(s); reads && (!ok || got != want) {
			t.Errorf("%q is %s to the import and %s to the account (read: %t)", s, want, got, ok)
		}
	})
}

// What the account takes for the money of a new record is what a reader of records finds in it.
func TestHeldInText(t *testing.T) {
	dir := newSite(t)
	mustImport(t, Options{Site: dir, File: "testdata/versioni/altrienti-2026-08-17T0255.csv", All: true})
	texts := tree(t, dir, "content/progetti")
	texts["gone"] = "titolo = \"x\"\n\n[[finanziamento]]\nimporto             = 5\nerogato = 2\nassente_dalla_fonte = 2026-01-01\n\n[[contratto]]\noggetto = \"y\"\nimporto = \"7.50\"\n\n[[pagamento]]\nimporto = 3\n"
	for name, text := range texts {
		e, problems := load.Edit(name, []byte(text))
		if e == nil {
			t.Fatal(problems)
		}
		if got, want := heldInText([]byte(text)), heldIn(e); got != want || name != "gone" && got[funded] == 0 {
			t.Errorf("%s holds %v, taken are %v", name, want, got)
		}
	}
	if held := heldInText([]byte(texts["gone"])); held != (sums{0, 0, 750, 300}) {
		t.Errorf("of what is gone counts %v", held)
	}
}

// Nothing is written by an import whose account does not close.
func TestAccountDoesNotClose(t *testing.T) {
	const old, now = "testdata/versioni/altrienti-2025-06-24T0237.csv", "testdata/versioni/altrienti-2026-08-17T0255.csv"
	tests := []struct {
		name string
		slip func(*ledger)
		want string
	}{
		{"a row was lost", func(l *ledger) { l.source[funded]++ }, "il conto di finanziamento.importo non torna: la tabella ha "},
		{"the site had more", func(l *ledger) { l.before[funded]++ }, "il conto di finanziamento.importo non torna: il sito aveva "},
		{"a file grew by itself", func(l *ledger) { l.files[contracted]++ }, "il conto di contratto.importo non torna: i file crescerebbero di 0,01\u00a0€ invece"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := newSite(t)
			mustImport(t, Options{Site: dir, File: old, All: true})
			before := tree(t, dir, ".")
			im, err := beginPADigitale(Options{Site: dir, File: now, All: true, Today: today})
			if err != nil {
				t.Fatal(err)
			}
			tt.slip(&im.ledger)
			for _, step := range im.steps() {
				if err = step(); err != nil {
					break
				}
			}
			var refusal *Refusal
			if !errors.As(err, &refusal) || !strings.HasPrefix(refusal.Text, tt.want) {
				t.Errorf("refused with %v, want %s", err, tt.want)
			}
			if err := im.site.close(); err != nil {
				t.Error(err)
			}
			if after := tree(t, dir, "."); !maps.Equal(before, after) {
				t.Error("something was written")
			}
			if left, _ := filepath.Glob(filepath.Join(dir, "content/.*")); left != nil {
				t.Errorf("left are %q", left)
			}
		})
	}
}

// The sum of what rows became and of what the site holds, over imports that follow each other.
func TestAccount(t *testing.T) {
	dir := newSite(t)
	put(t, dir, "content/enti/p_pv.toml", "nome = \"Provincia di Pavia\"\ntipo = \"provincia\"\n")
	steps := []struct{ name, table, want string }{
		{"new", "A;M1C1I1.2;100;assegnato\nB;M1C1I1.2;50,5;erogato\n", "150,50 = 150,50 nuovi; 0 + 150,50 − 0 = 150,50"},
		{"unchanged", "A;M1C1I1.2;100;assegnato\nB;M1C1I1.2;50,5;erogato\n", "150,50 = 150,50 invariati; 150,50 + 0 − 0 = 150,50"},
		{"changed", "A;M1C1I1.2;90;assegnato\nB;M1C1I1.2;50,5;erogato\n", "140,50 = 90 aggiornati, 50,50 invariati; 150,50 + -10 − 0 = 140,50"},
		{"a row is gone", "B;M1C1I1.2;50,5;erogato\nC;M1C1I1.2;1;assegnato\n", "51,50 = 1 nuovi, 50,50 invariati; 140,50 + 1 − 90 = 51,50"},
		{"it is back", "A;M1C1I1.2;90;assegnato\nB;M1C1I1.2;50,5;erogato\nC;M1C1I1.2;1;assegnato\n", "141,50 = 90 aggiornati, 51,50 invariati; 51,50 + 90 − 0 = 141,50"},
		{"a row is split", "A;M1C1I1.2;40;assegnato\nA;M1C1I1.4.4;50;assegnato\nB;M1C1I1.2;50,5;erogato\nC;M1C1I1.2;1;assegnato\n", "141,50 = 50 nuovi, 40 aggiornati, 51,50 invariati; 141,50 + 0 − 0 = 141,50"},
		{"a cell cannot be read", "A;M1C1I1.2;40;assegnato\nA;M1C1I1.4.4;50;assegnato\nB;M1C1I1.2;50,5;erogato\nC;M1C1I1.2;uno;assegnato\n", "140,50 = 140,50 invariati; 1 non letti; 141,50 + 0 − 0 = 141,50"},
	}
	for _, s := range steps {
		put(t, dir, "a.csv", "Titolo;Misura;Importo;Stato finanziamento\n"+s.table)
		table, err := OpenTable(TableOptions{Options: Options{Site: dir, File: filepath.Join(dir, "a.csv"), Today: today, Force: true}, Values: []string{"ente=p_pv"}})
		if err != nil {
			t.Fatal(err)
		}
		r, err := table.Import()
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		if got := told(&r.Account.Columns[0]); got != s.want {
			t.Errorf("%s: %s\nwant %s", s.name, got, s.want)
		}
	}
}

func told(c *MoneyColumn) string {
	short := func(e record.Euro) string {
		return strings.TrimSuffix(strings.Replace(e.Decimal(), ".", ",", 1), ",00")
	}
	var parts []string
	for _, p := range []struct {
		of   record.Euro
		name string
	}{{c.New, "nuovi"}, {c.Changed, "aggiornati"}, {c.Same, "invariati"}, {c.Differs, "diversi"}, {c.Repeated, "ripetuti"}, {c.Left, "lasciati fuori"}} {
		if p.of != 0 {
			parts = append(parts, short(p.of)+" "+p.name)
		}
	}
	unread := ""
	if c.Unread > 0 {
		unread = record.Grouped(int64(c.Unread)) + " non letti; "
	}
	return short(c.Source) + " = " + strings.Join(parts, ", ") + "; " + unread + short(c.Before) + " + " + short(c.Added) + " − " + short(c.Vanished) + " = " + short(c.After)
}
