package record

import (
	"regexp"
	"slices"
	"strconv"
)

// CIG is a codice identificativo di gara, checked: the code of a public tender.
type CIG string

var cigCode = Code{
	Name: "CIG", Length: 10, Example: "B1A5544327", Pattern: cigPattern, Typed: cigPattern,
	Read: func(s string) (string, bool) { // what is unproven a rule of check reports
		c, verdict := JudgeCIG(s)
		return string(c), verdict != Wrong
	},
	Mend: plain(MendCIG),
	Rule: "cig-forma", Wrong: "non torna: le cifre di controllo non corrispondono", From: "dagli atti di gara",
	Meant: "se è così negli atti di gara: un carattere sta al posto di uno che gli somiglia (O per 0, I per 1, S per 5, 8 per B)",
}

const cigPattern = `(?:[0-9]{7}|[A-Z][0-9A-F]{6})[0-9A-F]{3}`

var (
	cigNumeric = regexp.MustCompile(`^\d{7}[0-9A-F]{3}$`)
	cigLetter  = regexp.MustCompile(`^[A-W][0-9A-F]{9}$`)
	cigSmart   = regexp.MustCompile(`^[XYZ][0-9A-F]{9}$`)
)

// Verdict says how sure it is that a code is right or wrong.
type Verdict int

// The verdicts.
const (
	Wrong    Verdict = iota // its form or its check digits are wrong
	Unproven                // of a form whose check was never seen on real codes, and does not hold
	Right
)

// JudgeCIG reads a CIG, with blanks and lower case forgiven, and judges its form and
// its check digits. The code is given unless it is Wrong.
//
// Source: no official text gives the rule; it holds for 97,398 of 97,398 CIGs in the
// awards of Italia Domani. Letters from C to W, and X, were never seen: their rule
// follows that of A and B, and of Y and Z, and is not held against an author.
func JudgeCIG(s string) (CIG, Verdict) {
	s = NormalCode(s)
	right, proven := false, true
	switch {
	case cigNumeric.MatchString(s):
		right = atoi(s[:7], 10)*211%4091 == atoi(s[7:], 16)
	case cigLetter.MatchString(s):
		k := int64(s[0]-'A') + 1
		right = (atoi(s[1:7], 16)+k)*211%4091 == atoi(s[7:], 16)
		proven = s[0] <= 'B'
	case cigSmart.MatchString(s):
		right = atoi(s[3:], 16)*211%251 == atoi(s[1:3], 16)
		proven = s[0] != 'X'
	}
	switch {
	case right:
		return CIG(s), Right
	case !proven:
		return CIG(s), Unproven
	}
	return "", Wrong
}

// ParseCIG reads a CIG, and reports whether its form and its check digits are right.
func ParseCIG(s string) (CIG, bool) {
	c, verdict := JudgeCIG(s)
	if verdict != Right {
		return "", false
	}
	return c, true
}

// MendCIG gives the CIG that was probably meant when letters and digits that look alike
// were swapped, or false. Its check digits leave little to chance: of the codes that the
// swaps make, at most one is given, and it is right.
func MendCIG(s string) (CIG, bool) {
	b := []byte(NormalCode(s))
	if len(b) != 10 {
		return "", false
	}
	var found []CIG
	var try func(i, swaps int)
	try = func(i, swaps int) {
		if c, ok := ParseCIG(string(b)); ok && swaps > 0 && !slices.Contains(found, c) {
			found = append(found, c)
		}
		if swaps == 3 {
			return
		}
		for ; i < len(b); i++ {
			written := b[i]
			for _, other := range []byte(cigLookAlike[written]) {
				b[i] = other
				try(i+1, swaps+1)
			}
			b[i] = written
		}
	}
	try(0, 0)
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}

// cigLookAlike gives what a character of a CIG is taken for: letters from A to F are
// right in most places, too.
var cigLookAlike = map[byte]string{
	'O': "0D", 'Q': "0", 'I': "1", 'L': "1", 'S': "5", 'G': "6", 'T': "7", 'H': "A", 'R': "B", 'P': "F", '8': "B", 'B': "8", '0': "D", 'D': "0", '2': "Z",
}

// atoi reads digits that a pattern has already accepted.
func atoi(s string, base int) int64 {
	n, err := strconv.ParseInt(s, base, 64)
	if err != nil {
		panic("record: a pattern let through what is not a number: " + s)
	}
	return n
}
