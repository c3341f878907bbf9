package plan

import (
	"maps"
	"slices"

	"vetro/internal/record"
)

// WithNotice gives the tree in which a record takes the place of the announcement of the
// same id, as With does for a project. It reports false where the site takes another
// shape: where the announcement comes or goes, or has another date.
func (t *Tree) WithNotice(whole *record.Site, now *record.Announcement) (*Tree, []record.Problem, bool) {
	page := t.pages[NoticePath(now)]
	if page == nil || page.Notice == nil || page.Notice.ID != now.ID || now.Draft || now.NotBefore.After(t.Today) {
		return nil, nil, false
	}
	was, is := page.Notice, *now
	if was.File != is.File || was.Date != is.Date || !slices.Equal(was.FormerIDs, is.FormerIDs) {
		return nil, nil, false
	}
	is.Projects = nil
	for _, p := range now.Projects {
		if known := t.Project(p.ID); known != nil {
			is.Projects = append(is.Projects, known)
		}
	}
	tree := *t
	tree.Site = t.Site.WithNotice(&is)
	tree.Site.Remarks, tree.Site.Personal = whole.Remarks, whole.Personal
	tree.pages = maps.Clone(t.pages)
	c := &change{Tree: &tree, former: t, swapped: make(map[*Page]*Page)}
	c.swapNotice(was, &is)
	c.swapPages()
	p := &planner{Tree: &tree}
	p.textLinks(&is.Text, NoticePath(&is), whole)
	record.SortProblems(p.problems)
	return &tree, p.problems, true
}

// swapNotice puts an announcement into the lists and pages of the one in whose place it
// stands.
func (c *change) swapNotice(was, is *record.Announcement) {
	c.Notices = slices.Clone(c.Notices)
	c.Notices[c.noticeAt[is.ID]] = is
	c.noticesOf, c.latestOf = maps.Clone(c.noticesOf), maps.Clone(c.latestOf)
	for _, p := range slices.Concat(was.Projects, is.Projects) {
		var of []*record.Announcement
		for _, a := range c.Notices {
			if slices.ContainsFunc(a.Projects, func(q *record.Project) bool { return q.ID == p.ID }) {
				of = append(of, a)
			}
		}
		if c.noticesOf[p.ID] = of; of == nil {
			delete(c.noticesOf, p.ID)
		}
	}
	for _, b := range []*record.Body{was.Body, is.Body} {
		var latest []*record.Announcement
		for _, a := range c.Notices {
			if b != nil && a.Body == b && len(latest) < latestOfBody {
				latest = append(latest, a)
			}
		}
		if latest != nil {
			c.latestOf[b] = latest
		} else {
			delete(c.latestOf, b)
		}
	}
	page := c.page(NoticePath(is))
	page.announce(is)
	for i, id := range is.FormerIDs {
		from := c.page("notizie/" + id + ".html")
		from.Title, from.Source = page.Title, is.AtItem("precedenti", i+1)
	}
	c.noticeLists()
}
