package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"vetro/internal/sheet"
)

// rowsOf reads a whole table.
func rowsOf(t testing.TB, text string) (s *tableReader, rows [][]string, bad []int) {
	t.Helper()
	s, err := openTable("a.csv", strings.NewReader(text), tableBounds())
	if err != nil {
		t.Fatal(err)
	}
	for {
		r, err := s.next()
		var b *sheet.BadRow
		switch {
		case err == io.EOF:
			return s, rows, bad
		case errors.As(err, &b):
			bad = append(bad, b.Line)
		case err != nil:
			t.Fatal(err)
		default:
			rows = append(rows, r.cells)
		}
	}
}

func TestCSV(t *testing.T) {
	tests := []struct {
		name, text string
		want       [][]string
		bad        []int
	}{
		{"plain", "a,b\n1,2\n", [][]string{{"1", "2"}}, nil},
		{"semicolons and CRLF", "a;b\r\n1;2\r\n", [][]string{{"1", "2"}}, nil},
		{"tabs", "a\tb\n1\t2", [][]string{{"1", "2"}}, nil},
		{"bars", "a|b\n1|2", [][]string{{"1", "2"}}, nil},
		{"quotes", "a,b\n\"1,5\",\"di \"\"sì\"\"\"\n", [][]string{{"1,5", `di "sì"`}}, nil},
		{"a value on two lines", "a,b\n\"1\n2\",3\n4,5\n", [][]string{{"1 2", "3"}, {"4", "5"}}, nil},
		{"quotes that are not doubled", "a,b,c\n\"x\",\"ISTITUTO \"BRAGA\"\",\"y\"\n", [][]string{{"x", `ISTITUTO "BRAGA"`, "y"}}, nil},
		{"an open quote takes no row along", "a,b\n\"1,2\n3,4\n5,6\n", [][]string{{"3", "4"}, {"5", "6"}}, []int{2}},
		{"a quote in a bare value", "a,b\n1\"x,2\n3,4\n", [][]string{{`1"x`, "2"}, {"3", "4"}}, nil},
		{"too few and too many", "a,b\n1\n1,2,3\n1,2,\n", [][]string{{"1", "2", ""}}, []int{2, 3}},
		{"empty lines", "\n\na,b\n\n1,2\n\n", [][]string{{"1", "2"}}, nil},
		{"hidden characters", "a,b\nx\u202ey\u2069,\u200e1\u2060\ufdd0\n", [][]string{{"xy", "1"}}, nil},
		{"blanks of all kinds", "a,b\n \u00a0x\u00a0 y ,\ufeffz\n", [][]string{{"x y", "z"}}, nil},
	}
	for _, tt := range tests {
		_, rows, bad := rowsOf(t, tt.text)
		if !reflect.DeepEqual(rows, tt.want) || !slices.Equal(bad, tt.bad) {
			t.Errorf("%s: %q, bad %v", tt.name, rows, bad)
		}
	}
}

func TestEncodings(t *testing.T) {
	const text = "nome;costo €\nCittà;«5» €\n"
	old, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]string{"UTF-8": text, "with its mark": "\ufeff" + text, "Windows-1252": old, "UTF-16": wide} {
		s, rows, _ := rowsOf(t, in)
		if !slices.Equal(s.header, []string{"nome", "costo €"}) || len(rows) != 1 || !slices.Equal(rows[0], []string{"Città", "«5» €"}) {
			t.Errorf("%s: %q %q", name, s.header, rows)
		}
	}
}

