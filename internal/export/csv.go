package export

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"

	"vetro/internal/record"
)

// writeCSV writes a table as CSV, a column for each of its columns.
func (x *exporter) writeCSV(w *writer, t *table) {
	rows, line := csvWriter(w), make([]string, len(t.Columns))
	for i, c := range t.Columns {
		line[i] = c.Name
	}
	rows.Write(line)
	for row := range t.Rows(x.Site) {
		for i := range t.Columns {
			value := t.Columns[i].Value(row)
			line[i] = cell(&value)
		}
		rows.Write(line)
	}
	rows.Flush()
}

// csvWriter writes CSV as the open data have it. Its errors need no look: a bytes.Buffer
// has none, and a writer keeps its first.
//
// Source: RFC 4180: UTF-8, commas, CRLF, quotes where needed.
func csvWriter(to io.Writer) *csv.Writer {
	rows := csv.NewWriter(to)
	rows.UseCRLF = true
	return rows
}

// Numbers writes the numbers of a figure as CSV, their head first.
func Numbers(rows [][]string) []byte {
	var b bytes.Buffer
	out := csvWriter(&b)
	for _, row := range rows {
		line := make([]string, len(row))
		for i := range row {
			line[i] = inert(row[i])
		}
		out.Write(line)
	}
	out.Flush()
	return b.Bytes()
}

// cell gives a value of a column as a cell has it; an unknown one is empty. Only a text
// could be run as a formula.
func cell(v *record.Value) string {
	if !v.Known {
		return ""
	}
	switch v.Type {
	case record.TextColumn, record.AddressColumn:
		return inert(v.Text)
	case record.ListColumn:
		items := make([]string, len(v.List))
		for i, s := range v.List {
			items[i] = strings.ReplaceAll(s, ";", ",") // so that every ; divides
		}
		return inert(strings.Join(items, ";"))
	case record.DayColumn, record.DateColumn:
		return v.Date.ISO()
	}
	return string(appendNumber(nil, v))
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
