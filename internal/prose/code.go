package prose

import (
	"regexp"
	"slices"
	"strings"

	"vetro/internal/record"
)

// form is an expression and its prefilter: words, as an outline has them, without which no
// text matches. The expression costs some fifty times as much as a look for a word.
type form struct {
	*regexp.Regexp
	words []string
}

var (
	cupCode  = form{regexp.MustCompile(`(?i)\b[A-Z]\d{2}[A-Z]\d{11}\b`), []string{"00000000000"}}
	cupAfter = form{regexp.MustCompile(`(?i)\bCUP\b(?:\s|[:=(.,-]|\bn\b|\bnumero\b|\bè\b|\bil\b|\bcodice\b|°)*([A-Z0-9]{10,20})\b`), []string{"cup"}}
	cigCode  = form{regexp.MustCompile(`\b[AB][0-9A-F]{9}\b`), []string{tenHex}}
	cigAfter = form{regexp.MustCompile(`(?i)\b(?:smart)?CIG\b(?:\s|[:=(.,-]|\bn\b|\bnumero\b|\bè\b|\bil\b|\bcodice\b|°)*([A-Z0-9]{8,12})\b`), []string{"cig"}}

	componentCode = form{regexp.MustCompile(`(?i)\bM([1-7])[ \x{a0}]?C([1-4])(?:(?:[\s\x{a0},.–-]*(?:sub-?)?(I|R|Investimento|Riforma|Inv\.?|Misura|Linea)[\s\x{a0}]*|[\s\x{a0}.–-]+)(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\b)?`), []string{"m0"}}
	mission       = form{regexp.MustCompile(`(?i)\bMissione[\s\x{a0}]+(?:n\.?[\s\x{a0}]*)?M?([1-7])\b`), []string{"mis", "miſ"}}
	measureWord   = form{regexp.MustCompile(`(?i)\b(?:(?:sub-?)?investiment[oi]|(?:sub-?)?misur[ae]|riform[ae]|linea(?:[\s\x{a0}]+di[\s\x{a0}]+(?:azione|intervento|investimento))?|intervento|avviso(?:[\s\x{a0}]+pubblico)?)[\s\x{a0}]+(?:n\.?[\s\x{a0}]*|PNRR[\s\x{a0}]+|[«“"])?((?:M[1-7]C[1-4][\s\x{a0}]*[IR]?[\s\x{a0}]*)?\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\b`), []string{"0.0"}}
	bareMeasure   = form{regexp.MustCompile(`\b\d\.\d{1,2}\.\d{1,2}\b`), []string{"0.0"}}

	// component and otherNumber are held against a few characters, not against a text.
	component = regexp.MustCompile(`(?i)\bComponente[\s\x{a0}]+(?:n\.?[\s\x{a0}]*)?(?:M[1-7])?C?([1-4])\b`)
	// what numbers with points are in place of measures
	otherNumber = regexp.MustCompile(`(?i)(?:wcag|criteri[oi]|successo|version[ei]|release|v|ver|art|artt|articol[oi]|punt[oi]|paragraf[oi]|par|capitol[oi]|cap|sezion[ei]|allegat[oi]|commi?a?|n|nn|numer[oi]|delibera|determina|protocollo|prot|tabella|figura|software|pdf|html|bootstrap|conto|codice|\d)[.\s\x{a0}°:-]*$`)
)

// tenHex ends the outline of a text that has ten digits of a CIG in a row: a byte that
// authors do not write.
const tenHex = "\x00"

// outline gives a text for prefilters: in lower case as far as it is ASCII, with 0 for
// every digit.
func outline(text string) string {
	b := make([]byte, len(text), len(text)+len(tenHex))
	row, most := 0, 0 // of digits of a CIG
	for i := range len(text) {
		c := text[i]
		row++
		switch {
		case isDigit(rune(c)):
			c = '0'
		case c >= 'A' && c <= 'Z':
			if c > 'F' {
				row = 0
			}
			c |= 0x20
		default:
			row = 0
		}
		b[i], most = c, max(most, row)
	}
	if most >= 10 {
		b = append(b, tenHex...)
	}
	return string(b)
}

// has reports whether an outline has one of the words. An empty outline has them all, so
// that a test can search without prefilters.
func has(outline string, words ...string) bool {
	return outline == "" || slices.ContainsFunc(words, func(word string) bool { return strings.Contains(outline, word) })
}

