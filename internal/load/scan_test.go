package load

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"vetro/internal/record"
)

// Tables and lists in one another without end are refused with a place, before the
// decoder, which takes seconds for some thousands.
func TestTooDeep(t *testing.T) {
	const many = 5000
	tests := []struct {
		name, text string
		line, col  int
	}{
		{"lists", "a = 1\nb = " + strings.Repeat("[", many) + strings.Repeat("]", many), 2, 13},
		{"inline tables", "a = " + strings.Repeat("{b = ", many) + "1" + strings.Repeat("}", many), 1, 25},
		{"a dotted key", "a = 1\n" + strings.Repeat("b.", many) + "b = 1", 2, 17},
		{"a header", "[" + strings.Repeat("b.", many) + "b]", 1, 18},
		{"a header of many", "[[" + strings.Repeat("b.", many) + "b]]", 1, 19},
		{"dotted keys within inline tables", "a = " + strings.Repeat("{b.c.d = ", many) + "1" + strings.Repeat("}", many), 1, 23},
	}
	for _, tt := range tests {
		begun := time.Now()
		doc, problems := parseTOML(newSource("a.toml", []byte(tt.text), 1))
		if doc != nil || len(problems) != 1 || !deepIn(problems) || problems[0].Pos.Line != tt.line || problems[0].Pos.Col != tt.col {
			t.Errorf("%s: %v, %s", tt.name, doc, report(problems))
		}
		if took := time.Since(begun); took > time.Second {
			t.Errorf("%s: it took %s", tt.name, took)
		}
	}
	at := strings.Repeat("[", maxDepth-1) + strings.Repeat("]", maxDepth-1)
	if doc, problems := parseTOML(newSource("a.toml", []byte("a = "+at), 1)); doc == nil {
		t.Error(report(problems))
	}
}

// A text takes a time that grows as its length does, whatever it is of: each of these, were
// it looked at again for each line, item or find, would take a minute.
func TestLongTexts(t *testing.T) {
	const size = 1 << 20
	tests := []struct{ name, before, unit, after string }{
		{"remarks", "", "# vetro: x\n", ""},
		{"remarks within lists", "", "# vetro: x\na = [\n", ""},
		{"quotes", "a = ", `"`, ""},
		{"brackets", "a = ", "[\n", ""},
		{"dots", "", "a.", "a = 1"},
		{"line ends of two kinds", "a = '''", "\r\n\r", "'''"},
		{"escapes on a line", `a = "`, `\n`, `"`},
		{"items on a line", "servizi = [", `"a", `, "]"},
		{"tables on a line", "tappa = [", "{titolo='x'}, ", "]"},
		{"equal keys", "", "a = 1\n", ""},
		{"equal keys that break the syntax", "a = 1\n", "a = b\n", ""},
		{"slips", "", "a: b\n", ""},
		{"personal data on a line", `sommario = "`, "mario.rossi@libero.it ", `"`},
	}
	for _, tt := range tests {
		text := tt.before + strings.Repeat(tt.unit, size/len(tt.unit)) + tt.after
		begun := time.Now()
		readFile(fstest.MapFS{"content/progetti/a.toml": {Data: []byte(text)}}, "content/progetti/a.toml", record.ProjectID)
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("%s: it took %s", tt.name, took)
		}
	}
	begun := time.Now()
	line := []byte(strings.Repeat("RSSMRA85T10A562S ", size/17))
	if l := readFile(fstest.MapFS{"content/media/a.csv": {Data: line}}, "content/media/a.csv", mediaFile); len(l.personal) != mostPersonal || len(l.problems) != 1 {
		t.Errorf("%d finds in an attachment, %s", len(l.personal), report(l.problems))
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("an attachment of one line: it took %s", took)
	}
}

