package export

import (
	"bytes"
	"iter"

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

// tableJSON gives a table as JSON, its rows under its name and each on its line.
func (m *maker) tableJSON(t *tableRows) iter.Seq[Block] {
	head := m.head()
	if t.Name == "progetti" {
		head.Totals = m.totals()
	}
	return joined(oneBlock(opened(marshal(head))), t.json(t.line.append), oneBlock([]byte("}\n")))
}

// json gives a table as a key with its rows, of each of which write gives the members.
func (t *tableRows) json(write func([]byte, record.Row) []byte) iter.Seq[Block] {
	key := append(appendText([]byte(","), t.Name), ":["...)
	return joined(oneBlock(key), t.blocks(true, func(b []byte, row record.Row) []byte {
		return append(write(append(b, "\n{"...), row), '}')
	}), oneBlock([]byte("\n]")))
}

// wholeJSON gives everything: bodies, projects with their items, announcements.
func (m *maker) wholeJSON() iter.Seq[Block] {
	head := m.head()
	head.Totals = m.totals()
	parts := []iter.Seq[Block]{oneBlock(opened(marshal(head)))}
	for i := range m.sheets {
		switch s := &m.sheets[i]; {
		case s.Name == "progetti":
			parts = append(parts, m.rowsOf(s).json(func(b []byte, row record.Row) []byte {
				return m.appendProject(b, row.Item.(*record.Project))
			}))
		case s.Of == nil:
			parts = append(parts, m.rowsOf(s).json(s.line.append))
		}
	}
	return joined(append(parts, oneBlock([]byte("}\n")))...)
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
