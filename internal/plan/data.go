package plan

import (
	"slices"
	"strings"

	"vetro/internal/record"
)

// DataFile is a file of the open data, as its page and the catalogues list it.
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

// HasChangesFeed reports whether there is a feed of what changes on a page. Feeds name
// full addresses, so there is none where the site's is not known.
func (t *Tree) HasChangesFeed(p *Page) bool {
	if t.Site.Config.BaseURL == "" {
		return false
	}
	switch {
	case p.Project != nil:
		return t.PerProject()
	case p.Measure != nil, p.Body != nil, p.Group == t.All:
		return p.Pager.Number == 1
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
	if slices.Contains([]string{WholePath, DataIndexPath, DataPackagePath, ManifestPath}, path) {
		return true
	}
	if strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".json") { // to make the tables takes half a millisecond
		for _, table := range record.Tables(record.Pages{}) {
			if path == TablePath(table.Name, "csv") || path == TablePath(table.Name, "json") {
				return true
			}
		}
	}
	for _, end := range []string{feedEnd, jsonFeedEnd} {
		if stem, is := strings.CutSuffix(path, end); is {
			page := t.pages[stem+".html"]
			return page != nil && t.HasChangesFeed(page)
		}
	}
	stem, is := strings.CutSuffix(path, ".json")
	page := t.pages[stem+".html"]
	return is && page != nil && page.Project != nil
}
