package importer

import (
	"slices"

	"vetro/internal/load"
	"vetro/internal/record"
)

// retired gives the milestones that an older Vetro wrote of applications, beside the
// fundings that say the same: the decree, and what became of it.
func retired(rows []*application) []block {
	var out []block
	for _, a := range rows {
		add := func(title, phase string, day record.Date) {
			if day.Known() {
				out = append(out, block{name: "tappa", id: a.id(), part: title, fields: []field{
					{key: "titolo", value: title},
					{key: "fase", value: phase},
					{key: "effettiva", value: day.ISO(), kind: date},
					{key: "nota", value: a.cells[colCall]}, // only where a project had several
				}})
			}
		}
		add("Decreto di finanziamento", record.StartPhase, a.dated)
		switch a.state {
		case "E":
			add("Erogazione del finanziamento", record.PayoutPhase, a.since)
		case "R":
			add("Rinuncia al finanziamento", record.OtherPhase, a.since)
		}
	}
	return out
}

// retire takes the tables out of the file that an older Vetro wrote and this one does
// not, and tells of those that the office has changed: they stay.
func (m *merger) retire(want *mergePlan) {
	for _, d := range m.bases {
		for i := range d.retired {
			b := &d.retired[i]
			from := len(m.notes)
			for n := range m.file.Count(b.name) {
				if m.untouched(b, n) && m.takeOut(b, n) {
					break
				}
			}
			m.tell(lineOf(want, b.id), m.notes[from:])
		}
	}
	told := make(map[int]bool)
	for _, d := range m.bases {
		for i := range d.retired {
			b := &d.retired[i]
			from := len(m.notes)
			for n := range m.file.Count(b.name) {
				if !told[n] && m.holds(b, n, "titolo") && m.holds(b, n, "effettiva") {
					told[n] = true
					m.note(Differs, load.Spot{Table: b.name, N: n}, "[["+b.name+"]] "+blockLabel(b)+" ripete il finanziamento, ma qui non è più come l’ha scritta Vetro", "cancellala se non aggiunge nulla, o lascia così")
				}
			}
			m.tell(lineOf(want, b.id), m.notes[from:])
		}
	}
}

// takeOut removes a table, and reports whether it is gone: one with a comment stays.
func (m *merger) takeOut(b *block, n int) bool {
	at := load.Spot{Table: b.name, N: n}
	pos := m.file.Pos(at)
	if err := m.file.RemoveTable(at); err != nil {
		return false
	}
	m.edits++
	m.notes = append(m.notes, Note{Kind: Changed, Pos: pos, Text: "tolta [[" + b.name + "]] " + blockLabel(b) + ": lo dice già il finanziamento"})
	return true
}

// untouched reports whether a table of the file holds what an older Vetro wrote, and
// nothing else. It wrote the call as a note only where a project had several.
func (m *merger) untouched(b *block, n int) bool {
	for _, f := range b.fields {
		_, found := m.file.Value(load.Spot{Table: b.name, N: n, Key: f.key})
		if !m.holds(b, n, f.key) && (found || f.value != "" && f.key != "nota") {
			return false
		}
	}
	return !slices.ContainsFunc(m.file.Keys(load.Spot{Table: b.name, N: n}), func(key string) bool {
		return b.get(key).value == ""
	})
}

// holds reports whether a table of the file has the value of a key.
func (m *merger) holds(b *block, n int, key string) bool {
	written, found := m.file.Value(load.Spot{Table: b.name, N: n, Key: key})
	return found && b.get(key).same(written)
}

// lineOf gives the row that an application has in the source now, or 0.
func lineOf(d *mergePlan, id string) int {
	for i := range d.blocks {
		if d.blocks[i].id == id {
			return d.blocks[i].line
		}
	}
	return 0
}
