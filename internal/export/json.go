package export

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"unicode/utf8"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// FormatVersion is the version of the JSON files, their key «versione»: it grows when a
// key changes its meaning or goes away, and not when one is added.
const FormatVersion = 1

// euroNumber is an amount as a JSON number with its two decimals.
type euroNumber record.Euro

// MarshalJSON gives the exact decimal.
func (e euroNumber) MarshalJSON() ([]byte, error) { return []byte(record.Euro(e).Decimal()), nil }

// headJSON are the first keys of every file.
type headJSON struct {
	Version int         `json:"versione"`
	Title   string      `json:"titolo,omitempty"`
	Address string      `json:"indirizzo_sito,omitempty"`
	Day     string      `json:"giorno"`
	License string      `json:"licenza"`
	Totals  *totalsJSON `json:"totali,omitempty"`
}

type totalsJSON struct {
	Projects int        `json:"progetti"`
	Assigned euroNumber `json:"assegnato"`
	Paid     euroNumber `json:"erogato"`
	Lost     euroNumber `json:"rinunciato_o_revocato"`
}

func (m *maker) head() headJSON {
	c := &m.Site.Config
	return headJSON{Version: FormatVersion, Title: c.Title, Address: c.BaseURL, Day: m.Today.ISO(), License: c.License}
}

func (m *maker) totals() *totalsJSON {
	sums := m.All.Totals
	return &totalsJSON{sums.Projects, euroNumber(sums.Assigned), euroNumber(sums.Paid), euroNumber(sums.Lost)}
}

// tableJSON writes a table as JSON, its rows under its name and each on its line.
func (m *maker) tableJSON(b []byte, s *sheet) []byte {
	head := m.head()
	if s.Name == "progetti" {
		head.Totals = m.totals()
	}
	b = append(b, opened(marshal(head))...)
	b = m.appendRows(b, s)
	return append(b, "}\n"...)
}

// appendRows writes a table as a key with its rows.
func (m *maker) appendRows(b []byte, s *sheet) []byte {
	b = append(appendText(append(b, ','), s.Name), ":["...)
	first := true
	b = m.eachRow(b, s, func(b []byte, row record.Row) []byte {
		b = append(append(b, comma(&first)...), "\n{"...)
		return append(s.line.append(b, row), '}')
	})
	return append(b, "\n]"...)
}

// wholeJSON writes everything: bodies, projects with their items, announcements.
func (m *maker) wholeJSON(b []byte) []byte {
	head := m.head()
	head.Totals = m.totals()
	b = append(b, opened(marshal(head))...)
	for i := range m.sheets {
		switch s := &m.sheets[i]; {
		case s.Name == "progetti":
			b = append(b, `,"progetti":[`...)
			first := true
			b = m.eachRow(b, s, func(b []byte, row record.Row) []byte {
				b = append(append(b, comma(&first)...), "\n{"...)
				return append(m.appendProject(b, row.Item.(*record.Project)), '}')
			})
			b = append(b, "\n]"...)
		case s.Of == nil:
			b = m.appendRows(b, s)
		}
	}
	return append(b, "}\n"...)
}

// appendProject writes the keys of a project, its items among them.
func (m *maker) appendProject(b []byte, p *record.Project) []byte {
	for i := range m.sheets {
		switch s := &m.sheets[i]; {
		case s.Name == "progetti":
			b = s.line.append(b, record.Row{Item: p})
		case s.Of != nil:
			b = append(appendText(append(b, ','), s.Name), ":["...)
			for i := range s.Count(p) {
				b = append(endField(b, i), '{')
				b = append(s.inner.append(b, s.Of(p, i)), '}')
			}
			b = append(b, ']')
		}
	}
	return b
}

