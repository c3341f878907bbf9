package build

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"vetro/internal/record"
)

// hand changes a site folder at random, as an office does over months. What cannot be done
// is left.
type hand struct {
	root string
	*rand.Rand
	count int
}

func (h *hand) full(name string) string { return filepath.Join(h.root, filepath.FromSlash(name)) }

func (h *hand) put(name, text string) {
	if os.MkdirAll(filepath.Dir(h.full(name)), 0o777) == nil {
		_ = os.WriteFile(h.full(name), []byte(text), 0o666)
	}
}

func (h *hand) oneOf(words ...string) string { return words[h.IntN(len(words))] }

func (h *hand) projectName() string { return fmt.Sprintf("content/progetti/p-%d.toml", h.IntN(9)) }

// another gives the stem of a project that is there.
func (h *hand) another() string {
	there, err := filepath.Glob(h.full("content/progetti/*.toml"))
	if err != nil || len(there) == 0 {
		return "scuola"
	}
	return strings.TrimSuffix(filepath.Base(there[h.IntN(len(there))]), ".toml")
}

func (h *hand) announcementName() string { return fmt.Sprintf("content/notizie/n-%d.md", h.IntN(6)) }

func (h *hand) project() string {
	var b strings.Builder
	fmt.Fprintf(&b, "titolo = \"Progetto %d\"\nente = %q\nstato = %q\ncup_assente = \"non ancora richiesto\"\naggiornato = 2026-%02d-01\nsommario = \"Prova %d.\"\n",
		h.count, h.oneOf("p_xx", "p_xx", "p_yy"), h.oneOf("in corso", "concluso", "sospeso"), 1+h.IntN(11), h.IntN(4))
	if h.IntN(3) == 0 {
		fmt.Fprintf(&b, "descrizione = \"Vedi [un altro](%s.toml) e l’[atto](../media/atto.pdf).\"\n", h.another())
	}
	for range 1 + h.IntN(2) {
		fmt.Fprintf(&b, "[[finanziamento]]\nmisura = %q\nimporto = %d\nstato = %q\ndata = 202%d-05-01\n",
			h.oneOf("M4C1I3.3", "M1C1I1.2", "M2C4I2.2"), 1000*(1+h.IntN(900)), h.oneOf("assegnato", "erogato"), 3+h.IntN(3))
	}
	fmt.Fprintf(&b, "[[tappa]]\ntitolo = \"Fine\"\nprevista = 2026-%02d-15\n", 1+h.IntN(12))
	if h.IntN(2) == 0 {
		b.WriteString("[[atto]]\ntipo = \"Decreto\"\ndocumenti = [\"media/atto.pdf\"]\n")
	}
	for n := range h.IntN(3) {
		fmt.Fprintf(&b, "[[indicatore]]\nnome = \"Aule %d\"\nunita = \"n.\"\nprevisto = %d\n", n, 1+h.IntN(9))
	}
	return b.String()
}

func (h *hand) announcement() string {
	return fmt.Sprintf("+++\ntitolo = \"Notizia %d\"\ndata = 2026-%02d-03\nente = \"p_xx\"\nbozza = %t\nprogetti = [%q]\n+++\nTesto %d con un [progetto](../progetti/%s.toml) e una [notizia](n-%d.md).\n",
		h.count, 1+h.IntN(11), h.IntN(4) == 0, h.another(), h.count, h.another(), h.IntN(6))
}

// reword changes one line of a file that is there, and nothing else.
func (h *hand) reword(name, key, value string) {
	data, err := os.ReadFile(h.full(name))
	if err != nil {
		return
	}
	lines := strings.Split(string(data), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, key+" = ") {
			lines[i] = key + " = " + value
			break
		}
	}
	h.put(name, strings.Join(lines, "\n"))
}

// edit makes one change, most often a small one.
func (h *hand) edit() {
	h.count++
	switch h.IntN(18) {
	case 0:
		h.put(h.projectName(), h.project())
	case 1, 2:
		h.reword(h.projectName(), "titolo", fmt.Sprintf("\"Progetto %d\"", h.count))
	case 3, 4:
		h.reword(h.projectName(), "importo", fmt.Sprint(1000*(1+h.IntN(900))))
	case 5:
		h.reword(h.projectName(), "prevista", fmt.Sprintf("2026-%02d-15", 1+h.IntN(12)))
	case 6, 7:
		h.put(h.announcementName(), h.announcement())
	case 8, 9:
		h.reword(h.announcementName(), "titolo", fmt.Sprintf("\"Notizia %d\"", h.count))
	case 10:
		_ = os.Remove(h.full(h.oneOf(h.projectName(), h.announcementName())))
	case 11:
		_ = os.Rename(h.full(h.projectName()), h.full(h.projectName()))
	case 12:
		h.reword(h.projectName(), "stato", h.oneOf(`"in corso"`, `"concluso"`, `"sospeso"`))
	default:
		h.rest()
	}
}

