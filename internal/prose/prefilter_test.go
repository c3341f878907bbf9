package prose

import (
	"reflect"
	"testing"
)

// sameClaims fails the test where a prefilter hides a claim.
func sameClaims(t *testing.T, text string) []claim {
	t.Helper()
	if text == "" {
		return nil
	}
	got, want := claimsBy(text, outline(text)), claimsBy(text, "")
	if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Fatalf("%q:\n%+v\nwithout prefilters:\n%+v", text, got, want)
	}
	return got
}

// Each kind of claim is found, however it is written.
func TestPrefilters(t *testing.T) {
	tests := []struct{ name, text string }{
		{"an amount", "ne riceve 931.712 Euro"}, {"with a sign", "€ 5.000"}, {"short", "5 MLN"}, {"in thousand millions", "5 mld"}, {"in words", "un milione di EURO"},
		{"EUR", "EUR 5.000"}, {"a deadline", "Entro il 31 marzo 2026"}, {"that ends", "SCADENZA: 31/03/2026"}, {"not beyond", "non oltre il 31 marzo 2026"}, {"a term", "il termine del 31 marzo 2026"},
		{"a term with a dotted capital", "il TERMİNE del 31 marzo 2026"},
		{"in words alone", "cinquemila EUR"}, {"short, in words", "cinque mln"}, {"a deadline in words", "entro il primo marzo"},
		{"a CUP", "J31B21004560006"}, {"a CUP behind its word", "cUp: J31B2100456"}, {"a CIG behind its word", "CIg 12345678"}, {"a CIG", "B1A5544327"}, {"a component", "m1c1"}, {"with a blank", "M1 C1"},
		{"a mission", "Missione 1, Componente 1"}, {"a mission with a long s", "miſſione 1"}, {"a measure", "Investimento 1.2"}, {"a measure alone", "la 1.4.3"},
	}
	for _, tt := range tests {
		if got := sameClaims(t, tt.text); len(got) != 1 {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
	text := "Una frase di 5 mari, e un’altra: «come» si scrivono con ABCDEF123."
	for _, f := range []form{cupCode, cupAfter, cigCode, cigAfter, componentCode, mission, measureWord, bareMeasure} {
		if has(outline(text), f.words...) {
			t.Errorf("%s is searched for in vain", f)
		}
	}
}

func FuzzPrefilters(f *testing.F) {
	for _, s := range []string{"931.712 euro entro il 31 marzo 2026", "CUP J31B21004560006, CIG B1A5544327", "Missione 1, Componente 1, Investimento 1.2", "M1C1I1.4.3 € 5 mln", "ſmart CIG 12345678", "e\u00adur 5", "\x00B1A5544327"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { sameClaims(t, text) })
}
