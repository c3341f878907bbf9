package posts

import "testing"

func TestDayOf(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"a day", "2025-07-29", "2025-07-29"},
		{"midnight in UTC, of Decap", "2025-07-29T00:00:00.000Z", "2025-07-29"},
		{"late in UTC, in summer", "2025-07-29T23:30:00Z", "2025-07-30"},
		{"late in UTC, in winter", "2025-01-29T22:59:00Z", "2025-01-29"},
		{"midnight in Rome", "2025-07-28T22:00:00Z", "2025-07-29"},
		{"with its zone", "2025-07-29T12:00:00+02:00", "2025-07-29"},
		{"with a zone without its colon", "2025-07-29T12:00:00+0200", "2025-07-29"},
		{"far in the west", "2025-07-29 20:00:00 -0700", "2025-07-30"},
		{"of Jekyll", "2022-07-28 10:00:00 +0200", "2022-07-28"},
		{"UTC by its name", "2022-07-28 23:00:00 UTC", "2022-07-29"},
		{"without a zone", "2025-07-29T23:59:00", "2025-07-29"},
		{"with a blank", "2025-07-29 12:00:00", "2025-07-29"},
		{"one digit", "2025-7-9", "2025-07-09"},
		{"Italian", "29/07/2025", "2025-07-29"},
		{"Italian with hyphens", "29-07-2025", "2025-07-29"},
		{"in words", "1° luglio 2025", "2025-07-01"},
		{"with the day of the week", "martedì 29 luglio 2025", "2025-07-29"},
		{"of Forestry", "05/10/2017 12:00 PM", "2017-10-05 or the other way round"},
		{"in English", "July 29, 2025", "2025-07-29"},
		{"of mail", "Tue, 29 Jul 2025 23:30:00 +0000", "2025-07-30"},
		{"month 22", "2022-22-02", ""},
		{"30 February", "30/02/2024", ""},
		{"a far year", "2507-05-21", ""},
		{"the zero of Go", "0001-01-01T00:00:00Z", ""},
		{"a word", "ieri", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		d, two, ok := dayOf(tt.in)
		got := ""
		if ok {
			got = d.ISO()
		}
		if two {
			got += " or the other way round"
		}
		if got != tt.want {
			t.Errorf("%s: %q is %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestNames(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"plain", "content/news/apertura.md", "apertura"},
		{"with its day", "_posts/2022-07-28-Modello.md", "2022-07-28-modello"},
		{"a copy", "_posts/2022-07-28-Modello dei siti copy.md", "2022-07-28-modello-dei-siti"},
		{"a copy of Windows", "a/avviso (2).md", "avviso"},
		{"accents", "a/Città più verde è.md", "citta-piu-verde-e"},
		{"accents apart", "a/Citta\u0300.md", "citta"},
		{"a bundle", "content/news/apertura/index.md", "apertura"},
		{"Italian by its name", "content/news/apertura.it.md", "apertura"},
		{"a bundle in Italian", "content/news/apertura/index.it.md", "apertura"},
		{"no extension", "_posts/2021-03-25-art. 5 e altro", "2021-03-25-art-5-e-altro"},
		{"reserved", "a/index-.md", "index-1"},
		{"a device of Windows", "a/con.md", "con-1"},
		{"nothing of ours", "a/通知.md", ""},
	}
	for _, tt := range tests {
		if got := idFrom(copied.ReplaceAllString(stemOf(tt.file), "")); got != tt.want {
			t.Errorf("%s: %s is %q, want %q", tt.name, tt.file, got, tt.want)
		}
	}
}
