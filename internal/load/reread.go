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

// Change is a record that took the place of another: of a project, or else of an
// announcement.
type Change struct {
	File     string
	Old, Now *record.Project // nil for an announcement
	Notice   *record.Announcement
	Site     *record.Site // with it
}

// Reread reads again the files of projects and announcements, drafts left out, in which
// something else is written, where all other files of the site folder are as they were when Again gave former and site, and no
// file has come or gone; that reading found no errors. It gives what Again would give, without a look at all files.
//
// It reports false where more can follow from it than other words in one record: for other
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
		now, same, ok := b.reread(name, old, r.Site)
		switch {
		case !ok:
			return nil, false
		case same:
			continue
		}
		c := Change{File: name}
		switch q := now.record.(type) {
		case *record.Project:
			c.Old, c.Now = old.record.(*record.Project), q
			r.Site = r.Site.With(c.Old, q)
		case *record.Announcement:
			c.Notice = q
			r.Site = r.Site.WithNotice(q)
		}
		c.Site = r.Site
		r.Changes = append(r.Changes, c)
		r.Problems = append(r.Problems, now.problems...)
		byFile[name] = now
		found = found || len(old.remarks)+len(old.personal)+len(now.remarks)+len(now.personal) > 0
	}
	r.Parts = &Parts{day: former.day, measured: former.measured, measures: former.measures, byFile: byFile}
	if found {
		r.Parts.retell(r.Site)
	}
	record.SortProblems(r.Problems)
	return r, true
}

// reread reads the file of a project or an announcement, and links the record.
func (b *basis) reread(name string, old *part, site *record.Site) (now *part, same, ok bool) {
	if old == nil || !old.known {
		return nil, false, false
	}
	kind := record.ProjectID
	if _, is := old.record.(*record.Announcement); is {
		kind = noticeID
	} else if _, is := old.record.(*record.Project); !is {
		return nil, false, false
	}
	l := newLoader(b, name)
	if l.read(job{name, kind}, old) {
		return old, true, true
	}
	now = &l.part
	if record.Stops(now.problems) || now.bodiless != old.bodiless {
		return nil, false, false
	}
	for _, ref := range now.refs {
		if ref.form != record.FormerID && !names(site, ref) {
			return nil, false, false
		}
	}
	switch is := now.record.(type) {
	case *record.Project:
		was := old.record.(*record.Project)
		linkToSite(is, site)
		return now, false, slices.Equal(was.FormerIDs, is.FormerIDs)
	case *record.Announcement:
		was := old.record.(*record.Announcement)
		is.Body = bodyOf(site, is.BodyID)
		for _, id := range is.ProjectIDs {
			if p := projectOf(site, id); p != nil && !slices.Contains(is.Projects, p) {
				is.Projects = append(is.Projects, p)
			}
		}
		return now, false, !was.Draft && !is.Draft && slices.Equal(was.FormerIDs, is.FormerIDs)
	}
	return nil, false, false
}

// linkToSite ties a project to its body and its measures.
func linkToSite(p *record.Project, site *record.Site) {
	p.Body = bodyOf(site, p.BodyID)
	for i := range p.Fundings {
		code := p.Fundings[i].MeasureCode
		if at := slices.IndexFunc(site.Measures, func(m *record.Measure) bool { return m.Code == code }); at >= 0 {
			p.Fundings[i].Measure = site.Measures[at]
		}
	}
}

// names reports whether a reference leads to something of the site.
func names(site *record.Site, ref reference) bool {
	switch ref.form {
	case record.BodyID:
		_, found := bodyAt(site, ref.id)
		return found
	case record.ProjectID:
		return projectOf(site, ref.id) != nil
	case record.MediaFile:
		return slices.ContainsFunc(site.Media, func(m record.Media) bool { return m.Name == ref.id })
	}
	return false
}

func projectOf(site *record.Site, id string) *record.Project {
	at, found := slices.BinarySearchFunc(site.Projects, id, func(p *record.Project, id string) int { return strings.Compare(p.ID, id) })
	if !found {
		return nil
	}
	return site.Projects[at]
}

// bodyOf gives the body of an id, or the one that publishes.
func bodyOf(site *record.Site, id string) *record.Body {
	if at, found := bodyAt(site, id); found {
		return site.Bodies[at]
	}
	return site.Body
}

func bodyAt(site *record.Site, id string) (at int, found bool) {
	return slices.BinarySearchFunc(site.Bodies, id, func(b *record.Body, id string) int { return strings.Compare(b.ID, id) })
}

// retell gathers in a site, which nobody else holds, what the parts found for the rules.
func (p *Parts) retell(site *record.Site) {
	site.Remarks, site.Personal = nil, nil
	for _, part := range p.byFile {
		site.Remarks = append(site.Remarks, part.remarks...)
		site.Personal = append(site.Personal, part.personal...)
	}
	sortNotices(site)
}
