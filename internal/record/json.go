package record

import (
	"strings"
	"unicode/utf8"
)

// PlainInJSON reports whether a text stands in JSON as it is, between quotes: it is UTF-8,
// needs no escape, not even for scripts of old, which take U+2028 and U+2029 for the end of
// a line, and has none of the other ASCII characters that are to be escaped besides.
func PlainInJSON[T string | []byte](s T, besides string) bool {
	ascii := true
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c == '"', c == '\\', besides != "" && strings.IndexByte(besides, c) >= 0:
			return false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return ascii || utf8.ValidString(string(s)) && !strings.Contains(string(s), "\u2028") && !strings.Contains(string(s), "\u2029")
}