// in gives the matches in a text with their groups.
func (f form) in(text, outline string) [][]int {
	if !has(outline, f.words...) {
		return nil
	}
	return f.FindAllStringSubmatchIndex(text, -1)
}

// codesIn gives the codes that a text names. One within another is left out.
func codesIn(text, outline string) []claim {
	var out []claim
	add := func(start, end int, kind record.ClaimKind, code string) {
		if !within(out, start, end) {
			out = append(out, claim{start, start, end, record.Claim{Kind: kind, Code: code}})
		}
	}
	for _, m := range cupCode.in(text, outline) {
		add(m[0], m[1], record.CUPClaim, record.NormalCode(text[m[0]:m[1]]))
	}
	for _, m := range cupAfter.in(text, outline) {
		if s := text[m[2]:m[3]]; countDigits(s) >= 6 {
			add(m[2], m[3], record.CUPClaim, record.NormalCode(s))
		}
	}
	for _, m := range cigAfter.in(text, outline) {
		if s := text[m[2]:m[3]]; countDigits(s) >= 4 {
			add(m[2], m[3], record.CIGClaim, strings.ToUpper(s))
		}
	}
	for _, m := range cigCode.in(text, outline) {
		if c, ok := record.ParseCIG(text[m[0]:m[1]]); ok {
			add(m[0], m[1], record.CIGClaim, string(c))
		}
	}
	measuresIn(text, outline, add)
	return out
}

// measuresIn gives missions, components and measures, in the form in which they are
// compared: M1, M1C1, 1.2, M1C1I1.2.
func measuresIn(text, outline string, add func(start, end int, kind record.ClaimKind, code string)) {
	for _, m := range componentCode.in(text, outline) {
		code := "M" + text[m[2]:m[3]] + "C" + text[m[4]:m[5]]
		end := m[1]
		if m[8] >= 0 {
			letter := "I"
			if m[6] >= 0 && strings.EqualFold(text[m[6]:m[6]+1], "r") {
				letter = "R"
			}
			code += letter + plainMeasure(text[m[8]:m[9]])
		}
		add(m[0], end, record.MeasureClaim, code)
	}
	missionsIn(text, outline, add)
	for _, m := range measureWord.in(text, outline) {
		if c, ok := record.ParseMeasureCode(text[m[2]:m[3]]); ok {
			add(m[0], m[1], record.MeasureClaim, c.String())
		}
	}
	for _, m := range bareMeasure.in(text, outline) {
		if !otherNumber.MatchString(text[max(0, m[0]-24):m[0]]) && !touched(text, m[0], m[1]) {
			add(m[0], m[1], record.MeasureClaim, plainMeasure(text[m[0]:m[1]]))
		}
	}
}

// missionsIn gives «Missione 1», and with what follows in the same sentence «Missione
// 1, Componente 1».
func missionsIn(text, outline string, add func(start, end int, kind record.ClaimKind, code string)) {
	const apart = 160 // the names of missions are long
	used := 0
	for _, m := range mission.in(text, outline) {
		code, end := "M"+text[m[2]:m[3]], m[1]
		rest := text[m[1]:min(len(text), m[1]+apart)]
		if next := mission.FindStringIndex(rest); next != nil {
			rest = rest[:next[0]]
		}
		if c := component.FindStringSubmatchIndex(rest); c != nil && !strings.Contains(rest[:c[0]], ". ") && m[1]+c[0] >= used {
			code += "C" + rest[c[2]:c[3]]
			end = m[1] + c[1]
			used = end
		}
		add(m[0], end, record.MeasureClaim, code)
	}
}

// touched reports whether a number goes on with a point and digits, or follows one:
// it is then a part of a longer one, such as an address or a date.
func touched(text string, start, end int) bool {
	if start > 0 && strings.IndexByte(".,/-", text[start-1]) >= 0 {
		return true
	}
	return end+1 < len(text) && strings.IndexByte(".,/", text[end]) >= 0 && isDigit(rune(text[end+1]))
}

// plainMeasure gives the number of a measure without the zeros of the national system.
func plainMeasure(s string) string {
	c, ok := record.ParseMeasureCode(s)
	if !ok {
		return s
	}
	return c.Number
}

func countDigits(s string) int {
	n := 0
	for i := range len(s) {
		if isDigit(rune(s[i])) {
			n++
		}
	}
	return n
}
