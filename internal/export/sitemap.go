package export

import (
	"encoding/xml"
	"iter"
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
	pages := slices.DeleteFunc(slices.Clone(x.Pages), func(p *plan.Page) bool { return p.Kind.Traits().Hidden })
	if len(pages) <= mostURLs {
		return []plan.File{x.listedFile(about, func(w *writer) { x.writeSitemap(w, pages) })}
	}
	var parts []siteURL
	for some := range slices.Chunk(pages, mostURLs) {
		name := plan.SitemapPart(len(parts) + 1)
		files = append(files, x.file(name, func(w *writer) { x.writeSitemap(w, some) }))
		part := siteURL{loc: x.Site.Config.BaseURL + name}
		for _, p := range some {
			part.lastMod = max(part.lastMod, lastMod(p))
		}
		parts = append(parts, part)
	}
	return append(files, x.listedFile(about, func(w *writer) { writeURLs(w, "sitemapindex", "sitemap", slices.Values(parts)) }))
}

func (x *exporter) writeSitemap(w *writer, pages []*plan.Page) {
	writeURLs(w, "urlset", "url", func(yield func(siteURL) bool) {
		for _, p := range pages {
			if !yield(siteURL{x.Address(p), lastMod(p)}) {
				return
			}
		}
	})
}

// lastMod gives the day on which a page last changed, or "".
func lastMod(p *plan.Page) string {
	if !p.Updated.Full() {
		return ""
	}
	return p.Updated.ISO()
}

// writeURLs writes the addresses of pages or of sitemaps.
func writeURLs(w *writer, root, item string, all iter.Seq[siteURL]) {
	w.put(xml.Header, "<", root, ` xmlns="`, sitemapSpace, `">`)
	end := ""
	for u := range all {
		w.put("\n <", item, ">")
		w.element(2, "loc", u.loc)
		if u.lastMod != "" {
			w.element(2, "lastmod", u.lastMod)
		}
		w.put("\n </", item, ">")
		w.spill()
		end = "\n"
	}
	w.put(end, "</", root, ">\n")
}

// hostFiles gives what those read that come before readers: search engines, and the host
// itself.
func (x *exporter) hostFiles() []plan.File {
	return append([]plan.File{x.textFile(plan.RobotsPath, robots(x.Tree))}, x.headerFiles()...)
}

func (x *exporter) textFile(name, text string) plan.File {
	return x.file(name, func(w *writer) { w.put(text) })
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
