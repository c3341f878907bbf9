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

// feedScratch is memory that one feed leaves to the next.
type feedScratch struct {
	changes []change
	latest  latest
	entries []entry
	words   []byte
}

// listedFeeds gives both forms of the feeds that the open data page lists: of announcements,
// and of what changes in all projects.
func (x *exporter) listedFeeds() []plan.File {
	both := func(atom, json, title, text string, make func(s *feedScratch) feed) []plan.File {
		return []plan.File{
			x.listedFile(plan.DataFile{Name: atom, Title: title, Text: text, Format: "Atom", MIME: "application/atom+xml"}, x.writeAtom(make)),
			x.listedFile(plan.DataFile{Name: json, Title: title, Text: text, Format: "JSON Feed", MIME: "application/feed+json"}, x.writeJSONFeed(make)),
		}
	}
	all := x.All.Path
	return append(
		both(plan.AnnouncementFeed, plan.AnnouncementJSONFeed, x.Text("menu.notizie"), x.Text("file.notizie_testo"), x.announcementFeed),
		both(plan.ChangesFeed(all), plan.ChangesJSONFeed(all), x.Text("file.novita"), x.Text("file.novita_testo"), x.allFeed)...)
}

// groupFeeds gives the feeds of what changes in the projects of each measure and each body,
// and in each project unless there are too many.
func (x *exporter) groupFeeds() (files []plan.File) {
	add := func(g *plan.Group, besides []*record.Announcement) {
		make := func(s *feedScratch) feed { return x.groupFeed(s, g, besides) }
		files = append(files, x.file(plan.ChangesFeed(g.Path), x.writeAtom(make)), x.file(plan.ChangesJSONFeed(g.Path), x.writeJSONFeed(make)))
	}
	for _, g := range x.ByMeasure {
		add(g, nil)
	}
	if x.Several() {
		besides := announcementsByBody(x.Tree)
		for _, g := range x.ByBody {
			add(g, besides[g.Key])
		}
	}
	if x.PerProject() {
		for _, p := range x.Site.Projects {
			add(&plan.Group{Path: plan.ProjectPath(p), Projects: []*record.Project{p}}, nil)
		}
	}
	return files
}

func (x *exporter) writeAtom(make func(s *feedScratch) feed) func(w *writer) {
	return func(w *writer) {
		f := make(&w.feed)
		w.b = x.atom(w.b, &f)
	}
}

func (x *exporter) writeJSONFeed(make func(s *feedScratch) feed) func(w *writer) {
	return func(w *writer) {
		f := make(&w.feed)
		w.b = x.jsonFeed(w.b, &f)
	}
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
func (x *exporter) announcementFeed(s *feedScratch) feed {
	f := feed{
		atom: plan.AnnouncementFeed, json: plan.AnnouncementJSONFeed, page: plan.AnnouncementsPath,
		title: x.Site.Config.Title, text: x.Site.Config.Tagline, entries: s.entries[:0],
	}
	for _, a := range x.Announcements {
		if a.Date.Known() && len(f.entries) < maxEntries {
			f.entries = append(f.entries, x.announcementEntry(a))
		}
	}
	s.entries = f.entries
	return f
}

func (x *exporter) announcementEntry(a *record.Announcement) entry {
	url := x.Site.Config.BaseURL + plan.AnnouncementPath(a)
	e := entry{id: url, url: url, title: a.Title, text: cmp.Or(a.Summary, a.Text.Plain, a.Title), date: a.Date.Last(), tags: a.Categories}
	if a.Body != nil {
		e.author = a.Body.Name
	}
	return e
}

// allFeed gives what changes in all projects.
func (x *exporter) allFeed(s *feedScratch) feed {
	s.latest = s.latest[:0]
	for _, p := range x.All.Projects {
		s.add(p)
	}
	return x.changesFeed(s, x.All.Path, x.Text("file.novita")+": "+x.Site.Config.Title)
}

// groupFeed gives what changes in some projects, with the announcements that are about
// them or that are given besides.
func (x *exporter) groupFeed(s *feedScratch, g *plan.Group, besides []*record.Announcement) feed {
	s.latest = s.latest[:0]
	seen := make(map[*record.Announcement]bool)
	announcements := func(list []*record.Announcement) {
		for _, a := range list {
			if c, dated := announcementChange(a); dated && !seen[a] {
				seen[a] = true
				s.latest.add(c)
			}
		}
	}
	for _, p := range g.Projects {
		s.add(p)
		announcements(x.AnnouncementsOf(p))
	}
	announcements(besides)
	return x.changesFeed(s, g.Path, x.Page(g.Path).Title.In(x.Words))
}

// add adds what happened to a project.
func (s *feedScratch) add(p *record.Project) {
	s.changes = appendChanges(s.changes[:0], p)
	for i := range s.changes {
		s.latest.add(s.changes[i])
	}
}

func (x *exporter) changesFeed(s *feedScratch, page, title string) feed {
	f := feed{
		atom: plan.ChangesFeed(page), json: plan.ChangesJSONFeed(page), page: page, title: title,
		text: "Che cosa cambia: denaro assegnato, erogato, rinunciato o revocato, tappe raggiunte, notizie.", entries: s.entries[:0],
	}
	for _, c := range s.latest {
		f.entries = append(f.entries, x.entryOf(s, c))
	}
	s.entries = f.entries
	return f
}

// updated gives the instant of the latest entry: a feed is as new as that, and not as
// the last build. An empty one is as new as the data.
func (x *exporter) updated(f *feed) string {
	if len(f.entries) > 0 {
		return instant(f.entries[0].date)
	}
	if x.Updated.Full() {
		return instant(x.Updated)
	}
	return instant(x.Today)
}

// instant gives the start of a day.
func instant(d record.Date) string { return string(appendInstant(nil, d)) }

func appendInstant(b []byte, d record.Date) []byte {
	return append(d.Last().AppendISO(b), "T00:00:00Z"...)
}

// jsonFeed writes a feed as JSON Feed.
//
// Source: jsonfeed.org, version 1.1.
func (x *exporter) jsonFeed(b []byte, f *feed) []byte {
	base, owner := x.Site.Config.BaseURL, x.publisher()
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
