package record

import "testing"

func TestParseMeasureCode(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"the code", "M1C1I1.2", "M1C1I1.2"},
		{"lower case", "m1c1i1.2", "M1C1I1.2"},
		{"blanks around", " M1C1I1.2\n", "M1C1I1.2"},
		{"a soft hyphen", "M1C1\u00adI1.2", "M1C1I1.2"},
		{"a Riforma", "M1C1R1.10", "M1C1R1.10"},
		{"a part", "M1C1I1.4.3", "M1C1I1.4.3"},
		{"a part with a letter", "M2C4I2.1.A", "M2C4I2.1.A"},
		{"the letter of a part without its dot", "M2C4I2.1a", "M2C4I2.1.A"},
		{"one number alone", "M1C1I3", "M1C1I3"},
		{"ReGiS", "M1C1I1.02.00", "M1C1I1.2"},
		{"ReGiS, a part", "M1C1I1.04.03", "M1C1I1.4.3"},
		{"ReGiS, ten", "M1C1R1.10.00", "M1C1R1.10"},
		{"ReGiS, mission 7", "M7C1I01.1.00", "M7C1I1.1"},
		{"ReGiS, zeros and a letter", "M2C4I2.01.00.A", "M2C4I2.1.A"},
		{"a zero before a letter", "M2C4I2.01A", "M2C4I2.1.A"},
		{"no letter", "M1C1 1.2", "M1C1 1.2"},
		{"no letter, a dash", "M1C1-1.2", "M1C1 1.2"},
		{"the number alone", "1.2", "1.2"},
		{"the kind and the number", "Investimento 1.2", "I1.2"},
		{"the words of acts", "Missione 1, Componente 1, Investimento 1.2", "M1C1I1.2"},
		{"the words of acts with dashes", "Missione 1 – Componente 1 – Investimento 1.2", "M1C1I1.2"},
		{"the words of acts with no-break spaces", "Missione\u00a01, Componente\u00a01, Investimento\u00a01.2", "M1C1I1.2"},
		{"half of the words", "M1C1 Investimento 1.2", "M1C1I1.2"},
		{"a sub-investimento", "M1C1 sub-investimento 2.2.3", "M1C1I2.2.3"},
		{"a sub-misura has no letter", "M1C1 sub-misura 2.2.3", "M1C1 2.2.3"},

		{"nothing", "", ""},
		{"a component alone", "M1C1", ""},
		{"a letter alone", "M1C1I", ""},
		{"mission 8", "M8C1I1.2", ""},
		{"component 5", "M1C5I1.2", ""},
		{"a milestone", "M1C1-147", ""},
		{"a title behind", "M1C1I1.2 Abilitazione al cloud", ""},
		{"the letter twice", "M4C1II4.1", ""},
		{"four numbers", "M1C1I1.2.3.4", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, ok := ParseMeasureCode(tt.in)
			if got := code.String(); got != tt.want || ok != (tt.want != "") {
				t.Errorf("ParseMeasureCode(%q) = %q, %v; want %q", tt.in, got, ok, tt.want)
			}
		})
	}
}

func FuzzParseMeasureCode(f *testing.F) {
	for _, s := range []string{
		"M1C1I1.2", "m1c1 1.2", "M1C1-1.2", "1.2", "M1C1I1.02.00", "M1C1I3.00.01", "M2C4I2.1.A", "2.01A", "9A",
		"Missione 1, Componente 1, Investimento 1.2", "Riforma 1.10", "sub-investimento 2.2.3",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		code, ok := ParseMeasureCode(s)
		if !ok {
			return
		}
		again, ok := ParseMeasureCode(code.String())
		if !ok || again != code {
			t.Errorf("ParseMeasureCode(%q) is %q, which reads again as %q, %v", s, code, again, ok)
		}
	})
}

func TestMeasure(t *testing.T) {
	tests := []struct{ name, got, want string }{
		{"mission", cloud.Mission(), "M1"},
		{"component", cloud.Component(), "M1C1"},
		{"number", cloud.Number(), "1.2"},
		{"words of acts", cloud.Long(), "Missione 1, Componente 1, Investimento 1.2"},
		{"in brief", (&Measure{Code: "M1C1I1.2", Title: "Abilitazione al cloud", Short: "Cloud"}).Brief(), "Cloud (M1C1 1.2)"},
		{"in brief, without a short name", (&Measure{Code: "M2C4I2.1.A", Title: "Alluvioni"}).Brief(), "Alluvioni (M2C4 2.1.A)"},
		{"a reform in brief", (&Measure{Code: "M1C1R1.2", Title: "Supporto alla trasformazione"}).Brief(), "Supporto alla trasformazione (M1C1 Riforma 1.2)"},
		{"address", MeasureSlug(cloud.Code), "m1c1i1-2"},
		{"address of a part with a letter", MeasureSlug("M2C4I2.1.A"), "m2c4i2-1-a"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

var cloud = &Measure{Code: "M1C1I1.2", Kind: "Investimento"}
