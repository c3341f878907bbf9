package record

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// PlainTitle gives the form in which titles are compared: in Unicode NFC, with single blanks, all
// letters small. Marks and symbols count, as a year or a place does.
func PlainTitle(title string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFC.String(title)), " "))
}
