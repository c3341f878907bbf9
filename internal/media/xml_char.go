package media

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// misfit gives the offset of the first byte that is not of a character of XML in UTF-8, or -1.
func misfit(text []byte) int {
	for i := 0; i < len(text); {
		c := text[i]
		if c >= ' ' && c < utf8.RuneSelf || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if n <= 1 || !isChar(r) {
			return i
		}
		i += n
	}
	return -1
}

func isChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

// referred is what a reference stands for, and where it ends.
type referred struct {
	r   rune
	end int
}

// reference reads one that begins at a place.
func (s *scanner) reference(at int) (referred, bool) {
	const longest = len("&#x0010ffff;")
	rest := s.text[at+1 : min(len(s.text), at+longest)]
	n := bytes.IndexByte(rest, ';')
	if n > 0 {
		name, end := string(rest[:n]), at+n+2
		if r, known := references[name]; known {
			return referred{r, end}, true
		}
		digits, base := name, 0
		switch {
		case strings.HasPrefix(name, "#x"):
			digits, base = name[2:], 16
		case strings.HasPrefix(name, "#"):
			digits, base = name[1:], 10
		}
		if base > 0 && strings.Trim(digits, "0123456789abcdefABCDEF") == "" {
			if v, err := strconv.ParseUint(digits, base, 32); err == nil && isChar(rune(v)) {
				return referred{rune(v), end}, true
			}
		}
	}
	return referred{}, s.malformed(at, "dopo «&» non c’è un’entità di XML (&amp; &lt; &#233;)")
}

var references = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "apos": '\'', "quot": '"'}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// blanks gives how many blanks a text begins with.
func blanks(text []byte) int {
	n := 0
	for n < len(text) && isBlank(text[n]) {
		n++
	}
	return n
}

// longestName is the length of the longest name that is read: no vocabulary has one near it.
const longestName = 512

// nameLength gives the length of the name that a text begins with, 0 if there is none.
func nameLength(text []byte) int {
	n := 0
	for n < len(text) {
		r, size := rune(text[n]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[n:])
		}
		if !startsName(r) && (n == 0 || !(r == '-' || r == '.' || r >= '0' && r <= '9' || r == 0xb7 || r >= 0x300 && r <= 0x36f || r == 0x203f || r == 0x2040)) {
			break
		}
		n += size
	}
	if n > longestName {
		return 0
	}
	return n
}

// startsName reports a character that a name may begin with.
func startsName(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ':' || r == '_' || r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return r >= 0xc0 && r <= 0x2ff && r != 0xd7 && r != 0xf7 || r >= 0x370 && r <= 0x1fff && r != 0x37e ||
		r == 0x200c || r == 0x200d || r >= 0x2070 && r <= 0x218f || r >= 0x2c00 && r <= 0x2fef || r >= 0x3001 && r <= 0xd7ff ||
		r >= 0xf900 && r <= 0xfdcf || r >= 0xfdf0 && r <= 0xfffd || r >= 0x10000 && r <= 0xeffff
}

// shown gives a name for a message.
func shown(name []byte) string {
	const most = 40
	r := []rune(string(name))
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(r)
}