// FuzzScan holds the scanner to the decoder: what the decoder takes, the scanner takes,
// with the same keys and tables, and each where its text stands. Only keys and tables
// that are written twice it refuses more strictly: the decoder takes some, a.b and then a.
func FuzzScan(f *testing.F) {
	for i, text := range repositoryTOML(f) {
		if i%5 == 1 && len(text) < 2000 {
			f.Add(text)
		}
	}
	for _, text := range []string{
		"a.b.c = 1\na.b.d = 2\n[a.x]\n[y.'z'.\"\\u0041\"]\n[[l]]\n[l.m]\n[[l]]\n[l.m]\n",
		"a = {b = {c.d = [1, {e = 2}, [{f = 3}]], }, # x\n g = 1\n}\n",
		"a = \"\"\"\\\n  x \"\" \\\"\"\"\"\"\"\nb = '''x''''\nc = \"\\u00e9\\U0001F600\\e\\x41\"\n\"\" = 1\n",
		"a = [ # x\n 1, 2.5e3, -inf, nan, 0x1F, 0o7, 0b1, 1_000,\n]\nb = 1979-05-27 07:32:00.5\nc = 07:32\n",
		"a = [[], [[]], [\"]\"], ['}']]\r\n[b]\r\nc = \"\"\"x\r\ny\"\"\"\r\n",
		"[a.b]\n[a]\nc = 1\n[[a.d]]\n", "a = []\n[[a]]\n", "a = {}\n[a.b]\n", "[[a.b]]\n[a]\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		values, fault := decode(string(text))
		s := scan(newSource("a.toml", text, 1))
		refused := s.faults()
		if len(s.slips) == 0 {
			standsThere(t, s, s.root)
		}
		if fault != nil || !utf8.Valid(text) || bytes.HasPrefix(text, []byte("\ufeff")) || deepIn(refused) {
			return
		}
		if len(refused) > len(s.problems) {
			t.Fatalf("the decoder takes %q and the scanner does not: %s", text, report(refused))
		}
		if len(s.problems) == 0 && !s.root.fill(values) {
			t.Fatalf("the decoder and the scanner see two things in %q: %v", text, values)
		}
	})
}

// A name as long as the file is refused, too: the decoder would write it out at each key.
func TestTooLong(t *testing.T) {
	const want = "a.toml:1:2: il nome che comincia qui ha più di 200 byte [toml-sintassi]\n\tscrivi il nome di una chiave o di una tabella nota\n"
	for _, text := range []string{"[" + strings.Repeat("a", 201) + "]", " '" + strings.Repeat("a", 199) + "' = 1"} {
		if _, problems := parseTOML(newSource("a.toml", []byte(text), 1)); report(problems) != want {
			t.Errorf("%q: %s", text, report(problems))
		}
	}
	dotted := strings.Repeat(strings.Repeat("a", 60)+".", 3)
	if _, problems := parseTOML(newSource("a.toml", []byte("["+dotted+strings.Repeat("a", 18)+"]"), 1)); report(problems) != want {
		t.Errorf("dotted: %s", report(problems))
	}
	if doc, problems := parseTOML(newSource("a.toml", []byte(strings.Repeat("a", 200)+" = 1"), 1)); doc == nil {
		t.Error(report(problems))
	}
}

// deepIn reports whether a text was refused for its depth, or the length of a name.
func deepIn(problems []record.Problem) bool {
	return slices.ContainsFunc(problems, func(p record.Problem) bool {
		return p.Text == "qui più di 8 tabelle o elenchi sono uno dentro l’altro" || strings.HasSuffix(p.Text, "ha più di 200 byte")
	})
}

// standsThere fails the test where a key or value does not stand at its place.
func standsThere(t *testing.T, s *scanner, in *table) {
	t.Helper()
	rest := func(line, col int) string {
		text := s.src.line(line - 1)
		for range col - 1 {
			_, n := utf8.DecodeRuneInString(text)
			text = text[n:]
		}
		return text + "\n" + s.text[min(len(s.text), s.src.end(line-1)+1):]
	}
	for _, k := range in.keys {
		if at := rest(k.at.Line, k.at.Col); !strings.HasPrefix(at, k.name) && at[0] != '"' && at[0] != '\'' {
			t.Fatalf("%q: at %s there is no key %q", s.text, k.at, k.name)
		}
		if k.raw != "" && !strings.HasPrefix(rest(k.value.Line, k.value.Col), k.raw) {
			t.Fatalf("%q: at %s there is no value %q", s.text, k.value, k.raw)
		}
		for _, at := range k.items {
			if c := rest(at.Line, at.Col)[0]; strings.IndexByte(" \t\r\n,]}#", c) >= 0 {
				t.Fatalf("%q: at %s there is no item", s.text, at)
			}
		}
		for _, inner := range k.tables {
			if c := rest(inner.start.Line, inner.start.Col)[0]; c != '[' && c != '{' && !k.dotted {
				t.Fatalf("%q: at %s there is no table", s.text, inner.start)
			}
			standsThere(t, s, inner)
		}
	}
}
