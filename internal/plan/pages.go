package plan

import (
	"strconv"
	"strings"

	"vetro/internal/record"
)

// planner adds pages to a tree and collects what is wrong with them.
type planner struct {
	*Tree
	problems []record.Problem
}

// allPages plans every page of the site, the home first.
func (p *planner) allPages() {
	p.add(&Page{Kind: Home, Path: HomePath, Title: p.Site.Config.Title, Updated: p.Updated})
	p.projectPages()
	p.measurePages()
	if p.Several() {
		p.bodyPages()
	}
	p.announcementPages()
	p.transparencyPages()
	p.deadlinePages()
	p.add(&Page{Kind: OpenData, Path: DataPath, Area: DataArea, Title: "Dati aperti", Updated: p.Updated})
	p.add(&Page{Kind: Search, Path: SearchPath, Title: "Cerca nel sito", Updated: p.Updated})
	for _, free := range p.Site.Pages {
		p.sources[free.File] = FreePath(free)
		p.add(&Page{Kind: Free, Path: FreePath(free), Title: free.Title, Updated: free.Updated, Free: free, Source: free.Start()})
	}
	p.legalPages()
	p.add(&Page{Kind: Credits, Path: CreditsPath, Title: "Crediti", Updated: p.Updated})
	p.add(&Page{Kind: NotFound, Path: NotFoundPath, Title: "Pagina non trovata"})
}

// legalPages plans the pages that law and guidelines want on every site, made from
// site.toml unless the author wrote them or publishes them elsewhere.
func (p *planner) legalPages() {
	c := &p.Site.Config.LegalPages
	for _, l := range []struct {
		kind                 Kind
		path, title, address string
	}{
		{Privacy, PrivacyPath, "Informativa privacy", c.Privacy},
		{LegalNotes, LegalNotesPath, "Note legali", c.LegalNotes},
		{Accessibility, AccessibilityPath, "Accessibilità", c.Accessibility},
	} {
		if l.address == "" && p.pages[l.path] == nil {
			p.add(&Page{Kind: l.kind, Path: l.path, Title: l.title, Updated: p.Updated})
		}
	}
}

// Several reports whether the site gathers more than one body.
func (t *Tree) Several() bool { return t.Site.Config.BodyID == "" }

// home is where every way begins.
var home = Crumb{"Home", HomePath}

// add puts a page at its address; two pages cannot share one, not even where letters
// differ only in case, which some hosts do not tell apart.
func (p *planner) add(page *Page) {
	key := strings.ToLower(page.Path)
	if other := p.pages[key]; other != nil {
		at, first := page.Source, other.Source
		if at.File == "" {
			at, first = first, at
		}
		p.problems = append(p.problems, record.Problem{
			Pos: at, Rule: "indirizzo-doppio",
			Text: "la pagina " + page.Path + " ha già un’altra origine" + from(first),
			Mend: "rinomina il file, o togli l’id da precedenti",
		})
		return
	}
	if page.Path != home.Path && (len(page.Crumbs) == 0 || page.Crumbs[0] != home) {
		page.Crumbs = append([]Crumb{home}, page.Crumbs...)
	}
	p.pages[key] = page
	p.Pages = append(p.Pages, page)
}

func from(at record.Pos) string {
	if at.File == "" {
		return ": è una pagina di Vetro"
	}
	return ": " + at.String()
}

// moved makes the pages that lead on from former addresses.
func (p *planner) moved(address func(id string) string, former []string, to *Page, at func(item int) record.Pos) {
	for i, id := range former {
		p.add(&Page{Kind: Moved, Path: address(id), Area: to.Area, Title: to.Title, To: to.Path, Source: at(i + 1)})
	}
}

func (p *planner) projectPages() {
	crumb := Crumb{"Progetti", ProjectsPath}
	p.All.Title = "Progetti"
	crumbs := []Crumb{home, crumb}
	p.list(p.All, Page{Kind: ProjectList, Area: ProjectArea, Title: "Progetti", Updated: p.Updated})
	for _, g := range p.ByState {
		title := "Progetti: " + g.Title
		p.list(g, Page{Kind: ProjectList, Area: ProjectArea, Title: title, Updated: p.Updated, Crumbs: []Crumb{crumb}})
	}
	for _, g := range p.ByYear {
		year, _ := strconv.Atoi(g.Key)
		p.list(g, Page{Kind: ProjectList, Area: ProjectArea, Title: "Progetti finanziati nel " + g.Title, Year: year, Updated: p.Updated, Crumbs: []Crumb{crumb}})
	}
	for _, project := range p.All.Projects {
		page := &Page{Kind: Project, Path: ProjectPath(project), Area: ProjectArea, Crumbs: crumbs}
		page.show(project)
		p.sources[project.File] = page.Path
		p.add(page)
		p.moved(projectAt, project.FormerIDs, page, func(i int) record.Pos { return project.AtItem("precedenti", i) })
	}
}

