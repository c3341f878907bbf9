package importer

import (
	"cmp"
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
// source says now. Only a value that the source had written is changed, and none is taken
// away because the source is silent.
type merger struct {
	file   *load.Editor
	bases  []*mergePlan
	accept bool
	notes  []Note
	edits  int
	facts  int             // edits that change what is known of the project
	rows   map[int]outcome // by line of the source

	replaced map[*block]bool // blocks of bases that another one has taken over
	where    map[*block]int  // tables of the file, of blocks of the plan
	unsure   map[string]bool // families of money of which the file has another amount, from elsewhere

	held, before, added, adopted, lost sums // see ledger
}

// merge brings a plan into the file.
func (m *merger) merge(want *mergePlan) {
	m.rows, m.replaced, m.where = make(map[int]outcome), make(map[*block]bool), make(map[*block]int)
	m.unsure = make(map[string]bool)
	m.held = heldIn(m.file)
	m.retire(want)
	taken := map[string]map[int]bool{"finanziamento": {}}
	m.dropReplaced(want, taken["finanziamento"])
	var bases []*block
	for _, b := range m.bases {
		bases = append(bases, &block{fields: b.top})
	}
	m.facts = 0 // what was written twice is no fact
	m.fields(load.Spot{}, bases, &block{fields: want.top})
	for round := range 3 { // what was there before finds its table first, then what has the amount of one
		for i := range want.blocks {
			b := &want.blocks[i]
			if b.name == "provenienza" {
				continue
			}
			if m.round(b, taken) == round {
				told := len(m.notes)
				m.block(want, b, taken)
				m.tell(b.line, m.notes[told:])
				m.tell(b.also, m.notes[told:])
			}
		}
	}
	m.seen(want)
	for i := range want.blocks {
		if b := &want.blocks[i]; b.name == "provenienza" {
			m.provenance(b)
		}
	}
}

// seen moves aggiornato on to the day of the source, if a fact has moved.
func (m *merger) seen(want *mergePlan) {
	f := want.get("aggiornato")
	at := load.Spot{Key: f.key}
	if written, _ := m.file.Value(at); (m.facts > 0 || f.ours) && f.value > written {
		m.set(at, f)
	}
}

// round tells in which order tables of a plan look for theirs in the file: those of the source,
// those whose amount is there, and the rest.
func (m *merger) round(b *block, taken map[string]map[int]bool) int {
	switch _, done := m.where[b]; {
	case done:
		return -1
	case m.knows(b):
		return 0
	case b.name == "finanziamento" && m.sameAmount(b, taken[b.name]):
		return 1
	}
	return 2
}

// sameAmount reports whether the file has money of that source, measure and amount that is of no
// other table yet.
func (m *merger) sameAmount(b *block, taken map[int]bool) bool {
	for n := range m.file.Count(b.name) {
		if !taken[n] && m.holds(b, n, "importo") && m.holdsOr(b, n, "fonte") && m.holdsOr(b, n, "misura") {
			return true
		}
	}
	return false
}

// holdsOr reports whether a table of the file has the value of a key, or neither has one.
func (m *merger) holdsOr(b *block, n int, key string) bool {
	_, found := m.file.Value(load.Spot{Table: b.name, N: n, Key: key})
	return m.holds(b, n, key) || !found && b.get(key).value == ""
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
		if len(bases) == 0 && want.name == "finanziamento" && !m.holds(want, n, "importo") {
			m.unsure[family(want)] = true // others of it may be in this amount, too
		}
		m.update(want, bases, n)
	case want.gone: // the office has deleted it
		return
	case m.accept || !everywhere && m.bases != nil && !m.unsure[family(want)]:
		n = m.file.Count(want.name)
		if err := m.file.Append(want.name, lines(want.fields)); err != nil {
			m.byHand(load.Spot{Table: want.name}, "aggiungi [["+want.name+"]] "+blockLabel(want))
			return
		}
		m.edits++
		m.facts++
		told := want.money()
		m.added.add(&told, 1)
		m.note(New, load.Spot{Table: want.name, N: n}, "aggiunto [["+want.name+"]] "+blockLabel(want), "")
	default:
		m.note(Differs, load.Spot{}, "manca [["+want.name+"]] "+blockLabel(want)+", che la fonte ha", "aggiungilo con --accept, o lascia così")
		return
	}
	taken[want.name][n], m.where[want] = true, n
}

