// Package export makes the files that machines read: the open data with their
// catalogues, the feeds, the sitemap. Each is made from the planned site alone; nothing
// is read or written.
//
// Source: RFC 4180 (CSV), Frictionless Data Package v1, DCAT-AP_IT, RFC 4287 (Atom),
// JSON Feed 1.1, sitemaps.org; d.lgs. 33/2013, art. 7 and 9.
package export

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"slices"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// File is a file for machines.
type File struct {
	Name  string // from the root of the site
	Data  []byte
	About *plan.DataFile // what the open data page tells of it; nil for a file that it does not list
}

// Files makes all files of a site. A feed and a sitemap name full addresses, so they are
// made only when the address of the site is known.
func Files(t *plan.Tree) []File { return slices.Collect(All(t)) }

// All makes the files of Files one after the other: of a large site, all at once would
// fill the memory.
func All(t *plan.Tree) iter.Seq[File] {
	return func(yield func(File) bool) {
		m := &maker{Tree: t, tables: t.Tables(), yield: yield}
		m.openData()
		m.addressed()
		m.index() // lists all that was told before
		m.file("robots.txt", robots(t))
		m.projectJSONs()
		m.calendars()
		for _, files := range []func() []File{
			func() []File { return headerFiles(t) },
			func() []File { return SearchFiles(t, usual) },
			func() []File { return ListFiles(t, usual) },
		} {
			if m.stopped {
				return
			}
			for _, f := range files() {
				m.file(f.Name, f.Data)
			}
		}
	}
}

// maker makes files and hands each on as soon as it is made.
type maker struct {
	*plan.Tree
	tables  []record.Table
	yield   func(File) bool
	stopped bool // nobody wants more
	told    []plan.DataFile
}

func (m *maker) file(name string, data []byte) {
	if !m.stopped {
		m.stopped = !m.yield(File{Name: name, Data: data})
	}
}

// tell hands on a file that the open data page and the catalogues list.
func (m *maker) tell(about plan.DataFile, data []byte) {
	if m.stopped {
		return
	}
	sum := sha256.Sum256(data)
	about.Size, about.SHA256 = int64(len(data)), hex.EncodeToString(sum[:])
	if about.Table == "" {
		about.Rows = -1
	}
	m.told = append(m.told, about)
	m.stopped = !m.yield(File{about.Name, data, &about})
}

// openData makes the tables, the whole as one, and what describes the tables.
func (m *maker) openData() {
	for i := range m.tables {
		table := &m.tables[i]
		data, rows := m.tableCSV(table)
		m.tell(plan.DataFile{
			Name: plan.TablePath(table.Name, "csv"), Title: table.Title, Text: table.Meaning,
			Format: "CSV", MIME: "text/csv", Table: table.Name, Rows: rows,
		}, data)
		m.tell(plan.DataFile{
			Name: plan.TablePath(table.Name, "json"), Title: table.Title, Text: table.Meaning,
			Format: "JSON", MIME: "application/json", Table: table.Name, Rows: rows,
		}, m.tableJSON(table))
	}
	m.tell(plan.DataFile{
		Name: plan.WholePath, Title: "Tutti i dati", Text: "Tutte le tabelle in un solo file: ogni progetto con dentro i suoi finanziamenti, tappe, atti, contratti e pagamenti.",
		Format: "JSON", MIME: "application/json",
	}, m.wholeJSON())
	m.tell(plan.DataFile{
		Name: plan.DataPackagePath, Title: "Data Package", Text: "Descrive le tabelle CSV a un programma: colonne, tipi, chiavi, impronte (Frictionless Data Package 1).",
		Format: "JSON", MIME: "application/vnd.datapackage+json",
	}, m.dataPackage())
}

// addressed makes the files that name full addresses.
func (m *maker) addressed() {
	if m.Site.Config.BaseURL == "" {
		return
	}
	m.catalogs()
	m.feeds()
	m.sitemaps()
}
