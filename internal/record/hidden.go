package record

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible gives a text of authors, such as the name of a file, as one line that a terminal and
// the log of a CI show and do not obey: what commands them, or hides, stands there as Go writes
// it (\n, \x1b, \u202e). Joiners and soft hyphens stay, since words of some scripts need them.
//
// Sources: ECMA-48; Unicode Standard Annex 9; GitHub Docs, «Workflow commands for GitHub
// Actions»; the older ##[command] of its runner, which is obeyed anywhere on a line.
func Visible(s string) string {
	if !strings.ContainsFunc(s, Commands) && utf8.ValidString(s) && !strings.Contains(s, "##") && !strings.Contains(s, "::") {
		return s
	}
	begin := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) }) // where a runner looks for ::
	var b strings.Builder
	for i, r := range s {
		rest := s[i:]
		switch _, size := utf8.DecodeRuneInString(rest); {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '#' && (strings.HasPrefix(rest, "##[") || strings.HasPrefix(rest, "##vso[")):
			b.WriteString(`\x23`)
		case i == begin && strings.HasPrefix(rest, "::"):
			b.WriteString(`\x3a`)
		case Commands(r):
			b.WriteString(escape(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Commands reports characters that a terminal or a log obeys instead of showing, and those
// that show nothing or another order of what stands around them. A tab is not one.
func Commands(r rune) bool {
	switch {
	case r < ' ' && r != '\t', 0x7f <= r && r < 0xa0:
		return true
	case r < 0xa0, r == '\u00ad', r == '\u200c', r == '\u200d':
		return false
	}
	return Hidden(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
}

func escape(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r)
	case r > 0xffff:
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// Hidden reports characters that no text of an office needs and that lie to who reads it: those
// that turn the order of writing, spaces without a width, tags, noncharacters. Joiners and soft
// hyphens are none.
func Hidden(r rune) bool {
	switch {
	case r == '\u061c', '\u200e' <= r && r <= '\u200f', '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
		return true
	case r == '\u200b', r == '\u2060', r == '\ufeff', 0xe0000 <= r && r <= 0xe007f:
		return true
	}
	return 0xfdd0 <= r && r <= 0xfdef || r&0xfffe == 0xfffe && r <= utf8.MaxRune
}

// HiddenEffect says in Italian what a hidden character does, as the end of a sentence.
func HiddenEffect(r rune) string {
	switch {
	case unicode.Is(unicode.Bidi_Control, r):
		return "che cambia l’ordine in cui si legge il testo"
	case unicode.Is(unicode.Noncharacter_Code_Point, r):
		return "che non è di nessuna scrittura"
	}
	return "che non si vede"
}

// FindHidden gives where the first hidden character stands in a text, from an offset on, or -1,
// and which it is. The tags that make a flag of a black one (Scotland’s) are not hidden.
//
// Most files have none: a byte that begins none is gone past without being decoded.
//
// Source: Unicode Technical Standard 51, emoji tag sequences.
func FindHidden[T string | []byte](text T, from int) (at int, r rune) {
	for i := from; i < len(text); i++ {
		if !hiddenLead[text[i]] {
			continue
		}
		r, size := utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
		switch {
		case size == 1, !Hidden(r):
			continue
		case isTag(r) && string(text[max(0, i-len(blackFlag)):i]) == blackFlag:
			if n := flagTags(string(text[i:min(i+7*utf8.UTFMax, len(text))])); n > 0 {
				i += n - 1
				continue
			}
		}
		return i, r
	}
	return -1, 0
}

// hiddenLead are the bytes with which hidden characters begin in UTF-8.
var hiddenLead = [256]bool{0xd8: true, 0xe2: true, 0xef: true, 0xf0: true, 0xf1: true, 0xf2: true, 0xf3: true, 0xf4: true}

const blackFlag = "\U0001f3f4"

func isTag(r rune) bool { return 0xe0000 <= r && r <= 0xe007f }

// flagTags gives how many bytes the tags have that name the country of a flag and end it; 0 when
// they are something else: a flag has a code of three to six letters and digits.
func flagTags(text string) int {
	n := 0
	for i, r := range text {
		switch {
		case r == 0xe007f && 3 <= n && n <= 6:
			return i + utf8.RuneLen(r)
		case r < 0xe0030 || 0xe0039 < r && r < 0xe0061 || 0xe007a < r:
			return 0
		}
		n++
	}
	return 0
}
