package export

import (
	"bytes"
	"encoding/csv"
	"iter"
	"slices"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// table writes rows as CSV, a column for each of the table of columns.
func table[T any](columns []record.Column[T], rows []T) []byte {
	return csvFile(func(yield func([]string) bool) {
		cells := make([]string, len(columns))
		for i, c := range columns {
			cells[i] = c.Name
		}
		if !yield(cells) {
			return
		}
		for _, row := range rows {
			for i, c := range columns {
				cells[i] = c.Value(row)
			}
			if !yield(cells) {
				return
			}
		}
	})
}

// Numbers writes the numbers of a figure as CSV, their head first.
func Numbers(rows [][]string) []byte { return csvFile(slices.Values(rows)) }

// csvFile writes lines as CSV: UTF-8, commas, CRLF, quotes where needed. A cell that a
// spreadsheet would take for a formula begins with an apostrophe.
//
// Source: RFC 4180; OWASP, CSV injection.
func csvFile(lines iter.Seq[[]string]) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	var cells []string
	for line := range lines {
		cells = cells[:0]
		for _, cell := range line {
			cells = append(cells, inert(cell))
		}
		if err := w.Write(cells); err != nil {
			panic("export: writing into memory cannot fail: " + err.Error())
		}
	}
	w.Flush()
	return b.Bytes()
}

// inert keeps a cell from being run as a formula. Spreadsheets skip blanks before the
// sign, and some take the wide forms of the signs for the same.
func inert(cell string) string {
	s := strings.TrimLeft(cell, " \t\r\n\u00a0")
	if s != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(s)[0]) || cell != "" && strings.ContainsRune("\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func fundings(t *plan.Tree) []record.FundingRow {
	var rows []record.FundingRow
	for _, p := range t.Site.Projects {
		for i := range p.Fundings {
			rows = append(rows, record.FundingRow{Project: p, Funding: &p.Fundings[i]})
		}
	}
	return rows
}