// projectJSON writes a project for people who read it, too: each key on its line.
func (m *maker) projectJSON(b []byte, p *record.Project) []byte {
	b = append(b, m.projectHead...)
	for i := range m.sheets {
		switch s := &m.sheets[i]; {
		case s.Name == "progetti":
			b = s.open.append(append(b, ','), record.Row{Item: p})
		case s.Of != nil:
			b = append(appendText(append(b, ",\n "...), s.Name), ": ["...)
			n := s.Count(p)
			for i := range n {
				b = append(endField(b, i), "\n  {"...)
				b = append(s.openInner.append(b, s.Of(p, i)), "\n  }"...)
			}
			if n > 0 {
				b = append(b, "\n "...)
			}
			b = append(b, ']')
		}
	}
	return append(b, "\n}\n"...)
}

// projectHead gives what the file of every project begins with.
func projectHead(t *plan.Tree) []byte {
	head := indented(headJSON{Version: FormatVersion, Day: t.Today.ISO(), License: t.Site.Config.License})
	return bytes.TrimSuffix(head, []byte("\n}\n"))
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

// opened gives an object to which members can be added.
func opened(object []byte) []byte { return bytes.TrimSuffix(object, []byte("}")) }

// comma gives what stands before an item: nothing before the first.
func comma(first *bool) string {
	if *first {
		*first = false
		return ""
	}
	return ","
}

// appendValue writes a value of a column; the items of a list each on a line if depth
// is more than 0.
func appendValue(b []byte, v *record.Value, depth int) []byte {
	if !v.Known {
		return append(b, "null"...)
	}
	switch v.Type {
	case record.TextColumn, record.AddressColumn:
		return appendText(b, v.Text)
	case record.ListColumn:
		return appendTexts(b, v.List, depth)
	case record.DayColumn, record.DateColumn:
		return append(v.Date.AppendISO(append(b, '"')), '"')
	}
	return appendNumber(b, v)
}

// appendNumber writes a value that looks the same in JSON and in CSV.
func appendNumber(b []byte, v *record.Value) []byte {
	switch v.Type {
	case record.IntegerColumn:
		return strconv.AppendInt(b, v.Whole, 10)
	case record.NumberColumn:
		return strconv.AppendFloat(b, v.Part, 'f', -1, 64)
	case record.EuroColumn:
		return record.Euro(v.Whole).AppendDecimal(b)
	case record.BoolColumn:
		return strconv.AppendBool(b, v.Whole != 0)
	}
	panic("export: no column has values of this type")
}

func appendTexts(b []byte, texts []string, depth int) []byte {
	b = append(b, '[')
	for i, s := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		if depth > 0 {
			b = append(b, lineAt(depth+1)...)
		}
		b = appendText(b, s)
	}
	if depth > 0 && len(texts) > 0 {
		b = append(b, lineAt(depth)...)
	}
	return append(b, ']')
}

// appendText writes a text as JSON. Nearly every one needs no escapes; the library
// writes the others.
func appendText[T string | []byte](b []byte, s T) []byte {
	from := len(b) + 1
	b = append(append(b, '"'), s...)
	ascii := true
	for i, c := range b[from:] {
		if c < utf8.RuneSelf {
			if c < ' ' || c == '"' || c == '\\' {
				return append(b[:from-1], marshal(string(s))...)
			}
		} else if ascii = false; c == 0xe2 && lineEnd(b[from+i:]) {
			return append(b[:from-1], marshal(string(s))...)
		}
	}
	if !ascii && !utf8.Valid(b[from:]) {
		return append(b[:from-1], marshal(string(s))...)
	}
	return append(b, '"')
}

// lineEnd reports whether a text begins with U+2028 or U+2029, which older scripts take
// for the end of a line.
func lineEnd(s []byte) bool {
	return len(s) >= 3 && s[1] == 0x80 && (s[2] == 0xa8 || s[2] == 0xa9)
}

// indented writes what people may read, too.
func indented(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		panic("export: what we describe must be JSON: " + err.Error())
	}
	return b.Bytes()
}

// marshal gives JSON as it stands in a script file, where < needs no escape of JSON's.
func marshal(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("export: what a script reads must be JSON: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// appendNumbers writes whole numbers as an array.
func appendNumbers[T int | int64](b []byte, numbers []T) []byte {
	b = append(b, '[')
	for i, n := range numbers {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return append(b, ']')
}

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
