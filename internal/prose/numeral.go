package prose

import (
	"strings"
	"unicode/utf8"
)

// The words from which Italian builds its numbers.
var (
	smallNumerals = map[string]int64{
		"zero": 0, "un": 1, "uno": 1, "una": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9,
		"dieci": 10, "undici": 11, "dodici": 12, "tredici": 13, "quattordici": 14, "quindici": 15, "sedici": 16,
		"diciassette": 17, "diciotto": 18, "diciannove": 19,
	}
	tens = []struct {
		word  string
		value int64
	}{
		{"venti", 20}, {"trenta", 30}, {"quaranta", 40}, {"cinquanta", 50}, {"sessanta", 60}, {"settanta", 70}, {"ottanta", 80}, {"novanta", 90},
	}
)

var plainE = strings.NewReplacer("é", "e", "è", "e", "e\u0301", "e", "e\u0300", "e")

// numeral gives the number that a word of lower case means, from zero to 999.999:
// «novecentotrentunomila», «ventotto», «cento». Accents of the last syllable
// (ventitré) may be there.
func numeral(word string) (int64, bool) {
	if word == "" || strings.IndexByte("cdmnoqstuvz", word[0]) < 0 {
		return 0, false // no numeral begins so
	}
	if strings.ContainsFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) {
		word = plainE.Replace(word)
	}
	if len(word) > 80 {
		return 0, false
	}
	before, after, thousands := strings.Cut(word, "mila")
	if !thousands {
		if rest, is := strings.CutPrefix(word, "mille"); is {
			n, ok := belowThousand(strings.TrimPrefix(rest, "e"))
			if rest == "" {
				return 1000, true
			}
			return 1000 + n, ok && n > 0
		}
		return belowThousand(word)
	}
	n, ok := belowThousand(before)
	if !ok || n < 2 {
		return 0, false
	}
	if after == "" {
		return n * 1000, true
	}
	m, ok := belowThousand(strings.TrimPrefix(after, "e"))
	if !ok || m == 0 {
		if m, ok = belowThousand(after); !ok || m == 0 {
			return 0, false
		}
	}
	return n*1000 + m, true
}

// belowThousand reads a number from zero to 999.
func belowThousand(word string) (int64, bool) {
	if n, ok := belowHundred(word); ok {
		return n, true
	}
	before, after, hundreds := strings.Cut(word, "cent")
	if !hundreds {
		return 0, false
	}
	n := int64(1)
	if before != "" {
		if n = smallNumerals[before]; n < 2 || n > 9 {
			return 0, false
		}
	}
	// cento loses its o before otto and ottanta: centotto, centottanta.
	if after == "o" {
		return n * 100, true
	}
	if rest, is := strings.CutPrefix(after, "o"); is {
		if m, ok := belowHundred(rest); ok && m > 0 {
			return n*100 + m, true
		}
	}
	if m, ok := belowHundred(after); ok && (m == 8 || m >= 80 && m <= 89) {
		return n*100 + m, true
	}
	return 0, false
}

func belowHundred(word string) (int64, bool) {
	if n, ok := smallNumerals[word]; ok {
		return n, true
	}
	for _, t := range tens {
		if word == t.word {
			return t.value, true
		}
		// The last vowel goes before uno and otto: ventuno, ventotto.
		for _, stem := range []string{t.word, t.word[:len(t.word)-1]} {
			rest, is := strings.CutPrefix(word, stem)
			if rest == "un" {
				rest = "uno" // trentun euro, trentunmila
			}
			if n := smallNumerals[rest]; is && rest != "una" && n >= 1 && n <= 9 {
				return t.value + n, true
			}
		}
	}
	return 0, false
}
