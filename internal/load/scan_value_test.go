package load

import (
	"bytes"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
)

// sameReading fails the test where the scanner takes a text without the decoder, which sees
// something else in it. It reports whether it takes it.
func sameReading(t *testing.T, text []byte) bool {
	t.Helper()
	s := scan(newSource("a.toml", text, 3))
	if !s.simple || len(s.slips) > 0 {
		return false
	}
	if problems := s.faults(); len(problems) > 0 || len(s.doubled) > 0 {
		t.Fatalf("%q is not plain: %s", text, report(problems))
	}
	values, f := decode(string(text))
	if f != nil {
		t.Fatalf("%q: the decoder refuses it at %d", text, f.offset)
	}
	sameValues(t, text, s.root, values)
	return true
}

func sameValues(t *testing.T, text []byte, got *table, want map[string]any) {
	t.Helper()
	if len(got.keys) != len(want) {
		t.Fatalf("%q: %d keys, want %d", text, len(got.keys), len(want))
	}
	for _, k := range got.keys {
		if tables := tablesIn(want[k.name]); len(k.tables) != len(tables) {
			t.Fatalf("%q: %d tables %s, want %d", text, len(k.tables), k.name, len(tables))
		} else if k.tables != nil {
			for i := range tables {
				sameValues(t, text, k.tables[i], tables[i])
			}
		} else if !sameValue(k.val, want[k.name]) {
			t.Fatalf("%q: %s is %#v, want %#v", text, k.name, k.val, want[k.name])
		}
	}
}

// sameValue compares two values; the day of one zone is that of another of its name.
func sameValue(a, b any) bool {
	day, is := a.(time.Time)
	other, both := b.(time.Time)
	if is && both {
		return day.Equal(other) && day.Location().String() == other.Location().String()
	}
	number, is := a.(float64)
	return is && math.IsNaN(number) && fmt.Sprint(b) == "NaN" || reflect.DeepEqual(a, b)
}

