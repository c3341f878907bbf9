package export

import (
	"bytes"
	"encoding/json"
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
func (m *maker) tableJSON(table *record.Table) []byte {
	head := m.head()
	if table.Name == "progetti" {
		head.Totals = m.totals()
	}
	b := opened(marshal(head))
	b = m.appendRows(b, table)
	return append(b, "}\n"...)
}

// appendRows writes a table as a key with its rows.
func (m *maker) appendRows(b []byte, table *record.Table) []byte {
	b = append(appendText(append(b, ','), table.Name), ":["...)
	first := true
	for row := range table.Rows(m.Site) {
		b = append(append(b, comma(&first)...), '\n')
		b = append(appendColumns(append(b, '{'), table.Columns, row), '}')
	}
	return append(b, "\n]"...)
}

// wholeJSON writes everything: bodies, projects with their items, announcements.
func (m *maker) wholeJSON() []byte {
	head := m.head()
	head.Totals = m.totals()
	size := int64(4 << 10)
	for _, f := range m.told { // the tables have all of it, and more
		if f.Format == "JSON" {
			size += f.Size
		}
	}
	b := append(make([]byte, 0, size), opened(marshal(head))...)
	for i := range m.tables {
		switch table := &m.tables[i]; {
		case table.Name == "progetti":
			b = append(b, `,"progetti":[`...)
			first := true
			for row := range table.Rows(m.Site) {
				b = append(append(b, comma(&first)...), "\n{"...)
				b = append(m.appendProject(b, row.Item.(*record.Project)), '}')
			}
			b = append(b, "\n]"...)
		case table.Of == nil:
			b = m.appendRows(b, table)
		}
	}
	return append(b, "}\n"...)
}

// projectJSONs gives one file for each project, beside its page.
func (m *maker) projectJSONs() {
	for _, p := range m.Site.Projects {
		if m.stopped {
			return
		}
		b := opened(marshal(headJSON{Version: FormatVersion, Day: m.Today.ISO(), License: m.Site.Config.License}))
		b = append(m.appendProject(append(b, ','), p), '}')
		var out bytes.Buffer
		out.Grow(2 * len(b))
		if err := json.Indent(&out, b, "", " "); err != nil {
			panic("export: what we write must be JSON: " + err.Error())
		}
		out.WriteByte('\n')
		m.file(plan.ProjectJSON(p), out.Bytes())
	}
}

// appendProject writes the keys of a project, its items among them.
func (m *maker) appendProject(b []byte, p *record.Project) []byte {
	for i := range m.tables {
		switch table := &m.tables[i]; {
		case table.Name == "progetti":
			b = appendColumns(b, table.Columns, record.Row{Item: p})
		case table.Of != nil:
			b = append(appendText(append(b, ','), table.Name), ":["...)
			first := true
			for row := range table.Of(p) {
				b = append(append(b, comma(&first)...), '{')
				b = append(appendColumns(b, table.Inner(), row), '}')
			}
			b = append(b, ']')
		}
	}
	return b
}

// appendColumns writes what a row has, as the members of an object. A key is always
// there; what is not known is null.
func appendColumns(b []byte, columns []record.Column, row record.Row) []byte {
	first := true
	for _, c := range columns {
		b = append(b, comma(&first)...)
		b = append(appendText(b, c.Name), ':')
		b = appendValue(b, c.Value(row))
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

// appendValue writes a value of a column.
func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return appendText(b, v)
	case []string:
		b = append(b, '[')
		first := true
		for _, s := range v {
			b = appendText(append(b, comma(&first)...), s)
		}
		return append(b, ']')
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case float64:
		return strconv.AppendFloat(b, v, 'f', -1, 64)
	case record.Euro:
		return v.AppendDecimal(b)
	case record.Date:
		return append(append(append(b, '"'), v.ISO()...), '"')
	}
	panic("export: no column has values of this type")
}

// appendText writes a text as JSON. Nearly every one needs no escapes; the library
// writes the others.
func appendText(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c == 0x7f || c == 0xe2 && lineEnd(s[i:]) {
			return append(b, marshal(s)...)
		}
	}
	if !utf8.ValidString(s) {
		return append(b, marshal(s)...)
	}
	return append(append(append(b, '"'), s...), '"')
}

// lineEnd reports whether a text begins with U+2028 or U+2029, which older scripts take
// for the end of a line.
func lineEnd(s string) bool {
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
