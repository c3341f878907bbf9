package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"
)

// What the standard library writes and reads is read the same.
func FuzzSplit(f *testing.F) {
	f.Add("a", `di "sì"`, "x,y\nz", uint8(','))
	f.Fuzz(func(t *testing.T, a, b, c string, comma uint8) {
		sep := Separators[int(comma)%len(Separators)]
		cells := []string{a, b, c}
		for _, s := range cells {
			if strings.ContainsAny(s, "\r") || !strings.Contains(a+b+c, a) || strings.ToValidUTF8(s, "") != s {
				return
			}
		}
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		w.Comma = rune(sep)
		if w.Write(cells) != nil {
			return
		}
		w.Flush()
		got, open, ok := split(strings.TrimSuffix(out.String(), "\n"), sep, false)
		if open || !ok || !slices.Equal(got, cells) {
			t.Errorf("%q is read as %q, open %t, ok %t", out.String(), got, open, ok)
		}
	})
}

func FuzzXLSX(f *testing.F) {
	f.Add(workbook(f, [][]any{{"CUP", "Titolo"}, {"I89B25000070006", 5.5}}))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		book, err := Read("a.xlsx", data, Options{Bounds: Bounds{Row: 1 << 12, Columns: 50, Rows: 1000, Bytes: 1 << 20}})
		readWell(t, book, err)
	})
}

func FuzzODS(f *testing.F) {
	f.Add([]byte(`<table:table table:name="F"><table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="2" table:number-rows-spanned="2"><text:p>1</text:p></table:table-cell></table:table-row></table:table>`))
	f.Fuzz(func(t *testing.T, tables []byte) {
		book, err := Read("a.ods", odsBook(t, string(tables)), Options{Bounds: Bounds{Row: 1 << 12, Columns: 50, Rows: 1000, Bytes: 1 << 20}})
		readWell(t, book, err)
	})
}

// FuzzBytes reads whatever it is given, in every way.
func FuzzBytes(f *testing.F) {
	f.Add([]byte("a;b\r1;\"2\r3\""), byte(0), "")
	f.Add([]byte("sep=;\na;b\n"), byte(','), "mac")
	f.Add([]byte("a\x00;\x00b\x00\r\x00"), byte(0), "UTF-16BE")
	f.Fuzz(func(t *testing.T, data []byte, comma byte, name string) {
		book, err := Read("a.csv", data, Options{Separator: comma, Encoding: name, Known: knownNames, Bounds: Bounds{Row: 1 << 12, Columns: 50, Rows: 1000, Bytes: 1 << 20}})
		readWell(t, book, err)
	})
}

// readWell fails the test where a file was neither refused nor read within the bounds.
func readWell(t *testing.T, book *Book, err error) {
	var refusal *Refusal
	if err != nil && !errors.As(err, &refusal) {
		t.Fatalf("it is not refused but fails: %v", err)
	}
	if err != nil {
		return
	}
	for _, s := range book.Sheets {
		if s.Unread != nil && !errors.As(s.Unread, &refusal) {
			t.Fatalf("a sheet is not refused but fails: %v", s.Unread)
		}
		if len(s.Rows) > 1000 {
			t.Fatalf("%d rows", len(s.Rows))
		}
		last := 0
		for _, r := range s.Rows {
			if len(r.Cells) > 50 || r.Bad == "" && r.empty() {
				t.Fatalf("row %d: %v", r.Line, r.Cells)
			}
			if book.Separator != 0 && r.Line <= last {
				t.Fatalf("row %d behind %d", r.Line, last)
			}
			last = r.Line
		}
	}
}
