package sheet

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
)

// knownNames stands for what callers know of the names of columns.
func knownNames(s string) bool {
	return slices.Contains([]string{"Titolo", "CUP", "Misura", "Importo", "Importo contratto", "Stato finanziamento"}, s)
}

func TestSeparators(t *testing.T) {
	tests := []struct {
		name, text string
		comma      byte
		want       string
	}{
		{"commas in titles", "Titolo;CUP;Misura;Importo\nRiqualificazione di piazza Garibaldi, via Roma, via Verdi, largo Cairoli;J21F22003010006;M5C2I2.1;1.250.000,00\nMessa in sicurezza, adeguamento, arredi della scuola;J29B25000050006;M2C3I1.1;900.000,50\n", ';',
			"1 Titolo|CUP|Misura|Importo\n2 Riqualificazione di piazza Garibaldi, via Roma, via Verdi, largo Cairoli|J21F22003010006|M5C2I2.1|1.250.000,00\n3 Messa in sicurezza, adeguamento, arredi della scuola|J29B25000050006|M2C3I1.1|900.000,50\n"},
		{"a comma in each amount", "CUP;Importo contratto\nJ21F22003010006;60.000,00\nJ29B25000050006;20.000,50\n", ';', "1 CUP|Importo contratto\n2 J21F22003010006|60.000,00\n3 J29B25000050006|20.000,50\n"},
		{"names that nobody knows", "Opera;Costo\nPonte;60,00\nScuola;20,50\n", ';', "1 Opera|Costo\n2 Ponte|60,00\n3 Scuola|20,50\n"},
		{"semicolons in titles", "Titolo,Importo\n\"Ponte; strada; argine\",5\n\"Scuola; asilo\",6\n", ',', "1 Titolo|Importo\n2 Ponte; strada; argine|5\n3 Scuola; asilo|6\n"},
		{"titles above the header", "Comune di Prova, Ufficio tecnico, via Roma, 1\nProgetti, al 31 marzo\n\nTitolo;CUP\na;b\n", ';', "1 Comune di Prova, Ufficio tecnico, via Roma, 1\n2 Progetti, al 31 marzo\n4 Titolo|CUP\n5 a|b\n"},
		{"tabs", "Titolo\tImporto\nPonte, argine\t1,5\n", '\t', "1 Titolo|Importo\n2 Ponte, argine|1,5\n"},
		{"bars", "Titolo|Importo\nPonte, argine|1,5\n", '|', "1 Titolo|Importo\n2 Ponte, argine|1,5\n"},
		{"one column", "Titolo\nPonte, via Roma\nScuola, asilo, palestra\n", ';', "1 Titolo\n2 Ponte, via Roma\n3 Scuola, asilo, palestra\n"},
		{"a line for Excel", "sep=;\r\nA,x;B\r\n1,5;2\r\n", ';', "1 A,x|B\n2 1,5|2\n"},
		{"a line for Excel in quotes", "\"sep=\t\"\nA\tB,C,D\n1\t2\n", '\t', "1 A|B,C,D\n2 1|2\n"},
		{"quotes in values", "Titolo;Importo\nIstituto \"Braga\";1\n\"Scuola \"\"Pascoli\"\"; asilo\";2\n\"ISTITUTO \"BRAGA\"\";3\nTubi da 3\";4\n", ';', "1 Titolo|Importo\n2 Istituto \"Braga\"|1\n3 Scuola \"Pascoli\"; asilo|2\n4 ISTITUTO \"BRAGA\"|3\n5 Tubi da 3\"|4\n"},
		{"line breaks in the last value", "Titolo;Misura;Importo\na;b;\"1\n2\"\nc;d;\"3\n\n;4\"\n\"e\";f;5\n", ';', "1 Titolo|Misura|Importo\n2 a|b|1 2\n3 c|d|3 ;4\n4 e|f|5\n"},
		{"a quote that nobody closes", "Titolo;Importo\n\"Ponte;1\nScuola;2\n", ';', "1 Titolo|Importo\n2 le virgolette non si chiudono come dovrebbero\n3 Scuola|2\n"},
		{"rows that are wider", "Titolo;Importo\na;1;nota\nb;2\n", ';', "1 Titolo|Importo\n2 a|1|nota\n3 b|2\n"},
	}
	for _, tt := range tests {
		book, err := Read("a.csv", []byte(tt.text), Options{Known: knownNames})
		if err != nil {
			t.Fatal(err)
		}
		if got := shown(&book.Sheets[0]); book.Separator != tt.comma && tt.name != "one column" || got != tt.want {
			t.Errorf("%s: %q\n%swant\n%s", tt.name, book.Separator, got, tt.want)
		}
	}
	book, err := Read("a.csv", []byte("Titolo;CUP\na,b;c\n"), Options{Known: knownNames, Separator: ','})
	if err != nil || book.Separator != ',' || shown(&book.Sheets[0]) != "1 Titolo;CUP\n2 a|b;c\n" {
		t.Errorf("the one that was said: %+v, %v", book, err)
	}
}

