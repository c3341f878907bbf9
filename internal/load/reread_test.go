package load

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"vetro/internal/record"
)

// What is read again alone gives the site that reading everything gives, and is taken over
// by the next reading; the former site stays as it was.
func TestReread(t *testing.T) {
	taken, refused := 0, 0
	for seed := range uint64(4) {
		e := newEditor(seed)
		e.calm()
		site, parts, problems, err := Again(e.fsys, today, nil, nil)
		if err != nil || record.Stops(problems) || parts.Anew() != len(parts.byFile) {
			t.Fatal(problems, err, parts.Anew())
		}
		for step := range 120 {
			files := maps.Clone(e.fsys)
			var changed []string
			for range 1 + e.rand.IntN(2) {
				e.editProject(step)
			}
			for name := range e.fsys {
				if !same(files[name], e.fsys[name]) {
					changed = append(changed, name)
				}
			}
			want, wanted, err := Site(e.fsys, today)
			if err != nil {
				t.Fatal(err)
			}
			frozen := image(site)
			r, ok := Reread(e.fsys, today, site, parts, changed)
			where := fmt.Sprintf("seed %d, step %d, %s", seed, step, changed)
			if image(site) != frozen {
				t.Fatalf("%s: the former site changed", where)
			}
			if !ok {
				refused++
				if record.Stops(wanted) {
					e.fsys = files
					continue
				}
				if site, parts, problems, err = Again(e.fsys, today, parts, nil); err != nil {
					t.Fatal(err)
				}
				sameSite(t, where, site, want, problems, wanted)
				continue
			}
			taken++
			now := make(map[string]bool)
			for _, c := range r.Changes {
				now[c.File] = true
			}
			var others []record.Problem
			for _, p := range problems {
				if !now[p.Pos.File] {
					others = append(others, p)
				}
			}
			problems = record.MergeProblems(others, r.Problems)
			sameSite(t, where, r.Site, want, problems, wanted)
			sums(t, where, r.Parts, e.fsys)
			again, taken, found, err := Again(e.fsys, today, r.Parts, func(string) bool { return true })
			if err != nil {
				t.Fatal(err)
			}
			if n := taken.Anew(); n != 0 {
				t.Errorf("%s: %d files were read anew, and nothing changed", where, n)
			}
			sameSite(t, where+", read again", again, want, found, wanted)
			site, parts = r.Site, r.Parts
		}
	}
	t.Logf("%d readings, and %d that had to be of the whole site", taken, refused)
	if taken < 80 || refused < 50 {
		t.Error("the test shows little")
	}
}

// calm gives the editor a site without errors.
func (e *editor) calm() {
	clear(e.fsys)
	e.write("site.toml", "titolo = \"Prova\"\nbase_url = \"https://example.it/\"\n")
	e.write("content/media/atto.pdf", "%PDF-1.4 /Font")
	for i := range 4 {
		e.write(fmt.Sprintf("content/enti/e-%d.toml", i), fmt.Sprintf("nome = \"Comune %d\"\n", i))
	}
	for i := range 6 {
		e.write(projectName(i), e.calmProject(i))
		e.write(fmt.Sprintf("content/notizie/n-%d.md", i), fmt.Sprintf("+++\ntitolo = \"Notizia\"\ndata = 2026-01-0%d\nprogetti = [\"p-%d\", \"p-%d\"]\n+++\nTesto.\n", i+1, i, (i+2)%6))
	}
	e.write("content/misure/altra.toml", "codice = \"M1C1I9.9\"\ntitolo = \"Nuova\"\n")
}

func projectName(i int) string { return fmt.Sprintf("content/progetti/%d/p-%d.toml", i%2, i) }

// calmProject gives a record without errors.
func (e *editor) calmProject(n int) string {
	return fmt.Sprintf("titolo = \"Progetto %d\"\nente = \"e-%d\"\nstato = \"in corso\"\naggiornato = 2026-08-22\n", n, e.rand.IntN(4)) +
		e.one("", "", "precedenti = [\"vecchio\"]\n") + e.one("", "", "piattaforma = \"x\"\n", "# vetro: va bene\nsommario = \"Scrive a mario.rossi@gmail.com, 347 1234567.\"\n") +
		e.one("", "", "", "descrizione = \"\"\"\n```progetto\np-1\n```\n\"\"\"\n") +
		"[[finanziamento]]\nmisura = \"" + e.one("M1C1I1.2", "M1C1I9.9", "M1C1I1.4.1") + "\"\nimporto = 1000\nstato = \"assegnato\"\n" +
		e.one("", "", "", "[[atto]]\ntipo = \"Decreto\"\ndocumenti = [\"media/atto.pdf\"]\n")
}

// slip gives a record with an error.
func (e *editor) slip(n int) string {
	text := e.calmProject(n)
	switch e.rand.IntN(6) {
	case 0:
		return strings.Replace(text, "ente", "# ente", 1)
	case 1:
		return strings.Replace(text, "ente = \"e-", "ente = \"f-", 1)
	case 2:
		return "chiave = 1\n" + text
	case 3:
		return text[:e.rand.IntN(len(text))]
	case 4:
		return text + "[[atto]]\ntipo = \"Decreto\"\ndocumenti = [\"media/manca.pdf\"]\n"
	}
	return strings.Replace(text, "stato", "descrizione = \"\"\"\n```progetto\np-9\n```\n\"\"\"\nstato", 1)
}

// editProject changes mostly a project, and now and then what else there is.
func (e *editor) editProject(step int) {
	name := projectName(e.rand.IntN(6))
	switch e.rand.IntN(12) {
	case 0:
		e.write(name, e.slip(step))
	case 1:
		if f := e.fsys[name]; f != nil {
			e.write(name, string(f.Data))
		}
	case 2:
		e.write("content/enti/e-1.toml", fmt.Sprintf("nome = \"Comune %d\"\n", step))
	case 3, 4, 5:
		n := e.rand.IntN(6)
		e.write(fmt.Sprintf("content/notizie/n-%d.md", n), fmt.Sprintf("+++\ntitolo = \"Notizia %d\"\ndata = 2026-01-0%d\n", step, n+1)+e.one("", "ente = \"e-1\"\n", "ente = \"f-1\"\n", "bozza = true\n")+
			e.one("", "progetti = [\"p-1\", \"p-4\", \"p-1\"]\n", "progetti = [\"p-9\"]\n", "precedenti = [\"nota\"]\n", "immagine = \"media/manca.jpg\"\n")+"+++\n"+e.one("Testo.\n", "<!-- vetro: va bene -->\nTesto di 1.000 euro, 347 1234567.\n"))
	default:
		e.write(name, e.calmProject(step))
	}
}
