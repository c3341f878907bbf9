package export

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// tableCSV writes a table as CSV, a column for each of its columns, and counts its rows.
func (m *maker) tableCSV(table *record.Table) (data []byte, rows int) {
	var b bytes.Buffer
	w := newCSV(&b)
	cells := make([]string, len(table.Columns))
	for i, c := range table.Columns {
		cells[i] = c.Name
	}
	writeLine(w, cells)
	for row := range table.Rows(m.Site) {
		for i, c := range table.Columns {
			cells[i] = cell(c.Value(row))
		}
		writeLine(w, cells)
		rows++
	}
	w.Flush()
	return b.Bytes(), rows
}

// Numbers writes the numbers of a figure as CSV, their head first.
func Numbers(rows [][]string) []byte {
	var b bytes.Buffer
	w := newCSV(&b)
	for _, row := range rows {
		cells := slices.Clone(row)
		for i := range cells {
			cells[i] = inert(cells[i])
		}
		writeLine(w, cells)
	}
	w.Flush()
	return b.Bytes()
}

// newCSV writes CSV: UTF-8, commas, CRLF, quotes where needed.
//
// Source: RFC 4180.
func newCSV(b *bytes.Buffer) *csv.Writer {
	w := csv.NewWriter(b)
	w.UseCRLF = true
	return w
}

func writeLine(w *csv.Writer, cells []string) {
	if err := w.Write(cells); err != nil {
		panic("export: writing into memory cannot fail: " + err.Error())
	}
}

// cell gives a value of a column as a cell has it; what is not known is empty. Only a
// text could be taken for a formula.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return inert(v)
	case []string:
		items := slices.Clone(v)
		for i := range items {
			items[i] = strings.ReplaceAll(items[i], ";", ",") // so that every ; divides
		}
		return inert(strings.Join(items, ";"))
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case record.Euro:
		return v.Decimal()
	case record.Date:
		return v.ISO()
	}
	panic("export: no column has values of this type")
}

// inert keeps a cell from being run as a formula: it then begins with an apostrophe.
// Spreadsheets skip blanks before the sign, and some take the wide forms of the signs
// for the same.
//
// Source: OWASP, CSV injection.
func inert(cell string) string {
	s := strings.TrimLeft(cell, " \t\r\n\u00a0")
	if s != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(s[:min(len(s), 4)])[0]) || cell != "" && strings.ContainsRune("\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
