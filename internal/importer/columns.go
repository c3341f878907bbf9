package importer

import (
	"fmt"
	"slices"
	"strings"

	"vetro/internal/sheet"
)

// nameColumns gives the columns of a table their keys, by their names or as was asked. Those
// of a table further down are the columns of the first where their names are the same.
func (t *Table) nameColumns(a *area, asked *askedColumns, first bool) error {
	names := headNames(a.header)
	taken := make(map[string]string)
	wanted := make([]string, len(names)) // names of what was asked for
	for i := range names {
		wanted[i], _ = askedFor(names, i, asked)
	}
	t.byLetter(names, wanted, asked, first)
	for _, byOption := range []bool{true, false} { // what was asked comes first
		for i := range names {
			if (wanted[i] != "") != byOption {
				continue
			}
			col := t.column(a, names, i)
			if byOption {
				asked.used[wanted[i]] = true
				k := asked.keys[wanted[i]]
				if k != nil && col.Name != "" && taken[k.name()] == col.Name {
					return &Refusal{fmt.Sprintf("--map: più colonne si chiamano «%s»", col.Name), "indica quella giusta con la sua lettera, come --map \"" + col.Letter + "=" + k.name() + "\""}
				}
				if k != nil && taken[k.name()] != "" {
					return &Refusal{fmt.Sprintf("--map: la chiave «%s» è già della colonna «%s»", k.name(), taken[k.name()]), "togli una delle due colonne con --map \"" + taken[k.name()] + "=\""}
				}
				if col.Name == "" {
					col.Name = "colonna " + col.Letter
				}
				t.give(a, col, k, taken)
				col.forced = true
				if asked.written[wanted[i]] == "" && k != nil && k.name() != keyOf(names, i) {
					col.How = asLastTime
				}
			} else if k := t.findKey(keyOf(names, i)); k != nil && !t.moneyAsPlace(a, i, k) {
				t.giveByName(a, col, k, taken)
			}
		}
	}
	return nil
}

// byLetter finds the columns that were asked for by their letters, where no column has that
// name. Of a table further down letters say nothing.
func (t *Table) byLetter(names []headName, wanted []string, asked *askedColumns, first bool) {
	if !first {
		return
	}
	for folded := range asked.keys {
		if slices.Contains(wanted, folded) {
			continue
		}
		for i := range names {
			if strings.EqualFold(letterOf(i), folded) && wanted[i] == "" {
				wanted[i] = folded
			}
		}
	}
}

// column gives the column of the sheet that a place of a table is, a new one where no table
// before has that name.
func (t *Table) column(a *area, names []headName, place int) *TableColumn {
	if a.cols == nil {
		a.cols = make([]int, len(names))
		for i, n := range names {
			at := slices.IndexFunc(t.Columns, func(c TableColumn) bool { return n.whole != "" && c.Name == n.whole })
			if at < 0 || slices.Contains(a.cols[:i], at) {
				at = len(t.Columns)
				t.Columns = append(t.Columns, TableColumn{Name: n.whole, Letter: letterOf(i), Unit: 1, names: []string{fold(n.whole), fold(n.last), strings.ToLower(letterOf(i))}})
			}
			a.cols[i] = at
		}
		t.gather(a)
	}
	return &t.Columns[a.cols[place]]
}

// gather collects what a column holds, each value once.
func (t *Table) gather(a *area) {
	seen := make(map[[2]string]bool)
	for _, r := range a.rows[:min(len(a.rows), 10*mostCells)] {
		for p, c := range r.Cells {
			if p >= len(a.cols) || c.Text == "" {
				continue
			}
			col := &t.Columns[a.cols[p]]
			if id := [2]string{col.Letter, c.Text}; !seen[id] && len(col.kinds) < mostCells {
				seen[id] = true
				col.kinds = append(col.kinds, c)
				col.cells = append(col.cells, c.Text)
			}
		}
	}
}

// giveByName gives a column the key that its name means, unless another has it: of two the one
// of which something can be read.
func (t *Table) giveByName(a *area, col *TableColumn, k *tableKey, taken map[string]string) {
	if taken[k.name()] == "" {
		t.give(a, col, k, taken)
		return
	}
	first := slices.IndexFunc(a.cols, func(at int) bool { return t.Columns[at].Key == k.name() })
	other := &t.Columns[a.cols[first]]
	if !other.forced && !t.readable(other, k) && t.readable(col, k) {
		other, col = col, other
		t.give(a, col, nil, taken)
		t.give(a, other, k, taken)
	}
	t.Notes = append(t.Notes, fmt.Sprintf("la colonna «%s» non è usata: la chiave %s è già di «%s»", col.Name, k.name(), other.Name))
}

// readable reports whether any value of a column says something for a key.
func (t *Table) readable(c *TableColumn, k *tableKey) bool {
	as := *c
	as.target = k
	return slices.ContainsFunc(c.kinds, func(cell sheet.Cell) bool { return t.understand(&as, cell).value != "" })
}

func (t *Table) give(a *area, col *TableColumn, k *tableKey, taken map[string]string) {
	if k == nil {
		col.target, col.Key, col.Meaning = nil, "", ""
		return
	}
	taken[k.name()] = col.Name
	col.target, col.Key, col.Meaning = k, k.name(), k.meaning
}

// moneyAsPlace reports a column that is called Comune, or Provincia, and holds amounts: it is
// money from there, and no place.
func (t *Table) moneyAsPlace(a *area, place int, k *tableKey) bool {
	col := &t.Columns[a.cols[place]]
	good, all := col.share(isAmount)
	return k.name() == "luogo.nome" && good > 0 && good == all
}
