package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a number or a sign of a text in which claims are looked for.
type token struct {
	kind       tokenKind
	text       string // in lower case
	start, end int    // in bytes of the text
	glued      bool   // nothing is between it and the one before
}

type tokenKind uint8

const (
	wordToken   tokenKind = iota
	numberToken           // digits, with points, commas or apostrophes between them
	signToken             // anything else, one character
)

// tokens takes a clean text apart. White space of any kind only separates.
func tokens(text string) []token {
	var out []token
	glued := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(r):
			i, glued = i+size, false
			continue
		}
		t := token{kind: signToken, start: i, end: i + size, glued: glued}
		switch {
		case isDigit(r):
			t.kind, t.end = numberToken, numberEnd(text, i)
		case unicode.IsLetter(r):
			t.kind, t.end = wordToken, wordEnd(text, i)
		}
		t.text = strings.ToLower(text[t.start:t.end])
		out = append(out, t)
		i, glued = t.end, true
	}
	return out
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// wordEnd gives the end of a word: letters, their accents, and digits after letters.
func wordEnd(text string, i int) int {
	start := i
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if word := text[start:i]; isDigit(r) && (strings.EqualFold(word, "euro") || strings.EqualFold(word, "eur")) {
			break // Euro931.712
		}
		if !unicode.IsLetter(r) && !isDigit(r) && !isMark(r) {
			break
		}
		i += size
	}
	return i
}

// apostrophes are what is written for one between thousands.
const apostrophes = "'’‘ʼ′´"

// numberEnd gives the end of a number. Three digits after a thin or plain space go on
// with it, where the digits before are not more than three.
func numberEnd(text string, start int) int {
	i := start
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		if !isDigit(r) && !(strings.ContainsRune(".,"+apostrophes, r) && isDigit(next)) {
			break
		}
		i += size
	}
	if n := i - start; n > 3 || strings.Trim(text[start:i], "0123456789") != "" || text[start] == '0' {
		return i
	}
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) || r == '\n' || !threeDigits(text[i+size:]) {
			break
		}
		i += size + 3
	}
	if strings.HasPrefix(text[i:], ",") && i+1 < len(text) && isDigit(rune(text[i+1])) && strings.ContainsFunc(text[start:i], unicode.IsSpace) {
		for i++; i < len(text) && isDigit(rune(text[i])); i++ {
		}
	}
	return i
}

// threeDigits reports whether a text begins with three digits and no more, and no
// point or colon goes on with them.
func threeDigits(s string) bool {
	if len(s) < 3 || strings.Trim(s[:3], "0123456789") != "" {
		return false
	}
	if len(s) == 3 {
		return true
	}
	return !isDigit(rune(s[3])) && !(strings.IndexByte(".:/'", s[3]) >= 0 && len(s) > 4 && isDigit(rune(s[4])))
}
