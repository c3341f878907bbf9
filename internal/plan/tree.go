package plan

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// Page is one page of the site. Which fields are set depends on its Kind.
type Page struct {
	Kind    Kind
	Path    string // progetti/pv-cloud-2025.html
	Title   Title
	Crumbs  []Crumb     // from home down, without the page itself
	Data    *Group      // whose sums the page shows: it tells when they were checked; nil for none
	Updated record.Date // the latest day that the page knows of what it shows
	Source  record.Pos  // where an author wrote it; to name it in problems

	Group         *Group            // of a list
	Projects      []*record.Project // on this page of a list
	Announcements []*record.Announcement
	Pager         Pager
	Deadlines     []Deadline

	Project      *record.Project
	Measure      *record.Measure
	Body         *record.Body
	Announcement *record.Announcement
	Older, Newer *record.Announcement // beside it in the list; nil at an end
	Section      *record.Section
	Text         *record.SectionText // of a section; may be nil
	Free         *record.Page
	Year         int
	To           string // of a moved page
}

// Crumb is a step of the way from home to a page.
type Crumb struct {
	Title Title
	Path  string
}

// Pager is the place of a page in a list that spans several.
type Pager struct {
	Number, Of int
	Paths      []string // of all pages of the list, in order
}

// Group is a set of projects that have something in common, with their sums.
type Group struct {
	Key      string // code, id, state or year
	Title    string
	Path     string
	Projects []*record.Project // largest first
	Money    record.Money      // of the group: of a measure, what the measure gives
	Checked  record.Span       // when the data of its projects were last checked
	Stale    int               // how many of them more than a year ago
}

// Tree is the whole site, planned.
type Tree struct {
	Site          *record.Site // as known on the day
	Today         record.Date
	Pages         []*Page
	All           *Group
	PNRR          *Group   // the projects that the PNRR funds, with its money alone
	ByMeasure     []*Group // largest first
	ByBody        []*Group
	ByState       []*Group
	ByYear        []*Group               // latest first; the year of the first decree
	Undated       *Group                 // without a day of any decree
	Announcements []*record.Announcement // latest first, those without a date last
	Updated       record.Date            // the latest day on which any data were checked
	Due           Deadlines
	Media         []*record.Media // those that a page or a record of the day refers to

	// Words puts titles into words for those who do not know the theme. Site leaves it out.
	Words Words

	pages           map[string]*Page  // by address
	media           map[string]bool   // names of all media, published or not
	sources         map[string]string // file of a record → address of its page
	announcementsOf map[string][]*record.Announcement
	latestOf        map[*record.Body][]*record.Announcement
}

// Site plans a site as it was known on a day.
func Site(site *record.Site, today record.Date) (*Tree, []record.Problem) {
	t := &Tree{
		Site:            site.AsOf(today),
		Today:           today,
		pages:           make(map[string]*Page, len(site.Projects)+2*len(site.Bodies)+2*len(site.Announcements)),
		sources:         make(map[string]string, len(site.Projects)+len(site.Bodies)+len(site.Announcements)),
		media:           make(map[string]bool, len(site.Media)),
		announcementsOf: make(map[string][]*record.Announcement),
		latestOf:        make(map[*record.Body][]*record.Announcement),
	}
	for i := range site.Media {
		t.media[site.Media[i].Name] = true
	}
	t.group()
	t.Due = deadlines(t.All.Projects, today)
	p := &planner{Tree: t, ways: make(map[Area][]Crumb)}
	p.allPages()
	p.links(site)
	p.media(site)
	record.SortProblems(p.problems)
	return t, p.problems
}

// Page gives the page at an address, or nil.
func (t *Tree) Page(path string) *Page { return t.pages[path] }

// GroupAt gives the measure or the body with that address, or nil. On the site of one body
// the address leads to no page.
func (t *Tree) GroupAt(path string) *Group {
	for _, g := range slices.Concat(t.ByMeasure, t.ByBody) {
		if g.Path == path {
			return g
		}
	}
	return nil
}

// AnnouncementsOf gives the announcements that name a project, latest first.
func (t *Tree) AnnouncementsOf(p *record.Project) []*record.Announcement {
	return t.announcementsOf[p.ID]
}

// latestOfBody is how many announcements the page of a body shows.
const latestOfBody = 5

// AnnouncementsOfBody gives the five latest announcements of a body.
func (t *Tree) AnnouncementsOfBody(b *record.Body) []*record.Announcement { return t.latestOf[b] }

