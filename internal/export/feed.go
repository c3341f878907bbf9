package export

import (
	"encoding/xml"

	"vetro/internal/plan"
	"vetro/internal/record"
)

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

type atomEntry struct {
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Published string      `xml:"published"`
	Updated   string      `xml:"updated"`
	Link      atomLink    `xml:"link"`
	Author    *atomAuthor `xml:"author,omitempty"`
	Summary   string      `xml:"summary,omitempty"`
}

// maxEntries is how many announcements the feed holds, the latest.
const maxEntries = 50

// feed gives the announcements as an Atom feed. One without a date is not in it: a
// reader sorts by date, and none is invented.
func feed(t *plan.Tree) []byte {
	base := t.Site.Config.BaseURL
	f := atomFeed{
		Lang: "it", ID: base + "notizie/feed.xml", Title: t.Site.Config.Title, Sub: t.Site.Config.Tagline,
		Updated: instant(t.Today), Author: atomAuthor{t.Site.Config.Title}, Rights: t.Site.Config.License,
		Links: []atomLink{
			{"self", "application/atom+xml", base + "notizie/feed.xml"},
			{"alternate", "text/html", base + "notizie/index.html"},
		},
	}
	if t.Site.Body != nil {
		f.Author.Name = t.Site.Body.Name
	}
	for _, a := range t.Notices {
		if !a.Date.Known() || len(f.Entries) == maxEntries {
			continue
		}
		e := atomEntry{
			ID: base + plan.NoticePath(a), Title: a.Title, Published: instant(a.Date), Updated: instant(a.Date),
			Link: atomLink{"alternate", "text/html", base + plan.NoticePath(a)}, Summary: a.Summary,
		}
		if e.Summary == "" {
			e.Summary = a.Text.Plain
		}
		if a.Body != nil {
			e.Author = &atomAuthor{a.Body.Name}
		}
		f.Entries = append(f.Entries, e)
	}
	if len(f.Entries) > 0 { // a feed is as new as its latest entry, not as its last build
		f.Updated = f.Entries[0].Updated
	}
	return document(f)
}

// instant gives the start of a day as Atom wants it.
func instant(d record.Date) string { return d.Last().ISO() + "T00:00:00Z" }

func document(v any) []byte {
	data, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		panic("export: what we describe must be XML: " + err.Error())
	}
	return append(append([]byte(xml.Header), data...), '\n')
}

type urlSet struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []siteURL `xml:"url"`
}

type siteURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// sitemap gives the address of every page that is to be found.
func sitemap(t *plan.Tree) []byte {
	var set urlSet
	for _, p := range t.Pages {
		switch p.Kind {
		case plan.NotFound, plan.Moved:
			continue
		}
		u := siteURL{Loc: t.Site.Config.BaseURL + p.Path}
		if p.Kind == plan.Home {
			u.Loc = t.Site.Config.BaseURL
		}
		if p.Updated.Full() {
			u.LastMod = p.Updated.ISO()
		}
		set.URLs = append(set.URLs, u)
	}
	return document(set)
}

// robots forbids nothing: Amministrazione trasparente must be found by search engines
// (d.lgs. 33/2013, art. 9).
func robots(t *plan.Tree) []byte {
	text := "User-agent: *\nDisallow:\n"
	if t.Site.Config.BaseURL != "" {
		text += "\nSitemap: " + t.Site.Config.BaseURL + "sitemap.xml\n"
	}
	return []byte(text)
}
