package importer

import (
	"regexp"
	"slices"
	"strings"

	"vetro/internal/record"
)

// A report row by row is one table, as CSV or as a sheet of a workbook: the source's own cells,
// as far as they may be published, and beside them what became of each row.

// reportColumn is a column of that table.
type reportColumn struct {
	name string
	euro bool // its cells are amounts, where they can be read
}

// reportCell is a cell of that table.
type reportCell struct {
	text   string
	amount record.Euro
	number bool // amount is the value: euro, or a whole number in a column that is not of euro
	marked bool // of the source, and could not be read: the note says why
}

// reportTable gives a report row by row.
type reportTable struct {
	*Report
	columns    []reportColumn
	name, code int            // columns of the source with a supplier and with its tax code, or -1
	at         map[string]int // columns of the source by their names
	cells      []reportCell
}

// rowTable begins the table of a report. Where no cells were kept of the source, its rows are told
// by what was understood of them.
func (r *Report) rowTable() *reportTable {
	t := &reportTable{Report: r, name: -1, code: -1, at: make(map[string]int)}
	t.columns = []reportColumn{{name: "numero"}}
	if len(r.Header) == 0 {
		t.columns = append(t.columns, reportColumn{name: "ente"}, reportColumn{name: "cup"}, reportColumn{name: "avviso"}, reportColumn{name: "importo", euro: true}, reportColumn{name: "stato"})
	}
	keys := tableKeys()
	for i, name := range r.Header {
		key := r.key(i)
		k := findKey(keys, withoutSide(key))
		t.columns = append(t.columns, reportColumn{name: name, euro: key != "" && k != nil && k.kind == euro})
		switch key {
		case "contratto.fornitore":
			t.name = i
		case "contratto.codice_fiscale":
			t.code = i
		}
		if _, twice := t.at[name]; !twice {
			t.at[name] = i
		}
	}
	t.columns = append(t.columns, reportColumn{name: "esito"})
	if len(r.Header) > 0 {
		t.columns = append(t.columns, reportColumn{name: "importo letto", euro: true})
	}
	t.columns = append(t.columns, reportColumn{name: "file"}, reportColumn{name: "nota"})
	return t
}

// header names the columns of a sheet, and the key that each fills.
func (t *Table) header() (names, keys []string) {
	for i := range t.Columns {
		names, keys = append(names, t.Columns[i].Name), append(keys, t.Columns[i].Key)
	}
	return names, keys
}

// key gives the key that a column of the source fills, or "".
func (r *Report) key(column int) string {
	if column < len(r.Keys) {
		return r.Keys[column]
	}
	if len(r.Keys) > 0 {
		return ""
	}
	return columnWords[fold(r.Header[column])]
}

var sideColumn = regexp.MustCompile(`\[[^\]]*\]`)

// withoutSide gives the key of a side column: finanziamento[Comune].importo is an amount, too.
func withoutSide(key string) string { return sideColumn.ReplaceAllString(key, "") }

// row gives the cells of a row, until the next call.
func (t *reportTable) row(r *RowReport) []reportCell {
	out := append(t.cells[:0], reportCell{number: true, amount: record.Euro(r.Line)})
	if len(t.Header) == 0 {
		out = append(out, reportCell{text: publishable(r.Body)}, reportCell{text: r.CUP}, reportCell{text: publishable(r.Call)}, amountCell(r.Amount), reportCell{text: publishable(r.State)})
	} else {
		out = t.source(out, r)
	}
	out = append(out, reportCell{text: r.Outcome})
	if len(t.Header) > 0 {
		out = append(out, amountCell(r.Amount))
	}
	out = append(out, reportCell{text: r.File}, reportCell{text: r.note()})
	t.cells = out
	return out
}

// source gives the cells of a row of the source: without the data of natural persons, and those
// that could not be read are marked.
func (t *reportTable) source(out []reportCell, r *RowReport) []reportCell {
	first := len(out)
	for i := range t.Header {
		c := reportCell{}
		if i < len(r.Cells) {
			c.text = publishable(r.Cells[i])
			if t.columns[1+i].euro {
				c = sourceAmount(c.text)
			}
		}
		out = append(out, c)
	}
	t.hidePerson(out[first:], r)
	for _, f := range r.Faults {
		if i, found := t.at[f.Column]; found {
			out[first+i].marked = true
		}
	}
	return out
}

// hidePerson leaves out the name and the code of a supplier who is a natural person.
func (t *reportTable) hidePerson(cells []reportCell, r *RowReport) {
	of := func(column int) string {
		if column >= 0 && column < len(r.Cells) {
			return r.Cells[column]
		}
		return ""
	}
	_, _, person := company(of(t.name), of(t.code), "")
	if of(t.name)+of(t.code) == "" || !person && !strings.Contains(of(t.code), omitted) && !slices.Contains(r.odd, oddPerson) {
		return
	}
	if t.name >= 0 {
		cells[t.name].text = "persona fisica " + omitted
	}
	if t.code >= 0 {
		cells[t.code].text = omitted
	}
}

// publishable gives a text as it may stand in content/importati, which is kept with the site and so
// may be read by all who read its repository.
func publishable(s string) string {
	s, _ = masked(s)
	return s
}

// amountCell gives an amount that was understood.
func amountCell(decimal string) reportCell {
	e, err := record.ParseEuro(decimal)
	return reportCell{text: publishable(decimal), amount: e, number: err == nil}
}

// twoAmounts is what a spreadsheet that counts in millions has for a number with decimals, and a
// person for thousands.
var twoAmounts = regexp.MustCompile(`^\d{1,3}[.,]\d{3}$`)

// sourceAmount gives an amount as the source has it: as a number, where it stands for one alone.
func sourceAmount(s string) reportCell {
	e, ok := tableEuro(s)
	return reportCell{text: s, amount: e, number: ok && !twoAmounts.MatchString(strings.TrimSpace(s))}
}
