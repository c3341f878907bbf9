package sheet

import (
	"errors"
	"strings"
	"testing"
)

// odsBook gives a document with what stands in its spreadsheet.
func odsBook(t testing.TB, tables string) []byte {
	t.Helper()
	return packedParts(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml",
		`<?xml version="1.0"?><office:document-content><office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>`+tables+`</office:spreadsheet></office:body></office:document-content>`)
}

func TestODSCells(t *testing.T) {
	tests := []struct{ name, rows, want string }{
		{"kinds", `<table:table-row><table:table-cell office:value-type="float" office:value="1.25E7" calcext:value-type="float"><text:p>12.500.000</text:p></table:table-cell><table:table-cell office:value-type="currency" office:currency="EUR" office:value="0.30000000000000004"><text:p>0,30 €</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.85"><text:p>85%</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.855"/><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>VERO</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT08H30M00S"><text:p>08:30</text:p></table:table-cell><table:table-cell office:value-type="string" office:string-value="solo"/></table:table-row>`,
			"1 n:12500000|n:0.3|85%|85,50%|b:VERO|08:30|solo\n"},
		{"days", `<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-03-31"><text:p>31/03/26</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-03-31T10:30:00"><text:p>31 mar 2026 10:30</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-03-01"><text:p>mar-26</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-01-01"><text:p>01/2026</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-01-01"><text:p>2026</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-03-26"><text:p>26-mar</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-03-31"/></table:table-row>`,
			"1 d:2026-03-31|d:2026-03-31|d:2026-03|d:2026-01|d:2026|d:2026-03-26|d:2026-03-31\n"},
		{"codes and words in formats", `<table:table-row><table:table-cell office:value-type="float" office:value="802760835"><text:p>00802760835</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="12.5"><text:p>12,5 mln €</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="12500000"><text:p>12,5 mln</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="0"><text:p>0</text:p></table:table-cell></table:table-row>`,
			"1 00802760835|12,5 mln €|n:12500000|n:0\n"},
		{"texts", `<table:table-row><table:table-cell office:value-type="string"><text:p>Costo<text:s text:c="3"/>totale</text:p><text:p>del <text:span>progetto<text:line-break/>&amp; altro</text:span></text:p></table:table-cell><table:table-cell office:value-type="string"><office:annotation><dc:creator>X</dc:creator><text:p>una nota</text:p></office:annotation><text:p>CUP_x000D_</text:p><draw:frame><draw:text-box><text:p>altro</text:p></draw:text-box></draw:frame></table:table-cell><table:table-cell office:value-type="string"><text:p>a<text:note><text:p>n</text:p></text:note>b<text:tab/>c</text:p></table:table-cell></table:table-row>`,
			"1 Costo totale del progetto & altro|CUP_x000D_|ab c\n"},
		{"faults and formulas", `<table:table-row><table:table-cell table:formula="of:=[.A9]" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=[.A9]" calcext:value-type="error"><text:p>Err:502</text:p></table:table-cell><table:table-cell table:formula="of:=1+1"/><table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string"/><table:table-cell table:formula="of:=2+3" office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell></table:table-row>`,
			"1 e:#RIF!|e:#DIV/0!|e:Err:502|f:||n:5\n"},
		{"repeated", `<table:table-column table:number-columns-repeated="16384"/><table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="3"/><table:table-cell table:number-columns-repeated="16379"/></table:table-row><table:table-row table:number-rows-repeated="10"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048560"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`,
			"1 ||n:7|n:7|n:7\n12 x\n13 x\n"},
		{"merged", `<table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>Ponte</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2" office:value-type="float" office:value="5"/><table:covered-table-cell office:value-type="float" office:value="9"><text:p>9</text:p></table:covered-table-cell><table:table-cell office:value-type="float" office:value="1"/></table:table-row><table:table-row><table:covered-table-cell/><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="2"/></table:table-row>`,
			"1 Ponte|n:5|n:5^|n:1\n2 Ponte^|||n:2\n"},
		{"hidden", `<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-header-rows><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table-header-rows><table:table-row table:visibility="filter"><table:table-cell office:value-type="float" office:value="2"/></table:table-row><table:table-row-group><table:table-row table:visibility="collapse"><table:table-cell office:value-type="float" office:value="3"/></table:table-row></table:table-row-group>`,
			"1 n:1\n(2 n:2)\n(3 n:3)\n"},
	}
	for _, tt := range tests {
		wantShown(t, tt.name, odsBook(t, `<table:table table:name="Foglio1" table:style-name="ta1">`+tt.rows+`</table:table>`), "", tt.want)
	}
}

