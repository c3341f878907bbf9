package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// readFirst reads a file and gives one of its sheets, or the first.
func readFirst(name string, data []byte, part string) (*Sheet, error) {
	book, err := Read(name, data, Options{Sheet: part})
	if err != nil {
		return nil, err
	}
	return book.Find(part)
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

// rezip writes a workbook again with one part made otherwise.
func rezip(t testing.TB, book []byte, part string, put func(*zip.Writer)) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		if f.Name == part {
			put(w)
			continue
		}
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const firstSheet = "xl/worksheets/sheet1.xml"

// plainPart puts a part that is what it says.
func plainPart(t testing.TB, text string) func(*zip.Writer) {
	return func(w *zip.Writer) {
		out, err := w.Create(firstSheet)
		if err == nil {
			_, err = io.WriteString(out, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// lyingPart puts a part of many zeros that says to have another size.
func lyingPart(t testing.TB, says uint64, zeros int) func(*zip.Writer) {
	return func(w *zip.Writer) {
		var b bytes.Buffer
		d, _ := flate.NewWriter(&b, flate.BestSpeed)
		_, err := d.Write(make([]byte, zeros))
		if err := errors.Join(err, d.Close()); err != nil {
			t.Fatal(err)
		}
		out, err := w.CreateRaw(&zip.FileHeader{Name: firstSheet, Method: zip.Deflate, CompressedSize64: uint64(b.Len()), UncompressedSize64: says})
		if err == nil {
			_, err = out.Write(b.Bytes())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Workbooks that unpack to more than they should, or that claim what they have not, are
// refused quickly.
func TestHostileWorkbooks(t *testing.T) {
	book := workbook(t, [][]any{{"CUP", "Titolo"}, {"x", "y"}})
	sheet := func(rows string) []byte {
		return rezip(t, book, firstSheet, plainPart(t, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>`+rows+`</sheetData></worksheet>`))
	}
	const row1 = `<row r="1"><c r="A1" t="inlineStr"><is><t>CUP</t></is></c></row>`
	var rows strings.Builder // each another: a file must be as large as what it holds
	random := rand.New(rand.NewPCG(1, 2))
	for range OfficeBounds().Rows + 1 {
		rows.WriteString(`<row><c t="inlineStr"><is><t>`)
		for range 28 {
			fmt.Fprintf(&rows, "%x", random.Uint64())
		}
		rows.WriteString(`</t></is></c></row>`)
	}
	many := func(w *zip.Writer) {
		for range maxParts {
			if _, err := w.Create("xl/media/x"); err != nil {
				t.Fatal(err)
			}
		}
	}
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"a terabyte", rezip(t, book, firstSheet, lyingPart(t, 1<<40, 10)), "a.xlsx: la cartella di lavoro, aperta, supera 256 MB, o 100 volte il suo file"},
		{"more than it says", rezip(t, book, firstSheet, lyingPart(t, 10, 64<<20)), "a.xlsx: il foglio «Sheet1» è vuoto o non si legge"},
		{"many parts", rezip(t, book, firstSheet, many), "a.xlsx: la cartella di lavoro ha 2009 parti, il massimo è 2000"},
		{"a billion rows", sheet(row1 + `<row r="1000000000"><c r="A1000000000"><v>1</v></c></row>`), "a.xlsx: il foglio dice di avere più di 1048576 righe"},
		{"all rows of a sheet", sheet(row1 + rows.String()), "a.xlsx: il foglio ha più di 100000 righe"},
		{"rows that the file is too small for", sheet(row1 + strings.Repeat(`<row><c><v>1</v></c></row>`, 100_001)), "a.xlsx: il foglio, aperto, è molto più grande"},
		{"wide rows that the file is too small for", sheet(row1 + strings.Repeat(`<row><c r="ALL2"><v>1</v></c></row>`, 10_000)), "a.xlsx: il foglio, aperto, è molto più grande"},
		{"a text without end", sheet(`<row><c t="str"><v>` + strings.Repeat("a", 1<<20)), "a.xlsx: il foglio, aperto, è molto più grande"},
		{"a tag without end", sheet(`<row ` + strings.Repeat(`a="" `, 1<<20)), "a.xlsx: il foglio «Sheet1» è vuoto o non si legge"},
		{"all columns of a sheet", sheet(row1 + `<row r="2"><c r="XFD2"><v>1</v></c></row>`), "a.xlsx:2: la riga ha più di 1000 colonne"},
		{"no sheet", rezip(t, book, "xl/workbook.xml", func(*zip.Writer) {}), "a.xlsx: "},
		{"a cut book", book[:len(book)/2], "a.xlsx: il file è rotto o incompleto"},
		{"an old book", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "a.xlsx: è un foglio del vecchio Excel (.xls), o protetto da una password"},
		{"an empty file", nil, "a.xlsx: il file è vuoto"},
		{"a page", []byte("<html>"), "a.xlsx: è una pagina web, non una tabella"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			_, err := readFirst("a.xlsx", tt.data, "")
			var refusal *Refusal
			if !errors.As(err, &refusal) || !strings.HasPrefix(refusal.Text, tt.want) || refusal.Mend == "" {
				t.Errorf("refused with %v", err)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
	if _, err := readFirst("a.xlsx", book, "Foglio9"); err == nil || err.Error() != "a.xlsx: il foglio «Foglio9» non c’è\n\tscrivi dopo --foglio uno di questi: Sheet1" {
		t.Errorf("another sheet: %v", err)
	}
}
