package prose

import (
	"strings"
	"testing"
)

// inWords writes a number as Italian does, in one word.
func inWords(n int64) string {
	units := []string{"", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici", "tredici",
		"quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove"}
	decades := []string{"", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"}
	switch {
	case n < 20:
		return units[n]
	case n < 100:
		word := decades[n/10]
		if n%10 == 1 || n%10 == 8 {
			word = word[:len(word)-1]
		}
		return word + units[n%10]
	case n < 1000:
		word := "cento"
		if n >= 200 {
			word = units[n/100] + word
		}
		return word + inWords(n%100)
	case n < 2000:
		return "mille" + inWords(n%1000)
	}
	head := inWords(n / 1000)
	if strings.HasSuffix(head, "uno") {
		head = strings.TrimSuffix(head, "o")
	}
	return head + "mila" + inWords(n%1000)
}

func TestNumeralReadsWhatIsWritten(t *testing.T) {
	for n := int64(1); n < 1_000_000; n += 37 {
		word := inWords(n)
		if got, ok := numeral(word); !ok || got != n {
			t.Fatalf("%q is read as %d, %v; want %d", word, got, ok, n)
		}
	}
}

func TestNumeral(t *testing.T) {
	tests := []struct {
		in   string
		want int64
	}{
		{"zero", 0}, {"un", 1}, {"centotto", 108}, {"centoottanta", 180}, {"centottanta", 180}, {"ventitré", 23}, {"trentunmila", 31000},
		{"novecentotrentunomila", 931000}, {"mille", 1000}, {"milleduecento", 1200}, {"duemilaventisei", 2026},
		{"mila", -1}, {"unomila", -1}, {"centi", -1}, {"milioni", -1}, {"euro", -1}, {"", -1}, {"duecentocento", -1}, {"ventidieci", -1}, {"millemille", -1},
	}
	for _, tt := range tests {
		got, ok := numeral(tt.in)
		if ok != (tt.want >= 0) || ok && got != tt.want {
			t.Errorf("numeral(%q) = %d, %v; want %d", tt.in, got, ok, tt.want)
		}
	}
}

func FuzzNumeral(f *testing.F) {
	for _, s := range []string{"novecentotrentunomilasettecentododici", "ventitré", "mille", "centotto", "mila", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, ok := numeral(s); n < 0 || n >= 1_000_000 || !ok && n != 0 && s == "" {
			t.Errorf("numeral(%q) = %d", s, n)
		}
	})
}
