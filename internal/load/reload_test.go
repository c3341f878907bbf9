package load

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"vetro/internal/record"
)

// A long series of edits: what Reload takes over gives the site, and the problems, that
// reading from nothing gives. Previous sites stay as they were, while others read them.
func TestReload(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			e := newEditor(seed)
			day := today
			var former *Cache
			var before *record.Site
			files := maps.Clone(e.fsys)
			for step := range 60 {
				what := e.edit()
				newBasis := strings.Contains(what, "misure")
				if e.rand.IntN(20) == 0 {
					newBasis = true
					day.Day = int8(1 + e.rand.IntN(28))
				}
				want, problems, err := Site(e.fsys, day)
				if err != nil {
					t.Fatal(err)
				}
				frozen, stop := watch(before)
				var unchanged func(string) bool
				if e.rand.IntN(2) == 0 {
					unchanged = func(name string) bool { return same(files[name], e.fsys[name]) }
				}
				site, cache, found, err := Reload(e.fsys, day, former, unchanged)
				stop()
				if err != nil {
					t.Fatal(err)
				}
				where := fmt.Sprintf("step %d, %s", step, what)
				sameSite(t, where, site, want, found, problems)
				if image(before) != frozen {
					t.Fatalf("%s: the former site changed", where)
				}
				if !newBasis {
					samePointers(t, where, before, site)
				}
				before, former = site, cache
				if e.rand.IntN(10) == 0 {
					before, former = nil, nil
				}
				files = maps.Clone(e.fsys)
			}
		})
	}
}

func same(a, b *fstest.MapFile) bool { return a != nil && b != nil && bytes.Equal(a.Data, b.Data) }

func sameSite(t *testing.T, where string, got, want *record.Site, found, problems []record.Problem) {
	t.Helper()
	if report(found) != report(problems) {
		t.Fatalf("%s: other problems:\n%s\nwant:\n%s", where, report(found), report(problems))
	}
	if !reflect.DeepEqual(got, want) {
		for i, p := range want.Projects {
			if i < len(got.Projects) && !reflect.DeepEqual(got.Projects[i], p) {
				t.Fatalf("%s: another project:\n%+v\nwant:\n%+v", where, got.Projects[i], p)
			}
		}
		t.Fatalf("%s: another site:\n%+v\nwant:\n%+v", where, got, want)
	}
}

// samePointers checks that a record is the same as before where nothing of it changed.
func samePointers(t *testing.T, where string, before, site *record.Site) {
	t.Helper()
	if before == nil {
		return
	}
	projects := make(map[string]*record.Project)
	for _, p := range before.Projects {
		projects[p.File] = p
	}
	for _, p := range site.Projects {
		if old := projects[p.File]; old != p && old != nil && reflect.DeepEqual(old, p) && old.Body == p.Body &&
			slices.EqualFunc(old.Fundings, p.Fundings, func(f, g record.Funding) bool { return f.Measure == g.Measure }) {
			t.Errorf("%s: %s is another, and nothing of it changed", where, p.File)
		}
	}
	notices := make(map[string]*record.Announcement)
	for _, a := range before.Announcements {
		notices[a.File] = a
	}
	for _, a := range site.Announcements {
		if old := notices[a.File]; old != a && old != nil && reflect.DeepEqual(old, a) && old.Body == a.Body && slices.Equal(old.Projects, a.Projects) {
			t.Errorf("%s: %s is another, and nothing of it changed", where, a.File)
		}
	}
}

// watch gives an image of a site, and reads it in another goroutine until it is stopped.
func watch(s *record.Site) (frozen string, stop func()) {
	frozen = image(s)
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
				image(s)
			}
		}
	})
	return frozen, func() { close(done); wg.Wait() }
}

// image writes down all of a site, links included.
func image(s *record.Site) string {
	if s == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%+v", s.Config)
	for _, r := range s.Bodies {
		fmt.Fprintf(&b, "%+v", *r)
	}
	for _, p := range s.Projects {
		fmt.Fprintf(&b, "%+v", *p)
		for _, f := range p.Fundings {
			if f.Measure != nil {
				b.WriteString(f.Measure.Code + f.Measure.Title)
			}
		}
	}
	for _, a := range s.Announcements {
		fmt.Fprintf(&b, "%+v", *a)
		for _, p := range a.Projects {
			fmt.Fprintf(&b, "%+v", *p)
		}
	}
	for _, p := range s.Pages {
		fmt.Fprintf(&b, "%+v", *p)
	}
	for _, id := range slices.Sorted(maps.Keys(s.SectionTexts)) {
		fmt.Fprintf(&b, "%+v", *s.SectionTexts[id])
	}
	for _, d := range s.Datasets {
		fmt.Fprintf(&b, "%+v", *d)
	}
	fmt.Fprintf(&b, "%+v %+v %+v", s.Media, s.Remarks, s.Personal)
	return b.String()
}

