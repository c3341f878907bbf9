package load

import (
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
)

func TestTypeSlips(t *testing.T) {
	testSlips(t, []slipTest{
		{"a number for a text", `ufficio = 5`, "", `4:11: ufficio vuole un testo e qui c’è un numero [tipo-errato] ⏎ scrivi tra virgolette: ufficio = "5"`},
		{"a number with a point for a text", `ufficio = 1.5`, "", `4:11: ufficio vuole un testo e qui c’è un numero con il punto [tipo-errato] ⏎ scrivi tra virgolette: ufficio = "1.5"`},
		{"yes or no for a text", `ufficio = true`, "", `4:11: ufficio vuole un testo e qui c’è un sì o no [tipo-errato] ⏎ scrivi tra virgolette: ufficio = "true"`},
		{"a date for a text", `ufficio = 2026-01-01`, "", `4:11: ufficio vuole un testo e qui c’è una data [tipo-errato] ⏎ scrivi tra virgolette: ufficio = "2026-01-01"`},
		{"an hour for a text", `ufficio = 10:30:00`, "", `4:11: ufficio vuole un testo e qui c’è un’ora [tipo-errato] ⏎ scrivi tra virgolette: ufficio = "10:30:00"`},
		{"a list of one for a text", `ufficio = ["Lavori"]`, "", `4:11: ufficio vuole un testo e qui c’è un elenco [tipo-errato] ⏎ scrivi tra virgolette: ufficio = "Lavori"`},
		{"a list of two for a text", `ufficio = ["a", "b"]`, "", `4:11: ufficio vuole un testo e qui c’è un elenco [tipo-errato] ⏎ scrivi tra virgolette: ufficio = "…"`},
		{"a table for a text", `ufficio = {a = 1}`, "", `4:11: ufficio vuole un testo e qui c’è una tabella [tipo-errato] ⏎ scrivi tra virgolette: ufficio = "…"`},
		{"a number for a word of a few", "", `[[tappa]]⏎titolo = "x"⏎prevista = "2026"⏎fase = 1`, `12:8: fase vuole un testo e qui c’è un numero [tipo-errato] ⏎ scrivi tra virgolette uno di questi: avvio, contratto, completamento, verifica, erogazione, altro`},
		{"a text for yes or no", `in_evidenza = "no"`, "", `4:15: in_evidenza vuole true o false e qui c’è un testo [tipo-errato] ⏎ scrivi senza virgolette: in_evidenza = false`},
		{"another text for yes or no", `in_evidenza = "forse"`, "", `4:15: in_evidenza vuole true o false e qui c’è un testo [tipo-errato] ⏎ scrivi senza virgolette: in_evidenza = true o false`},
		{"a number for yes or no", `in_evidenza = 1`, "", `4:15: in_evidenza vuole true o false e qui c’è un numero [tipo-errato] ⏎ scrivi senza virgolette: in_evidenza = true`},
		{"a text for a list", `servizi = "Protocollo"`, "", `4:11: servizi vuole un elenco di testi e qui c’è un testo [tipo-errato] ⏎ scrivi un elenco: servizi = ["Protocollo"]`},
		{"a number for a list", `servizi = 5`, "", `4:11: servizi vuole un elenco di testi e qui c’è un numero [tipo-errato] ⏎ scrivi un elenco: servizi = ["…", "…"]`},
		{"a number in a list", `servizi = ["perché", 5, "b"]`, "", `4:22: servizi vuole testi nell’elenco e qui c’è un numero [tipo-errato] ⏎ scrivi ogni voce tra virgolette`},
		{"a list in a list", `servizi = ["a", [["b"]]]`, "", `4:17: servizi vuole testi nell’elenco e qui c’è un elenco [tipo-errato] ⏎ scrivi ogni voce tra virgolette`},
		{"an empty list in a list", `servizi = ["a", []]`, "", `4:17: servizi vuole testi nell’elenco e qui c’è un elenco [tipo-errato] ⏎ scrivi ogni voce tra virgolette`},
		{"a number in a list of several lines", `servizi = [⏎# 7, [⏎"a",⏎5,⏎]`, "", `7:1: servizi vuole testi nell’elenco e qui c’è un numero [tipo-errato] ⏎ scrivi ogni voce tra virgolette`},
		{"a number for Markdown", `descrizione = 5`, "", `4:15: descrizione vuole un testo e qui c’è un numero [tipo-errato] ⏎ descrizione va tra tre virgolette: scrivi descrizione = """…"""`},
		{"a text for a table", `tappa = "x"`, "", `4:1: "tappa": qui va una tabella [tipo-errato] ⏎ scrivi [[tappa]] su una riga sua, con le sue chiavi sotto`},
		{"a list of nothing for a table", `tappa = []`, "", `4:1: "tappa": qui va una tabella [tipo-errato] ⏎ scrivi [[tappa]] su una riga sua, con le sue chiavi sotto`},
		{"a number among inline tables", `tappa = [5, {titolo = "x", prevista = "2026"}]`, "", `4:1: "tappa": qui va una tabella [tipo-errato] ⏎ scrivi [[tappa]] su una riga sua, con le sue chiavi sotto`},
		{"one bracket for a table that repeats", "", `[tappa]⏎titolo = "x"⏎prevista = "2026"`, `9:2: "tappa": la tabella può ripetersi e vuole due parentesi [tipo-errato] ⏎ scrivi [[tappa]] su una riga sua, con le sue chiavi sotto`},
		{"a text for a number", "", `[[luogo]]⏎nome = "x"⏎lon = "9,16"`, `11:7: lon vuole un numero e qui c’è un testo [tipo-errato] ⏎ scrivi senza virgolette: lon = 9.16`},
		{"yes or no for a number", "", `[[luogo]]⏎nome = "x"⏎lat = true`, `11:7: lat vuole un numero e qui c’è un sì o no [tipo-errato] ⏎ scrivi un numero, come lat = 12.5`},
		{"not a number", "", `[[luogo]]⏎nome = "x"⏎lat = nan`, `11:7: lat non può essere nan [numero-fuori-misura] ⏎ scrivi il numero, o cancella la riga se non è noto`},
	})
}

