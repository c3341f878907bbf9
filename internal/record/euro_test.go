package record

import (
	"errors"
	"strings"
	"testing"
)

func TestParseEuro(t *testing.T) {
	tests := []struct {
		name, in string
		want     Euro
		err      error
	}{
		{"whole euro", "931712", 931712_00, nil},
		{"two decimals", "931712.50", 931712_50, nil},
		{"one decimal is tens of cents", "931712.5", 931712_50, nil},
		{"one cent", "0.01", 1, nil},
		{"zero is a value", "0", 0, nil},
		{"zeros before it", "007", 7_00, nil},
		{"the largest, 14 digits with the cents", "999999999999.99", 999_999_999_999_99, nil},

		{"15 digits with the cents", "1000000000000.00", 0, ErrEuroRange},
		{"more digits than int64", strings.Repeat("9", 40), 0, ErrEuroRange},
		{"the comma of Italian figures", "931712,50", 0, ErrEuroForm},
		{"the point of thousands", "931.712", 0, ErrEuroForm},
		{"thousands and decimals", "931.712,00", 0, ErrEuroForm},
		{"no decimals behind the point", "931712.", 0, ErrEuroForm},
		{"no euro before the point", ".50", 0, ErrEuroForm},
		{"below zero", "-5", 0, ErrEuroForm},
		{"a plus", "+5", 0, ErrEuroForm},
		{"a blank", " 5", 0, ErrEuroForm},
		{"blanks of thousands", "1 000", 0, ErrEuroForm},
		{"the sign of the euro", "5 €", 0, ErrEuroForm},
		{"digits of another script", "٣", 0, ErrEuroForm},
		{"an exponent", "1e3", 0, ErrEuroForm},
		{"nothing", "", 0, ErrEuroForm},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := ParseEuro(tt.in); got != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("ParseEuro(%q) = %d, %v; want %d, %v", tt.in, got, err, tt.want, tt.err)
			}
		})
	}
}

func TestWholeEuro(t *testing.T) {
	tests := []struct {
		name string
		in   int64
		want Euro
		err  error
	}{
		{"some", 931712, 931712_00, nil},
		{"none", 0, 0, nil},
		{"the most", 999_999_999_999, 999_999_999_999_00, nil},
		{"too much", 1_000_000_000_000, 0, ErrEuroRange},
		{"so much that cents would overflow", 1 << 62, 0, ErrEuroRange},
		{"below zero", -1, 0, ErrEuroRange},
	}
	for _, tt := range tests {
		if got, err := WholeEuro(tt.in); got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s: WholeEuro(%d) = %d, %v; want %d, %v", tt.name, tt.in, got, err, tt.want, tt.err)
		}
	}
}

// The forms of an amount, with _ for the space that does not break.
func TestEuroForms(t *testing.T) {
	tests := []struct {
		name                         string
		in                           Euro
		full, short, decimal, record string
	}{
		{"nothing", 0, "0,00_€", "0_€", "0.00", "0"},
		{"one cent", 1, "0,01_€", "0,01_€", "0.01", `"0.01"`},
		{"three digits have no point", 999_00, "999,00_€", "999_€", "999.00", "999"},
		{"four digits have one", 1234_50, "1.234,50_€", "1.234,50_€", "1234.50", `"1234.50"`},
		{"six digits", 931712_00, "931.712,00_€", "931.712_€", "931712.00", "931712"},
		{"the largest", 999_999_999_999_99, "999.999.999.999,99_€", "999.999.999.999,99_€", "999999999999.99", `"999999999999.99"`},
		{"a difference below zero", -1234_50, "−1.234,50_€", "−1.234,50_€", "-1234.50", `"-1234.50"`},
		{"a whole one below zero", -1234_00, "−1.234,00_€", "−1.234_€", "-1234.00", "-1234"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, form := range []struct{ name, got, want string }{
				{"String", tt.in.String(), tt.full},
				{"Short", tt.in.Short(), tt.short},
				{"Decimal", tt.in.Decimal(), tt.decimal},
				{"Record", tt.in.Record(), tt.record},
			} {
				if got := strings.ReplaceAll(form.got, nbsp, "_"); got != form.want {
					t.Errorf("%s: %q, want %q", form.name, got, form.want)
				}
			}
		})
	}
}

