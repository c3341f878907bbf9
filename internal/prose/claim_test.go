package prose

import (
	"strings"
	"testing"

	"vetro/internal/record"
)

// The true amounts that a writer may tell with a figure and its word, in cents.
func TestAllowed(t *testing.T) {
	tests := []struct {
		text      string
		low, high record.Euro
	}{
		{"931.712,40 euro", 931712_40, 931712_40},
		{"931.712 euro", 931711_50, 931712_99},
		{"930 mila euro", 929500_00, 930499_99},
		{"1,2 milioni di euro", 1150000_00, 1249999_99},
		{"un milione di euro", 950000_00, 1049999_99},
		{"10 milioni di euro", 9500000_00, 10499999_99},
		{"oltre 930 mila euro", 930000_00, 939999_99},
		{"oltre 900 mila euro", 900000_00, 999999_99},
		{"oltre un milione di euro", 1000000_00, 1199999_99},
		{"più di 14.000 euro", 14000_00, 14999_99},
		{"oltre 931.712 euro", 931712_00, 931712_99},
		{"quasi 940 mila euro", 930000_00, 939999_99},
		{"quasi un milione di euro", 900000_00, 999999_99},
		{"circa 930 mila euro", 925000_00, 935000_00},
		{"circa 100 mila euro", 90000_00, 110000_00},
		{"1,2 milioni di euro circa", 1150000_00, 1250000_00},
		{"più o meno 930 mila euro", 925000_00, 935000_00},
		{"non più di 940 mila euro", 930000_00, 939999_99},
		{"non meno di 930 mila euro", 930000_00, 939999_99},
		{"tra 100 mila e 200 mila euro", 100000_00, 200000_00},
		{"tra 1 e 2 milioni di euro", 1000000_00, 2000000_00},
		{"mezzo milione di euro", 475000_00, 524999_99},
		{"93.17.12 euro", 1, 0},
		{"99999999999999 euro", 1, 0},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			claims := Claims(tt.text, func(int) record.Pos { return record.Pos{} })
			if len(claims) != 1 {
				t.Fatalf("%d claims", len(claims))
			}
			if a := claims[0].Amount; a.Low != tt.low || a.High != tt.high {
				t.Errorf("allows from %s to %s, want from %s to %s", a.Low, a.High, tt.low, tt.high)
			}
		})
	}
}

