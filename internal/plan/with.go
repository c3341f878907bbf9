package plan

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// With gives the tree in which a record takes the place of a project of the same id, as
// Site would plan it, with the problems of the project's text; those of all others stay.
// Whole is the site of that record, facts of later days included. The tree itself is not
// changed: what the change does not concern, both share.
//
// It reports false where the site takes another shape, to be planned anew: a page or a
// list comes or goes, or the measures change places.
func (t *Tree) With(whole *record.Site, old, now *record.Project) (*Tree, []record.Problem, bool) {
	was, is := t.Project(old.ID), now.AsOf(t.Today)
	if was == nil || is == nil || was.File != is.File || !slices.Equal(was.FormerIDs, is.FormerIDs) {
		return nil, nil, false
	}
	tree := *t
	tree.Site = t.Site.With(was, is)
	tree.Site.Remarks, tree.Site.Personal = whole.Remarks, whole.Personal
	tree.pages, tree.groups = maps.Clone(t.pages), maps.Clone(t.groups)
	c := &change{Tree: &tree, former: t, was: was, is: is, swapped: make(map[*Page]*Page)}
	if !c.regroup() || !c.deadlines() {
		return nil, nil, false
	}
	c.projectPages()
	c.notices()
	c.update()
	c.order()
	p := &planner{Tree: &tree}
	p.textLinks(&is.Text, ProjectPath(is), whole)
	record.SortProblems(p.problems)
	return &tree, p.problems, true
}

// change is a tree in the making, from a former one.
type change struct {
	*Tree
	former  *Tree
	was, is *record.Project
	swapped map[*Page]*Page // former page → the one in its place
}

// page gives a page to be changed, which the former tree does not share.
func (c *change) page(path string) *Page {
	key := strings.ToLower(path)
	old, now := c.former.pages[key], c.pages[key]
	if old == now {
		one := *old
		now = &one
		c.pages[key], c.swapped[old] = now, now
	}
	return now
}

// family is one way in which projects have something in common.
type family struct {
	groups *[]*Group
	keys   func(*record.Project) []string // of the groups that a project is in
	order  func(a, b *Group) int
	sum    func(projects []*record.Project, key string) record.Totals
	paged  bool // the groups have pages in their order
}

func (c *change) families() []family {
	whole := func(projects []*record.Project, _ string) record.Totals { return record.TotalsOf(projects) }
	return []family{
		{&c.ByMeasure, measuresOf, byTotal, record.TotalsOfMeasure, true},
		{&c.ByBody, bodyOf, byTotal, whole, false},
		{&c.ByState, func(p *record.Project) []string { return []string{p.State} }, inOrderOfStates, whole, true},
		{&c.ByYear, yearOf, latestYearFirst, whole, true},
	}
}

func measuresOf(p *record.Project) []string {
	var codes []string
	for _, m := range p.Measures() {
		codes = append(codes, m.Code)
	}
	return codes
}

func bodyOf(p *record.Project) []string {
	if p.Body == nil {
		return nil
	}
	return []string{p.Body.ID}
}

func yearOf(p *record.Project) []string {
	if d := p.Decreed(); d.Known() {
		return []string{strconv.Itoa(int(d.Year))}
	}
	return nil
}

// regroup puts the project into all groups anew; false when one comes or goes, or takes
// another place.
func (c *change) regroup() bool {
	c.All = c.regrouped(c.All, family{sum: func(projects []*record.Project, _ string) record.Totals { return record.TotalsOf(projects) }}, true, true)
	for _, f := range c.families() {
		had, has := f.keys(c.was), f.keys(c.is)
		groups := slices.Clone(*f.groups)
		met := 0
		for i, g := range groups {
			before, after := slices.Contains(had, g.Key), slices.Contains(has, g.Key)
			if after {
				met++
			}
			if !before && !after {
				continue
			}
			if groups[i] = c.regrouped(g, f, before, after); groups[i] == nil {
				return false
			}
		}
		before := slices.Clone(groups)
		slices.SortFunc(groups, f.order)
		if met < len(has) || f.paged && !slices.Equal(before, groups) {
			return false
		}
		*f.groups = groups
	}
	had, has := yearOf(c.was) == nil, yearOf(c.is) == nil
	c.Undated = c.placed(c.Undated, had, has)
	return true
}

// regrouped gives a group with the project as it is now, if it was in it and if it still
// is, and its pages; nil when the group has other pages then.
func (c *change) regrouped(g *Group, f family, before, after bool) *Group {
	one := *g
	one.Projects = c.placed(g.Projects, before, after)
	had, has := len(g.Projects), len(one.Projects)
	per := c.Site.Config.PerPage
	if pagesFor(had, per) != pagesFor(has, per) || (had == 0) != (has == 0) {
		return nil
	}
	if before {
		one.Totals = sumOf(one.Totals, f.sum([]*record.Project{c.was}, g.Key), -1)
	}
	if after {
		one.Totals = sumOf(one.Totals, f.sum([]*record.Project{c.is}, g.Key), 1)
	}
	c.groups[g.Path] = &one
	c.pagesOf(g, &one)
	return &one
}

func sumOf(a, b record.Totals, times int) record.Totals {
	n := record.Euro(times)
	return record.Totals{
		Projects: a.Projects + times*b.Projects,
		Assigned: a.Assigned + n*b.Assigned, Paid: a.Paid + n*b.Paid, Lost: a.Lost + n*b.Lost,
	}
}

