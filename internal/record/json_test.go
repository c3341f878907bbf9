package record

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzPlainInJSON holds the quick look at a text to what JSON asks, wherever a character
// stands.
func FuzzPlainInJSON(f *testing.F) {
	for _, s := range []string{"", "abcdefgh", "abcdefg\"", "\\abcdefgh", "abcdefgh\x1f", "Città di Pavia, 27100", "a\u2028b", "12345678\u2029", "\xff234567", "a<b>c&d", "~\x7f}|{zyx", strings.Repeat("x", 25) + "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for special, look := range map[string]func(string) bool{"": PlainInJSON, "<>&'": PlainInMarkup} {
			want := utf8.ValidString(s) && !strings.ContainsAny(s, "\"\\\u2028\u2029"+special) && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' })
			if got := look(s); got != want {
				t.Errorf("%q, without %q: %t", s, special, got)
			}
		}
	})
}

func BenchmarkPlainInJSON(b *testing.B) {
	const text = "Abilitazione al cloud per le PA locali, Comune di Città della Pieve, 2022"
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		PlainInJSON(text)
	}
}
