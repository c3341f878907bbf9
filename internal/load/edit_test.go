package load

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

const edited = `# scheda del cloud
titolo     = "Cloud" # come nel decreto
stato      = "in corso"
aggiornato = 2026-08-22

[[finanziamento]]
misura  = "M1C1I1.2"
importo = 931712 # euro
stato   = "assegnato"
# visto con la ragioneria

# da qui le tappe
[[tappa]]
titolo = """Avvio
del progetto"""
prevista = "2026"
`

var plainKey = regexp.MustCompile(`^[a-z_]{1,20}$`)

func open(t *testing.T, text string) *Editor {
	t.Helper()
	e, problems := Edit("a.toml", []byte(text))
	if e == nil {
		t.Fatal(report(problems))
	}
	return e
}

func TestEditSet(t *testing.T) {
	funding := func(key string) Spot { return Spot{Table: "finanziamento", Key: key} }
	tests := []struct {
		name      string
		at        Spot
		literal   string
		old, want string // the one piece of the text that changes
	}{
		{"a value, its comment kept", Spot{Key: "titolo"}, `"Nuovo"`, `"Cloud" # come`, `"Nuovo" # come`},
		{"a day", Spot{Key: "aggiornato"}, "2026-09-01", "2026-08-22", "2026-09-01"},
		{"a number in a table", funding("importo"), `"931712.50"`, "931712 #", `"931712.50" #`},
		{"a text of many lines", Spot{Table: "tappa", Key: "titolo"}, `"Avvio"`, "\"\"\"Avvio\ndel progetto\"\"\"", `"Avvio"`},
		{"a new key at the top", Spot{Key: "cup"}, `"I89B25000070006"`, "2026-08-22\n", "2026-08-22\ncup        = \"I89B25000070006\"\n"},
		{"a new key in a table", funding("data_stato"), "2026-08-02", "\"assegnato\"\n", "\"assegnato\"\ndata_stato = 2026-08-02\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, eol := range []string{"\n", "\r\n"} {
				for _, mark := range []string{"", "\ufeff"} {
					use := func(s string) string { return strings.ReplaceAll(s, "\n", eol) }
					e := open(t, mark+use(edited))
					if err := e.Set(tt.at, tt.literal); err != nil {
						t.Fatal(err)
					}
					want := mark + use(strings.Replace(edited, tt.old, tt.want, 1))
					if got := string(e.Bytes()); got != want {
						t.Errorf("line end %q:\n%s\nwant\n%s", eol, got, want)
					}
				}
			}
		})
	}
}

func TestEditAppend(t *testing.T) {
	lines := []string{`misura = "M1C1I1.4.4"`, "importo = 14000"}
	const block = "\n\n[[finanziamento]]\nmisura = \"M1C1I1.4.4\"\nimporto = 14000"
	tests := []struct{ name, text, want string }{
		{"after the last of its name and its comments", edited, strings.Replace(edited, "ragioneria", "ragioneria"+block, 1)},
		{"no comment of what follows goes along", "a = 1\n[[finanziamento]]\nb = 2\n# tappe\n[[tappa]]\nc = 3\n", "a = 1\n[[finanziamento]]\nb = 2" + block + "\n# tappe\n[[tappa]]\nc = 3\n"},
		{"the first of all", "a = 1\n", "a = 1" + block + "\n"},
		{"a file without an end of line", "a = 1", "a = 1" + block},
		{"an empty file", "", "[[finanziamento]]\nmisura = \"M1C1I1.4.4\"\nimporto = 14000\n"},
		{"a table with tables in it", "[[finanziamento]]\n[finanziamento.x]\ny = 1\n[[tappa]]\n", "[[finanziamento]]\n[finanziamento.x]\ny = 1" + block + "\n[[tappa]]\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := open(t, tt.text)
			n := e.Count("finanziamento")
			if err := e.Append("finanziamento", lines); err != nil {
				t.Fatal(err)
			}
			if got := string(e.Bytes()); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if got, _ := e.Value(Spot{"finanziamento", n, "importo"}); e.Count("finanziamento") != n+1 || got != "14000" {
				t.Errorf("there are %d, the last of %s", e.Count("finanziamento"), got)
			}
		})
	}
	e := open(t, edited)
	if err := e.Append("luogo", []string{`nome = "Pavia"`}); err != nil || !strings.HasSuffix(string(e.Bytes()), "\n\n[[luogo]]\nnome = \"Pavia\"\n") {
		t.Errorf("the first of a later kind goes to the end: %v\n%s", err, e.Bytes())
	}
	if err := e.Append("atto", []string{`tipo = "Decreto"`}); err != nil || !strings.Contains(string(e.Bytes()), "\n\n[[atto]]\ntipo = \"Decreto\"\n\n[[luogo]]\n") {
		t.Errorf("the first of a kind between goes between: %v\n%s", err, e.Bytes())
	}
}

