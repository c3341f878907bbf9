package record

import "testing"

func TestIsTaxNumber(t *testing.T) {
	tests := []struct {
		name, in string
		want     bool
	}{
		{"the Presidency of the Council", "80188230587", true},
		{"a central body", "80427570587", true},
		{"a wrong digit", "80427570588", false},
		{"two digits swapped", "80427570578", false},
		{"short", "8042757058", false},
		{"long", "804275705870", false},
		{"a letter", "8O427570587", false},
		{"nothing", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := IsTaxNumber(tt.in); got != tt.want {
				t.Errorf("IsTaxNumber(%q) = %v", tt.in, got)
			}
		})
	}
}

func TestMendTaxNumber(t *testing.T) {
	for in, want := range map[string]string{"8O42757O587": "80427570587", "IT80427570587": "80427570587", " 80427 570587": "80427570587", "8042757058X": ""} {
		got, ok := MendTaxNumber(in)
		if ok != (want != "") || ok && got != want {
			t.Errorf("MendTaxNumber(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

func TestIsPersonTaxCode(t *testing.T) {
	tests := []struct {
		name, in string
		want     bool
	}{
		{"a man", "RSSMRA80A01H501U", true},
		{"small letters", "rssmra80a01h501u", true},
		{"another man", "RSSMRA85T10A562S", true},
		{"a wrong check letter", "RSSMRA80A01H501V", false},
		{"a month that is none", "RSSMRA80F01H501U", false},
		{"short", "RSSMRA80A01H501", false},
		{"a body's", "80427570587", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := IsPersonTaxCode(tt.in); got != tt.want {
				t.Errorf("IsPersonTaxCode(%q) = %v", tt.in, got)
			}
		})
	}
}

func FuzzTaxCodes(f *testing.F) {
	for _, s := range []string{"80427570587", "RSSMRA80A01H501U", "8O42757O587", "IT80427570587", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if meant, ok := MendTaxNumber(s); ok && !IsTaxNumber(meant) || IsTaxNumber(s) && (!ok || meant != s) {
			t.Errorf("%q is mended to %q, %v", s, meant, ok)
		}
		if IsTaxNumber(s) && IsPersonTaxCode(s) {
			t.Errorf("%q is a body's and a person's", s)
		}
	})
}
