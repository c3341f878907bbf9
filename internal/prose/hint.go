package prose

// hints tell what a text may hold, by a look at its bytes: a search that can find
// nothing is not begun, since each costs more than the look. A hint that is false is
// sure.
type hints struct {
	digit      bool
	euro       bool // or the sign of the currency
	money      bool // a word of money, with which amounts(…) begins to find something
	deadline   bool // a word of a deadline
	longNumber bool // as many digits on end as end a CUP
	tenHex     bool // as many of 0 to 9 and A to F on end as a CIG has
	decimal    bool // a point between digits
	component  bool // an M before a digit
	mission    bool
	cup, cig   bool // the word
}

// hintsOf looks at a text. Letters of ASCII are compared without their case; an ſ, which
// regular expressions take for an s, is thought of where a word has one.
func hintsOf(text string) hints {
	var h hints
	digits, hex := 0, 0
	for i := range len(text) {
		c := text[i]
		if isDigit(rune(c)) {
			h.digit = true
			digits, hex = digits+1, hex+1
		} else if digits = 0; c >= 'A' && c <= 'F' {
			hex++
		} else {
			hex = 0
		}
		h.longNumber = h.longNumber || digits >= 11
		h.tenHex = h.tenHex || hex >= 10
		if next := i + 1; next < len(text) {
			h.at(text[i:], c|0x20, text[next]|0x20)
			h.decimal = h.decimal || c == '.' && digits == 0 && i > 0 && isDigit(rune(text[i-1])) && isDigit(rune(text[next]))
		}
	}
	return h
}

// at looks at what begins here, with two letters in lower case.
func (h *hints) at(rest string, first, second byte) {
	switch first {
	case 'c':
		h.cup = h.cup || second == 'u' && begins(rest, "cup")
		h.cig = h.cig || second == 'i' && begins(rest, "cig")
	case 'e':
		h.money = h.money || second == 'u' && begins(rest, "eur")
		h.euro = h.euro || second == 'u' && begins(rest, "euro")
		h.deadline = h.deadline || second == 'n' && begins(rest, "entro")
	case "€"[0] | 0x20:
		if len(rest) >= len("€") && rest[:len("€")] == "€" {
			h.euro, h.money = true, true
		}
	case 'm':
		h.component = h.component || isDigit(rune(rest[1]))
		h.mission = h.mission || second == 'i' && len(rest) > 2 && (rest[2]|0x20 == 's' || rest[2] == "ſ"[0])
		h.money = h.money || begins(rest, "mln") || begins(rest, "mld") || begins(rest, "mrd")
	case 'o':
		h.deadline = h.deadline || second == 'l' && begins(rest, "oltre")
	case 's':
		h.deadline = h.deadline || second == 'c' && begins(rest, "scad")
	case 't':
		h.deadline = h.deadline || second == 'e' && begins(rest, "termine")
	}
}

// begins reports whether a text begins with a word of lower case, in whatever case.
func begins(text, word string) bool {
	if len(text) < len(word) {
		return false
	}
	for i := range len(word) {
		if text[i]|0x20 != word[i] {
			return false
		}
	}
	return true
}
