package load

import "testing"

// A funding takes a part of a date, the first publication wants its day.
func TestDateSlips(t *testing.T) {
	tests := []struct{ name, in, part, day string }{
		{"the Italian order in quotes", `"31-3-2026"`, `9:8: la data "31-3-2026" non è in una forma nota [data-forma] ⏎ scrivi senza virgolette: data = 2026-03-31`, `4:14: la data "31-3-2026" non è in una forma nota [data-forma] ⏎ scrivi senza virgolette: pubblicato = 2026-03-31`},
		{"the Italian order", `31-3-2026`, `9:8: la data 31-3-2026 non è in una forma nota [data-forma] ⏎ scrivi data = 2026-03-31`, `4:14: la data 31-3-2026 non è in una forma nota [data-forma] ⏎ scrivi pubblicato = 2026-03-31`},
		{"slashes", `31/03/2026 # presto`, `9:8: la data 31/03/2026 non è in una forma nota [data-forma] ⏎ scrivi data = 2026-03-31`, `4:14: la data 31/03/2026 non è in una forma nota [data-forma] ⏎ scrivi pubblicato = 2026-03-31`},
		{"points", `31.3.2026`, `9:8: la data 31.3.2026 non è in una forma nota [data-forma] ⏎ scrivi data = 2026-03-31`, `4:14: la data 31.3.2026 non è in una forma nota [data-forma] ⏎ scrivi pubblicato = 2026-03-31`},
		{"one digit for the month", `2026-3-31`, `9:8: la data 2026-3-31 non è in una forma nota [data-forma] ⏎ scrivi data = 2026-03-31`, `4:14: la data 2026-3-31 non è in una forma nota [data-forma] ⏎ scrivi pubblicato = 2026-03-31`},
		{"slashes in the order of ISO", `2026/03/31`, `9:8: la data 2026/03/31 non è in una forma nota [data-forma] ⏎ scrivi data = 2026-03-31`, `4:14: la data 2026/03/31 non è in una forma nota [data-forma] ⏎ scrivi pubblicato = 2026-03-31`},
		{"words", `31 marzo 2026`, `9:8: la data 31 marzo 2026 non è in una forma nota [data-forma] ⏎ scrivi data = 2026-03-31`, `4:14: la data 31 marzo 2026 non è in una forma nota [data-forma] ⏎ scrivi pubblicato = 2026-03-31`},
		{"words in quotes", `"il 1° marzo 2026"`, `9:8: la data "il 1° marzo 2026" non è in una forma nota [data-forma] ⏎ scrivi senza virgolette: data = 2026-03-01`, `4:14: la data "il 1° marzo 2026" non è in una forma nota [data-forma] ⏎ scrivi senza virgolette: pubblicato = 2026-03-01`},
		{"words without a day", `"marzo 2026"`, `9:8: la data "marzo 2026" non è in una forma nota [data-forma] ⏎ scrivi data = "2026-03"`, `4:14: pubblicato vuole il giorno intero e "marzo 2026" non lo dice [data-forma] ⏎ scrivi il giorno intero, come pubblicato = 2026-03-31, o togli la chiave se il giorno non è noto`},
		{"words that are no month", `"31 brumaio 2026"`, `9:8: la data "31 brumaio 2026" non è in una forma nota [data-forma] ⏎ scrivi un giorno, data = 2026-03-31, o quanto se ne sa: "2026-03", "2026", "../2026-03-31"`, `4:14: la data "31 brumaio 2026" non è in una forma nota [data-forma] ⏎ scrivi il giorno intero: pubblicato = 2026-03-31`},
		{"a month", `2026-08`, `9:8: una data parziale come 2026-08 va tra virgolette [data-forma] ⏎ scrivi data = "2026-08"`, `4:14: pubblicato vuole il giorno intero e 2026-08 non lo dice [data-forma] ⏎ scrivi il giorno intero, come pubblicato = 2026-03-31, o togli la chiave se il giorno non è noto`},
		{"a month in quotes", `"2026-08"`, "", `4:14: pubblicato vuole il giorno intero e "2026-08" non lo dice [data-forma] ⏎ scrivi il giorno intero, come pubblicato = 2026-03-31, o togli la chiave se il giorno non è noto`},
		{"a month in the Italian order", `3/2026`, `9:8: la data 3/2026 non è in una forma nota [data-forma] ⏎ scrivi data = "2026-03"`, `4:14: pubblicato vuole il giorno intero e 3/2026 non lo dice [data-forma] ⏎ scrivi il giorno intero, come pubblicato = 2026-03-31, o togli la chiave se il giorno non è noto`},
		{"a year", `2026`, `9:8: una data parziale come 2026 va tra virgolette [data-forma] ⏎ scrivi data = "2026"`, `4:14: pubblicato vuole il giorno intero e 2026 non lo dice [data-forma] ⏎ scrivi il giorno intero, come pubblicato = 2026-03-31, o togli la chiave se il giorno non è noto`},
		{"by a day", `../2026-03-31`, `9:8: una data parziale come ../2026-03-31 va tra virgolette [data-forma] ⏎ scrivi data = "../2026-03-31"`, `4:14: pubblicato vuole il giorno intero e ../2026-03-31 non lo dice [data-forma] ⏎ scrivi il giorno intero, come pubblicato = 2026-03-31, o togli la chiave se il giorno non è noto`},
		{"by a day, in quotes", `"../2026-03-31"`, "", `4:14: pubblicato vuole il giorno intero e "../2026-03-31" non lo dice [data-forma] ⏎ scrivi il giorno intero, come pubblicato = 2026-03-31, o togli la chiave se il giorno non è noto`},
		{"no such day", `2026-02-30`, `9:8: il giorno 2026-02-30 non esiste [data-forma] ⏎ controlla il giorno e scrivilo come data = 2026-03-31`, `4:14: il giorno 2026-02-30 non esiste [data-forma] ⏎ controlla il giorno e scrivilo come pubblicato = 2026-03-31`},
		{"no such day, in quotes", `"2026-02-30"`, `9:8: il giorno "2026-02-30" non esiste [data-forma] ⏎ controlla il giorno e scrivilo come data = 2026-03-31`, `4:14: il giorno "2026-02-30" non esiste [data-forma] ⏎ controlla il giorno e scrivilo come pubblicato = 2026-03-31`},
		{"no such month", `31-13-2026`, `9:8: il giorno 31-13-2026 non esiste [data-forma] ⏎ controlla il giorno e scrivilo come data = 2026-03-31`, `4:14: il giorno 31-13-2026 non esiste [data-forma] ⏎ controlla il giorno e scrivilo come pubblicato = 2026-03-31`},
		{"an hour with it", `2026-03-31T10:00:00`, `9:8: la data 2026-03-31T10:00:00 ha anche l’ora [data-forma] ⏎ scrivi solo il giorno: data = 2026-03-31`, `4:14: la data 2026-03-31T10:00:00 ha anche l’ora [data-forma] ⏎ scrivi solo il giorno: pubblicato = 2026-03-31`},
		{"an hour and a zone with it", `2026-03-31T23:30:00Z`, `9:8: la data 2026-03-31T23:30:00Z ha anche l’ora [data-forma] ⏎ scrivi solo il giorno: data = 2026-03-31`, `4:14: la data 2026-03-31T23:30:00Z ha anche l’ora [data-forma] ⏎ scrivi solo il giorno: pubblicato = 2026-03-31`},
		{"an hour alone", `10:00:00`, `9:8: data vuole una data e qui c’è un’ora [tipo-errato] ⏎ scrivi il giorno, come data = 2026-03-31`, `4:14: pubblicato vuole una data e qui c’è un’ora [tipo-errato] ⏎ scrivi il giorno, come pubblicato = 2026-03-31`},
		{"a year that is a slip", `0205-01-01`, `9:8: l’anno 0205 non è possibile [data-forma] ⏎ controlla l’anno: quattro cifre, come 2026`, `4:14: l’anno 0205 non è possibile [data-forma] ⏎ controlla l’anno: quattro cifre, come 2026`},
		{"a year that is a slip, in quotes", `"0205"`, `9:8: l’anno 0205 non è possibile [data-forma] ⏎ controlla l’anno: quattro cifre, come 2026`, `4:14: pubblicato vuole il giorno intero e "0205" non lo dice [data-forma] ⏎ scrivi il giorno intero, come pubblicato = 2026-03-31, o togli la chiave se il giorno non è noto`},
		{"a number", `5`, `9:8: data vuole una data e qui c’è un numero [tipo-errato] ⏎ scrivi senza virgolette: data = 2026-03-31`, `4:14: pubblicato vuole una data e qui c’è un numero [tipo-errato] ⏎ scrivi senza virgolette: pubblicato = 2026-03-31`},
		{"yes or no", `true`, `9:8: data vuole una data e qui c’è un sì o no [tipo-errato] ⏎ scrivi senza virgolette: data = 2026-03-31`, `4:14: pubblicato vuole una data e qui c’è un sì o no [tipo-errato] ⏎ scrivi senza virgolette: pubblicato = 2026-03-31`},
		{"other words", `"ieri"`, `9:8: la data "ieri" non è in una forma nota [data-forma] ⏎ scrivi un giorno, data = 2026-03-31, o quanto se ne sa: "2026-03", "2026", "../2026-03-31"`, `4:14: la data "ieri" non è in una forma nota [data-forma] ⏎ scrivi il giorno intero: pubblicato = 2026-03-31`},
		{"other words without quotes", `ieri`, `9:8: la data ieri non è in una forma nota [data-forma] ⏎ scrivi un giorno, data = 2026-03-31, o quanto se ne sa: "2026-03", "2026", "../2026-03-31"`, `4:14: la data ieri non è in una forma nota [data-forma] ⏎ scrivi il giorno intero: pubblicato = 2026-03-31`},
		{"nothing", `""`, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slips(t, project("", "data = "+tt.in)); got != tt.part {
				t.Errorf("data: %s\nwant:\n%s", got, tt.part)
			}
			if got := slips(t, project("pubblicato = "+tt.in, "")); got != tt.day {
				t.Errorf("pubblicato: %s\nwant:\n%s", got, tt.day)
			}
		})
	}
}
