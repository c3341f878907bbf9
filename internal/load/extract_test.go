package load

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"vetro/internal/record"
)

// Words to the rules in TOML, each with the line of the statement that it is about.
func TestRemarks(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"beside a value", "titolo = \"A\" # vetro: pubblicabile: sì\n", "1:14 pubblicabile: sì → 1"},
		{"above a value", "# vetro: pubblicabile: sì\n\ntitolo = \"A\"\n", "1:1 pubblicabile: sì → 3"},
		{"two above a value", "# vetro: a: b\n# vetro: c: d\ntitolo = \"A\"\n", "1:1 a: b → 3; 2:1 c: d → 3"},
		{"beside the last line of a list", "servizi = [\n  \"a\",\n  \"b\",\n] # vetro: a: b\n", "4:3 a: b → 1"},
		{"within a list", "servizi = [\n  \"a\", # vetro: a: b\n]\n", "2:8 a: b → 1"},
		{"after a long text", "nota = \"\"\"\nuna # vetro: no\ndue\"\"\" # vetro: a: b\n", "3:8 a: b → 1"},
		{"after a text in single quotes", "nota = '# vetro: no' # vetro: a: b\n", "1:22 a: b → 1"},
		{"after a quote in a text", "nota = \"un \\\"# vetro: no\" # vetro: a: b\n", "1:27 a: b → 1"},
		{"in another text", "nota = \"# vetro: a: b\"\n", ""},
		{"another comment", "# vetrata: a\nnota = \"A\" # il vetro: a\n", ""},
		{"at the end", "nota = \"A\"\n# vetro: a: b", "2:1 a: b → 0"},
		{"a text that is not closed", "nota = \"A\n# vetro: a: b\n", "2:1 a: b → 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := reading(fstest.MapFS{}, "a.toml")
			l.findRemarks(newSource("a.toml", []byte(tt.text), 1))
			var got []string
			for _, r := range l.remarks {
				got = append(got, fmt.Sprintf("%d:%d %s → %d", r.Pos.Line, r.Pos.Col, r.Text, r.Paragraph))
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}

func FuzzRemarks(f *testing.F) {
	for _, s := range []string{"a = \"b\" # vetro: c", "a = [ # vetro: b\n", "\"\"\"# vetro:", "a = '''\n''' # vetro: x", "]]]# vetro: a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l := reading(fstest.MapFS{}, "a.toml")
		l.findRemarks(newSource("a.toml", []byte(s), 1))
		for _, r := range l.remarks {
			if r.Pos.Line < 1 || r.Pos.Col < 1 || r.Paragraph < 0 {
				t.Fatalf("%q: %+v", s, r)
			}
		}
	})
}

// A value is read once its escapes are resolved, and knows where they stood.
func TestUnescaped(t *testing.T) {
	for raw, want := range map[string]string{
		`"a"`: `"a"`, `"l'ente \u0041\U00000042\x43\t\"q\" b"`: "\"l'ente ABC\t\"q\" b\"", `'a\u0041'`: `'a\u0041'`, `["a\\", 'b\n']`: `["a\", 'b\n']`,
		"\"\"\"\na \\\n  b\"\"\"": "\"\"\"\na b\"\"\"", `"a\u00`: `"a\u00`, `"\`: `"\`,
	} {
		text, at := unescaped(raw)
		if text != want {
			t.Errorf("%s is read as %q, want %q", raw, text, want)
		}
		for i := range text {
			if raw[at(i)] != text[i] && raw[at(i)] != '\\' {
				t.Errorf("%s: byte %d of %q is said to stand at %d", raw, i, text, at(i))
			}
		}
	}
}

// Personal data and claims in values have the place that they have in the file.
func TestNoticedPlaces(t *testing.T) {
	fsys := fstest.MapFS{
		"site.toml":              {Data: []byte("titolo = \"Prova\"\n[contatti]\ntelefono = \"Tel. 347 1234567\"\n")},
		"content/enti/p_xx.toml": {Data: []byte("nome = \"Provincia\"\n")},
		"content/progetti/a.toml": {Data: []byte("titolo = \"A\"\nente = \"p_xx\"\nstato = \"in corso\"\naggiornato = 2026-08-22\nservizi = [\"uno\",\n  \"a@gmail.com\"]\n" +
			"descrizione = \"\"\"\nuna riga\nè 347 1234567\n\"\"\"\n[[finanziamento]]\nfonte = \"Stato\"\nimporto = 3471234567\nstato = \"assegnato\"\n")},
		"content/notizie/n.md":     {Data: []byte("+++\ntitolo = \"Con 5 mila euro\"\nsommario = \"\"\"\nDue righe\ne 6 mila euro\"\"\"\n+++\nSono 7 mila euro.\n")},
		"content/media/elenco.csv": {Data: []byte("a;b\nx;m.rossi@libero.it\n")},
		"content/media/foto.jpg":   {Data: []byte("\xff\xd8\xffm.rossi@libero.it")},
	}
	s, problems, err := Site(fsys, record.Day(2026, 11, 22))
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	var got []string
	for _, p := range s.Personal {
		got = append(got, p.Pos.String())
	}
	want := "content/media/elenco.csv:2:3 content/progetti/a.toml:6:4 content/progetti/a.toml:9:3 site.toml:3:18"
	if strings.Join(got, " ") != want {
		t.Errorf("personal data at %v\nwant %s", got, want)
	}
	got = nil
	for _, c := range s.Announcements[0].Claims {
		got = append(got, fmt.Sprintf("%d:%d %s %s", c.Pos.Line, c.Pos.Col, c.Key, c.Text))
	}
	if s := strings.Join(got, "; "); s != "2:15 titolo 5 mila euro; 5:3 sommario 6 mila euro; 7:6  7 mila euro" {
		t.Errorf("claims are %s", s)
	}
}
