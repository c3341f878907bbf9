package plan

import (
	"strconv"
	"strings"

	"vetro/internal/record"
)

// Kind is a kind of page: each has a template of that name.
type Kind string

// The kinds of pages.
const (
	Home             Kind = "home"
	ProjectList      Kind = "projects" // all, of a state, of a year
	Project          Kind = "project"
	MeasureList      Kind = "measures"
	Measure          Kind = "measure"
	BodyList         Kind = "bodies"
	Body             Kind = "body"
	AnnouncementList Kind = "announcements"
	Announcement     Kind = "announcement"
	Transparency     Kind = "transparency" // the index of Amministrazione trasparente
	Section          Kind = "section"
	PNRR             Kind = "pnrr"   // attuazione misure PNRR
	Annual           Kind = "annual" // elenco annuale dei progetti finanziati
	Calendar         Kind = "deadlines"
	OpenData         Kind = "data"
	Search           Kind = "search"
	Free             Kind = "page"
	Privacy          Kind = "privacy"
	LegalNotes       Kind = "legal-notes"
	Accessibility    Kind = "accessibility"
	Credits          Kind = "credits"
	NotFound         Kind = "notfound"
	Moved            Kind = "moved" // leads on from a former address
)

// Traits are what the program asks of a kind of page. What a page shows is not among them:
// render has a view for each kind.
type Traits struct {
	Path   string // of its one page, or of the first of its list; "" where its records have addresses
	Area   Area   // the entry of the main menu that it belongs to
	Title  string // key of the theme's words; "" where its records have titles
	Search string // what a result of the search calls it, under cerca.genere_; "" where it is none
	Script string // of the theme, for its pages alone

	Index    bool // the page of the search names it by itself
	List     bool // leads to other pages, so it is published after them
	Hidden   bool // in no sitemap, and without an address to be known by
	Late     bool // shows what the files of the open data weigh, so it is drawn after them
	Alone    bool // has neither header nor footer
	AnyDepth bool // is shown at addresses that are not its own
}

// The kinds of results of the search.
const (
	MeasureResult      = "misura"
	BodyResult         = "ente"
	SectionResult      = "sezione"
	PageResult         = "pagina"
	ProjectResult      = "progetto"
	AnnouncementResult = "notizia"
)

// Results gives the kinds of results, in the order in which equal hits are listed: what there
// are few of first. The theme has a word for each, under cerca.genere_.
func Results() []string {
	return []string{MeasureResult, BodyResult, SectionResult, PageResult, ProjectResult, AnnouncementResult}
}

// kinds has a row for each kind of page. Code that distinguishes kinds asks here, so a new one is
// a row, its pages below, its view and its template.
var kinds = map[Kind]Traits{
	Home:             {Path: HomePath, List: true},
	ProjectList:      {Path: ProjectsPath, Area: ProjectArea, Title: "menu.progetti", List: true},
	Project:          {Area: ProjectArea, Search: ProjectResult, Script: "copia.js"},
	MeasureList:      {Path: MeasuresPath, Area: MeasureArea, Title: "misura.elenco", List: true},
	Measure:          {Area: MeasureArea, Search: MeasureResult},
	BodyList:         {Path: BodiesPath, Area: BodyArea, Title: "menu.enti", List: true},
	Body:             {Area: BodyArea, Search: BodyResult},
	AnnouncementList: {Path: AnnouncementsPath, Area: AnnouncementArea, Title: "menu.notizie", List: true},
	Announcement:     {Area: AnnouncementArea, Search: AnnouncementResult},
	Transparency:     {Path: TransparencyPath, Area: TransparencyArea, Title: "menu.amministrazione-trasparente", Search: PageResult},
	Section:          {Area: TransparencyArea, Search: SectionResult},
	PNRR:             {Area: TransparencyArea, Search: SectionResult},
	Annual:           {Area: TransparencyArea, Title: "annuale.titolo", Search: SectionResult},
	Calendar:         {Path: DeadlinesPath, Title: "home.scadenze", Search: PageResult, Index: true},
	OpenData:         {Path: DataPath, Area: DataArea, Title: "menu.dati", Search: PageResult, Index: true, Late: true},
	Search:           {Path: SearchPath, Title: "menu.cerca", Script: "cerca.js", List: true},
	Free:             {Search: PageResult, Index: true},
	Privacy:          {Path: PrivacyPath, Title: "piede.privacy", Search: PageResult, Index: true},
	LegalNotes:       {Path: LegalNotesPath, Title: "piede.note_legali", Search: PageResult, Index: true},
	Accessibility:    {Path: AccessibilityPath, Title: "piede.accessibilita", Search: PageResult, Index: true},
	Credits:          {Path: CreditsPath, Title: "piede.crediti", Search: PageResult, Index: true},
	NotFound:         {Path: NotFoundPath, Title: "assente.titolo", List: true, Hidden: true, AnyDepth: true},
	Moved:            {Hidden: true, Alone: true},
}

