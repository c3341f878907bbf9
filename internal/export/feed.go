package export

import (
	"cmp"
	"encoding/xml"

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

// feeds makes the feeds: of announcements; of what changes in all projects, and in those
// of each measure and each body; of each project unless there are too many.
func (m *maker) feeds() {
	m.toldFeed(m.noticeFeed(), "Notizie", "Le notizie, per un lettore di feed.")
	var all []change
	for _, p := range m.All.Projects {
		all = append(all, changesOf(p)...)
	}
	m.toldFeed(m.changesFeed(m.All.Path, "Novità dei progetti: "+m.Site.Config.Title, all), "Novità dei progetti", "Denaro assegnato, erogato, rinunciato e tappe raggiunte, per un lettore di feed; ogni misura e ogni ente ha anche il suo, accanto alla pagina.")
	for _, g := range m.ByMeasure {
		m.feed(m.groupFeed(g, nil))
	}
	if m.Several() {
		of := make(map[string][]*record.Announcement)
		for _, a := range m.Notices {
			if a.Body != nil {
				of[a.Body.ID] = append(of[a.Body.ID], a)
			}
		}
		for _, g := range m.ByBody {
			if m.stopped {
				return
			}
			m.feed(m.groupFeed(g, of[g.Key]))
		}
	}
	if m.PerProject() {
		for _, p := range m.All.Projects {
			m.feed(m.groupFeed(&plan.Group{Path: plan.ProjectPath(p), Projects: []*record.Project{p}}, nil))
		}
	}
}

// noticeFeed gives the announcements. One without a date is not in it: a reader sorts by
// date, and none is invented.
func (m *maker) noticeFeed() feed {
	f := feed{atom: plan.NoticeFeed, json: plan.NoticeJSONFeed, page: "notizie/index.html", title: m.Site.Config.Title, text: m.Site.Config.Tagline}
	for _, a := range m.Notices {
		if a.Date.Known() && len(f.entries) < maxEntries {
			f.entries = append(f.entries, m.noticeEntry(a))
		}
	}
	return f
}

func (m *maker) noticeEntry(a *record.Announcement) entry {
	url := m.Site.Config.BaseURL + plan.NoticePath(a)
	e := entry{id: url, url: url, title: a.Title, text: cmp.Or(a.Summary, a.Text.Plain, a.Title), date: a.Date.Last(), tags: a.Categories}
	if a.Body != nil {
		e.author = a.Body.Name
	}
	return e
}

// groupFeed gives what changes in some projects, with the announcements that are about
// them or that are given besides.
func (m *maker) groupFeed(g *plan.Group, besides []*record.Announcement) feed {
	var all []change
	seen := make(map[*record.Announcement]bool)
	notices := func(list []*record.Announcement) {
		for _, a := range list {
			if c, dated := noticeChange(a); dated && !seen[a] {
				seen[a] = true
				all = append(all, c)
			}
		}
	}
	for _, p := range g.Projects {
		all = append(all, changesOf(p)...)
		notices(m.NoticesOf(p))
	}
	notices(besides)
	return m.changesFeed(g.Path, m.Page(g.Path).Title, all)
}

func (m *maker) changesFeed(page, title string, changes []change) feed {
	f := feed{
		atom: plan.ChangesFeed(page), json: plan.ChangesJSONFeed(page), page: page, title: title,
		text: "Che cosa cambia: denaro assegnato, erogato, rinunciato o revocato, tappe raggiunte, notizie.",
	}
	for _, c := range latest(changes) {
		f.entries = append(f.entries, m.entryOf(c))
	}
	return f
}

// feed makes both forms of a feed.
func (m *maker) feed(f feed) {
	m.file(f.atom, m.atom(&f))
	m.file(f.json, m.jsonFeed(&f))
}

// toldFeed makes both forms of a feed that the open data page lists.
func (m *maker) toldFeed(f feed, title, text string) {
	m.tell(plan.DataFile{Name: f.atom, Title: title, Text: text, Format: "Atom", MIME: "application/atom+xml"}, m.atom(&f))
	m.tell(plan.DataFile{Name: f.json, Title: title, Text: text, Format: "JSON Feed", MIME: "application/feed+json"}, m.jsonFeed(&f))
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
func instant(d record.Date) string { return d.Last().ISO() + "T00:00:00Z" }

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Sub     string      `xml:"subtitle,omitempty"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  atomAuthor  `xml:"author"`
	Rights  string      `xml:"rights,omitempty"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomTag struct {
	Term string `xml:"term,attr"`
}

type atomEntry struct {
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Published string      `xml:"published"`
	Updated   string      `xml:"updated"`
	Link      atomLink    `xml:"link"`
	Author    *atomAuthor `xml:"author,omitempty"`
	Tags      []atomTag   `xml:"category"`
	Summary   string      `xml:"summary"`
}

// atom writes a feed as Atom.
//
// Source: RFC 4287.
func (m *maker) atom(f *feed) []byte {
	base := m.Site.Config.BaseURL
	out := atomFeed{
		Lang: "it", ID: base + f.atom, Title: f.title, Sub: f.text, Updated: m.updated(f),
		Author: atomAuthor{m.publisher().name}, Rights: m.Site.Config.License,
		Links: []atomLink{{"self", "application/atom+xml", base + f.atom}, {"alternate", "text/html", base + f.page}},
	}
	for _, e := range f.entries {
		entry := atomEntry{
			ID: e.id, Title: e.title, Published: instant(e.date), Updated: instant(e.date),
			Link: atomLink{"alternate", "text/html", e.url}, Summary: e.text,
		}
		if e.author != "" {
			entry.Author = &atomAuthor{e.author}
		}
		for _, tag := range e.tags {
			entry.Tags = append(entry.Tags, atomTag{tag})
		}
		out.Entries = append(out.Entries, entry)
	}
	return document(out)
}

func document(v any) []byte {
	data, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		panic("export: what we describe must be XML: " + err.Error())
	}
	return append(append([]byte(xml.Header), data...), '\n')
}

type jsonFeed struct {
	Version string         `json:"version"`
	Title   string         `json:"title"`
	Home    string         `json:"home_page_url"`
	Feed    string         `json:"feed_url"`
	Text    string         `json:"description,omitempty"`
	Lang    string         `json:"language"`
	Authors []jsonAuthor   `json:"authors"`
	Items   []jsonFeedItem `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type jsonFeedItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	Text      string       `json:"content_text"`
	Published string       `json:"date_published"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Tags      []string     `json:"tags,omitempty"`
}

// jsonFeed writes a feed as JSON Feed.
//
// Source: jsonfeed.org, version 1.1.
func (m *maker) jsonFeed(f *feed) []byte {
	base, owner := m.Site.Config.BaseURL, m.publisher()
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.title, Home: base + f.page, Feed: base + f.json,
		Text: f.text, Lang: "it", Authors: []jsonAuthor{{owner.name, owner.site}}, Items: []jsonFeedItem{},
	}
	for _, e := range f.entries {
		item := jsonFeedItem{ID: e.id, URL: e.url, Title: e.title, Text: e.text, Published: instant(e.date), Tags: e.tags}
		if e.author != "" {
			item.Authors = []jsonAuthor{{Name: e.author}}
		}
		out.Items = append(out.Items, item)
	}
	return indented(out)
}
