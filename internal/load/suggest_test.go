package load

import "testing"

func TestNearest(t *testing.T) {
	words := []string{"titolo", "stato", "sommario", "PNRR", "città metropolitana", "ente"}
	tests := []struct{ name, in, want string }{
		{"a letter less", "titlo", "titolo"},
		{"a letter more", "titollo", "titolo"},
		{"another letter", "tifolo", "titolo"},
		{"two letters swapped", "sotmario", "sommario"},
		{"two neighbours swapped", "tsato", "stato"},
		{"capitals are no difference", "TITOLO", "titolo"},
		{"on either side", "pnnr", "PNRR"},
		{"accents are one letter", "citta metropolitana", "città metropolitana"},
		{"two of four letters are too many", "emme", ""},
		{"a third is not", "somario!", "sommario"},
		{"another word", "importo", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		if got := nearest(tt.in, words); got != tt.want {
			t.Errorf("%s: nearest to %q is %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
	if got := nearest("stato", nil); got != "" {
		t.Errorf("among none: %q", got)
	}
}
