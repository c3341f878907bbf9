package export

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vetro/internal/record"
)

// writeCSV writes a table as CSV, a column for each of its columns.
//
// Source: RFC 4180: UTF-8, commas, CRLF, quotes where needed.
func (x *exporter) writeCSV(w *writer, t *table) {
	for i, c := range t.Columns {
		w.b = appendField(endField(w.b, i), c.Name)
	}
	w.b = append(w.b, lineBreak...)
	var scratch []byte
	for row := range t.Rows(x.Site) {
		for i := range t.Columns {
			value := t.Columns[i].Value(row)
			w.b, scratch = appendCell(endField(w.b, i), &value, scratch)
		}
		w.b = append(w.b, lineBreak...)
		w.spill()
	}
}

// lineBreak ends a line of CSV.
const lineBreak = "\r\n"

// Numbers writes the numbers of a figure as CSV, their head first.
func Numbers(rows [][]string) []byte {
	var b []byte
	for _, row := range rows {
		for i, cell := range row {
			b = appendField(endField(b, i), inert(cell))
		}
		b = append(b, lineBreak...)
	}
	return b
}

// endField ends the field before the i-th of a line.
func endField(b []byte, i int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return b
}

// appendCell writes a value of a column as a cell has it; what is not known is empty.
// Only a text could be taken for a formula. It uses scratch, and gives it back.
func appendCell(b []byte, v *record.Value, scratch []byte) (cell, again []byte) {
	if !v.Known {
		return b, scratch
	}
	switch v.Type {
	case record.TextColumn, record.AddressColumn:
		return appendField(b, inert(v.Text)), scratch
	case record.ListColumn:
		scratch = scratch[:0]
		for i, s := range v.List {
			if i > 0 {
				scratch = append(scratch, ';')
			}
			scratch = append(scratch, strings.ReplaceAll(s, ";", ",")...) // so that every ; divides
		}
		return appendField(b, inert(string(scratch))), scratch
	case record.DayColumn, record.DateColumn:
		return v.Date.AppendISO(b), scratch
	}
	return appendNumber(b, v), scratch
}

// appendField writes a field, within quotes if it needs them. As encoding/csv does, it
// makes every end of a line one of CSV, and quotes `\.`, which some databases read as
// the end of all.
func appendField(b []byte, field string) []byte {
	if !needsQuotes(field) {
		return append(b, field...)
	}
	b = append(b, '"')
	for i := range len(field) {
		switch c := field[i]; c {
		case '"':
			b = append(b, `""`...)
		case '\r':
		case '\n':
			b = append(b, lineBreak...)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

func needsQuotes(field string) bool {
	if field == "" {
		return false
	}
	for i := range len(field) {
		switch field[i] {
		case ',', '"', '\r', '\n':
			return true
		}
	}
	first, _ := utf8.DecodeRuneInString(field)
	return field == `\.` || unicode.IsSpace(first)
}

// inert keeps a cell from being run as a formula: it then begins with an apostrophe.
// Spreadsheets skip blanks before the sign, and some take the wide forms of the signs
// for the same.
//
// Source: OWASP, CSV injection.
func inert(cell string) string {
	if cell == "" || cell[0] >= '0' && cell[0] < utf8.RuneSelf && cell[0] != '=' && cell[0] != '@' {
		return cell // nearly every one
	}
	s := strings.TrimLeft(cell, " \t\r\n\u00a0")
	if s != "" && (s[0] < utf8.RuneSelf || s[0] == 0xef) {
		first, _ := utf8.DecodeRuneInString(s)
		if strings.ContainsRune("=+-@＝＋－＠", first) {
			return "'" + cell
		}
	}
	if cell[0] == '\t' || cell[0] == '\r' {
		return "'" + cell
	}
	return cell
}
