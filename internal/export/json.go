package export

import (
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// formatVersion is the version of the JSON files, their key «versione»: it grows when a
// key changes its meaning or goes away, and not when one is added.
const formatVersion = 2

// euroNumber is an amount as a JSON number with its two decimals.
type euroNumber record.Euro

// MarshalJSON gives the exact decimal.
func (e euroNumber) MarshalJSON() ([]byte, error) { return []byte(record.Euro(e).Decimal()), nil }

// headJSON are the first keys of every file.
type headJSON struct {
	Version int         `json:"versione"`
	Title   string      `json:"titolo,omitempty"`
	Address string      `json:"indirizzo_sito,omitempty"`
	Day     string      `json:"giorno"` // that the site shows
	Oldest  string      `json:"verificato_dal,omitempty"`
	Newest  string      `json:"verificato_al,omitempty"`
	License string      `json:"licenza"`
	Totals  *totalsJSON `json:"totali,omitempty"`
}

// totalsJSON are the sums over all projects. A sum of which nothing is known is null; of one that
// is known in part, «ignoti» says how many parts are not: it is at least what stands there.
type totalsJSON struct {
	Projects        int         `json:"progetti"`
	Assigned        euroNumber  `json:"assegnato"`
	Received        *euroNumber `json:"erogato"`
	Lost            euroNumber  `json:"rinunciato_o_revocato"`
	ReceivedUnknown int         `json:"erogato_ignoti"`
	NoDecree        euroNumber  `json:"assegnato_senza_decreto"`
	Own             euroNumber  `json:"risorse_proprie"`
	Missing         euroNumber  `json:"da_reperire"`
	Cost            euroNumber  `json:"costo"`
	Awarded         *euroNumber `json:"affidato"`
	AwardedUnknown  int         `json:"affidato_ignoti"`
	Spent           *euroNumber `json:"pagato_fornitori"`
	NoContract      int         `json:"progetti_senza_contratti"`
	SpentUnknown    int         `json:"progetti_senza_pagamenti"`
	Funded          int         `json:"progetti_con_assegnato"`
	Unfunded        int         `json:"progetti_senza_assegnato"`
	LostOnly        int         `json:"progetti_rinunciati_o_revocati"`
}

func (x *exporter) head() headJSON {
	c := &x.Site.Config
	return headJSON{Version: formatVersion, Title: c.Title, Address: c.BaseURL, Day: x.Today.ISO(), Oldest: x.All.Checked.Oldest.ISO(), Newest: x.All.Checked.Newest.ISO(), License: c.License}
}

func (x *exporter) totals() *totalsJSON {
	m := &x.All.Money
	return &totalsJSON{
		Projects: len(x.All.Projects), Assigned: euroNumber(m.Assigned), Received: known(&m.Received), Lost: euroNumber(m.Lost()),
		ReceivedUnknown: m.Received.Open(), NoDecree: euroNumber(m.NoDecree), Own: euroNumber(m.Own), Missing: euroNumber(m.Missing), Cost: euroNumber(m.Cost()),
		Awarded: known(&m.Awarded), AwardedUnknown: m.ContractsWithoutAmount(), NoContract: m.NoContract, Spent: known(&m.Spent), SpentUnknown: m.Spent.Unknown,
		Funded: m.Projects, Unfunded: len(x.All.Projects) - m.Projects - m.LostOnly, LostOnly: m.LostOnly,
	}
}

// known gives a sum, or nil for one of which nothing is known.
func known(s *record.Sum) *euroNumber {
	if s.Knowledge() == record.NothingKnown {
		return nil
	}
	n := euroNumber(s.Amount)
	return &n
}

// writeTable writes a table as JSON, its rows under its name and each on its line.
func (x *exporter) writeTable(w *writer, t *table) {
	head := x.head()
	if t.Name == "progetti" {
		head.Totals = x.totals()
	}
	w.put(opened(marshal(head), "}"))
	x.writeRows(w, t, func(row record.Row) { t.line.write(w, row) })
	w.put("}\n")
}

// writeRows writes a table as a key with its rows; write writes the members of each.
func (x *exporter) writeRows(w *writer, t *table, write func(record.Row)) {
	w.put(`,"`, t.Name, `":[`)
	i := 0
	for row := range t.Rows(x.Site) {
		w.comma(i)
		w.put("\n{")
		write(row)
		w.put("}")
		w.spill()
		i++
	}
	w.put("\n]")
}

// writeWhole writes everything: bodies, projects with their items, announcements.
func (x *exporter) writeWhole(w *writer) {
	head := x.head()
	head.Totals = x.totals()
	w.put(opened(marshal(head), "}"))
	for i := range x.tables {
		switch t := &x.tables[i]; {
		case t.Name == "progetti":
			x.writeRows(w, t, func(row record.Row) { x.writeProject(w, row.Item.(*record.Project)) })
		case t.Of == nil:
			x.writeRows(w, t, func(row record.Row) { t.line.write(w, row) })
		}
	}
	w.put("}\n")
}

// writeProject writes the keys of a project, its items among them.
func (x *exporter) writeProject(w *writer, p *record.Project) {
	for i := range x.tables {
		switch t := &x.tables[i]; {
		case t.Name == "progetti":
			t.line.write(w, record.Row{Item: p})
		case t.Of != nil:
			w.put(`,"`, t.Name, `":[`)
			for i := range t.Count(p) {
				w.comma(i)
				w.put("{")
				t.inner.write(w, t.Of(p, i))
				w.put("}")
			}
			w.put("]")
		}
	}
}

// writeProjectFile writes a project for people who read it, too: each key on its line.
func (x *exporter) writeProjectFile(w *writer, p *record.Project) {
	w.put(x.projectHead)
	for i := range x.tables {
		switch t := &x.tables[i]; {
		case t.Name == "progetti":
			w.put(",")
			t.open.write(w, record.Row{Item: p})
		case t.Of != nil:
			w.put(",\n \"", t.Name, "\": [")
			n := t.Count(p)
			for i := range n {
				w.comma(i)
				w.put("\n  {")
				t.openInner.write(w, t.Of(p, i))
				w.put("\n  }")
			}
			if n > 0 {
				w.put("\n ")
			}
			w.put("]")
		}
	}
	w.put("\n}\n")
}

// projectHead gives the beginning of the file of every project.
func projectHead(t *plan.Tree) string {
	var w writer
	w.indented(headJSON{Version: formatVersion, Day: t.Today.ISO(), License: t.Site.Config.License})
	return opened(w.b, "\n}\n")
}

// opened gives an object without its end, so that members can be added.
func opened(object []byte, end string) string { return strings.TrimSuffix(string(object), end) }