// A workbook gives the same records as the same sheet in CSV: its days are numbers, its
// amounts floats.
func TestWorkbook(t *testing.T) {
	book := workbook(t, [][]any{
		{"Progetti finanziati"}, {},
		{"CUP", "Titolo progetto", "Misura", "Importo", "Data decreto", "Scadenza"},
		{"I89B25000070006", "Cloud", "M1C1I1.2", 931712, 45831, "31/03/2026"},
		{"I11F23000350006", "Accesso", "M1C1I1.4.4", 0.1 + 0.2, nil, 2026},
		{nil, nil, nil, nil, nil, nil},
	})
	in := t.TempDir()
	put(t, in, "progetti.xlsx", string(book))
	put(t, in, "progetti.csv", "CUP;Titolo progetto;Misura;Importo;Data decreto;Scadenza\nI89B25000070006;Cloud;M1C1I1.2;931.712,00;23/6/2025;31/03/26\nI11F23000350006;Accesso;M1C1I1.4.4;0,30;;2026\n")
	var trees []map[string]string
	for _, name := range []string{"progetti.xlsx", "progetti.csv"} {
		dir := newSite(t)
		put(t, dir, "content/enti/p_pv.toml", "nome = \"Provincia di Pavia\"\n")
		table, err := OpenTable(TableOptions{
			Options: Options{Site: dir, File: filepath.Join(in, name), Today: today},
			Values:  []string{"ente=p_pv", "finanziamento.stato=assegnato"},
		})
		if err != nil {
			t.Fatal(err)
		}
		r, err := table.Import()
		if err != nil || r.Count("nuova") != 2 {
			t.Fatalf("%s: %v, %+v", name, err, r)
		}
		loaded(t, dir)
		trees = append(trees, tree(t, dir, "content/progetti"))
	}
	if !reflect.DeepEqual(trees[0], trees[1]) || !strings.Contains(trees[0]["content/progetti/p_pv/i11f23000350006.toml"], `importo = "0.30"`) {
		t.Errorf("%v", trees)
	}
}

// Every name of a column means a key that there is.
func TestColumnWords(t *testing.T) {
	keys := tableKeys()
	for word, name := range columnWords {
		if k := findKey(keys, name); k == nil || k.name() != name {
			t.Errorf("%s means %s, which is no key", word, name)
		}
		if fold(word) != word {
			t.Errorf("%s is not folded", word)
		}
	}
	for _, k := range keys {
		if k.meaning == "" {
			t.Errorf("%s has no meaning", k.name())
		}
	}
}

// What a sheet says of the fund, and of the money received so far, with its day. It never
// gives a zero, and not what the state says already.
func TestTableReceived(t *testing.T) {
	const head = "CUP;Titolo;Importo;Fonte;Stato finanziamento;Fondo;Erogato;Erogato al\n"
	tests := []struct {
		name, row, values string
		want              string // at the end of the funding
		why               string
	}{
		{"so far", "UE;assegnato;FESR 2021-2027;30,5;17/8/2026", "", "stato      = \"assegnato\"\nfondo      = \"FESR 2021-2027\"\nerogato    = \"30.50\"\nerogato_al = 2026-08-17\n", ""},
		{"the day for all", "UE;assegnato;;30;", "finanziamento.erogato_al=2026-08-17", "erogato    = 30\nerogato_al = 2026-08-17\n", ""},
		{"own money", "Risorse proprie;assegnato;;;", "", "fonte   = \"risorse proprie\"\nimporto = 100\nstato   = \"assegnato\"\n", ""},
		{"no day", "UE;assegnato;;30;", "", "", "di erogato manca il giorno: indicalo con --map o --valore finanziamento.erogato_al"},
		{"a zero", "UE;assegnato;FOI;0,00;17/8/2026", "", "stato   = \"assegnato\"\nfondo   = \"FOI\"\n", string(oddNothing)},
		{"a zero without a day", "UE;assegnato;FOI;0;", "", "stato   = \"assegnato\"\nfondo   = \"FOI\"\n", string(oddNothing)},
		{"all of it", "UE;erogato;FOI;100;17/8/2026", "", "stato   = \"erogato\"\nfondo   = \"FOI\"\n", ""},
		{"not all of what is paid", "UE;erogato;;90;17/8/2026", "", "erogato    = 90\nerogato_al = 2026-08-17\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := newSite(t)
			put(t, dir, "content/enti/p_pv.toml", "nome = \"Provincia di Pavia\"\n")
			put(t, dir, "a.csv", head+"I89B25000070006;Cloud;100;"+tt.row+"\n")
			values := []string{"ente=p_pv"}
			if tt.values != "" {
				values = append(values, tt.values)
			}
			table, err := OpenTable(TableOptions{Options: Options{Site: dir, File: filepath.Join(dir, "a.csv"), Today: today}, Values: values})
			if err != nil {
				t.Fatal(err)
			}
			r, err := table.Import()
			if err != nil || r.Rows[0].Why != tt.why {
				t.Fatalf("%v, %q", err, r.Rows[0].Why)
			}
			if tt.want == "" {
				return
			}
			text := get(t, dir, "content/progetti/p_pv/i89b25000070006.toml")
			if _, funding, _ := strings.Cut(text, "[[finanziamento]]"); !strings.Contains(funding, tt.want+"\n[[") {
				t.Errorf("%s", text)
			}
			loaded(t, dir)
		})
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a;b\r\n\"1\n2\";3", "a\tb\n\"x\"y\"\t2\n", "\ufeffa|b\n|\n", "a,b\n\"1,2\n3,4\n", "\xff\xfea\x00,\x00b\x00\n\x00", "a,b\n\xe0,1\n", "\"a\n\",b\n1,2,\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b := sheet.Bounds{Row: 1 << 12, Columns: 50, Rows: 1000, Bytes: 1 << 16}
		s, err := openTable("a.csv", bytes.NewReader(data), b)
		var bad *sheet.BadRow
		for n := 0; err == nil || errors.As(err, &bad); n++ {
			var r row
			if r, err = s.next(); err == nil && s.unit == "riga" && (len(r.cells) < len(s.header) || r.line <= s.line) {
				t.Fatalf("row %d of line %d has %d cells of %d", n, r.line, len(r.cells), len(s.header))
			}
			if n > len(data)+2 {
				t.Fatal("more rows than bytes")
			}
		}
		var refusal *Refusal
		if err != io.EOF && !errors.As(err, &refusal) {
			t.Fatalf("it is not refused but fails: %v", err)
		}
	})
}

