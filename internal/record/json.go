package record

import "unicode/utf8"

// PlainInJSON reports whether a text stands in JSON as it is, between quotes: it is UTF-8,
// needs no escape, not even for scripts of old, which take U+2028 and U+2029 for the end of
// a line, and has none of the other ASCII characters that are to be escaped besides.
func PlainInJSON[T string | []byte](s T, besides string) bool {
	ascii := true
	for i := 0; i < len(s); {
		end := min(i+8, len(s))
		if end == i+8 && plainEight(eight(s, i), besides) {
			i = end
			continue
		}
		for ; i < end; i++ {
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
	}
	return ascii || utf8.ValidString(string(s))
}

// eight gives eight bytes as one number.
func eight[T string | []byte](s T, i int) uint64 {
	_ = s[i+7]
	return uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
		uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
}

// plainEight reports whether eight bytes are of ASCII and need no escape. Each is looked at
// in its place of the number: what is less than another borrows from its highest bit.
func plainEight(x uint64, besides string) bool {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	found := x | (x-ones*' ')&^x | without(x^ones*'"') | without(x^ones*'\\')
	for j := range len(besides) {
		found |= without(x ^ ones*uint64(besides[j]))
	}
	return found&high == 0
}

// without sets the highest bit of the lowest byte that is zero, and perhaps of some above.
func without(x uint64) uint64 { return (x - 0x0101010101010101) &^ x }
