package load

import "testing"

func TestTwiceSlips(t *testing.T) {
	testSlips(t, []slipTest{
		{"a key twice; the rest is read", `ufficio = "a"⏎ufficio = "b"⏎somario = "x"`, "", `5:1: la chiave "ufficio" è già scritta alla riga 4 [chiave-doppia] ⏎ tieni una delle due e cancella l’altra ⏎ 6:1: la chiave "somario" non esiste [chiave-ignota] ⏎ scrivi sommario`},
		{"a key twice, the second on several lines", `ufficio = "a"⏎ufficio = """⏎b"""⏎somario = "x"`, "", `5:1: la chiave "ufficio" è già scritta alla riga 4 [chiave-doppia] ⏎ tieni una delle due e cancella l’altra ⏎ 7:1: la chiave "somario" non esiste [chiave-ignota] ⏎ scrivi sommario`},
		{"a key twice in a table", "", `stato = "in corso"`, `9:1: la chiave "stato" è già scritta alla riga 8 [chiave-doppia] ⏎ tieni una delle due e cancella l’altra; se riguarda tutto il file, spostala sopra la prima [[tabella]]`},
		{"a key twice in an inline table", `tappa = [{titolo = "a", titolo = "b"}]`, "", `4:25: la chiave "titolo" è già scritta alla riga 4 [chiave-doppia] ⏎ tieni una delle due e cancella l’altra; se riguarda tutto il file, spostala sopra la prima [[tabella]]`},
		{"a dotted key over a value", `ufficio = "a"⏎ufficio.nome = "b"`, "", `5:1: la chiave "ufficio" è già scritta alla riga 4 [chiave-doppia] ⏎ tieni una delle due e cancella l’altra`},
		{"a table twice", "", `[tappa]⏎titolo = "x"⏎[tappa]⏎titolo = "y"`, `11:2: la tabella "tappa" è già scritta alla riga 9 [chiave-doppia] ⏎ riunisci le sue chiavi in una tabella sola; se può ripetersi, scrivi ogni volta [[tappa]]`},
		{"a table where a value is", `tappa = 5`, `[[tappa]]`, `9:3: la tabella "tappa" è già scritta alla riga 4 [chiave-doppia] ⏎ riunisci le sue chiavi in una tabella sola; se può ripetersi, scrivi ogni volta [[tappa]]`},
		{"tables for a text", "", `[[ufficio]]⏎a = 1`, `9:3: ufficio vuole un testo e qui c’è una tabella [tipo-errato] ⏎ scrivi tra virgolette: ufficio = "…"`},
		{"a table in a value", `ufficio = 5`, `[ufficio.nome]`, `9:2: la tabella "ufficio" è già scritta alla riga 4 [chiave-doppia] ⏎ riunisci le sue chiavi in una tabella sola; se può ripetersi, scrivi ogni volta [[ufficio]]`},
	})
}
