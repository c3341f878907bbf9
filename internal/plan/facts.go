package plan

import (
	"slices"
	"strings"

	"vetro/internal/record"
)

// Facts gives what happened to a project, each fact once: decrees, payouts and losses of its
// fundings, its payments, the milestones that were reached. What was paid to the body is told
// by the payments to it if any were recorded, else by the fundings that were paid, as in
// record.Project.Money. A milestone that tells again what one of these tells is no fact of
// its own: it is kept with that one, for its title and its note.
func Facts(p *record.Project) []Event {
	var facts []Event
	toBody := p.PaidByPayments()
	for f := range p.Standing() {
		if f.Date.Known() && f.Source != record.ToBeFound { // nobody decreed what is still to be found
			facts = append(facts, Event{Kind: DecreeEvent, Date: f.Date, Happened: true, Funding: f})
		}
		switch {
		case !f.StateDate.Known() || f.State == record.Assigned:
		case !f.Counts():
			facts = append(facts, Event{Kind: LostEvent, Date: f.StateDate, Happened: true, Funding: f})
		case !toBody && p.Outside(f): // a body pays itself nothing
			facts = append(facts, Event{Kind: PaidEvent, Date: f.StateDate, Happened: true, Funding: f})
		}
	}
	for i := range p.Payments {
		facts = append(facts, Event{Kind: PaymentEvent, Date: p.Payments[i].Date, Happened: true, Payment: &p.Payments[i]})
	}
	money := len(facts)
	for i := range p.Milestones {
		m := &p.Milestones[i]
		if !m.Actual.Known() {
			continue
		}
		if again := toldBy(facts[:money], m); again != nil {
			again.Told = append(again.Told, m)
		} else {
			facts = append(facts, reached(m))
		}
	}
	return facts
}

// toldBy gives the fact that a milestone tells again: of the same day and phase. Of several
// it is the one that fewest milestones told so far: two fundings of one day have two.
func toldBy(facts []Event, m *record.Milestone) *Event {
	var best *Event
	for i := range facts {
		if e := &facts[i]; e.Date == m.Actual && e.toldIn(m) && (best == nil || len(e.Told) < len(best.Told)) {
			best = e
		}
	}
	return best
}

// toldIn reports whether a milestone of the same day is about the fact, by its phase or by
// its title.
func (e *Event) toldIn(m *record.Milestone) bool {
	switch e.Kind {
	case DecreeEvent:
		return m.Phase == record.StartPhase || ofDecree(m)
	case PaidEvent:
		return m.Phase == record.PayoutPhase || ofPayout(m)
	case PaymentEvent:
		return e.Payment.To == record.ToBody && (m.Phase == record.PayoutPhase || ofPayout(m))
	case LostEvent:
		return titled(m, "rinunci", "revoca")
	}
	return false
}

// ofDecree reports whether the title of a milestone names the decree of a funding. Older
// imports wrote one for each, as the start of the project.
func ofDecree(m *record.Milestone) bool {
	return titled(m, "decreto di finanziamento", "decreto di assegnazione", "decreto di concessione", "finanziamento decretato", "assegnazione del finanziamento", "concessione del finanziamento")
}

func ofPayout(m *record.Milestone) bool { return titled(m, "erogazione", "erogato") }

func titled(m *record.Milestone, words ...string) bool {
	title := strings.ToLower(m.Title)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(title, w) })
}

// names are titles of milestones that only name what they tell again.
var names = []string{"decreto di finanziamento", "finanziamento decretato", "erogazione del finanziamento", "rinuncia al finanziamento", "revoca del finanziamento"}

// Besides gives what the milestones that tell a fact again say beside it: their titles, unless
// these only name it, and their notes.
func Besides(told []*record.Milestone) []string {
	var out []string
	for _, m := range told {
		if !slices.Contains(names, strings.ToLower(m.Title)) {
			out = append(out, m.Title+".")
		}
		if m.Note != "" {
			out = append(out, m.Note)
		}
	}
	return out
}
