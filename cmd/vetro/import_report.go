package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/importer"
	"vetro/internal/record"
)

// shownNotes is how many lines of each kind a report of an import has before the rest is
// counted.
const shownNotes = 10

// noteHeads name the kinds of notes, in the order of importer.Kind.
func noteHeads() []string {
	return []string{"Nuovi", "Aggiornati", "Diversi dalla fonte", "Spariti dalla fonte", "Non certi", "Non letti"}
}

// tellImport prints the report of an import: what is new, what was changed, what differs,
// what is gone; what could not be read; then what was odd, how many rows became what, and the
// account. What was told before consent is not told again.
func tellImport(out, errs io.Writer, r *importer.Report, told []importer.FaultGroup, whole bool) {
	if r.Unchanged {
		sayf(out, "%s: è la tabella già importata, con i dati del %s: nessun record cambia (con --force la si legge di nuovo)\n", r.File, r.Day)
		tellAccount(out, r)
		return
	}
	for kind, head := range noteHeads() {
		w := out
		if importer.Kind(kind) >= importer.Differs {
			w = errs
		}
		tellNotes(w, head, r.Notes, importer.Kind(kind), whole)
	}
	tellFaults(errs, newFaults(r.FaultGroups(), told), r.Unit, whole)
	if len(r.Odd) > 0 {
		sayf(out, "Righe particolari:\n")
		for _, o := range r.Odd {
			sayf(out, "  %s: %s (la prima: %s %d)\n", o.Text, plural(o.Count, r.Unit, units(r.Unit)), r.Unit, o.First)
		}
	}
	if r.Guessed {
		sayf(out, "Dati presi per quelli di oggi, %s (un altro giorno si dice con --data), fonte %s\n", r.Day, r.Source)
	} else {
		sayf(out, "Dati del %s, fonte %s\n", r.Day, r.Source)
	}
	if r.Bodies != (importer.Tally{}) {
		sayf(out, "Enti: %s\n", tally(r.Bodies))
	}
	sayf(out, "Progetti: %s\n", tally(r.Projects))
	var parts []string
	for _, o := range importer.Outcomes() {
		if n := r.Count(o); n > 0 {
			parts = append(parts, plural(n, o, strings.TrimSuffix(o, "a")+"e"))
		}
	}
	sayf(out, "%s: %s\n", r.File, strings.Join(append([]string{plural(len(r.Rows), r.Unit, units(r.Unit))}, parts...), ", "))
	if r.Gone > 0 {
		sayf(out, "%s che la fonte aveva e non ha più: niente è stato cancellato\n", plural(r.Gone, r.Unit, units(r.Unit)))
	}
	tellAccount(out, r)
	if n := r.LeftOut(); n > 0 {
		sayf(errs, "%s fuori: il perché è qui sopra\n", plural(n, r.Unit+" lasciata", units(r.Unit)+" lasciate"))
	}
	if r.Dry {
		sayf(out, "prova: niente è stato scritto\n")
		return
	}
	why := ""
	if r.TooLongForBook() {
		why = " (un CSV: le righe sono troppe per un .xlsx)"
	}
	sayf(out, "Rapporto riga per riga: %s%s\n", r.KeptReport(), why)
}

// shownLines is how many rows of one fault are named.
const shownLines = 5

// tellFaults prints what could not be read, each fault once with its rows: first what keeps rows
// out.
func tellFaults(w io.Writer, groups []importer.FaultGroup, unit string, whole bool) {
	stops := map[bool]string{true: "Righe che restano fuori:", false: "Celle che restano fuori, mentre la riga entra:"}
	shown := make(map[bool]int)
	for _, g := range joined(groups) {
		if shown[g.Stops]++; shown[g.Stops] == 1 {
			sayf(w, "%s\n", stops[g.Stops])
		}
		if shown[g.Stops] > shownNotes && !whole {
			continue
		}
		sayf(w, "  %s: %s (%s)\n", plural(len(g.Lines), unit, units(unit)), g.Fault, lineNumbers(g.Lines, unit, whole))
		if g.Mend != "" {
			sayf(w, "\t%s\n", g.Mend)
		}
	}
	if n := max(shown[true]-shownNotes, 0) + max(shown[false]-shownNotes, 0); n > 0 && !whole {
		sayf(w, "  e %s: con --tutto li vedi tutti\n", plural(n, "altro", "altri"))
	}
}

// lineIn is the number of another row in what is told of a row.
var lineIn = regexp.MustCompile(`\b(?:riga|righe) \d+\b`)

// joined gives as one the faults of whole rows that differ only in the row that they name.
func joined(groups []importer.FaultGroup) (out []importer.FaultGroup) {
	kind := func(g importer.FaultGroup) importer.Fault {
		g.Why = lineIn.ReplaceAllString(g.Why, "riga")
		return g.Fault
	}
	times := make(map[importer.Fault]int)
	for _, g := range groups {
		i := slices.IndexFunc(out, func(o importer.FaultGroup) bool { return g.Column == "" && kind(o) == kind(g) })
		if times[kind(g)]++; i < 0 {
			out = append(out, g)
			continue
		}
		out[i].Lines = slices.Concat(out[i].Lines, g.Lines)
	}
	for i, g := range out {
		slices.Sort(g.Lines)
		if g.Column == "" && times[kind(g)] > 1 {
			out[i].Why += "; e così le altre, ognuna con la sua"
		}
	}
	return out
}