func TestODSSheets(t *testing.T) {
	const cell = `<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>`
	data := odsBook(t, `<table:tracked-changes><table:table-cell><text:p>prima</text:p></table:table-cell></table:tracked-changes><table:table table:name="nascosto" table:style-name="ta2">`+cell+`<table:table table:name="pieno"><table:table-row><table:table-cell table:number-columns-repeated="1001" office:value-type="float" office:value="1"/></table:table-row></table:table><table:table table:name="Dati"><table:shapes><draw:frame><text:p>x</text:p></draw:frame></table:shapes>`+cell+`<table:dde-links><table:dde-link><table:table table:name="altrove">`+cell+`</table:dde-link></table:dde-links>`)
	book, err := Read("a.ods", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Sheets) != 3 || !book.Sheets[0].Hidden || book.Sheets[2].Hidden || book.Sheets[2].Name != "Dati" || len(book.Sheets[2].Rows) != 1 {
		t.Errorf("%+v", book.Sheets)
	}
	if book.Sheets[1].Unread == nil || !strings.HasPrefix(book.Sheets[1].Unread.Error(), "a.ods:1: la riga ha più di 1000 colonne") {
		t.Errorf("too wide: %v", book.Sheets[1].Unread)
	}
	if book, err := Read("a.ods", data, Options{Sheet: "Dati"}); err != nil || len(book.Sheets) != 3 || len(book.Sheets[0].Rows) != 0 {
		t.Errorf("one sheet: %+v, %v", book, err)
	}
}

// Rows and cells that say to be repeated millions of times fill no memory.
func TestHostileODS(t *testing.T) {
	const one = `<table:table-cell office:value-type="float" office:value="1"/>`
	tests := []struct{ name, rows, want string }{
		{"rows", `<table:table-row table:number-rows-repeated="1048576">` + one + `</table:table-row>`, "il foglio, aperto, è molto più grande"},
		{"more rows than there are", `<table:table-row table:number-rows-repeated="999999999">` + one + `</table:table-row>`, "il foglio dice di avere più di 1048576 righe"},
		{"rows that repeat the highest number", strings.Repeat(`<table:table-row table:number-rows-repeated="9223372036854775807"/>`, 20) + `<table:table-row>` + one + `</table:table-row>`, "il foglio dice di avere più di 1048576 righe"},
		{"cells", `<table:table-row><table:table-cell table:number-columns-repeated="1000000000" office:value-type="float" office:value="1"/></table:table-row>`, "la riga ha più di 1000 colonne"},
		{"cells that repeat the highest number", `<table:table-row>` + strings.Repeat(`<table:table-cell table:number-columns-repeated="9223372036854775807"/>`, 20) + one + `</table:table-row>`, "la riga ha più di 1000 colonne"},
		{"wide rows", strings.Repeat(`<table:table-row><table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/></table:table-row>`, 2000), "il foglio, aperto, è molto più grande"},
		{"merged over all", strings.Repeat(`<table:table-row><table:table-cell table:number-columns-spanned="1000" table:number-rows-spanned="1048576" office:value-type="float" office:value="1"/></table:table-row>`, 3000), "il foglio, aperto, è molto più grande"},
		{"a text without end", `<table:table-row><table:table-cell office:value-type="string"><text:p>` + strings.Repeat("a", 1<<20), "il foglio, aperto, è molto più grande"},
		{"many paragraphs", `<table:table-row><table:table-cell office:value-type="string">` + strings.Repeat(`<text:p>aaaaaaaaaa</text:p>`, 1<<16), "il foglio, aperto, è molto più grande"},
		{"a cut document", `<table:table-row><table:table-cell office:value-type="string"><text:p>a`, "il file è rotto o incompleto"},
	}
	for _, tt := range tests {
		_, err := readFirst("a.ods", odsBook(t, `<table:table table:name="F">`+tt.rows+`</table:table>`), "")
		var refusal *Refusal
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Text, tt.want) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := Read("a.ods", odsBook(t, ""), Options{}); err == nil || !strings.HasPrefix(err.Error(), "a.ods: il documento non ha fogli") {
		t.Errorf("no sheets: %v", err)
	}
}