// Each claim stands where its first character does, whatever marks it.
func TestClaimPlaces(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "Sono 931.712 euro.", "a.md:1:6 931.712 euro"},
		{"in bold", "Sono **931.712** euro.", "a.md:1:8 931.712 euro"},
		{"on the second line", "Ecco\nsono 931.712\neuro.", "a.md:2:6 931.712 euro"},
		{"after letters with accents", "È più di 931.712 €.", "a.md:1:10 più di 931.712 €"},
		{"after an entity", "A&nbsp;B &euro;&nbsp;931.712.", "a.md:1:10 € 931.712"},
		{"after a bare ampersand", "Ricerca & sviluppo: 931.712 euro; poi altro.", "a.md:1:21 931.712 euro"},
		{"after what is no entity", "A &1; &#x; 931.712 euro.", "a.md:1:12 931.712 euro"},
		{"after an escape", `A \* 931.712 euro.`, "a.md:1:6 931.712 euro"},
		{"in a table", "| a | b |\n|---|---|\n| x | 931.712 € |", "a.md:3:7 931.712 €"},
		{"in a list in a quotation", "> - sono 931.712 euro", "a.md:1:10 931.712 euro"},
		{"in a heading", "## Sono 931.712 euro", "a.md:1:9 931.712 euro"},
		{"several", "CUP J31B21004560006, entro il 31 marzo 2026, M1C1.", "a.md:1:5 J31B21004560006; a.md:1:31 31 marzo 2026; a.md:1:46 M1C1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, _ := Parse(Source{Text: tt.text, Pos: record.Pos{File: "a.md", Line: 1, Col: 1}, Extract: true})
			var got []string
			if text.Found != nil {
				for _, c := range text.Found.Claims {
					got = append(got, c.Pos.String()+" "+strings.ReplaceAll(c.Text, "\u00a0", " "))
				}
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}

// Personal data stands where its first character does, and is told once.
func TestPersonalPlaces(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "Di RSSMRA80A01H501U.", "1:4 RSSM…1U"},
		{"in bold in part", "Di RSS**MRA**80A01H501U.", "1:4 RSSM…1U"},
		{"after a soft hyphen", "È\u00adcosì, di RSSMRA\u00ad80A01H501U.", "1:12 RSSM…1U"},
		{"over two lines", "Ecco\ndi RSSMRA80A\n01H501U.", "2:4 RSSM…1U"},
		{"in a link, twice", "[347 1234567](tel:+393471234567) cell.", "1:2 347…67; 1:19 +393…67"},
		{"in the address of a link", "Ecco [a](mailto:mario.rossi@gmail.com).", "1:17 mari…om"},
		{"as an address", "Ecco <mario.rossi@gmail.com> e m.rossi@libero.it.", "1:7 mari…om; 1:32 m.ro…it"},
		{"in code", "`RSSMRA80A01H501U`\n\n```\nBNCLRA75D41F205P\n```", "1:2 RSSM…1U; 4:1 BNCL…5P"},
		{"in a note", "Ecco[^1] e RSSMRA80A01H501U.\n\n[^1]: Di BNCLRA75D41F205P.", "1:12 RSSM…1U; 3:10 BNCL…5P"},
		{"in the description of an image", "![RSSMRA80A01H501U](a.png)", "1:3 RSSM…1U"},
		{"in a comment", "Ecco <!-- RSSMRA80A01H501U --> qui.\n\n<!--\nBNCLRA75D41F205P\n-->", ""},
		{"in two blocks", "RSSMRA\n\n80A01H501U", ""},
		{"in two cells", "| a | b |\n|---|---|\n| RSSMRA | 80A01H501U |", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, _ := Parse(Source{Text: tt.text, Pos: record.Pos{File: "a.md", Line: 1, Col: 1}, Extract: true})
			var got []string
			if text.Found != nil {
				for _, p := range text.Found.Personal {
					got = append(got, strings.TrimPrefix(p.Pos.String(), "a.md:")+" "+p.Text)
				}
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}

func TestNothingIsNoticedUnasked(t *testing.T) {
	text, _ := Parse(Source{Text: "Sono 931.712 euro <!-- vetro: x -->", Pos: record.Pos{File: "a.md", Line: 1, Col: 1}})
	if text.Found != nil {
		t.Errorf("found %+v", text.Found)
	}
}

func FuzzClaims(f *testing.F) {
	for _, s := range []string{
		"oltre 930 mila euro", "€ 931.712,00/50", "un milione e duecentomila euro", "tra 1 e 2 milioni di euro", "931 712 euro", "1,2 M€", "1.2.3.4 euro",
		"entro il 31/03/2026", "entro fine 2026", "M1C1I1.2", "Missione 1, Componente 1", "CUP: J31B2100456000", "CIG n. 918052266A", "999999999999999999999 euro",
		"mezzo e mezzo milione e mezzo di euro", "euro euro 5 €€ 6", "\u00ad5\u200b0 €", "tra e", "5 su", "circa",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, c := range claimsIn(s) {
			if c.start < last || c.start >= c.end || c.end > len(s) {
				t.Fatalf("%q: a claim from %d to %d after %d", s, c.start, c.end, last)
			}
			last = c.start
			if c.Kind == record.AmountClaim && c.Amount.High >= c.Amount.Low && c.Amount.Low < 0 {
				t.Errorf("%q: %+v", s, c.Amount)
			}
		}
	})
}

// Long runs of what begins a claim are read in a time that grows with their length.
func TestClaimsOfLongRuns(t *testing.T) {
	for _, s := range []string{"1.000, ", "1.000 e ", "1 milione e ", "tra 1 e ", "2 mila e 1 ", "entro il ", "€ "} {
		claimsIn(strings.Repeat(s, mostParagraph/len(s)))
	}
}