func TestLineEnds(t *testing.T) {
	for name, text := range map[string]string{
		"LF":            "Titolo;CUP\na;\"1\n2\"\nb;3\n",
		"CRLF":          "Titolo;CUP\r\na;\"1\r\n2\"\r\nb;3\r\n",
		"CR":            "Titolo;CUP\ra;\"1\r2\"\rb;3\r",
		"CR, LF within": "Titolo;CUP\ra;\"1\n2\"\rb;3",
		"LF, CR within": "Titolo;CUP\na;\"1\r2\"\nb;3",
		"all of them":   "Titolo;CUP\r\na;\"1\n2\"\rb;3\n",
	} {
		wantShown(t, name, []byte(text), "", "1 Titolo|CUP\n2 a|1 2\n3 b|3\n")
	}
	wantShown(t, "a CR within a value without quotes", []byte("Titolo;CUP\na\rx;1\nb;2\nc;3\n"), "", "1 Titolo|CUP\n2 a x|1\n3 b|2\n4 c|3\n")
	wantShown(t, "an empty row counts", []byte("Titolo;CUP\n\n;;\na;1\n"), "", "1 Titolo|CUP\n4 a|1\n")
}

// textEncodings are the encodings as tests write them.
var textEncodings = []struct {
	name, mark string
	enc        encoding.Encoding
}{
	{"UTF-8", "", encoding.Nop},
	{"UTF-8", "\ufeff", encoding.Nop},
	{"Windows-1252", "", charmap.Windows1252},
	{"Mac OS Roman", "", charmap.Macintosh},
	{"CP850", "", charmap.CodePage858},
	{"UTF-16LE", "\ufeff", utf.UTF16(utf.LittleEndian, utf.IgnoreBOM)},
	{"UTF-16LE", "", utf.UTF16(utf.LittleEndian, utf.IgnoreBOM)},
	{"UTF-16BE", "\ufeff", utf.UTF16(utf.BigEndian, utf.IgnoreBOM)},
	{"UTF-16BE", "", utf.UTF16(utf.BigEndian, utf.IgnoreBOM)},
}

// Each of these tells by itself in which encoding it is; those without an apostrophe or a sign
// that CP850 has not, in it, too.
func TestEncodings(t *testing.T) {
	for _, text := range []string{
		"Città più verde", "Scuola è bella", "Perché no", "Unità abitative, società", "Fatturato: 5 €", "L’università", "«Pascoli» è il nome", "CITTÀ METROPOLITANA", "È in corso", "Lunedì si può", "Forlì-Cesena", "attività già avviate", "l’asilo – lotto 2", "Comune di Cantù",
	} {
		for _, e := range textEncodings {
			in, err := e.enc.NewEncoder().String(e.mark + "Titolo;Importo\n" + text + ";5\n")
			if err != nil {
				continue // it has no such sign
			}
			book, err := Read("a.csv", []byte(in), Options{Known: knownNames})
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(&book.Sheets[0]); book.Encoding != e.name || got != "1 Titolo|Importo\n2 "+text+"|5\n" {
				t.Errorf("%q in %s is read as %s: %s", text, e.name, book.Encoding, got)
			}
		}
	}
	// What was said wins, by any of its names.
	for said, want := range map[string]string{"cp1252": "Ž", "Latin-1": "Ž", "mac": "é", "MS-DOS": "Ä", "cp 850": "Ä"} {
		book, err := Read("a.csv", []byte("Titolo\nx\x8e\n"), Options{Encoding: said})
		if err != nil || book.Sheets[0].Rows[1].Cells[0].Text != "x"+want {
			t.Errorf("%s: %+v, %v", said, book, err)
		}
	}
	if book, err := Read("a.csv", []byte("\xfe\xff\x00C\x00U\x00P"), Options{Encoding: "utf-16"}); err != nil || shown(&book.Sheets[0]) != "1 CUP\n" {
		t.Errorf("UTF-16: %+v, %v", book, err)
	}
	if _, err := Read("a.csv", []byte("a"), Options{Encoding: "klingon"}); err == nil || err.Error() != "a.csv: la codifica «klingon» non è tra quelle che Vetro conosce\n\tscrivi una di queste: UTF-8, Windows-1252, Mac OS Roman, CP850, UTF-16LE, UTF-16BE" {
		t.Errorf("an unknown one: %v", err)
	}
	// One broken letter makes no other encoding of a text in UTF-8.
	book, err := Read("a.csv", []byte("Titolo\nCittà, università\nperché\xe0 è più\n"), Options{})
	if err != nil || book.Encoding != "UTF-8" {
		t.Errorf("broken UTF-8: %+v, %v", book, err)
	}
}