// newFaults leaves out the faults that were told of the same rows.
func newFaults(groups, told []importer.FaultGroup) []importer.FaultGroup {
	return slices.DeleteFunc(groups, func(g importer.FaultGroup) bool {
		return slices.ContainsFunc(told, func(o importer.FaultGroup) bool { return o.Fault == g.Fault && slices.Equal(o.Lines, g.Lines) })
	})
}

// lineNumbers names rows: «riga 5», «righe 5, 9, 12 e altre 9».
func lineNumbers(lines []int, unit string, whole bool) string {
	if len(lines) == 1 {
		return fmt.Sprintf("%s %d", unit, lines[0])
	}
	named, rest := lines, 0
	if len(lines) > shownLines && !whole {
		named, rest = lines[:shownLines], len(lines)-shownLines
	}
	var b strings.Builder
	b.WriteString(units(unit))
	for i, n := range named {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(" " + strconv.Itoa(n))
	}
	switch {
	case rest == 1:
		b.WriteString(" e un’altra")
	case rest > 1:
		b.WriteString(" e altre " + record.Grouped(int64(rest)))
	}
	return b.String()
}

// signed gives an amount with its sign before it, as a term of a sum.
func signed(e record.Euro) string {
	if e < 0 {
		return "− " + bare(-e)
	}
	return "+ " + bare(e)
}

// tellAccount prints the account: two lines for each column of money, and one for each row of
// totals.
func tellAccount(w io.Writer, r *importer.Report) {
	for i := range r.Account.Columns {
		c := &r.Account.Columns[i]
		name := ""
		if len(r.Account.Columns) > 1 {
			name = ", " + c.Name
		}
		sayf(w, "Conto della tabella%s: %s = %s\n", name, c.Source, became(c))
		sayf(w, "Conto del sito (questa fonte)%s: %s prima %s − %s = %s\n", name, c.Before, signed(c.Added), bare(c.Vanished), bare(c.After))
		if !c.Closes() {
			sayf(w, "\tnon torna\n")
		}
	}
	for i := range r.Account.Totals {
		t := &r.Account.Totals[i]
		if t.Agrees() {
			sayf(w, "Il totale alla riga %d del foglio torna: %s\n", t.Line, t.Told)
		} else {
			sayf(w, "Il totale alla riga %d del foglio non torna: dice %s, le righe sopra fanno %s\n", t.Line, t.Told, t.Sum)
		}
	}
}

// became tells what the amounts of a column became, and which of its cells are none.
func became(c *importer.MoneyColumn) string {
	parts := []struct {
		word   string
		amount record.Euro
		always bool
	}{
		{"scritti", c.New, true}, {"aggiornati", c.Changed, true}, {"invariati", c.Same, true},
		{"diversi", c.Differs, false}, {"ripetuti", c.Repeated, false}, {"lasciati fuori", c.Left, true},
	}
	var b strings.Builder
	for _, p := range parts {
		if p.amount == 0 && !p.always {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(" + ")
		}
		b.WriteString(bare(p.amount) + " " + p.word)
	}
	if c.Unread > 0 {
		b.WriteString("; " + plural(c.Unread, "riga non letta", "righe non lette"))
	}
	return b.String()
}

// bare gives an amount without its sign: that of the first of its line holds for all.
func bare(e record.Euro) string { return strings.TrimSuffix(e.String(), "\u00a0€") }

func tellNotes(w io.Writer, head string, notes []importer.Note, kind importer.Kind, whole bool) {
	lines := make(map[importer.Note][]int) // by the note without its place in the file
	var order []importer.Note
	for _, note := range notes {
		if note.Kind != kind {
			continue
		}
		all := placeless(note)
		if lines[all] = append(lines[all], note.Pos.Line); len(lines[all]) == 1 {
			order = append(order, note)
		}
	}
	for i, note := range order {
		if i == 0 {
			sayf(w, "%s:\n", head)
		}
		if i >= shownNotes && !whole {
			continue
		}
		if at := lines[placeless(note)]; len(at) > 1 && note.Pos.Line > 0 {
			sayf(w, "  %s, %s: %s\n", note.Pos.File, lineNumbers(at, "riga", whole), note.Text)
		} else {
			sayf(w, "  %s: %s\n", note.Pos, note.Text)
		}
		if note.Mend != "" {
			sayf(w, "\t%s\n", note.Mend)
		}
	}
	if n := len(order); n > shownNotes && !whole {
		sayf(w, "  e %s: con --tutto li vedi tutti\n", plural(n-shownNotes, "altro", "altri"))
	}
}

// placeless gives a note of a row without its line, which rows of the same fault share.
func placeless(n importer.Note) importer.Note {
	if n.Kind == importer.Skipped || n.Kind == importer.Unsure {
		n.Pos.Line, n.Pos.Col = 0, 0
	}
	return n
}

func tally(t importer.Tally) string {
	return fmt.Sprintf("%s, %s, %s", plural(t.New, "nuovo", "nuovi"), plural(t.Changed, "aggiornato", "aggiornati"), plural(t.Same, "invariato", "invariati"))
}

func units(unit string) string {
	if unit == "voce" {
		return "voci"
	}
	return "righe"
}
