package sheet

import (
	"archive/zip"
	"bytes"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// libraryRows gives the rows of a sheet as excelize reads them.
func libraryRows(t *testing.T, book []byte, sheet string) (rows [][]string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if sheet == "" {
		sheet = f.GetSheetList()[0]
	}
	all, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all {
		for i := range cells {
			cells[i] = Clean(cells[i])
		}
		for len(cells) > 0 && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		if !Blank(cells) {
			rows = append(rows, cells)
		}
	}
	return rows
}

// sameRows fails the test where a sheet is read otherwise than excelize reads it.
func sameRows(t *testing.T, book []byte, sheet string) {
	t.Helper()
	g, err := readFirst("a.xlsx", book, sheet)
	if err != nil {
		t.Fatal(err)
	}
	g.Rows = slices.DeleteFunc(g.Rows, func(r Row) bool { // excelize has no row for formulas without a value
		return !slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Text != "" })
	})
	want := libraryRows(t, book, sheet)
	if len(g.Rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(g.Rows), len(want))
	}
	for i, r := range g.Rows {
		for len(r.Cells) > 0 && (r.Cells[len(r.Cells)-1].Text == "" || r.Cells[len(r.Cells)-1].Spread) {
			r.Cells = r.Cells[:len(r.Cells)-1]
		}
		if len(r.Cells) != len(want[i]) {
			t.Errorf("row %d: %v, want %q", r.Line, r.Cells, want[i])
			continue
		}
		for n, c := range r.Cells {
			if !c.Spread && c.Text != asKind(c.Kind, want[i][n]) {
				t.Errorf("row %d, cell %d: %v, want %q", r.Line, n, c, want[i][n])
			}
		}
	}
}

// asKind gives a value as excelize gives it, which is what is kept, as a cell of a kind has it.
func asKind(k Kind, raw string) string {
	switch k {
	case Number:
		if d, ok := parseDecimal(raw); ok {
			return d.String()
		}
	case Date:
		if n, err := strconv.ParseFloat(raw, 64); err == nil {
			day, _ := excelize.ExcelDateToTime(n, false)
			return day.Format(time.DateOnly)
		}
	case Boolean:
		return truth(raw == "1" || raw == "TRUE").Text
	case Fault:
		return faultCell(raw).Text
	}
	return raw
}

// Values of every kind are read as excelize reads them, which writes the workbook.
func TestWorkbookValues(t *testing.T) {
	f := excelize.NewFile()
	day, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := f.NewSheet("Altri dati & più")
	must(err)
	must(f.SetSheetRow("Sheet1", "A1", &[]any{"CUP", "Titolo", "Importo", "Vero"}))
	must(f.SetSheetRow("Sheet1", "B3", &[]any{"è < & > \"x\"", 5.5, true, 1e-7, -12345678901234.0}))
	must(f.SetSheetRow("Sheet1", "A5", &[]any{"due\nrighe", nil, nil, " blanks ", "_x000D_ scritto", 0.1 + 0.2}))
	must(f.SetCellValue("Sheet1", "AB6", time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)))
	must(f.SetCellStyle("Sheet1", "AB6", "AB6", day))
	must(f.SetCellFormula("Sheet1", "C7", "C3*2"))
	must(f.SetCellRichText("Sheet1", "D8", []excelize.RichTextRun{{Text: "uno "}, {Text: "due", Font: &excelize.Font{Bold: true}}}))
	must(f.SetSheetRow("Altri dati & più", "A1", &[]any{"CUP", "x"}))
	var b bytes.Buffer
	must(f.Write(&b))
	sameRows(t, b.Bytes(), "")
	sameRows(t, b.Bytes(), "Altri dati & più")
	book := workbook(t, [][]any{{"CUP"}})
	for _, cells := range []string{
		`<row r="2"><c r="A2" t="b"><v>1</v></c><c r="C2" t="e"><v>#N/A</v></c><c r="D2" t="str"><f>A1&amp;"x"</f><v>a&amp;x</v></c><c r="E2" t="d"><v>2026-03-31</v></c></row>`,
		`<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="4" spans="1:2"><x:c><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>a</x:t></x:r><x:r><x:t xml:space="preserve"> b</x:t></x:r><x:rPh sb="0" eb="1"><x:t>カ</x:t></x:rPh></x:is></x:c></x:row>`,
		`<row><c t="s"><v>0</v></c><c t="s"><v>99</v></c><c t="s"><v> 0 </v></c></row><!-- a > b --><row/><row><c/><c><v/></c><c><v><![CDATA[1 & 2]]></v></c><c t="str"><v>à<![CDATA[città [1]] &amp; <b>]]> e</v></c></row>`,
	} {
		sameRows(t, rezip(t, book, firstSheet, plainPart(t, `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c t="s"><v>0</v></c></row>`+cells+`</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>`)), "")
	}
	files, _ := filepath.Glob("../../docs/guida/*.xlsx")
	for _, name := range append(files, strings.Fields(os.Getenv("VETRO_WORKBOOKS"))...) {
		data, err := os.ReadFile(name)
		must(err)
		if _, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
			sameRows(t, data, "")
		}
	}
}

// Random tables of texts, numbers and days that excelize writes are read as it reads them, and
// merged ranges have the value that it gives for them in each cell.
func TestWorkbooksReadBack(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 17))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for range 60 {
		f := excelize.NewFile()
		day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		must(err)
		for line := 1; line < 12; line++ {
			for column := 1; column < 9; column++ {
				at, _ := excelize.CoordinatesToCellName(column, line)
				switch random.IntN(6) {
				case 0:
					must(f.SetCellValue("Sheet1", at, words[random.IntN(len(words))]))
				case 1:
					must(f.SetCellValue("Sheet1", at, (random.Float64()-0.5)*math.Pow(10, float64(random.IntN(16)))))
				case 2:
					must(f.SetCellValue("Sheet1", at, random.IntN(1e9)))
				case 3:
					must(f.SetCellValue("Sheet1", at, time.Date(2020, 1, random.IntN(4000), 0, 0, 0, 0, time.UTC)))
					must(f.SetCellStyle("Sheet1", at, at, day))
				}
			}
		}
		left, top := 1+random.IntN(6), 1+random.IntN(8)
		from, _ := excelize.CoordinatesToCellName(left, top)
		to, _ := excelize.CoordinatesToCellName(left+random.IntN(3), top+random.IntN(3))
		must(f.MergeCell("Sheet1", from, to))
		var b bytes.Buffer
		must(f.Write(&b))
		s, err := readFirst("a.xlsx", b.Bytes(), "")
		must(err)
		for _, r := range s.Rows {
			for i, c := range r.Cells {
				at, _ := excelize.CoordinatesToCellName(i+1, r.Line)
				raw, err := f.GetCellValue("Sheet1", at, excelize.Options{RawCellValue: true})
				must(err)
				if want := asKind(c.Kind, raw); c.Text != want {
					t.Fatalf("%s, merged %s:%s: %+v, want %s", at, from, to, c, want)
				}
			}
		}
	}
}