// What is plain is read plain, and nothing else is.
func TestPlain(t *testing.T) {
	tests := []struct {
		name, text string
		plain      bool
	}{
		{"nothing", "", true},
		{"comments and blank lines", "# uno\n\n \t# due\n", true},
		{"the end without a line feed", "a = 1", true},
		{"blanks around", "\t a\t= \"b\" \t# c\n", true},
		{"letters with accents before a value", "x = [\"àè\", \"b\"]\ny = \"è\"", true},
		{"an empty text", "a = \"\"\n", true},
		{"many lines", "a = \"\"\"\nuno\n\n \"due\" \"\"\n\"\"\" # x\nb = 1\n", true},
		{"many lines on one", "a = \"\"\"uno\"\"\"\n", true},
		{"a list", "a = [ \"b\",\n\t\"c\" , ]\nd = []\n", true},
		{"days and numbers", "a = 2026-03-31 # x\nb = 0\nc = -12.50\nd = -0\ne = 0.1\nf = -0.0\n", true},
		{"yes and no", "a = true\nb = false # x\n", true},
		{"tables", "a = 1\n[[b]]\nc = 1\n[[b]] # x\nc = 2\n[[d]]\n", true},
		{"a table between others", "[[a]]\nb = 1\n[[c]]\n[[a]]\nb = 2\n", true},
		{"more keys than are looked at one by one", strings.Join(numbered(100), "\n"), true},
		{"a value where tables are", "[[a]]\n[[b]]\na = 1\n[[a]]\na = 1\n[[c]]\n", true},
		{"blanks in a header", "[[ a ]]\n", true},
		{"an escape", `a = "\n"`, true},
		{"an escape in many lines", "a = \"\"\"\\\n\"\"\"", true},
		{"quotes that end many lines", "a = \"\"\"b\"\"\"\"\n", true},
		{"single quotes", "a = 'b'\n", true},
		{"a list of numbers", "a = [1]\n", true},
		{"a list of lists", "a = [[]]\n", true},
		{"a comment in a list", "a = [ # b\n]\n", true},
		{"many lines in a list", "a = [\"\"\"b\"\"\"]\n", true},
		{"an hour", "a = 2026-03-31 10:00:00\n", true},
		{"an hour with a T", "a = 2026-03-31T10:00:00\n", true},
		{"a year", "a = 0000-01-01\n", true},
		{"a power", "a = 1e3\n", true},
		{"a sign", "a = +1\n", true},
		{"low lines", "a = 1_000\n", true},

		{"a key twice", "a = 1\na = 2\n", false},
		{"a key twice among many", strings.Join(append(numbered(100), "k40 = 1"), "\n"), false},
		{"a table where a value is", "a = 1\n[[a]]\n", false},
		{"a single table", "[a]\n", false},
		{"a dotted key", "a.b = 1\n", false},
		{"a quoted key", "\"a\" = 1\n", false},
		{"an inline table", "a = {b = 1}\n", false},
		{"a comma too many", "a = [\"b\",,]\n", false},
		{"no comma", "a = [\"b\" \"c\"]\n", false},
		{"a day that does not exist", "a = 2026-02-30\n", false},
		{"a zero before", "a = 01\n", false},
		{"a point at the end", "a = 1.\n", false},
		{"two points", "a = 1.2.3\n", false},
		{"a number beyond all", "a = 99999999999999999999\n", false},
		{"a sign alone", "a = -\n", false},
		{"a list of tables", "a = [1, {b = 1}]\n", false},
		{"line ends of two kinds", "a = \"\"\"b\r\nc\nd\"\"\"\r\n", true},
		{"two values", "a = 1 2\n", false},
		{"no value", "a =\n", false},
		{"no equals sign", "a\n", false},
		{"a control in a comment", "# \x01\n", false},
		{"a control in a text", "a = \"\x7f\"\n", false},
		{"an open text", "a = \"b\n", false},
		{"an open list", "a = [\"b\"\n", false},
		{"open lines", "a = \"\"\"b\n", false},
	}
	for _, tt := range tests {
		if got := sameReading(t, []byte(tt.text)); got != tt.plain {
			t.Errorf("%s: taken: %v", tt.name, got)
		}
	}
}

func numbered(n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = fmt.Sprintf("k%d = %d", i, i)
	}
	return lines
}

// Of the records of the repository nearly all are plain, and all are read alike.
func TestPlainRecords(t *testing.T) {
	texts := repositoryTOML(t)
	plain := 0
	for _, text := range texts {
		if sameReading(t, text) {
			plain++
		}
	}
	if len(texts) < 100 || plain < len(texts)/2 {
		t.Errorf("%d of %d texts are plain", plain, len(texts))
	}
}

// repositoryTOML gives the TOML of the sites of the repository and of its tests.
func repositoryTOML(t testing.TB) [][]byte {
	var texts [][]byte
	add := func(name string, text []byte) {
		if strings.HasSuffix(name, ".md") {
			parts := bytes.SplitN(text, []byte("+++\n"), 3)
			if len(parts) < 3 {
				return
			}
			text, name = parts[1], ".toml"
		}
		if strings.HasSuffix(name, ".toml") && utf8.Valid(text) && !bytes.Contains(text, []byte("\r")) {
			texts = append(texts, text)
		}
	}
	for _, dir := range []string{"../../content", "../../examples", "../../cmd/vetro/testdata", "testdata"} {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			switch filepath.Ext(name) {
			case ".toml", ".md":
				data, err := os.ReadFile(name)
				add(name, data)
				return err
			case ".txtar":
				archive, err := txtar.ParseFile(name)
				if err == nil {
					for _, f := range archive.Files {
						add(f.Name, f.Data)
					}
				}
				return err
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return texts
}

func FuzzPlain(f *testing.F) {
	for i, text := range repositoryTOML(f) {
		if i%5 == 0 && len(text) < 2000 {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l := reading(nil, "a.toml")
		if _, ok := l.text(data); ok {
			sameReading(t, bytes.TrimPrefix(data, []byte("\ufeff")))
		}
	})
}
