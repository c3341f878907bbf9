package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// transparencyView is the index of Amministrazione trasparente.
type transparencyView struct {
	Title    string
	Several  bool
	Sections []sectionLink
	Bodies   []bodyLink
	Own      []linkView
}

type sectionLink struct {
	Title, Href string
	Children    []sectionLink
}

type bodyLink struct {
	Name, Href string // of the page of the body
	Address    string // of its Amministrazione trasparente; "" when nobody gave it
	Site       string
}

func (s *pageBuilder) transparency() any {
	v := transparencyView{Title: s.title, Several: s.tree.Several()}
	if !v.Several {
		v.Sections = s.sectionLinks(s.tree.Site.Sections, 2)
		return v
	}
	for _, b := range s.tree.Site.Bodies {
		v.Bodies = append(v.Bodies, bodyLink{b.Name, s.href(plan.BodyPath(b.ID)), b.Transparency, b.Site})
	}
	for _, id := range []string{record.PNRRSection, record.AnnualSection} {
		if page := s.tree.Page(plan.SectionPath(id)); page != nil {
			v.Own = append(v.Own, linkView{page.Title.In(s.t), s.href(page.Path)})
		}
	}
	return v
}

// sectionLinks gives the links to sections and, down to some depth, to their children.
// Each link's text is the name of the law and nothing else: checkers look for it.
func (s *pageBuilder) sectionLinks(sections []*record.Section, depth int) []sectionLink {
	if depth == 0 {
		return nil
	}
	return each(sections, func(x *record.Section) sectionLink {
		return sectionLink{x.Name, s.href(plan.SectionPath(x.ID)), s.sectionLinks(x.Children, depth-1)}
	})
}

// sectionView is a section of Amministrazione trasparente.
type sectionView struct {
	Title    string
	Name     string // of the law, when the author says it otherwise
	Article  string
	Update   string
	Updated  dateView // of the text
	Checked  string   // of the data, where it shows any
	Text     template.HTML
	Status   string // words on a section without text
	Address  string // where it is published
	Children []sectionLink
	Years    []linkView
}

func (s *pageBuilder) section() any {
	x := s.page.Section
	v := sectionView{Title: x.Name, Article: x.Article, Update: x.Update, Checked: s.checked(s.page.Data).text(), Children: s.sectionLinks(x.Children, 1)}
	if s.tree.Several() { // only the sections that the site fills have a page
		v.Children = nil
	}
	if text := s.page.Text; text != nil {
		v.Text, v.Updated = s.prose(&text.Text), s.dated(text.Updated)
		if text.Title != "" && text.Title != x.Name {
			v.Name = text.Title
		}
	}
	status, address, reason := s.tree.Site.SectionStatus(x)
	switch status {
	case record.SectionElsewhere:
		v.Status, v.Address = s.t("sezione.altrove"), address
	case record.SectionReasoned:
		v.Status = s.t("sezione.vuota_perche", "motivo", reason)
	case record.SectionBare:
		v.Status = s.t("sezione.vuota_senza_motivo")
	}
	if x.ID == record.AnnualSection {
		for _, year := range s.tree.AnnualYears() {
			v.Years = append(v.Years, linkView{s.t("annuale.anno", "anno", strconv.Itoa(year)), s.href(plan.AnnualPath(year))})
		}
	}
	return v
}

// pnrrView is Attuazione misure PNRR: by mission, component and measure, with acts.
type pnrrView struct {
	Title    string
	Article  string
	Updated  dateView // of the text
	Checked  string   // of the data
	Text     template.HTML
	Sentence template.HTML
	Flows    []flowView
	Missions []missionView
}

// most of what the page shows under each measure: the rest is on the measure's pages
const (
	pnrrActs     = 25
	pnrrProjects = 10
)

func (s *pageBuilder) pnrr() any {
	v := pnrrView{Title: s.title, Article: s.page.Section.Article, Checked: s.checked(s.page.Data).text()}
	if text := s.page.Text; text != nil {
		v.Text, v.Updated = s.prose(&text.Text), s.dated(text.Updated)
	}
	if g := s.tree.PNRR; len(g.Projects) > 0 {
		v.Sentence, v.Flows = s.groupSentence(&g.Money).html(), s.flowViews(&g.Money)
	}
	v.Missions = s.missions(func(g *plan.Group, row *measureRow) {
		shown := top(g.Projects, pnrrProjects)
		of := record.OfMeasure(g.Key)
		row.ProjectCards = each(shown, func(p *record.Project) cardView { return s.cardWithin(p, of) })
		if n := len(g.Projects) - len(shown); n > 0 {
			row.MoreProjects = s.t("pnrr.altri_progetti", "n", n)
		}
		acts, rows := 0, []actView(nil)
		for _, p := range g.Projects {
			for _, a := range s.acts(p, g.Key) {
				if acts++; acts <= pnrrActs {
					a.Project = &linkView{p.Title, s.href(plan.ProjectPath(p))}
					rows = append(rows, a)
				}
			}
		}
		row.Acts = s.actsTable(s.t("atto.tabella_di", "misura", row.Legal), rows)
		if n := acts - pnrrActs; n > 0 {
			row.MoreActs = s.t("pnrr.altri_atti", "n", n)
		}
	})
	return v
}