func TestGrouped(t *testing.T) {
	tests := []struct {
		in   int64
		want string
	}{
		{0, "0"}, {12, "12"}, {999, "999"}, {1000, "1.000"}, {12464, "12.464"}, {123456, "123.456"}, {1234567, "1.234.567"}, {-999, "−999"}, {-1000, "−1.000"},
	}
	for _, tt := range tests {
		if got := Grouped(tt.in); got != tt.want {
			t.Errorf("Grouped(%d) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestPercent(t *testing.T) {
	tests := []struct {
		name        string
		part, whole Euro
		want        string
	}{
		{"all", 100, 100, "100_%"},
		{"half", 50, 100, "50_%"},
		{"a third, rounded down", 1, 3, "33,3_%"},
		{"two thirds, rounded up", 2, 3, "66,7_%"},
		{"half a tenth rounds up", 5, 10000, "0,1_%"},
		{"nothing", 0, 100, "0_%"},
		{"almost nothing is not nothing", 1, 1_000_000, "meno dello 0,1_%"},
		{"almost all is not all", 999_999, 1_000_000, "oltre il 99,9_%"},
		{"a little more than all", 1_000_001, 1_000_000, "oltre il 100_%"},
		{"just under the last tenth", 9_994, 10_000, "99,9_%"},
		{"more than all", 150, 100, "150_%"},
		{"much more than all", 1234, 1, "123.400_%"},
		{"the largest amounts", maxEuro, maxEuro, "100_%"},
		{"of nothing", 5, 0, ""},
		{"nothing of nothing", 0, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.ReplaceAll(Percent(tt.part, tt.whole), nbsp, "_"); got != tt.want {
				t.Errorf("Percent(%d, %d) = %q, want %q", tt.part, tt.whole, got, tt.want)
			}
		})
	}
}

func TestTheFloor(t *testing.T) {
	tests := []struct {
		part, whole Euro
		want        string
	}{
		{1_815_608, 1_921_630, "il 94,4_%"}, {10, 13, "il 76,9_%"}, {1, 10_000, ""}, {1, 1000, "lo 0,1_%"}, {8, 100, "l’8_%"},
		{9_999, 10_000, "il 99,9_%"}, {3, 2, "il 100_%"}, {0, 5, ""}, {5, 0, ""},
	}
	for _, tt := range tests {
		if got := strings.ReplaceAll(TheFloor(tt.part, tt.whole), nbsp, "_"); got != tt.want {
			t.Errorf("TheFloor(%d, %d) = %q, want %q", tt.part, tt.whole, got, tt.want)
		}
	}
}

func FuzzParseEuro(f *testing.F) {
	for _, s := range []string{"931712", "931712.50", "0.01", "007", "999999999999.99", "931.712", "1e3", "-5", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := ParseEuro(s)
		if err != nil {
			return
		}
		if e < 0 || e > maxEuro {
			t.Errorf("ParseEuro(%q) = %d, out of range", s, e)
		}
		if again, err := ParseEuro(e.Decimal()); err != nil || again != e {
			t.Errorf("ParseEuro(%q) = %d, which reads again as %d, %v", s, e, again, err)
		}
		if again, err := ParseEuro(strings.Trim(e.Record(), `"`)); err != nil || again != e {
			t.Errorf("ParseEuro(%q) = %d, whose record reads again as %d, %v", s, e, again, err)
		}
	})
}

func TestThePercent(t *testing.T) {
	tests := []struct {
		part, whole Euro
		want        string
	}{
		{94, 100, "il 94\u00a0%"}, {8, 100, "l’8\u00a0%"}, {80, 100, "l’80\u00a0%"}, {855, 1000, "l’85,5\u00a0%"}, {11, 100, "l’11\u00a0%"},
		{1, 100, "l’1\u00a0%"}, {5, 1000, "lo 0,5\u00a0%"}, {18, 100, "il 18\u00a0%"}, {110, 1000, "l’11\u00a0%"}, {1, 1000000, "meno dello 0,1\u00a0%"}, {100, 100, "il 100\u00a0%"}, {1, 0, ""},
	}
	for _, tt := range tests {
		if got := ThePercent(tt.part, tt.whole); got != tt.want {
			t.Errorf("ThePercent(%d, %d) = %q, want %q", tt.part, tt.whole, got, tt.want)
		}
	}
}
