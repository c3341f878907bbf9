package load

import (
	"cmp"
	"errors"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"vetro/internal/record"
	"vetro/internal/regular"
)

// siteFile reports whether there is a site.toml.
func (l *loader) siteFile() bool {
	info, err := fs.Stat(l.fsys, l.file)
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		l.record = defaults()
		l.unreadable(record.Pos{File: l.file}, regular.ErrOther)
		return false
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return true
	}
	l.record = defaults()
	l.problem(record.Pos{File: l.file}, "file-manca", "manca il file site.toml", "crea site.toml con dentro titolo = \"…\" e base_url = \"https://…/\", o indica la cartella del sito con --site")
	return false
}

// defaults are what a site has that says nothing.
func defaults() *record.Config {
	c := &record.Config{Theme: "italia", License: "CC-BY-4.0", PerPage: 25}
	c.Data.PerProject = 2000
	return c
}

// config reads site.toml.
func (l *loader) config(text []byte) {
	c, read := defaults(), new(record.Config)
	t := l.fill(text, "site", read)
	if t == nil {
		return
	}
	l.bodiless = !t.tried("ente")
	read.Theme = cmp.Or(read.Theme, c.Theme)
	read.License = cmp.Or(read.License, c.License)
	if read.PerPage == 0 {
		read.PerPage = c.PerPage
	}
	if read.Data.PerProject == 0 {
		read.Data.PerProject = c.Data.PerProject
	}
	if read.BaseURL != "" && !strings.HasSuffix(read.BaseURL, "/") {
		read.BaseURL += "/"
	}
	l.baseURL(read)
	if !record.ValidID(read.Theme) {
		l.problem(read.At("tema"), "id-forma", "il tema "+quote(read.Theme)+" non è il nome di una cartella", `scrivi tema = "italia"`)
	}
	if read.CIGURL != "" && !strings.Contains(read.CIGURL, "{cig}") {
		l.problem(read.At("cig_url"), "indirizzo-forma", "in cig_url manca {cig}", "metti {cig} dove va il codice, come https://dati.anticorruzione.it/…?cig={cig}")
	}
	for _, id := range read.Elsewhere.Keys {
		l.section(id, read.Elsewhere.AtKey(id))
	}
	l.record = read
}

// baseURL holds the address of the site to what a server can serve: it is written into rules for
// servers, where a blank in it ends every answer with an error, and browsers resolve «..» and
// «//» to other addresses than the files have.
func (l *loader) baseURL(c *record.Config) {
	if strings.ContainsAny(c.BaseURL, "?#") {
		l.problem(c.At("base_url"), "indirizzo-forma", "base_url ha qualcosa dopo il percorso", "togli quello che segue ? o #")
		return
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil {
		return // said where the key was read
	}
	if bad := unserved(u.Path); bad != "" {
		l.problem(c.At("base_url"), "indirizzo-forma", "base_url ha nel percorso "+quote(bad)+", che un server non serve", "usa nel percorso cartelle fatte di lettere, cifre, - _ . e ~, come https://www.provincia.example.it/pnrr/")
	}
}

// unserved gives what a path has that keeps a server from serving it; "" for a good one.
func unserved(path string) string {
	if strings.Contains(path, "//") {
		return "//"
	}
	for name := range strings.SplitSeq(path, "/") {
		if name == "." || name == ".." {
			return name
		}
		for _, r := range name {
			if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.~", r) {
				return string(r)
			}
		}
	}
	return ""
}

// section reports an id that the tree of Amministrazione trasparente does not have.
func (l *loader) section(id string, at record.Pos) {
	if l.state.Section(id) != nil {
		return
	}
	var ids []string
	for _, s := range record.AllSections(l.state.Sections) {
		ids = append(ids, s.ID)
	}
	mend := "scrivi l’id di una sezione dell’albero, come bandi-gara-contratti"
	if near := nearest(id, ids); near != "" {
		mend = "scrivi " + near + " se è quella, o l’id di un’altra sezione dell’albero"
	}
	l.problem(at, "sezione-ignota", "la sezione "+quote(id)+" non esiste in Amministrazione trasparente", mend)
}

// ownMeasure reads a measure that the site adds or corrects.
func (l *loader) ownMeasure(text []byte) {
	m := new(record.Measure)
	t := l.fill(text, "misura", m)
	if t == nil {
		return
	}
	stem := stem(l.file)
	c, ok := record.ParseMeasureCode(cmp.Or(m.Code, stem))
	if m.Code == "" && !ok { // m1c1i1-2.toml
		c, ok = record.ParseMeasureCode(strings.ReplaceAll(stem, "-", "."))
	}
	known := slices.ContainsFunc(l.state.Components, func(k record.Component) bool { return k.Code == c.Component })
	switch {
	case !ok, c.Component == "", c.Letter == 0:
		l.problem(m.At("codice"), "misura-forma", "la misura "+quote(cmp.Or(m.Code, stem))+" non ha la forma di un codice", `scrivi codice = "M1C1I1.2": missione, componente, I o R, numero`)
		return
	case !known:
		l.problem(m.At("codice"), "misura-forma", "il PNRR non ha la componente "+c.Component, "controlla missione e componente del codice")
		return
	}
	m.Code = c.String()
	if old, _ := l.state.Measures.Find(c); old == nil && !t.tried("titolo") {
		l.problem(m.Start(), "chiave-manca", "manca la chiave "+quote("titolo")+": la misura "+m.Code+" è nuova", `aggiungi titolo = "…"`)
	}
	l.record = m
}

