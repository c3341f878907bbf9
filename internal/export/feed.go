package export

import (
	"cmp"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// feed is what both forms of a feed are made from.
type feed struct {
	atom, json, page string // addresses from the root of the site
	title            string
	text             string
	entries          []entry // the latest first
}

// entry is something new.
type entry struct {
	id, url     string
	title, text string
	date        record.Date // a full day
	author      string      // "" when it is the feed's
	tags        []string
}

// maxEntries is how much a feed holds, the latest.
const maxEntries = 50

// announcementFeeds makes both forms of the feed of announcements.
func (m *maker) announcementFeeds() {
	m.toldFeed(m.announcementFeed(), "Notizie", "Le notizie, per un lettore di feed.")
}

// allFeeds makes both forms of the feed of what changes in all projects.
func (m *maker) allFeeds() {
	all := m.latest[:0]
	m.changesOf(&all, m.All.Projects)
	m.toldFeed(m.changesFeed(m.All.Path, "Novità dei progetti: "+m.Site.Config.Title, all), "Novità dei progetti", "Denaro assegnato, erogato, rinunciato e tappe raggiunte, per un lettore di feed; ogni misura e ogni ente ha anche il suo, accanto alla pagina.")
}

// announcementsByBody gives the announcements of each body, by its id.
func announcementsByBody(t *plan.Tree) map[string][]*record.Announcement {
	of := make(map[string][]*record.Announcement)
	for _, a := range t.Announcements {
		if a.Body != nil {
			of[a.Body.ID] = append(of[a.Body.ID], a)
		}
	}
	return of
}

// announcementFeed gives the announcements. One without a date is not in it: a reader sorts by
// date, and none is invented.
func (m *maker) announcementFeed() feed {
	f := feed{atom: plan.AnnouncementFeed, json: plan.AnnouncementJSONFeed, page: plan.AnnouncementsPath, title: m.Site.Config.Title, text: m.Site.Config.Tagline}
	for _, a := range m.Announcements {
		if a.Date.Known() && len(f.entries) < maxEntries {
			f.entries = append(f.entries, m.announcementEntry(a))
		}
	}
	return f
}

func (m *maker) announcementEntry(a *record.Announcement) entry {
	url := m.Site.Config.BaseURL + plan.AnnouncementPath(a)
	e := entry{id: url, url: url, title: a.Title, text: cmp.Or(a.Summary, a.Text.Plain, a.Title), date: a.Date.Last(), tags: a.Categories}
	if a.Body != nil {
		e.author = a.Body.Name
	}
	return e
}

// changesOf adds what happened to projects.
func (m *maker) changesOf(all *latest, projects []*record.Project) {
	for _, p := range projects {
		m.changes = appendChanges(m.changes[:0], p)
		for i := range m.changes {
			all.add(m.changes[i])
		}
	}
}

// groupFeed gives what changes in some projects, with the announcements that are about
// them or that are given besides.
func (m *maker) groupFeed(g *plan.Group, besides []*record.Announcement) feed {
	all := m.latest[:0]
	seen := make(map[*record.Announcement]bool)
	announcements := func(list []*record.Announcement) {
		for _, a := range list {
			if c, dated := announcementChange(a); dated && !seen[a] {
				seen[a] = true
				all.add(c)
			}
		}
	}
	for i, p := range g.Projects {
		m.changesOf(&all, g.Projects[i:i+1])
		announcements(m.AnnouncementsOf(p))
	}
	announcements(besides)
	return m.changesFeed(g.Path, m.Page(g.Path).Title, all)
}

// groupOf gives a project as a group.
func groupOf(p *record.Project) *plan.Group {
	return &plan.Group{Path: plan.ProjectPath(p), Projects: []*record.Project{p}}
}

// groupFeedShows gives what tells of what groupFeed shows.
func (m *maker) groupFeedShows(besides map[string][]*record.Announcement) func(*showing, *plan.Group) {
	return func(d *showing, g *plan.Group) { m.feedShows(d, g, besides[g.Key]) }
}

// feedShows tells what the feed of a group shows. An empty one bears the day of the data.
func (m *maker) feedShows(d *showing, g *plan.Group, besides []*record.Announcement) {
	projectsShow(d, g)
	empty := true
	var room [8]change
	for _, p := range g.Projects {
		m.announcementsShow(d, m.AnnouncementsOf(p), &empty)
		if empty {
			empty = len(appendChanges(room[:0], p)) == 0
		}
	}
	d.text("")
	m.announcementsShow(d, besides, &empty)
	if empty {
		d.text(m.Updated.ISO())
	}
}

func (m *maker) announcementsShow(d *showing, all []*record.Announcement, empty *bool) {
	for _, a := range all {
		d.record(a.File, &a.Sum)
		*empty = *empty && !a.Date.Known()
	}
}

func (m *maker) changesFeed(page, title string, changes latest) feed {
	f := feed{
		atom: plan.ChangesFeed(page), json: plan.ChangesJSONFeed(page), page: page, title: title,
		text: "Che cosa cambia: denaro assegnato, erogato, rinunciato o revocato, tappe raggiunte, notizie.", entries: m.entries[:0],
	}
	for _, c := range changes {
		f.entries = append(f.entries, m.entryOf(c))
	}
	m.latest, m.entries = changes, f.entries
	return f
}

// feed makes both forms of a feed.
func (m *maker) feed(f feed) {
	m.file(f.atom, m.atom(m.buffer(), &f))
	m.file(f.json, m.jsonFeed(m.buffer(), &f))
}

// toldFeed makes both forms of a feed that the open data page lists.
func (m *maker) toldFeed(f feed, title, text string) {
	m.tell(plan.DataFile{Name: f.atom, Title: title, Text: text, Format: "Atom", MIME: "application/atom+xml"}, m.atom(m.buffer(), &f))
	m.tell(plan.DataFile{Name: f.json, Title: title, Text: text, Format: "JSON Feed", MIME: "application/feed+json"}, m.jsonFeed(m.buffer(), &f))
}

// updated gives the instant of the latest entry: a feed is as new as that, and not as
// the last build. An empty one is as new as the data.
func (m *maker) updated(f *feed) string {
	if len(f.entries) > 0 {
		return instant(f.entries[0].date)
	}
	if m.Updated.Full() {
		return instant(m.Updated)
	}
	return instant(m.Today)
}

// instant gives the start of a day.
func instant(d record.Date) string { return string(appendInstant(nil, d)) }

func appendInstant(b []byte, d record.Date) []byte {
	return append(d.Last().AppendISO(b), "T00:00:00Z"...)
}

// jsonFeed writes a feed as JSON Feed.
//
// Source: jsonfeed.org, version 1.1.
func (m *maker) jsonFeed(b []byte, f *feed) []byte {
	base, owner := m.Site.Config.BaseURL, m.publisher()
	b = member(append(b, '{'), 1, "version", "https://jsonfeed.org/version/1.1")
	b = member(append(b, ','), 1, "title", f.title)
	b = member(append(b, ','), 1, "home_page_url", base+f.page)
	b = member(append(b, ','), 1, "feed_url", base+f.json)
	if f.text != "" {
		b = member(append(b, ','), 1, "description", f.text)
	}
	b = member(append(b, ','), 1, "language", "it")
	b = jsonAuthor(append(b, ','), 1, owner.name, owner.site)
	b = append(b, ",\n \"items\": ["...)
	for i := range f.entries {
		b = jsonItem(endField(b, i), &f.entries[i])
	}
	if len(f.entries) > 0 {
		b = append(b, "\n "...)
	}
	return append(b, "]\n}\n"...)
}

func jsonItem(b []byte, e *entry) []byte {
	b = member(append(b, "\n  {"...), 3, "id", e.id)
	b = member(append(b, ','), 3, "url", e.url)
	b = member(append(b, ','), 3, "title", e.title)
	b = member(append(b, ','), 3, "content_text", e.text)
	b = append(append(append(b, ','), lineAt(3)...), `"date_published": "`...)
	b = append(appendInstant(b, e.date), '"')
	if e.author != "" {
		b = jsonAuthor(append(b, ','), 3, e.author, "")
	}
	if len(e.tags) > 0 {
		b = appendTexts(append(b, ",\n   \"tags\": "...), e.tags, 3)
	}
	return append(b, "\n  }"...)
}

// jsonAuthor writes the list of the one who writes.
func jsonAuthor(b []byte, depth int, name, address string) []byte {
	b = append(append(b, lineAt(depth)...), `"authors": [`...)
	b = member(append(append(b, lineAt(depth+1)...), '{'), depth+2, "name", name)
	if address != "" {
		b = member(append(b, ','), depth+2, "url", address)
	}
	b = append(append(b, lineAt(depth+1)...), '}')
	return append(append(b, lineAt(depth)...), ']')
}

// member writes a member of an object on its line.
func member(b []byte, depth int, key, value string) []byte {
	b = append(append(append(b, lineAt(depth)...), '"'), key...)
	return appendText(append(b, `": `...), value)
}