func TestFormSlips(t *testing.T) {
	testSlips(t, []slipTest{
		{"a word that is not of the few", "", `[[tappa]]⏎titolo = "x"⏎prevista = "2026"⏎fase = "Avvio"`, `12:8: il valore "Avvio" non è tra quelli di fase in [[tappa]] [valore-ignoto] ⏎ scrivi "avvio"`},
		{"a word like none of the few", "", `[[pagamento]]⏎data = 2026-01-01⏎importo = 1⏎verso = "noi"`, `12:9: il valore "noi" non è tra quelli di verso in [[pagamento]] [valore-ignoto] ⏎ scrivi uno di questi: ente, fornitore`},
		{"a word on several lines", "", `[[tappa]]⏎titolo = "x"⏎prevista = "2026"⏎fase = """⏎uno⏎due"""`, `12:8: il valore "uno due" non è tra quelli di fase in [[tappa]] [valore-ignoto] ⏎ scrivi uno di questi: avvio, contratto, completamento, verifica, erogazione, altro`},
		{"an address without its beginning", "", `[[atto]]⏎tipo = "x"⏎url = "www.provincia.it/x"`, `11:7: l’indirizzo "www.provincia.it/x" non è completo [indirizzo-forma] ⏎ scrivi "https://www.provincia.it/x"`},
		{"an address that is none", "", `[[atto]]⏎tipo = "x"⏎url = "qui"`, `11:7: l’indirizzo "qui" non è completo [indirizzo-forma] ⏎ scrivilo intero, come https://www.provincia.example.it/pagina`},
		{"an address that runs", "", `[[provenienza]]⏎titolo = "x"⏎url = "javascript:alert(1)"`, `11:7: l’indirizzo "javascript:alert(1)" non è completo [indirizzo-forma] ⏎ scrivilo intero, come https://www.provincia.example.it/pagina`},
		{"an address with a name before its host", "", `[[atto]]⏎tipo = "x"⏎url = "https://www.governo.it@example.it/x"`, `11:7: l’indirizzo "https://www.governo.it@example.it/x" ha un nome utente: porta a example.it [indirizzo-forma] ⏎ scrivi "https://example.it/x", se è il sito giusto`},
		{"an address with a name and a password", "", `[[atto]]⏎tipo = "x"⏎url = "https://io:1@2@example.it:80/a@b"`, `11:7: l’indirizzo "https://io:1@2@example.it:80/a@b" ha un nome utente: porta a example.it:80 [indirizzo-forma] ⏎ scrivi "https://example.it:80/a@b", se è il sito giusto`},
		{"an address with @ further on", "", `[[atto]]⏎tipo = "x"⏎url = "https://example.it/a@b?c=@d"`, ""},
		{"a control character in its escape", `ufficio = "a\u0007b"`, "", `4:11: ufficio contiene il carattere di controllo U+0007 [carattere-di-controllo] ⏎ cancella il carattere: di solito viene da un copia e incolla`},
	})
}