func (l *loader) publicBody(text []byte) {
	if b := (&record.Body{ID: stem(l.file)}); l.fill(text, "ente", b) != nil {
		l.record = b
	}
}

func (l *loader) project(text []byte) {
	p := &record.Project{ID: stem(l.file)}
	t := l.fill(text, "progetto", p)
	if t == nil {
		return
	}
	l.bodiless = !t.tried("ente")
	for i := range p.Fundings {
		f, t := &p.Fundings[i], t.key("finanziamento").tables[i]
		f.Source = cmp.Or(f.Source, record.PNRR)
		if f.Source == record.PNRR && !t.tried("misura") && !f.Gone() && (f.Has("fonte") || !t.tried("fonte")) {
			l.problem(f.Start(), "misura-manca", "il finanziamento PNRR non dice la misura", `aggiungi misura = "M1C1I1.2", o fonte = "Stato" se non è del PNRR`)
		}
		if t.key("stato") == nil && !slices.Contains(t.misspelt, "stato") {
			if slices.Contains(record.StatelessSources(), f.Source) { // if the body grants it to itself, which link knows
				f.State = record.Assigned
			} else {
				l.noState(f)
			}
		}
	}
	for i := range p.Milestones {
		m, t := &p.Milestones[i], t.key("tappa").tables[i]
		m.Phase = cmp.Or(m.Phase, record.OtherPhase)
		if !t.tried("prevista") && !t.tried("effettiva") {
			l.problem(m.Start(), "tappa-senza-data", "la tappa non ha né data prevista né effettiva", `aggiungi prevista = 2026-03-31 o effettiva = 2026-03-20; se il giorno non è noto, "2026-03" o "2026"`)
		}
	}
	for i := range p.Sources {
		s, t := &p.Sources[i], t.key("provenienza").tables[i]
		if !t.tried("titolo") && !t.tried("fonte") && !slices.Contains(t.misspelt, "titolo") {
			l.problem(s.Start(), "chiave-manca", `manca la chiave "titolo" in [[provenienza]]`, `aggiungi titolo = "…", il nome della fonte, o fonte = "…", se è importata`)
		}
	}
	l.record = p
}

// noState reports a funding that somebody else granted and whose state nobody wrote.
func (fs *faults) noState(f *record.Funding) {
	fs.problem(f.Start(), "chiave-manca", `manca la chiave "stato" in [[finanziamento]]`, `aggiungi stato = "assegnato" (o erogato, rinunciato, revocato)`)
}

// tried reports whether the author wrote a value for the key, right or wrong: a wrong
// one has its own problem.
func (t *table) tried(name string) bool {
	k := t.key(name)
	if k == nil || k.bare != nil {
		return k != nil || slices.Contains(t.misspelt, name)
	}
	s, text := k.val.(string)
	return !text || strings.TrimSpace(s) != ""
}

func (l *loader) announcement(text []byte) {
	a := &record.Announcement{ID: stem(l.file)}
	t, claims := l.fillMatter(text, "notizia", a, &a.Text, "la notizia")
	if t == nil {
		return
	}
	a.Kind = cmp.Or(a.Kind, "comunicato")
	a.Claims = slices.Concat(t.claims("titolo", a.Title), t.claims("sommario", a.Summary), claims)
	l.record = a
}

func (l *loader) sectionText(text []byte) {
	s := &record.SectionText{ID: stem(l.file)}
	if t, _ := l.fillMatter(text, "sezione", s, &s.Text, ""); t != nil {
		l.record = s
	}
}

func (l *loader) page(text []byte) {
	p := &record.Page{ID: stem(l.file)}
	if t, _ := l.fillMatter(text, "pagina", p, &p.Text, "la pagina"); t != nil {
		l.record = p
	}
}

// fill reads a file of TOML into a record, through a table of fields. It gives the table
// that was read, or nil for a file that cannot be.
func (l *loader) fill(text []byte, fields string, to any) *table {
	r, t, ok := l.document(text, 1)
	if !ok {
		return nil
	}
	r.readTable(t, fields, "", to)
	return t
}

// fillMatter reads front matter as fill does, and the text below it, with its claims. Needed
// names what may not be without a text.
func (l *loader) fillMatter(text []byte, fields string, to any, below *record.Text, needed string) (*table, []record.Claim) {
	r, t, body, ok := l.matter(text)
	if !ok {
		return nil, nil
	}
	r.readTable(t, fields, "", to)
	*below = l.body(body, needed)
	return t, l.extract(below)
}
