// Package personal finds personal data in texts by their form: tax codes of people, bank accounts,
// mobile telephones, private mailboxes, however they are disguised. It knows nothing of records and
// judges nothing: check says what is grave.
package personal

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vetro/internal/record"
)

// Hit is where personal data stands in a text, in bytes.
type Hit struct {
	Kind       record.PersonalKind
	Likely     bool // it may as well be something else
	Start, End int
	Address    string // of a mailbox, in lower case
}

// Find looks for personal data of the kinds that can be told by their form: codici
// fiscali of natural persons, IBANs, mobile numbers and mailboxes of private providers, however
// they are disguised (Clean) and parted. What stands before a number tells what it is of: behind
// «cell.» it is a person's, behind «prot.» it is none, and alone it is only likely. In data a bare
// run of ten digits is most likely the number of a row: with data set, a mobile number needs a
// prefix, a separator or a word before it.
//
// Source: d.lgs. 33/2013, art. 7-bis; Garante, linee guida of 15 May 2014 (GU 134 of 12
// June 2014).
func Find(text string, data bool) []Hit {
	clean := record.Clean(text)
	hits := find(clean.Text, data, true)
	for i := range hits {
		hits[i].Start, hits[i].End = clean.Start(hits[i].Start), clean.End(hits[i].End)
	}
	return hits
}

// forms are the searches in a clean text, each with its prefilter: what must be in a text
// that has a hit. A search costs many times as much as its prefilter.
var forms = [...]struct {
	digits  bool // it has two digits or more
	mayBeIn func(text string) bool
	search  func(hits []Hit, text string, data bool) []Hit
}{
	{false, func(text string) bool { return hasRow(text, 16, alphanumeric, none) }, appendTaxCodes},
	{true, hasBirthday, appendPartedTaxCodes},
	{true, hasCountryThenDigits, appendIBANs},
	{true, hasNineDigits, appendMobiles},
	{false, hasAtSign, appendEmails},
}

// find looks for personal data; tests look without the prefilters, too.
func find(text string, data, prefiltered bool) []Hit {
	var hits []Hit
	digits := hasRow(text, 2, isDigit, anything)
	for i := range forms {
		if f := &forms[i]; !prefiltered || (digits || !f.digits) && f.mayBeIn(text) {
			hits = f.search(hits, text, data)
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return a.Start - b.Start })
	return hits
}

// hasRow reports whether n bytes of a kind stand in a row, with nothing but bytes of
// another kind between them.
func hasRow(text string, n int, of, between func(byte) bool) bool {
	row := 0
	for i := range len(text) {
		switch c := text[i]; {
		case of(c):
			if row++; row == n {
				return true
			}
		case !between(c):
			row = 0
		}
	}
	return false
}

func none(byte) bool       { return false }
func anything(byte) bool   { return true }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// alone reports whether no letter or digit of ASCII touches a part of a text.
func alone(text string, start, end int) bool {
	return (start == 0 || !alphanumeric(text[start-1])) && (end == len(text) || !alphanumeric(text[end]))
}

func alphanumeric(c byte) bool { return isDigit(c) || isLetter(c) }

// mostParting is how many signs may stand between two characters of one code.
const mostParting = 3

// partings are the signs that may stand between the characters of a code or a number.
func parting(r rune) bool { return strings.ContainsRune(" .-/_:*·\n\t‐‒–—−", r) }

// next gives where a code goes on, after the signs that part it; -1 for nowhere.
func next(text string, i int) int {
	for n := 0; i < len(text) && n <= mostParting; n++ {
		if alphanumeric(text[i]) {
			return i
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !parting(r) {
			return -1
		}
		i += size
	}
	return -1
}

// previous gives the character of a code before an offset, past the signs that part it; -1
// for none.
func previous(text string, i int) int {
	for n := 0; i > 0 && n <= mostParting; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
		if size == 1 && alphanumeric(text[i]) {
			return i
		}
		if !parting(r) {
			return -1
		}
	}
	return -1
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// Personal gives a hit as what a report is made of; in is the text that it was found in.
func (h *Hit) Personal(in string, at record.Pos) record.Personal {
	return record.Personal{Kind: h.Kind, Likely: h.Likely, Address: h.Address, Text: Masked(in[h.Start:h.End]), Pos: at}
}

// Masked gives personal data as a report may show it: enough to find it by eye, and
// not enough to spread it.
func Masked(s string) string {
	r := []rune(s)
	keep := min(4, len(r)/3)
	return string(r[:keep]) + "…" + string(r[len(r)-min(2, keep):])
}
