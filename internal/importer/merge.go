package importer

import (
	"fmt"
	"slices"

	"vetro/internal/load"
	"vetro/internal/record"
)

// Kind says what a line of a report is about.
type Kind int

// The kinds of lines of a report, in the order in which it tells them.
const (
	New      Kind = iota // a file, or a table in one, that was not there
	Changed              // a value that came from the source and follows it
	Differs              // a value of the office that is not the source's: both are kept
	Vanished             // what the source no longer has: nothing is deleted
	Unsure               // what the source does not say with certainty
	Skipped              // a row, or a file, that cannot be read
)

// Note is a line of a report: where, and what.
type Note struct {
	Kind Kind
	Pos  record.Pos
	Text string
	Mend string // what the office may do, or ""
}

// merger brings what a source says now into a file that it has written before, or that
// an office wrote.
//
// Three values meet at each key: what the source said when it was last imported (bases:
// also what a killed import was about to write), what the file holds, and what the
// source says now. Only a value that the source had written is changed.
type merger struct {
	file   *load.Editor
	bases  []*mergePlan
	accept bool
	notes  []Note
	edits  int
	rows   map[int]outcome // by line of the source

	replaced map[*block]bool // blocks of bases that another one has taken over
}

// merge brings a plan into the file.
func (m *merger) merge(want *mergePlan) {
	m.rows, m.replaced = make(map[int]outcome), make(map[*block]bool)
	m.retire(want)
	var bases []*block
	for _, b := range m.bases {
		bases = append(bases, &block{fields: b.top})
	}
	m.fields(load.Spot{}, bases, &block{fields: want.top})
	taken := make(map[string]map[int]bool)
	for _, known := range []bool{true, false} { // what was there before finds its table first
		for i := range want.blocks {
			b := &want.blocks[i]
			if m.knows(b) == known {
				told := len(m.notes)
				m.block(want, b, taken)
				m.tell(b.line, m.notes[told:])
			}
		}
	}
	m.vanished(want, taken)
}

// knows reports a table that a former import had.
func (m *merger) knows(b *block) bool {
	return slices.ContainsFunc(m.bases, func(d *mergePlan) bool { return hasBlock(d, b) })
}

// tell notes what became of a row of the source.
func (m *merger) tell(line int, notes []Note) {
	for _, n := range notes {
		switch n.Kind {
		case New:
			m.rows[line] = max(m.rows[line], rowAdded)
		case Changed:
			m.rows[line] = max(m.rows[line], rowChanged)
		case Differs:
			m.rows[line] = max(m.rows[line], rowDiffers)
		}
	}
}

// block brings a table of the plan into the file.
func (m *merger) block(all *mergePlan, want *block, taken map[string]map[int]bool) {
	if taken[want.name] == nil {
		taken[want.name] = make(map[int]bool)
	}
	bases, everywhere := m.basesOf(all, want)
	n := m.find(want, bases, taken[want.name])
	switch {
	case n >= 0:
		taken[want.name][n] = true
		m.fields(load.Spot{Table: want.name, N: n}, bases, want)
	case m.accept || !everywhere && m.bases != nil:
		before := m.file.Count(want.name)
		if err := m.file.Append(want.name, lines(want.fields)); err != nil {
			m.byHand(load.Spot{Table: want.name}, "aggiungi [["+want.name+"]] "+blockLabel(want))
			return
		}
		m.edits++
		for i := range m.file.Count(want.name) {
			if s, _ := m.file.Value(load.Spot{Table: want.name, N: i, Key: want.by()}); i >= before && s == want.get(want.by()).value {
				taken[want.name][i] = true
			}
		}
		m.note(New, load.Spot{Table: want.name, N: before}, "aggiunto [["+want.name+"]] "+blockLabel(want), "")
	default:
		m.note(Differs, load.Spot{}, "manca [["+want.name+"]] "+blockLabel(want)+", che la fonte ha", "aggiungilo con --accept, o lascia così")
	}
}

// basesOf gives what the source said before of the same table, and whether each of the
// earlier imports had it: a table that one of them lacked was not taken away by anybody.
// Where the source has written an application again under another day, the one that it
// replaces is the only one of its call that is not there any more.
func (m *merger) basesOf(all *mergePlan, want *block) (out []*block, everywhere bool) {
	everywhere = true
	for _, d := range m.bases {
		var same, replaced []*block
		by := want.by()
		for i := range d.blocks {
			b := &d.blocks[i]
			switch {
			case b.name != want.name:
			case b.id == want.id && b.part == want.part:
				same = append(same, b)
			case b.get(by).value == want.get(by).value && !hasBlock(all, b) && !m.replaced[b]:
				replaced = append(replaced, b)
			}
		}
		if same == nil && len(replaced) == 1 {
			same = replaced
			m.replaced[replaced[0]] = true
		}
		everywhere = everywhere && same != nil
		out = append(out, same...)
	}
	return out, everywhere
}

// by gives the key by which the table is found in a file.
func (b *block) by() string {
	switch b.name {
	case "finanziamento":
		for _, key := range []string{"avviso", "decreto", "misura", "fonte"} {
			if b.get(key).value != "" {
				return key
			}
		}
		return "importo"
	case "provenienza":
		if b.get("url").value != "" {
			return "url"
		}
	case "pagamento":
		if b.get("nota").value == "" {
			return "data"
		}
		return "nota"
	case "luogo":
		return "nome"
	case "contratto":
		for _, key := range []string{"cig", "fornitore"} {
			if b.get(key).value != "" {
				return key
			}
		}
		return "oggetto"
	}
	return "titolo"
}

