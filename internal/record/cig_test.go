package record

import "testing"

// The right ones are of the awards of Italia Domani.
func TestParseCIG(t *testing.T) {
	tests := []struct {
		name, in string
		want     CIG
	}{
		{"digits, to 2023", "95156957EC", "95156957EC"},
		{"digits, with a letter in the check", "918052266A", "918052266A"},
		{"digits all through", "9443593B77", "9443593B77"},
		{"A, from 2023", "A02ED60831", "A02ED60831"},
		{"B", "B1A5544327", "B1A5544327"},
		{"a SmartCIG", "Z4C3864C87", "Z4C3864C87"},
		{"lower case is forgiven", "b1a5544327", "B1A5544327"},
		{"blanks are forgiven", " B1A5 544327 ", "B1A5544327"},

		{"digits, a wrong check", "95156957ED", ""},
		{"two digits swapped", "981052266A", ""},
		{"A, a wrong check", "A02ED60832", ""},
		{"B where A was", "B02ED60831", ""},
		{"a SmartCIG with a wrong check", "Z4C3864C88", ""},
		{"short", "B1A554432", ""},
		{"long", "B1A55443270", ""},
		{"a letter that is no hexadecimal digit", "B1A554432G", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := ParseCIG(tt.in); got != tt.want || ok != (tt.want != "") {
				t.Errorf("ParseCIG(%q) = %q, %v; want %q", tt.in, got, ok, tt.want)
			}
		})
	}
}

func FuzzParseCIG(f *testing.F) {
	for _, s := range []string{"95156957EC", "918052266A", "A02ED60831", "B1A5544327", "Z4C3864C87", "b1a5 544327", "C000000000", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, ok := ParseCIG(s)
		if again, okAgain := ParseCIG(string(c)); ok != okAgain || again != c {
			t.Errorf("ParseCIG(%q) = %q, which reads again as %q, %v", s, c, again, okAgain)
		}
	})
}

func TestJudgeCIG(t *testing.T) {
	tests := []struct {
		name, in string
		want     Verdict
	}{
		{"right", "B1A5544327", Right},
		{"wrong", "B1A5544328", Wrong},
		{"a letter that was never seen, and a check that does not hold", "D1A5544328", Unproven},
		{"X, and a check that does not hold", "X4C3864C88", Unproven},
		{"no form at all", "B1A554432G", Wrong},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, got := JudgeCIG(tt.in)
			if got != tt.want || (c == "") != (got == Wrong) {
				t.Errorf("JudgeCIG(%q) = %q, %v; want %v", tt.in, c, got, tt.want)
			}
		})
	}
}

func TestMendCIG(t *testing.T) {
	tests := []struct {
		name, in string
		want     CIG
	}{
		{"O for 0", "918O52266A", "918052266A"},
		{"I for 1, S for 5", "BIA5S44327", "B1A5544327"},
		{"8 for B", "81A5544327", "B1A5544327"},
		{"another digit", "B1A5544328", ""},
		{"short", "B1A554432", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := MendCIG(tt.in); got != tt.want || ok != (tt.want != "") {
				t.Errorf("MendCIG(%q) = %q, %v; want %q", tt.in, got, ok, tt.want)
			}
		})
	}
}

func FuzzMendCIG(f *testing.F) {
	for _, s := range []string{"918O52266A", "BIA5S44327", "88888888888", "OOOOOOOOOO", "88B0D80DB8", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c, ok := MendCIG(s); ok {
			if _, right := ParseCIG(string(c)); !right {
				t.Errorf("%q is mended to %q, which is wrong", s, c)
			}
		}
	})
}
