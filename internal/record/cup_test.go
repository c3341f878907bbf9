package record

import "testing"

func TestParseCUP(t *testing.T) {
	tests := []struct {
		name, in string
		want     CUP
	}{
		{"right", "J31B21004560006", "J31B21004560006"},
		{"Pavia's", "I89B25000070006", "I89B25000070006"},
		{"lower case is forgiven", "j31b21004560006", "J31B21004560006"},
		{"blanks are forgiven", " J31B 2100 4560 006\n", "J31B21004560006"},
		{"no-break spaces are forgiven", "J31B\u00a021004560006", "J31B21004560006"},
		{"full-width letters are forgiven", "Ｊ31B21004560006", "J31B21004560006"},
		{"a soft hyphen is forgiven", "J31B\u00ad21004560006", "J31B21004560006"},

		{"short", "J31B2100456000", ""},
		{"long", "J31B210045600066", ""},
		{"begins with a digit", "131B21004560006", ""},
		{"the fourth is a digit", "J31121004560006", ""},
		{"the letter O for a zero", "J31B210O4560006", ""},
		{"digits of another script", "J٣1B21004560006", ""},
		{"dashes", "J31B-2100-4560-006", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := ParseCUP(tt.in); got != tt.want || ok != (tt.want != "") {
				t.Errorf("ParseCUP(%q) = %q, %v; want %q", tt.in, got, ok, tt.want)
			}
		})
	}
}

func TestMendCUP(t *testing.T) {
	tests := []struct {
		name, in string
		want     CUP
	}{
		{"O for zero", "J31B210O4560006", "J31B21004560006"},
		{"I and l for one", "jI1B2l004560006", "J11B21004560006"},
		{"S for five, B for eight, Z for two", "JS1BZ1004560B06", "J51B21004560806"},
		{"the letters stay letters", "I31B2100456000O", "I31B21004560000"},
		{"another letter is no digit", "J31B210X4560006", ""},
		{"a digit is no letter", "J31121004560006", ""},
		{"short", "J31B210O", ""},
		{"fifteen bytes that are not characters", "J31B210€4560006"[:15], ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := MendCUP(tt.in); got != tt.want || ok != (tt.want != "") {
				t.Errorf("MendCUP(%q) = %q, %v; want %q", tt.in, got, ok, tt.want)
			}
		})
	}
}

func FuzzParseCUP(f *testing.F) {
	for _, s := range []string{"J31B21004560006", "j31b 2100 4560006", "J31B210O4560006", "ſ31B21004560006", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, ok := ParseCUP(s)
		if again, okAgain := ParseCUP(string(c)); ok != okAgain || again != c {
			t.Errorf("ParseCUP(%q) = %q, which reads again as %q, %v", s, c, again, okAgain)
		}
		if meant, mended := MendCUP(s); ok && (!mended || meant != c) {
			t.Errorf("%q is right and is mended to %q", s, meant)
		}
	})
}

func TestCUPOdd(t *testing.T) {
	tests := []struct {
		name string
		in   CUP
		want string
	}{
		{"right", "J31B21004560006", ""},
		{"of 1992", "J31B92004560006", ""},
		{"of this year", "J31B26004560006", ""},
		{"first letter", "Z31B21004560006", "comincia con Z, e quelli noti cominciano con una lettera da B a J"},
		{"first letter before B", "A31B21004560006", "comincia con A, e quelli noti cominciano con una lettera da B a J"},
		{"fourth letter", "J31K21004560006", "ha K al quarto posto, dove quelli noti hanno una lettera da A a J"},
		{"no zeros", "J31B21004560126", "ha 012 tra il dodicesimo e il quattordicesimo posto, dove quelli noti hanno 000"},
		{"of next year", "J31B27004560006", "ha 27 come anno di registrazione, e quell’anno deve ancora venire"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.in.Odd(Day(2026, 11, 22)); got != tt.want {
				t.Errorf("%s is odd: %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}
