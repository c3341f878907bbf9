package output

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

const sumA = "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7"

// sumB is another.
const sumB = "0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f"

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
		{"another order", sumA + "  b\n" + sumA + "  a\n", "ab"},
		{"twice", sumA + "  b\n" + sumA + "  a\n" + sumA + "  b\n", "ab"},
		{"merge", sumA + "  a\n=======\n", `line 2: "=======" is no sum and name`},
		{"empty line", "\n" + sumA + "  a\n", `line 1: "" is no sum and name`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files, err := parseManifest(tt.in)
			got := ""
			for _, f := range files {
				got += f.Name
				if sum := hex.EncodeToString(f.Sum[:]); sum != sumA {
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
			name := filepath.Join("public", ManifestName)
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			if tt.list != "" {
				putFile(t, name, tt.list)
			} else {
				putFile(t, filepath.Join(name, "x"), "")
			}
			before := treeOf(t, ".")
			_, err := Open("public", nil)
			if r, ok := errors.AsType[*Refusal](err); !ok || r.Error() != tt.want+mend {
				t.Errorf("got  %v\nwant %s", err, tt.want+mend)
			}
			if d := difference(treeOf(t, "."), before); d != "" {
				t.Error(d)
			}
		})
	}
}

// What is said of a list, in which order it may be, is what a plain reader says of it.
func FuzzParseList(f *testing.F) {
	f.Add(sumA + "  a/b.html\n")
	f.Add(strings.ToUpper(sumA) + " *a\r\nciao")
	f.Add(sumA + "  b\n" + sumB + "  a\n" + sumB + "  b\r\n" + sumA + "  a")
	f.Fuzz(func(t *testing.T, in string) {
		files, err := parseManifest(in)
		want, wantErr := plainList(in)
		if fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Fatalf("got %v, want %v", err, wantErr)
		}
		got := map[string]string{}
		for i, f := range files {
			if i > 0 && files[i-1].Name >= f.Name {
				t.Errorf("%q comes before %q", files[i-1].Name, f.Name)
			}
			got[f.Name] = hex.EncodeToString(f.Sum[:])
		}
		if !maps.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		again, err := parseManifest(string(FormatManifest(files)))
		if err != nil || !slices.Equal(again, files) {
			t.Errorf("%v became %v: %v", files, again, err)
		}
	})
}

// plainList reads a list line by line: sums by name.
func plainList(in string) (map[string]string, error) {
	sums := map[string]string{}
	for i, line := range splitLines([]byte(in)) {
		sum, name, _ := strings.Cut(line, " ")
		raw, err := hex.DecodeString(sum)
		if err != nil || len(raw) != 32 || name == "" || !strings.Contains(" *", name[:1]) || !plainlyValid(name[1:]) {
			return nil, &badLine{i + 1, line}
		}
		sums[name[1:]] = strings.ToLower(sum)
	}
	return sums, nil
}

func plainlyValid(name string) bool {
	odd := func(r rune) bool { return r == '\\' || unicode.IsControl(r) }
	return fs.ValidPath(name) && name != "." && !strings.ContainsFunc(name, odd) && filepath.IsLocal(filepath.FromSlash(name))
}

// splitLines gives the lines of a file, however long.
func splitLines(data []byte) []string {
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}
