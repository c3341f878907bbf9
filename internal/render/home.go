package render

import (
	"html/template"

	"vetro/internal/chart"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// homeView answers how much, for what, how far along.
type homeView struct {
	Title     string
	Lead      string
	Bar       template.HTML
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
	Lost      string
}

// answerView is one of the answers under the headline.
type answerView struct{ Question, Figure, Text, Link, Href string }

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
func (s *pageBuilder) homeTitle() string {
	t := s.tree.All.Totals
	switch {
	case t.Projects == 0:
		return s.t("home.vuota")
	case t.Assigned == 0:
		return s.t("home.senza_fondi", "n", t.Projects)
	case t.Paid == 0:
		return s.t("home.titolo_assegnati", "importo", s.short(t.Assigned), "n", t.Projects)
	case t.Paid == t.Assigned:
		return s.t("home.titolo_tutto", "importo", s.short(t.Assigned), "n", t.Projects)
	}
	return s.t("home.titolo", "importo", s.short(t.Assigned), "n", t.Projects, "quota", s.theShare(t.Paid, t.Assigned))
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
		Title: s.homeTitle(), Data: s.t("home.giorno", "oggi", s.date(t.Today)),
		All:     linkView{s.t("home.tutti_i_progetti", "n", len(t.All.Projects)), plan.ProjectsPath},
		AllNews: linkView{s.t("home.tutte_le_notizie"), plan.AnnouncementsPath},
	}
	if t.Updated.Known() {
		v.Data = s.t("home.dati_al", "dati", s.date(t.Updated), "oggi", s.date(t.Today))
	}
	if t.All.Totals.Projects == 0 {
		v.Lead = s.t("home.vuota_spiega")
		return v
	}
	v.Lead = s.homeLead()
	v.Answers = s.answers()
	v.Bar = s.allBar(v.Title)
	v.Figures = s.figures(byMeasure, byBody, rising)
	for _, g := range t.ByState {
		v.States = append(v.States, stateRow{s.t("stato." + slug(g.Key)), s.href(g.Path), slug(g.Key), s.count(len(g.Projects)), s.amount(g.Totals.Assigned)})
	}
	v.StateNote = s.statesNote(t.All.Projects)
	v.Cards, v.Featured = s.homeCards()
	v.Next, v.Missed = each(top(t.Due.Next, homeDeadlines), s.deadline), each(top(t.Due.Missed, homeDeadlines), s.deadline)
	v.Deadlines = linkView{s.t("home.tutte_le_scadenze"), plan.DeadlinesPath}
	v.Notices = s.announcementCards(top(t.Announcements, homeAnnouncements))
	v.Lost = s.lost(t.All.Totals.Lost)
	return v
}

// allBar draws what was assigned in all, and what of it was paid.
func (s *pageBuilder) allBar(title string) template.HTML {
	all := s.tree.All.Totals
	f := chart.Figure{
		ID: "in-tutto", Title: s.t("home.barra"), Desc: title, Series: s.moneySeries(),
		Rows: []chart.Row{{Label: s.t("grafico.assegnati"), Note: s.paidNote(all), Values: s.moneyValues(all)}},
	}
	return trustedHTML(f.SVG())
}

// answers gives how much, for what and how far along, each with a link to the rest.
func (s *pageBuilder) answers() []answerView {
	t := s.tree
	all := t.All.Totals
	much := answerView{s.t("home.quanto"), s.short(all.Assigned), s.t("home.quanto_progetti", "n", all.Projects), s.t("home.quanto_vai"), s.href(plan.ProjectsPath)}
	if t.Several() && len(t.ByBody) > 1 {
		much.Text, much.Link, much.Href = s.t("home.quanto_enti", "n", len(t.ByBody)), s.t("home.quanto_vai_enti"), s.href(plan.BodiesPath)
	}
	out := []answerView{much}
	if len(t.ByMeasure) > 0 && all.Assigned > 0 {
		g := t.ByMeasure[0]
		out = append(out, answerView{
			s.t("home.per_che_cosa"), s.share(g.Totals.Assigned, all.Assigned),
			s.t("home.per_misura", "n", len(t.ByMeasure)), s.measureTitle(g), s.href(g.Path),
		})
	}
	done, path := 0, plan.ProjectsPath
	for _, g := range t.ByState {
		if g.Key == record.Done {
			done, path = len(g.Projects), g.Path
		}
	}
	state := s.t("home.erogazione_ignota")
	if all.Paid > 0 {
		state = s.t("home.erogati", "importo", s.short(all.Paid))
	}
	return append(out, answerView{s.t("home.a_che_punto"), s.t("home.conclusi_su", "n", done, "totale", all.Projects), state, s.t("home.conclusi_vai"), s.href(path)})
}

// homeLead counts the projects that are done and the deadlines that were missed, as the page
// of all deadlines counts them.
func (s *pageBuilder) homeLead() string {
	t := s.tree
	done, late := 0, make(map[*record.Project]bool)
	for _, p := range t.All.Projects {
		if p.State == record.Done {
			done++
		}
	}
	for _, d := range t.Due.Missed {
		late[d.Project] = true
	}
	lead := s.t("home.conclusi", "n", done, "totale", len(t.All.Projects))
	switch {
	case done == 0:
		lead = s.t("home.nessuno_concluso")
	case done == len(t.All.Projects):
		lead = s.t("home.tutti_conclusi")
	}
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
	return s.cards(top(s.tree.All.Projects, homeCards)), false
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
