package export

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"vetro/internal/record"
)

// foldText gives a text as the scanner folds it.
func foldText(text string) string {
	var b strings.Builder
	latin := false
	for _, r := range text {
		folded, dropped := foldRune(r, latin)
		if dropped {
			continue
		}
		latin = 'a' <= folded && folded <= 'z'
		b.WriteRune(folded)
	}
	return b.String()
}

func TestFold(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"case goes", "PROVINCIA", "provincia"},
		{"accents go", "Perché l’Università à È", "perche l’universita a e"},
		{"also where they stand by themselves", "perche\u0301", "perche"},
		{"other letters stay what they are", "straße Øre łódź", "straße øre łodz"},
		{"marks of other scripts stay", "й и\u0306 हिन्दी", "й и\u0306 हिन्दी"},
	}
	for _, tt := range tests {
		if got := foldText(tt.in); got != tt.want {
			t.Errorf("%s: %q folds to %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func wordsOf(text string) (words []string) {
	var s scanner
	s.begin([]byte(text))
	for word, found := s.next(); found; word, found = s.next() {
		words = append(words, string(word))
	}
	return words
}

func TestWordsOf(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"an apostrophe parts words", "l’ente dell'Adige", []string{"l", "ente", "dell", "adige"}},
		{"a measure is a word", "M1C1I1.2: cloud", []string{"m1c1i1.2", "cloud"}},
		{"points of thousands do not count", "931.712,50 €", []string{"931712", "50"}},
		{"a point after a letter parts", "n.3, lett.b", []string{"n", "3", "lett", "b"}},
		{"a code is a word", "CUP I89B25000070006", []string{"cup", "i89b25000070006"}},
		{"signs are none", "🏛️ — <b> & \u2028", []string{"b"}},
		{"what is not seen parts no word", "Re\u00adgio\u00adne a\u200db\u2060c", []string{"regione", "abc"}},
		{"letters of another form", "Ｒｅｇｉｏｎｅ 𝐑𝐞𝐠𝐢𝐨𝐧𝐞 uﬃcio ９３１.７１２ m²", []string{"regione", "regione", "ufficio", "931712", "m2"}},
		{"blanks that do not break", "Provincia\u00a0di\u202fPavia", []string{"provincia", "di", "pavia"}},
	}
	for _, tt := range tests {
		if got := wordsOf(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("%s: the words of %q are %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

// The script makes what a reader looks for legible as this package does the words of the index; a
// browser tries it (cmd/vetro, testSearch).
func TestSearchScriptAgrees(t *testing.T) {
	script, err := os.ReadFile("../../themes/italia/assets/cerca.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		`legible = (text) => text.replace(/\p{Default_Ignorable_Code_Point}/gu, "").normalize("NFKC")`,
		`wordsOf = (text) => (legible(text).match(wordForm) || []).map(word)`, `fold(legible(asked)`, `word(legible(found[0]))`,
	} {
		if !strings.Contains(string(script), part) {
			t.Errorf("cerca.js does not have %s", part)
		}
	}
}

// What is a word, as regular expressions, which are slower and easier to believe.
var (
	wordForm  = regexp.MustCompile(`[\pL\pM\pN]*[0-9](?:\.[0-9]+)+|[\pL\pM\pN]+`)
	thousands = regexp.MustCompile(`^[0-9]{1,3}(?:\.[0-9]{3})+$`)
)

// FuzzWords holds the words that are found by hand to those that expressions find.
func FuzzWords(f *testing.F) {
	for _, s := range []string{
		"", "Perché l’Università", "1.2.3", "1.2x3.4", "1..2", "1.", ".5", "a1.2", "²3.000", "1234.567", "1.234.56", "931.712.000,5", "e\u0301.1", "1\u0301.2", "K\u212a İ",
		"и\u0306.3", "\xff1.2", "x\u0300\u0301y", "１.2", "١.2",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want := wordForm.FindAllString(foldText(record.Legible(text)), -1)
		for i, w := range want {
			if thousands.MatchString(w) {
				want[i] = strings.ReplaceAll(w, ".", "")
			}
		}
		got := wordsOf(text)
		if !slices.Equal(got, want) {
			t.Errorf("the words of %q are %q, want %q", text, got, want)
		}
		for _, w := range got {
			if i := strings.IndexFunc(w, func(r rune) bool { return r != '.' && !unicode.In(r, unicode.L, unicode.M, unicode.N) }); i >= 0 {
				t.Errorf("%q has what JSON might escape", w)
			}
		}
	})
}
