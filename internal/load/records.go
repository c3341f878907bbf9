package load

import (
	"cmp"
	"errors"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"vetro/internal/record"
)

// config reads site.toml.
func (l *loader) config() {
	c := &l.site.Config
	*c = record.Config{Theme: "italia", License: "CC-BY-4.0", PerPage: 25}
	c.Data.PerProject = 2000
	l.oneBody = true // until it is read
	if _, err := fs.Stat(l.fsys, "site.toml"); errors.Is(err, fs.ErrNotExist) {
		l.problem(record.Pos{File: "site.toml"}, "file-manca", "manca il file site.toml", "crea site.toml con dentro titolo = \"…\" e base_url = \"https://…/\", o indica la cartella del sito con --site")
		return
	}
	r, t, ok := l.tomlFile("site.toml")
	if !ok {
		return
	}
	read := readTable(r, t, record.ConfigFields(), "", nil)
	l.oneBody = t.tried("ente")
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
	if u, err := url.Parse(read.BaseURL); err == nil && (u.RawQuery != "" || u.Fragment != "") {
		l.problem(read.At("base_url"), "indirizzo-forma", "base_url ha qualcosa dopo il percorso", "togli quello che segue ? o #")
	}
	if !idForm.MatchString(read.Theme) {
		l.problem(read.At("tema"), "id-forma", "il tema "+quote(read.Theme)+" non è il nome di una cartella", `scrivi tema = "italia"`)
	}
	if read.CIGURL != "" && !strings.Contains(read.CIGURL, "{cig}") {
		l.problem(read.At("cig_url"), "indirizzo-forma", "in cig_url manca {cig}", "metti {cig} dove va il codice, come https://dati.anticorruzione.it/…?cig={cig}")
	}
	for _, id := range read.Elsewhere.Keys {
		l.section(id, read.Elsewhere.AtKey(id))
	}
	*c = read
}

// section reports an id that the tree of Amministrazione trasparente does not have.
func (l *loader) section(id string, at record.Pos) {
	if l.state.Section(id) != nil {
		return
	}
	var ids []string
	var walk func([]*record.Section)
	walk = func(sections []*record.Section) {
		for _, s := range sections {
			ids = append(ids, s.ID)
			walk(s.Children)
		}
	}
	walk(l.state.Sections)
	mend := "scrivi l’id di una sezione dell’albero, come bandi-gara-contratti"
	if near := nearest(id, ids); near != "" {
		mend = "scrivi " + near + " se è quella, o l’id di un’altra sezione dell’albero"
	}
	l.problem(at, "sezione-ignota", "la sezione "+quote(id)+" non esiste in Amministrazione trasparente", mend)
}

// ownMeasure reads a measure that the site adds or corrects.
func (l *loader) ownMeasure(name string) []*record.Measure {
	r, t, ok := l.tomlFile(name)
	if !ok {
		return nil
	}
	m := readTable(r, t, record.MeasureFields(), "", nil)
	stem := strings.TrimSuffix(path.Base(name), ".toml")
	c, ok := record.ParseMeasureCode(cmp.Or(m.Code, stem))
	if m.Code == "" && !ok { // m1c1i1-2.toml
		c, ok = record.ParseMeasureCode(strings.ReplaceAll(stem, "-", "."))
	}
	known := slices.ContainsFunc(l.state.Components, func(k record.Component) bool { return k.Code == c.Component })
	switch {
	case !ok, c.Component == "", c.Letter == 0:
		l.problem(m.At("codice"), "misura-forma", "la misura "+quote(cmp.Or(m.Code, stem))+" non ha la forma di un codice", `scrivi codice = "M1C1I1.2": missione, componente, I o R, numero`)
		return nil
	case !known:
		l.problem(m.At("codice"), "misura-forma", "il PNRR non ha la componente "+c.Component, "controlla missione e componente del codice")
		return nil
	}
	m.Code = c.String()
	if old, _ := l.state.Measures.Find(c); old == nil && !t.tried("titolo") {
		l.problem(m.Start(), "chiave-manca", "manca la chiave "+quote("titolo")+": la misura "+m.Code+" è nuova", `aggiungi titolo = "…"`)
	}
	if other := l.claim(record.MeasureID, m.Code, name); other != "" {
		l.problem(m.At("codice"), "id-doppio", "la misura "+m.Code+" è già in "+other, "riunisci i due file in uno")
	}
	return []*record.Measure{&m}
}

