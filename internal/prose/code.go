package prose

import (
	"regexp"
	"strings"

	"vetro/internal/record"
)

var (
	cupCode  = regexp.MustCompile(`(?i)\b[A-Z]\d{2}[A-Z]\d{11}\b`)
	cupAfter = regexp.MustCompile(`(?i)\bCUP\b(?:\s|[:=(.,-]|\bn\b|\bnumero\b|\bè\b|\bil\b|\bcodice\b|°)*([A-Z0-9]{10,20})\b`)
	cigCode  = regexp.MustCompile(`\b[AB][0-9A-F]{9}\b`)
	cigAfter = regexp.MustCompile(`(?i)\b(?:smart)?CIG\b(?:\s|[:=(.,-]|\bn\b|\bnumero\b|\bè\b|\bil\b|\bcodice\b|°)*([A-Z0-9]{8,12})\b`)

	componentCode = regexp.MustCompile(`(?i)\bM([1-7])[ \x{a0}]?C([1-4])(?:(?:[\s\x{a0},.–-]*(?:sub-?)?(I|R|Investimento|Riforma|Inv\.?|Misura|Linea)[\s\x{a0}]*|[\s\x{a0}.–-]+)(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\b)?`)
	mission       = regexp.MustCompile(`(?i)\bMissione[\s\x{a0}]+(?:n\.?[\s\x{a0}]*)?M?([1-7])\b`)
	component     = regexp.MustCompile(`(?i)\bComponente[\s\x{a0}]+(?:n\.?[\s\x{a0}]*)?(?:M[1-7])?C?([1-4])\b`)
	measureWord   = regexp.MustCompile(`(?i)\b(?:(?:sub-?)?investiment[oi]|(?:sub-?)?misur[ae]|riform[ae]|linea(?:[\s\x{a0}]+di[\s\x{a0}]+(?:azione|intervento|investimento))?|intervento|avviso(?:[\s\x{a0}]+pubblico)?)[\s\x{a0}]+(?:n\.?[\s\x{a0}]*|PNRR[\s\x{a0}]+|[«“"])?((?:M[1-7]C[1-4][\s\x{a0}]*[IR]?[\s\x{a0}]*)?\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\b`)
	bareMeasure   = regexp.MustCompile(`\b\d\.\d{1,2}\.\d{1,2}\b`)
	// what numbers with points are in place of measures
	otherNumber = regexp.MustCompile(`(?i)(?:wcag|criteri[oi]|successo|version[ei]|release|v|ver|art|artt|articol[oi]|punt[oi]|paragraf[oi]|par|capitol[oi]|cap|sezion[ei]|allegat[oi]|commi?a?|n|nn|numer[oi]|delibera|determina|protocollo|prot|tabella|figura|software|pdf|html|bootstrap|conto|codice|\d)[.\s\x{a0}°:-]*$`)
)

// codesIn gives the codes that a text names. One that stands within another is left out.
// Hints of what the text has spare the searches that can find nothing.
func codesIn(text string, h hints) []claim {
	var out []claim
	add := func(start, end int, kind record.ClaimKind, code string) {
		if !within(out, start, end) {
			out = append(out, claim{start, end, record.Claim{Kind: kind, Code: code}})
		}
	}
	for _, m := range indices(h.longNumber, cupCode, text) {
		add(m[0], m[1], record.CUPClaim, record.NormalCUP(text[m[0]:m[1]]))
	}
	for _, m := range indices(h.cup, cupAfter, text) {
		if s := text[m[2]:m[3]]; countDigits(s) >= 6 {
			add(m[2], m[3], record.CUPClaim, record.NormalCUP(s))
		}
	}
	for _, m := range indices(h.cig, cigAfter, text) {
		if s := text[m[2]:m[3]]; countDigits(s) >= 4 {
			add(m[2], m[3], record.CIGClaim, strings.ToUpper(s))
		}
	}
	for _, m := range indices(h.tenHex, cigCode, text) {
		if c, ok := record.ParseCIG(text[m[0]:m[1]]); ok {
			add(m[0], m[1], record.CIGClaim, string(c))
		}
	}
	measuresIn(text, h, add)
	return out
}

// measuresIn gives missions, components and measures, in the form in which they are
// compared: M1, M1C1, 1.2, M1C1I1.2.
func measuresIn(text string, h hints, add func(start, end int, kind record.ClaimKind, code string)) {
	for _, m := range indices(h.component, componentCode, text) {
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
	if h.mission {
		missionsIn(text, add)
	}
	for _, m := range indices(h.decimal, measureWord, text) {
		if c, ok := record.ParseMeasureCode(text[m[2]:m[3]]); ok {
			add(m[0], m[1], record.MeasureClaim, c.String())
		}
	}
	for _, m := range indices(h.decimal, bareMeasure, text) {
		if !otherNumber.MatchString(text[max(0, m[0]-24):m[0]]) && !touched(text, m[0], m[1]) {
			add(m[0], m[1], record.MeasureClaim, plainMeasure(text[m[0]:m[1]]))
		}
	}
}

// indices gives the matches of a form with their groups; none where no hint of them is.
func indices(hint bool, form *regexp.Regexp, text string) [][]int {
	if !hint {
		return nil
	}
	return form.FindAllStringSubmatchIndex(text, -1)
}

// missionsIn gives «Missione 1», and with what follows in the same sentence «Missione
// 1, Componente 1».
func missionsIn(text string, add func(start, end int, kind record.ClaimKind, code string)) {
	const apart = 160 // the names of missions are long
	used := 0
	for _, m := range mission.FindAllStringSubmatchIndex(text, -1) {
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

// touched reports whether a number goes on with a point and digits, or stands after one:
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
