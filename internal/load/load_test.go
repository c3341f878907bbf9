package load

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"vetro/internal/record"
)

// pngStart is what a PNG begins with.
const pngStart = "\x89PNG\r\n\x1a\n"

var today = record.Day(2026, 11, 22)

// signs are how the rows of tables write what has no sign on one line.
var signs = strings.NewReplacer("⏎", "\n", "␋", "\v", "␣", "\u00a0")

// project is a right one, but for a line at its top (4) and lines at its end (9).
func project(top, end string) string {
	return fmt.Sprintf("titolo = \"Scuola\"\nstato = \"in corso\"\naggiornato = 2026-08-22\n%s\n"+
		"[[finanziamento]]\nmisura = \"M1C1I1.2\"\nimporto = 1000\nstato = \"assegnato\"\n%s\n", signs.Replace(top), signs.Replace(end))
}

// slips gives the problems of a project on a site that is right otherwise, on one line:
// place, text and rule, mend.
func slips(t *testing.T, text string) string {
	t.Helper()
	_, problems := load(t, fstest.MapFS{
		"site.toml":               {Data: []byte("titolo = \"Prova\"\nente = \"p_xx\"\n")},
		"content/enti/p_xx.toml":  {Data: []byte("nome = \"Provincia di Prova\"\n")},
		"content/media/foto.png":  {Data: []byte(pngStart)},
		"content/progetti/a.toml": {Data: []byte(text)},
	})
	got := strings.TrimSuffix(report(problems), "\n")
	return strings.NewReplacer("content/progetti/a.toml:", "", "\n\t", " ⏎ ", "\n", " ⏎ ").Replace(got)
}

// slipTest is a project with a line at its top or lines at its end, and its problems.
type slipTest struct{ name, top, end, want string }

func testSlips(t *testing.T, tests []slipTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slips(t, project(tt.top, tt.end)); got != tt.want {
				t.Errorf("%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

// reading gives a loader of one file.
func reading(fsys fs.FS, name string) *loader { return newLoader(newBasis(fsys, today), name) }

// readFile reads one file of a site, without linking it.
func readFile(fsys fs.FS, name string, kind record.Form) *loader {
	l := reading(fsys, name)
	l.read(job{name: name, kind: kind}, nil)
	return l
}

func load(t *testing.T, fsys fstest.MapFS) (*record.Site, []record.Problem) {
	t.Helper()
	site, problems, err := Site(fsys, today)
	if err != nil {
		t.Fatal(err)
	}
	return site, problems
}

// report gives problems as the command prints them.
func report(problems []record.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}