// Traits gives the row of a kind.
func (k Kind) Traits() Traits {
	t, known := kinds[k]
	if !known {
		panic("plan: every kind of page has a row in kinds, but not " + string(k))
	}
	return t
}

// Area is the entry of the main menu that a page belongs to. Its words are those of the
// theme under menu.
type Area string

// The areas.
const (
	NoArea           Area = ""
	ProjectArea      Area = "progetti"
	MeasureArea      Area = "misure"
	BodyArea         Area = "enti"
	AnnouncementArea Area = "notizie"
	DataArea         Area = "dati"
	TransparencyArea Area = "amministrazione-trasparente"
)

// menu has the kind of the first page of each area, in the order of the main menu.
var menu = []Kind{ProjectList, MeasureList, BodyList, AnnouncementList, OpenData, Transparency}

// Path gives the address of the first page of an area, or "" for none.
func (a Area) Path() string {
	for _, kind := range menu {
		if row := kinds[kind]; row.Area == a {
			return row.Path
		}
	}
	return ""
}

// crumb gives the first page of an area under its name in the menu.
func (a Area) crumb() Crumb { return Crumb{Title{Key: "menu." + string(a)}, a.Path()} }

// Menu gives the areas of the main menu, each with its first page; the site of one body has
// no list of bodies.
func (t *Tree) Menu() []Crumb {
	var out []Crumb
	for _, kind := range menu {
		if area := kinds[kind].Area; area != BodyArea || t.Several() {
			out = append(out, area.crumb())
		}
	}
	return out
}

// planner adds pages to a tree and collects what is wrong with them.
type planner struct {
	*Tree
	ways     map[Area][]Crumb // from home to the pages of an area
	problems []record.Problem
}

// allPages plans every page of the site, the home first.
func (p *planner) allPages() {
	p.add(&Page{Kind: Home, Path: HomePath, Title: ofRecord(p.Site.Config.Title), Data: p.All})
	p.projectPages()
	p.measurePages()
	if p.Several() {
		p.bodyPages()
	}
	p.announcementPages()
	p.transparencyPages()
	p.deadlinePages()
	p.single(OpenData, p.All)
	p.single(Search, nil)
	for _, free := range p.Site.Pages {
		p.sources[free.File] = FreePath(free)
		p.add(&Page{Kind: Free, Path: FreePath(free), Title: ofRecord(free.Title), Updated: free.Updated, Free: free, Source: free.Start()})
	}
	p.legalPages()
	p.single(Credits, nil)
	p.add(&Page{Kind: NotFound, Path: NotFoundPath, Title: NotFound.title()})
}

// single plans the one page of a kind, which shows the sums of a group, or none.
func (p *planner) single(kind Kind, data *Group) {
	p.add(&Page{Kind: kind, Path: kind.Traits().Path, Title: kind.title(), Data: data})
}

// legalPages plans the pages that law and guidelines want on every site, made from
// site.toml unless the author wrote them or publishes them elsewhere.
func (p *planner) legalPages() {
	c := &p.Site.Config.LegalPages
	for _, l := range []struct {
		kind    Kind
		address string
	}{{Privacy, c.Privacy}, {LegalNotes, c.LegalNotes}, {Accessibility, c.Accessibility}} {
		if l.address == "" && p.pages[l.kind.Traits().Path] == nil {
			p.single(l.kind, nil)
		}
	}
}

// Several reports whether the site gathers more than one body.
func (t *Tree) Several() bool { return t.Site.Config.BodyID == "" }

// add puts a page at its address; two pages cannot share one, not even where letters
// differ only in case, which some hosts take for the same.
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
	page.Crumbs = p.wayTo(page)
	if page.Data != nil {
		page.Updated = later(page.Updated, page.Data.Checked.Newest)
	}
	p.pages[key] = page
	p.Pages = append(p.Pages, page)
}

