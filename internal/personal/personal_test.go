package personal

import (
	"strings"
	"testing"
	"unicode/utf8"

	"vetro/internal/record"
)

func TestFind(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a tax code", "di RSSMRA80A01H501U, nato", "RSSMRA80A01H501U"},
		{"a tax code of a woman", "BNCLRA75D41F205X", "BNCLRA75D41F205X"},
		{"a tax code with letters for digits", "RSSMRA80A01H50MU", "RSSMRA80A01H50MU"},
		{"a tax code with letters for all digits", "di RSSMRAULALMHRLMU, nato", "RSSMRAULALMHRLMU"},
		{"a tax code with a wrong check letter", "RSSMRA80A01H501A", "RSSMRA80A01H501A"},
		{"a tax code within a longer word", "XRSSMRA80A01H501U", ""},
		{"a day that is none", "RSSMRA80A39H501U", ""},
		{"a CUP", "J31B21004560006 e I89B25000070006", ""},
		{"a CIG", "B1A5544327, 95156957EC", ""},
		{"an IBAN", "IBAN: IT60X0542811101000000123456.", "IT60X0542811101000000123456"},
		{"an IBAN in groups", "IT60 X054 2811 1010 0000 0123 456 e poi", "IT60 X054 2811 1010 0000 0123 456"},
		{"an IBAN of another country", "DE89370400440532013000", "DE89370400440532013000"},
		{"an IBAN with a wrong digit", "IT60X0542811101000000123457", ""},
		{"a partita IVA of the Union", "IT01234567890", ""},
		{"a mobile", "Cell. 347 1234567", "347 1234567"},
		{"a mobile with dots", "Tel. 347.12.34.567", "347.12.34.567"},
		{"a mobile with a prefix", "+39 347 123 4567", "+39 347 123 4567"},
		{"a mobile with a long prefix", "0039 3471234567", "0039 3471234567"},
		{"a mobile with brackets", "(347) 1234567", "(347) 1234567"},
		{"a bare mobile", "Rossi 3471234567", "3471234567"},
		{"a mobile of nine digits, named", "tel. 335 123456", "335 123456"},
		{"nine bare digits", "la pratica 335123456", ""},
		{"a fixed number", "0382 597111, 06 85264520", ""},
		{"a green number", "800 123 456", ""},
		{"an amount", "3.471.234.567 euro e 347.123 euro", ""},
		{"a number of protocol", "prot. 2026/3471234567", ""},
		{"an address of a page", "https://example.it/news/3471234567", ""},
		{"a query", "https://example.it/?id=3471234567", ""},
		{"a code in figures that is a CIG", "3300000B37 3471234567", "3471234567"},
		{"a bare amount", "3471234567 euro, 3471234568 €, 3600000000", ""},
		{"dates", "dal 320-2026 al 31/03/2026 330 2026", ""},
		{"a private mailbox", "scrivi a mario.rossi@gmail.com", "mario.rossi@gmail.com"},
		{"a mailbox of an office", "protocollo@provincia.pv.it, ente@pec.provincia.pv.it", ""},
		{"a domain that ends alike", "a@nongmail.com.it", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, h := range Find(tt.text, false) {
				got = append(got, tt.text[h.Start:h.End])
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

// In the rows of a table ten bare digits are most likely a number of something.
func TestFindInData(t *testing.T) {
	tests := []struct {
		text string
		want int
	}{
		{"3471234567,12", 0},
		{"a,+393471234567,12", 1},
		{"a,347 1234567,12", 1},
		{"cellulare 3471234567", 1},
		{"a;m.rossi@libero.it;b", 1},
	}
	for _, tt := range tests {
		if got := len(Find(tt.text, true)); got != tt.want {
			t.Errorf("%q holds %d, want %d", tt.text, got, tt.want)
		}
	}
}

func TestMasked(t *testing.T) {
	for in, want := range map[string]string{"RSSMRA80A01H501U": "RSSM…1U", "347 1234567": "347…67", "ab": "…"} {
		if got := Masked(in); got != want {
			t.Errorf("Masked(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFindPersonal(f *testing.F) {
	for _, s := range []string{"RSSMRA80A01H501U", "IT60 X054 2811 1010 0000 0123 456", "+39 347 1234567", "a@gmail.com", "00 39 3", "(3", "IT60\u00a0X", " 3 320 000000", "a (at) gmail . com", "R\u00adSS MRA 80A01 H501U", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, data := range []bool{false, true} {
			for _, h := range Find(s, data) {
				if h.Start < 0 || h.Start >= h.End || h.End > len(s) {
					t.Fatalf("%q: a find from %d to %d", s, h.Start, h.End)
				}
				if m := Masked(s[h.Start:h.End]); utf8.ValidString(s) && !utf8.ValidString(m) {
					t.Errorf("%q is masked to %q", s, m)
				}
			}
		}
	})
}

// Long runs of what begins a find are read in a time that grows with their length.
func TestPersonalDataInLongRuns(t *testing.T) {
	for _, s := range []string{"3 ", "347 1234567 ", "IT60X0542811101", "a @ ", "a%40gmail.com", " at ", "x . ", "RSSMRA80A", "1 a 1", "\u00ad", "e\u0301", "a\u00a0", "( ", "㎏", "www.347.1234567", "   @"} {
		Find(strings.Repeat(s, 1<<17/len(s)), false)
	}
}

// BenchmarkFindPersonal reads what a project of an office says of itself: nothing personal.
func BenchmarkFindPersonal(b *testing.B) {
	text := strings.Repeat("La Provincia riceve 931.712 euro dall’Investimento 1.2 (Missione 1, Componente 1): il CUP è J31B21004560006, e si finisce entro il 31 dicembre 2026. ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text, false)
	}
}

// BenchmarkClean reads a text that needs nothing, and one with a blank that does not break.
func BenchmarkClean(b *testing.B) {
	text := strings.Repeat("La Provincia riceve 931.712 € dall’Investimento «1.2» – perché è così. ", 20)
	for name, text := range map[string]string{"settled": text, "unsettled": text + "5\u00a0€ " + text} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				record.Clean(text)
			}
		})
	}
}
