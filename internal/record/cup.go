package record

import (
	"regexp"
	"strings"
)

// CUP is a codice unico di progetto, checked: the code under which the State follows a
// project of public investment (l. 3/2003, art. 11).
type CUP string

var cupCode = Code{
	Name: "CUP", Length: 15, Example: "J31B21004560006",
	Pattern: `[A-Z][0-9]{2}[A-Z][0-9]{11}`, Typed: `[A-Za-z][0-9]{2}[A-Za-z][0-9]{11}`,
	Read: plain(ParseCUP), Mend: plain(MendCUP),
	Rule: "cup-forma", Wrong: "non ha la forma di un CUP", From: "dal decreto di finanziamento",
	Meant: "se è così nel decreto: una lettera sta al posto di una cifra (O per 0, I per 1, S per 5, B per 8)",
}

var cupForm = regexp.MustCompile(`^[A-Z]\d{2}[A-Z]\d{11}$`)

// NormalCode gives the text in the form in which codes are compared: legible, upper case, no blanks.
func NormalCode(s string) string {
	return strings.ToUpper(strings.Join(strings.Fields(Legible(s)), ""))
}

// ParseCUP reads a CUP, with blanks and lower case forgiven, and reports whether it
// has the form: 15 characters, a letter, two digits, a letter, eleven digits.
//
// Source: all 272,855 CUPs of Italia Domani (March 2025) have this form; no check
// digit is published.
func ParseCUP(s string) (CUP, bool) {
	s = NormalCode(s)
	if !cupForm.MatchString(s) {
		return "", false
	}
	return CUP(s), true
}

// MendCUP gives the CUP that was probably meant when letters and digits that look
// alike were swapped (O for 0, I for 1), or false.
func MendCUP(s string) (CUP, bool) {
	b := []byte(NormalCode(s))
	if len(b) != 15 {
		return "", false
	}
	mendDigits(b[1:3])
	mendDigits(b[4:])
	return ParseCUP(string(b))
}

// lookAlike gives the digit that a letter is taken for.
var lookAlike = map[byte]byte{'O': '0', 'Q': '0', 'I': '1', 'L': '1', 'Z': '2', 'S': '5', 'B': '8'}

// mendDigits puts digits in the place of letters that look like them.
func mendDigits(b []byte) {
	for i := range b {
		if digit, found := lookAlike[b[i]]; found {
			b[i] = digit
		}
	}
}

// Odd tells what no CUP that is known has, or "" when nothing is odd: the first letter is
// from B to J, the fourth from A to J, twelfth to fourteenth are 000, and the year at the
// fifth and sixth place is not to come.
//
// Source: 272,855 CUPs of Italia Domani; the year of registration is at the fifth and
// sixth place of all.
func (c CUP) Odd(today Date) string {
	switch {
	case c[0] < 'B' || c[0] > 'J':
		return "comincia con " + string(c[0]) + ", e quelli noti cominciano con una lettera da B a J"
	case c[3] > 'J':
		return "ha " + string(c[3]) + " al quarto posto, dove quelli noti hanno una lettera da A a J"
	case c[11:14] != "000":
		return "ha " + string(c[11:14]) + " tra il dodicesimo e il quattordicesimo posto, dove quelli noti hanno 000"
	}
	// The century is not written: CUPs began in 2003, and some bear years from 1980 on.
	if year := int(c[4]-'0')*10 + int(c[5]-'0'); year > int(today.Year)%100 && year < 80 {
		return "ha " + string(c[4:6]) + " come anno di registrazione, e quell’anno deve ancora venire"
	}
	return ""
}
