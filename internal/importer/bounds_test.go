package importer

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vetro/internal/sheet"
)

// endless gives the same bytes for ever, and counts them.
type endless struct {
	text string
	read int64
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.text[(e.read+int64(i))%int64(len(e.text))]
	}
	e.read += int64(len(p))
	return len(p), nil
}

// A table that does not end is refused after some megabytes, whatever it looks like.
func TestEndless(t *testing.T) {
	tests := []struct{ name, start, text, want string }{
		{"a header", "", "x", "più grande di quanto"},
		{"a header of columns", "", "x,", "più grande di quanto"},
		{"a quoted header", `"`, "x", "più grande di quanto"},
		{"a row", "a,b\n", "x", "più grande di quanto"},
		{"a quoted row", "a,b\n\"", "x\n", "più grande di quanto"},
		{"a row of blanks", "a,b\n", "  ", "più grande di quanto"},
		{"a row of quotes", "a,b\n", `"`, "più grande di quanto"},
		{"a text in JSON", `[{"a": "`, "x", "più grande di quanto"},
		{"a number in JSON", `[{"a": 1`, "0", "più grande di quanto"},
		{"a list in JSON", `[{"a": [`, "1,", "più grande di quanto"},
		{"deep JSON", `[{"a": `, `{"a": `, "il JSON è rotto"},
		{"blanks in JSON", `[ `, " ", "più grande di quanto"},
		{"keys before the list", `{"a": 1`, `, "b": 2`, "più grande di quanto"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := &endless{text: tt.text}
			s, err := openTable("a", io.MultiReader(strings.NewReader(tt.start), in), tableBounds())
			var bad *sheet.BadRow
			for err == nil || errors.As(err, &bad) {
				_, err = s.next()
			}
			var refusal *Refusal
			if !errors.As(err, &refusal) || !strings.Contains(refusal.Text, tt.want) {
				t.Errorf("refused with %v", err)
			}
			if in.read > 16<<20 {
				t.Errorf("%d bytes were read", in.read)
			}
		})
	}
}

// A table of endless rows is refused at its bound, and so is one that unpacks without end.
func TestManyRows(t *testing.T) {
	b := tableBounds()
	b.Rows = 1000
	for _, start := range []string{"a,b\n", "[{\"a\": 1}"} {
		text := "1,2\n"
		if start[0] == '[' {
			text = ",{\"a\": 2}"
		}
		s, err := openTable("a", io.MultiReader(strings.NewReader(start), &endless{text: text}), b)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for ; err == nil; n++ {
			_, err = s.next()
		}
		if n != 1001 || !strings.Contains(err.Error(), "la tabella ha più di 1000") {
			t.Errorf("%d rows, %v", n, err)
		}
	}
	b = tableBounds()
	b.Bytes = 1 << 20
	s, err := openTable("a.gz", bytes.NewReader(packed(t, []byte("a,b\n"+strings.Repeat("1,2\n", 1<<20)))), b)
	for err == nil {
		_, err = s.next()
	}
	if !strings.Contains(err.Error(), "più grande di quanto") {
		t.Errorf("unpacked, it is %v", err)
	}
}

// workbook gives a workbook with these rows on its first sheet.
func workbook(t testing.TB, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
