package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"vetro/internal/check"
	"vetro/internal/load"
	"vetro/internal/record"
)

var today = record.Day(2026, 11, 22)

// three are the projects of the announcements below: 931.712 € with a contract of
// 250.000,50 €, 106.022 € and 855.896 €; in all 1.893.630 €.
var three = map[string]string{
	"site.toml":              "titolo = \"Prova\"\nbase_url = \"https://example.it/\"\n",
	"content/enti/p_xx.toml": "nome = \"Provincia di Prova\"\n",
	"content/progetti/cloud.toml": `titolo = "Cloud"
ente = "p_xx"
stato = "concluso"
cup = "J31B21004560006"
aggiornato = 2026-08-22
[[finanziamento]]
misura = "M1C1I1.2"
importo = 931712
stato = "erogato"
data = 2025-06-23
[[tappa]]
titolo = "Completamento"
prevista = 2026-03-31
[[tappa]]
titolo = "Collaudo"
prevista = "2026-05"
[[contratto]]
oggetto = "Migrazione"
cig = "B1A5544327"
importo = "250000.50"
[[pagamento]]
data = 2026-08-02
importo = 120000
verso = "fornitore"
`,
	"content/progetti/suap.toml": `titolo = "SUAP"
ente = "p_xx"
stato = "in corso"
cup = "J29B25000050006"
aggiornato = 2026-08-22
[[finanziamento]]
misura = "M1C1I2.2.3"
importo = 106022
stato = "assegnato"
`,
	"content/progetti/rete.toml": `titolo = "Rete"
ente = "p_xx"
stato = "in corso"
cup = "I89B25000070006"
aggiornato = 2026-08-22
[[finanziamento]]
misura = "M1C1I1.2"
importo = 855896
stato = "assegnato"
`,
}

