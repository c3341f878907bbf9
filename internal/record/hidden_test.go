package record

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestVisible(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain words", "content/media/città è «x».pdf", "content/media/città è «x».pdf"},
		{"a line end", "a\nb", `a\nb`},
		{"a return", "a\rb", `a\rb`},
		{"a command on a line of its own", "a\n::error::rotto", `a\n::error::rotto`},
		{"a command at the start", "::error::rotto", `\x3a:error::rotto`},
		{"a command behind blanks", " \t::error::rotto", " \t\\x3a:error::rotto"},
		{"colons within", "a::b", "a::b"},
		{"a command of old", "a ##[error]b", `a \x23#[error]b`},
		{"a command of another runner", "##vso[task.setvariable]b", `\x23#vso[task.setvariable]b`},
		{"a title of Markdown", "## Avviso", "## Avviso"},
		{"ESC", "\x1b[2J\x1b]0;x\x07", `\x1b[2J\x1b]0;x\x07`},
		{"DEL and zero", "a\x7f\x00", `a\x7f\x00`},
		{"a C1 control", "a\u009b31m\u0085", `a\u009b31m\u0085`},
		{"a C1 control as a byte", "a\x9b31m", `a\x9b31m`},
		{"bidirectional controls", "a\u202efdp.\u2066\u200f\u061c", `a\u202efdp.\u2066\u200f\u061c`},
		{"nothing seen", "a\u200b\u2060\ufeff", `a\u200b\u2060\ufeff`},
		{"line separators", "a\u2028b\u2029", `a\u2028b\u2029`},
		{"tags", "a\U000e0041", `a\U000e0041`},
		{"noncharacters", "a\ufdd0\uffff\U0010fffe", `a\ufdd0\uffff\U0010fffe`},
		{"joiners and a soft hyphen", "👩\u200d🏫 می\u200cخواهم Re\u00adgione", "👩\u200d🏫 می\u200cخواهم Re\u00adgione"},
		{"a tab", "a\tb", "a\tb"},
		{"a replacement character", "a\ufffdb", "a\ufffdb"},
	}
	for _, tt := range tests {
		got := Visible(tt.in)
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		if again := Visible(got); again != got {
			t.Errorf("%s: escaped twice it is %q", tt.name, again)
		}
		p := Problem{Pos: Pos{File: tt.in, Line: 1, Col: 2}, Rule: "x", Text: tt.in, Mend: tt.in}
		if s := p.String(); strings.Count(s, "\n") != 1 || strings.ContainsFunc(strings.Replace(s, "\n", "", 1), Commands) {
			t.Errorf("%s: the problem is told as %q", tt.name, s)
		}
	}
}

// TestHiddenLead holds the prefilter of FindHidden to Hidden, for every character.
func TestHiddenLead(t *testing.T) {
	for r := range utf8.MaxRune + 1 {
		if !utf8.ValidRune(r) {
			continue
		}
		at, found := FindHidden("è"+string(r)+"’", 0)
		if Hidden(r) != (at == 2) || at == 2 && found != r {
			t.Fatalf("U+%04X: found at %d, hidden: %t", r, at, Hidden(r))
		}
		if Hidden(r) && !Commands(r) {
			t.Errorf("U+%04X is printed as it is", r)
		}
	}
	if at, _ := FindHidden("\xe2\x80\xf4\xef", 0); at >= 0 {
		t.Errorf("found in broken bytes, at %d", at)
	}
}
