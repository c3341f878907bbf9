package export

import (
	"encoding/xml"
	"iter"
	"slices"
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
		m.tellLarge(about, sitemap("urlset", "url", all))
		return
	}
	var maps []siteURL
	for from := 0; from < len(all); from += mostURLs {
		part := all[from:min(from+mostURLs, len(all))]
		name := plan.SitemapPart(from/mostURLs + 1)
		m.largeFile(name, sitemap("urlset", "url", part))
		listed := siteURL{loc: m.Site.Config.BaseURL + name}
		for _, u := range part {
			listed.lastMod = max(listed.lastMod, u.lastMod)
		}
		maps = append(maps, listed)
	}
	m.tellLarge(about, sitemap("sitemapindex", "sitemap", maps))
}

// isSitemap reports whether a file is one of the sitemaps.
func isSitemap(file string) bool {
	return file == plan.SitemapPath || strings.HasPrefix(file, "sitemap-") && strings.HasSuffix(file, ".xml")
}

// sitemap gives the addresses of pages or of sitemaps. To know that some stayed as they were
// would take as long as to write them.
func sitemap(root, item string, all []siteURL) iter.Seq[Block] {
	var parts []iter.Seq[Block]
	parts = append(parts, oneBlock([]byte(xml.Header+"<"+root+` xmlns="`+sitemapSpace+`">`)))
	for some := range slices.Chunk(all, 1000) {
		parts = append(parts, madeBlock(func(b []byte) []byte {
			for _, u := range some {
				b = append(append(append(b, "\n <"...), item...), '>')
				b = element(b, 2, "loc", u.loc)
				if u.lastMod != "" {
					b = element(b, 2, "lastmod", u.lastMod)
				}
				b = append(append(append(b, "\n </"...), item...), '>')
			}
			return b
		}))
	}
	end := "</" + root + ">\n"
	if len(all) > 0 {
		end = "\n" + end
	}
	return joined(append(parts, oneBlock([]byte(end)))...)
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
