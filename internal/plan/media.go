package plan

import "vetro/internal/record"

// media chooses the files of content/media that are published: those that a page or a record of
// the day refers to, and those that site.toml names. An attachment of a draft is not the public's
// yet. It reports those to which nothing refers, not even what waits for its day.
func (p *planner) media(whole *record.Site) {
	published, known := p.referred(p.Site), p.referred(whole)
	for i := range whole.Media {
		m := &whole.Media[i]
		switch {
		case published[m.Name]:
			p.Media = append(p.Media, m)
		case !known[m.Name]:
			p.problems = append(p.problems, record.Problem{
				Pos: record.Pos{File: "content/" + m.Name}, Severity: record.Warning, Rule: "media-non-usato",
				Text: "nessuna pagina e nessun dato rimanda al file: resta fuori dal sito",
				Mend: "rimanda al file da dove serve, o toglilo da content/media; se vi rimandano altri siti scrivi in site.toml, sotto [media], sempre = [\"" + m.Name + "\"]",
			})
		}
	}
}

// referred gives the names of the media that a site refers to.
func (t *Tree) referred(site *record.Site) map[string]bool {
	names := make(map[string]bool)
	add := func(files ...string) {
		for _, name := range files {
			names[name] = true
		}
	}
	links := func(text *record.Text, page string) {
		for i := range text.Links {
			if to, found := t.Resolve(&text.Links[i], page); found && text.Links[i].To == "" {
				add(to)
			}
		}
	}
	add(site.Config.Emblem)
	add(site.Config.Media.Always...)
	for _, a := range site.Announcements {
		add(a.Image)
		add(a.Attachments...)
		links(&a.Text, AnnouncementPath(a))
	}
	for _, project := range site.Projects {
		for i := range project.Acts {
			add(project.Acts[i].Documents...)
		}
		links(&project.Text, ProjectPath(project))
	}
	for _, s := range site.SectionTexts {
		links(&s.Text, SectionPath(s.ID))
	}
	for _, free := range site.Pages {
		links(&free.Text, FreePath(free))
	}
	return names
}
