package plan

import (
	"slices"
	"strconv"

	"vetro/internal/record"
)

// transparencyPages plans Amministrazione trasparente: the whole tree on the site of
// one body; on a site of several, whose own sections are on their own sites, the
// index of bodies and the two sections that the projects fill.
func (p *planner) transparencyPages() {
	p.single(Transparency, nil)
	for _, s := range p.Site.Sections {
		p.sectionPages(s, nil)
	}
}

func (p *planner) sectionPages(s *record.Section, crumbs []Crumb) {
	own := s.ID == record.PNRRSection || s.ID == record.AnnualSection
	if own || !p.Several() {
		p.sectionPage(s, crumbs)
		crumbs = append(crumbs[:len(crumbs):len(crumbs)], Crumb{ofRecord(s.Name), SectionPath(s.ID)})
	}
	for _, child := range s.Children {
		p.sectionPages(child, crumbs)
	}
}

func (p *planner) sectionPage(s *record.Section, crumbs []Crumb) {
	page := &Page{
		Kind: Section, Path: SectionPath(s.ID), Title: ofRecord(s.Name),
		Crumbs: crumbs, Section: s, Text: p.Site.SectionTexts[s.ID],
	}
	if page.Text != nil {
		page.Updated = page.Text.Updated
		page.Source = page.Text.Start()
		p.sources[page.Text.File] = page.Path
	}
	switch s.ID {
	case record.PNRRSection:
		page.Kind, page.Data = PNRR, p.PNRR
	case record.AnnualSection:
		page.Data = p.All
	}
	p.add(page)
	if s.ID == record.AnnualSection {
		p.annualPages(append(crumbs[:len(crumbs):len(crumbs)], Crumb{page.Title, page.Path}))
	}
}

// annualPages plans one elenco a year, from the first year with a decree to the last:
// a year without projects has its list, which says so.
func (p *planner) annualPages(crumbs []Crumb) {
	for _, year := range p.AnnualYears() {
		g := &Group{Key: strconv.Itoa(year), Title: strconv.Itoa(year)}
		if n := slices.IndexFunc(p.ByYear, func(y *Group) bool { return y.Key == g.Key }); n >= 0 {
			g = p.ByYear[n]
		}
		p.add(&Page{
			Kind: Annual, Path: AnnualPath(year), Title: words(Annual.Traits().Title, "anno", g.Key),
			Crumbs: crumbs, Data: g, Year: year, Group: g, Projects: g.Projects,
		})
	}
}

// AnnualYears gives the years that have an elenco annuale, latest first.
func (t *Tree) AnnualYears() []int {
	if len(t.ByYear) == 0 {
		return nil
	}
	last, _ := strconv.Atoi(t.ByYear[0].Key)
	first, _ := strconv.Atoi(t.ByYear[len(t.ByYear)-1].Key)
	var years []int
	for y := last; y >= first; y-- {
		years = append(years, y)
	}
	return years
}
