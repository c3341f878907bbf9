package record

// personalHints tell what personal data a text may hold, by a look at its bytes: the
// searches cost much more. A hint that is false is sure.
type personalHints struct {
	digits  int
	at      bool
	taxCode bool // as many letters and digits on end as a codice fiscale has
	iban    bool // two letters before two digits, and enough digits and letters after them
	mobile  bool // a 3 with enough digits after it
}

// hintsOfPersonal looks at a text. A byte that is not ASCII counts as a letter: regular
// expressions take ſ for an s, and the sign of Kelvin for a k.
func hintsOfPersonal(text string) personalHints {
	var h personalHints
	run, digits := 0, 0
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= '0' && c <= '9':
			h.digits++
			run, digits = run+1, digits+1
			if digits == 2 && i >= 3 && wordly(text[i-2]) && wordly(text[i-3]) {
				h.iban = h.iban || ibanLeft(text[i+1:])
			}
			if c == '3' {
				h.mobile = h.mobile || mobileLeft(text, i)
			}
		case wordly(c):
			run, digits = run+1, 0
		default:
			h.at = h.at || c == '@'
			run, digits = 0, 0
		}
		h.taxCode = h.taxCode || run >= 16
	}
	return h
}

func wordly(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }

// ibanLeft reports whether a text begins with the rest of an IBAN: eleven letters and
// digits, with a blank between them at most here and there.
func ibanLeft(rest string) bool {
	n, blanks := 0, 0
	for i := 0; i < len(rest) && blanks < 2 && n < 11; i++ {
		switch c := rest[i]; {
		case alphanumeric(c):
			n, blanks = n+1, 0
		case c >= 0x80: // a letter, or a part of a blank
			n++
		case c == ' ':
			blanks++
		default:
			return false
		}
	}
	return n >= 11
}

// mobileLeft reports whether a mobile number may begin at the 3 at an offset: nothing
// that goes on a word stands before it but the prefix of the country, and enough digits
// follow, with a sign or two between them at most.
func mobileLeft(text string, at int) bool {
	if at > 0 && (alphanumeric(text[at-1]) || text[at-1] == '_') && (at < 2 || text[at-2:at] != "39") {
		return false
	}
	n, signs := 0, 0
	for i := at; i < len(text) && n < 9; i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			n, signs = n+1, 0
		case c == ' ', c == '.', c == '/', c == '-', c == ')', c >= 0x80:
			if signs++; signs > 4 {
				return false
			}
		default:
			return false
		}
	}
	return n >= 9
}
