package prose

import (
	"fmt"
	"html"
	"strings"

	"vetro/internal/record"
)

// hiddenReferences reports references that write a hidden character, such as &rlm;. In code they
// are shown as they stand, and the character is nowhere in what was written. Characters that
// stand in the file as they are were reported when it was read.
func (w *writer) hiddenReferences(source string) {
	if strings.IndexByte(source, '&') < 0 {
		return
	}
	written := make(map[rune]bool) // to look for one takes as long as the text
	for _, m := range reference.FindAllStringIndex(source, -1) {
		ref := source[m[0]:m[1]]
		at, r := record.FindHidden(html.UnescapeString(ref), 0)
		if at < 0 {
			continue
		}
		is, known := written[r]
		if !known {
			is = w.writes(r)
			written[r] = is
		}
		if !is {
			continue
		}
		w.report(record.Error, m[0], "carattere-nascosto",
			fmt.Sprintf("%s scrive un carattere nascosto, U+%04X, %s", ref, r, record.HiddenEffect(r)), "cancella "+ref)
	}
}

// writes reports whether a character is on the page, or in an address.
func (w *writer) writes(r rune) bool {
	for _, p := range w.out.Parts {
		if strings.ContainsRune(p.HTML, r) {
			return true
		}
	}
	for _, l := range w.out.Links {
		if strings.ContainsRune(l.Dest, r) {
			return true
		}
	}
	return false
}
