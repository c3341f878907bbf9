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
	var b strings.Builder
	for i, r := range s {
		rest := s[i:]
		switch _, size := utf8.DecodeRuneInString(rest); {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '#' && (strings.HasPrefix(rest, "##[") || strings.HasPrefix(rest, "##vso[")):
			b.WriteString(`\x23`)
		case r == ':' && strings.HasPrefix(rest, "::") && strings.TrimSpace(s[:i]) == "":
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
	return unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) || unicode.Is(unicode.Noncharacter_Code_Point, r)
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
