package load

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"vetro/internal/record"
	"vetro/internal/regular"
)

// Site reads a whole site folder. The error is for what the machine refuses (a disk
// that cannot be read); what the author must mend comes as problems, sorted by place.
// Records with problems are in the Site all the same, as far as they could be read.
// Today is shown in mends.
func Site(fsys fs.FS, today record.Date) (*record.Site, []record.Problem, error) {
	site, _, problems, err := Reload(fsys, today, nil, nil)
	return site, problems, err
}

// Reload reads a site folder as Site does, and gives a parse cache for a later reading in the
// same process. From the previous cache, which may be nil, comes what files of the same bytes
// gave: the records of such a file are the same pointers as in the previous site, unless what
// they are linked to changed, and no record that a previous site holds is changed. Unchanged,
// which may be nil, reports files whose bytes are known to be the same without reading them.
func Reload(fsys fs.FS, today record.Date, previous *Cache, unchanged func(name string) bool) (*record.Site, *Cache, []record.Problem, error) {
	a := newAssembly(fsys, today)
	a.previous, a.unchanged = previous, unchanged
	if err := a.read(); err != nil {
		return nil, nil, nil, err
	}
	a.join()
	a.link()
	sortExtracted(a.site)
	record.SortProblems(a.problems)
	return a.site, a.cache(), a.problems, nil
}

// assembly puts the parts of a site together.
type assembly struct {
	*basis
	previous  *Cache
	unchanged func(name string) bool

	faults
	jobs    []job
	parts   []*part // of jobs
	mine    []bool  // of parts: no previous site holds its record
	site    *record.Site
	ids     map[record.Form]map[string]string // kind of id → id → file
	media   map[string]bool                   // names of media, right or wrong
	oneBody bool                              // site.toml names the body, or cannot be read
}

func newAssembly(fsys fs.FS, today record.Date) *assembly {
	b := newBasis(fsys, today)
	return &assembly{
		basis: b,
		site: &record.Site{
			Missions: b.state.Missions, Components: b.state.Components, Sections: b.state.Sections,
			SectionTexts: make(map[string]*record.SectionText),
		},
		ids:   make(map[record.Form]map[string]string),
		media: make(map[string]bool),
	}
}

// The folders of records, each with the kind of file that it holds.
var folders = []struct {
	name, ext string
	kind      record.Form
}{
	{record.MeasureFolder, ".toml", record.MeasureID}, {record.BodyFolder, ".toml", record.BodyID}, {record.ProjectFolder, ".toml", record.ProjectID},
	{record.AnnouncementFolder, ".md", announcementID}, {record.SectionFolder, ".md", sectionID}, {record.FreePageFolder, ".md", pageID},
}

// job is a file to read.
type job struct {
	name string
	kind record.Form // of the id that its record has
}

// read goes through the site folder: site.toml and the measures, which the rest names,
// and then everything else.
func (a *assembly) read() error {
	if err := a.reportUnknownEntries(); err != nil {
		return err
	}
	jobs := []job{{name: "site.toml", kind: configFile}}
	var first int
	for _, f := range folders {
		names, err := a.list(f.name, f.ext, f.name == record.ProjectFolder)
		if err != nil {
			return err
		}
		for _, name := range names {
			jobs = append(jobs, job{name: name, kind: f.kind})
		}
		if f.kind == record.MeasureID {
			first = len(jobs)
		}
	}
	sets, err := a.listDatasets()
	if err != nil {
		return err
	}
	jobs = append(jobs, sets...)
	media, err := a.listMedia()
	if err != nil {
		return err
	}
	a.jobs = append(jobs, media...)
	a.parts, a.mine = make([]*part, len(a.jobs)), make([]bool, len(a.jobs))
	a.readAll(0, first)
	a.takeMeasures(first)
	if c, is := a.parts[0].record.(*record.Config); is {
		a.types = mediaTypes(c)
	}
	a.readAll(first, len(a.jobs))
	return nil
}

// takeMeasures makes the register of this site from the measures that were read. What
// other files gave by another register is of no use.
func (a *assembly) takeMeasures(read int) {
	a.measured = digest(a.parts[1:read])
	if a.previous != nil && a.previous.measured != a.measured {
		a.previous = nil
	}
	if a.previous != nil {
		a.measures = *a.previous.measures
		return
	}
	var own []*record.Measure
	for _, p := range a.parts[1:read] {
		if m, is := p.record.(*record.Measure); is {
			own = append(own, m)
		}
	}
	a.measures = a.state.Measures.With(own)
}

// readAll reads the jobs of a range, as many at once as there are processors.
func (a *assembly) readAll(from, to int) {
	var next atomic.Int64
	next.Store(int64(from))
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), to-from) {
		wg.Go(func() {
			scratch := newScratch()
			for i := int(next.Add(1)) - 1; i < to; i = int(next.Add(1)) - 1 {
				a.parts[i], a.mine[i] = a.part(a.jobs[i], scratch)
			}
		})
	}
	wg.Wait()
}

