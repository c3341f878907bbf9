package export

import (
	"encoding/xml"
	"strconv"
	"strings"

	"vetro/internal/plan"
)

// siteURL is a page or a sitemap: its address, and when it last changed, or "".
type siteURL struct{ loc, lastMod string }

// The namespace of both kinds of documents.
const sitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9"

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
		m.tell(about, sitemap(m.buffer(), "urlset", "url", all))
		return
	}
	var maps []siteURL
	for from := 0; from < len(all); from += mostURLs {
		part := all[from:min(from+mostURLs, len(all))]
		name := "sitemap-" + strconv.Itoa(from/mostURLs+1) + ".xml"
		m.file(name, sitemap(m.buffer(), "urlset", "url", part))
		listed := siteURL{loc: m.Site.Config.BaseURL + name}
		for _, u := range part {
			listed.lastMod = max(listed.lastMod, u.lastMod)
		}
		maps = append(maps, listed)
	}
	m.tell(about, sitemap(m.buffer(), "sitemapindex", "sitemap", maps))
}

// isSitemap reports whether a file is one of the sitemaps.
func isSitemap(file string) bool {
	return file == plan.SitemapPath || strings.HasPrefix(file, "sitemap-") && strings.HasSuffix(file, ".xml")
}

// sitemap writes the addresses of pages or of sitemaps.
func sitemap(b []byte, root, item string, all []siteURL) []byte {
	b = append(append(append(b, xml.Header+"<"...), root...), ` xmlns="`+sitemapSpace+`">`...)
	for i, u := range all {
		b = room(b, 0, i, len(all))
		b = append(append(append(b, "\n <"...), item...), '>')
		b = element(b, 2, "loc", u.loc)
		if u.lastMod != "" {
			b = element(b, 2, "lastmod", u.lastMod)
		}
		b = append(append(append(b, "\n </"...), item...), '>')
	}
	if len(all) > 0 {
		b = append(b, '\n')
	}
	return append(append(append(b, "</"...), root...), ">\n"...)
}

func (m *maker) addresses() []siteURL {
	all := make([]siteURL, 0, len(m.Pages))
	for _, p := range m.Pages {
		switch p.Kind {
		case plan.NotFound, plan.Moved:
			continue
		}
		u := siteURL{loc: m.Site.Config.BaseURL + p.Path}
		if p.Kind == plan.Home {
			u.loc = m.Site.Config.BaseURL
		}
		if p.Updated.Full() {
			u.lastMod = p.Updated.ISO()
		}
		all = append(all, u)
	}
	return all
}

// hostFiles makes what those read that come before readers: search engines, and the host
// itself.
func (m *maker) hostFiles() {
	m.file("robots.txt", robots(m.Tree))
	for _, f := range headerFiles(m.Tree) {
		m.hand(f)
	}
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
