package render

import (
	"html/template"
	"strconv"
	"strings"

	"vetro/internal/chart"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// cardView is a project in a list.
type cardView struct {
	Title, Href string
	Meta        string // body and measures
	Body        string
	Amount      template.HTML
	Bar         template.HTML
	State       string
	StateClass  string
	Outcome     template.HTML // one sentence on the money
	CUP         string
}

func (s *pageBuilder) card(p *record.Project) cardView {
	m := p.Money()
	return s.cardOf(p, &m, s.outcome(&m))
}

// cardWithin is a project under a measure: with what the measure gives it, and in the end, where
// others give, too, what it has in all.
func (s *pageBuilder) cardWithin(p *record.Project, of record.Scope) cardView {
	m, all := p.MoneyWithin(of), p.Money()
	outcome := s.outcome(&m)
	if all.Assigned != m.Assigned {
		outcome = join(outcome, s.say("denaro.in_tutto", "importo", euro(assignedFlow, all.Assigned)))
	}
	return s.cardOf(p, &m, outcome)
}

func (s *pageBuilder) cardOf(p *record.Project, m *record.Money, outcome sentence) cardView {
	c := cardView{
		Title: p.Title, Href: s.href(plan.ProjectPath(p)), Amount: s.worth(m),
		State: s.t("stato." + slug(p.State)), StateClass: slug(p.State), Outcome: outcome.html(), CUP: string(p.CUP), Body: s.bodyName(p.Body),
	}
	var meta []string
	if c.Body != "" {
		meta = append(meta, c.Body)
	}
	for _, m := range p.Measures() {
		meta = append(meta, briefly(m))
	}
	c.Meta = strings.Join(meta, " · ")
	if m.Assigned > 0 {
		c.Bar = trustedHTML(chart.Meter(int64(m.Covered()), int64(m.Assigned)))
	}
	return c
}

func (s *pageBuilder) cards(projects []*record.Project) []cardView { return each(projects, s.card) }

// slug gives a state as a class or a key has it: non-comunicato.
func slug(state string) string { return strings.ReplaceAll(state, " ", "-") }

// pagerView leads through a list that spans several pages.
type pagerView struct {
	Pages      []navView
	Prev, Next string
	Text       string
}

func (s *pageBuilder) pager() *pagerView {
	p := s.page.Pager
	if p.Of < 2 {
		return nil
	}
	v := &pagerView{Text: s.t("elenco.pagina", "numero", p.Number, "totale", p.Of)}
	shown := 0
	for i, to := range p.Paths {
		n := i + 1
		if n != 1 && n != p.Of && (n < p.Number-2 || n > p.Number+2) {
			continue
		}
		if shown != 0 && n != shown+1 {
			v.Pages = append(v.Pages, navView{Title: "…"})
		}
		shown = n
		nv := navView{Title: strconv.Itoa(n), Href: s.href(to)}
		if n == p.Number {
			nv.Current = "page"
		}
		v.Pages = append(v.Pages, nv)
	}
	if p.Number > 1 {
		v.Prev = s.href(p.Paths[p.Number-2])
	}
	if p.Number < p.Of {
		v.Next = s.href(p.Paths[p.Number])
	}
	return v
}

// listView is a list of projects.
type listView struct {
	Title    string
	Intro    template.HTML
	Note     string // what «concluso» means, on the list of those projects
	Checked  string
	Flows    []flowView
	Cards    []cardView
	Pager    *pagerView
	Several  bool
	ByState  []groupLink
	ByYear   []groupLink
	Measures linkView
	First    bool
	Filters  *filtersView // on the first page of all projects
	Figures  []*figureView
}

// groupLink leads to the list of a group.
type groupLink struct {
	Title, Href, Count string
	Current            bool
}

func (s *pageBuilder) groupLinks(groups []*plan.Group) []groupLink {
	var out []groupLink
	for _, g := range groups {
		title := g.Title
		if _, err := strconv.Atoi(g.Key); err != nil {
			title = s.t("stato." + slug(g.Key))
		}
		out = append(out, groupLink{title, s.href(g.Path), s.count(len(g.Projects)), g == s.page.Group})
	}
	return out
}

func (s *pageBuilder) projectList() any {
	v := listView{
		Title: s.title, Checked: s.checked(s.page.Data).text(), Cards: s.cards(s.page.Projects), Pager: s.pager(),
		Several: s.tree.Several(), ByState: s.groupLinks(s.tree.ByState), ByYear: s.groupLinks(s.tree.ByYear),
		Measures: linkView{s.t("menu.misure"), s.href(plan.MeasuresPath)}, First: s.page.Pager.Number == 1,
	}
	if g := s.page.Group; len(g.Projects) > 0 {
		v.Intro = s.groupSentence(&g.Money).html()
		if v.First {
			v.Flows = s.flowViews(&g.Money)
		}
	}
	if s.page.Group.Key == record.Done {
		v.Note = s.statesNote(s.page.Group.Projects)
	}
	if s.page.Path == s.tree.All.Path {
		v.Filters = s.filters()
		v.Figures = s.figures(byState, byYear, bySource, bySize, monthly)
	}
	return v
}

// measureListView is the list of measures, by mission and component.
type measureListView struct {
	Title    string
	Checked  string
	Money    *figureView
	Missions []missionView
}

type missionView struct {
	Title      string
	Components []componentView
}

type componentView struct {
	Title string
	Rows  []measureRow
}

type measureRow struct {
	Title, Href  string
	Assigned     string
	Legal        string // «M1C1 Investimento 1.2, Abilitazione al cloud per le PA locali»
	Sentence     template.HTML
	Authority    string
	Acts         *actsView
	MoreActs     string
	ProjectCards []cardView
	MoreProjects string
}

func (s *pageBuilder) measureList() any {
	return measureListView{
		Title: s.title, Checked: s.checked(s.page.Data).text(),
		Money:    s.figure(byMeasure),
		Missions: s.missions(nil),
	}
}

// missions gives the measures that fund something, under their missions and
// components; more, if given, fills in the row of a measure.
func (s *pageBuilder) missions(more func(*plan.Group, *measureRow)) []missionView {
	site := s.tree.Site
	rows := make(map[string][]measureRow)
	byCode := make(map[string]*plan.Group)
	for _, g := range s.tree.ByMeasure {
		byCode[g.Key] = g
	}
	for _, m := range site.Measures { // in the order of the register
		g := byCode[m.Code]
		if g == nil {
			continue
		}
		row := measureRow{Title: m.Brief(), Href: s.href(g.Path), Assigned: s.amount(g.Money.Assigned), Authority: m.Authority}
		row.Legal = m.Component() + " " + m.Kind + " " + m.Number() + ", " + m.Title
		row.Sentence = s.groupSentence(&g.Money).html()
		if more != nil {
			more(g, &row)
		}
		rows[m.Component()] = append(rows[m.Component()], row)
	}
	var out []missionView
	for _, mission := range site.Missions {
		v := missionView{Title: s.t("misura.missione", "numero", mission.Code[1:], "nome", mission.Name)}
		for _, c := range site.Components {
			if c.Mission == mission.Code && rows[c.Code] != nil {
				v.Components = append(v.Components, componentView{s.t("misura.componente", "numero", c.Code[3:], "nome", c.Name), rows[c.Code]})
			}
		}
		if v.Components != nil {
			out = append(out, v)
		}
	}
	return out
}

// groupView is the page of a measure or of a body.
type groupView struct {
	Title    string
	Sentence template.HTML
	Checked  string
	Flows    []flowView
	Facts    []factView
	Note     string
	Money    *figureView
	Cards    []cardView
	Notices  []announcementCard
	Pager    *pagerView
	First    bool
}

func (s *pageBuilder) group(title string) groupView {
	v := groupView{Title: title, Checked: s.checked(s.page.Data).text(), Cards: s.cards(s.page.Projects), Pager: s.pager(), First: s.page.Pager.Number == 1}
	if g := s.page.Group; len(g.Projects) > 0 {
		v.Sentence = s.groupSentence(&g.Money).html()
		if v.First {
			v.Flows = s.flowViews(&g.Money)
		}
	}
	return v
}

func (s *pageBuilder) measure() any {
	m, g := s.page.Measure, s.page.Group
	v := s.group(m.Brief())
	of := record.OfMeasure(m.Code)
	v.Cards = each(s.page.Projects, func(p *record.Project) cardView { return s.cardWithin(p, of) })
	v.Note = m.Note
	if m.Name() != m.Title {
		v.Facts = append(v.Facts, fact(s.t("misura.titolo"), m.Title))
	}
	v.Facts = append(v.Facts, fact(s.t("misura.codice"), m.Code), fact(s.t("misura.per_esteso"), m.Long()))
	for _, x := range s.tree.Site.Missions {
		if x.Code == m.Mission() {
			v.Facts = append(v.Facts, fact(s.t("misura.missione_voce"), x.Code+" "+x.Name))
		}
	}
	for _, x := range s.tree.Site.Components {
		if x.Code == m.Component() {
			v.Facts = append(v.Facts, fact(s.t("misura.componente_voce"), x.Code+" "+x.Name))
		}
	}
	if m.Authority != "" {
		v.Facts = append(v.Facts, fact(s.t("misura.titolare"), m.Authority))
	}
	if m.CID != "" && m.CID != m.Code {
		v.Facts = append(v.Facts, fact(s.t("misura.cid"), m.CID))
	}
	if len(g.Projects) > 1 && v.First {
		v.Money = s.place(s.measureFigure(g))
	}
	return v
}

// bodyListView is the list of bodies.
type bodyListView struct {
	Title   string
	Checked string
	Money   *figureView
}

func (s *pageBuilder) bodyList() any {
	return bodyListView{s.title, s.checked(s.page.Data).text(), s.place(s.allBodies())}
}

func (s *pageBuilder) body() any {
	b, g := s.page.Body, s.page.Group
	v := s.group(b.Name)
	add := func(key, text, href string) {
		if text != "" {
			v.Facts = append(v.Facts, factView{Term: s.t("ente." + key), Text: text, Href: href})
		}
	}
	add("tipo", b.Kind, "")
	add("regione", b.Region, "")
	add("codice_ipa", b.IPA, "")
	add("codice_fiscale", b.TaxCode, "")
	add("sito", b.Site, b.Site)
	add("amministrazione_trasparente", b.Transparency, b.Transparency)
	v.Notices = s.announcementCards(s.tree.AnnouncementsOfBody(b))
	if len(g.Projects) > 1 && v.First {
		v.Money = s.place(s.bodyFigure(g))
	}
	return v
}