// wayTo gives the way from home to a page: by the first page of its area, then by the crumbs
// that the page has of its own. The pages of an area that have none share theirs.
func (p *planner) wayTo(page *Page) []Crumb {
	if page.Path == HomePath {
		return nil
	}
	area := page.Kind.Traits().Area
	if page.Path == area.Path() {
		area = NoArea
	}
	way := p.ways[area]
	if way == nil {
		way = []Crumb{{Title{Key: "menu.home"}, HomePath}}
		if area != NoArea {
			way = append(way, area.crumb())
		}
		p.ways[area] = way
	}
	return append(way[:len(way):len(way)], page.Crumbs...)
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
		p.add(&Page{Kind: Moved, Path: address(id), Title: to.Title, To: to.Path, Source: at(i + 1)})
	}
}

func (p *planner) projectPages() {
	p.list(p.All, Page{Kind: ProjectList, Title: ProjectList.title()})
	for _, g := range p.ByState {
		p.list(g, Page{Kind: ProjectList, Title: words("elenco.di_stato", "elenco", ProjectList.title(), "stato", stateTitle(g.Key))})
	}
	for _, g := range p.ByYear {
		year, _ := strconv.Atoi(g.Key)
		p.list(g, Page{Kind: ProjectList, Title: words("elenco.di_anno", "anno", g.Key), Year: year})
	}
	for _, project := range p.All.Projects {
		page := &Page{Kind: Project, Path: ProjectPath(project), Title: ofRecord(project.Title), Updated: project.Updated, Source: project.Start(), Project: project}
		p.sources[project.File] = page.Path
		p.add(page)
		p.moved(projectAt, project.FormerIDs, page, func(i int) record.Pos { return project.AtItem("precedenti", i) })
	}
}

// list plans the pages of a list of projects.
func (p *planner) list(g *Group, page Page) {
	page.Path, page.Group, page.Data = g.Path, g, g
	p.paged(page, len(g.Projects), p.Site.Config.PerPage, func(one *Page, from, to int) { one.Projects = g.Projects[from:to] })
}

// paged plans the pages of a list of n items, one at least: show puts the items from one to
// another on a page.
func (p *planner) paged(page Page, n, per int, show func(page *Page, from, to int)) {
	paths := pagePaths(page.Path, max(1, (n+per-1)/per))
	for i := range paths {
		one := page
		one.Path, one.Pager = paths[i], Pager{Number: i + 1, Of: len(paths), Paths: paths}
		show(&one, i*per, min((i+1)*per, n))
		if i > 0 {
			one.Title.Page = i + 1
			if page.Path != page.Kind.Traits().Area.Path() {
				one.Crumbs = []Crumb{{page.Title, page.Path}}
			}
		}
		p.add(&one)
	}
}

func (p *planner) measurePages() {
	p.single(MeasureList, p.PNRR)
	byCode := make(map[string]*record.Measure)
	for _, m := range p.Site.Measures {
		byCode[m.Code] = m
	}
	for _, g := range p.ByMeasure {
		m := byCode[g.Key]
		p.list(g, Page{
			Kind: Measure, Title: ofRecord(m.Brief()), Measure: m, Source: ownSource(m),
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
	p.single(BodyList, p.All)
	byID := make(map[string]*Group)
	for _, g := range p.ByBody {
		byID[g.Key] = g
	}
	for _, b := range p.Site.Bodies {
		p.sources[b.File] = BodyPath(b.ID)
		p.list(byID[b.ID], Page{
			Kind: Body, Title: ofRecord(b.Name), Body: b, Source: b.Start(),
		})
	}
}

func (p *planner) announcementPages() {
	list := Page{Kind: AnnouncementList, Path: AnnouncementsPath, Title: AnnouncementList.title()}
	if len(p.Announcements) > 0 {
		list.Updated = p.Announcements[0].Date
	}
	p.paged(list, len(p.Announcements), p.Site.Config.PerPage, func(page *Page, from, to int) {
		page.Announcements = p.Announcements[from:to]
	})
	for i, a := range p.Announcements {
		page := &Page{Kind: Announcement, Path: AnnouncementPath(a), Title: ofRecord(a.Title), Updated: a.Date, Source: a.Start(), Announcement: a}
		if i > 0 {
			page.Newer = p.Announcements[i-1]
		}
		if i+1 < len(p.Announcements) {
			page.Older = p.Announcements[i+1]
		}
		p.sources[a.File] = page.Path
		p.add(page)
		p.moved(announcementAt, a.FormerIDs, page, func(i int) record.Pos { return a.AtItem("precedenti", i) })
	}
}
