package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vetro/internal/record"
	"vetro/internal/sheet"
)

// readRows reads the rows of all tables of the sheet: those of projects, those of totals.
func (t *Table) readRows() {
	t.rows, t.Totals = nil, nil
	var hidden []string
	for i := range t.areas {
		a := &t.areas[i]
		sums := newSums(t, a)
		for _, r := range a.rows {
			if r.Hidden {
				hidden = append(hidden, fmt.Sprint(r.Line))
			}
			if t.isHeading(a, r) {
				continue
			}
			row := t.readRow(a, r)
			if why := sums.totals(&row, r); why != "" {
				t.Totals = append(t.Totals, totalsRow(&row, why))
				continue
			}
			sums.add(&row)
			t.rows = append(t.rows, row)
		}
	}
	t.Rows = len(t.rows)
	if n := len(hidden); n > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("righe nascoste, lette come le altre: %s; se non vanno pubblicate toglile dal foglio", strings.Join(hidden[:min(n, 20)], ", ")))
	}
}

// footnotes begin what stands below a table and is no project.
var footnotes = []string{"*", "(*", "nota:", "note:", "n.b.", "nb:", "fonte:", "fonti:", "legenda", "aggiornato al", "aggiornamento al", "dati aggiornati"}

// isHeading reports a title that is merged over the columns, or a note under the table: a text
// alone that is neither a title of a project nor its code.
func (t *Table) isHeading(a *area, r sheet.Row) bool {
	if r.Bad != "" || cellCount(r) != 1 || len(a.cols) < 2 {
		return false
	}
	text, key := "", ""
	wide := 0
	for p, c := range r.Cells {
		switch {
		case c.Spread && besideOf(r.Cells, p):
			wide++
		case c.Kind == sheet.Text && p < len(a.cols):
			text, key = c.Text, t.Columns[a.cols[p]].Key
		}
	}
	lower := foldCall(text)
	begins := func(s string) bool { return strings.HasPrefix(lower, s) }
	astray := (key == "" || key == "cup") && t.has(a, "titolo") && !isCUP(sheet.Cell{Text: text}) && !totalsBegin.MatchString(lower)
	if text == "" || !slices.ContainsFunc(footnotes, begins) && !astray && !(wide >= 2 && wide >= len(a.cols)/2) {
		return false
	}
	t.Notes = append(t.Notes, fmt.Sprintf("riga %d: «%s» è un titolo o una nota, e non un progetto", r.Line, text))
	return true
}

// readRow gives the values of one row, and all that is wrong in it.
func (t *Table) readRow(a *area, r sheet.Row) tableRow {
	row := tableRow{line: r.Line, values: make(map[string]string, len(t.consts)+8)}
	if r.Bad != "" {
		row.faults = []Fault{{Why: r.Bad, Mend: "correggi la riga nel foglio", Stops: true}}
		return row
	}
	for name, v := range t.consts {
		row.values[name] = v
	}
	width := 0
	for p := range r.Cells[:min(len(r.Cells), len(a.cols))] {
		if r.Cells[p].Text != "" {
			width = max(width, a.cols[p]+1)
		}
	}
	row.cells = make([]string, width)
	for p, at := range a.cols {
		if p >= len(r.Cells) {
			break
		}
		t.readCell(&row, &t.Columns[at], at, r.Cells, p)
	}
	completeMeasure(&row)
	t.missing(a, &row)
	return row
}

// readCell reads one cell of a row.
func (t *Table) readCell(row *tableRow, col *TableColumn, at int, cells []sheet.Cell, p int) {
	c := cells[p]
	shown := shownCell(col, c)
	if at < len(row.cells) {
		row.cells[at] = shown
	}
	if col.target == nil {
		return
	}
	if c.Spread && besideOf(cells, p) { // the value of the column before
		return
	}
	if col.target.kind == euro {
		row.money = append(row.money, moneyCell{key: col.Key, column: col.Name, cell: c, decimal: col.decimal, unit: col.Unit})
	}
	got := t.understand(col, c)
	switch {
	case got.why != "":
		row.faults = append(row.faults, Fault{Column: col.Name, Key: col.Key, Value: shown, Why: got.why, Mend: got.mend, Stops: necessary(col.Key) || isMoneyKey(col.Key)})
		delete(row.values, col.Key)
	case got.value != "":
		row.values[col.Key] = got.value
		if c.Spread {
			if row.spread == nil {
				row.spread = make(map[string]bool)
			}
			row.spread[col.Key] = true
		}
	}
}

// besideOf reports a cell whose merged range begins further left in its row.
func besideOf(cells []sheet.Cell, p int) bool {
	for i := p - 1; i >= 0 && cells[i].Text == cells[p].Text; i-- {
		if !cells[i].Spread {
			return true
		}
	}
	return false
}

