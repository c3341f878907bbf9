package importer

import (
	"encoding/csv"
	"io"
	"regexp"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// byteOrderMark tells Excel that a table as text is UTF-8.
const byteOrderMark = "\ufeff"

// writeCSV writes the report row by row as an Italian Excel opens it: semicolons, UTF-8 with its
// mark, and commas before the cents.
func (r *Report) writeCSV(w io.Writer) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	t := r.rowTable()
	line := make([]string, len(t.columns))
	for i, c := range t.columns {
		line[i] = harmless(c.name)
	}
	_ = out.Write(line)
	for i := range r.Rows {
		for n, c := range t.row(&r.Rows[i]) {
			switch {
			case c.number && t.columns[n].euro:
				line[n] = plainItalian(c.amount)
			case c.number:
				line[n] = strconv.FormatInt(int64(c.amount), 10)
			default:
				line[n] = harmless(c.text)
			}
		}
		_ = out.Write(line)
	}
	out.Flush()
	return out.Error()
}

// plainItalian gives an amount as an Italian spreadsheet takes it for a number: 1250000,00.
func plainItalian(e record.Euro) string { return strings.Replace(e.Decimal(), ".", ",", 1) }

var signedNumber = regexp.MustCompile(`^[-+]?\d[\d.,]*$`)

// harmless gives a text that no spreadsheet takes for a formula: with an apostrophe before what
// would begin one.
//
// Source: OWASP, CSV Injection.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) && !signedNumber.MatchString(s) {
		return "'" + s
	}
	return s
}
