package plan

import (
	"slices"
	"strings"

	"vetro/internal/record"
)

// DataFile is a file of the open data, as its page and the catalogues tell of it.
type DataFile struct {
	Name   string // from the root of the site
	Title  string
	Text   string // what is in it, in a sentence
	Format string // CSV, JSON, Turtle, Atom, …
	MIME   string
	Table  string // name of the table that it holds; "" for other files
	Rows   int    // of the table; -1 for other files
	Size   int64  // in bytes
	SHA256 string // in hexadecimal digits
}

// Addresses of the open data.
const (
	WholePath       = "dati/tutto.json"
	DataIndexPath   = "dati/indice.json"
	DataPackagePath = "dati/datapackage.json"
	TurtlePath      = "dati/catalogo.ttl"
	JSONLDPath      = "dati/catalogo.jsonld"

	AnnouncementFeed     = "notizie/feed.xml"
	AnnouncementJSONFeed = "notizie/feed.json"
	SitemapPath          = "sitemap.xml"
)

// TablePath gives the address of a table of the open data in a form, csv or json.
func TablePath(table, form string) string { return "dati/" + table + "." + form }

// ChangesFeed gives the address of the Atom feed of what changes on a page: of all
// projects, of those of a measure or a body, of one project. It stands beside the page;
// no id holds a point, so no other file has that name.
func ChangesFeed(page string) string { return strings.TrimSuffix(page, ".html") + ".feed.xml" }

// ChangesJSONFeed gives the address of the same feed as JSON Feed.
func ChangesJSONFeed(page string) string { return strings.TrimSuffix(page, ".html") + ".feed.json" }

// HasChangesFeed reports whether there is a feed of what changes on a page. Feeds name
// full addresses, so there is none where the site's is not known.
func (t *Tree) HasChangesFeed(p *Page) bool {
	if t.Site.Config.BaseURL == "" {
		return false
	}
	switch p.Kind {
	case ProjectList:
		return p.Path == t.All.Path
	case Measure, Body:
		return p.Pager.Number == 1
	case Project:
		return t.PerProject()
	}
	return false
}

// PathOf gives the address of the page of a project, a body or an announcement, or ""
// when it has none.
func (t *Tree) PathOf(item any) string {
	switch item := item.(type) {
	case *record.Project:
		return ProjectPath(item)
	case *record.Announcement:
		return AnnouncementPath(item)
	case *record.Body:
		if t.Several() {
			return BodyPath(item.ID)
		}
	}
	return ""
}

// Tables gives the tables of the open data of the site.
func (t *Tree) Tables() []record.Table {
	return record.Tables(record.Pages{Base: t.Site.Config.BaseURL, Path: t.PathOf})
}

// hasFile reports whether an author may link to a file that is neither page nor media.
func (t *Tree) hasFile(path string) bool {
	if t.Site.Config.BaseURL != "" && slices.Contains([]string{AnnouncementFeed, AnnouncementJSONFeed, SitemapPath, TurtlePath, JSONLDPath}, path) {
		return true
	}
	if slices.Contains([]string{WholePath, DataIndexPath, DataPackagePath, "impronte.sha256"}, path) {
		return true
	}
	for _, table := range record.Tables(record.Pages{}) {
		if path == TablePath(table.Name, "csv") || path == TablePath(table.Name, "json") {
			return true
		}
	}
	for _, end := range []string{".feed.xml", ".feed.json"} {
		if stem, is := strings.CutSuffix(path, end); is {
			page := t.pages[stem+".html"]
			return page != nil && t.HasChangesFeed(page)
		}
	}
	stem, is := strings.CutSuffix(path, ".json")
	page := t.pages[stem+".html"]
	return is && page != nil && page.Kind == Project
}