// people are words in the names of columns that hold names of persons, which no report needs.
var people = []string{"rup", "responsabile", "referente", "nominativo", "dirigente", "telefono", "email", "mail", "pec", "cognome"}

// shownCell gives a cell as reports may show it, without personal data.
func shownCell(col *TableColumn, c sheet.Cell) string {
	s, _ := masked(c.Text)
	switch {
	case s == "":
		return ""
	case slices.ContainsFunc(strings.Split(fold(strings.ReplaceAll(col.Name, ".", "")), "_"), func(w string) bool { return slices.Contains(people, w) }),
		slices.ContainsFunc(strings.Split(fold(col.Name), "_"), func(w string) bool { return slices.Contains(people, w) }):
		return omitted
	case c.Kind == sheet.Date:
		return dayShown(s)
	}
	return s
}

// missing notes what a row that makes a project cannot do without, where the sheet has a
// column for it and the row has nothing there.
func (t *Table) missing(a *area, row *tableRow) {
	lacks := func(key string) bool {
		return row.values[key] == "" && t.has(a, key) && !slices.ContainsFunc(row.faults, func(f Fault) bool { return f.Key == key })
	}
	add := func(key, why, mend string) {
		i := slices.IndexFunc(a.cols, func(at int) bool { return t.Columns[at].Key == key })
		row.faults = append(row.faults, Fault{Column: t.Columns[a.cols[i]].Name, Key: key, Why: why, Mend: mend, Stops: true})
	}
	if lacks("titolo") {
		add("titolo", "manca il titolo", "scrivilo nel foglio")
	}
	const amount = "finanziamento.importo"
	if lacks(amount) {
		add(amount, "manca l’importo", "scrivilo nel foglio; se non è noto, la riga resta fuori")
	}
	if !t.has(a, amount) || cmp.Or(row.values["finanziamento.fonte"], record.PNRR) != record.PNRR {
		return
	}
	if lacks("finanziamento.misura") {
		add("finanziamento.misura", "manca la misura", "scrivila nel foglio, come M1C1I1.2")
	}
	if lacks("finanziamento.stato") {
		add("finanziamento.stato", "manca lo stato del finanziamento", "scrivilo nel foglio: assegnato, erogato, rinunciato o revocato")
	}
}

// stopping gives the faults for which a row cannot be imported. A project that is there has
// its title, and an empty cell leaves what it has.
func (r *tableRow) stopping(exists bool) []Fault {
	var out []Fault
	for _, f := range r.faults {
		if !f.Stops || exists && (f.Key == "titolo" || f.Value == "" && (f.Key == "finanziamento.misura" || f.Key == "finanziamento.stato")) {
			continue
		}
		out = append(out, f)
	}
	return out
}

// examples gives for each column three values as they were understood.
func (t *Table) examples() {
	var gather faultGroups
	for i := range t.rows {
		gather.add(t.rows[i].line, t.rows[i].faults)
	}
	t.Faults = gather.sorted()
	for i := range t.Columns {
		c := &t.Columns[i]
		c.Examples = nil
		for _, cell := range c.kinds {
			if len(c.Examples) == 3 {
				break
			}
			if slices.ContainsFunc(t.Totals, func(r TotalsRow) bool { return c.Key != "" && r.Sums[c.Key].cell == cell }) {
				continue
			}
			e := Example{Written: shortened(shownCell(c, cell))}
			if c.target != nil {
				if wordOfTotals(cell.Text) && c.target.kind != euro {
					continue
				}
				switch got := t.understand(c, cell); {
				case got.why != "":
					e.Understood = "non si legge"
				case got.value != "":
					e.Understood = shortened(shownAs(c.target, got.value))
					if shown, _ := masked(e.Understood); shown != e.Understood {
						e.Understood = shown
					}
				default:
					e.Understood = "niente"
				}
			}
			if !slices.Contains(c.Examples, e) {
				c.Examples = append(c.Examples, e)
			}
		}
	}
}

func shortened(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

// String tells a column as it is shown for consent.
func (c TableColumn) String() string {
	key := cmp.Or(c.Key, "non usata")
	if c.Meaning != "" {
		key += " (" + c.Meaning + ")"
	}
	if c.How != "" {
		key += " [" + c.How + "]"
	}
	if c.Unit > 1 {
		key += " in " + unitName(c.Unit)
	}
	var examples []string
	for _, e := range c.Examples {
		s := e.Written
		if e.Understood != "" && e.Understood != e.Written {
			s = "«" + e.Written + "» → " + e.Understood
		}
		examples = append(examples, s)
	}
	return fmt.Sprintf("%s «%s» → %s; per esempio: %s", c.Letter, c.Name, key, cmp.Or(strings.Join(examples, "; "), "niente"))
}