func FuzzJSON(f *testing.F) {
	for _, s := range []string{`[{"a": 1}, {"b": null}]`, `{"data": [{"a": "x"}]}`, "{\"a\": 1}\n{\"a\": 2}\n", `[[]]`, `[{"a": {"b": []}}]`, `{"a": {"b": [1, {"c": 2}]}, "d": [{}]}`, `[{"a": 1e400}]`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b := sheet.Bounds{Row: 1 << 12, Columns: 50, Rows: 1000, Bytes: 1 << 16}
		s, err := openJSON("a.json", &sheet.Limited{R: bytes.NewReader(data), Row: b.Row, Total: b.Bytes}, b)
		var bad *sheet.BadRow
		for n := 0; err == nil || errors.As(err, &bad); n++ {
			var r row
			if r, err = s.next(); err == nil && len(r.cells) > len(s.header) {
				t.Fatalf("%d cells of %d columns", len(r.cells), len(s.header))
			}
			if n > len(data)+2 {
				t.Fatal("more rows than bytes")
			}
		}
		var refusal *Refusal
		if err != io.EOF && !errors.As(err, &refusal) {
			t.Fatalf("it is not refused but fails: %v", err)
		}
	})
}

// Whatever the cells, a row of a sheet is imported or told of, and what is written loads.
func FuzzTable(f *testing.F) {
	f.Add("I89B25000070006", "Cloud", "931.712,00", "23/6/2025", "In corso")
	f.Add("", "Palestra\u00a0\x00 \"x\"", "0.30000000000000004", "46112", "boh")
	f.Fuzz(func(t *testing.T, cup, title, amount, day, state string) {
		dir := t.TempDir()
		put(t, dir, "site.toml", "titolo = \"x\"\nbase_url = \"https://example.it/\"\n")
		put(t, dir, "content/enti/p_pv.toml", "nome = \"Provincia di Pavia\"\n")
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		_ = w.WriteAll([][]string{{"CUP", "Titolo", "Importo", "Data decreto", "Stato"}, {cup, title, amount, day, state}})
		put(t, dir, "a.csv", b.String())
		table, err := OpenTable(TableOptions{
			Options: Options{Site: dir, File: filepath.Join(dir, "a.csv"), Today: today},
			Values:  []string{"ente=p_pv", "finanziamento.stato=assegnato", "misura=M1C1I1.2"},
		})
		if err != nil {
			var refusal *Refusal
			if !errors.As(err, &refusal) {
				t.Fatal(err)
			}
			return
		}
		r, err := table.Import()
		if err != nil {
			t.Fatal(err)
		}
		if r.Count("nuova")+r.Count("scartata") != len(r.Rows) {
			t.Errorf("%+v", r.Rows)
		}
		loaded(t, dir)
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	})
}