// site loads files over those of the three projects.
func site(t testing.TB, more map[string]string) (*record.Site, []record.Problem) {
	t.Helper()
	fsys := make(fstest.MapFS)
	for name, text := range three {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range more {
		if text == "" {
			delete(fsys, name)
			continue
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s, problems, err := load.Site(fsys, today)
	if err != nil {
		t.Fatal(err)
	}
	return s, problems
}

// told gives each claim of an announcement with = and what it was tied to: the amount or
// date of the tie, «no» for none, «taciuto» for silenced.
func told(t testing.TB, title, body string) []string {
	t.Helper()
	const name = "content/notizie/nota.md"
	s, problems := site(t, map[string]string{
		name: "+++\ntitolo = \"" + title + "\"\ndata = 2026-09-01\nprogetti = [\"cloud\", \"suap\", \"rete\"]\n+++\n" + body + "\n",
	})
	if record.Stops(problems) {
		t.Fatal(problems)
	}
	claims, ok := check.Explain(s, today, name)
	if !ok {
		t.Fatal("no announcement")
	}
	var out []string
	for _, c := range claims {
		switch {
		case c.Silenced != "":
			out = append(out, c.Text+" = taciuto")
		case c.Tie == "":
			out = append(out, c.Text+" = no")
		default:
			tie, _, _ := strings.Cut(strings.ReplaceAll(c.Tie, "\u00a0", " "), ",00 €")
			tie, _, _ = strings.Cut(tie, ", content")
			if _, amount, is := strings.Cut(tie, ": "); is && c.Kind != "misura" {
				tie = amount
			}
			out = append(out, c.Text+" = "+tie)
		}
	}
	return out
}

// Announcements' worth of amounts, each with what it is tied to.
func TestAmounts(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"whole euro", "Un finanziamento di 931.712 euro.", "931.712 euro = 931.712"},
		{"sign before, with cents", "Arrivano € 931.712,00 dal PNRR.", "€ 931.712,00 = 931.712"},
		{"sign after, touching", "Arrivano 931.712,00€ dal PNRR.", "931.712,00€ = 931.712"},
		{"sign after, no points", "Arrivano 931712 € dal PNRR.", "931712 € = 931.712"},
		{"EUR", "Importo: EUR 931.712,00.", "EUR 931.712,00 = 931.712"},
		{"euro before", "Euro 931.712,00 per il cloud.", "Euro 931.712,00 = 931.712"},
		{"euro before, with a colon", "Importo in euro: 931.712,00.", "euro: 931.712,00 = 931.712"},
		{"no-break space", "Sono 931.712\u00a0euro.", "931.712 euro = 931.712"},
		{"narrow no-break space in the number", "Sono 931\u202f712\u202f€.", "931 712 € = 931.712"},
		{"thin space in the number", "Sono 931\u2009712 euro.", "931 712 euro = 931.712"},
		{"plain space in the number", "Sono 931 712,00 euro.", "931 712,00 euro = 931.712"},
		{"apostrophe between thousands", "Sono 931'712 euro.", "931'712 euro = 931.712"},
		{"an entity for the space", "Sono 931.712&nbsp;euro.", "931.712 euro = 931.712"},
		{"an entity for the sign", "Sono 931.712 &euro;.", "931.712 € = 931.712"},
		{"in bold", "Sono **931.712** euro.", "931.712 euro = 931.712"},
		{"half in bold, half in a link", "Sono **931**.712 [euro](https://example.it/).", "931.712 euro = 931.712"},
		{"over a line break", "Sono 931.712\neuro.", "931.712 euro = 931.712"},
		{"in a heading", "## 931.712 euro\n\nTesto.", "931.712 euro = 931.712"},
		{"in a list", "- cloud: 931.712 euro;\n- SUAP: 106.022 euro.", "931.712 euro = 931.712; 106.022 euro = 106.022"},
		{"in a table", "| a | b |\n|---|---|\n| cloud | 931.712 € |", "931.712 € = 931.712"},
		{"in a quotation", "> Sono 931.712 euro.", "931.712 euro = 931.712"},
		{"in a footnote", "Testo[^1].\n\n[^1]: Sono 931.712 euro.", "931.712 euro = 931.712"},
		{"cents that are not the record's", "Sono 931.712,50 euro.", "931.712,50 euro = no"},
		{"a contract with cents", "Contratto di 250.000,50 euro.", "250.000,50 euro = 250.000,50 €"},
		{"a contract, cents left out", "Contratto di 250.000 euro.", "250.000 euro = 250.000,50 €"},
		{"a contract, cents rounded up", "Contratto di 250.001 euro.", "250.001 euro = 250.000,50 €"},
		{"a contract, a euro too many", "Contratto di 250.002 euro.", "250.002 euro = no"},
		{"euro and cents in words", "Contratto di 250.000 euro e 50 centesimi.", "250.000 euro e 50 centesimi = 250.000,50 €"},
		{"a notary's cents", "Contratto di € 250.000/50.", "€ 250.000/50 = 250.000,50 €"},
		{"a notary's dash", "Sono € 931.712,= in tutto.", "€ 931.712,= = 931.712"},
		{"a payment", "Già pagati 120.000 euro.", "120.000 euro = 120.000"},
		{"two digits swapped", "Sono 913.712 euro.", "913.712 euro = no"},
		{"a digit lost", "Sono 93.712 euro.", "93.712 euro = no"},
		{"a digit too many", "Sono 9.317.120 euro.", "9.317.120 euro = no"},
		{"points where they cannot be", "Sono 93.17.12 euro.", "93.17.12 euro = no"},
		{"comma for the point", "Sono 931,712 euro.", "931,712 euro = no"},
		{"English order", "Sono 931,712.00 euro.", "931,712.00 euro = 931.712"},

		{"oltre, in thousands", "Arrivano oltre 930 mila euro.", "oltre 930 mila euro = 931.712"},
		{"oltre, written as one", "Arrivano oltre 930mila euro.", "oltre 930mila euro = 931.712"},
		{"oltre, a figure above", "Arrivano oltre 932 mila euro.", "oltre 932 mila euro = no"},
		{"oltre, by too much", "Arrivano oltre 910 mila euro.", "oltre 910 mila euro = no"},
		{"oltre, to the hundred thousand", "Arrivano oltre 900 mila euro.", "oltre 900 mila euro = 931.712"},
		{"oltre, far above", "Arrivano oltre 990.000 euro.", "oltre 990.000 euro = no"},
		{"oltre i", "Si superano gli oltre i 930.000 euro.", "oltre i 930.000 euro = 931.712"},
		{"più di", "Sono più di 930 mila euro.", "più di 930 mila euro = 931.712"},
		{"più di, wrong side", "Sono più di 940 mila euro.", "più di 940 mila euro = no"},
		{"oltre a means besides", "Oltre ai 930.000 euro del cloud.", "930.000 euro = no"},
		{"quasi un milione", "Quasi un milione di euro.", "Quasi un milione di euro = 931.712"},
		{"quasi, in thousands", "Quasi 940mila euro.", "Quasi 940mila euro = 931.712"},
		{"quasi, below the record", "Quasi 930 mila euro.", "Quasi 930 mila euro = no"},
		{"meno di", "Meno di 110 mila euro per il SUAP.", "Meno di 110 mila euro = 106.022"},
		{"circa", "Circa 930 mila euro.", "Circa 930 mila euro = 931.712"},
		{"circa, behind", "Un progetto da 930 mila euro circa.", "930 mila euro circa = 931.712"},
		{"circa, too far", "Circa 950 mila euro.", "Circa 950 mila euro = no"},
		{"all’incirca", "All’incirca 100 mila euro.", "All’incirca 100 mila euro = 106.022"},
		{"intorno ai", "Siamo intorno ai 930.000 euro.", "intorno ai 930.000 euro = 931.712"},
		{"ca.", "Ca. 930.000 euro.", "Ca. 930.000 euro = 931.712"},
		{"no word, in thousands", "Un progetto da 932 mila euro.", "932 mila euro = 931.712"},
		{"no word, digits that do not fit", "Un progetto da 930 mila euro.", "930 mila euro = no"},
		{"millions with a decimal", "In tutto 1,9 milioni di euro.", "1,9 milioni di euro = 1.893.630"},
		{"millions with two decimals", "In tutto 1,89 milioni di euro.", "1,89 milioni di euro = 1.893.630"},
		{"millions with a wrong decimal", "In tutto 1,6 milioni di euro.", "1,6 milioni di euro = no"},
		{"millions with a point", "In tutto 1.9 milioni di euro.", "1.9 milioni di euro = 1.893.630"},
		{"mln", "In tutto 1,9 mln.", "1,9 mln = 1.893.630"},
		{"mln di euro", "In tutto 1,9 mln di euro.", "1,9 mln di euro = 1.893.630"},
		{"M€", "In tutto 1,9 M€.", "1,9 M€ = 1.893.630"},
		{"k€", "Per il SUAP 106 k€.", "106 k€ = 106.022"},
		{"sign before millions", "In tutto € 1,9 milioni.", "€ 1,9 milioni = 1.893.630"},
		{"quasi due milioni", "Quasi due milioni di euro.", "Quasi due milioni di euro = 1.893.630"},
		{"a million and a half", "Circa un milione e mezzo di euro.", "Circa un milione e mezzo di euro = no"},
		{"half a million", "Mezzo milione di euro.", "Mezzo milione di euro = no"},
		{"in words, to the euro", "Sono novecentotrentunomilasettecentododici euro.", "novecentotrentunomilasettecentododici euro = 931.712"},
		{"in words, in thousands", "Oltre novecentotrentunomila euro.", "Oltre novecentotrentunomila euro = 931.712"},
		{"words and thousands apart", "Circa novecentotrenta mila euro.", "Circa novecentotrenta mila euro = 931.712"},
		{"a million and thousands, in words", "Oltre un milione e ottocentonovantamila euro.", "Oltre un milione e ottocentonovantamila euro = 1.893.630"},
		{"a million and thousands, in figures", "Sono 1 milione e 894 mila euro.", "1 milione e 894 mila euro = 1.893.630"},
		{"a million without and", "Sono 1 milione 893 mila 630 euro.", "1 milione 893 mila 630 euro = 1.893.630"},

		{"two that share the currency", "Due finanziamenti, di 855.896 e 106.022 euro.", "855.896 = 855.896; 106.022 euro = 106.022"},
		{"three that share it", "Finanziamenti di 931.712, 855.896 e 106.022 euro.", "931.712 = 931.712; 855.896 = 855.896; 106.022 euro = 106.022"},
		{"a range", "Progetti tra 100 mila e 950 mila euro.", "tra 100 mila e 950 mila euro = 931.712"},
		{"a range that shares its unit", "Progetti tra i 100 e i 950 mila euro.", "tra i 100 e i 950 mila euro = 931.712"},
		{"a range that holds nothing", "Progetti tra 300 mila e 800 mila euro.", "tra 300 mila e 800 mila euro = no"},
		{"from one to the other", "Contributi da 106.022 a 931.712 euro.", "106.022 = 106.022; 931.712 euro = 931.712"},
		{"the sum of two", "Insieme 961.918 euro.", "961.918 euro = somma di 106.022"},
		{"the sum of two, rounded", "Insieme quasi 970 mila euro.", "quasi 970 mila euro = somma di 106.022"},
		{"the sum of all", "In tutto 1.893.630 euro.", "1.893.630 euro = 1.893.630"},
		{"a sum with a slip", "In tutto 1.893.603 euro.", "1.893.603 euro = no"},
		{"the total of a measure", "Per l’Investimento 1.2 arrivano 1.787.608 euro.", "Investimento 1.2 = misura M1C1I1.2 di cloud; 1.787.608 euro = 1.787.608"},

		{"two that share the sign before them", "Finanziamenti di euro 931.712 e 106.022.", "euro 931.712 = 931.712; 106.022 = 106.022"},
		{"two with a sign each", "Finanziamenti di € 931.712 e € 106.022.", "€ 931.712 = 931.712; € 106.022 = 106.022"},
		{"a count after an amount", "Con € 931.712 e 12.464 enti.", "€ 931.712 = 931.712"},
		{"years before an amount", "Nel periodo 2021-2026 € 931.712,00.", "€ 931.712,00 = 931.712"},
		{"glued to the word", "Euro931.712 in tutto.", "Euro931.712 = 931.712"},
		{"a sign and a letter", "In tutto €1.9M.", "€1.9M = 1.893.630"},
		{"figures and words in brackets", "Euro 931.712,00 (novecentotrentunomilasettecentododici/00).", "Euro 931.712,00 = 931.712"},

		{"an amount part by part", "In tutto 1.893.630 euro: 931.712 per il cloud, 855.896 per la rete e 106.023 per il SUAP. Poi 12.464 per caso.", "1.893.630 euro = 1.893.630; 931.712 = 931.712; 855.896 = 855.896; 106.023 = no"},
		{"millions whose currency is said elsewhere", "In tutto oltre 1,8 milioni, cioè 1.893.630 euro. Per la rete oltre 1,8 milioni.", "1.893.630 euro = 1.893.630; oltre 1,8 milioni = 1.893.630"},
		{"millions of nobody knows what", "Gli utenti sono 2 milioni.", ""},
		{"a million with commas", "Sono un milione, 893 mila e 630 euro.", "un milione, 893 mila e 630 euro = 1.893.630"},
		{"words and a notary's cents", "Sono novecentotrentunomila/00 euro.", "novecentotrentunomila/00 euro = no"},

		{"a percentage", "Il 94,5% del totale, cioè il 94 per cento.", ""},
		{"a year", "Nel 2025 euro e dollaro erano vicini.", ""},
		{"euro without a number", "Milioni di euro, migliaia di euro, l’euro digitale.", ""},
		{"an engine and a championship", "Veicoli Euro 6 e gli Europei Euro 2024.", ""},
		{"one euro in two", "Un euro su due va ai Comuni.", ""},
		{"people in millions", "Servono 2 milioni di cittadini e 1,2 mln di abitanti.", ""},
		{"zero", "A zero euro per l’ente.", ""},
		{"a number that is none", "Il protocollo 12.345 del 2025.", ""},
		{"a date and an amount", "Il 23 giugno 2025 931.712 euro.", "931.712 euro = 931.712"},
		{"an article before an amount", "Ai sensi dell’art. 5 931.712 euro.", "931.712 euro = 931.712"},
		{"a comment within", "Sono 931.712 <!-- controllato --> euro.", "931.712 euro = 931.712"},
		{"an escape within", "Sono 931\\.712 euro.", "931.712 euro = 931.712"},
		{"in code", "Sono `931.712 euro`.", "931.712 euro = 931.712"},
		{"in an address", "Vedi https://example.it/931.712-euro o <https://example.it/5%20euro>.", ""},
	}
	if len(tests) < 60 {
		t.Fatal("too few")
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.Join(told(t, "Nota", tt.text), "; ")
			if got = sums(got); got != tt.want {
				t.Errorf("%s\ngot  %s\nwant %s", tt.text, got, tt.want)
			}
		})
	}
}