// annualView is the elenco annuale of a year.
//
// Source: l. 3/2003, art. 11, c. 2-quater.
type annualView struct {
	Title   string
	Checked string
	Several bool
	Rows    []annualRow
	Total   template.HTML
	Undated []annualRow
}

type annualRow struct {
	CUP, Title, Href, Body, Sources, Start string
	Amount, State                          template.HTML
}

func (s *pageBuilder) annual() any {
	v := annualView{
		Title: s.title, Checked: s.checked(s.page.Data).text(), Several: s.tree.Several(), Total: s.groupSentence(&s.page.Group.Money).html(),
		Rows: each(s.page.Projects, s.annualRow),
	}
	if s.page.Year == s.tree.AnnualYears()[0] {
		v.Undated = each(s.tree.Undated.Projects, s.annualRow)
	}
	return v
}

func (s *pageBuilder) annualRow(p *record.Project) annualRow {
	m := p.Money()
	row := annualRow{
		CUP: string(p.CUP), Title: p.Title, Href: s.href(plan.ProjectPath(p)), Amount: sentence(euro(costFlow, m.Cost())).html(),
		Sources: cmp.Or(strings.Join(s.sourceNames(p), ", "), s.t("progetto.non_comunicata")), Start: s.t("progetto.non_comunicata"),
		State: sentence(s.t("stato."+slug(p.State)) + ". " + string(s.outcome(&m))).html(),
	}
	if m.Cost() == 0 {
		row.Amount = s.worth(&m)
	}
	if row.CUP == "" {
		row.CUP = s.t("progetto.cup_assente", "motivo", cmp.Or(p.NoCUP, s.t("progetto.senza_motivo")))
	}
	if p.Body != nil {
		row.Body = p.Body.Name
	}
	if d := plan.Started(p); d.Known() {
		row.Start = s.date(d)
	}
	return row
}

func (s *pageBuilder) sourceNames(p *record.Project) []string {
	var names []string
	for f := range p.Standing() {
		if name := s.sourceName(f.Source); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// allSources shows every source of the site's data once, in the order of titles, without the
// place where a record names it.
func (r *Renderer) allSources() []sourceView {
	seen := make(map[record.Source]bool)
	var out []sourceView
	for _, p := range r.tree.Site.Projects {
		for _, source := range p.Sources {
			source.Origin = record.Origin{}
			if !seen[source] {
				seen[source] = true
				out = append(out, r.source(&source, source.Day))
			}
		}
	}
	slices.SortFunc(out, func(a, b sourceView) int {
		return strings.Compare(a.Title+"\x00"+a.Date+"\x00"+a.Href+"\x00"+a.License, b.Title+"\x00"+b.Date+"\x00"+b.Href+"\x00"+b.License)
	})
	return slices.Compact(out)
}

type creditsView struct {
	Title   string
	License string
	Sources []sourceView
}

func (s *pageBuilder) credits() any {
	return creditsView{s.title, s.tree.Site.Config.License, s.sources()}
}

type freeView struct {
	Title   string
	Updated dateView
	Text    template.HTML
}

func (s *pageBuilder) free() any {
	return freeView{s.title, s.dated(s.page.Updated), s.prose(&s.page.Free.Text)}
}

type notFoundView struct {
	Title string
	Links []linkView
}

func (s *pageBuilder) notFound() any {
	return notFoundView{s.title, []linkView{
		{s.t("menu.progetti"), s.href(plan.ProjectsPath)}, {s.t("menu.misure"), s.href(plan.MeasuresPath)},
		{s.t("menu.notizie"), s.href(plan.AnnouncementsPath)}, {s.t("menu.amministrazione-trasparente"), s.href(plan.TransparencyPath)},
	}}
}

type movedView struct{ Title, Href, Canonical string }

func (s *pageBuilder) moved() any {
	v := movedView{Title: s.title, Href: s.href(s.page.To)}
	if base := s.tree.Site.Config.BaseURL; base != "" {
		v.Canonical = base + s.page.To
	}
	return v
}