func (l *loader) publicBody(name string) {
	id, _ := l.id(name, record.BodyID)
	r, t, ok := l.tomlFile(name)
	if !ok {
		return
	}
	b := readTable(r, t, record.BodyFields(), "", nil)
	b.ID = id
	l.site.Bodies = append(l.site.Bodies, &b)
}

func (l *loader) project(name string) {
	id, _ := l.id(name, record.ProjectID)
	r, t, ok := l.tomlFile(name)
	if !ok {
		return
	}
	p := readTable(r, t, l.fields.project, "", l.fields.projectKeys)
	p.ID = id
	if !t.tried("ente") {
		l.bodiless = append(l.bodiless, &p)
	}
	for i := range p.Fundings {
		f, t := &p.Fundings[i], t.byName["finanziamento"].tables[i]
		f.Source = cmp.Or(f.Source, record.PNRR)
		if f.Source == record.PNRR && !t.tried("misura") && (f.Has("fonte") || !t.tried("fonte")) {
			l.problem(f.Start(), "misura-manca", "il finanziamento PNRR non dice la misura", `aggiungi misura = "M1C1I1.2", o fonte = "Stato" se non è del PNRR`)
		}
	}
	for i := range p.Milestones {
		m, t := &p.Milestones[i], t.byName["tappa"].tables[i]
		m.Phase = cmp.Or(m.Phase, "altro")
		if !t.tried("prevista") && !t.tried("effettiva") {
			l.problem(m.Start(), "tappa-senza-data", "la tappa non ha né data prevista né effettiva", `aggiungi prevista = 2026-03-31 o effettiva = 2026-03-20; se il giorno non è noto, "2026-03" o "2026"`)
		}
	}
	l.site.Projects = append(l.site.Projects, &p)
}

// tried reports whether the author wrote a value for the key, right or wrong: a wrong
// one has its own problem.
func (t *table) tried(name string) bool {
	k := t.byName[name]
	if k == nil || k.bare != nil {
		return k != nil || slices.Contains(t.misspelt, name)
	}
	s, text := t.values[name].(string)
	return !text || strings.TrimSpace(s) != ""
}

func (l *loader) announcement(name string) {
	id, _ := l.id(name, noticeID)
	r, t, body, ok := l.matter(name)
	if !ok {
		return
	}
	a := readTable(r, t, record.AnnouncementFields(), "", nil)
	a.ID = id
	a.Kind = cmp.Or(a.Kind, "comunicato")
	a.Claims = append(t.claims("titolo", a.Title), t.claims("sommario", a.Summary)...)
	a.Text = l.body(body, "la notizia")
	a.Claims = append(a.Claims, l.notice(&a.Text)...)
	l.site.Announcements = append(l.site.Announcements, &a)
}

// kinds of ids that no field refers to
const (
	noticeID record.Form = -1 - iota
	sectionID
	pageID
)

func (l *loader) sectionText(name string) {
	id, ok := l.id(name, sectionID)
	if ok {
		l.section(id, top(name))
	}
	r, t, body, ok := l.matter(name)
	if !ok {
		return
	}
	s := readTable(r, t, record.SectionFields(), "", nil)
	s.ID = id
	s.Text = l.body(body, "")
	l.notice(&s.Text)
	l.site.SectionTexts[id] = &s
}

func (l *loader) page(name string) {
	id, _ := l.id(name, pageID)
	r, t, body, ok := l.matter(name)
	if !ok {
		return
	}
	p := readTable(r, t, record.PageFields(), "", nil)
	p.ID = id
	p.Text = l.body(body, "la pagina")
	l.notice(&p.Text)
	l.site.Pages = append(l.site.Pages, &p)
}
