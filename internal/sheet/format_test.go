package sheet

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestDecimal(t *testing.T) {
	for in, want := range map[string]string{
		"1.25E7":                "12500000",
		"3.48738628E9":          "3487386280",
		"46112.0":               "46112",
		"9999999.0":             "9999999",
		"1.234567891E7":         "12345678.91",
		"0.30000000000000004":   "0.3",
		"774755827.0700001":     "774755827.07",
		"0.99999999999999999":   "1",
		"99999999999999995":     "100000000000000000",
		"1e-7":                  "0.0000001",
		"-12345678901234.0":     "-12345678901234",
		"-0":                    "0",
		"+5":                    "5",
		".5":                    "0.5",
		"000120":                "120",
		"4503599627370497":      "4503599627370500",
		"100":                   "100",
		"1E400":                 "1" + zeros(400),
		"1.00000000000000000E2": "100",
	} {
		if d, ok := parseDecimal(in); !ok || d.String() != want {
			t.Errorf("%s: %v %t, want %s", in, d, ok, want)
		}
	}
	for _, in := range []string{"", "-", ".", "1,5", "1.2.3", "x", "1e", "1E401", "0x1p4", "1_000", "NaN", "Inf"} {
		if d, ok := parseDecimal(in); ok {
			t.Errorf("%q is read as %v", in, d)
		}
	}
}

func zeros(n int) string { return decimal{digits: "1", point: n + 1}.String()[1:] }

// Whatever a spreadsheet writes of a binary number, it reads back as the same one, within the
// fifteen digits that Excel shows.
func TestDecimalOfFloats(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		f := (random.Float64() - 0.5) * math.Pow(10, float64(random.IntN(40)-20))
		for _, form := range []byte{'g', 'f', 'e', 'E'} {
			d, ok := parseDecimal(strconv.FormatFloat(f, form, -1, 64))
			if !ok {
				t.Fatalf("%v is not read", f)
			}
			back, err := strconv.ParseFloat(d.String(), 64)
			if err != nil || math.Abs(back-f) > math.Abs(f)*1e-14 {
				t.Fatalf("%v is read as %s", f, d)
			}
			if again, ok := parseDecimal(d.String()); !ok || again != d {
				t.Fatalf("%s is read as %s", d, again)
			}
		}
	}
}

func TestFormats(t *testing.T) {
	tests := []struct {
		code, in, want string
		kind           Kind
	}{
		{"General", "46112", "46112", Number},
		{"Standard", "0.5", "0.5", Number},
		{"dd/mm/yyyy", "46112", "2026-03-31", Date},
		{"d/m/yy;@", "46112.75", "2026-03-31", Date},
		{"[$-410]d mmmm yyyy;@", "46112", "2026-03-31", Date},
		{`[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`, "46112", "2026-03-31", Date},
		{"gg/mm/aaaa", "46112", "2026-03-31", Date},
		{"[Red]dd/mm/yyyy", "46112", "2026-03-31", Date},
		{"yyyy-mm-dd hh:mm:ss", "46112.999", "2026-03-31", Date},
		{"mmm-yy", "46112", "2026-03", Date},
		{"mm/yyyy", "46112", "2026-03", Date},
		{"yyyy", "46112", "2026", Date},
		{"dd/mm/yyyy", "0", "00/01/1900", Text},
		{"dd/mm/yyyy", "1", "1900-01-01", Date},
		{"dd/mm/yyyy", "59", "1900-02-28", Date},
		{"dd/mm/yyyy", "60", "29/02/1900", Text},
		{"dd/mm/yyyy", "61", "1900-03-01", Date},
		{"dd/mm/yyyy", "2958465", "9999-12-31", Date},
		{"dd/mm/yyyy", "2958466", "2958466", Number},
		{"dd/mm/yyyy", "-1", "-1", Number},
		{"hh:mm", "0.354166666666667", "08:30", Text},
		{"h:mm:ss AM/PM", "0.5", "12:00:00", Text},
		{"mm:ss", "0.0078125", "00:11:15", Text},
		{"#,##0,", "12500000", "12500000", Number},
		{`0.0,"k€"`, "12500", "12500", Number},
		{"[h]:mm", "1.5", "36:00", Text},
		{"[hh]:mm:ss", "0.5", "12:00:00", Text},
		{"#,##0.00", "1.25E7", "12500000", Number},
		{`_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-;_-* "-"??\ "€"_-;_-@_-`, "1234.5", "1234.5", Number},
		{`[$€-410]\ #,##0.00`, "1234.5", "1234.5", Number},
		{`#,##0.00 "euro"`, "1234.5", "1234.5", Number},
		{`"del giorno "0`, "5", "5", Number},
		{`\d0`, "5", "5", Number},
		{"[Blue]0.00", "5", "5", Number},
		{"0.00E+00", "1.25E7", "12500000", Number},
		{"0%", "0.85", "85%", Text},
		{"0.0%", "0.8567", "85,7%", Text},
		{"0.00%", "1", "100,00%", Text},
		{"0%", "-0.05", "-5%", Text},
		{"00000000000", "80000270", "00080000270", Text},
		{"000000", "125", "000125", Text},
		{"00000", "123456", "123456", Text},
		{"00000", "12.5", "12.5", Number},
		{"000-000", "1234567", "1234-567", Text},
		{`"IT"00000`, "123", "IT00123", Text},
		{"0.00", "12", "12", Number},
		{"@", "12345", "12345", Text},
		{`0.0" mln"`, "12.5", "12,5 mln", Text},
		{`#,##0.0 "mln €"`, "12.5", "12,5 mln €", Text},
		{`#,##0.0,,"mln"`, "12500000", "12500000", Number},
		{`"lotto "0`, "2", "2", Number},
		{"dd/mm/yyyy", "boh", "boh", Text},
		{"", "", "", Empty},
		{`"`, "1", "1", Number},
		{`[`, "1", "1", Number},
		{`\`, "1", "1", Number},
	}
	for _, tt := range tests {
		if got := parseFormat(tt.code).show(tt.in, from1900); got.Text != tt.want || got.Kind != tt.kind {
			t.Errorf("%s of %s: %+v, want %s of kind %d", tt.code, tt.in, got, tt.want, tt.kind)
		}
	}
	for id, want := range map[int]string{0: "46112.5", 2: "46112.5", 14: "2026-03-31", 17: "2026-03", 20: "12:00", 22: "2026-03-31", 30: "2026-03-31", 46: "1106700:00:00", 57: "2026-03-31", 9: "4611250%", 49: "46112.5", 99: "46112.5"} {
		if got := builtIn(id).show("46112.5", from1900); got.Text != want {
			t.Errorf("%d: %+v, want %s", id, got, want)
		}
	}
	if got := builtIn(14).show("44650", from1904); got.Text != "2026-03-31" {
		t.Errorf("with the other calendar: %+v", got)
	}
}
