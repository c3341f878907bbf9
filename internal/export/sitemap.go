package export

import (
	"encoding/xml"
	"slices"

	"vetro/internal/plan"
)

// siteURL is a page or a sitemap: its address, and when it last changed, or "".
type siteURL struct{ loc, lastMod string }

// The namespace of both kinds of documents.
const sitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9"

// mostURLs is how many addresses a sitemap may hold.
const mostURLs = 50_000

// sitemapFiles gives the address of every page that is to be found: in one file, or, where
// there are too many, in several that sitemap.xml lists.
//
// Source: sitemaps.org.
func (x *exporter) sitemapFiles() (files []plan.File) {
	about := plan.DataFile{Name: plan.SitemapPath, Title: x.Text("file.mappa"), Text: x.Text("file.mappa_testo"), Format: "XML", MIME: "application/xml"}
	all := x.addresses()
	if len(all) <= mostURLs {
		return []plan.File{x.listedFile(about, func(w *writer) { writeSitemap(w, "urlset", "url", all) })}
	}
	var parts []siteURL
	for some := range slices.Chunk(all, mostURLs) {
		name := plan.SitemapPart(len(parts) + 1)
		files = append(files, x.file(name, func(w *writer) { writeSitemap(w, "urlset", "url", some) }))
		part := siteURL{loc: x.Site.Config.BaseURL + name}
		for _, u := range some {
			part.lastMod = max(part.lastMod, u.lastMod)
		}
		parts = append(parts, part)
	}
	return append(files, x.listedFile(about, func(w *writer) { writeSitemap(w, "sitemapindex", "sitemap", parts) }))
}

// writeSitemap writes the addresses of pages or of sitemaps.
func writeSitemap(w *writer, root, item string, all []siteURL) {
	w.b = append(w.b, xml.Header+"<"+root+` xmlns="`+sitemapSpace+`">`...)
	for _, u := range all {
		w.b = append(append(append(w.b, "\n <"...), item...), '>')
		w.b = element(w.b, 2, "loc", u.loc)
		if u.lastMod != "" {
			w.b = element(w.b, 2, "lastmod", u.lastMod)
		}
		w.b = append(append(append(w.b, "\n </"...), item...), '>')
		w.spill()
	}
	if len(all) > 0 {
		w.b = append(w.b, '\n')
	}
	w.b = append(append(append(w.b, "</"...), root...), ">\n"...)
}

func (x *exporter) addresses() []siteURL {
	all := make([]siteURL, 0, len(x.Pages))
	for _, p := range x.Pages {
		if p.Kind.Traits().Hidden {
			continue
		}
		u := siteURL{loc: x.Address(p)}
		if p.Updated.Full() {
			u.lastMod = p.Updated.ISO()
		}
		all = append(all, u)
	}
	return all
}

// hostFiles gives what those read that come before readers: search engines, and the host
// itself.
func (x *exporter) hostFiles() []plan.File {
	return append([]plan.File{x.textFile("robots.txt", robots(x.Tree))}, x.headerFiles()...)
}

func (x *exporter) textFile(name, text string) plan.File {
	return x.file(name, func(w *writer) { w.b = append(w.b, text...) })
}

// robots forbids nothing: Amministrazione trasparente must be found by search engines
// (d.lgs. 33/2013, art. 9).
func robots(t *plan.Tree) string {
	text := "User-agent: *\nDisallow:\n"
	if t.Site.Config.BaseURL != "" {
		text += "\nSitemap: " + t.Site.Config.BaseURL + plan.SitemapPath + "\n"
	}
	return text
}
