package main

import (
	"fmt"
	"io"
	"strings"

	"vetro/internal/importer"
)

// shownNotes is how many lines of each kind a report of an import has before the rest is
// counted.
const shownNotes = 10

// noteHeads name the kinds of notes, in the order of importer.Kind.
func noteHeads() []string {
	return []string{"Nuovi", "Aggiornati", "Diversi dalla fonte", "Spariti dalla fonte", "Non certi", "Non letti"}
}

// tellImport prints the report of an import: what is new, what was changed, what differs,
// what is gone; then what was odd, and how many rows became what.
func tellImport(out, errs io.Writer, r *importer.Report, whole bool) {
	for kind, head := range noteHeads() {
		w := out
		if importer.Kind(kind) >= importer.Differs {
			w = errs
		}
		tellNotes(w, head, r.Notes, importer.Kind(kind), whole)
	}
	if len(r.Odd) > 0 {
		fmt.Fprintln(out, "Righe particolari:")
		for _, o := range r.Odd {
			fmt.Fprintf(out, "  %s: %s (la prima: %s %d)\n", o.Text, plural(o.Count, r.Unit, units(r.Unit)), r.Unit, o.First)
		}
	}
	if r.Guessed {
		fmt.Fprintf(out, "Dati presi per quelli di oggi, %s (un altro giorno si dice con --data), fonte %s\n", r.Day, r.Source)
	} else {
		fmt.Fprintf(out, "Dati del %s, fonte %s\n", r.Day, r.Source)
	}
	if r.Bodies != (importer.Tally{}) {
		fmt.Fprintf(out, "Enti: %s\n", tally(r.Bodies))
	}
	fmt.Fprintf(out, "Progetti: %s\n", tally(r.Projects))
	var parts []string
	for _, o := range importer.Outcomes() {
		if n := r.Count(o); n > 0 {
			parts = append(parts, plural(n, o, strings.TrimSuffix(o, "a")+"e"))
		}
	}
	fmt.Fprintf(out, "%s: %s\n", r.File, strings.Join(append([]string{plural(len(r.Rows), r.Unit, units(r.Unit))}, parts...), ", "))
	if r.Gone > 0 {
		fmt.Fprintf(out, "%s che la fonte aveva e non ha più: niente è stato cancellato\n", plural(r.Gone, r.Unit, units(r.Unit)))
	}
	if r.Dry {
		fmt.Fprintln(out, "prova: niente è stato scritto")
	}
}

func tellNotes(w io.Writer, head string, notes []importer.Note, kind importer.Kind, whole bool) {
	n := 0
	for _, note := range notes {
		if note.Kind != kind {
			continue
		}
		if n++; n == 1 {
			fmt.Fprintln(w, head+":")
		}
		if n > shownNotes && !whole {
			continue
		}
		fmt.Fprintf(w, "  %s: %s\n", note.Pos, note.Text)
		if note.Mend != "" {
			fmt.Fprintf(w, "\t%s\n", note.Mend)
		}
	}
	if n > shownNotes && !whole {
		fmt.Fprintf(w, "  e %s: con --tutto li vedi tutti\n", plural(n-shownNotes, "altro", "altri"))
	}
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
