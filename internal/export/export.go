// Package export makes the files that machines read: the open data with their catalogues,
// the feeds, the calendars, the sitemap, what scripts read. Each is made from the planned
// site alone; nothing is read or written.
//
// Source: RFC 4180 (CSV), Frictionless Data Package v1, DCAT-AP_IT, RFC 4287 (Atom), JSON
// Feed 1.1, RFC 5545 (iCalendar), sitemaps.org; d.lgs. 33/2013, art. 7 and 9.
package export

import (
	"sync"

	"vetro/internal/plan"
)

// Files gives all files of a site for machines: first the largest, then those that the open
// data page lists, in its order. Listed gives the files that were
// written before with their sizes and digests, for those that are Late.
func Files(t *plan.Tree, listed func() []plan.DataFile) []plan.File {
	x := newExporter(t, listed)
	files := Scripts(t, usual)
	for i := range x.tables {
		files = append(files, x.tableFiles(&x.tables[i])...)
	}
	files = append(files, x.wholeFile(), x.dataPackageFile())
	if t.Site.Config.BaseURL != "" { // catalogues, feeds and sitemaps name full addresses
		files = append(files, x.catalogFiles()...)
		files = append(files, x.listedFeeds()...)
		files = append(files, x.sitemapFiles()...)
		files = append(files, x.groupFeeds()...)
	}
	files = append(files, x.indexFile())
	for _, p := range t.Site.Projects {
		files = append(files, x.file(plan.ProjectJSON(p), func(w *writer) { x.writeProjectFile(w, p) }))
	}
	files = append(files, x.calendarFiles()...)
	return append(files, x.hostFiles()...)
}

// Scripts gives what the scripts of pages read: the index of the search, and the list that
// filters read, cut up where there are many records.
func Scripts(t *plan.Tree, cut Cut) []plan.File {
	x := newExporter(t, nil)
	return []plan.File{
		x.scriptFile(searchKey, func(out *scripts) []byte { return x.search(cut, out) }),
		x.scriptFile(plan.ProjectListKey, func(out *scripts) []byte { return x.projectList(cut, out) }),
	}
}

// exporter is what all files of a site have in common.
type exporter struct {
	*plan.Tree
	tables      []table
	projectHead string
	host        string // in the ids of events
	listed      func() []plan.DataFile
	writers     sync.Pool // *writer
}

func newExporter(t *plan.Tree, listed func() []plan.DataFile) *exporter {
	x := &exporter{Tree: t, tables: tablesOf(t), projectHead: projectHead(t), host: calendarHost(t), listed: listed}
	x.writers.New = func() any { return new(writer) }
	return x
}

// tableFiles gives both forms of a table.
func (x *exporter) tableFiles(t *table) []plan.File {
	rows := 0
	for range t.Rows(x.Site) {
		rows++
	}
	about := func(form, format, mime string) plan.DataFile {
		return plan.DataFile{Name: plan.TablePath(t.Name, form), Title: t.Title, Text: t.Meaning, Format: format, MIME: mime, Table: t.Name, Rows: rows}
	}
	return []plan.File{
		x.listedFile(about("csv", "CSV", "text/csv"), func(w *writer) { x.writeCSV(w, t) }),
		x.listedFile(about("json", "JSON", "application/json"), func(w *writer) { x.writeTable(w, t) }),
	}
}

// wholeFile gives the file of everything.
func (x *exporter) wholeFile() plan.File {
	return x.listedFile(plan.DataFile{
		Name: plan.WholePath, Title: x.Text("file.tutto"), Text: x.Text("file.tutto_testo"),
		Format: "JSON", MIME: "application/json",
	}, x.writeWhole)
}
