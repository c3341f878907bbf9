package render

import (
	"cmp"
	"html/template"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// factView is a row of a description list.
type factView struct {
	Term, Text, Href string
	Small            string
	Code             bool // to be read letter by letter
}

func fact(term, text string) factView { return factView{Term: term, Text: text} }

// projectView is a project, whole.
type projectView struct {
	Title      string
	Body       *linkView
	Sentence   template.HTML
	State      string
	StateClass string
	Updated    dateView
	Summary    string
	Money      projectMoney
	Text       template.HTML
	Lists      []namedList
	Facts      []factView
	Events     []eventView
	Acts       *actsView
	Contracts  []contractView
	Payments   []paymentView
	Indicators []indicatorView
	Places     []string
	Unknown    []string
	Sources    []sourceView
	Notices    []announcementCard
	Downloads  []linkView
	Phases     []phaseView
	Strip      template.HTML // of the events; "" where there is no time between them
	Measured   template.HTML // what indicators planned and reached
	StateNote  string        // what «concluso» means
}

// phaseView is a step of the row of phases.
type phaseView struct {
	Title string
	State string // fatta, senza, parte, scaduta, chiusa, prevista, ignota, persa
	Date  dateView
	Words string // instead of a date
}

type namedList struct {
	Title string
	Items []string
}

// projectMoney is the funding of a project: a bar and its table.
type projectMoney struct {
	Title string
	Flows []flowView
	SVG   template.HTML
	Rows  []fundingRow
	Total *fundingRow
	Lost  string
}

type fundingRow struct {
	Source   string
	Measure  linkView
	State    string
	Decree   string
	Date     dateView
	NoDecree bool // nobody has to grant this money, and no act on it is known
	Assigned string
	Received string
}

type eventView struct {
	Class  string // done, late, past (closed without an outcome), today, future
	Date   dateView
	Soft   bool // only part of the date is known
	Title  string
	Detail string
	Words  string // planned against actual
}

type contractView struct {
	Subject, CIG, CIGHref, NoCIG, Supplier, Amount, Procedure string
	Date                                                      dateView
}

type paymentView struct {
	Date   dateView
	Amount string
	To     string
	Note   string
}

type indicatorView struct{ Name, Unit, Planned, Reached, Date string }

type sourceView struct{ Title, Href, Date, License string }

func (s *pageBuilder) project() any {
	p := s.page.Project
	v := projectView{
		Title: p.Title, Sentence: s.projectSentence(p).html(), State: s.t("stato." + slug(p.State)), StateClass: slug(p.State),
		Updated: s.dated(p.Updated), Summary: p.Summary, Money: s.projectMoney(p), Text: s.prose(&p.Text),
		Facts: s.projectFacts(p), Unknown: s.unknown(p), Measured: s.indicatorBars(p),
		Downloads: []linkView{{s.t("progetto.dati_json"), s.href(plan.ProjectJSON(p))}, {s.t("progetto.dati_csv"), s.href(plan.TablePath("finanziamenti", "csv"))}},
		Phases:    s.phases(p), StateNote: s.stateNote(p),
	}
	if due := s.tree.DeadlinesOf([]*record.Project{p}); s.tree.PerProject() && !due.None() {
		v.Downloads = append(v.Downloads, linkView{s.t("progetto.calendario"), s.href(plan.CalendarPath(plan.ProjectPath(p)))})
	}
	events := plan.Timeline(p, s.tree.Today)
	v.Events = s.events(p, events)
	v.Strip = s.strip(events, v.Events)
	v.Body = s.bodyLink(p.Body)
	for _, l := range []namedList{{"servizi", p.Services}, {"beneficiari", p.Beneficiaries}, {"risultati", p.Results}} {
		if len(l.Items) > 0 {
			v.Lists = append(v.Lists, namedList{s.t("progetto." + l.Title), l.Items})
		}
	}
	v.Acts = s.actsTable(s.t("atto.tabella"), s.acts(p, ""))
	v.Contracts, v.Indicators, v.Sources = eachRow(p.Contracts, s.contract), eachRow(p.Indicators, s.indicator), eachRow(p.Sources, s.sourceOfProject)
	v.Payments = eachRow(p.Payments, func(x *record.Payment) paymentView {
		return paymentView{s.dated(x.Date), s.amount(x.Amount), s.t("pagamento." + x.To), x.Note}
	})
	v.Places = eachRow(p.Places, func(x *record.Place) string { return x.Name })
	v.Notices = s.announcementCards(s.tree.AnnouncementsOf(p))
	return v
}

// bodyLink leads to the page of a body, or, where it has none, to its own site; nil without
// a body.
func (s *pageBuilder) bodyLink(b *record.Body) *linkView {
	switch {
	case b == nil:
		return nil
	case s.tree.Several():
		return &linkView{b.Name, s.href(plan.BodyPath(b.ID))}
	}
	return &linkView{b.Name, b.Site}
}

// bodyName gives the name of a body where the site has several, to tell them apart.
func (s *pageBuilder) bodyName(b *record.Body) string {
	if b == nil || !s.tree.Several() {
		return ""
	}
	return b.Name
}

func (s *pageBuilder) phases(p *record.Project) []phaseView {
	var out []phaseView
	for _, ph := range plan.Phases(p, s.tree.Today) {
		v := phaseView{Title: s.t("fase." + ph.Name), State: string(ph.State)}
		switch {
		case ph.State == plan.PhaseDone && ph.First:
			v.Words = s.from(ph.Date)
		case ph.State == plan.PhaseDone, ph.State == plan.PhaseLost && ph.Date.Known():
			v.Date = s.dated(ph.Date)
		case ph.Name == record.ContractPhase && ph.State == plan.PhaseUndated && len(p.Contracts) > 0:
			v.Words = s.t("fase.contratti", "n", len(p.Contracts))
		default:
			v.Words = s.t("fase."+string(ph.State), "quando", s.on(ph.Date))
		}
		out = append(out, v)
	}
	return out
}

func (s *pageBuilder) projectMoney(p *record.Project) projectMoney {
	m := p.Money()
	v := projectMoney{Title: s.t("progetto.denaro_" + moneyCase(&m)), Flows: s.flowViews(&m), Rows: eachRow(p.Fundings, func(f *record.Funding) fundingRow { return s.fundingRow(p, f) })}
	if (len(p.Fundings) > 1 || len(p.Payments) > 0) && !p.Unfunded() {
		v.Total = s.fundingTotal(&m)
	}
	v.Lost = join(s.lostWords(&m), s.goneWords(p)).text()
	if m.Assigned > 0 {
		v.SVG = trustedHTML(s.moneyBar(p, "denaro-disegno", v.Title).SVG())
	}
	return v
}

// moneyCase names how much of the money was received.
func moneyCase(m *record.Money) string {
	switch m.Arrival() {
	case record.NothingDue:
		if m.OwnOnly > 0 {
			return "dell_ente"
		}
		if m.Unfunded > 0 {
			return "non_noto"
		}
		return "nulla"
	case record.ArrivalUnknown:
		return "ignoto"
	case record.NoneArrived:
		return "zero"
	case record.ArrivedAtLeast, record.PartArrived:
		return "parte"
	case record.MoreArrived:
		return "di_piu"
	}
	return "tutto"
}

// fundingTotal is the sum under the fundings of a project: of what outside bodies granted.
func (s *pageBuilder) fundingTotal(m *record.Money) *fundingRow {
	row := &fundingRow{Assigned: s.amount(m.Assigned), Received: none}
	if m.Assigned > 0 {
		row.Received = s.receivedCell(&m.Received)
	}
	return row
}

// none stands where there is nothing to tell.
const none = "—"

// receivedCell gives what was received in a table, to the cent.
func (s *pageBuilder) receivedCell(sum *record.Sum) string {
	if sum.Knowledge() == record.NothingKnown {
		return s.t("denaro.erogazione_ignota")
	}
	text := s.amount(sum.Amount)
	if sum.Knowledge() == record.PartlyKnown {
		text = s.t("denaro.almeno", "importo", text)
	}
	if sum.Known == 1 && sum.Seen.Newest.Known() {
		text += " " + sum.Seen.Newest.To()
	}
	return text
}

func (s *pageBuilder) fundingRow(p *record.Project, f *record.Funding) fundingRow {
	row := fundingRow{
		Source: s.sourceName(f.Source),
		Decree: f.Decree, Date: s.dated(f.Date), Assigned: s.amount(f.Amount), Received: none,
	}
	row.NoDecree = !p.Outside(f) && f.Decree == "" && !f.Date.Known()
	if f.Fund != "" {
		row.Source += ", " + f.Fund
	}
	if f.Gone() {
		if f.Measure != nil { // which may have no page, as no project has money of it
			row.Source += ", " + f.Measure.Brief()
		}
		row.State = s.t("finanziamento.sparito", "da", s.from(f.AbsentSince))
		return row
	}
	if f.Measure != nil {
		row.Measure = linkView{f.Measure.Brief(), s.href(plan.MeasurePath(f.MeasureCode))}
	}
	if p.Granted(f) {
		received := p.ReceivedOf(f)
		row.Received = s.receivedCell(&received)
	}
	row.State = s.fundingState(p, f)
	if f.AbsentSince.Known() {
		row.State = s.t("finanziamento.tenuto", "stato", row.State, "da", s.from(f.AbsentSince), "motivo", f.Keep)
	}
	return row
}

// fundingState says what became of a funding, or whose it is.
func (s *pageBuilder) fundingState(p *record.Project, f *record.Funding) string {
	switch {
	case f.Source == record.ToBeFound && f.Counts():
		return s.t("denaro.fuori")
	case !p.Outside(f) && f.Counts():
		return s.t("denaro.dell_ente")
	case f.StateDate.Known() && f.State != record.Assigned:
		return s.t("finanziamento."+f.State+"_il", "quando", s.on(f.StateDate), "giorno", s.date(f.StateDate))
	}
	return s.t("finanziamento." + f.State)
}

// projectFacts gives the key facts, the unknown ones in words.
func (s *pageBuilder) projectFacts(p *record.Project) []factView {
	var facts []factView
	add := func(key, text, href string) {
		if text != "" {
			facts = append(facts, factView{Term: s.t("progetto." + key), Text: text, Href: href})
		}
	}
	if p.CUP != "" {
		facts = append(facts, factView{Term: s.t("progetto.cup"), Text: string(p.CUP), Code: true})
	} else {
		add("cup", s.t("progetto.cup_assente", "motivo", cmp.Or(p.NoCUP, s.t("progetto.senza_motivo"))), "")
	}
	if body := s.bodyLink(p.Body); body != nil {
		add("attuatore", body.Title, body.Href)
	}
	seenCalls := make(map[string]bool)
	for _, m := range p.Measures() {
		facts = append(facts, factView{Term: s.t("progetto.misura"), Text: m.Brief(), Href: s.href(plan.MeasurePath(m.Code)), Small: official(m)})
	}
	for f := range p.Standing() {
		if c := f.Call; c != "" && !seenCalls[c] {
			seenCalls[c] = true
			add("avviso", c, "")
		}
	}
	add("titolare", s.authority(p), "")
	add("piattaforma", p.Platform, "")
	add("ufficio", p.Office, "")
	add("dnsh", p.DNSH, "")
	add("pubblicato", s.date(p.Published), "")
	if term := p.Term(); term.Known() {
		add("termine", s.t("progetto.termine_testo", "giorno", s.date(term)), "")
	}
	return facts
}

// authority gives the amministrazione titolare: the project's own, else its measures'.
func (s *pageBuilder) authority(p *record.Project) string {
	if p.Authority != "" {
		return p.Authority
	}
	var names []string
	for _, m := range p.Measures() {
		if m.Authority != "" && (len(names) == 0 || names[len(names)-1] != m.Authority) {
			names = append(names, m.Authority)
		}
	}
	return strings.Join(names, "; ")
}

// events puts the timeline into words.
func (s *pageBuilder) events(p *record.Project, events []plan.Event) []eventView {
	var out []eventView
	for _, e := range events {
		v := eventView{Class: "future", Date: s.dated(e.Date), Soft: !e.Date.Full()}
		if e.Happened {
			v.Class = "done"
		}
		switch e.Kind {
		case plan.DecreeEvent:
			if !p.Outside(e.Funding) {
				v.Title, v.Detail = s.t("tappa.proprie"), s.amount(e.Funding.Amount)+"."
				break
			}
			v.Title = s.t("tappa.decreto", "numero", cmp.Or(e.Funding.Decree, s.t("tappa.decreto_senza_numero")))
			v.Detail = s.t("tappa.decreto_importo", "importo", s.amount(e.Funding.Amount))
		case plan.PaidEvent:
			v.Title = s.t("tappa.erogazione")
			v.Detail = s.t("tappa.erogazione_importo", "importo", s.amount(e.Funding.Amount))
		case plan.LostEvent:
			v.Title = s.t("tappa." + e.Funding.State)
			v.Detail = s.t("tappa.perduto_importo", "importo", s.amount(e.Funding.Amount))
		case plan.PaymentEvent:
			v.Title = s.t("pagamento." + e.Payment.To)
			v.Detail = join(s.amount(e.Payment.Amount)+".", e.Payment.Note)
		case plan.TodayEvent:
			v.Class, v.Title = "today", s.t("tappa.oggi")
		case plan.TermEvent:
			v.Title, v.Detail = s.t("tappa.termine"), s.t("tappa.termine_norma")
		case plan.MilestoneEvent:
			v.Title, v.Detail = e.Milestone.Title, e.Milestone.Note
			v.Words, v.Class = s.milestoneWords(p, e.Milestone, e.Delay), s.eventClass(p, e.Milestone)
		}
		v.Detail = join(append([]string{v.Detail}, plan.Besides(e.Told)...)...)
		for _, m := range e.Told {
			v.Words = cmp.Or(v.Words, s.milestoneWords(p, m, plan.DelayOf(m)))
		}
		out = append(out, v)
	}
	return out
}

// eventClass gives the look of a milestone on the timeline, by the state of its deadline.
func (s *pageBuilder) eventClass(p *record.Project, m *record.Milestone) string {
	switch state := p.Deadline(m, s.tree.Today); {
	case m.Actual.Known():
		return "done"
	case state == record.DeadlineMissed:
		return "late"
	case state == record.DeadlineClosed, m.Planned.Past(s.tree.Today):
		return "past"
	}
	return "future"
}

// milestoneWords compares what was planned with what happened; "" where nothing was planned.
func (s *pageBuilder) milestoneWords(p *record.Project, m *record.Milestone, d plan.Delay) string {
	switch {
	case !m.Planned.Known():
		return ""
	case m.Actual.Known():
		return s.reachedWords(m, d)
	}
	return s.dueWords(p, m, d)
}

// reachedWords compares the day on which a milestone was reached with the planned one.
func (s *pageBuilder) reachedWords(m *record.Milestone, d plan.Delay) string {
	planned := s.on(m.Planned)
	switch {
	case !d.Known:
		return s.t("tappa.prevista", "giorno", s.date(m.Planned))
	case d.Days > 0:
		return s.t("tappa.raggiunta_dopo", "n", d.Days, "quando", planned)
	case d.Days < 0:
		return s.t("tappa.raggiunta_prima", "n", -d.Days, "quando", planned)
	}
	return s.t("tappa.raggiunta_in_tempo", "quando", planned)
}

// defaultCIG is where a CIG leads unless the site says otherwise.
const defaultCIG = "https://dati.anticorruzione.it/superset/dashboard/dettaglio_cig/?cig={cig}&standalone=2"

func (s *pageBuilder) contract(c *record.Contract) contractView {
	v := contractView{
		Subject: c.Subject, CIG: string(c.CIG), Supplier: cmp.Or(c.Supplier, s.t("progetto.non_comunicato")),
		Amount: s.t("progetto.non_comunicato"), Procedure: c.Procedure, Date: s.dated(c.Date),
		NoCIG: s.t("progetto.cig_assente", "motivo", cmp.Or(c.NoCIG, s.t("progetto.senza_motivo"))),
	}
	if c.Has("importo") {
		v.Amount = s.amount(c.Amount)
	}
	if c.CIG != "" {
		v.CIGHref = strings.ReplaceAll(cmp.Or(s.tree.Site.Config.CIGURL, defaultCIG), "{cig}", string(c.CIG))
	}
	return v
}

func (s *pageBuilder) indicator(i *record.Indicator) indicatorView {
	v := indicatorView{Name: i.Name, Unit: i.Unit, Planned: s.t("progetto.non_comunicato"), Reached: s.t("progetto.non_comunicato"), Date: s.date(i.Date)}
	if i.Has("previsto") {
		v.Planned = s.number(i.Planned)
	}
	if i.Has("raggiunto") {
		v.Reached = s.number(i.Reached)
	}
	return v
}

// sourceOfProject shows a source without the day of its table: a project's page changes when
// something of the project does.
func (r *Renderer) sourceOfProject(x *record.Source) sourceView { return r.source(x, record.Date{}) }

// source shows a source with the day that a record gives it, or else that day.
func (r *Renderer) source(x *record.Source, day record.Date) sourceView {
	v := sourceView{Title: x.Title, Href: x.URL, License: x.License}
	if x.Date.Known() {
		day = x.Date
	}
	if day.Known() {
		v.Date = r.t("progetto.fonte_al", "quando", r.on(day))
	}
	return v
}

// unknown lists what the record of a project does not say.
func (s *pageBuilder) unknown(p *record.Project) []string {
	var out []string
	m := p.Money()
	if p.Unfunded() {
		return []string{s.t("progetto.ignoto_finanziamento")}
	}
	if m.Cost() == 0 {
		return nil
	}
	if len(p.Contracts) == 0 {
		out = append(out, s.t("progetto.ignoti_contratti"))
	}
	if arrival := m.Arrival(); arrival == record.ArrivalUnknown || arrival == record.ArrivedAtLeast {
		out = append(out, s.t("progetto.ignota_erogazione"))
	}
	if m.Spent.Knowledge() == record.NothingKnown {
		out = append(out, s.t("progetto.ignoti_pagamenti"))
	}
	for i := range p.Milestones {
		if m := &p.Milestones[i]; p.Deadline(m, s.tree.Today) == record.DeadlineMissed {
			out = append(out, s.t("progetto.ignoto_esito", "tappa", m.Title, "quando", s.on(m.Planned)))
		}
	}
	return out
}
