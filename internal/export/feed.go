package export

import (
	"cmp"
	"sync"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// feed is what both forms of a feed are made from.
type feed struct {
	atom, json, page string // addresses from the root of the site
	title            string
	text             string
	entries          []entry     // the latest first
	checked          record.Date // when its data were, if it has no entries
}

// entry is something new.
type entry struct {
	id, url     string
	title, text string
	instant     string // the start of its day
	author      string // "" when it is the feed's
	tags        []string
}

// maxEntries is how much a feed holds, the latest.
const maxEntries = 50

// listedFeeds gives both forms of the feeds that the open data page lists: of announcements,
// and of what changes in all projects.
func (x *exporter) listedFeeds() []plan.File {
	both := func(atom, json, title, text string, make func() feed) []plan.File {
		make = shared(make)
		return []plan.File{
			x.listedFile(plan.DataFile{Name: atom, Title: title, Text: text, Format: "Atom", MIME: "application/atom+xml"}, func(w *writer) { x.atom(w, make()) }),
			x.listedFile(plan.DataFile{Name: json, Title: title, Text: text, Format: "JSON Feed", MIME: "application/feed+json"}, func(w *writer) { x.jsonFeed(w, make()) }),
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
	add := func(g *plan.Group, besides []*record.Announcement, checked record.Date) {
		make := shared(func() feed {
			f := x.groupFeed(g, besides)
			f.checked = checked
			return f
		})
		files = append(files,
			x.file(plan.ChangesFeed(g.Path), func(w *writer) { x.atom(w, make()) }),
			x.file(plan.ChangesJSONFeed(g.Path), func(w *writer) { x.jsonFeed(w, make()) }))
	}
	for _, g := range x.ByMeasure {
		add(g, nil, x.Updated)
	}
	if x.Several() {
		besides := announcementsByBody(x.Tree)
		for _, g := range x.ByBody {
			add(g, besides[g.Key], x.Updated)
		}
	}
	if x.PerProject() {
		for _, p := range x.Site.Projects {
			add(&plan.Group{Path: plan.ProjectPath(p), Projects: []*record.Project{p}}, nil, p.Updated)
		}
	}
	return files
}

// shared gives a feed to both of its forms: the first that is written makes it, the second
// takes it. It is not kept longer: a site of many bodies has thousands of feeds.
func shared(make func() feed) func() feed {
	var mu sync.Mutex
	var made *feed
	return func() feed {
		mu.Lock()
		defer mu.Unlock()
		if f := made; f != nil {
			made = nil
			return *f
		}
		f := make()
		made = &f
		return f
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
func (x *exporter) announcementFeed() feed {
	f := feed{
		checked: x.Updated,
		atom:    plan.AnnouncementFeed, json: plan.AnnouncementJSONFeed, page: plan.AnnouncementsPath,
		title: x.Site.Config.Title, text: x.Site.Config.Tagline,
	}
	for _, a := range x.Announcements {
		if a.Date.Known() && len(f.entries) < maxEntries {
			f.entries = append(f.entries, x.announcementEntry(a))
		}
	}
	return f
}

func (x *exporter) announcementEntry(a *record.Announcement) entry {
	url := x.Site.Config.BaseURL + plan.AnnouncementPath(a)
	e := entry{id: url, url: url, title: a.Title, text: cmp.Or(a.Summary, a.Text.Plain, a.Title), instant: instant(a.Date), tags: a.Categories}
	if a.Body != nil {
		e.author = a.Body.Name
	}
	return e
}

// allFeed gives what changes in all projects.
func (x *exporter) allFeed() feed {
	var l latest
	for _, p := range x.All.Projects {
		l.add(changesOf(p)...)
	}
	f := x.changesFeed(l, x.All.Path, x.Text("file.novita")+": "+x.Site.Config.Title)
	f.checked = x.Updated
	return f
}

// groupFeed gives what changes in some projects, with the announcements that are about
// them or that are given besides.
func (x *exporter) groupFeed(g *plan.Group, besides []*record.Announcement) feed {
	l := make(latest, 0, min(8*len(g.Projects), maxEntries))
	seen := make(map[*record.Announcement]bool)
	announcements := func(list []*record.Announcement) {
		for _, a := range list {
			if a.Date.Known() && !seen[a] {
				seen[a] = true
				l.add(change{Event: plan.Event{Date: a.Date.Last()}, announcement: a})
			}
		}
	}
	for _, p := range g.Projects {
		l.add(changesOf(p)...)
		announcements(x.AnnouncementsOf(p))
	}
	announcements(besides)
	return x.changesFeed(l, g.Path, x.Page(g.Path).Title.In(x.Words))
}

func (x *exporter) changesFeed(changes latest, page, title string) feed {
	f := feed{
		atom: plan.ChangesFeed(page), json: plan.ChangesJSONFeed(page), page: page, title: title,
		text:    "Che cosa cambia: denaro assegnato, erogato, perso per rinuncia o revoca, tappe raggiunte, notizie.",
		entries: make([]entry, 0, len(changes)),
	}
	for _, c := range changes {
		f.entries = append(f.entries, x.entryOf(c))
	}
	return f
}

// updated gives the instant of the latest entry: a feed is as new as that, and not as
// the last build. An empty one is as new as the data.
func (x *exporter) updated(f *feed) string {
	if len(f.entries) > 0 {
		return f.entries[0].instant
	}
	if f.checked.Full() {
		return instant(f.checked)
	}
	return instant(x.Today)
}

// instant gives the start of a day.
func instant(d record.Date) string { return d.Last().ISO() + "T00:00:00Z" }

// jsonFeed writes a feed as JSON Feed.
//
// Source: jsonfeed.org, version 1.1.
func (x *exporter) jsonFeed(w *writer, f feed) {
	base, owner := x.Site.Config.BaseURL, x.publisher()
	w.put("{\n \"version\": \"https://jsonfeed.org/version/1.1\"")
	w.member(1, "title", f.title)
	w.member(1, "home_page_url", base+f.page)
	w.member(1, "feed_url", base+f.json)
	if f.text != "" {
		w.member(1, "description", f.text)
	}
	w.member(1, "language", "it")
	w.jsonAuthor(1, owner.name, owner.site)
	w.put(",\n \"items\": [")
	for i := range f.entries {
		w.comma(i)
		w.jsonItem(&f.entries[i])
	}
	if len(f.entries) > 0 {
		w.put("\n ")
	}
	w.put("]\n}\n")
}

func (w *writer) jsonItem(e *entry) {
	w.put("\n  {\n   \"id\": ")
	w.text(e.id)
	w.member(3, "url", e.url)
	w.member(3, "title", e.title)
	w.member(3, "content_text", e.text)
	w.member(3, "date_published", e.instant)
	if e.author != "" {
		w.jsonAuthor(3, e.author, "")
	}
	if len(e.tags) > 0 {
		w.put(",\n   \"tags\": ")
		w.texts(e.tags, 3)
	}
	w.put("\n  }")
}

// jsonAuthor writes the one author of a feed or of an entry, as a list.
func (w *writer) jsonAuthor(depth int, name, address string) {
	w.put(",", lineAt(depth), `"authors": [`, lineAt(depth+1), "{", lineAt(depth+2), `"name": `)
	w.text(name)
	if address != "" {
		w.member(depth+2, "url", address)
	}
	w.put(lineAt(depth+1), "}", lineAt(depth), "]")
}

// member writes a member of an object on its line; it is never the first.
func (w *writer) member(depth int, key, value string) {
	w.put(",", lineAt(depth), `"`, key, `": `)
	w.text(value)
}
