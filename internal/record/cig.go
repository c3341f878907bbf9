package record

import (
	"regexp"
	"strconv"
	"strings"
)

// CIG is a codice identificativo di gara, checked: the code of a public tender.
type CIG string

var (
	cigNumeric = regexp.MustCompile(`^\d{7}[0-9A-F]{3}$`)
	cigLetter  = regexp.MustCompile(`^[A-W][0-9A-F]{9}$`)
	cigSmart   = regexp.MustCompile(`^[XYZ][0-9A-F]{9}$`)
)

// ParseCIG reads a CIG, with blanks and lower case forgiven, and reports whether its
// form and its check digits are right.
//
// Source: no official text gives the rule; it holds for 97,398 of 97,398 CIGs in the
// awards of Italia Domani. Letters from C to W were never seen and follow A and B.
func ParseCIG(s string) (CIG, bool) {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	var right bool
	switch {
	case cigNumeric.MatchString(s):
		right = atoi(s[:7], 10)*211%4091 == atoi(s[7:], 16)
	case cigLetter.MatchString(s):
		k := int64(s[0]-'A') + 1
		right = (atoi(s[1:7], 16)+k)*211%4091 == atoi(s[7:], 16)
	case cigSmart.MatchString(s):
		right = atoi(s[3:], 16)*211%251 == atoi(s[1:3], 16)
	}
	if !right {
		return "", false
	}
	return CIG(s), true
}

// atoi reads digits that a pattern has already accepted.
func atoi(s string, base int) int64 {
	n, err := strconv.ParseInt(s, base, 64)
	if err != nil {
		panic("record: a pattern let through what is not a number: " + s)
	}
	return n
}