// pagesOf makes the pages of a group those of the one in its place.
func (c *change) pagesOf(old, now *Group) {
	first := c.former.pages[strings.ToLower(old.Path)]
	if first == nil || first.Group != old {
		return // bodies have no pages on the site of one
	}
	for i, path := range first.Pager.Paths {
		page := c.page(path)
		page.Group, page.Projects = now, onPage(now.Projects, i, c.Site.Config.PerPage)
	}
	if first.Year == 0 {
		return
	}
	annual := AnnualPath(first.Year)
	if page := c.former.pages[annual]; page != nil && page.Group == old {
		page = c.page(annual)
		page.Group, page.Projects = now, now.Projects
	}
}

// placed gives projects, the largest first, with the project as it is now in its place.
func (c *change) placed(projects []*record.Project, before, after bool) []*record.Project {
	if !before && !after {
		return projects
	}
	out := make([]*record.Project, 0, len(projects)+1)
	if before {
		at := placeOf(projects, c.was)
		out = append(append(out, projects[:at]...), projects[at+1:]...)
	} else {
		out = append(out, projects...)
	}
	if after {
		out = slices.Insert(out, placeOf(out, c.is), c.is)
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// placeOf gives where a project is among others, the largest first, or would be.
func placeOf(projects []*record.Project, p *record.Project) int {
	total := p.Total()
	at, _ := slices.BinarySearchFunc(projects, p, func(q, p *record.Project) int { return larger(q.Total(), total, q, p) })
	return at
}

// projectPages makes the project's page, and those that lead on to it, of its record.
func (c *change) projectPages() {
	page := c.page(ProjectPath(c.is))
	page.show(c.is)
	for i, id := range c.is.FormerIDs {
		from := c.page("progetti/" + id + ".html")
		from.Title, from.Source = page.Title, c.is.AtItem("precedenti", i+1)
	}
}

// notices puts the announcements that name the project in the place of those that named
// it as it was.
func (c *change) notices() {
	now := make(map[*record.Announcement]*record.Announcement)
	for i, a := range c.former.Site.Announcements {
		if b := c.Site.Announcements[i]; a != b {
			now[a] = b
		}
	}
	if len(now) == 0 {
		return
	}
	swap := func(list []*record.Announcement) []*record.Announcement {
		list = slices.Clone(list)
		for i, a := range list {
			if b := now[a]; b != nil {
				list[i] = b
			}
		}
		return list
	}
	c.Notices, c.noticesOf, c.latestOf = swap(c.Notices), maps.Clone(c.noticesOf), maps.Clone(c.latestOf)
	of, bodies := make(map[string]bool), make(map[*record.Body]bool)
	for _, b := range now {
		c.page(NoticePath(b)).Notice = b
		bodies[b.Body] = b.Body != nil
		for _, p := range b.Projects {
			of[p.ID] = true
		}
	}
	for id := range of {
		c.noticesOf[id] = swap(c.noticesOf[id])
	}
	for b, is := range bodies {
		if is {
			c.latestOf[b] = swap(c.latestOf[b])
		}
	}
	c.noticeLists()
}

// noticeLists makes the pages that list announcements those of Notices.
func (c *change) noticeLists() {
	for i, path := range c.pages["notizie/index.html"].Pager.Paths {
		c.page(path).Notices = onPage(c.Notices, i, c.Site.Config.PerPage)
	}
}

// update says on every page that tells of the whole site when its data were last checked.
func (c *change) update() {
	if c.was.Updated == c.is.Updated {
		return
	}
	if c.is.Updated.Compare(c.Updated) > 0 {
		c.Updated = c.is.Updated
	} else if c.was.Updated == c.Updated {
		c.Updated = record.Date{}
		for _, p := range c.All.Projects {
			c.Updated = later(c.Updated, p.Updated)
		}
	}
	if c.Updated == c.former.Updated {
		return
	}
	for _, p := range c.former.Pages {
		switch {
		case p.Kind == Project, p.Kind == Notice, p.Kind == Free, p.Kind == Moved, p.Kind == NotFound:
		case p.Kind == PNRR, p.Kind == Section && p.Section.ID == record.AnnualSection:
			page := c.page(p.Path)
			page.Updated = c.Updated
			if page.Text != nil {
				page.Updated = later(page.Text.Updated, c.Updated)
			}
		case p.Kind != Section:
			c.page(p.Path).Updated = c.Updated
		}
	}
}

// order lists the pages: as they were, unless the project has another place among all.
func (c *change) order() {
	c.swapPages()
	from, to := placeOf(c.former.All.Projects, c.was), placeOf(c.All.Projects, c.is)
	if from == to {
		return
	}
	n := 1 + len(c.is.FormerIDs)
	at := slices.Index(c.Pages, c.pages[strings.ToLower(ProjectPath(c.is))])
	own := slices.Clone(c.Pages[at : at+n])
	c.Pages = slices.Delete(c.Pages, at, at+n)
	after := c.pages["misure/index.html"] // stands behind those of projects
	if to+1 < len(c.All.Projects) {
		after = c.pages[strings.ToLower(ProjectPath(c.All.Projects[to+1]))]
	}
	c.Pages = slices.Insert(c.Pages, slices.Index(c.Pages, after), own...)
}

// swapPages lists the pages as they were, with those that were made in the place of some.
func (c *change) swapPages() {
	c.Pages = make([]*Page, len(c.former.Pages))
	for i, p := range c.former.Pages {
		if now := c.swapped[p]; now != nil {
			p = now
		}
		c.Pages[i] = p
	}
}
