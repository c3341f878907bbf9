package load

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"vetro/internal/record"
)

// Whatever the bytes, reading does not fall, every problem has a place within the file,
// and what is not TOML is never taken for good.
func FuzzTOML(f *testing.F) {
	for _, s := range []string{
		"titolo = \"Scuola\"\nstato = \"in corso\"\naggiornato = 2026-08-22\n[[finanziamento]]\nmisura = \"M1C1I1.2\"\nimporto = 1000\nstato = \"assegnato\"\n",
		"\ufefftitolo = \"è\" # perché\r\nservizi = [\r\n\"a\", 5, [\"b\"], [],\r\n]\r\n",
		"aggiornato = 31-3-2026\nimporto = 931.712,00\ncup = \n\"x\" = y\n",
		"a.b = 1\na.c.d = 2\n[a]\n[[e]]\n[e.f]\n[[e]]\n[e.f]\n",
		"tappa = [{titolo = \"a\", prevista = 2026-02-30}, {titolo = 1, titolo = 2}]\n",
		"descrizione = \"\"\"\nuno \\\n  due\n[c]: x\n\"\"\"\n[[luogo]]\nlat = nan\nlon = 45,1\n",
		"x = {a = 1, b = {c = [1]}}\n[x.b]\n[[x]]\n", "[[titolo]]\n[[servizi]]\na = 1\n",
		"dato = 0x1F\nora = 10:30\ny = 1979-05-27T07:32:00-08:00\nz = 99999999999999999999\n",
		"\"촽", // the parser points into the middle of the last character
		"ufficio = “Lavori”\nufficio = \"Lavori\nufficio = \"C:\\prova\"\nufficio: x\n[[tappa]\n",
	} {
		f.Add([]byte(s))
	}
	const name = "content/progetti/a.toml"
	f.Fuzz(func(t *testing.T, data []byte) {
		l := readFile(fstest.MapFS{name: {Data: data}}, name, record.ProjectID)
		within(t, data, l.problems)
		var values map[string]any
		if _, err := toml.Decode(string(bytes.TrimPrefix(data, []byte("\ufeff"))), &values); err != nil && len(l.problems) == 0 {
			// a lone carriage return is a line end here, and there is none in TOML
			if !bytes.Contains(data, []byte("\r")) {
				t.Errorf("no problem, and it is not TOML: %v", err)
			}
		}
		p, is := l.record.(*record.Project)
		if len(l.problems) == 0 && (!is || p.Title == "" || len(p.Fundings) == 0) {
			t.Errorf("no problem, and no whole project: %+v", p)
		}
	})
}

func FuzzFrontMatter(f *testing.F) {
	for _, s := range []string{
		"+++\ntitolo = \"Notizia\"\ndata = 2026-08-22\n+++\nTesto con **grassetto**.\n",
		"\ufeff+++ \r\ntitolo = \"Notizia\"\r\n+++\r\n\r\n# Testo\r\n",
		"---\ntitolo: Notizia\n---\nTesto\n",
		"+++\n+++",
		"+++\ntitolo = \"x\"\n++ +\nTesto",
		"+++\ndata = 31-3-2026\nprogetti = [\"a\"]\n+++\n",
		"+++\nx = \"\"\"\n+++\n\"\"\"\n+++\n",
	} {
		f.Add([]byte(s))
	}
	const name = "content/notizie/a.md"
	f.Fuzz(func(t *testing.T, data []byte) {
		l := readFile(fstest.MapFS{name: {Data: data}}, name, announcementID)
		within(t, data, l.problems)
		a, is := l.record.(*record.Announcement)
		if len(l.problems) == 0 && (!is || a.Title == "") {
			t.Errorf("no problem, and no whole announcement: %+v", a)
		}
	})
}

// within fails the test for a problem that points outside the text, or says nothing.
func within(t *testing.T, data []byte, problems []record.Problem) {
	t.Helper()
	text := strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(text, "\n")
	for _, p := range problems {
		if p.Pos.Line < 1 || p.Pos.Line > len(lines)+1 || p.Pos.Col < 1 {
			t.Errorf("outside the file, which has %d lines: %s", len(lines), p)
		} else if p.Pos.Line <= len(lines) && p.Pos.Col > utf8.RuneCountInString(lines[p.Pos.Line-1])+1 {
			t.Errorf("beyond the end of the line %q: %s", lines[p.Pos.Line-1], p)
		}
		if p.Rule == "" || p.Text == "" || p.Mend == "" || strings.Contains(p.Text+p.Mend, "\n") {
			t.Errorf("a problem says what is wrong and what to do, each on a line: %q", p)
		}
	}
}