// words are those that tables are made of here: each row has one that tells the encoding.
var words = strings.Fields("Città attività perché più già è università società unità Cantù Forlì può qualità scuola ponte palestra asilo, strada; argine| \"Pascoli\" n.2 1.250.000,00 2026-03-31 lotto via")

// A table of Italian words reads back as it was written: in each encoding, with each separator
// and each way to end a line.
func TestTextReadsBack(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 4))
	ends := []string{"\n", "\r\n", "\r"}
	for n := range 600 {
		e := textEncodings[n%len(textEncodings)]
		comma, end := Separators[n/3%len(Separators)], ends[random.IntN(len(ends))]
		rows := randomRows(random)
		var want, text strings.Builder
		for i, r := range rows {
			fmt.Fprintf(&want, "%d %s\n", i+1, strings.Join(r, "~"))
			for j, c := range r {
				if random.IntN(3) == 0 || strings.ContainsAny(c, "\",;|\t\n") {
					c = `"` + strings.ReplaceAll(strings.ReplaceAll(c, `"`, `""`), "\n", end) + `"`
				}
				if j > 0 {
					text.WriteByte(comma)
				}
				text.WriteString(c)
			}
			text.WriteString(end)
		}
		in, err := e.enc.NewEncoder().String(e.mark + text.String())
		if err != nil {
			t.Fatal(err)
		}
		book, err := Read("a.csv", []byte(in), Options{Known: knownNames})
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, r := range book.Sheets[0].Rows {
			var cells []string
			for _, c := range r.Cells {
				cells = append(cells, c.Text)
			}
			fmt.Fprintf(&got, "%d %s%s\n", r.Line, strings.Join(cells, "~"), r.Bad)
		}
		if book.Encoding != e.name || book.Separator != comma || got.String() != want.String() {
			t.Fatalf("%s, %q, %q: read as %s, %q\n%q\n%s\nwant\n%s", e.name, comma, end, book.Encoding, book.Separator, text.String(), got.String(), want.String())
		}
	}
}

// randomRows makes a table: a header, and rows of words, some with a line break.
func randomRows(random *rand.Rand) [][]string {
	header := []string{"Titolo", "CUP", "Misura", "Importo", "Note"}[:2+random.IntN(4)]
	rows := [][]string{header}
	for range 3 + random.IntN(20) {
		r := make([]string, len(header))
		for i := range r {
			var cell []string
			for range 1 + random.IntN(4) {
				cell = append(cell, words[random.IntN(len(words))])
			}
			r[i] = strings.Join(cell, " ")
		}
		rows = append(rows, r)
	}
	return rows
}

// What a table of the library holds is read with the cells that the library reads.
func FuzzText(f *testing.F) {
	f.Add("Titolo", "a;b", "c \"d\"", uint8(1))
	f.Add("x\ny", "", "1,5", uint8(0))
	f.Fuzz(func(t *testing.T, a, b, c string, comma uint8) {
		var out strings.Builder
		w := csv.NewWriter(&out)
		w.Comma = rune(Separators[int(comma)%len(Separators)])
		rows := [][]string{{"Titolo", "CUP", "Misura"}, {a, b, c}, {c, a, b}}
		if w.WriteAll(rows) != nil {
			return
		}
		book, err := Read("a.csv", []byte(out.String()), Options{Separator: byte(w.Comma), Encoding: "UTF-8", Known: knownNames})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "\r") {
			return // which may end lines, or not
		}
		var want, got []string
		for _, r := range rows {
			for i := range r {
				r[i] = Clean(r[i])
			}
			if !Blank(r) {
				want = append(want, strings.Join(r, "~"))
			}
		}
		for _, r := range book.Sheets[0].Rows {
			var cells []string
			for _, c := range r.Cells {
				cells = append(cells, c.Text)
			}
			got = append(got, strings.Join(cells, "~")+r.Bad)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is read as %q, want %q", out.String(), got, want)
		}
	})
}
