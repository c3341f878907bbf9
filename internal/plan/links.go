package plan

import (
	"path"
	"strings"

	"vetro/internal/record"
)

// links reports the author's links that lead nowhere, in every text of the site.
func (p *planner) links(whole *record.Site) {
	for _, a := range p.Site.Announcements {
		p.textLinks(&a.Text, AnnouncementPath(a), whole)
	}
	for _, project := range p.Site.Projects {
		if t := &project.Text; len(t.Links)+len(t.Embeds) > 0 { // few have any
			p.textLinks(t, ProjectPath(project), whole)
		}
	}
	for _, s := range p.Site.SectionTexts {
		p.textLinks(&s.Text, SectionPath(s.ID), whole)
	}
	for _, free := range p.Site.Pages {
		p.textLinks(&free.Text, FreePath(free), whole)
	}
}

func (p *planner) textLinks(text *record.Text, page string, whole *record.Site) {
	for i := range text.Embeds {
		if e := &text.Embeds[i]; e.Of != "" && !p.Shows(e) {
			p.problems = append(p.problems, record.Problem{
				Pos: e.Place(e.ID), Severity: record.Warning, Rule: "grafico-vuoto",
				Text: "di \"" + e.ID + "\" non c’è ancora nulla da mostrare: il blocco resta fuori dalla pagina",
				Mend: "aspetta che un progetto sia pubblicato, o togli il blocco",
			})
		}
	}
	for i := range text.Links {
		link := &text.Links[i]
		if _, ok := p.Resolve(link, page); ok {
			continue
		}
		problem := record.Problem{
			Pos: link.Pos, Rule: "link-rotto",
			Text: "il collegamento \"" + link.Dest + "\" non porta a nessuna pagina",
			Mend: "scrivi il percorso del file o della pagina, come ../progetti/pv-cloud-2025.toml o ../media/atto.pdf",
		}
		if later := notYet(whole, link.Dest); later != "" {
			problem.Severity = record.Warning
			problem.Text = "il collegamento \"" + link.Dest + "\" porta a una pagina non ancora pubblicata: resta il solo testo"
			problem.Mend = "aspetta la pubblicazione di " + later + ", o togli il collegamento"
		}
		p.problems = append(p.problems, problem)
	}
}

// notYet gives the file of the record that a link names and that the site does not
// show yet, or "".
func notYet(whole *record.Site, dest string) string {
	stem := strings.TrimSuffix(path.Base(strings.SplitN(dest, "#", 2)[0]), path.Ext(strings.SplitN(dest, "#", 2)[0]))
	for _, p := range whole.Projects {
		if p.ID == stem {
			return p.File
		}
	}
	for _, a := range whole.Announcements {
		if a.ID == stem {
			return a.File
		}
	}
	return ""
}

// Shows reports whether there is something to show for a figure or card in a text: on the
// day, the site may not know the project yet, or have none of that measure or body.
func (t *Tree) Shows(e *record.Embed) bool {
	switch e.Of {
	case "misura":
		return t.GroupAt(MeasurePath(e.ID)) != nil
	case "ente":
		g := t.GroupAt(BodyPath(e.ID))
		return g != nil && len(g.Projects) > 0
	}
	return t.Project(e.ID) != nil
}

// Project gives the project of an id, or nil when the site does not know it on the day.
func (t *Tree) Project(id string) *record.Project {
	if page := t.pages[projectAt(id)]; page != nil {
		return page.Project
	}
	return nil
}

// Resolve gives where a link on a page leads: an address from the root of the site,
// or, when it begins with a scheme or #, an address as it is. It reports whether
// something is there. A link may name the published page or the source file.
func (t *Tree) Resolve(link *record.Link, page string) (to string, ok bool) {
	if link.To != "" {
		return link.To, true
	}
	dest, fragment, _ := strings.Cut(link.Dest, "#")
	dest, _, _ = strings.Cut(dest, "?")
	if fragment != "" {
		fragment = "#" + fragment
	}
	if dest == "" {
		return "", false // a #heading that the text does not have
	}
	var tries []string
	if strings.HasPrefix(dest, "/") {
		tries = []string{path.Clean(dest[1:])}
	} else {
		tries = []string{path.Join(path.Dir(page), dest), path.Join(path.Dir(link.Pos.File), dest)}
	}
	if strings.HasSuffix(dest, "/") {
		tries = append(tries, path.Join(tries[0], indexPage))
	}
	for _, try := range tries {
		if to := t.sources[try]; to != "" {
			return to + fragment, true
		}
		try = strings.TrimPrefix(try, "content/")
		if t.pages[strings.ToLower(try)] != nil && t.pages[strings.ToLower(try)].Path == try {
			return try + fragment, true
		}
		if t.media[try] {
			return try, true
		}
		if t.hasFile(try) {
			return try, true
		}
	}
	return "", false
}
