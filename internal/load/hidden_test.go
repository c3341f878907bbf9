package load

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"vetro/internal/record"
)

// TestHidden holds what is refused in a record, in front matter and in Markdown, with its place,
// and what is not. A ¤ stands for a character that is not seen in the table.
func TestHidden(t *testing.T) {
	const scotland = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
	places := []struct {
		name, file, before, after string
		kind                      record.Form
		line, col                 int
	}{
		{"a value", "content/enti/p_xx.toml", `nome = "È `, "\"\n", record.BodyID, 1, 11},
		{"a comment", "content/enti/p_xx.toml", "nome = \"X\" # ", "\n", record.BodyID, 1, 14},
		{"a text of many lines", "content/enti/p_xx.toml", "nome = \"X\"\nurl = \"https://x.it/\" # è\nindirizzo = \"\"\"\nvia ", "\n\"\"\"\n", record.BodyID, 4, 5},
		{"front matter", "content/pagine/a.md", "+++\r\ntitolo = \"", "\"\r\n+++\r\nTesto.\r\n", record.Form(pageID), 2, 11},
		{"Markdown", "content/pagine/a.md", "\ufeff+++\ntitolo = \"X\"\n+++\nÈ **vero", "**.\n", record.Form(pageID), 4, 9},
		{"code", "content/pagine/a.md", "+++\ntitolo = \"X\"\n+++\n```\nx = ", "\n```\n", record.Form(pageID), 5, 5},
		{"a link", "content/pagine/a.md", "+++\ntitolo = \"X\"\n+++\n[qui](https://x.it/", ")\n", record.Form(pageID), 4, 20},
	}
	refused := "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff\U000e0000\U000e0041\U000e007f"
	innocent := []string{"’", "«è»", "–", "\u00a0", "\u202f", "Re\u00adgione", "👩\u200d🏫", "می\u200cخواهم", "\ufffd", "العربية", "עברית", "\U0001f3f4", scotland, "🏛️", "🇮🇹", "\U0001f3f4\u200d☠️", "漢字"}
	for _, p := range places {
		found := func(text string) []string {
			l := readFile(fstest.MapFS{p.file: {Data: []byte(p.before + text + p.after)}}, p.file, p.kind)
			var out []string
			for _, q := range l.problems {
				if q.Rule == hiddenRule || q.Rule == "carattere-di-controllo" {
					out = append(out, q.String())
				}
			}
			return out
		}
		for _, r := range refused {
			got := found(string(r))
			want := fmt.Sprintf("%s:%d:%d: c’è un carattere nascosto, U+%04X, che ", p.file, p.line, p.col, r)
			if len(got) != 1 || !strings.HasPrefix(got[0], want) {
				t.Errorf("%s with U+%04X: %q, want %q", p.name, r, got, want)
			}
		}
		for _, s := range innocent {
			if got := found(s); got != nil {
				t.Errorf("%s with %q: %q", p.name, s, got)
			}
		}
		if got := found("a\u200b\u200b\u202ec\u2060"); len(got) != 2 || !strings.Contains(got[0], "ci sono 3 caratteri nascosti di seguito; il primo è U+200B") {
			t.Errorf("%s with a few side by side: %q", p.name, got)
		}
		if got := found(strings.Repeat("\u200bx", 9000)); len(got) > mostHidden {
			t.Errorf("%s with very many: %d", p.name, len(got))
		}
		for _, tags := range []string{"\U000e0041", "\U0001f3f4\U000e0067\U000e0062", "\U0001f3f4\U000e007f", "x" + scotland[4:], "\U0001f3f4" + strings.Repeat("\U000e0067", 7) + "\U000e007f", "\U0001f3f4\U000e0020\U000e0020\U000e0020\U000e007f"} {
			if got := found(tags); len(got) != 1 {
				t.Errorf("%s with %+q, which is no flag: %q", p.name, tags, got)
			}
		}
	}
}

// TestHiddenEscapes holds hidden characters that are written by an escape or a reference.
func TestHiddenEscapes(t *testing.T) {
	body := func(value string) string { return "nome = " + value + "\n" }
	page := func(text string) string { return "+++\ntitolo = \"X\"\n+++\n" + text + "\n" }
	tests := []struct{ name, in, want string }{
		{"an escape", body(`"a\u202eb"`), `1:10: \u202e scrive un carattere nascosto, U+202E, che cambia l’ordine in cui si legge il testo [carattere-nascosto] ⏎ cancella \u202e`},
		{"a long escape", body(`"a\\\U000E0041"`), `1:12: \U000E0041 scrive un carattere nascosto, U+E0041, che non si vede [carattere-nascosto] ⏎ cancella \U000E0041`},
		{"in an inline table", "nome = \"X\"\ncontatti = {pec = \"\\u200B\"}\n", `2:20: \u200B scrive un carattere nascosto, U+200B, che non si vede [carattere-nascosto] ⏎ cancella \u200B`},
		{"a bar before a u", body(`"a\\u202eb"`), ""},
		{"no escape in single quotes", body(`'a\u202eb'`), ""},
		{"an innocent escape", body(`"Re\u00adgione \u00e8"`), ""},
		{"a flag by escapes", body(`"\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"`), ""},
		{"a reference by name", page("a &rlm; b"), "4:3: &rlm; scrive un carattere nascosto, U+200F, che cambia l’ordine in cui si legge il testo [carattere-nascosto] ⏎ cancella &rlm;"},
		{"a reference by number", page("a &#x202E;b"), "4:3: &#x202E; scrive un carattere nascosto, U+202E, che cambia l’ordine in cui si legge il testo [carattere-nascosto] ⏎ cancella &#x202E;"},
		{"a reference in an address", page("[a](https://x.it/&#8203;b)"), "4:18: &#8203; scrive un carattere nascosto, U+200B, che non si vede [carattere-nascosto] ⏎ cancella &#8203;"},
		{"a reference in code", page("`&rlm;`"), ""},
		{"a reference that is none", page(`\&rlm;`), ""},
		{"innocent references", page("a &shy; &zwj; &euro;"), ""},
	}
	for _, tt := range tests {
		file, kind := "content/enti/p_xx.toml", record.BodyID
		if strings.HasPrefix(tt.in, "+++") {
			file, kind = "content/pagine/a.md", record.Form(pageID)
		}
		l := readFile(fstest.MapFS{file: {Data: []byte(tt.in)}}, file, kind)
		got := ""
		for _, p := range l.problems {
			if p.Rule == hiddenRule {
				got += strings.NewReplacer(file+":", "", "\n\t", " ⏎ ").Replace(p.String())
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s\nwant: %s", tt.name, got, tt.want)
		}
	}
}

// BenchmarkHidden reads texts as Italian offices write them.
func BenchmarkHidden(b *testing.B) {
	text := []byte(strings.Repeat("L’ente ha ricevuto il 94,4 % – «quasi tutto» – e l’opera è finita. ", 1000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if at, _ := record.FindHidden(text, 0); at >= 0 {
			b.Fatal(at)
		}
	}
}
