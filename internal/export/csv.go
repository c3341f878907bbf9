package export

import (
	"bytes"
	"encoding/csv"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// column is a column of a table: its head, and what a row has there.
type column[T any] struct {
	name  string
	value func(T) string
}

// table writes rows as CSV: UTF-8, commas, CRLF, quotes where needed. A cell that a
// spreadsheet would take for a formula begins with an apostrophe.
//
// Source: RFC 4180; OWASP, CSV injection.
func table[T any](columns []column[T], rows []T) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.name
	}
	write := func() {
		if err := w.Write(cells); err != nil {
			panic("export: writing into memory cannot fail: " + err.Error())
		}
	}
	write()
	for _, row := range rows {
		for i, c := range columns {
			cells[i] = inert(c.value(row))
		}
		write()
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

func projectColumns(t *plan.Tree) []column[*record.Project] {
	type P = *record.Project
	return []column[P]{
		{"id", func(p P) string { return p.ID }},
		{"titolo", func(p P) string { return p.Title }},
		{"ente", func(p P) string { return bodyID(p) }},
		{"ente_nome", func(p P) string { return bodyName(p) }},
		{"stato", func(p P) string { return p.State }},
		{"cup", func(p P) string { return string(p.CUP) }},
		{"cup_assente", func(p P) string { return p.NoCUP }},
		{"misure", func(p P) string { return strings.Join(measureCodes(p), ";") }},
		{"assegnato", func(p P) string { return p.Total().Decimal() }},
		{"erogato", func(p P) string { return p.PaidOut().Decimal() }},
		{"rinunciato_o_revocato", func(p P) string { return p.Lost().Decimal() }},
		{"data_decreto", func(p P) string { return p.Decreed().ISO() }},
		{"pubblicato", func(p P) string { return p.Published.ISO() }},
		{"aggiornato", func(p P) string { return p.Updated.ISO() }},
		{"indirizzo", func(p P) string { return t.Site.Config.BaseURL + plan.ProjectPath(p) }},
	}
}

func bodyID(p *record.Project) string {
	if p.Body == nil {
		return ""
	}
	return p.Body.ID
}

func bodyName(p *record.Project) string {
	if p.Body == nil {
		return ""
	}
	return p.Body.Name
}

func measureCodes(p *record.Project) []string {
	codes := []string{}
	for _, m := range p.Measures() {
		codes = append(codes, m.Code)
	}
	return codes
}

// funding is a row of finanziamenti.csv.
type funding struct {
	project *record.Project
	*record.Funding
}

func fundings(t *plan.Tree) []funding {
	var rows []funding
	for _, p := range t.Site.Projects {
		for i := range p.Fundings {
			rows = append(rows, funding{p, &p.Fundings[i]})
		}
	}
	return rows
}

func fundingColumns(*plan.Tree) []column[funding] {
	return []column[funding]{
		{"progetto", func(f funding) string { return f.project.ID }},
		{"cup", func(f funding) string { return string(f.project.CUP) }},
		{"ente", func(f funding) string { return bodyID(f.project) }},
		{"fonte", func(f funding) string { return f.Source }},
		{"misura", func(f funding) string { return f.MeasureCode }},
		{"importo", func(f funding) string { return f.Amount.Decimal() }},
		{"stato", func(f funding) string { return f.State }},
		{"data", func(f funding) string { return f.Date.ISO() }},
		{"data_stato", func(f funding) string { return f.StateDate.ISO() }},
		{"decreto", func(f funding) string { return f.Decree }},
		{"avviso", func(f funding) string { return f.Call }},
	}
}
