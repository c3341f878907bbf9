package record

import (
	"reflect"
	"testing"
)

// sameFinds fails the test where hints hide personal data.
func sameFinds(t *testing.T, text string) []PersonalHit {
	t.Helper()
	h := hintsOfPersonal(text)
	all := personalHints{digits: h.digits, at: true, taxCode: true, iban: true, mobile: true}
	for _, data := range []bool{true, false} {
		got, want := findPersonal(text, data, h), findPersonal(text, data, all)
		if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Fatalf("%q, data %v: %+v, want %+v", text, data, got, want)
		}
	}
	return findPersonal(text, false, h)
}

func TestPersonalHints(t *testing.T) {
	for _, text := range []string{
		"CF RSSMRA80A01H501U", "rſſmra80a01h501u", "IBAN IT60X0542811101000000123456", "it60 X054 2811 1010 0000 0123 456", "IT60\u00a0X\u202f0542811101000000123456",
		"tel. 347 1234567", "+39 347 1234567", "0039(347)1234567", "+39347.123.4567", "(347) 12 34 567", "cell 347/12.34.567", "347\u202f1234567", "mario@gmail.com", "al 3471234567.",
	} {
		if got := sameFinds(t, text); len(got) != 1 {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{"CUP J10B20000000006", "Decreto 73 - 1 / 2025 - PNRR", "entro il 31 marzo 2026, 2026-03-31", "https://www.example.it/atti/progetto-000003", "circa 97857 euro a 1.234"} {
		if h := hintsOfPersonal(text); h.at || h.taxCode || h.iban || h.mobile {
			t.Errorf("%q: %+v", text, h)
		}
	}
}

func FuzzPersonalHints(f *testing.F) {
	for _, s := range []string{"RSSMRA80A01H501U", "IT60X0542811101000000123456", "IT60 X054 2811 1010 0000 0123 456", "+39 347 12 34 567", "0039-(347) 1234567 a@gmail.com", "l’39347 1234567", "_347 1234567 €3471234567"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { sameFinds(t, text) })
}
