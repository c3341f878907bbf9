package load

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"vetro/internal/record"
	"vetro/internal/register"
)

// basis is what the reading of any one file needs; no reading changes what it gives.
type basis struct {
	fsys     fs.FS
	today    record.Date
	fields   *fieldTables
	state    *register.Register
	measures register.Measures // the site's own included
	measured [sha256.Size]byte // digest of the files of those
	types    []string          // of media, that the site adds to those of Vetro
	codes    sync.Map          // what was written for a measure → its code: to find it takes a while
}

func newBasis(fsys fs.FS, today record.Date) *basis {
	state := register.State()
	return &basis{fsys: fsys, today: today, fields: allFields(), state: state, measures: state.Measures}
}

// part is what the reading of one file alone gives, before records are linked and ids
// are compared.
type part struct {
	faults
	file  string
	sum   [sha256.Size]byte
	known bool // sum is that of its bytes, or zero for media of which no more than the beginning counts
	// daily says that a mend shows the day: on another day it is another.
	daily bool
	// record is a pointer to what the file holds, or nil: *record.Config, *record.Measure,
	// *record.Body, *record.Project, *record.Announcement, *record.SectionText,
	// *record.Page, *record.Dataset or *record.Media.
	record   any
	refs     []reference
	remarks  []record.Remark
	personal []record.Personal
	bodiless bool // a project that names no body, right or wrong; site.toml likewise
}

// faults are problems in the order in which they were found.
type faults struct{ problems []record.Problem }

func (f *faults) problem(at record.Pos, rule, text, mend string) {
	f.problems = append(f.problems, record.Problem{Pos: at, Rule: rule, Text: text, Mend: mend})
}

func (f *faults) warn(at record.Pos, rule, text, mend string) {
	f.problems = append(f.problems, record.Problem{Pos: at, Severity: record.Warning, Rule: rule, Text: text, Mend: mend})
}

// loader reads one file.
type loader struct {
	*basis
	part
	scratch *scratch // made by document where there is none
}

func newLoader(b *basis, file string) *loader { return &loader{basis: b, part: part{file: file}} }

// Kinds of files whose ids no field refers to.
const (
	announcementID record.Form = -1 - iota
	sectionID
	pageID
	configFile // there is one, at the root of the site
	mediaFile
)

// read fills the part with what a file holds. It reports whether the file has the bytes
// of a part of an earlier reading, which then still holds.
func (l *loader) read(j job, old *part) (same bool) {
	defer l.bound()
	switch j.kind {
	case mediaFile:
		return l.mediaFile(old)
	case configFile:
		if !l.siteFile() {
			return false
		}
	}
	data, ok := l.bytes()
	if ok && old != nil && old.known && old.sum == l.sum {
		return true
	}
	if j.kind == configFile {
		l.record = defaults() // as far as it cannot be read
	} else if j.kind != record.MeasureID {
		id, good := l.id()
		if good && j.kind == sectionID {
			l.section(id, top(j.name))
		}
	}
	if !ok {
		return false
	}
	text, ok := l.text(data)
	if ok {
		l.records(j.kind)(text)
		if j.kind != record.DatasetID { // columns have the names that their table gives them
			l.problems = withHidden(l.problems, l.hidden(text))
		}
	}
	return false
}

// What one file may bring at most: an author mends ten of a kind before the hundredth is
// read, and a file of some megabytes could bring a million.
const (
	mostProblems = 1000
	mostPersonal = 1000
	mostRemarks  = 1000
)

// bound leaves out what goes beyond these limits, and says so.
func (l *loader) bound() {
	if len(l.personal) > mostPersonal {
		l.personal = l.personal[:mostPersonal:mostPersonal]
		l.problem(top(l.file), "file-enorme", fmt.Sprintf("il file ha più di %d dati che sembrano personali: gli altri non sono elencati", mostPersonal), "togli i dati, o il file")
	}
	if len(l.remarks) > mostRemarks {
		l.remarks = l.remarks[:mostRemarks:mostRemarks]
		l.problem(top(l.file), "file-enorme", fmt.Sprintf("il file ha più di %d commenti per Vetro", mostRemarks), "togli quelli che non servono, o dividi il file")
	}
	if len(l.problems) > mostProblems {
		l.problems = slices.Clone(l.problems[:mostProblems])
		l.problem(top(l.file), "file-enorme", fmt.Sprintf("il file ha più di %d problemi: gli altri non sono elencati", mostProblems), "correggi prima quelli elencati")
	}
}

// records gives the reader of the texts of a kind.
func (l *loader) records(kind record.Form) func(text []byte) {
	switch kind {
	case configFile:
		return l.config
	case record.MeasureID:
		return l.ownMeasure
	case record.BodyID:
		return l.publicBody
	case record.ProjectID:
		return l.project
	case announcementID:
		return l.announcement
	case record.DatasetID:
		return l.dataset
	case sectionID:
		return l.sectionText
	}
	return l.page
}

// document reads TOML whose first line is of that number, and reports what is wrong with
// it as such.
func (l *loader) document(text []byte, first int) (*reader, *table, bool) {
	remarks := bytes.Contains(text, []byte("vetro")) && bytes.IndexByte(text, '#') >= 0
	if l.scratch == nil {
		l.scratch = newScratch()
	}
	src := newSource(l.file, text, first)
	src.keys, l.scratch.keys.used = &l.scratch.keys, 0
	if remarks {
		l.findRemarks(src)
	}
	doc, problems := parseTOML(src)
	l.problems = append(l.problems, problems...)
	if doc == nil {
		return nil, nil, false
	}
	return &reader{load: l, strayed: doc.doubled, marks: &l.scratch.marks}, doc.table, true
}
