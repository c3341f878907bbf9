package load

import "testing"

// A value that breaks the syntax does not hide the slips below it.
func TestBareSlips(t *testing.T) {
	testSlips(t, []slipTest{
		{"a text without quotes", `ufficio = Lavori pubblici`, "", `4:11: il valore "Lavori pubblici" è senza virgolette [toml-sintassi] ⏎ scrivi ufficio = "Lavori pubblici"`},
		{"the same, with a comment behind", `ufficio = Lavori pubblici # o no`, "", `4:11: il valore "Lavori pubblici" è senza virgolette [toml-sintassi] ⏎ scrivi ufficio = "Lavori pubblici"`},
		{"quotes and bars in a text without quotes", `ufficio = Lavori "x" \ y`, "", `4:11: il valore "Lavori "x" \ y" è senza virgolette [toml-sintassi] ⏎ scrivi ufficio = "Lavori \"x\" \\ y"`},
		{"digits that are a code", "", `[[luogo]]⏎nome = "x"⏎istat = 018110`, `11:9: il valore "018110" è senza virgolette [toml-sintassi] ⏎ scrivi istat = "018110"`},
		{"digits and letters that are a code", "", `[[contratto]]⏎oggetto = "x"⏎cig = 95156957EC`, `11:7: il valore "95156957EC" è senza virgolette [toml-sintassi] ⏎ scrivi cig = "95156957EC"`},
		{"a list of texts for a text", `ufficio = [Lavori, Strade]`, "", `4:11: il valore "[Lavori, Strade]" non si legge [toml-sintassi] ⏎ scrivi ufficio = "…", o un elenco come ["…", "…"]`},
		{"quotes of a word processor", `ufficio = “Lavori”`, "", `4:11: le virgolette del valore sono tipografiche [toml-sintassi] ⏎ scrivi con quelle dritte: ufficio = "Lavori"`},
		{"guillemets", `ufficio = «Lavori»`, "", `4:11: le virgolette del valore sono tipografiche [toml-sintassi] ⏎ scrivi con quelle dritte: ufficio = "Lavori"`},
		{"no quotes at the end", `ufficio = "Lavori`, "", `4:11: manca la virgoletta che chiude il testo [toml-sintassi] ⏎ aggiungi " alla fine del testo, sulla stessa riga`},
		{"one quote at the end", `ufficio = 'Lavori`, "", `4:11: manca la virgoletta che chiude il testo [toml-sintassi] ⏎ aggiungi ' alla fine del testo, sulla stessa riga`},
		{"quotes within quotes", `ufficio = "Ufficio "Lavori" pubblici"`, "", `4:11: il valore ha virgolette dentro le virgolette [toml-sintassi] ⏎ scrivi quelle interne come «…», oppure metti prima di ognuna una barra: \"`},
		{"words behind the quotes", `ufficio = "Lavori" pubblici`, "", `4:11: dopo il testo tra virgolette c’è altro [toml-sintassi] ⏎ chiudi il testo con " alla fine della riga; un commento comincia con #`},
		{"a path of Windows", `ufficio = "C:\prova"`, "", `4:11: la barra \ tra virgolette doppie ha un senso suo [toml-sintassi] ⏎ scrivi il valore tra virgolette semplici: ufficio = 'C:\prova'`},
		{"a path of Windows on several lines", `descrizione = """⏎percorso = C:\prova⏎"""`, "", `5:14: la barra \ tra virgolette doppie ha un senso suo [toml-sintassi] ⏎ scrivila due volte: \\`},
		{"a control character", `ufficio = "a␋b"`, "", `4:11: ufficio contiene il carattere di controllo U+000B [carattere-di-controllo] ⏎ cancella il carattere: di solito viene da un copia e incolla`},
		{"a control character of two bytes", "ufficio = a\u0085b", "", `4:11: ufficio contiene il carattere di controllo U+0085 [carattere-di-controllo] ⏎ cancella il carattere: di solito viene da un copia e incolla`},
		{"a space that does not break", `ufficio␣= "x"`, "", `4:8: c’è un carattere che non si vede, U+00A0 [carattere-di-controllo] ⏎ cancellalo e riscrivi a mano quello che gli sta intorno: di solito viene da un copia e incolla`},
		{"no value", `ufficio =`, "", `4:10: dopo ufficio = manca il valore [toml-sintassi] ⏎ scrivi il valore, o cancella la riga: una chiave assente vuol dire «non comunicato»`},
		{"no value, where one is needed", "", `[[atto]]⏎tipo =`, `10:7: dopo tipo = manca il valore [toml-sintassi] ⏎ scrivi tipo = "…"`},
		{"items without quotes", `servizi = Uno, Due`, "", `4:11: l’elenco Uno, Due ha voci senza virgolette [toml-sintassi] ⏎ scrivi servizi = ["Uno", "Due"]`},
		{"items without quotes, in brackets", `servizi = [Uno, "Due"]`, "", `4:11: l’elenco [Uno, "Due"] ha voci senza virgolette [toml-sintassi] ⏎ scrivi servizi = ["Uno", "Due"]`},
		{"a list of commas", `servizi = [,]`, "", `4:11: l’elenco [,] ha voci senza virgolette [toml-sintassi] ⏎ scrivi servizi = ["…", "…"]`},
		{"a table for a list", `servizi = {Uno}`, "", `4:12: la voce "Uno" è senza virgolette [toml-sintassi] ⏎ scrivi "Uno"`},
		{"Italian for yes", `in_evidenza = sì`, "", `4:15: "sì" non è un valore sì o no [toml-sintassi] ⏎ scrivi in_evidenza = true`},
		{"Italian for no", `in_evidenza = falso`, "", `4:15: "falso" non è un valore sì o no [toml-sintassi] ⏎ scrivi in_evidenza = false`},
		{"true in capitals", `in_evidenza = True`, "", `4:15: "True" non è un valore sì o no [toml-sintassi] ⏎ scrivi in_evidenza = true`},
		{"the comma of decimals", "", `[[luogo]]⏎nome = "x"⏎lat = 45,18`, `11:7: il numero 45,18 non è in una forma nota [toml-sintassi] ⏎ scrivi lat = 45.18`},
		{"words for a number", "", `[[luogo]]⏎nome = "x"⏎lat = quarantacinque`, `11:7: il numero quarantacinque non è in una forma nota [toml-sintassi] ⏎ scrivi un numero, come lat = 12.5`},
		{"words for a table", `tappa = avvio`, "", `4:9: il valore "avvio" non è una tabella [toml-sintassi] ⏎ scrivi [[tappa]] su una riga sua, con le sue chiavi sotto`},
		{"each of them in one file, and a key", `ufficio = Lavori⏎pubblicato = 31-3-2026⏎somario = "x"`, "", `4:11: il valore "Lavori" è senza virgolette [toml-sintassi] ⏎ scrivi ufficio = "Lavori" ⏎ 5:14: la data 31-3-2026 non è in una forma nota [data-forma] ⏎ scrivi pubblicato = 2026-03-31 ⏎ 6:1: la chiave "somario" non esiste [chiave-ignota] ⏎ scrivi sommario`},
	})
}
