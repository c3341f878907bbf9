package render

import (
	"html/template"

	"vetro/internal/chart"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// homeView answers how much, for what, how far along.
type homeView struct {
	Title     template.HTML
	Lead      string
	Flows     []flowView
	Bar       template.HTML
	Lost      template.HTML // what is in none of the sums above
	Answers   []answerView
	Data      string // the day of the data and of the page
	Figures   []*figureView
	States    []stateRow
	StateNote string // what «concluso» means
	Cards     []cardView
	Featured  bool // the cards were chosen by the author
	All       linkView
	Missed    []deadlineView
	Next      []deadlineView
	Deadlines linkView // the page of all of them
	Notices   []announcementCard
	AllNews   linkView
}

// answerView is one of the answers under the headline.
type answerView struct {
	Question     string
	Figure, Text template.HTML
	Link, Href   string
}

type stateRow struct {
	State, Href, StateClass, Projects, Assigned string
}

type deadlineView struct {
	Date      dateView
	Title     string // of the project
	Href      string
	Body      string
	Milestone string
	Words     string
	Late      bool
}

// homeTitle answers how much, and how far along, in one line.
func (s *pageBuilder) homeTitle() sentence {
	all := s.tree.All
	m := &all.Money
	switch {
	case len(all.Projects) == 0:
		return s.say("home.vuota")
	case m.Assigned == 0 && m.Own > 0:
		return s.say("home.solo_risorse_proprie", "importo", euro(ownFlow, m.Own), "n", m.OwnOnly)
	case m.Assigned == 0 && m.Missing > 0:
		return s.say("home.solo_da_reperire", "importo", euro(missingFlow, m.Missing), "n", m.OwnOnly)
	case m.Assigned == 0:
		return s.say("home.senza_fondi", "n", len(all.Projects))
	}
	key, share := "home.titolo_assegnati", ""
	switch m.Arrival() {
	case record.ArrivalUnknown:
		key = "home.titolo_ignoto"
	case record.ArrivedAtLeast:
		if share = s.atLeast(m.Covered(), m.Assigned); share != "" {
			key = "home.titolo_almeno"
		}
	case record.PartArrived:
		key, share = "home.titolo", s.theShare(m.Covered(), m.Assigned)
	case record.AllArrived:
		key = "home.titolo_tutto"
	}
	return s.say(key, "importo", euro(assignedFlow, m.Assigned), "n", m.Projects, "quota", share)
}

// most of what the home shows of each list
const (
	homeCards         = 6
	homeDeadlines     = 5
	homeAnnouncements = 4
)

func (s *pageBuilder) home() any {
	t := s.tree
	v := homeView{
		Title: s.homeTitle().html(), Data: join(s.checked(t.All), s.say("home.giorno", "quando", s.on(t.Today))).text(),
		All:     linkView{s.t("home.tutti_i_progetti", "n", len(t.All.Projects)), plan.ProjectsPath},
		AllNews: linkView{s.t("home.tutte_le_notizie"), plan.AnnouncementsPath},
	}
	if len(t.All.Projects) == 0 {
		v.Lead = s.t("home.vuota_spiega")
		return v
	}
	v.Lead = s.homeLead()
	v.Answers = s.answers()
	v.Flows, v.Lost = s.flowViews(&t.All.Money), s.lostWords(&t.All.Money).html()
	v.Bar = s.allBar()
	v.Figures = s.figures(byMeasure, byBody, rising)
	for _, g := range t.ByState {
		v.States = append(v.States, stateRow{s.t("stato." + slug(g.Key)), s.href(g.Path), slug(g.Key), s.count(len(g.Projects)), s.amount(g.Money.Assigned)})
	}
	v.StateNote = s.statesNote(t.All.Projects)
	v.Cards, v.Featured = s.homeCards()
	v.Next, v.Missed = each(top(t.Due.Next, homeDeadlines), s.deadline), each(top(t.Due.Missed, homeDeadlines), s.deadline)
	v.Deadlines = linkView{s.t("home.tutte_le_scadenze"), plan.DeadlinesPath}
	v.Notices = s.announcementCards(top(t.Announcements, homeAnnouncements))
	return v
}

// allBar draws what was assigned in all, and what of it was received; nothing for nothing.
func (s *pageBuilder) allBar() template.HTML {
	all := &s.tree.All.Money
	if all.Assigned == 0 {
		return ""
	}
	columns := s.moneyColumns()
	f := chart.Figure{
		ID: "in-tutto", Title: s.t("home.barra"), Desc: s.homeTitle().text(), Series: series(columns),
		Rows: []chart.Row{{Label: s.t("grafico.assegnati"), Note: s.receivedWords(all), Values: moneyValues(columns, all)}},
	}
	return trustedHTML(f.SVG())
}

// answers gives how much, for what and how far along, each with a link to the rest.
func (s *pageBuilder) answers() []answerView {
	t := s.tree
	all := &t.All.Money
	var out []answerView
	much := answerView{s.t("home.quanto"), sentence(euro(assignedFlow, all.Assigned)).html(), s.say("home.quanto_progetti", "n", all.Projects).html(), s.t("home.quanto_vai"), s.href(plan.ProjectsPath)}
	if t.Several() && len(t.ByBody) > 1 {
		much.Text, much.Link, much.Href = s.say("home.quanto_enti", "n", assignedGroups(t.ByBody)).html(), s.t("home.quanto_vai_enti"), s.href(plan.BodiesPath)
	}
	if all.Assigned > 0 {
		out = append(out, much)
	}
	if len(t.ByMeasure) > 0 && t.PNRR.Money.Assigned > 0 {
		g := t.ByMeasure[0]
		out = append(out, answerView{
			s.t("home.per_che_cosa"), sentence(s.share(g.Money.Assigned, t.PNRR.Money.Assigned)).html(),
			s.say("home.per_misura", "n", len(t.ByMeasure)).html(), s.measureTitle(g), s.href(g.Path),
		})
	}
	words, path := s.t("home.quanto_vai"), plan.ProjectsPath
	if g := s.doneGroup(); g != nil {
		words, path = s.t("home.conclusi_vai"), g.Path
	}
	done, live := s.done()
	if live == 0 {
		return out
	}
	var state sentence
	if all.Assigned > 0 {
		state = capital(s.received(all, record.Date{}))
	}
	return append(out, answerView{s.t("home.a_che_punto"), s.say("home.conclusi_su", "n", done, "totale", live).html(), state.html(), words, s.href(path)})
}

// assignedGroups counts the groups that were assigned something.
func assignedGroups(groups []*plan.Group) int {
	n := 0
	for _, g := range groups {
		if g.Money.Assigned > 0 {
			n++
		}
	}
	return n
}

// done counts the projects that are done, and those that go on or are done: what lost all its
// money is neither.
func (r *Renderer) done() (done, live int) {
	if g := r.doneGroup(); g != nil {
		done = len(g.Projects) - g.Money.LostOnly
	}
	return done, len(r.tree.All.Projects) - r.tree.All.Money.LostOnly
}

// doneGroup gives the projects whose state is done, or nil.
func (r *Renderer) doneGroup() *plan.Group {
	for _, g := range r.tree.ByState {
		if g.Key == record.Done {
			return g
		}
	}
	return nil
}

// doneWords says how many projects are done, by a text for those cases that have none of their own.
func (r *Renderer) doneWords(key string) string {
	done, live := r.done()
	switch done {
	case 0:
		return r.t("home.nessuno_concluso")
	case len(r.tree.All.Projects):
		return r.t("home.tutti_conclusi")
	}
	return r.t(key, "n", done, "totale", live)
}

// homeLead counts the projects that are done and the deadlines that were missed, as the page
// of all deadlines counts them.
func (s *pageBuilder) homeLead() string {
	t := s.tree
	late := make(map[*record.Project]bool)
	for _, d := range t.Due.Missed {
		late[d.Project] = true
	}
	lead := s.doneWords("home.conclusi")
	if n := len(t.Due.Missed); n > 0 {
		lead += " " + s.t("home.in_ritardo", "n", n)
		if n > 1 {
			lead += " " + s.t("home.in_ritardo_progetti", "n", len(late))
		}
	}
	return lead
}

// homeCards gives the projects that the author put in evidence, else the largest.
func (s *pageBuilder) homeCards() (cards []cardView, featured bool) {
	var chosen []*record.Project
	for _, p := range s.tree.All.Projects {
		if p.Featured {
			chosen = append(chosen, p)
		}
	}
	if chosen != nil {
		return s.cards(top(chosen, homeCards)), true
	}
	for _, p := range top(s.tree.All.Projects, homeCards) {
		if m := p.Money(); m.LostOnly == 0 { // which would be shown only where few are left
			chosen = append(chosen, p)
		}
	}
	if chosen == nil {
		chosen = top(s.tree.All.Projects, homeCards)
	}
	return s.cards(chosen), false
}

func (s *pageBuilder) deadline(d plan.Deadline) deadlineView {
	m := d.Milestone
	v := deadlineView{Date: s.dated(m.Planned), Title: d.Project.Title, Href: s.href(plan.ProjectPath(d.Project)), Milestone: m.Title, Body: s.bodyName(d.Project.Body)}
	if m.Actual.Known() {
		v.Words = s.reachedWords(m, d.Delay)
	} else {
		v.Words = s.dueWords(d.Project, m, d.Delay)
		v.Late = d.State == record.DeadlineMissed
	}
	return v
}

// dueWords says the state of a milestone without an actual date.
func (s *pageBuilder) dueWords(p *record.Project, m *record.Milestone, d plan.Delay) string {
	switch state := p.Deadline(m, s.tree.Today); {
	case state == record.NoDeadline:
		return s.t("tappa.caduta", "giorno", s.date(m.Planned))
	case state == record.DeadlineClosed && p.PaidInFull().Known():
		return s.t("tappa.scaduta_ma_erogata", "giorno", s.date(m.Planned), "erogato", s.on(p.PaidInFull()))
	case state == record.DeadlineClosed:
		return s.t("tappa.scaduta_ma_conclusa", "giorno", s.date(m.Planned))
	case state == record.DeadlineMissed:
		return s.t("tappa.scaduta", "quando", s.on(m.Planned))
	case d.Days == 0 && m.Planned.Day != 0:
		return s.t("tappa.scade_oggi")
	case d.Days == -1 && m.Planned.Day != 0:
		return s.t("tappa.scade_domani")
	}
	return s.t("tappa.da_fare", "giorno", s.date(m.Planned))
}
