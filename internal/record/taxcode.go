package record

import (
	"regexp"
	"strings"
)

// IsTaxNumber reports whether a text is a codice fiscale of 11 digits, or a partita IVA:
// the rule is one. The digits at even places count double, less 9 above 9, and the sum
// ends in 0.
//
// Source: it holds for 4,158 of 4,158 subjects of the PNRR and for 27 of 27 central
// bodies.
func IsTaxNumber(s string) bool {
	if len(s) != 11 || !digits(s) {
		return false
	}
	sum := 0
	for i := range len(s) {
		n := int(s[i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// MendTaxNumber gives the number of 11 digits that was probably meant where letters
// stand for the digits that they look like, or false.
func MendTaxNumber(s string) (string, bool) {
	b := []byte(NormalCode(s))
	if len(b) == 13 && b[0] == 'I' && b[1] == 'T' { // the form of partite IVA in the Union
		b = b[2:]
	}
	mendDigits(b)
	return string(b), IsTaxNumber(string(b))
}

// PersonTaxCodeForm is a regular expression for a codice fiscale of a person: six letters, two
// digits of the year, the letter of the month, two digits of the day (40 more for women), the
// place of birth, a check letter. Where two people would share one, letters from LMNPQRSTUV stand
// for digits.
const PersonTaxCodeForm = `[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-7LMNPQRST][0-9LMNPQRSTUV][A-Z][0-9LMNPQRSTUV]{3}[A-Z]`

var personTaxCode = regexp.MustCompile(`^` + PersonTaxCodeForm + `$`)

// IsPersonTaxCode reports whether a text of 16 characters is a codice fiscale of a
// natural person: its form, a month and a day that exist, and its check letter.
//
// Source: d.m. 23 December 1976 (its check letter, too); vectors in the test.
func IsPersonTaxCode(s string) bool {
	s = strings.ToUpper(s)
	if !personTaxCode.MatchString(s) || !BornOnADay(s) {
		return false
	}
	sum := 0
	for i := range 15 {
		n := int(s[i] - 'A')
		if s[i] <= '9' {
			n = int(s[i] - '0')
		}
		if i%2 == 0 {
			n = oddPlace[n]
		}
		sum += n
	}
	return s[15] == byte('A'+sum%26)
}

// BornOnADay reports whether the day of birth in a codice fiscale, 40 more for women,
// exists.
func BornOnADay(s string) bool {
	day := plainDigit(s[9])*10 + plainDigit(s[10])
	return day >= 1 && day <= 31 || day >= 41 && day <= 71
}

// oddPlace is what a digit, or a letter by its place in the alphabet, counts at the
// first, third, … place of a codice fiscale.
var oddPlace = [26]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}

// plainDigit gives the digit that a character of a codice fiscale stands for.
func plainDigit(c byte) int {
	if c <= '9' {
		return int(c - '0')
	}
	return strings.IndexByte("LMNPQRSTUV", c)
}
