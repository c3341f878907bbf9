package record

import "unicode/utf8"

// PlainInJSON reports whether a text stands in JSON as it is, between quotes: it is UTF-8,
// needs no escape, not even for scripts of old, which take U+2028 and U+2029 for the end of
// a line, and has none of the other ASCII characters that are to be escaped besides.
func PlainInJSON[T string | []byte](s T, besides string) bool {
	ascii := true
	for i := range len(s) {
		switch c := s[i]; {
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0xa8 || s[i+2] == 0xa9):
			return false
		case c >= utf8.RuneSelf:
			ascii = false
		case c < ' ', c == '"', c == '\\':
			return false
		default:
			for j := range len(besides) {
				if c == besides[j] {
					return false
				}
			}
		}
	}
	return ascii || utf8.ValidString(string(s))
}