// find gives the number of the table in the file that is most like what the source says
// or said of it, or -1. It must agree in the key by which tables are found; one that no
// import wrote, in its date as well.
func (m *merger) find(want *block, bases []*block, taken map[int]bool) int {
	best, score := -1, 0
	by := want.by()
	for n := range m.file.Count(want.name) {
		if taken[n] {
			continue
		}
		for _, like := range append(bases, want) {
			written, _ := m.file.Value(load.Spot{Table: want.name, N: n, Key: by})
			if like.get(by).value == "" || !like.get(by).same(written) || len(bases) == 0 && !m.sameDay(like, n) {
				continue
			}
			if s := m.alike(like, n); s > score {
				best, score = n, s
			}
		}
	}
	return best
}

// sameDay reports whether a table that tells of a day has the one of the file.
func (m *merger) sameDay(like *block, n int) bool {
	day := like.get("effettiva")
	written, _ := m.file.Value(load.Spot{Table: like.name, N: n, Key: day.key})
	return day.value == "" || day.same(written)
}

// alike counts the keys in which a table of the file agrees.
func (m *merger) alike(like *block, n int) int {
	score := 0
	for _, f := range like.fields {
		if written, found := m.file.Value(load.Spot{Table: like.name, N: n, Key: f.key}); found && f.same(written) {
			score++
		}
	}
	return score
}

// fields brings the keys of one table into the file.
func (m *merger) fields(at load.Spot, bases []*block, want *block) {
	for _, f := range want.fields {
		at.Key = f.key
		written, found := m.file.Value(at)
		if f.value == written && (found || f.value == "") || found && f.same(written) {
			continue
		}
		touched := found || len(bases) > 0
		for _, b := range bases {
			old := b.get(f.key)
			if old.value == written || found && old.same(written) {
				touched = false
			}
		}
		switch {
		case f.forward:
			if f.value > written {
				m.set(at, f)
			}
		case !touched:
			m.change(at, f, written, found)
		case f.once || f.value == "":
		case m.accept:
			m.change(at, f, written, found)
		default:
			m.note(Differs, at, label(at, f.key)+": qui "+shown(f, written)+", nella fonte "+shown(f, f.value),
				"tieni il tuo, o prendi quello della fonte con --accept")
		}
	}
}

// change writes the value of the source and tells of it.
func (m *merger) change(at load.Spot, f field, written string, found bool) {
	if f.once && f.value == "" {
		return
	}
	if f.value == "" {
		pos := m.file.Pos(at)
		if err := m.file.Remove(at); err != nil {
			m.byHand(at, "cancella "+f.key)
			return
		}
		m.edits++
		m.notes = append(m.notes, Note{Kind: Changed, Pos: pos, Text: label(at, f.key) + ": tolto " + shown(f, written) + ", che la fonte non ha più"})
		return
	}
	if !m.set(at, f) {
		return
	}
	what := label(at, f.key) + ": " + shown(f, f.value)
	if found {
		what = label(at, f.key) + ": da " + shown(f, written) + " a " + shown(f, f.value)
	}
	m.note(Changed, at, what, "")
}

func (m *merger) set(at load.Spot, f field) bool {
	if err := m.file.Set(at, f.literal()); err != nil {
		m.byHand(at, "scrivi "+f.key+" = "+f.literal())
		return false
	}
	m.edits++
	return true
}

// byHand tells of a change that only a person can make.
func (m *merger) byHand(at load.Spot, mend string) {
	m.note(Differs, at, "le tabelle sono scritte su una riga, { … }: Vetro non le cambia", mend)
}

// vanished tells of the tables that the source gave once and gives no more.
func (m *merger) vanished(want *mergePlan, taken map[string]map[int]bool) {
	if len(m.bases) == 0 {
		return
	}
	for i := range m.bases[0].blocks {
		b := &m.bases[0].blocks[i]
		if b.name != "finanziamento" || b.gone || want != nil && hasBlock(want, b) {
			continue
		}
		if n := m.find(b, nil, taken[b.name]); n >= 0 {
			m.note(Vanished, load.Spot{Table: b.name, N: n}, "la fonte non ha più il finanziamento "+blockLabel(b),
				"controlla se è passato ad altro CUP o ad altro ente; se non è più vero, cancellalo")
		}
	}
}

func hasBlock(d *mergePlan, b *block) bool {
	for i := range d.blocks {
		if d.blocks[i].name == b.name && d.blocks[i].id == b.id && d.blocks[i].part == b.part {
			return true
		}
	}
	return false
}

func (m *merger) note(k Kind, at load.Spot, text, mend string) {
	m.notes = append(m.notes, Note{Kind: k, Pos: m.file.Pos(at), Text: text, Mend: mend})
}

// label names a key for a reader of the report.
func label(at load.Spot, key string) string {
	if at.Table == "" {
		return key
	}
	return at.Table + ", " + key
}

// shown gives a value as a reader reads it.
func shown(f field, value string) string {
	switch f.kind {
	case euro:
		if e, err := record.ParseEuro(value); err == nil {
			return e.String()
		}
	case date:
		if d, err := record.ParseDate(value); err == nil {
			return d.String()
		}
	}
	if value == "" {
		return "niente"
	}
	return "«" + value + "»"
}

// blockLabel tells one table from others for a reader of the report.
func blockLabel(b *block) string {
	switch b.name {
	case "finanziamento":
		return fmt.Sprintf("«%s», %s", b.get("avviso").value, shown(b.get("importo"), b.get("importo").value))
	case "tappa":
		return fmt.Sprintf("«%s», %s", b.get("titolo").value, shown(b.get("effettiva"), b.get("effettiva").value))
	}
	return "«" + b.get(b.by()).value + "»"
}