// editor makes the edits of an office, right ones and slips, on a small site.
type editor struct {
	rand *rand.Rand
	fsys fstest.MapFS
}

func newEditor(seed uint64) *editor {
	e := &editor{rand.New(rand.NewPCG(seed, 1)), fstest.MapFS{"content/enti/p_pv.toml": {Data: []byte("nome = \"Provincia di Pavia\"\n")}}}
	e.write("site.toml", e.site())
	for range 12 {
		e.edit()
	}
	return e
}

func (e *editor) write(name, text string) { e.fsys[name] = &fstest.MapFile{Data: []byte(text)} }

func (e *editor) one(of ...string) string { return of[e.rand.IntN(len(of))] }

// edit changes one file, and says which.
func (e *editor) edit() string {
	n := e.rand.IntN(6)
	var name, text string
	switch e.rand.IntN(13) {
	case 12:
		name, text = fmt.Sprintf("content/importati/fonte-%d.toml", n%3), e.one("titolo = \"Tabella\"\ngiorno = 2026-08-17\n", "titolo = \"Tabella\"\ngiorno = 2026-08-03\nrighe = 12\n", "url = \"https://example.it/\"\nlicenza = \"CC0\"\n", "titolo = \n", "")
	case 0:
		name, text = "site.toml", e.site()
	case 1:
		name, text = fmt.Sprintf("content/enti/e-%d.toml", n), e.one("nome = \"Comune\"\n", "nome = \"Altro\"\ntipo = \"comune\"\nnumero = 1\n", "nome = \"\"\n", "nome = \n", "")
	case 2:
		name, text = e.one("content/misure/m1c1i1-2.toml", "content/misure/x.toml"), e.one("titolo = \"Cloud\"\n", "codice = \"M1C1I9.9\"\ntitolo = \"Nuova\"\n", "codice = \"M9\"\n")
	case 3, 4:
		name, text = fmt.Sprintf("content/notizie/n-%d.md", n), e.notice()
	case 5:
		name, text = e.one("content/sezioni/bandi-gara-contratti.md", "content/sezioni/strana.md", "content/sezioni/personale.md"), "+++\n"+e.one("", "motivo = \"nessuno\"\n", "x = 1\n")+"+++\n"+e.one("", "Testo.\n")
	case 6:
		name, text = fmt.Sprintf("content/pagine/pagina-%d.md", n), "+++\ntitolo = \"Pagina\"\n"+e.one("", "aggiornato = 2026-01-01\n", "aggiornato = ieri\n")+"+++\n"+e.one("Testo di [uno](../progetti/p-1.toml).\n", "```grafico\nmisura = \"M1C1I1.2\"\n```\n", "<!-- vetro: spento importo -->\nMario, 347 1234567.\n", "")
	case 7:
		name, text = fmt.Sprintf("content/media/%d%s", n, e.one(".csv", ".svg", ".jpg", ".pdf", ".js", "?.txt", ".skp")), e.one("a,b\n1,2\n", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x\"/>", "mario@gmail.com", "%PDF-1.4 /Subtype /Image", "")
	case 8:
		return e.remove()
	default:
		name, text = fmt.Sprintf("content/progetti/%sp-%d.toml", e.one("", "", "altri/"), n), e.project()
	}
	e.write(name, text)
	return name
}

// remove takes a file away, or gives it another name.
func (e *editor) remove() string {
	names := slices.Sorted(maps.Keys(e.fsys))
	name := names[e.rand.IntN(len(names))]
	f := e.fsys[name]
	delete(e.fsys, name)
	if e.rand.IntN(2) == 0 && strings.Contains(name, "-") {
		to := strings.Replace(name, "-", e.one("-1", "-è", "_"), 1)
		e.fsys[to] = f
		return name + " → " + to
	}
	return name + " removed"
}

