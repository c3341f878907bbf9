package export

import (
	"encoding/xml"
	"strconv"

	"vetro/internal/plan"
)

type urlSet struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []siteURL `xml:"url"`
}

type siteURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

type sitemapIndex struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Maps    []siteURL `xml:"sitemap"`
}

// mostURLs is how many addresses a sitemap may hold.
const mostURLs = 50_000

// sitemaps gives the address of every page that is to be found: in one file, or, where
// there are too many, in several that sitemap.xml lists.
//
// Source: sitemaps.org.
func (m *maker) sitemaps() {
	about := plan.DataFile{Name: plan.SitemapPath, Title: "Mappa del sito", Text: "Gli indirizzi di tutte le pagine.", Format: "XML", MIME: "application/xml"}
	all := m.addresses()
	if len(all) <= mostURLs {
		m.tell(about, document(urlSet{URLs: all}))
		return
	}
	var index sitemapIndex
	for from := 0; from < len(all); from += mostURLs {
		part := all[from:min(from+mostURLs, len(all))]
		name := "sitemap-" + strconv.Itoa(from/mostURLs+1) + ".xml"
		m.file(name, document(urlSet{URLs: part}))
		listed := siteURL{Loc: m.Site.Config.BaseURL + name}
		for _, u := range part {
			listed.LastMod = max(listed.LastMod, u.LastMod)
		}
		index.Maps = append(index.Maps, listed)
	}
	m.tell(about, document(index))
}

func (m *maker) addresses() []siteURL {
	var all []siteURL
	for _, p := range m.Pages {
		switch p.Kind {
		case plan.NotFound, plan.Moved:
			continue
		}
		u := siteURL{Loc: m.Site.Config.BaseURL + p.Path}
		if p.Kind == plan.Home {
			u.Loc = m.Site.Config.BaseURL
		}
		if p.Updated.Full() {
			u.LastMod = p.Updated.ISO()
		}
		all = append(all, u)
	}
	return all
}

// robots forbids nothing: Amministrazione trasparente must be found by search engines
// (d.lgs. 33/2013, art. 9).
func robots(t *plan.Tree) []byte {
	text := "User-agent: *\nDisallow:\n"
	if t.Site.Config.BaseURL != "" {
		text += "\nSitemap: " + t.Site.Config.BaseURL + plan.SitemapPath + "\n"
	}
	return []byte(text)
}