// rest makes a change to what is seldom changed.
func (h *hand) rest() {
	switch h.IntN(8) {
	case 0:
		h.put("content/enti/p_yy.toml", fmt.Sprintf("nome = \"Comune %d\"\n", h.count))
	case 1, 2:
		h.put("content/media/atto.pdf", "%PDF-"+strings.Repeat("x", h.IntN(5000)))
	case 3:
		h.put("content/misure/m4c1i3-3.toml", fmt.Sprintf("titolo = \"Misura %d\"\n", h.count))
	case 4, 5:
		h.put("content/pagine/chi-siamo.md", fmt.Sprintf("+++\ntitolo = \"Chi siamo %d\"\n+++\nTesto.\n", h.IntN(3)))
	case 6:
		h.put("site.toml", fmt.Sprintf("titolo = \"Prova %d\"\nbase_url = \"https://example.it/pnrr/\"\nper_pagina = %d\n", h.IntN(2), 2+h.IntN(3)))
	case 7:
		h.theme()
	}
}

func (h *hand) theme() {
	switch h.IntN(3) {
	case 0:
		_ = os.RemoveAll(h.full("themes"))
	case 1:
		h.put("themes/italia/assets/vetro.css", fmt.Sprintf("body{order:%d}", h.count))
	case 2:
		h.put("themes/italia/testi/it.toml", fmt.Sprintf("[menu]\nprogetti = \"Progetti %d\"\n", h.count))
	}
}

// mend writes the files with errors anew.
func (h *hand) mend(problems []record.Problem) {
	for _, p := range problems {
		switch {
		case p.Severity != record.Error:
		case strings.HasPrefix(p.Pos.File, "content/progetti/"):
			h.put(p.Pos.File, h.project())
		case strings.HasPrefix(p.Pos.File, "content/notizie/"):
			h.put(p.Pos.File, h.announcement())
		default:
			_ = os.Remove(h.full(p.Pos.File))
		}
	}
}

// Builds over what an earlier build wrote give, after edits at random and as days pass, what
// a build into an empty folder gives: the same bytes, and the same problems. VETRO_EDITS gives
// the time to go on for, such as 1m.
func TestBuildOverEdits(t *testing.T) {
	o := previewSite(t, nil)
	h := &hand{root: o.Site, Rand: rand.New(rand.NewPCG(3, 9))}
	h.put("content/enti/p_yy.toml", "nome = \"Comune\"\n")
	for n := range 9 {
		h.put(fmt.Sprintf("content/progetti/p-%d.toml", n), h.project())
		h.put(fmt.Sprintf("content/notizie/n-%d.md", n%6), h.announcement())
	}
	unchanged, built := 0, 0
	long, _ := time.ParseDuration(os.Getenv("VETRO_EDITS"))
	late := time.Now().Add(long)
	for round := 0; round < 12 || time.Now().Before(late); round++ {
		h.edit()
		if h.IntN(9) == 0 {
			later := o.Today.Time().AddDate(0, 0, h.IntN(40))
			o.Today = record.Day(later.Year(), int(later.Month()), later.Day())
		}
		over, fresh := o, o
		over.Out = filepath.Join(o.Site, "public")
		fresh.Out = filepath.Join(t.TempDir(), "public")
		got, problems, err := Site(over)
		if err != nil {
			t.Fatal(err)
		}
		want, awaited, err := Site(fresh)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(withoutOutput(problems), withoutOutput(awaited)) {
			t.Fatalf("round %d: problems are %v, want %v", round, problems, awaited)
		}
		if record.Stops(awaited) {
			h.mend(awaited)
			continue
		}
		if a, b := contents(t, over.Out), contents(t, fresh.Out); !maps.Equal(a, b) {
			t.Fatalf("round %d: %s", round, firstDifference(a, b))
		}
		if got.Files != want.Files || got.Bytes != want.Bytes {
			t.Errorf("round %d: counts %+v, want %+v", round, got, want)
		}
		unchanged += got.Files - got.Changed
		built++
	}
	t.Logf("%d sites built, %d files unchanged", built, unchanged)
	if built == 0 || unchanged == 0 {
		t.Error("every file was rewritten")
	}
}

// withoutOutput leaves out what is said of the output, which a plain build has anew.
func withoutOutput(problems []record.Problem) []record.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p record.Problem) bool { return strings.HasPrefix(p.Rule, "uscita-") })
}

func firstDifference(got, want map[string]string) string {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if g, found := got[name]; !found {
			return name + " is missing"
		} else if g != want[name] {
			n := 0
			for n < min(len(g), len(want[name])) && g[n] == want[name][n] {
				n++
			}
			return fmt.Sprintf("%s differs at %d: %.200q, want %.200q", name, n, g[max(0, n-60):], want[name][max(0, n-60):])
		}
	}
	return "there are more files than there should be"
}

func putFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
