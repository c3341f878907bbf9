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
		var refusal *Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Fatalf("it is not refused but fails: %v", err)
		}
		if err != nil {
			return
		}
		for _, s := range book.Sheets {
			if len(s.Rows) > 1000 {
				t.Fatalf("%d rows", len(s.Rows))
			}
		}
	})
}
