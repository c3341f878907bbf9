package record

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The characters are those of the property of Unicode, which browsers know by its name.
func TestIgnorable(t *testing.T) {
	ranges := [][2]rune{
		{0xad, 0xad}, {0x34f, 0x34f}, {0x61c, 0x61c}, {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f},
		{0x3164, 0x3164}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff0, 0xfff8}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
	}
	for r := rune(0); r <= utf8.MaxRune; r++ {
		want := slices.ContainsFunc(ranges, func(in [2]rune) bool { return in[0] <= r && r <= in[1] })
		if Ignorable(r) != want {
			t.Errorf("U+%04X: %v", r, !want)
		}
	}
}

func TestLegible(t *testing.T) {
	for in, want := range map[string]string{
		"Regione Lombardia: 931.712 €":    "Regione Lombardia: 931.712 €",
		"Re\u00adgio\u00adne":             "Regione",
		"Re\u200bgi\u2060o\u034fne\ufe0f": "Regione",
		"Ｒｅｇｉｏｎｅ ９３１":                     "Regione 931",
		"𝐑𝐞𝐠𝐢𝐨𝐧𝐞 𝟗𝟑𝟏":                     "Regione 931",
		"e\u0301 perche\u0300":            "é perchè",
		"uﬃcio\u00a0m²":                   "ufficio m2",
	} {
		if got := Legible(in); got != want {
			t.Errorf("%q is legible as %q, want %q", in, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"what all write", "Perché l’Unità «A» – 5 € • più", "Perché l’Unità «A» – 5 € • più"},
		{"hidden within a word", "eu\u00adro\u200d", "euro"},
		{"a blank that does not break, alone", "5\u00a0€", "5 €"},
		{"blanks", "5\u00a0\u202f\u2009€", "5   €"},
		{"full-width", "９３１．７１２，５０ ｅｕｒｏ", "931.712,50 euro"},
		{"digits of other scripts", "٩٣١ ९३१", "931 931"},
		{"letters that look alike", "еurо СUР Α1", "euro CUP A1"},
		{"a raised number", "⁹³¹ euro", "931 euro"},
		{"the number of a note", "931.712¹² euro", "931.712   euro"},
		{"a fraction", "1½ milioni, ⅓", "1½ milioni, ⅓"},
		{"an ordinal", "1º marzo, n.º 3", "1º marzo, n.º 3"},
		{"a mark of its own", "perche\u0301", "perché"},
		{"a hidden one before a mark", "perche\u00ad\u0301", "perché"},
		{"no UTF-8", "a\xffb\xe2\x82", "a\xffb\xe2\x82"},
	}
	for _, tt := range tests {
		c := Clean(tt.in)
		if c.Text != tt.want {
			t.Errorf("%s: %q is clean as %q, want %q", tt.name, tt.in, c.Text, tt.want)
		}
	}
	c := Clean("di eu\u00adro ㎏ 5")
	if from := strings.Index(c.Text, "euro"); c.Start(from) != 3 || c.End(from+4) != 9 {
		t.Errorf("the word is from %d to %d", c.Start(from), c.End(from+4))
	}
	if from := strings.Index(c.Text, "k"); c.Start(from) != 10 || c.End(from+1) != 13 {
		t.Errorf("half of a sign is from %d to %d", c.Start(from), c.End(from+1))
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "Regione", "eu\u00adro", "\u00ad", "é\u0301\u0302", "㎏", "a\xff", "1½²³", "٩\u200d٩", "각\u1100\u1161", "\u0344a\u0f73"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if IsLegible(s) && !norm.NFKC.IsNormalString(strings.ReplaceAll(s, "\u00a0", " ")) {
			t.Fatalf("%q is not settled", s)
		}
		c := Clean(s)
		last := 0
		for i := range len(c.Text) {
			start, end := c.Start(i), c.End(i+1)
			if start < last || end <= start || end > len(s) {
				t.Fatalf("%q, clean %q: byte %d is from %d to %d", s, c.Text, i, start, end)
			}
			last = start
		}
		if again := Clean(c.Text).Text; utf8.ValidString(s) && !strings.ContainsAny(s, "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉") && again != c.Text {
			t.Errorf("%q is clean as %q, and that as %q", s, c.Text, again)
		}
	})
}
