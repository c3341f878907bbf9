package prose

import (
	"reflect"
	"testing"

	"vetro/internal/record"
)

// sameOutcome fails the test where the short way gives another text than the parser. It
// reports whether there is a short way.
func sameOutcome(t *testing.T, in string) bool {
	t.Helper()
	for _, notice := range []bool{true, false} {
		src := Source{Text: in, Pos: record.Pos{File: "a.md", Line: 5, Col: 3}, Notice: notice}
		text, problems := parse(src, true)
		want, wantProblems := parse(src, false)
		if !reflect.DeepEqual(text, want) || !reflect.DeepEqual(problems, wantProblems) {
			t.Fatalf("%q:\n%+v %v %v\nwant:\n%+v %v %v", in, text, text.Found, problems, want, want.Found, wantProblems)
		}
	}
	return isPlain(normalize(in))
}

// Plain paragraphs take the short way, and come out as the parser has them.
func TestPlainText(t *testing.T) {
	tests := []struct {
		name, in string
		plain    bool
	}{
		{"nothing", "", true},
		{"blank lines", "\n\n\n", true},
		{"a paragraph", "Una frase, e un’altra: «così» (e no)! 100% \"x\" # y", true},
		{"lines and paragraphs", "\n\nUno\ndue\n\n\n\ntre\nquattro\n", true},
		{"Windows", "Uno\r\ndue\r\n\r\ntre", true},
		{"what rules look for", "Costa 931.712 euro, entro il\n31 marzo 2026.\n\nCUP J31B21004560006 e tel. 347 1234567, M1C1I1.2", true},
		{"blanks that are not of ASCII", "\u00a0\n\n\u2003x\u00a0 y\u3000\n\n\u00a0", true},
		{"two blanks", "uno  due", true},
		{"a year", "2026", true},
		{"a number", "2026 fu l’anno", true},
		{"a control", "a\x01b", true},
		{"no UTF-8", "a\xffb\ufffe", true},

		{"a list", "- uno", false}, {"a numbered list", "1. uno", false}, {"a numbered list in brackets", "12) uno", false}, {"a plus", "+ uno", false},
		{"a heading", "# uno", false}, {"a heading below", "uno\n===", false}, {"a rule", "uno\n---", false}, {"code", "    uno", false},
		{"a tab", "a\tb", false}, {"a hard break", "uno  \ndue", false}, {"a break with a bar", "uno\\\ndue", false}, {"a table", "a | b\n--|--", false},
		{"a narrow table", "a\n:-:", false}, {"bold", "**a**", false}, {"code among words", "`a`", false}, {"a link", "[a](b)", false}, {"a quotation", "> a", false},
		{"an address", "https://example.it", false}, {"an address without a scheme", "www.example.it", false}, {"in capitals", "WwW.example.it", false},
		{"a mailbox", "a@example.it", false}, {"an entity", "&amp;", false}, {"HTML", "<b>", false}, {"struck", "~~a~~", false}, {"a note", "[^1]", false},
	}
	for _, tt := range tests {
		if got := sameOutcome(t, tt.in); got != tt.plain {
			t.Errorf("%s: plain: %v", tt.name, got)
		}
	}
}

func FuzzPlainText(f *testing.F) {
	for _, s := range []string{"Uno\ndue\n\ntre (quattro) 5. sei", "a\n\n\n b", "1931.712 euro\nentro il 31 marzo 2026", "www", "a:\n:b", "è\u00a0\u0085x", "!a\n!", "0)", "a http: b", "ftp://a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) { sameOutcome(t, in) })
}
