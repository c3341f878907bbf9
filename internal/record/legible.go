package record

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Legible gives a text in the one form of many that look alike: what shows nothing is left out
// (soft hyphens, joiners, variation selectors), and full-width, bold and other letters and digits,
// ligatures and blanks are the plain ones. The search has its words in this form, and so have
// addresses that are made from words; themes/italia/assets/cerca.js does the same.
//
// Source: Unicode Standard Annex 15, NFKC.
func Legible(s string) string {
	if IsLegible(s) {
		return s
	}
	return norm.NFKC.String(strings.Map(seen, s))
}

// IsLegible reports whether Legible changes nothing; a blank that does not break may be one. It costs one look at each byte.
func IsLegible[T string | []byte](s T) bool { return unsettled(s, &settledInWords) == len(s) }

func seen(r rune) rune {
	if Ignorable(r) {
		return -1
	}
	return r
}

// Ignorable reports characters that show nothing where they are not understood.
//
// Source: Unicode, DerivedCoreProperties, Default_Ignorable_Code_Point.
func Ignorable(r rune) bool {
	switch {
	case r < 0x34f:
		return r == 0xad
	case unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
		return true
	case 0xfff9 <= r && r <= 0xfffb, 0x13430 <= r && r <= 0x13440:
		return false
	}
	return unicode.Is(unicode.Cf, r) && !unicode.In(r, unicode.White_Space, unicode.Prepended_Concatenation_Mark)
}

// unsettled gives where the first character stands that may not stay what it is, or the length of
// the text. Most texts have none: letters of Italian with their accents, and the signs that it is
// written with, are gone past without being decoded. Signs are those of two bytes.
func unsettled[T string | []byte](s T, signs *[256]bool) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < utf8.RuneSelf:
		case i+1 < len(s) && (c == 0xc3 || c == 0xc2 && signs[s[i+1]]):
			i++
		case c == 0xe2 && i+2 < len(s) && (s[i+1] == 0x80 && settledMark[s[i+2]] || s[i+1] == 0x82 && s[i+2] == 0xac):
			i += 2
		default:
			return i
		}
	}
	return len(s)
}

// The last bytes of signs that stay what they are: § © « ® ° ± · » in two bytes, dashes, quotes
// and • in three. À to ÿ, and €, do too. Words do not mind the blank that does not break, which
// amounts have before their sign.
var (
	settledSign    = [256]bool{0xa7: true, 0xa9: true, 0xab: true, 0xae: true, 0xb0: true, 0xb1: true, 0xb7: true, 0xbb: true}
	settledInWords = [256]bool{0xa0: true, 0xa7: true, 0xa9: true, 0xab: true, 0xae: true, 0xb0: true, 0xb1: true, 0xb7: true, 0xbb: true}
	settledMark    = [256]bool{0x93: true, 0x94: true, 0x95: true, 0x98: true, 0x99: true, 0x9a: true, 0x9b: true, 0x9c: true, 0x9d: true, 0x9e: true, 0xa2: true}
)

// Cleaned is a text as rules look into it, and knows where it stands in the text as written.
type Cleaned struct {
	Text string
	size int     // of the text as written
	at   []int32 // of each byte of Text in it; nil where the two are one
}

// Clean gives a text for rules: as Legible gives it, so that no disguise hides an amount, a code
// or personal data, and with digits of all scripts, and letters of Greek and Russian that look
// like ours, as ours. It keeps what a rule would else misread: 1½ is no 11⁄2, 1º no 1o, and the
// raised digit of a note behind a number is a blank.
func Clean(s string) Cleaned {
	if unsettled(s, &settledSign) == len(s) {
		return Cleaned{Text: s, size: len(s)}
	}
	c := cleaner{out: make([]byte, 0, len(s)), at: make([]int32, 0, len(s))}
	for i := 0; i < len(s); {
		first := i + unsettled(s[i:], &settledSign)
		if first < len(s) { // a mark belongs to the letter before it
			_, size := utf8.DecodeLastRuneInString(s[i:first])
			first -= size
		}
		c.copy(s[i:first], i)
		if i = first; i < len(s) {
			end := unsettledEnd(s, i)
			c.clean(s[i:end], i)
			i = end
		}
	}
	return Cleaned{string(c.out), len(s), c.at}
}

// unsettledEnd gives where the next letter stands that stays what it is, behind those that may
// not: no mark reaches over it.
func unsettledEnd(s string, i int) int {
	_, size := utf8.DecodeRuneInString(s[i:])
	for i += size; i < len(s); i += size {
		if _, size = utf8.DecodeRuneInString(s[i:]); unsettled(s[i:i+size], &settledSign) == size {
			break
		}
	}
	return i
}

// Start gives where a byte of the clean text stands in the text as written.
func (c *Cleaned) Start(i int) int {
	switch {
	case c.at == nil:
		return i
	case i < len(c.at):
		return int(c.at[i])
	}
	return c.size
}