// sums cuts the parts of a sum after the first.
func sums(s string) string {
	parts := strings.Split(s, "; ")
	for n, p := range parts {
		if i := strings.Index(p, "somma di 106.022"); i >= 0 {
			parts[n] = p[:i] + "somma di 106.022"
		}
	}
	return strings.Join(parts, "; ")
}

func TestOtherClaims(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a deadline", "Entro il 31 marzo 2026.", "31 marzo 2026 = 31 marzo 2026"},
		{"a deadline in figures", "Entro e non oltre il 31/03/2026.", "31/03/2026 = 31 marzo 2026"},
		{"a deadline with points", "Scadenza: 31.03.2026.", "31.03.2026 = 31 marzo 2026"},
		{"another day", "Entro il 30 marzo 2026.", "30 marzo 2026 = no"},
		{"another year", "Entro il 31 marzo 2027.", "31 marzo 2027 = no"},
		{"an hour", "Entro e non oltre le ore 12:00 del 31 marzo 2026.", "31 marzo 2026 = 31 marzo 2026"},
		{"an hour with a point", "Entro le ore 12.00 del 30 marzo 2026.", "30 marzo 2026 = no"},
		{"scade a", "Il progetto scade a marzo 2026.", "marzo 2026 = 31 marzo 2026"},
		{"no year", "Entro il 31 marzo.", "31 marzo = 31 marzo 2026"},
		{"a month", "Entro marzo 2026.", "marzo 2026 = 31 marzo 2026"},
		{"the end of a month", "Entro la fine di maggio 2026.", "maggio 2026 = maggio 2026"},
		{"the last day of a month that is known", "Entro il 31 maggio 2026.", "31 maggio 2026 = maggio 2026"},
		{"a day of a month that is known", "Entro il 10 maggio 2026.", "10 maggio 2026 = no"},
		{"a year", "Entro la fine del 2026.", "2026 = 31 marzo 2026"},
		{"a weekday", "Entro martedì 31 marzo 2026.", "31 marzo 2026 = 31 marzo 2026"},
		{"a day with an elision", "Entro l’8 agosto 2026.", "8 agosto 2026 = no"},
		{"the first", "Entro il 1° aprile 2026.", "1° aprile 2026 = no"},
		{"a span is no date", "Entro 30 giorni, entro sei mesi.", ""},
		{"what happened is no deadline", "Il 5 marzo 2026 è partito.", ""},

		{"a mission and a component", "Missione 1, Componente 1.", "Missione 1, Componente 1 = misura M1C1I1.2 di cloud"},
		{"with names between", "Missione 1 «Digitalizzazione, innovazione», Componente C1.", "Missione 1 «Digitalizzazione, innovazione», Componente C1 = misura M1C1I1.2 di cloud"},
		{"another component", "Missione 1, Componente 2.", "Missione 1, Componente 2 = no"},
		{"another mission", "La Missione 5 del Piano.", "Missione 5 = no"},
		{"a component in short", "Nell’ambito della M1C1.", "M1C1 = misura M1C1I1.2 di cloud"},
		{"a whole code", "La misura M1C1I1.2 del Piano.", "M1C1I1.2 = misura M1C1I1.2 di cloud"},
		{"a code and words", "M1C1 Investimento 1.2.", "M1C1 Investimento 1.2 = misura M1C1I1.2 di cloud"},
		{"the measure above", "La misura 2.2 del Piano.", "misura 2.2 = misura M1C1I2.2.3 di suap"},
		{"a bare number of three", "La 2.2.3 del Piano.", "2.2.3 = misura M1C1I2.2.3 di suap"},
		{"another bare number of three", "La 1.4.3 del Piano.", "1.4.3 = no"},
		{"a criterion of accessibility", "Il criterio 1.4.3 delle WCAG.", ""},
		{"a number that is no measure", "La 9.9.9 del programma.", ""},
		{"another investment", "L’Investimento 1.4 del Piano.", "Investimento 1.4 = no"},
		{"a milestone of the Union", "Il traguardo M1C1-147.", "M1C1 = misura M1C1I1.2 di cloud"},

		{"a CUP", "CUP J31B21004560006.", "J31B21004560006 = CUP di cloud"},
		{"a CUP of another", "CUP J31B21004560007.", "J31B21004560007 = no"},
		{"a CUP with a letter for a digit", "CUP: J31B210O4560006.", "J31B210O4560006 = no"},
		{"a CUP that is short", "CUP n. J31B2100456000.", "J31B2100456000 = no"},
		{"a CIG", "CIG B1A5544327.", "B1A5544327 = contratto di cloud"},
		{"a CIG of another", "CIG: 95156957EC.", "95156957EC = no"},
		{"a CIG with a wrong digit", "CIG: B1A5544328.", "B1A5544328 = no"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.Join(told(t, "Nota", tt.text), "; ")
			if got != tt.want {
				t.Errorf("%s\ngot  %s\nwant %s", tt.text, got, tt.want)
			}
		})
	}
}

