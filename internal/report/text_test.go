package report

import (
	"strings"
	"testing"
	"testing/fstest"

	"vetro/internal/record"
)

func problem(at string, line, col int, s record.Severity, rule, text, mend string) record.Problem {
	return record.Problem{Pos: record.Pos{File: at, Line: line, Col: col}, Severity: s, Rule: rule, Text: text, Mend: mend}
}

func TestText(t *testing.T) {
	long := strings.Repeat("parola ", 40)
	files := fstest.MapFS{
		"a.toml":   {Data: []byte("\ufefftitolo = \"A\"\r\ncup = \"J31B2100\"\r\n\tx = 1\n")},
		"b.md":     {Data: []byte("漢字 è = x\n" + long + "QUI" + long + "\n\x1b[31mrosso\n")},
		"cartella": {Mode: 0o755 | 1<<31},
	}
	tests := []struct {
		name string
		p    record.Problem
		want string
	}{
		{"caret under the column", problem("a.toml", 2, 7, record.Error, "cup-forma", "il CUP è corto", "copialo"),
			"a.toml:2:7: errore: il CUP è corto [cup-forma]\n  2 │ cup = \"J31B2100\"\n    │       ^\n\tcopialo\n"},
		{"a byte order mark is not a column", problem("a.toml", 1, 10, record.Warning, "x", "t", ""),
			"a.toml:1:10: avviso: t [x]\n  1 │ titolo = \"A\"\n    │          ^\n"},
		{"a tab is spaces", problem("a.toml", 3, 2, record.Error, "x", "t", ""),
			"a.toml:3:2: errore: t [x]\n  3 │     x = 1\n    │     ^\n"},
		{"wide characters take two columns", problem("b.md", 1, 6, record.Error, "x", "t", ""),
			"b.md:1:6: errore: t [x]\n  1 │ 漢字 è = x\n    │        ^\n"},
		{"a long line is cut around the column", problem("b.md", 2, 281, record.Error, "x", "t", ""),
			"b.md:2:281: errore: t [x]\n  2 │ … parola parola QUIparola …\n    │                 ^\n"},
		{"what commands the terminal is shown escaped", problem("b.md", 3, 1, record.Error, "x", "il testo \x1b[2J", "a\x07"),
			"b.md:3:1: errore: il testo \\x1b[2J [x]\n  3 │ \ufffd[31mrosso\n    │ ^\n\ta\\x07\n"},
		{"a column beyond the line", problem("a.toml", 3, 90, record.Error, "x", "t", ""),
			"a.toml:3:90: errore: t [x]\n  3 │     x = 1\n    │          ^\n"},
		{"no column", problem("a.toml", 3, 0, record.Error, "x", "t", ""), "a.toml:3: errore: t [x]\n  3 │     x = 1\n"},
		{"the file as a whole", problem("a.toml", 0, 0, record.Error, "x", "t", "m"), "a.toml: errore: t [x]\n\tm\n"},
		{"no such file", problem("c.toml", 1, 1, record.Error, "x", "t", ""), "c.toml:1:1: errore: t [x]\n"},
		{"a folder", problem("cartella", 1, 1, record.Error, "x", "t", ""), "cartella:1:1: errore: t [x]\n"},
		{"no such line", problem("a.toml", 99, 1, record.Error, "x", "t", ""), "a.toml:99:1: errore: t [x]\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			if err := Text(&b, []record.Problem{tt.p}, TextOptions{Quote: files, Width: 34}); err != nil {
				t.Fatal(err)
			}
			if b.String() != tt.want {
				t.Errorf("told\n%s\nwant\n%s", b.String(), tt.want)
			}
		})
	}
}

func TestColours(t *testing.T) {
	var b strings.Builder
	if err := Text(&b, []record.Problem{problem("a.toml", 1, 1, record.Warning, "x", "t", "m")}, TextOptions{Quote: fstest.MapFS{}, Colour: true, Width: 80}); err != nil {
		t.Fatal(err)
	}
	want := "\x1b[1ma.toml:1:1\x1b[0m: \x1b[1;33mavviso\x1b[0m: t \x1b[2m[x]\x1b[0m\n\tm\n"
	if b.String() != want {
		t.Errorf("told %q, want %q", b.String(), want)
	}
}

func TestGroups(t *testing.T) {
	many := func(n int, s record.Severity, rule string) (out []record.Problem) {
		for i := range n {
			out = append(out, problem("a", i+1, 1, s, rule, "t", ""))
		}
		return out
	}
	tests := []struct {
		name     string
		problems []record.Problem
		all      bool
		lines    int
		want     string // at the end
	}{
		{"three warnings are all told", many(3, record.Warning, "w"), false, 3, "a:3:1: avviso: t [w]\n"},
		{"of four warnings three are told", many(4, record.Warning, "w"), false, 4, "1 altro avviso [w]: con --all li vedi tutti\n"},
		{"the rest in its number", many(1240, record.Warning, "w"), false, 4, "1.237 altri avvisi [w]: con --all li vedi tutti\n"},
		{"all when all are wanted", many(4, record.Warning, "w"), true, 4, "a:4:1: avviso: t [w]\n"},
		{"ten errors are all told", many(10, record.Error, "e"), false, 10, "a:10:1: t [e]\n"},
		{"of eleven errors three are told", many(11, record.Error, "e"), false, 4, "8 altri errori [e]: con --all li vedi tutti\n"},
		{"errors do not hide warnings of one rule", append(many(11, record.Error, "x"), many(4, record.Warning, "x")...), false, 8,
			"8 altri errori [x]: con --all li vedi tutti\n1 altro avviso [x]: con --all li vedi tutti\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			if err := Text(&b, tt.problems, TextOptions{All: tt.all}); err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(b.String(), "\n"); n != tt.lines || !strings.HasSuffix(b.String(), tt.want) {
				t.Errorf("told %d lines, want %d ending in %q:\n%s", n, tt.lines, tt.want, b.String())
			}
		})
	}
}

// FuzzCut holds that a quoted line fits its width and that the caret stands on it.
func FuzzCut(f *testing.F) {
	f.Add("cup = \"J31B2100\"", 6, 30)
	f.Add("\t漢字\u0301\x1b[31m", 2, 20)
	f.Fuzz(func(t *testing.T, line string, at, width int) {
		if width < 20 || width > 300 {
			t.Skip()
		}
		text, indent := cut(cells(line), at, width)
		if strings.ContainsFunc(text, record.Commands) {
			t.Errorf("%q commands the terminal", text)
		}
		shown := 0
		for _, r := range text {
			shown += columns(r)
		}
		if shown > width || indent > width || indent < 0 {
			t.Errorf("%d columns with a caret at %d in a width of %d: %q", shown, indent, width, text)
		}
	})
}