// An address that is taken without a closer look is one that the closer look takes.
func TestPlainAddress(t *testing.T) {
	tests := []struct {
		in   string
		want bool
	}{
		{"https://www.example.it/atti/progetto-000003", true}, {"https://example.it", true}, {"https://example.it/a//b.html", true}, {"https://..", true},
		{"https://", false}, {"https:///a", false}, {"http://example.it", false}, {"https://example.it:80/", false}, {"https://example.it/?a=1", false},
		{"https://example.it/a b", false}, {"https://esempiò.it", false}, {"https://a@b.it", false}, {"", false},
	}
	for _, tt := range tests {
		got := plainAddress(tt.in)
		u, err := url.Parse(tt.in)
		if whole := err == nil && u.Scheme == "https" && u.Host != ""; got != tt.want || got && !whole {
			t.Errorf("%q: %v, closer: %v", tt.in, got, whole)
		}
	}
}

// TestBaseURL refuses what no server can hold, or what means another address than it says.
func TestBaseURL(t *testing.T) {
	tests := []struct{ name, url, want string }{
		{"a blank", "https://example.it/il pnrr/", `base_url ha nel percorso " ", che un server non serve`},
		{"an encoded blank", "https://example.it/il%20pnrr/", `base_url ha nel percorso " ", che un server non serve`},
		{"a line end", "https://example.it/a%0ab/", `base_url ha nel percorso " ", che un server non serve`},
		{"a quote", `https://example.it/a\"b/`, `base_url ha nel percorso """, che un server non serve`},
		{"a sign of .htaccess", "https://example.it/a%{b}/", "l’indirizzo"},
		{"a folder up", "https://example.it/a/../b/", `base_url ha nel percorso "..", che un server non serve`},
		{"an encoded folder up", "https://example.it/a/%2e%2e/b/", `base_url ha nel percorso "..", che un server non serve`},
		{"this folder", "https://example.it/./", `base_url ha nel percorso ".", che un server non serve`},
		{"two bars", "https://example.it//", `base_url ha nel percorso "//", che un server non serve`},
		{"two bars inside", "https://example.it/a//b", `base_url ha nel percorso "//", che un server non serve`},
		{"a query", "https://example.it/?a=1", "base_url ha qualcosa dopo il percorso"},
		{"an empty query", "https://example.it/?", "base_url ha qualcosa dopo il percorso"},
		{"an empty fragment", "https://example.it/#", "base_url ha qualcosa dopo il percorso"},
		{"a name", "https://io@example.it/", "ha un nome utente: porta a example.it"},
		{"a folder", "https://www.comune.prova.it:8443/~pnrr/attività_2026/v1.0", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := load(t, fstest.MapFS{"site.toml": {Data: []byte("titolo = \"Prova\"\nbase_url = \"" + tt.url + "\"\n")}, "content/enti/p_xx.toml": {Data: []byte("nome = \"Provincia\"\n")}})
			if tt.want == "" {
				if len(problems) > 0 {
					t.Errorf("%v", problems)
				}
				return
			}
			if len(problems) != 1 || problems[0].Rule != "indirizzo-forma" || problems[0].Pos.Line != 2 || !strings.Contains(problems[0].Text, tt.want) {
				t.Errorf("got %v, want %q", problems, tt.want)
			}
		})
	}
}