func TestSilenced(t *testing.T) {
	const why = "non di questi progetti: dotazione nazionale"
	tests := []struct{ name, title, text, want string }{
		{"right after", "Nota", "L’avviso ha 50.000.000 di euro e 900 milioni di euro <!-- vetro: " + why + " -->.", "50.000.000 di euro = no; 900 milioni di euro = taciuto"},
		{"on its own line below", "Nota", "L’avviso ha 900 milioni di euro\n<!-- vetro: " + why + " -->", "900 milioni di euro = taciuto"},
		{"in another paragraph", "Nota", "L’avviso ha 900 milioni di euro.\n\n<!-- vetro: " + why + " -->", "900 milioni di euro = no"},
		{"before it", "Nota", "Ecco <!-- vetro: " + why + " --> l’avviso da 900 milioni di euro.", "900 milioni di euro = no"},
		{"without a reason", "Nota", "L’avviso ha 900 milioni di euro <!-- vetro: non di questi progetti -->.", "900 milioni di euro = no"},
		{"a deadline", "Nota", "Entro il 31 agosto 2026 <!-- vetro: " + why + " -->.", "31 agosto 2026 = taciuto"},
		{"in the title", "Avviso da 900 milioni di euro\" # vetro: " + why + " \"", "Testo.", "900 milioni di euro = taciuto"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(told(t, tt.title, tt.text), "; "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// Among many fundings only whole figures and the sums of two are tried: of all their sums
// one would fit nearly anything.
func TestSumsOfManyFundings(t *testing.T) {
	many := strings.Replace(three["content/progetti/cloud.toml"], "[[tappa]]", "", 1)
	many, _, _ = strings.Cut(many, "titolo = \"Completamento\"")
	for n := range 20 {
		many += fmt.Sprintf("[[finanziamento]]\nfonte = \"Stato\"\nimporto = %d\nstato = \"assegnato\"\n", 1000+n*n*n*7)
	}
	tests := []struct {
		text string
		tied bool
	}{
		{"1.056 euro", true},  // the third
		{"2.063 euro", true},  // the second and the third
		{"4.252 euro", false}, // the first four
		{"circa 2.063 euro", false},
	}
	for _, tt := range tests {
		s, _ := site(t, map[string]string{
			"content/progetti/cloud.toml": many,
			"content/notizie/nota.md":     "+++\ntitolo = \"Nota\"\nprogetti = [\"cloud\"]\n+++\nSono " + tt.text + ".\n",
		})
		out, _ := check.Explain(s, today, "content/notizie/nota.md")
		if len(out) != 1 || (out[0].Tie != "") != tt.tied {
			t.Errorf("%s: %+v", tt.text, out)
		}
	}
}

func TestExternal(t *testing.T) {
	s, _ := site(t, map[string]string{
		"content/enti/p_xx.toml":     "nome = \"Provincia di Prova\"\nsito = \"https://a.example.it/\"\n",
		"content/pagine/p.md":        "+++\ntitolo = \"P\"\n+++\n[Il sito](https://b.example.it/x#y), [la notizia](../notizie/n.md), [posta](mailto:a@example.it).\n",
		"content/notizie/nota.md":    "+++\ntitolo = \"N\"\n+++\nTesto.\n",
		"site.toml":                  "titolo = \"P\"\n[pagine]\nprivacy = \"https://c.example.it/\"\n[sezioni]\norganizzazione = \"https://d.example.it/\"\n",
		"content/progetti/rete.toml": three["content/progetti/rete.toml"] + "[[atto]]\ntipo = \"Decreto\"\nurl = \"https://e.example.it/\"\n[[provenienza]]\ntitolo = \"F\"\nurl = \"http://f.example.it/\"\n",
	})
	var got []string
	for _, l := range check.External(s) {
		got = append(got, fmt.Sprintf("%s %s", l.Pos, l.URL))
	}
	want := []string{
		"content/pagine/p.md:4:1 https://b.example.it/x", "content/enti/p_xx.toml:2:8 https://a.example.it/", "content/progetti/rete.toml:12:7 https://e.example.it/",
		"content/progetti/rete.toml:15:7 http://f.example.it/", "site.toml:3:11 https://c.example.it/", "site.toml:5:18 https://d.example.it/",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestExplainOther(t *testing.T) {
	s, _ := site(t, nil)
	if out, ok := check.Explain(s, today, "content/progetti/cloud.toml"); ok || !slices.Equal(out, nil) {
		t.Errorf("a project is explained: %v", out)
	}
}
