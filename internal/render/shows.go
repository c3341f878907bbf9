package render

import (
	"crypto/sha256"
	"encoding/binary"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// Shows gives a digest of all that a page shows, for builds that leave out the pages that
// would come out as they are: where two builds give one digest, they draw one page. base
// stands for what every page shows, or any may: the program, the theme, the day, site.toml,
// the bodies, the measures, the media.
//
// It reports false for the few pages that show so much of the site that they are drawn
// each time: overviews, and texts that hold figures.
func (r *Renderer) Shows(p *plan.Page, base []byte) (digest [32]byte, ok bool) {
	d := r.shown.Get().(*shown)
	defer r.shown.Put(d)
	d.said = append(d.said[:0], base...)
	s := &sheet{Renderer: r, page: p, root: r.root(p)}
	if !s.shows(d) {
		return digest, false
	}
	if p.Kind != plan.Moved {
		f, err := r.frame(s)
		if err != nil {
			return digest, false // drawn, to tell the slip of the theme
		}
		d.said = append(d.said, f.sum[:]...)
	}
	d.texts(string(p.Kind), p.Path, p.Title, p.Updated.String(), p.To)
	for _, c := range p.Crumbs {
		d.texts(c.Title, c.Path)
	}
	d.numbers(int64(p.Pager.Number), int64(p.Pager.Of), int64(p.Year), yes(r.tree.HasChangesFeed(p)))
	return sha256.Sum256(d.said), true
}

// shown gathers what a page shows.
type shown struct{ said []byte }

// texts adds texts, each with its length, so that no two rows of them are alike.
func (d *shown) texts(all ...string) {
	for _, s := range all {
		d.said = append(binary.AppendUvarint(d.said, uint64(len(s))), s...)
	}
}

func (d *shown) numbers(all ...int64) {
	for _, n := range all {
		d.said = binary.AppendVarint(d.said, n)
	}
}

// project adds the record of a project: all lists name it, so its sum alone is read.
func (d *shown) project(p *record.Project) { d.said = append(d.said, p.Sum[:]...) }

func (d *shown) notice(a *record.Announcement) { d.said = append(d.said, a.Sum[:]...) }

func (d *shown) projects(all []*record.Project) {
	d.numbers(int64(len(all)))
	for _, p := range all {
		d.project(p)
	}
}

func (d *shown) notices(all []*record.Announcement) {
	d.numbers(int64(len(all)))
	for _, a := range all {
		d.notice(a)
	}
}

func (d *shown) totals(t record.Totals) {
	d.numbers(int64(t.Projects), int64(t.Assigned), int64(t.Paid), int64(t.Lost))
}

// shows adds what the view of a page is made of; false when that is too much to tell.
func (s *sheet) shows(d *shown) bool {
	p := s.page
	switch p.Kind {
	case plan.Project:
		d.project(p.Project)
		d.notices(s.tree.NoticesOf(p.Project))
		return s.showsText(d, &p.Project.Text)
	case plan.Notice:
		d.notice(p.Notice)
		d.projects(p.Notice.Projects)
		older, newer := s.neighbours(p.Notice)
		for _, link := range []*linkView{older, newer} {
			d.numbers(yes(link != nil))
			if link != nil {
				d.texts(link.Title, link.Href)
			}
		}
		return s.showsText(d, &p.Notice.Text)
	case plan.ProjectList:
		for _, g := range append(s.tree.ByState[:len(s.tree.ByState):len(s.tree.ByState)], s.tree.ByYear...) {
			d.texts(g.Key)
			d.numbers(int64(len(g.Projects)))
		}
		d.projects(p.Projects)
		d.totals(p.Group.Totals)
		return p.Path != s.tree.All.Path // the first has the figures and filters of the whole site
	case plan.Measure, plan.Body:
		d.projects(p.Projects)
		d.totals(p.Group.Totals)
		if p.Pager.Number == 1 {
			d.texts(s.period())
			d.projects(p.Group.Projects) // of the figure
		}
		if p.Body != nil {
			d.notices(s.tree.NoticesOfBody(p.Body))
		}
		return true
	case plan.NoticeList:
		d.notices(p.Notices)
		return true
	case plan.Calendar:
		due := &s.tree.Due
		d.numbers(int64(len(due.Next)), int64(len(due.Missed)), int64(len(due.Reached)))
		for _, x := range p.Deadlines {
			d.project(x.Project)
			d.texts(x.Milestone.Title, x.Milestone.Planned.String(), x.Milestone.Actual.String())
		}
		return true
	}
	return p.Kind == plan.Moved || s.showsOverview(d)
}

// showsOverview adds what those overviews show that are kept where nothing of it changes.
func (s *sheet) showsOverview(d *shown) bool {
	p := s.page
	switch p.Kind {
	case plan.Annual:
		d.projects(p.Projects)
		d.totals(p.Group.Totals)
		last := p.Year == s.tree.AnnualYears()[0]
		if d.numbers(yes(last)); last {
			d.projects(s.tree.Undated)
		}
		return true
	case plan.BodyList:
		d.texts(s.period())
		d.numbers(int64(len(s.tree.ByBody)))
		for _, g := range s.tree.ByBody {
			d.texts(g.Key)
			d.totals(g.Totals)
		}
		return true
	case plan.Transparency:
		if !s.tree.Several() {
			return false // of the texts of sections it shows much
		}
		for _, id := range []string{record.PNRRSection, record.AnnualSection} {
			if page := s.tree.Page(plan.SectionPath(id)); page != nil {
				d.texts(page.Title, page.Path)
			}
		}
		return true
	}
	return false
}

// showsText adds where the links of a text lead; false when it holds figures.
func (s *sheet) showsText(d *shown, text *record.Text) bool {
	for i := range text.Links {
		d.texts(s.linkAddress(&text.Links[i]))
	}
	return len(text.Embeds) == 0
}

func yes(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