// End gives the end, in the text as written, of what ends before a byte of the clean text.
func (c *Cleaned) End(i int) int {
	if c.at == nil || i == 0 {
		return i
	}
	from := c.at[i-1]
	return c.Start(i + sort.Search(len(c.at)-i, func(n int) bool { return c.at[i+n] > from }))
}

// cleaner writes a clean text.
type cleaner struct {
	out    []byte
	at     []int32
	raised raisedDigits
}

// raisedDigits says what the raised digits are that a cleaner is among.
type raisedDigits uint8

const (
	noRaised     raisedDigits = iota
	raisedNumber              // they are written so as a whole
	raisedNote                // they are the number of a note, behind a number
)

func (c *cleaner) copy(s string, from int) {
	for i := range len(s) {
		c.at = append(c.at, int32(from+i))
	}
	c.out = append(c.out, s...)
}

// clean writes a text that stands at an offset.
func (c *cleaner) clean(s string, from int) {
	shown := make([]byte, 0, len(s)) // without what shows nothing
	at := make([]int32, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !Ignorable(r) {
			for range size {
				at = append(at, int32(from+i))
			}
			shown = append(shown, s[i:i+size]...)
		}
		i += size
	}
	for i := 0; i < len(shown); {
		n := 1
		if shown[i] >= utf8.RuneSelf || i+1 < len(shown) && shown[i+1] >= utf8.RuneSelf {
			n = max(1, norm.NFKC.NextBoundary(shown[i:], true))
		}
		before := len(c.out)
		c.settle(shown[i : i+n])
		for range len(c.out) - before {
			c.at = append(c.at, at[i])
		}
		i += n
	}
}

// settle writes a letter with its marks.
func (c *cleaner) settle(segment []byte) {
	r, size := utf8.DecodeRune(segment)
	if !strings.ContainsRune("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", r) {
		c.raised = noRaised
	} else if c.raised == noRaised {
		c.raised = raisedNumber
		if n := len(c.out); n > 0 && digits(string(c.out[n-1:])) {
			c.raised = raisedNote
		}
	}
	switch {
	case r == '\u20e3' && len(c.out) > 0 && digits(string(c.out[len(c.out)-1:])): // the key around a digit
	case r < utf8.RuneSelf && size == len(segment), keptSign(r):
		c.out = append(c.out, segment...)
	case c.raised == raisedNote, unicode.IsSpace(r):
		c.out = append(c.out, ' ')
	default:
		from := len(c.out)
		c.out = norm.NFKC.Append(c.out, segment...)
		c.ours(from)
	}
}

// keptSign reports what NFKC would write as something else to who reads on: fractions, ª and º,
// and accents that stand alone.
func keptSign(r rune) bool {
	return strings.ContainsRune("¨ª¯´µ¸º¼½¾…", r) || 0x2150 <= r && r <= 0x215f || r == 0x2189
}

// ours writes digits of other scripts, and letters that look like ours, as ours.
func (c *cleaner) ours(from int) {
	if r, size := utf8.DecodeRune(c.out[from:]); size == len(c.out)-from && r >= utf8.RuneSelf {
		if our := digitOrLetter(r); our != 0 {
			c.out = append(c.out[:from], our)
		}
	}
}

// digitOrLetter gives the digit or letter of ASCII that another one means or looks like, or 0.
func digitOrLetter(r rune) byte {
	if our, is := lookLikeOurs[r]; is {
		return our
	}
	for _, first := range "🅐🅰" { // white on black, which NFKC leaves
		if first <= r && r < first+26 {
			return 'A' + byte(r-first)
		}
	}
	if !unicode.Is(unicode.Nd, r) {
		return 0
	}
	first := r // decimal digits stand in tens
	for unicode.Is(unicode.Nd, first-1) {
		first--
	}
	return '0' + byte((r-first)%10)
}

// lookLikeOurs are letters of Russian and Greek that nobody tells from ours, and small capitals.
var lookLikeOurs = func(pairs string) map[rune]byte {
	letters := make(map[rune]byte)
	for _, pair := range strings.Fields(pairs) {
		r, size := utf8.DecodeRuneInString(pair)
		letters[r] = pair[size]
	}
	return letters
}(`АA ВB СC ЕE НH ІI ЈJ КK МM ОO РP ЅS ТT ХX УY аa сc еe һh іi јj оo рp ѕs хx уy ԁd
ΑA ΒB ΕE ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΧX ΥY ΖZ οo νv
ᴀA ʙB ᴄC ᴅD ᴇE ꜰF ɢG ʜH ɪI ᴊJ ᴋK ʟL ᴍM ɴN ᴏO ᴘP ʀR ꜱS ᴛT ᴜU ᴠV ᴡW ʏY ᴢZ`)
