package personal

import (
	"reflect"
	"testing"

	"vetro/internal/record"
)

// sameFinds fails the test where a prefilter hides personal data.
func sameFinds(t *testing.T, text string) []Hit {
	t.Helper()
	text = record.Clean(text).Text
	for _, data := range []bool{true, false} {
		got, want := find(text, data, true), find(text, data, false)
		if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Fatalf("%q, data %v: %+v, without prefilters %+v", text, data, got, want)
		}
	}
	return find(text, false, true)
}

func TestPersonalPrefilters(t *testing.T) {
	for _, text := range []string{
		"CF RSSMRA80A01H501U", "rſſmra80a01h501u", "IBAN IT60X0542811101000000123456", "it60 X054 2811 1010 0000 0123 456", "IT60\u00a0X\u202f0542811101000000123456",
		"tel. 347 1234567", "+39 347 1234567", "0039(347)1234567", "+39347.123.4567", "(347) 12 34 567", "cell 347/12.34.567", "347\u202f1234567", "mario@gmail.com", "al 3471234567.",
	} {
		if got := sameFinds(t, text); len(got) != 1 {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{"CUP J10B20000000006", "Decreto 73 - 1 / 2025 - PNRR", "entro il 31 marzo 2026, 2026-03-31", "https://www.example.it/atti/progetto-000003", "circa 97857 euro a 1.234"} {
		for n, f := range forms {
			if f.mayBeIn(text) {
				t.Errorf("%q is searched in vain for form %d", text, n)
			}
		}
	}
}

func FuzzPersonalPrefilters(f *testing.F) {
	for _, s := range []string{"RSSMRA80A01H501U", "IT60X0542811101000000123456", "IT60 X054 2811 1010 0000 0123 456", "+39 347 12 34 567", "0039-(347) 1234567 a@gmail.com", "l’39347 1234567", "_347 1234567 €3471234567"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { sameFinds(t, text) })
}
