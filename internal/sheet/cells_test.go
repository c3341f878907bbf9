package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// packedParts packs the parts of a workbook; names and texts follow each other.
func packedParts(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		out, err := w.Create(parts[i])
		if err == nil {
			_, err = out.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sheetBook gives a workbook with sheets as XML: what stands in worksheet. Its styles are 0 for
// no format, 1 for a date, 2 for 11 zeros, 3 for percent and 4 for text.
func sheetBook(t testing.TB, properties string, sheets ...string) []byte {
	t.Helper()
	const office = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	parts := []string{
		"[Content_Types].xml", `<Types/>`,
		"_rels/.rels", `<Relationships><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000000000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="49"/></cellXfs></styleSheet>`,
	}
	var list, rels strings.Builder
	for i, s := range sheets {
		state, body, _ := strings.Cut(s, "\n")
		fmt.Fprintf(&list, `<sheet name="F%d" sheetId="%d" %s r:id="r%d"/>`, i+1, i+1, state, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, office, i+1)
		parts = append(parts, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), `<worksheet>`+body+`</worksheet>`)
	}
	parts = append(parts, "xl/workbook.xml", `<workbook>`+properties+`<sheets>`+list.String()+`</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships>`+rels.String()+`</Relationships>`)
	return packedParts(t, parts...)
}

var kindLetters = [...]string{Empty: "", Text: "", Number: "n:", Date: "d:", Boolean: "b:", Fault: "e:", Uncomputed: "f:"}

// shown gives the rows of a sheet in short: a letter for the kind of a cell that is no text, ^
// behind one that is spread, and () around a row that is hidden.
func shown(s *Sheet) string {
	var out strings.Builder
	for _, r := range s.Rows {
		var cells []string
		for _, c := range r.Cells {
			text := kindLetters[c.Kind] + c.Text
			if c.Spread {
				text += "^"
			}
			cells = append(cells, text)
		}
		line := fmt.Sprintf("%d %s%s", r.Line, strings.Join(cells, "|"), r.Bad)
		if r.Hidden {
			line = "(" + line + ")"
		}
		out.WriteString(line + "\n")
	}
	return out.String()
}

// wantShown fails the test where a file does not show these rows on a sheet.
func wantShown(t *testing.T, name string, data []byte, part, want string) {
	t.Helper()
	s, err := readFirst(name, data, part)
	if err != nil {
		t.Errorf("%s: %v", name, err)
	} else if got := shown(s); got != want {
		t.Errorf("%s:\n%swant\n%s", name, got, want)
	}
}

func TestCells(t *testing.T) {
	tests := []struct{ name, sheet, want string }{
		{"exponents", `<sheetData><row r="2"><c r="A2"><v>1.25E7</v></c><c r="B2" t="n"><v>9999999.0</v></c><c r="C2"><v>0.30000000000000004</v></c></row></sheetData>`, "2 n:12500000|n:9999999|n:0.3\n"},
		{"days, codes, percent, text", `<sheetData><row><c s="1"><v>46112.0</v></c><c s="2"><v>80002760835</v></c><c s="2"><v>802760835</v></c><c s="3"><v>0.85</v></c><c s="4"><v>12</v></c><c s="99"><v>46112</v></c></row></sheetData>`, "1 d:2026-03-31|80002760835|00802760835|85%|12|n:46112\n"},
		{"texts are texts", `<sheetData><row><c s="1" t="inlineStr"><is><t>46112</t></is></c><c s="3" t="str"><v>007</v></c><c t="inlineStr"><is><r><t>Costo</t></r><r><t xml:space="preserve">
totale </t></r></is></c><c t="d"><v>2026-03-31T10:00:00</v></c></row></sheetData>`, "1 46112|007|Costo totale|d:2026-03-31\n"},
		{"truth and faults", `<sheetData><row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c><c t="e"><f>A9</f><v>#DIV/0!</v></c><c t="e"><v>#N/A</v></c><c t="e"><v>#NAME?</v></c><c t="e"><v>#VALUE!</v></c><c t="e"><v>#NULL!</v></c><c t="e"><v>#NUM!</v></c></row></sheetData>`,
			"1 b:VERO|b:FALSO|e:#RIF!|e:#DIV/0!|e:#N/D|e:#NOME?|e:#VALORE!|e:#NULLO!|e:#NUM!\n"},
		{"formulas", `<sheetData><row><c><f>1+1</f><v>2</v></c><c><f>1+1</f></c><c><f>1+1</f><v/></c><c t="str"><f>""</f><v></v></c><c t="str"><f>"x"</f></c><c t="str"><f>"x"</f><v>x</v></c><c><f t="shared" si="0"/><v>3</v></c></row></sheetData>`, "1 n:2|f:|f:||f:|x|n:3\n"},
		{"merged down", `<sheetData><row r="2"><c r="A2" t="str"><v>Ponte</v></c><c r="B2"><v>125000</v></c><c r="C2"><v>1</v></c></row><row r="3"><c r="C3"><v>2</v></c></row><row r="4"><c r="A4" s="1"/></row><row r="5"><c r="A5"><v>7</v></c></row></sheetData><mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="B2:B4"/></mergeCells>`,
			"2 Ponte|n:125000|n:1\n3 Ponte^|n:125000^|n:2\n5 n:7\n"},
		{"merged across, and a block", `<sheetData><row r="1"><c r="B1" t="str"><v>Importi</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c><c r="E2"><v>5</v></c></row><row r="3"><c r="E3"><v>6</v></c></row></sheetData><mergeCells><mergeCell ref="B1:D1"/><mergeCell ref="B2:C3"/></mergeCells>`,
			"1 |Importi|Importi^|Importi^\n2 n:1|n:2|n:2^||n:5\n3 |n:2^|n:2^||n:6\n"},
		{"what lies under merged cells is not seen", `<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>100</v></c></row><row r="2"><c r="A2"><v>9</v></c></row><row r="3"><c r="A3"><v>4</v></c><c r="B3"><v>5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C3:D3"/><mergeCell ref="A9:B9"/><mergeCell ref="A1"/><mergeCell ref="B2:A1"/></mergeCells>`, "1 n:1|n:1^\n3 n:4|n:5\n"},
		{"hidden rows", `<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="1"/></cols><sheetData><row r="1"><c><v>1</v></c></row><row r="2" hidden="1"><c><v>2</v></c></row><row r="3" hidden="0"><c><v>3</v></c></row></sheetData>`, "1 n:1\n(2 n:2)\n3 n:3\n"},
	}
	for _, tt := range tests {
		wantShown(t, tt.name, sheetBook(t, "", "\n"+tt.sheet), "", tt.want)
	}
	s, err := readFirst("a.xlsx", sheetBook(t, "", "\n"+tests[len(tests)-1].sheet), "")
	if err != nil || fmt.Sprint(s.Veiled) != "[1 2]" {
		t.Errorf("hidden columns: %v, %v", s, err)
	}
}

// Days of a workbook that counts from 1904 are the ones that it shows.
func TestOtherCalendar(t *testing.T) {
	const day = "\n" + `<sheetData><row><c s="1"><v>44650</v></c></row></sheetData>`
	for properties, want := range map[string]string{`<workbookPr/>`: "2022-03-30", `<workbookPr date1904="1"/>`: "2026-03-31", `<workbookPr date1904="true"/>`: "2026-03-31", `<workbookPr date1904="0"/>`: "2022-03-30"} {
		wantShown(t, properties, sheetBook(t, properties, day), "", "1 d:"+want+"\n")
	}
}

// All sheets of a book are read, those that cannot be too; the first that is seen is the one
// that nobody names.
func TestSheets(t *testing.T) {
	const row = "\n" + `<sheetData><row><c><v>%d</v></c></row></sheetData>`
	wide := "\n<sheetData><row>" + strings.Repeat("<c><v>1</v></c>", 1001) + "</row></sheetData>"
	data := sheetBook(t, "", `state="hidden"`+fmt.Sprintf(row, 1), fmt.Sprintf(row, 2), `state="veryHidden"`+fmt.Sprintf(row, 3), wide, "\n<sheetData><row><c><v>1</v>", "\n")
	book, err := Read("a.XLS", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range book.Sheets {
		got = append(got, fmt.Sprintf("%s %t %d %t", s.Name, s.Hidden, len(s.Rows), s.Unread != nil))
	}
	if want := "F1 true 1 false, F2 false 1 false, F3 true 1 false, F4 false 0 true, F5 false 0 true, F6 false 0 false"; strings.Join(got, ", ") != want {
		t.Errorf("%s, want %s", strings.Join(got, ", "), want)
	}
	for name, want := range map[string]string{"": "", "F1": "", "F4": "a.XLS:1: la riga ha più di 1000 colonne", "F5": "a.XLS: il foglio «F5» è vuoto o non si legge", "F6": "a.XLS: il foglio «F6» è vuoto o non si legge", "F7": "a.XLS: il foglio «F7» non c’è"} {
		s, err := book.Find(name)
		var refusal *Refusal
		if errors.As(err, &refusal) != (want != "") || want != "" && refusal.Text != want {
			t.Errorf("%q: %v, want %q", name, err, want)
		}
		if name == "" && s.Name != "F2" {
			t.Errorf("the first is %s", s.Name)
		}
	}
	if book, err := Read("a.xlsx", data, Options{Sheet: "F1"}); err != nil || len(book.Sheets) != 6 || len(book.Sheets[1].Rows) != 0 || len(book.Sheets[0].Rows) != 1 {
		t.Errorf("one sheet: %+v, %v", book, err)
	}
}

// Files that are no sheets that can be read are told by what they are.
func TestOtherFiles(t *testing.T) {
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	old := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 100)
	tests := []struct{ name, data, want string }{
		{"a.xls", old + wide("Workbook"), "è un foglio del vecchio Excel (.xls)"},
		{"a.xlsx", old + wide("EncryptedPackage"), "il foglio è protetto da una password"},
		{"a.ods", string(packedParts(t, "mimetype", "x", "content.xml", "\x01\x02", "META-INF/manifest.xml", `<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`)), "il foglio è protetto da una password"},
		{"a.xlsb", string(packedParts(t, "[Content_Types].xml", "", "xl/workbook.bin", "")), "è un foglio di Excel in forma binaria (.xlsb)"},
		{"a.numbers", string(packedParts(t, "Index/Document.iwa", "")), "è un foglio di Numbers"},
		{"a.zip", string(packedParts(t, "a.csv", "a;b")), "è un archivio, non un foglio di calcolo"},
		{"a.gsheet", `{"url": "https://docs.google.com/spreadsheets/d/x"}`, "è il collegamento a un foglio di Google, non il foglio"},
		{"a.pdf", "%PDF-1.7\n", "è un PDF, non una tabella"},
		{"a.xls", "<html><table>", "è una pagina web, non una tabella"},
		{"a.xml", `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`, "è un foglio salvato come XML"},
		{"a.csv", " \r\n\r\n", "il file è vuoto"},
	}
	for _, tt := range tests {
		_, err := Read(tt.name, []byte(tt.data), Options{})
		var refusal *Refusal
		if !errors.As(err, &refusal) || refusal.Text != tt.name+": "+tt.want || refusal.Mend == "" {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

// Merged ranges that lie one over the other a hundred thousand times come to an end.
func TestHostileMerges(t *testing.T) {
	for name, ref := range map[string]string{"wide": "A1:ALL1048576", "down": "A1:A1048576"} {
		rows := strings.Repeat(`<row><c><v>1</v></c><c><v>2</v></c></row>`, 5000)
		data := sheetBook(t, "", "\n<sheetData>"+rows+"</sheetData><mergeCells>"+strings.Repeat(`<mergeCell ref="`+ref+`"/>`, 100_000)+"</mergeCells>")
		if _, err := readFirst("a.xlsx", data, ""); err == nil || !strings.Contains(err.Error(), "molto più grande di quanto") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
