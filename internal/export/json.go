package export

import (
	"bytes"

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
