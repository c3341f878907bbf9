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
// what is not known is null.
type members struct {
	columns []record.Column
	keys    []string // with all that stands before their values
	depth   int      // of the object, if each key has its line; 0 if all are on one
}

func membersOf(columns []record.Column, depth int) members {
	m := members{columns: columns, depth: depth}
	for i, c := range columns {
		key := string(appendText(nil, c.Name)) + ":"
		if depth > 0 {
			key = lineAt(depth) + key + " "
		}
		if i > 0 {
			key = "," + key
		}
		m.keys = append(m.keys, key)
	}
	return m
}

// lineAt begins a line as deep as it stands within objects and lists.
func lineAt(depth int) string { return "\n     "[:1+depth] }

// append writes what a row has.
func (m *members) append(b []byte, row record.Row) []byte {
	for i := range m.columns {
		value := m.columns[i].Value(row)
		b = appendValue(append(b, m.keys[i]...), &value, m.depth)
	}
	return b
}
