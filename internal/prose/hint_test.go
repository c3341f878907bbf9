package prose

import (
	"reflect"
	"strings"
	"testing"
)

// everything lets expect everything: what hints spare is then searched for in vain.
var everything = hints{true, true, true, true, true, true, true, true, true, true, true}

// sameClaims fails the test where hints hide a claim.
func sameClaims(t *testing.T, text string) []claim {
	t.Helper()
	h := hintsOf(text)
	if digit := strings.ContainsFunc(text, isDigit); h.digit != digit {
		t.Fatalf("%q: digits: %v", text, h.digit)
	}
	if euro := strings.Contains(strings.ToLower(text), "euro") || strings.Contains(text, "€"); h.euro != euro {
		t.Fatalf("%q: euro: %v", text, h.euro)
	}
	all := everything
	all.digit, all.euro = h.digit, h.euro
	got, want := claimsBy(text, h), claimsBy(text, all)
	if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Fatalf("%q:\n%+v\nwant:\n%+v", text, got, want)
	}
	return got
}

// Each kind of claim is found, however it is written.
func TestHints(t *testing.T) {
	tests := []struct{ name, text string }{
		{"an amount", "ne riceve 931.712 Euro"}, {"with a sign", "€ 5.000"}, {"short", "5 MLN"}, {"in thousand millions", "5 mld"}, {"in words", "un milione di EURO"},
		{"EUR", "EUR 5.000"}, {"a deadline", "Entro il 31 marzo 2026"}, {"that ends", "SCADENZA: 31/03/2026"}, {"not beyond", "non oltre il 31 marzo 2026"}, {"a term", "il termine del 31 marzo 2026"},
		{"a CUP", "J31B21004560006"}, {"a CUP behind its word", "cUp: J31B2100456"}, {"a CIG behind its word", "CIg 12345678"}, {"a CIG", "B1A5544327"}, {"a component", "m1c1"}, {"with a blank", "M1 C1"},
		{"a mission", "Missione 1, Componente 1"}, {"a mission with a long s", "miſſione 1"}, {"a measure", "Investimento 1.2"}, {"a measure alone", "la 1.4.3"},
	}
	for _, tt := range tests {
		if got := sameClaims(t, tt.text); len(got) != 1 {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
	if h := hintsOf("Una frase di mare, e un’altra: «come» si scrivono."); h != (hints{}) {
		t.Errorf("%+v", h)
	}
}

func FuzzHints(f *testing.F) {
	for _, s := range []string{"931.712 euro entro il 31 marzo 2026", "CUP J31B21004560006, CIG B1A5544327", "Missione 1, Componente 1, Investimento 1.2", "M1C1I1.4.3 € 5 mln", "ſmart CIG 12345678", "e\u00adur 5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { sameClaims(t, text) })
}
