package load

import "testing"

func TestKeySlips(t *testing.T) {
	testSlips(t, []slipTest{
		{"a key with a letter less", `descrizone = "x"`, "", `4:1: la chiave "descrizone" non esiste [chiave-ignota] ⏎ scrivi descrizione`},
		{"a key in capitals", `Sommario = "x"`, "", `4:1: la chiave "Sommario" non esiste [chiave-ignota] ⏎ scrivi sommario`},
		{"a key that is rather like one", `piataforme = "x"`, "", `4:1: la chiave "piataforme" non esiste [chiave-ignota] ⏎ scrivi piattaforma se è quella, o cancellala`},
		{"a quoted key with quotes in it", `"uffi\"cio" = 5`, "", `4:1: la chiave "uffi"cio" non esiste [chiave-ignota] ⏎ scrivi ufficio`},
		{"a value too long to repeat", `ente = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"`, "", `4:8: l’ente "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" non esiste [ente-ignoto] ⏎ crea content/enti/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.toml, o scrivi l’id di un file che c’è`},
		{"a key like no other", `pippo = "x"`, "", `4:1: la chiave "pippo" non esiste [chiave-ignota] ⏎ cancellala: le chiavi note sono titolo, ente, stato, cup, cup_assente, stesso_denaro, sommario, descrizione, servizi, beneficiari, risultati_attesi, ufficio, titolare, piattaforma, dnsh, in_evidenza, pubblicato, aggiornato, precedenti, finanziamento, tappa, atto, contratto, pagamento, indicatore, luogo, provenienza`},
		{"a key with a letter less, in a table", "", `decrto = "5"`, `9:1: la chiave "decrto" non esiste in [[finanziamento]] [chiave-ignota] ⏎ scrivi decreto`},
		{"a table with a letter more", "", `[[tappae]]⏎titolo = "x"`, `9:3: la tabella "tappae" non esiste [chiave-ignota] ⏎ scrivi tappa`},
		{"a table in a table", "", `[[finanziamento.quota]]⏎importo = 5`, `9:17: la tabella "quota" non esiste in [[finanziamento]] [chiave-ignota] ⏎ cancellala: le chiavi note sono misura, fonte, importo, stato, data, data_stato, decreto, avviso, fondo, erogato, erogato_al, assente_dalla_fonte, tieni`},
		{"a quoted key has its place", `"pip po" = "x"`, "", `4:1: la chiave "pip po" non esiste [chiave-ignota] ⏎ cancellala: le chiavi note sono titolo, ente, stato, cup, cup_assente, stesso_denaro, sommario, descrizione, servizi, beneficiari, risultati_attesi, ufficio, titolare, piattaforma, dnsh, in_evidenza, pubblicato, aggiornato, precedenti, finanziamento, tappa, atto, contratto, pagamento, indicatore, luogo, provenienza`},
		{"a key behind characters of two bytes", `tappa = [{titolo = "è perché", pippo = 5, prevista = "2026"}]`, "", `4:32: la chiave "pippo" non esiste in [[tappa]] [chiave-ignota] ⏎ cancellala: le chiavi note sono titolo, fase, prevista, effettiva, nota`},
		{"a dotted key", `pippo.pluto = 5`, "", `4:1: la tabella "pippo" non esiste [chiave-ignota] ⏎ cancellala: le chiavi note sono titolo, ente, stato, cup, cup_assente, stesso_denaro, sommario, descrizione, servizi, beneficiari, risultati_attesi, ufficio, titolare, piattaforma, dnsh, in_evidenza, pubblicato, aggiornato, precedenti, finanziamento, tappa, atto, contratto, pagamento, indicatore, luogo, provenienza`},
		{"a key of the top, captured by a table", "", `sommario = "x"`, `9:1: la chiave "sommario" non esiste in [[finanziamento]] [chiave-ignota] ⏎ spostala sopra la prima [[tabella]]: scritta dopo, appartiene a quella`},
		{"the same with a letter less", "", `somario = "x"`, `9:1: la chiave "somario" non esiste in [[finanziamento]] [chiave-ignota] ⏎ scrivi sommario e spostala sopra la prima [[tabella]]: scritta dopo, appartiene a quella`},
	})
}

func TestMissingSlips(t *testing.T) {
	testSlips(t, []slipTest{
		{"a table without what it needs", "", `[[pagamento]]⏎nota = "x"`, `9:1: manca la chiave "data" in [[pagamento]] [chiave-manca] ⏎ aggiungi data = 2026-11-22 ⏎ 9:1: manca la chiave "importo" in [[pagamento]] [chiave-manca] ⏎ aggiungi importo = 931712 ⏎ 9:1: manca la chiave "verso" in [[pagamento]] [chiave-manca] ⏎ aggiungi verso = "ente" (o fornitore)`},
		{"an inline table without what it needs", `provenienza = [{url = "https://example.it/"}]`, "", `4:16: manca la chiave "titolo" in [[provenienza]] [chiave-manca] ⏎ aggiungi titolo = "…", il nome della fonte, o fonte = "…", se è importata`},
		{"what it needs, misspelt, is said once", "", `[[indicatore]]⏎nme = "x"`, `10:1: la chiave "nme" non esiste in [[indicatore]] [chiave-ignota] ⏎ scrivi nome`},
		{"an empty text where one is needed", "", `[[atto]]⏎tipo = " "`, `10:8: la chiave "tipo" è vuota e serve [vuoto] ⏎ scrivi tipo = "…"`},
		{"a step without its dates", "", `[[tappa]]⏎titolo = "x"⏎prevista = ""`, `9:1: la tappa non ha né data prevista né effettiva [tappa-senza-data] ⏎ aggiungi prevista = 2026-03-31 o effettiva = 2026-03-20; se il giorno non è noto, "2026-03" o "2026"`},
		{"a step with a wrong date has a date", "", `[[tappa]]⏎titolo = "x"⏎prevista = "ieri"`, `11:12: la data "ieri" non è in una forma nota [data-forma] ⏎ scrivi un giorno, prevista = 2026-03-31, o quanto se ne sa: "2026-03", "2026", "../2026-03-31"`},
		{"a step with a misspelt date has a date", "", `[[tappa]]⏎titolo = "x"⏎previsto = 2026-03-31`, `11:1: la chiave "previsto" non esiste in [[tappa]] [chiave-ignota] ⏎ scrivi prevista`},
	})
}
