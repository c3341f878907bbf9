// Package export makes the files that machines read: the open data, the feed, the
// sitemap. Each is made from the planned site alone; nothing is read or written.
//
// Source: RFC 4180 (CSV), RFC 4287 (Atom), sitemaps.org; d.lgs. 33/2013, art. 7 and 9.
package export

import (
	"vetro/internal/plan"
	"vetro/internal/record"
)

// File is a file for machines.
type File struct {
	Name string // from the root of the site
	Data []byte
}

// Files makes all files of a site. A feed and a sitemap name full addresses, so they are
// made only when the address of the site is known.
func Files(t *plan.Tree) []File {
	files := []File{
		{"dati/progetti.csv", table(record.ProjectColumns(func(p *record.Project) string { return t.Site.Config.BaseURL + plan.ProjectPath(p) }), t.Site.Projects)},
		{"dati/finanziamenti.csv", table(record.FundingColumns(), fundings(t))},
		{"dati/progetti.json", projectsJSON(t)},
		{"robots.txt", robots(t)},
	}
	files = append(files, projectJSONs(t)...)
	files = append(files, calendars(t)...)
	files = append(files, headerFiles(t)...)
	files = append(files, SearchFiles(t, usual)...)
	files = append(files, ListFiles(t, usual)...)
	if t.Site.Config.BaseURL != "" {
		files = append(files, File{"notizie/feed.xml", feed(t)}, File{"sitemap.xml", sitemap(t)})
	}
	return files
}
