package load

import "testing"

func TestLineSlips(t *testing.T) {
	testSlips(t, []slipTest{
		{"a colon", `ufficio: Lavori`, "", `4:1: dopo la chiave "ufficio" c’è un due punti [toml-sintassi] ⏎ scrivi ufficio = "Lavori"`},
		{"a colon and quotes", `ufficio: "Lavori" # x`, "", `4:1: dopo la chiave "ufficio" c’è un due punti [toml-sintassi] ⏎ scrivi ufficio = "Lavori" # x`},
		{"a colon and nothing", `ufficio:`, "", `4:1: dopo la chiave "ufficio" c’è un due punti [toml-sintassi] ⏎ scrivi ufficio = "…"`},
		{"no equals sign", `ufficio "Lavori"`, "", `4:1: dopo la chiave "ufficio" manca il segno = [toml-sintassi] ⏎ scrivi ufficio = "Lavori"`},
		{"a key alone", `ufficio`, "", `4:1: dopo la chiave "ufficio" manca il segno = [toml-sintassi] ⏎ scrivi ufficio = "…"`},
		{"a quoted key alone", `"ufficio"`, "", `4:10: la riga ""ufficio"" si interrompe [toml-sintassi] ⏎ scrivi chiave = valore, con i testi tra virgolette dritte "…" e le date come 2026-03-31`},
		{"accents in a key", `unità = "x"`, "", `4:1: la chiave "unità" ha lettere che le chiavi non hanno [toml-sintassi] ⏎ scrivila senza accenti: unita`},
		{"blanks in a key", `data di avvio = "x"`, "", `4:1: la chiave "data di avvio" ha spazi [toml-sintassi] ⏎ scrivila con _ al posto degli spazi: data_di_avvio`},
		{"a bracket less", "", `[[tappa]`, `9:1: le parentesi della tabella "tappa" non vanno a coppie [toml-sintassi] ⏎ scrivi [[tappa]]`},
		{"a bracket more", "", `[tappa]]`, `9:1: le parentesi della tabella "tappa" non vanno a coppie [toml-sintassi] ⏎ scrivi [[tappa]]`},
		{"no closing brackets", "", `[tappa`, `9:1: le parentesi della tabella "tappa" non vanno a coppie [toml-sintassi] ⏎ scrivi [tappa]`},
		{"plain words", `Questo progetto è bello.`, "", `4:8: la riga "Questo progetto è bello." non si legge da "progetto è bello." in poi [toml-sintassi] ⏎ scrivi chiave = valore, con i testi tra virgolette dritte "…" e le date come 2026-03-31`},
		{"a line of signs", `}{`, "", `4:1: la riga "}{" non è TOML [toml-sintassi] ⏎ scrivi chiave = valore, con i testi tra virgolette dritte "…" e le date come 2026-03-31`},
		{"something behind a header", "", `[[tappa]] avvio`, `9:11: la riga "[[tappa]] avvio" non si legge da "avvio" in poi [toml-sintassi] ⏎ scrivi chiave = valore, con i testi tra virgolette dritte "…" e le date come 2026-03-31`},
		{"a list that the next line breaks", `servizi = ["a",⏎ufficio = "x"`, "", `5:1: prima della riga "ufficio = "x"" c’è qualcosa che non è chiuso [toml-sintassi] ⏎ chiudi l’elenco con ], o la tabella con }, prima di questa riga`},
	})
}

// What stands in a list, an inline table or a text of several lines.
func TestNestedSlips(t *testing.T) {
	testSlips(t, []slipTest{
		{"no such day in an inline table", `tappa = [{titolo = "x", prevista = 2026-02-30}]`, "", `4:36: il giorno 2026-02-30 non esiste [data-forma] ⏎ controlla il giorno e scrivilo come prevista = 2026-03-31`},
		{"no quotes in an inline table", `tappa = [{titolo = Avvio, prevista = 2026}]`, "", `4:20: il valore "Avvio" è senza virgolette [toml-sintassi] ⏎ scrivi titolo = "Avvio"`},
		{"a date in an inline table", `tappa = {prevista = 31-3-2026}`, "", `4:21: la data 31-3-2026 non è in una forma nota [data-forma] ⏎ scrivi prevista = 2026-03-31`},
		{"no quotes in a list of several lines", `servizi = [⏎  "Uno",⏎  Due e tre, # poi⏎]`, "", `6:3: la voce "Due e tre" è senza virgolette [toml-sintassi] ⏎ scrivi "Due e tre"`},
		{"digits in a list of several lines", `servizi = [⏎  018110,⏎]`, "", `5:3: la voce "018110" è senza virgolette [toml-sintassi] ⏎ scrivi "018110"`},
		{"no comma in a list of several lines", `servizi = [⏎  "Uno"⏎  "Due"⏎]`, "", `6:3: la riga ""Due"" non è TOML [toml-sintassi] ⏎ scrivi ogni voce tra virgolette, e tra due voci una virgola`},
		{"a quote alone in a list of several lines", `servizi = [⏎  'Uno',⏎  'Due⏎]`, "", `6:7: la riga "'Due" si interrompe [toml-sintassi] ⏎ scrivi ogni voce tra virgolette, e tra due voci una virgola`},
		{"too large a number in a list of several lines", `servizi = [⏎  99999999999999999999⏎]`, "", `5:3: la voce "99999999999999999999" è senza virgolette [toml-sintassi] ⏎ scrivi "99999999999999999999"`},
		{"a table below a list without its end", `servizi = ["a"`, `[[tappa]]`, `5:1: prima della riga "[[finanziamento]]" c’è qualcosa che non è chiuso [toml-sintassi] ⏎ chiudi l’elenco con ], o la tabella con }, prima di questa riga`},
		{"a list without its end", "", `[[atto]]⏎tipo = "x"⏎cup = ["a",`, `11:12: la riga "cup = ["a"," apre qualcosa che non è chiuso [toml-sintassi] ⏎ aggiungi ] dopo l’ultima voce dell’elenco, o } dopo l’ultima chiave della tabella`},
		{"an inline table without its end", `tappa = [{titolo = "x"`, "", `5:1: prima della riga "[[finanziamento]]" c’è qualcosa che non è chiuso [toml-sintassi] ⏎ chiudi l’elenco con ], o la tabella con }, prima di questa riga`},
		{"a text of several lines without its end", `descrizione = """⏎ciao⏎stato = in corso`, "", `4:15: il testo che comincia qui con """ non è chiuso [toml-sintassi] ⏎ aggiungi """ dopo l’ultima riga del testo`},
		{"the same with single quotes", `descrizione = '''⏎ciao`, "", `4:15: il testo che comincia qui con ''' non è chiuso [toml-sintassi] ⏎ aggiungi ''' dopo l’ultima riga del testo`},
		{"a value set aside does not hide where the file ends", `ufficio = Lavori⏎cup: x`, "", `4:11: il valore "Lavori" è senza virgolette [toml-sintassi] ⏎ scrivi ufficio = "Lavori" ⏎ 5:1: dopo la chiave "cup" c’è un due punti [toml-sintassi] ⏎ scrivi cup = "x"`},
	})
}
