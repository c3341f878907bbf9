package export

import (
	"slices"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// pieces gives all pieces in the order in which All makes them: those that tell of others
// stand after them.
func (m *maker) pieces() []Piece {
	n := len(m.Site.Projects)
	var all []Piece
	for i := range m.sheets {
		s := &m.sheets[i]
		files := []string{plan.TablePath(s.Name, "csv"), plan.TablePath(s.Name, "json")}
		cost := n
		if s.Of == nil {
			cost = 4 * n
		}
		all = append(all, Piece{Name: "table " + s.Name, cost: cost, tells: true}.of(files, func(m *maker) { m.table(s) }))
	}
	all = append(all,
		Piece{Name: "whole", cost: 8 * n, tells: true}.of([]string{plan.WholePath}, (*maker).whole),
		Piece{Name: "data package", late: true}.of([]string{plan.DataPackagePath}, (*maker).describeTables))
	if m.Site.Config.BaseURL != "" {
		all = append(all, Piece{Name: "catalogues", late: true}.of([]string{plan.TurtlePath, plan.JSONLDPath}, (*maker).catalogs))
		all = append(all, m.feedPieces()...)
		all = append(all, Piece{Name: "sitemap", cost: n, tells: true}.having(isSitemap, (*maker).sitemaps))
	}
	all = append(all, Piece{Name: "index", late: true}.of([]string{plan.DataIndexPath}, (*maker).index))
	all = append(all, sliced(Piece{Name: "projects"}, m.Site.Projects, m.ofProjects([]string{".json"}, projectShows, func(m *maker, p *record.Project) {
		m.file(plan.ProjectJSON(p), m.projectJSON(m.buffer(), p))
	}))...)
	all = append(all, m.calendarPieces()...)
	all = append(all,
		Piece{Name: "for hosts"}.of([]string{"robots.txt", "_headers", ".htaccess"}, (*maker).hostFiles),
		Piece{Name: "search", cost: 8 * n}.having(func(file string) bool { return isScript(file, plan.SearchFolder) }, func(m *maker) { m.search(usual) }),
		Piece{Name: "list", cost: 2 * n}.having(func(file string) bool { return isScript(file, plan.ProjectListKey) }, func(m *maker) { m.list(usual) }))
	for i := range all {
		all[i].site = m
	}
	return all
}

// feedPieces gives the feeds of announcements; of what changes in all projects, and in those
// of each measure and each body; of each project unless there are too many.
func (m *maker) feedPieces() []Piece {
	all := []Piece{
		Piece{Name: "feed of announcements", tells: true}.of([]string{plan.AnnouncementFeed, plan.AnnouncementJSONFeed}, (*maker).announcementFeeds),
		Piece{Name: "feed of projects", cost: len(m.All.Projects), tells: true}.of([]string{plan.ChangesFeed(m.All.Path), plan.ChangesJSONFeed(m.All.Path)}, (*maker).allFeeds),
	}
	ends := []string{".feed.xml", ".feed.json"}
	all = append(all, sliced(Piece{Name: "feeds of measures"}, m.ByMeasure, m.ofGroups(ends, m.groupFeedShows(nil), func(m *maker, g *plan.Group) {
		m.feed(m.groupFeed(g, nil))
	}))...)
	if m.Several() {
		besides := announcementsByBody(m.Tree)
		all = append(all, sliced(Piece{Name: "feeds of bodies"}, m.ByBody, m.ofGroups(ends, m.groupFeedShows(besides), func(m *maker, g *plan.Group) {
			m.feed(m.groupFeed(g, besides[g.Key]))
		}))...)
	}
	if m.PerProject() {
		all = append(all, sliced(Piece{Name: "feeds of projects"}, m.Site.Projects, m.ofProjects(ends, func(d *showing, p *record.Project) { m.feedShows(d, groupOf(p), nil) }, func(m *maker, p *record.Project) {
			m.feed(m.groupFeed(groupOf(p), nil))
		}))...)
	}
	return all
}

// calendarPieces gives the calendars of the site, of each body where there are several, and
// of each project unless there are too many.
func (m *maker) calendarPieces() []Piece {
	all := []Piece{Piece{Name: "calendar", cost: len(m.All.Projects)}.of([]string{plan.SiteCalendarPath}, (*maker).siteCalendar)}
	if m.Several() {
		all = append(all, sliced(Piece{Name: "calendars of bodies"}, m.ByBody, m.ofGroups([]string{".ics"}, projectsShow, func(m *maker, g *plan.Group) {
			m.calendarOf(g.Path, g.Title, g.Projects)
		}))...)
	}
	if m.PerProject() {
		all = append(all, sliced(Piece{Name: "calendars of projects"}, m.Site.Projects, m.ofProjects([]string{".ics"}, projectShows, func(m *maker, p *record.Project) {
			m.calendarOf(plan.ProjectPath(p), p.Title, []*record.Project{p})
		}))...)
	}
	return all
}

// of makes the piece of a few files.
func (p Piece) of(files []string, make func(*maker)) Piece {
	return p.having(func(file string) bool { return slices.Contains(files, file) }, make)
}

// having makes the piece of what is made as one.
func (p Piece) having(has func(file string) bool, make func(*maker)) Piece {
	p.items = 1
	p.find = func(file string) int {
		if has(file) {
			return 0
		}
		return -1
	}
	p.make = func(m *maker, _ int) { make(m) }
	return p
}

// items are what has files of its own beside its page: projects, or groups of them.
type items[T any] struct {
	size  func(*T) int            // how many projects the files show
	cut   func(i int, of *T) bool // whether a piece may begin with the i-th
	shows func(*showing, *T)
	find  func(file string) *T // whose a file is, or nil
	make  func(*maker, *T)
}

// ofProjects and ofGroups give the items whose files have one of the ends instead of
// their page's.
func (m *maker) ofProjects(ends []string, shows func(*showing, *record.Project), make func(*maker, *record.Project)) items[record.Project] {
	return items[record.Project]{
		size:  func(*record.Project) int { return 1 },
		cut:   func(_ int, p *record.Project) bool { return cutsBefore(p.File, perPiece) },
		shows: shows,
		find: func(file string) *record.Project {
			path := pageBeside(file, ends)
			if page := m.Page(path); page != nil && page.Path == path && page.Kind == plan.Project {
				return page.Project
			}
			return nil
		},
		make: make,
	}
}

func (m *maker) ofGroups(ends []string, shows func(*showing, *plan.Group), make func(*maker, *plan.Group)) items[plan.Group] {
	return items[plan.Group]{
		size:  func(g *plan.Group) int { return len(g.Projects) },
		cut:   func(i int, g *plan.Group) bool { return i%groupsPerPiece == 0 || len(g.Projects) > perPiece },
		shows: shows,
		find:  func(file string) *plan.Group { return m.GroupAt(pageBeside(file, ends)) },
		make:  make,
	}
}

// What is made as one piece is made again as one: a piece is small where there are files of
// single records. Which records are in it does not depend on how many stand before them.
const (
	perPiece       = 128 // projects, about
	groupsPerPiece = 16
)

// sliced makes pieces of items.
func sliced[T any](form Piece, all []*T, of items[T]) []Piece {
	var out []Piece
	for from := 0; from < len(all); {
		p := form
		for p.items == 0 || from+p.items < len(all) && !of.cut(from+p.items, all[from+p.items]) {
			p.cost += 1 + of.size(all[from+p.items])
			p.items++
		}
		part := all[from : from+p.items]
		p.shows = func(d *showing, i int) { of.shows(d, part[i]) }
		p.find = func(file string) int { return slices.Index(part, of.find(file)) }
		p.make = func(m *maker, i int) { of.make(m, part[i]) }
		out = append(out, p)
		from += p.items
	}
	return out
}

// cutsBefore reports whether what is cut into runs of about so many records is cut before
// that of a file. It is asked of the name alone, so that a record that comes or goes changes
// one run, or two, and the others stay what they are.
//
// Source: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, with the bits folded.
func cutsBefore(file string, per uint64) bool {
	hash := uint64(14695981039346656037)
	for i := range len(file) {
		hash = (hash ^ uint64(file[i])) * 1099511628211
	}
	return (hash^hash>>32)%per == 0
}

// projectShows tells of files that show one project, projectsShow of those of a group.
func projectShows(d *showing, p *record.Project) { d.record(p.File, &p.Sum) }

func projectsShow(d *showing, g *plan.Group) {
	d.text(g.Path)
	for _, p := range g.Projects {
		d.record(p.File, &p.Sum)
	}
}

// pageBeside gives the address of the page that a file stands beside, or "".
func pageBeside(file string, ends []string) string {
	for _, end := range ends {
		if stem, is := strings.CutSuffix(file, end); is {
			return stem + ".html"
		}
	}
	return ""
}

// isScript reports whether a file is one of the scripts whose names begin so.
func isScript(file, begins string) bool {
	return strings.HasPrefix(file, begins) && strings.HasSuffix(file, ".js")
}
