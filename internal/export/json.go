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

func (x *exporter) head() headJSON {
	c := &x.Site.Config
	return headJSON{Version: FormatVersion, Title: c.Title, Address: c.BaseURL, Day: x.Today.ISO(), License: c.License}
}

func (x *exporter) totals() *totalsJSON {
	sums := x.All.Totals
	return &totalsJSON{sums.Projects, euroNumber(sums.Assigned), euroNumber(sums.Paid), euroNumber(sums.Lost)}
}

// writeTable writes a table as JSON, its rows under its name and each on its line.
func (x *exporter) writeTable(w *writer, t *table) {
	head := x.head()
	if t.Name == "progetti" {
		head.Totals = x.totals()
	}
	w.b = append(w.b, opened(marshal(head))...)
	x.writeRows(w, t, t.line.append)
	w.b = append(w.b, "}\n"...)
}

// writeRows writes a table as a key with its rows, of each of which write gives the members.
func (x *exporter) writeRows(w *writer, t *table, write func([]byte, record.Row) []byte) {
	w.b = append(appendText(append(w.b, ','), t.Name), ":["...)
	first := true
	for row := range t.Rows(x.Site) {
		w.b = append(append(w.b, comma(&first)...), "\n{"...)
		w.b = append(write(w.b, row), '}')
		w.spill()
	}
	w.b = append(w.b, "\n]"...)
}

// writeWhole writes everything: bodies, projects with their items, announcements.
func (x *exporter) writeWhole(w *writer) {
	head := x.head()
	head.Totals = x.totals()
	w.b = append(w.b, opened(marshal(head))...)
	for i := range x.tables {
		switch t := &x.tables[i]; {
		case t.Name == "progetti":
			x.writeRows(w, t, func(b []byte, row record.Row) []byte { return x.appendProject(b, row.Item.(*record.Project)) })
		case t.Of == nil:
			x.writeRows(w, t, t.line.append)
		}
	}
	w.b = append(w.b, "}\n"...)
}

// appendProject writes the keys of a project, its items among them.
func (x *exporter) appendProject(b []byte, p *record.Project) []byte {
	for i := range x.tables {
		switch t := &x.tables[i]; {
		case t.Name == "progetti":
			b = t.line.append(b, record.Row{Item: p})
		case t.Of != nil:
			b = append(appendText(append(b, ','), t.Name), ":["...)
			for i := range t.Count(p) {
				b = append(endField(b, i), '{')
				b = append(t.inner.append(b, t.Of(p, i)), '}')
			}
			b = append(b, ']')
		}
	}
	return b
}

// appendProjectFile writes a project for people who read it, too: each key on its line.
func (x *exporter) appendProjectFile(b []byte, p *record.Project) []byte {
	b = append(b, x.projectHead...)
	for i := range x.tables {
		switch t := &x.tables[i]; {
		case t.Name == "progetti":
			b = t.open.append(append(b, ','), record.Row{Item: p})
		case t.Of != nil:
			b = append(appendText(append(b, ",\n "...), t.Name), ": ["...)
			n := t.Count(p)
			for i := range n {
				b = append(endField(b, i), "\n  {"...)
				b = append(t.openInner.append(b, t.Of(p, i)), "\n  }"...)
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