// show makes the page of a project that of a record.
func (page *Page) show(project *record.Project) {
	page.Project, page.Title, page.Updated, page.Source = project, project.Title, project.Updated, project.Start()
}

// list plans the pages of a list of projects.
func (p *planner) list(g *Group, page Page) {
	per := p.Site.Config.PerPage
	p.groups[g.Path] = g
	page.Group = g
	n := pagesFor(len(g.Projects), per)
	paths := pagePaths(g.Path, n)
	for i := range n {
		one := page
		one.Path = paths[i]
		one.Pager = Pager{Number: i + 1, Of: n, Paths: paths}
		one.Projects = onPage(g.Projects, i, per)
		if i > 0 {
			one.Crumbs = append(append([]Crumb{}, page.Crumbs...), Crumb{page.Title, g.Path})
			one.Title = page.Title + ", pagina " + strconv.Itoa(i+1)
		}
		p.add(&one)
	}
}

// pagesFor gives how many pages a list of n items takes: one at least.
func pagesFor(n, per int) int { return max(1, (n+per-1)/per) }

// onPage gives the items on a page of a list, counted from 0.
func onPage[T any](items []T, page, per int) []T {
	return items[page*per : min((page+1)*per, len(items))]
}

func (p *planner) measurePages() {
	p.add(&Page{Kind: MeasureList, Path: MeasuresPath, Area: MeasureArea, Title: "Misure del PNRR", Updated: p.Updated})
	byCode := make(map[string]*record.Measure)
	for _, m := range p.Site.Measures {
		byCode[m.Code] = m
	}
	for _, g := range p.ByMeasure {
		m := byCode[g.Key]
		p.list(g, Page{
			Kind: Measure, Area: MeasureArea, Title: m.Number() + " " + m.Title, Measure: m, Updated: p.Updated,
			Crumbs: []Crumb{{"Misure", MeasuresPath}}, Source: ownSource(m),
		})
		if m.File != "" {
			p.sources[m.File] = g.Path
		}
	}
}

func ownSource(m *record.Measure) record.Pos {
	if m.File == "" {
		return record.Pos{}
	}
	return m.Start()
}

func (p *planner) bodyPages() {
	p.add(&Page{Kind: BodyList, Path: BodiesPath, Area: BodyArea, Title: "Enti", Updated: p.Updated})
	for _, b := range p.Site.Bodies {
		p.sources[b.File] = BodyPath(b.ID)
		p.list(p.groups[BodyPath(b.ID)], Page{
			Kind: Body, Area: BodyArea, Title: b.Name, Body: b, Updated: p.Updated,
			Crumbs: []Crumb{{"Enti", BodiesPath}}, Source: b.Start(),
		})
	}
}

func (p *planner) announcementPages() {
	crumb := Crumb{"Notizie", AnnouncementsPath}
	per := p.Site.Config.PerPage
	n := pagesFor(len(p.Announcements), per)
	paths := pagePaths(AnnouncementsPath, n)
	for i := range n {
		page := &Page{
			Kind: AnnouncementList, Path: paths[i], Area: AnnouncementArea, Title: "Notizie", Updated: p.Updated,
			Announcements: onPage(p.Announcements, i, per), Pager: Pager{Number: i + 1, Of: n, Paths: paths},
		}
		if i > 0 {
			page.Crumbs = []Crumb{crumb}
			page.Title = "Notizie, pagina " + strconv.Itoa(i+1)
		}
		p.add(page)
	}
	for _, a := range p.Announcements {
		page := &Page{Kind: Announcement, Path: AnnouncementPath(a), Area: AnnouncementArea, Crumbs: []Crumb{crumb}}
		page.announce(a)
		p.sources[a.File] = page.Path
		p.add(page)
		p.moved(announcementAt, a.FormerIDs, page, func(i int) record.Pos { return a.AtItem("precedenti", i) })
	}
}

// announce makes the page of an announcement that of a record.
func (page *Page) announce(a *record.Announcement) {
	page.Announcement, page.Title, page.Updated, page.Source = a, a.Title, a.Date, a.Start()
}
