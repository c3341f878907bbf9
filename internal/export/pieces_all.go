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
	all = append(all, sliced(Piece{Name: "projects"}, m.Site.Projects, m.ofProjects([]string{".json"}, func(m *maker, p *record.Project) {
		m.file(plan.ProjectJSON(p), m.projectJSON(m.buffer(), p))
	}))...)
	all = append(all, m.calendarPieces()...)
	all = append(all,
		Piece{Name: "for hosts"}.of([]string{"robots.txt", "_headers", ".htaccess"}, (*maker).hostFiles),
		Piece{Name: "search", cost: 8 * n}.having(func(file string) bool { return isScript(file, "cerca/") }, func(m *maker) { m.search(usual) }),
		Piece{Name: "list", cost: 2 * n}.having(func(file string) bool { return isScript(file, listKey) }, func(m *maker) { m.list(usual) }))
	for i := range all {
		all[i].site = m
	}
	return all
}

// feedPieces gives the feeds of announcements; of what changes in all projects, and in those
// of each measure and each body; of each project unless there are too many.
func (m *maker) feedPieces() []Piece {
	all := []Piece{
		Piece{Name: "feed of announcements", tells: true}.of([]string{plan.NoticeFeed, plan.NoticeJSONFeed}, (*maker).noticeFeeds),
		Piece{Name: "feed of projects", cost: len(m.All.Projects), tells: true}.of([]string{plan.ChangesFeed(m.All.Path), plan.ChangesJSONFeed(m.All.Path)}, (*maker).allFeeds),
	}
	ends := []string{".feed.xml", ".feed.json"}
	all = append(all, sliced(Piece{Name: "feeds of measures"}, m.ByMeasure, m.ofGroups(ends, func(m *maker, g *plan.Group) {
		m.feed(m.groupFeed(g, nil))
	}))...)
	if m.Several() {
		besides := noticesByBody(m.Tree)
		all = append(all, sliced(Piece{Name: "feeds of bodies"}, m.ByBody, m.ofGroups(ends, func(m *maker, g *plan.Group) {
			m.feed(m.groupFeed(g, besides[g.Key]))
		}))...)
	}
	if m.PerProject() {
		all = append(all, sliced(Piece{Name: "feeds of projects"}, m.All.Projects, m.ofProjects(ends, func(m *maker, p *record.Project) {
			m.feed(m.groupFeed(&plan.Group{Path: plan.ProjectPath(p), Projects: []*record.Project{p}}, nil))
		}))...)
	}
	for i := range all {
		all[i].shows = nil // announcements are in them, too
	}
	return all
}

// calendarPieces gives the calendars of the site, of each body where there are several, and
// of each project unless there are too many.
func (m *maker) calendarPieces() []Piece {
	all := []Piece{Piece{Name: "calendar", cost: len(m.All.Projects)}.of([]string{"scadenze.ics"}, (*maker).siteCalendar)}
	if m.Several() {
		all = append(all, sliced(Piece{Name: "calendars of bodies"}, m.ByBody, m.ofGroups([]string{".ics"}, func(m *maker, g *plan.Group) {
			m.calendarOf(g.Path, g.Title, g.Projects)
		}))...)
	}
	if m.PerProject() {
		all = append(all, sliced(Piece{Name: "calendars of projects"}, m.All.Projects, m.ofProjects([]string{".ics"}, func(m *maker, p *record.Project) {
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
	size  func(*T) int                      // how many projects the files show
	shows func(part []*T) []*record.Project // which
	find  func(file string) *T              // whose a file is, or nil
	make  func(*maker, *T)
}

// ofProjects and ofGroups give the items whose files have one of the ends instead of
// their page's.
func (m *maker) ofProjects(ends []string, make func(*maker, *record.Project)) items[record.Project] {
	return items[record.Project]{
		size:  func(*record.Project) int { return 1 },
		shows: func(part []*record.Project) []*record.Project { return part },
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

func (m *maker) ofGroups(ends []string, make func(*maker, *plan.Group)) items[plan.Group] {
	return items[plan.Group]{
		size: func(g *plan.Group) int { return len(g.Projects) },
		shows: func(part []*plan.Group) []*record.Project {
			shown := []*record.Project{}
			for _, g := range part {
				shown = append(shown, g.Projects...)
			}
			return shown
		},
		find: func(file string) *plan.Group { return m.GroupAt(pageBeside(file, ends)) },
		make: make,
	}
}

// perPiece is about how many projects the files of a piece show, where there are files of
// single records: it takes some milliseconds.
const perPiece = 500

// sliced makes pieces of items.
func sliced[T any](form Piece, all []*T, of items[T]) []Piece {
	var out []Piece
	for len(all) > 0 {
		p := form
		for p.items < len(all) && p.cost < perPiece {
			p.cost += 1 + of.size(all[p.items])
			p.items++
		}
		part := all[:p.items]
		p.shows = func() []*record.Project { return of.shows(part) }
		p.find = func(file string) int { return slices.Index(part, of.find(file)) }
		p.make = func(m *maker, i int) { of.make(m, part[i]) }
		out = append(out, p)
		all = all[p.items:]
	}
	return out
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
