package record

import (
	"strings"
	"unicode/utf8"
)

// What a byte of a text is for JSON, one bit each.
const (
	escaped byte = 1 << iota // JSON escapes it
	markup                   // XML, or a script in a page, escapes it: & < > '
	wide                     // part of a character that is not of ASCII
)

// byteClass has the bits of each byte: nearly all texts are looked at, so that a byte costs one
// look-up and no branch.
var byteClass = func() (class [256]byte) {
	for c := range class {
		switch {
		case c < ' ', c == '"', c == '\\':
			class[c] = escaped
		case c >= utf8.RuneSelf:
			class[c] = wide
		case strings.IndexByte("&<>'", byte(c)) >= 0:
			class[c] = markup
		}
	}
	return class
}()

// PlainInJSON reports whether a text stands in JSON as it is, between quotes: it is UTF-8 and
// needs no escape, not even for scripts of old, which take U+2028 and U+2029 for the end of a
// line.
func PlainInJSON(s string) bool { return hasNone(s, escaped) }

// PlainInMarkup reports whether a text also has none of & < > and '.
func PlainInMarkup(s string) bool { return hasNone(s, escaped|markup) }

func hasNone(s string, without byte) bool {
	var found byte
	for i := range len(s) {
		found |= byteClass[s[i]]
	}
	return found&without == 0 &&
		(found&wide == 0 || utf8.ValidString(s) && !strings.Contains(s, "\u2028") && !strings.Contains(s, "\u2029"))
}
