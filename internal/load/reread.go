package load

import (
	"io/fs"
	"maps"
	"slices"
	"strings"

	"vetro/internal/record"
)

// Reading is what Reread gives.
type Reading struct {
	Site     *record.Site
	Parts    *Parts
	Problems []record.Problem // of the files of the changes
	Changes  []Change         // one after the other, each of the site that the one before led to
}

// Change is a record of a project that took the place of another.
type Change struct {
	Old, Now *record.Project
	Site     *record.Site // with it
}

// Reread reads again the files of projects in which something else is written, where all
// other files of the site folder are as they were when Again gave former and site, and no
// file has come or gone; that reading found no errors. It gives what Again would give, without a look at all files.
//
// It reports false where more can follow from it than other words in a project: for other
// files, and for one with errors. Then Again must read.
func Reread(fsys fs.FS, today record.Date, site *record.Site, former *Parts, changed []string) (*Reading, bool) {
	if former == nil || former.measures == nil || former.day != today {
		return nil, false
	}
	b := newBasis(fsys, today)
	b.measures, b.measured = *former.measures, former.measured
	r := &Reading{Site: site}
	byFile := maps.Clone(former.byFile)
	found := false // words to the rules, or personal data
	for _, name := range changed {
		old := byFile[name]
		now, same, ok := b.reread(name, old, site)
		switch {
		case !ok:
			return nil, false
		case same:
			continue
		}
		p, q := old.record.(*record.Project), now.record.(*record.Project)
		r.Site = r.Site.With(p, q)
		r.Changes = append(r.Changes, Change{p, q, r.Site})
		r.Problems = append(r.Problems, now.problems...)
		byFile[name] = now
		found = found || len(old.remarks)+len(old.personal)+len(now.remarks)+len(now.personal) > 0
	}
	r.Parts = &Parts{day: former.day, measured: former.measured, measures: former.measures, byFile: byFile, order: former.order}
	if found {
		r.Parts.retell(r.Site)
	}
	record.SortProblems(r.Problems)
	return r, true
}

// reread reads the file of a project, and links the record to its body and measures.
func (b *basis) reread(name string, old *part, site *record.Site) (now *part, same, ok bool) {
	if old == nil || !old.known {
		return nil, false, false
	}
	was, is := old.record.(*record.Project)
	if !is {
		return nil, false, false
	}
	l := newLoader(b, name)
	if l.read(job{name, record.ProjectID}, old) {
		return old, true, true
	}
	now = &l.part
	p, is := now.record.(*record.Project)
	if !is || record.Stops(now.problems) || now.bodiless != old.bodiless || !slices.Equal(p.FormerIDs, was.FormerIDs) {
		return nil, false, false
	}
	for _, ref := range now.refs {
		if ref.form != record.FormerID && !names(site, ref) {
			return nil, false, false
		}
	}
	p.Body = site.Body
	if at, found := bodyAt(site, p.BodyID); found {
		p.Body = site.Bodies[at]
	}
	for i := range p.Fundings {
		code := p.Fundings[i].MeasureCode
		if at := slices.IndexFunc(site.Measures, func(m *record.Measure) bool { return m.Code == code }); at >= 0 {
			p.Fundings[i].Measure = site.Measures[at]
		}
	}
	return now, false, true
}

// names reports whether a reference leads to something of the site.
func names(site *record.Site, ref reference) (found bool) {
	switch ref.form {
	case record.BodyID:
		_, found = bodyAt(site, ref.id)
	case record.ProjectID:
		_, found = slices.BinarySearchFunc(site.Projects, ref.id, func(p *record.Project, id string) int { return strings.Compare(p.ID, id) })
	case record.MediaFile:
		found = slices.ContainsFunc(site.Media, func(m record.Media) bool { return m.Name == ref.id })
	}
	return found
}

func bodyAt(site *record.Site, id string) (at int, found bool) {
	return slices.BinarySearchFunc(site.Bodies, id, func(b *record.Body, id string) int { return strings.Compare(b.ID, id) })
}

// retell gathers in a site, which nobody else holds, what the parts found for the rules.
func (p *Parts) retell(site *record.Site) {
	site.Remarks, site.Personal = nil, nil
	for _, name := range p.order {
		part := p.byFile[name]
		site.Remarks = append(site.Remarks, part.remarks...)
		site.Personal = append(site.Personal, part.personal...)
	}
}