// update brings a table of the plan into one of the file, and takes the account of it.
func (m *merger) update(want *block, bases []*block, n int) {
	old := heldAt(m.file, want.name, n)
	if len(bases) > 0 {
		m.before.add(&old, 1)
	} else {
		m.adopted.add(&old, 1)
		m.added.add(&old, 1)
	}
	m.fields(load.Spot{Table: want.name, N: n}, bases, want)
	now := heldAt(m.file, want.name, n)
	if want.gone {
		if old != now {
			m.note(Vanished, load.Spot{Table: want.name, N: n}, "la fonte non ha più il finanziamento "+blockLabel(want)+": è fuori dai totali", "controlla se è passato ad altro CUP o ad altro ente; se non è più vero cancellalo, se vale ancora scrivi tieni = \"…\" con il motivo")
		}
		m.lost.add(&old, 1)
		m.lost.add(&now, -1)
		return
	}
	m.added.add(&now, 1)
	m.added.add(&old, -1)
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
			case b.get(by).value == want.get(by).value && !hasBlock(all, b) && !hasBlock(&mergePlan{blocks: all.dropped}, b) && !m.replaced[b]:
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
	exact := len(bases) == 0 && want.name == "finanziamento" && m.sameAmount(want, taken)
	for n := range m.file.Count(want.name) {
		if taken[n] {
			continue
		}
		for _, like := range append(bases, want) {
			by := like.by()
			written, _ := m.file.Value(load.Spot{Table: want.name, N: n, Key: by})
			if like.get(by).value == "" || !like.get(by).same(written) || len(bases) == 0 && !m.sameDay(like, n) || exact && !m.holds(want, n, "importo") {
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
		if f.key == "cup_assente" && f.value != "" && m.hasCUP() { // it has one, from whomever
			continue
		}
		if f.key == absentKey && want.goneBefore && !found && m.hasOtherSource() { // which has it
			continue
		}
		if f.ours && !f.seen {
			m.change(at, f, written, found)
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
		case f.seen: // by seen
		case f.value == "" && (!f.derived || touched):
		case !touched:
			m.change(at, f, written, found)
		case f.once:
		case m.accept:
			m.change(at, f, written, found)
		default:
			m.note(Differs, at, label(at, f.key)+": qui "+shown(f, written)+", nella fonte "+shown(f, f.value),
				"tieni il tuo, o prendi quello della fonte con --accept")
		}
	}
}

// hasOtherSource reports a record that names more than one source.
func (m *merger) hasOtherSource() bool { return m.file.Count("provenienza") > 1 }

func (m *merger) hasCUP() bool {
	_, found := m.file.Value(load.Spot{Key: "cup"})
	return found
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
		m.facts++
		what := ": tolto " + shown(f, written) + ", che la fonte non ha più"
		if f.key == absentKey {
			what = ": la fonte lo ha di nuovo"
		}
		m.notes = append(m.notes, Note{Kind: Changed, Pos: pos, Text: label(at, f.key) + what})
		return
	}
	if !m.set(at, f) {
		return
	}
	m.facts++
	if f.key == absentKey { // update tells
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

// dropReplaced takes the fundings out of the file that others of the same sum have taken the
// place of in the source. What the office has written into one stays with it, and out of the sums.
func (m *merger) dropReplaced(want *mergePlan, taken map[int]bool) {
	for i := range want.dropped {
		b := &want.dropped[i]
		n := m.find(b, []*block{b}, taken)
		if n < 0 {
			continue
		}
		at := load.Spot{Table: b.name, N: n}
		old, pos := heldAt(m.file, b.name, n), m.file.Pos(at)
		if m.untouched(b, n) && m.file.RemoveTable(at) == nil {
			m.before.add(&old, 1)
			m.lost.add(&old, 1)
			m.edits++
			m.notes = append(m.notes, Note{Kind: Changed, Pos: pos, Text: "tolto [[" + b.name + "]] " + blockLabel(b) + ": la fonte lo ha diviso in altri, di pari importo"})
			continue
		}
		f := field{key: absentKey, value: want.get("aggiornato").value, kind: date}
		at.Key = f.key
		taken[n] = true
		if m.set(at, f) {
			m.before.add(&old, 1)
			m.lost.add(&old, 1)
			m.note(Vanished, at, "la fonte ha diviso il finanziamento in altri: è fuori dai totali", "sposta in quelli ciò che hai scritto qui, poi cancellalo")
		}
	}
}

// provenance names the source of a record, in place of what an older Vetro wrote of it: its
// title, address, day and licence stand once, in content/importati.
func (m *merger) provenance(want *block) {
	source := want.get("fonte")
	old := -1
	for n := range m.file.Count(want.name) {
		at := load.Spot{Table: want.name, N: n, Key: "fonte"}
		if written, _ := m.file.Value(at); source.same(written) {
			return
		}
		if old < 0 && m.holds(&block{name: want.name, fields: want.legacy}, n, want.legacy[0].key) {
			old = n
		}
	}
	if old < 0 && !m.accept && (m.bases == nil || m.knows(want)) {
		m.note(Differs, load.Spot{}, "manca [[provenienza]], la fonte «"+source.value+"»", "aggiungila con --accept, o lascia così")
		return
	}
	if old < 0 {
		before := m.file.Count(want.name)
		if m.file.Append(want.name, lines(want.fields)) == nil {
			m.edits++
			m.note(New, load.Spot{Table: want.name, N: before}, "aggiunta [[provenienza]], la fonte «"+source.value+"»", "")
		}
		return
	}
	at := load.Spot{Table: want.name, N: old, Key: "fonte"}
	if !m.set(at, source) {
		return
	}
	for _, f := range append(want.legacy, field{key: "data"}) {
		at.Key = f.key
		if written, found := m.file.Value(at); !found || f.key != "data" && !f.same(written) {
			continue
		}
		if err := m.file.Remove(at); err != nil {
			m.byHand(at, "cancella "+f.key)
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
		return fmt.Sprintf("«%s», %s", cmp.Or(b.get("avviso").value, b.get("decreto").value, b.get("misura").value, b.get("fonte").value, record.PNRR), shown(b.get("importo"), b.get("importo").value))
	case "tappa":
		return fmt.Sprintf("«%s», %s", b.get("titolo").value, shown(b.get("effettiva"), b.get("effettiva").value))
	}
	return "«" + b.get(b.by()).value + "»"
}
