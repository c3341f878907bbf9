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
	if r.Dry {
		sayf(out, "prova: niente è stato scritto\n")
	}
}

func tellNotes(w io.Writer, head string, notes []importer.Note, kind importer.Kind, whole bool) {
	n := 0
	for _, note := range notes {
		if note.Kind != kind {
			continue
		}
		if n++; n == 1 {
			sayf(w, "%s:\n", head)
		}
		if n > shownNotes && !whole {
			continue
		}
		sayf(w, "  %s: %s\n", note.Pos, note.Text)
		if note.Mend != "" {
			sayf(w, "\t%s\n", note.Mend)
		}
	}
	if n > shownNotes && !whole {
		sayf(w, "  e %s: con --tutto li vedi tutti\n", plural(n-shownNotes, "altro", "altri"))
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
