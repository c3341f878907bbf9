package build

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sumA = "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7"

func TestParseList(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"one", sumA + "  a/b c.html\n", "a/b c.html"},
		{"without last line end", sumA + "  a", "a"},
		{"from Windows", strings.ToUpper(sumA) + " *a\r\n", "a"},
		{"short sum", sumA[1:] + "  a\n", "line 1: \"" + sumA[1:] + "  a\" is no sum and name"},
		{"one blank", sumA + " a\n", "line 1: \"" + sumA + " a\" is no sum and name"},
		{"no name", sumA + "  \n", "line 1: \"" + sumA + "  \" is no sum and name"},
		{"above", sumA + "  ../a\n", "line 1: \"" + sumA + "  ../a\" is no sum and name"},
		{"merge", sumA + "  a\n=======\n", `line 2: "=======" is no sum and name`},
		{"empty line", "\n" + sumA + "  a\n", `line 1: "" is no sum and name`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sums, err := parseList([]byte(tt.in))
			got := ""
			for name, sum := range sums {
				got = name
				if sum != sumA {
					t.Errorf("sum %s", sum)
				}
			}
			if err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestDamagedListRefused(t *testing.T) {
	const mend = "\n\trimetti l’elenco com’era, oppure sposta altrove la cartella public e pubblica di nuovo: sarà rifatta per intero"
	tests := []struct{ name, list, want string }{
		{"line", "ciao\n", `public/impronte.sha256:1:1: la riga "ciao" non è quella di un file pubblicato [uscita-impronte]`},
		{"folder", "", "public/impronte.sha256: qui ci vuole l’elenco dei file pubblicati, e c’è altro [uscita-impronte]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			publish(t, "public", small)
			name := filepath.Join("public", listName)
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			if tt.list != "" {
				putFile(t, name, tt.list)
			} else {
				putFile(t, filepath.Join(name, "x"), "")
			}
			before := treeOf(t, ".")
			_, err := OpenOutput("public", nil)
			if r, ok := errors.AsType[*Refusal](err); !ok || r.Error() != tt.want+mend {
				t.Errorf("got  %v\nwant %s", err, tt.want+mend)
			}
			if d := difference(treeOf(t, "."), before); d != "" {
				t.Error(d)
			}
		})
	}
}

func FuzzParseList(f *testing.F) {
	f.Add(sumA + "  a/b.html\n")
	f.Add(strings.ToUpper(sumA) + " *a\r\nciao")
	f.Fuzz(func(t *testing.T, in string) {
		sums, err := parseList([]byte(in))
		if err != nil {
			return
		}
		files := map[string]file{}
		for name, sum := range sums {
			if !validName(name) {
				t.Errorf("the name %q came in", name)
			}
			files[name] = file{sum: sum}
		}
		again, err := parseList(formatList(files))
		if err != nil || !maps.Equal(again, sums) {
			t.Errorf("%v became %v: %v", sums, again, err)
		}
	})
}
