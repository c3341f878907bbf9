package export

import (
	"vetro/internal/plan"
	"vetro/internal/record"
)

// table is a table with its columns as JSON has them.
type table struct {
	record.Table
	line, inner     members // of a row, and of a row within its project, on one line
	open, openInner members // each key on its line
}

func tablesOf(t *plan.Tree) []table {
	var out []table
	for _, r := range t.Tables() {
		out = append(out, table{
			Table: r, line: membersOf(r.Columns, 0), open: membersOf(r.Columns, 1),
			inner: membersOf(r.Inner(), 0), openInner: membersOf(r.Inner(), 3),
		})
	}
	return out
}

// members are the columns of a row as the members of an object. A key is always there;
// an unknown value is null.
type members struct {
	columns []record.Column
	keys    []string // with all that comes before their values
	depth   int      // of the object, if each key has its line; 0 if all are on one
}

func membersOf(columns []record.Column, depth int) members {
	m := members{columns: columns, depth: depth}
	for i, c := range columns {
		var w writer
		w.comma(i)
		if depth > 0 {
			w.put(lineAt(depth))
		}
		w.text(c.Name)
		w.put(": "[:min(2, 1+depth)])
		m.keys = append(m.keys, string(w.b))
	}
	return m
}

// write writes the members of a row.
func (m *members) write(w *writer, row record.Row) {
	for i := range m.columns {
		value := m.columns[i].Value(row)
		w.put(m.keys[i])
		w.value(&value, m.depth)
	}
}
