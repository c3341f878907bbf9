package load

import (
	"io/fs"
	"path"
	"strings"

	"vetro/internal/record"
)

// listDatasets gives the files that say which tables were imported. What else importers keep
// beside them is of no concern here.
func (a *assembly) listDatasets() ([]job, error) {
	var jobs []job
	dir := record.ImportFolder
	err := fs.WalkDir(a.fsys, dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return a.noFolder(name, name == dir, err)
		case name == dir && !d.IsDir():
			return a.notFolder(name)
		case name == dir:
		case d.IsDir():
			return fs.SkipDir
		case !hidden(d.Name()) && path.Ext(name) == ".toml" && !a.noFile(name, d, ".toml"):
			jobs = append(jobs, job{name: name, kind: record.DatasetID})
		}
		return nil
	})
	return jobs, err
}

// dataset reads what the file of an import says of its table. The other keys are the importer's,
// which knows them.
func (l *loader) dataset(text []byte) {
	d := &record.Dataset{ID: stem(l.file)}
	r, t, ok := l.document(text, 1)
	l.remarks = nil // no rule is asked about such a file
	if !ok {
		return
	}
	r.open = true
	r.readTable(t, "importato", "", d)
	l.record = d
}

// linkSources gives the project of a part with what the imported tables say that it names as its
// sources, where it says nothing itself.
func (a *assembly) linkSources(i int, p *record.Project, sets map[string]*record.Dataset) *record.Project {
	for n := range p.Sources {
		s := told(p.Sources[n], sets[p.Sources[n].From])
		if s == p.Sources[n] {
			continue
		}
		p = a.ownProject(i, p)
		p.Sources[n] = s
	}
	return p
}

// askForTitles reports the tables that a project names as its source, and whose title nobody says.
func (a *assembly) askForTitles() {
	needed := make(map[string]bool)
	for _, p := range a.site.Projects {
		for i := range p.Sources {
			if s := &p.Sources[i]; s.Title == "" {
				needed[s.From] = true
			}
		}
	}
	for _, p := range a.parts {
		if d, is := p.record.(*record.Dataset); is && needed[d.ID] && len(p.problems) == 0 {
			a.problem(d.Start(), "chiave-manca", `manca la chiave "titolo": è il nome con cui i progetti citano la fonte`, `aggiungi titolo = "…" in cima al file`)
		}
	}
}

// told gives a source with what its table says; nothing of it for nil.
func told(s record.Source, d *record.Dataset) record.Source {
	if s.From == "" {
		return s
	}
	if d == nil {
		d = new(record.Dataset)
	}
	s.Day = d.Day
	for _, x := range []struct {
		key  string
		to   *string
		told string
	}{{"titolo", &s.Title, d.Title}, {"url", &s.URL, d.URL}, {"licenza", &s.License, d.License}} {
		if !s.Has(x.key) {
			*x.to = x.told
		}
	}
	return s
}

// unknownDataset reports the name of a source that no import keeps.
func (a *assembly) unknownDataset(ref reference) {
	mend := `scrivi titolo = "…" e url = "…" al posto di fonte, o importa di nuovo la fonte`
	if near := nearest(ref.id, a.known(ref.form)); near != "" {
		mend = "scrivi " + tomlText(near) + " se è quella, o importala di nuovo"
	} else if ids := a.known(ref.form); len(ids) > 0 {
		mend = "scrivi il nome di un file di " + record.ImportFolder + ", senza .toml, come " + strings.Join(ids[:min(5, len(ids))], ", ")
	}
	a.problem(ref.at, "fonte-ignota", "la fonte "+quote(ref.id)+" non è tra quelle importate", mend)
}
