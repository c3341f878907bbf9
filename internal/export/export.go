// Package export makes the files that machines read: the open data with their
// catalogues, the feeds, the sitemap. Each is made from the planned site alone; nothing
// is read or written.
//
// Source: RFC 4180 (CSV), Frictionless Data Package v1, DCAT-AP_IT, RFC 4287 (Atom),
// JSON Feed 1.1, sitemaps.org; d.lgs. 33/2013, art. 7 and 9.
package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"iter"

	"vetro/internal/plan"
)

// File is a file for machines.
type File struct {
	Name  string         // from the root of the site
	Data  []byte         // of a file of Files for ever, of others until the next is asked for
	About *plan.DataFile // what the open data page tells of it; nil for a file that it does not list

	// Blocks are set instead of Data for a large file that InBlocks gives. They are to be
	// gone through before the next file is asked for. How many bytes they were, and their
	// sum, only who went through them knows, and is to note in About.
	Blocks iter.Seq[Block]

	// Note is what the next build is to be told of the file, as Former.Note; nil for nothing.
	Note []byte
}

// Files makes all files of a site. A feed and a sitemap name full addresses, so they are
// made only when the address of the site is known.
func Files(t *plan.Tree) []File { return collected(t, (*maker).all) }

// All makes the files of Files one after the other: of a large site, all at once would
// fill the memory.
func All(t *plan.Tree) iter.Seq[File] {
	return func(yield func(File) bool) { newMaker(t, Former{}).to(yield).all() }
}

// collected gives the files that make hands on.
func collected(t *plan.Tree, make func(*maker)) (files []File) {
	make(newMaker(t, Former{}).to(func(f File) bool {
		f.Data = bytes.Clone(f.Data)
		files = append(files, f)
		return true
	}))
	return files
}

// maker makes files and hands each on as soon as it is made.
type maker struct {
	*plan.Tree
	sheets      []sheet
	projectHead []byte
	shared      *shared
	former      Former
	yield       func(File) bool
	inBlocks    bool // large files are handed on in blocks
	stopped     bool // nobody wants more
	told        []plan.DataFile
	spare       []byte // memory of files that were handed on, for the next

	// Likewise of feeds, of which only one is made at a time.
	changes []change
	latest  latest
	entries []entry
	words   []byte
}

// newMaker gives what all makers of a site have in common; it makes nothing itself.
func newMaker(t *plan.Tree, former Former) *maker {
	m := &maker{Tree: t, sheets: sheetsOf(t), projectHead: projectHead(t), former: former}
	m.shared = m.share()
	return m
}

// to gives a maker that hands files on. What it shares with others it only reads.
func (m *maker) to(yield func(File) bool) *maker {
	return &maker{Tree: m.Tree, sheets: m.sheets, projectHead: m.projectHead, shared: m.shared, former: m.former, yield: yield}
}

// all makes everything, what tells of other files after them.
func (m *maker) all() {
	for _, p := range m.pieces() {
		p.run(m)
	}
}

// buffer gives an empty buffer for the next file, and lets go of it, so that what is
// outgrown is not held. Once nobody wants more it is a new one: the last file is then for
// its reader to keep.
func (m *maker) buffer() []byte {
	if m.stopped {
		return nil
	}
	b := m.spare[:0]
	m.spare = nil
	return b
}

func (m *maker) file(name string, data []byte) {
	m.hand(File{Name: name, Data: data})
}

func (m *maker) hand(f File) {
	if m.stopped {
		return
	}
	m.stopped = !m.yield(f)
	if cap(f.Data) > cap(m.spare) {
		m.spare = f.Data
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
	m.hand(File{Name: about.Name, Data: data, About: &about})
}

// table makes both forms of a table.
func (m *maker) table(s *sheet) {
	rows := m.rowsOf(s)
	m.tellLarge(plan.DataFile{
		Name: plan.TablePath(s.Name, "csv"), Title: s.Title, Text: s.Meaning,
		Format: "CSV", MIME: "text/csv", Table: s.Name, Rows: rows.all,
	}, rows.csv())
	m.tellLarge(plan.DataFile{
		Name: plan.TablePath(s.Name, "json"), Title: s.Title, Text: s.Meaning,
		Format: "JSON", MIME: "application/json", Table: s.Name, Rows: rows.all,
	}, m.tableJSON(rows))
}

// whole makes the file of everything.
func (m *maker) whole() {
	m.tellLarge(plan.DataFile{
		Name: plan.WholePath, Title: "Tutti i dati", Text: "Tutte le tabelle in un solo file: ogni progetto con dentro i suoi finanziamenti, tappe, atti, contratti e pagamenti.",
		Format: "JSON", MIME: "application/json",
	}, m.wholeJSON())
}