func (e *editor) site() string {
	return "titolo = \"Prova\"\nbase_url = \"https://example.it/\"\n" + e.one("", "ente = \"p_pv\"\n", "ente = \"e-1\"\n", "ente = \"nessuno\"\n") +
		e.one("", "per_pagina = 10\n", "per_pagina = 0\n") + e.one("", "[controlli]\nsommario-manca = \"spento\"\n", "[sezioni]\npersonale = \"https://example.it/\"\n", "[contatti]\nemail = \"x@example.it\"\n", "[dati]\nper_progetto = 3\n", "[media]\ntipi = [\"skp\"]\n", "[media]\ntipi = [\"skp\", \"js\"]\n", "[controlli]\n")
}

func (e *editor) notice() string {
	return "+++\ntitolo = \"Notizia di 1.000 euro\"\n" + e.one("data = 2026-08-22\n", "data = 22-8-2026\n", "") + e.one("", "ente = \"p_pv\"\n", "ente = \"e-2\"\n", "bozza = true\n") +
		e.one("", "progetti = [\"p-1\", \"p-2\", \"p-1\"]\n", "progetti = [\"p-3\"]\n", "progetti = [\n  \"p-4\",\n  \"vecchio\"]\n") + e.one("", "allegati = [\"media/1.csv\"]\n", "categorie = []\n") +
		"+++\n" + e.one("", "Testo.\n", "## Titolo\n\nIl progetto di 931.712 euro, entro il 31 marzo 2026, CUP J31B21004560006.\n\n![x](../media/1.jpg) [y](p.html)\n", "<b>x</b>\n", "```progetto\np-1\n```\n") +
		e.one("", "\n<!-- vetro: va bene -->\n", "\n"+strings.Repeat("parola ", 70)+".\n", "\nNota[^1].\n\n[^1]: Testo.\n")
}

func (e *editor) project() string {
	return "titolo = \"" + e.one("Scuola", "Ponte", "Cloud di Mario, 347 1234567", "") + "\"\nstato = \"" + e.one("in corso", "concluso", "fermo") + "\"\n" +
		e.one("aggiornato = 2026-08-22\n", "aggiornato = 2026-8-22\n", "") + e.one("", "ente = \"p_pv\"\n", "ente = \"e-1\"\n", "ente = \"e-3\"\n") +
		e.one("", "cup = \"J31B21004560006\"\n", "cup = \"J31\"\n", "servizi = [\"a\", \"b\"]\nin_evidenza = true\n", "precedenti = [\"vecchio\"]\n", "servizi = []\nbeneficiari = [\n \"c\",\n  \"d\" ]\n") +
		e.one("", "descrizione = \"\"\"\nTesto con [link](../pagine/pagina-1.md) e **grassetto**.\n\n- uno\n- due\n\"\"\"\n", "descrizione = \"<i>x</i> 3331234567\"\n", "# vetro: va bene\nsommario = \"x\"\n", "tutto \"rotto\n") +
		e.one("[[finanziamento]]\nmisura = \"M1C1I1.2\"\nimporto = 1000\nstato = \"assegnato\"\n[[finanziamento]]\nfonte = \"Comune\"\nimporto = \"10.50\"\nstato = \"erogato\"\ndata = \"2025-04\"\n",
			"[[finanziamento]]\nmisura = \"M1C1I9.9\"\nimporto = 0\nstato = \"assegnato\"\n", "[[finanziamento]]\nmisura = \"1.2\"\nimporto = 5\nstato = \"rinunciato\"\n", "") +
		e.one("", "[[luogo]]\nnome = \"Pavia\"\nlat = -0.0\nlon = 9\n", "[[tappa]]\ntitolo = \"Avvio\"\nprevista = 2026-03-31\n", "[[atto]]\ntipo = \"Decreto\"\ncup = [\"J31B21004560006\"]\ndocumenti = [\"media/1.csv\", \"media/2.pdf\"]\nurl = \"https://example.it/\"\n",
			"[[indicatore]]\nnome = \"x\"\nprevisto = 1.5\nraggiunto = 2\n[[pagamento]]\ndata = \"../2026-01-01\"\nimporto = 5\nverso = \"ente\"\n[[contratto]]\noggetto = \"x\"\ncig = \"B1A5544327\"\n", "[[provenienza]]\ntitolo = \"Fonte\"\nlicenza = \"CC0\"\ndata = 2026-01-01\n", "[[provenienza]]\nfonte = \"fonte-1\"\n", "[[provenienza]]\nfonte = \"fonte-2\"\ntitolo = \"Mia\"\n")
}