// part gives what a file gave when it was read before, or reads it. It reports whether
// the part is of this reading alone.
func (a *assembly) part(j job, scratch *scratch) (p *part, mine bool) {
	old := a.previous.part(j.name, a.today)
	if old != nil && j.kind == mediaFile && !slices.Equal(a.previous.types, a.types) {
		old = nil
	}
	if old != nil && a.unchanged != nil && a.unchanged(j.name) {
		return old, false
	}
	l := newLoader(a.basis, j.name)
	l.scratch = scratch
	if l.read(j, old) {
		return old, false
	}
	p = new(part)
	*p = l.part
	return p, true
}

// list gives the files of a folder of content, sorted, and reports what does not
// belong there.
func (a *assembly) list(dir, ext string, deep bool) ([]string, error) {
	var names []string
	err := fs.WalkDir(a.fsys, dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return a.noFolder(name, name == dir, err)
		case name == dir && !d.IsDir():
			return a.notFolder(name)
		case name == dir:
			return nil
		case hidden(d.Name()):
			return skip(d)
		case d.IsDir() && !deep:
			a.warn(record.Pos{File: name}, "file-estraneo", "qui Vetro non legge sottocartelle", "sposta i file in "+dir)
			return fs.SkipDir
		case d.IsDir():
			return nil
		case a.noFile(name, d, ext):
			return nil
		case path.Ext(name) != ext:
			a.warn(record.Pos{File: name}, "file-estraneo", "qui Vetro legge solo file "+ext, "dagli un nome che finisce in "+ext+", o spostalo in content/media se va pubblicato")
			return nil
		}
		names = append(names, name)
		return nil
	})
	return names, err
}

// noFolder says what to do about a folder that cannot be read. One that is not there
// has nothing; a link that leaves the site is the author's to mend; the rest is the
// machine's.
func (a *assembly) noFolder(name string, optional bool, err error) error {
	switch {
	case optional && errors.Is(err, fs.ErrNotExist):
		return nil
	case regular.Outside(err):
		a.unreadable(record.Pos{File: name}, err)
		return nil
	}
	return fmt.Errorf("read folder %s: %w", name, err)
}

func (a *assembly) notFolder(name string) error {
	a.problem(record.Pos{File: name}, "file-illeggibile", "qui ci vuole una cartella e c’è un file", "rinomina il file, e crea la cartella "+name)
	return nil
}

// noFile reports what is not read: a pipe, on which whoever opens it may wait for ever, and
// a symbolic link to a folder, which could lead around in a circle. A broken one with the
// right ending is left to those that read the file.
func (a *assembly) noFile(name string, d fs.DirEntry, ext string) bool {
	if d.Type().IsRegular() {
		return false
	}
	info, err := fs.Stat(a.fsys, name)
	switch {
	case err == nil && info.IsDir():
		a.warn(record.Pos{File: name}, "file-estraneo", "il collegamento porta a una cartella, che Vetro non segue", "copia la cartella al suo posto")
		return true
	case err == nil && !info.Mode().IsRegular():
		a.unreadable(record.Pos{File: name}, regular.ErrOther)
		return true
	case err != nil && path.Ext(name) != ext:
		a.unreadable(record.Pos{File: name}, err)
		return true
	}
	return false
}

// reportUnknownEntries reports folders and files of content that Vetro does not know: a misspelt
// name would leave them out in silence.
func (a *assembly) reportUnknownEntries() error {
	info, err := fs.Stat(a.fsys, "content")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		a.problem(record.Pos{File: "content"}, "cartella-manca", "manca la cartella content", "crea content con dentro progetti, notizie ed enti")
		return nil
	case err != nil:
		return a.noFolder("content", false, err)
	case !info.IsDir():
		return a.notFolder("content")
	}
	entries, err := fs.ReadDir(a.fsys, "content")
	if err != nil {
		return fmt.Errorf("read folder content: %w", err)
	}
	known := []string{path.Base(record.MediaFolder), path.Base(record.ImportFolder)}
	for _, f := range folders {
		known = append(known, path.Base(f.name))
	}
	for _, e := range entries {
		if hidden(e.Name()) || slices.Contains(known, e.Name()) {
			continue
		}
		mend := "spostalo in una delle cartelle note: " + strings.Join(known, ", ")
		if near := nearest(e.Name(), known); near != "" {
			mend = "se è content/" + near + ", dagli questo nome"
		}
		a.warn(record.Pos{File: "content/" + e.Name()}, "file-estraneo", "Vetro non conosce "+quote(e.Name())+" e non lo legge", mend)
	}
	return nil
}

// hidden reports files that editors and systems leave behind.
func hidden(name string) bool {
	return name[0] == '.' || name[0] == '~' || strings.HasSuffix(name, "~") ||
		strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}