func TestEditRemove(t *testing.T) {
	e := open(t, edited)
	for _, at := range []Spot{{Key: "stato"}, {Key: "manca"}, {Table: "tappa", Key: "titolo"}} {
		if err := e.Remove(at); err != nil {
			t.Fatal(err)
		}
	}
	want := strings.Replace(strings.Replace(edited, "stato      = \"in corso\"\n", "", 1), "titolo = \"\"\"Avvio\ndel progetto\"\"\"\n", "", 1)
	if got := string(e.Bytes()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestEditRemoveTable(t *testing.T) {
	const a, b, c = "[[tappa]]\ntitolo = \"\"\"a\nb\"\"\"\n", "[[tappa]]\n\ntitolo = 2\n", "[[atto]]\ntipo = 3\n"
	tests := []struct {
		name, text string
		n          int
		want       string // "" if it must stay
	}{
		{"the first", "x = 1\n\n" + a + "\n" + b + "\n" + c, 0, "x = 1\n\n" + b + "\n" + c},
		{"one between", "x = 1\n\n" + a + "\n" + b + "\n" + c, 1, "x = 1\n\n" + a + "\n" + c},
		{"the last", c + "\n" + a + "\n\n" + b, 1, c + "\n" + a},
		{"without a line end", c + "\n" + strings.TrimSpace(a), 0, c},
		{"nothing stands above", a + "\n" + c, 0, "\n" + c},
		{"no blank line below", c + "\n" + a + b, 0, c + "\n" + b},
		{"no blank line at all", c + a + b, 0, c + b},
		{"a comment apart", "# x\n\n" + a + "\n# y\n" + c, 0, "# x\n\n# y\n" + c},
		{"a comment that belongs to what follows", a + "# y\n" + c, 0, "# y\n" + c},
		{"a comment in the header", "[[tappa]] # x\ntitolo = 1\n", 0, ""},
		{"a comment on a value", "[[tappa]]\ntitolo = 1 # x\n", 0, ""},
		{"a comment between values", "[[tappa]]\ntitolo = 1\n# x\nfase = 2\n", 0, ""},
		{"a comment right above", "# x\n" + a, 0, ""},
		{"a comment right below", a + "# x\n\n" + c, 0, ""},
		{"a table in it", "[[tappa]]\n[tappa.x]\ny = 1\n", 0, ""},
		{"inline", "tappa = [{titolo = 1}]\n", 0, ""},
		{"dotted", "tappa.titolo = 1\n", 0, ""},
		{"one that is not there", a, 1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, eol := range []string{"\n", "\r\n"} {
				use := func(s string) string { return strings.ReplaceAll(s, "\n", eol) }
				e := open(t, use(tt.text))
				err := e.RemoveTable(Spot{Table: "tappa", N: tt.n})
				want := tt.want
				if want == "" {
					want = tt.text
				}
				if got := string(e.Bytes()); (err == nil) != (tt.want != "") || got != use(want) {
					t.Errorf("%v:\n%q\nwant\n%q", err, got, use(want))
				}
			}
		})
	}
}

func TestEditRefuses(t *testing.T) {
	inline := "finanziamento = [{importo = 1}]\ntappa.titolo = 1\n"
	tests := []struct {
		name string
		do   func(*Editor) error
		want error
	}{
		{"no such table", func(e *Editor) error { return e.Set(Spot{Table: "luogo", Key: "nome"}, `"x"`) }, ErrNoTable},
		{"a new key inline", func(e *Editor) error { return e.Set(Spot{Table: "finanziamento", Key: "misura"}, `"x"`) }, ErrInline},
		{"a table beside inline ones", func(e *Editor) error { return e.Append("finanziamento", []string{"importo = 2"}) }, ErrInline},
		{"a table beside a dotted one", func(e *Editor) error { return e.Append("tappa", []string{"titolo = 2"}) }, ErrInline},
		{"a key inline taken away", func(e *Editor) error { return e.Remove(Spot{Table: "finanziamento", Key: "importo"}) }, ErrInline},
		{"a table inline taken away", func(e *Editor) error { return e.RemoveTable(Spot{Table: "finanziamento"}) }, ErrInline},
		{"no table to take away", func(e *Editor) error { return e.RemoveTable(Spot{Table: "luogo"}) }, ErrNoTable},
		{"what is no TOML", func(e *Editor) error { return e.Set(Spot{Key: "titolo"}, "31-3-2026") }, ErrEdit},
		{"a key that holds tables", func(e *Editor) error { return e.Set(Spot{Key: "tappa"}, "1") }, ErrEdit},
	}
	for _, tt := range tests {
		e := open(t, inline)
		if err := tt.do(e); !errors.Is(err, tt.want) || string(e.Bytes()) != inline {
			t.Errorf("%s: %v, and the text is\n%s", tt.name, err, e.Bytes())
		}
	}
	e := open(t, inline)
	if err := e.Set(Spot{Table: "finanziamento", Key: "importo"}, "25"); err != nil || string(e.Bytes()) != strings.Replace(inline, "1}", "25}", 1) {
		t.Errorf("a value inline can be changed: %v\n%s", err, e.Bytes())
	}
	for _, text := range []string{"a = 31-3-2026\n", "a = 1\na = 2\n", "[x]\n[x]\n", "a = \n", "a = \"\xff\"\n"} {
		if e, problems := Edit("a.toml", []byte(text)); e != nil || len(problems) == 0 {
			t.Errorf("%q is open to changes", text)
		}
	}
}

// Whatever the file, a value that is set reads back, and every other line is as it was.
func FuzzEdit(f *testing.F) {
	f.Add(edited, "finanziamento", "stato", "erogato")
	f.Add(strings.ReplaceAll(edited, "\n", "\r\n"), "tappa", "nota", "è \"così\"\n\\")
	f.Add("\ufefftitolo = 1 # x", "", "cup", "")
	f.Add("[[a]]\nb = [1,\n2] # c\n[a.c]\n", "a", "d", "x\x7f\t")
	f.Add("a = {b = 1, \"c=\" = '''\n'''}\n", "a", "b", "y")
	f.Fuzz(func(t *testing.T, text, table, name, value string) {
		e, problems := Edit("a.toml", []byte(text))
		if e == nil {
			if len(problems) == 0 {
				t.Error("no editor, and no problem")
			}
			return
		}
		if got := string(e.Bytes()); got != text {
			t.Fatalf("opened, %q is %q", text, got)
		}
		if !plainKey.MatchString(name) || !plainKey.MatchString(table) && table != "" {
			return
		}
		before := strings.Split(text, "\n")
		value = strings.TrimSpace(strings.ToValidUTF8(value, ""))
		at := Spot{Table: table, Key: name}
		_, had := e.Value(at)
		if err := e.Set(at, string(AppendQuoted(nil, value))); err != nil {
			if string(e.Bytes()) != text {
				t.Error("a change that was refused changed the text")
			}
			return
		}
		if got, found := e.Value(at); !found || got != value {
			t.Errorf("%q was set, and %q is there", value, got)
		}
		after := strings.Split(string(e.Bytes()), "\n")
		var values map[string]any
		if _, err := toml.Decode(strings.TrimPrefix(string(e.Bytes()), "\ufeff"), &values); err != nil {
			t.Errorf("it is no TOML: %v", err)
		}
		same := 0
		for same < len(before) && same < len(after) && before[same] == after[same] {
			same++
		}
		tail := 0
		for tail < len(before)-same && tail < len(after)-same && before[len(before)-1-tail] == after[len(after)-1-tail] {
			tail++
		}
		if touched := len(before) - same - tail; !had && touched > 1 {
			t.Errorf("a new key changed %d lines: %q, %q", touched, before, after)
		}
		if !had && !slices.ContainsFunc(after, func(line string) bool { return strings.Contains(line, name) }) {
			t.Errorf("no line names %s", name)
		}
	})
}
