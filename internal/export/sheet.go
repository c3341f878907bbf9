package export

import (
	"slices"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// sheet is a table with its columns as JSON has them.
type sheet struct {
	record.Table
	line, inner     members // of a row, and of a row within its project, on one line
	open, openInner members // each key on its line
}

func sheetsOf(t *plan.Tree) []sheet {
	var out []sheet
	for _, table := range t.Tables() {
		s := sheet{Table: table, line: membersOf(table.Columns, 0), open: membersOf(table.Columns, 1)}
		s.inner, s.openInner = membersOf(table.Inner(), 0), membersOf(table.Inner(), 3)
		out = append(out, s)
	}
	return out
}

// eachRow writes the rows of a table one after the other.
func (m *maker) eachRow(b []byte, s *sheet, write func([]byte, record.Row) []byte) []byte {
	from := len(b)
	if s.Of != nil {
		for done, p := range m.Site.Projects {
			b = room(b, from, done, len(m.Site.Projects))
			for i := range s.Count(p) {
				b = write(b, s.Of(p, i))
			}
		}
		return b
	}
	done, all := 0, 0
	for range s.Rows(m.Site) {
		all++
	}
	for row := range s.Rows(m.Site) {
		b = write(room(b, from, done, all), row)
		done++
	}
	return b
}

// room makes a buffer large enough for all records by what those that are done took, from
// a place on. So a large file is not copied again and again as it grows, which would be
// garbage as large as several of it.
func room(b []byte, from, done, of int) []byte {
	const reserve = 64 << 10 // more than most records take
	if cap(b)-len(b) >= reserve {
		return b
	}
	rest := 0
	if done > 0 {
		rest = (len(b) - from) / done * (of - done)
	}
	return slices.Grow(b, reserve+rest+rest/16)
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