// group sorts projects and announcements and sums them up.
func (t *Tree) group() {
	byMeasure, byBody := make(groups[string]), make(groups[string])
	byState, byYear := make(groups[string]), make(groups[int16])
	projects := largestFirst(t.Site.Projects)
	t.All, t.PNRR, t.Undated = &Group{Path: ProjectsPath}, &Group{}, &Group{}
	for _, p := range projects {
		m := p.Money()
		t.All.add(p, m, t.Today)
		for _, measure := range p.Measures() {
			byMeasure.at(measure.Code, func() Group {
				return Group{Key: measure.Code, Title: measure.Title, Path: MeasurePath(measure.Code)}
			}).add(p, p.MoneyWithin(record.OfMeasure(measure.Code)), t.Today)
		}
		if p.Funded(record.PNRR) {
			t.PNRR.add(p, p.MoneyWithin(record.OfSource(record.PNRR)), t.Today)
		}
		if b := p.Body; b != nil {
			byBody.at(b.ID, func() Group { return Group{Key: b.ID, Title: b.Name, Path: BodyPath(b.ID)} }).add(p, m, t.Today)
		}
		byState.at(p.State, func() Group { return Group{Key: p.State, Title: p.State, Path: StatePath(p.State)} }).add(p, m, t.Today)
		if d := p.FundedOn(); d.Known() {
			byYear.at(d.Year, func() Group {
				year := strconv.Itoa(int(d.Year))
				return Group{Key: year, Title: year, Path: YearPath(int(d.Year))}
			}).add(p, m, t.Today)
		} else {
			t.Undated.add(p, m, t.Today)
		}
	}
	t.Updated = t.All.Checked.Newest
	for _, b := range t.Site.Bodies { // a body without projects has its page, too
		if byBody[b.ID] == nil {
			byBody[b.ID] = &Group{Key: b.ID, Title: b.Name, Path: BodyPath(b.ID)}
		}
	}
	t.ByMeasure = inOrder(byMeasure, byTotal)
	t.ByBody = inOrder(byBody, byTotal)
	t.ByState = inOrder(byState, inOrderOfStates)
	t.ByYear = inOrder(byYear, latestYearFirst)
	t.groupAnnouncements()
}

// The orders of groups.

func byTotal(a, b *Group) int {
	return cmp.Or(cmp.Compare(b.Money.Assigned, a.Money.Assigned), strings.Compare(a.Key, b.Key))
}

func inOrderOfStates(a, b *Group) int {
	return cmp.Compare(slices.Index(record.States(), a.Key), slices.Index(record.States(), b.Key))
}

func latestYearFirst(a, b *Group) int { return strings.Compare(b.Key, a.Key) }

// largestFirst puts the projects in the order of what they are worth, as lists print it.
func largestFirst(projects []*record.Project) []*record.Project {
	type sized struct {
		*record.Project
		worth record.Euro
	}
	all := make([]sized, len(projects))
	for i, p := range projects {
		m := p.Money()
		all[i] = sized{p, m.Worth()}
	}
	slices.SortFunc(all, func(a, b sized) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), strings.Compare(a.ID, b.ID))
	})
	out := make([]*record.Project, len(all))
	for i := range all {
		out[i] = all[i].Project
	}
	return out
}

// add puts a project into the group, with the money that the group counts of it.
func (g *Group) add(p *record.Project, m record.Money, today record.Date) {
	g.Projects = append(g.Projects, p)
	g.Money = g.Money.Plus(m.Summed())
	checked := p.Checked()
	g.Checked.Add(checked)
	if checked.Known() && today.DaysSince(checked) > 365 {
		g.Stale++
	}
}

// CheckedIn says when the data of the group were last checked, and of how many projects more than
// a year ago; "" for a group of none.
func (g *Group) CheckedIn(words Words) string {
	days := g.Checked
	switch {
	case len(g.Projects) == 0:
		return ""
	case !days.Newest.Known():
		return words("pagina.verifica_ignota")
	}
	text := words("denaro.verificati_il", "quando", days.Newest.On())
	if days.Oldest != days.Newest {
		text = words("denaro.verificati_tra", "da", days.Oldest.On(), "a", days.Newest.On())
	}
	if g.Stale > 0 {
		text += words("denaro.verificati_vecchi", "n", g.Stale)
	}
	return text + "."
}

// groups are groups in the making, by what their projects have in common.
type groups[K comparable] map[K]*Group

// at gives the group of a key, which begin makes for its first project.
func (g groups[K]) at(key K, begin func() Group) *Group {
	if g[key] == nil {
		first := begin()
		g[key] = &first
	}
	return g[key]
}

func inOrder[K comparable](all groups[K], order func(a, b *Group) int) []*Group {
	return slices.SortedFunc(maps.Values(all), order)
}

func (t *Tree) groupAnnouncements() {
	t.Announcements = slices.SortedFunc(slices.Values(t.Site.Announcements), func(a, b *record.Announcement) int {
		return cmp.Or(b.Date.Compare(a.Date), strings.Compare(a.ID, b.ID))
	})
	for _, a := range t.Announcements {
		if a.Body != nil && len(t.latestOf[a.Body]) < latestOfBody {
			t.latestOf[a.Body] = append(t.latestOf[a.Body], a)
		}
		for _, p := range a.Projects {
			t.announcementsOf[p.ID] = append(t.announcementsOf[p.ID], a)
		}
	}
}

func later(a, b record.Date) record.Date {
	if b.Compare(a) > 0 {
		return b
	}
	return a
}
