package plan

import (
	"slices"

	"vetro/internal/record"
)

// Phase is a step that every project goes through, and what is known of it.
type Phase struct {
	Name  string // "decreto", one of record.Phases, or "rinuncia" or "revoca"
	Date  record.Date
	State PhaseState
	First bool // the day is that of the first of several
}

// PhaseState is the state of a phase.
type PhaseState string

// The states of a phase.
const (
	PhaseDone    PhaseState = "fatta"    // on a day that is known
	PhaseUndated PhaseState = "senza"    // the record says that it came about, and not when
	PhasePartly  PhaseState = "parte"    // some of the money arrived
	PhaseLate    PhaseState = "scaduta"  // its deadline was missed
	PhaseClosed  PhaseState = "chiusa"   // its day is over, and so is the project; nobody said when it came about
	PhaseDue     PhaseState = "prevista" // its day is to come
	PhaseUnknown PhaseState = "ignota"   // nothing is known
	PhaseLost    PhaseState = "persa"    // the project ended before its end
)

// decreed is the phase that no milestone has: it comes before all others.
const decreed = "decreto"

// Phases gives the phases of a project in order, each with what the record says of it and
// nothing that would follow from a later one: money that came proves no contract. A project
// without money from outside has no decree and no payout; one that was given up or revoked has
// only the phases that came about, and that end.
func Phases(p *record.Project, today record.Date) []Phase {
	var phases []Phase
	outside := false
	for f := range p.Standing() {
		outside = outside || p.Outside(f)
	}
	for _, name := range append([]string{decreed}, record.Phases()...) {
		ph := phase(p, name, today)
		if ph.State == PhaseUnknown && (p.Abandoned() || !outside && (name == decreed || name == record.PayoutPhase)) {
			continue
		}
		phases = append(phases, ph)
	}
	if p.Abandoned() {
		phases = append(phases, lostPhase(p))
	}
	return phases
}

// lostPhase gives the end of a project that was given up or revoked: the last day on which it lost
// money, if all are known.
func lostPhase(p *record.Project) Phase {
	ph, revoked, undated := Phase{Name: "rinuncia", State: PhaseLost}, p.State == record.Revoked, false
	for f := range p.Standing() {
		if f.Counts() {
			continue
		}
		revoked = revoked || p.State != record.GivenUp && f.State == record.Revoked
		ph.Date, undated = later(ph.Date, f.StateDate), undated || !f.StateDate.Known()
	}
	if undated {
		ph.Date = record.Date{}
	}
	if revoked {
		ph.Name = "revoca"
	}
	return ph
}

// phase gives what the record says of one phase: what came about by its fundings, contracts
// and payments; else its milestones.
func phase(p *record.Project, name string, today record.Date) Phase {
	own, steps := Phase{Name: name, State: PhaseUnknown}, milestonePhase(p, name, today)
	switch name {
	case decreed:
		own = decreePhase(p)
	case record.StartPhase: // what starts starts once, also where another part is still to start
		if d := Started(p); d.Known() {
			return Phase{Name: name, State: PhaseDone, Date: d}
		}
	case record.ContractPhase:
		own = contractPhase(p)
	case record.CompletionPhase:
		if p.State == record.Done && !p.DoneByPayment() && steps.State == PhaseUnknown {
			own.State = PhaseUndated // the body says so
		}
	case record.PayoutPhase:
		own = paidPhase(p, steps)
	}
	if own.State == PhaseUnknown {
		return steps
	}
	return own
}

// decreePhase gives the first decree of money from outside.
func decreePhase(p *record.Project) Phase {
	ph := Phase{Name: decreed, State: PhaseUnknown}
	see := func(d record.Date) {
		if d.Known() && (!ph.Date.Known() || d.Compare(ph.Date) < 0) {
			ph.Date, ph.State = d, PhaseDone
		}
	}
	for f := range p.Standing() {
		if p.Outside(f) {
			if see(f.Date); f.Decree != "" && ph.State == PhaseUnknown {
				ph.State = PhaseUndated
			}
		}
	}
	for i := range p.Milestones {
		if m := &p.Milestones[i]; phaseOf(m) == decreed {
			see(m.Actual)
		}
	}
	return ph
}

// phaseOf gives the phase of a milestone. What an older import wrote as the start of a project
// is its decree.
func phaseOf(m *record.Milestone) string {
	if m.Phase == record.StartPhase && ofDecree(m) {
		return decreed
	}
	return m.Phase
}

// Started gives the day on which the project began, if a milestone says so: a decree is not
// a start.
func Started(p *record.Project) record.Date { return firstReached(p, record.StartPhase) }

// firstReached gives the day on which the first milestone of a phase was reached.
func firstReached(p *record.Project, phase string) record.Date {
	var first record.Date
	for i := range p.Milestones {
		m := &p.Milestones[i]
		if phaseOf(m) == phase && m.Actual.Known() && (!first.Known() || m.Actual.Compare(first) < 0) {
			first = m.Actual
		}
	}
	return first
}

// contractPhase gives the first contract. That there is one is known without its day, too, and
// from a payment to a supplier.
func contractPhase(p *record.Project) Phase {
	ph := Phase{Name: record.ContractPhase, State: PhaseUnknown, Date: firstReached(p, record.ContractPhase), First: len(p.Contracts) > 1}
	for i := range p.Contracts {
		if d := p.Contracts[i].Date; d.Known() && (!ph.Date.Known() || d.Compare(ph.Date) < 0) {
			ph.Date = d
		}
	}
	supplied := slices.ContainsFunc(p.Payments, func(x record.Payment) bool { return x.To != record.ToBody })
	switch {
	case ph.Date.Known():
		ph.State = PhaseDone
	case len(p.Contracts) > 0 || supplied:
		ph.State = PhaseUndated
	}
	return ph
}

// paidPhase says whether all the money arrived, or some of it and nothing more is planned.
func paidPhase(p *record.Project, steps Phase) Phase {
	ph := Phase{Name: record.PayoutPhase, State: PhaseUnknown}
	m := p.Money()
	switch received := &m.Received; {
	case m.PaidInFull():
		if ph.Date, ph.State = m.PaidOn(), PhaseDone; !ph.Date.Known() {
			ph.State = PhaseUndated
		}
	case received.Amount > 0 && (steps.State == PhaseUnknown || steps.State == PhaseDone):
		ph.State = PhasePartly
	}
	return ph
}

// milestonePhase gives what the milestones of a phase say: the latest, and before those that
// were reached what is still open.
func milestonePhase(p *record.Project, name string, today record.Date) Phase {
	ph := Phase{Name: name, State: PhaseUnknown}
	var planned *record.Milestone
	for i := range p.Milestones {
		m := &p.Milestones[i]
		switch {
		case phaseOf(m) != name:
		case m.Actual.Known():
			ph.Date, ph.State = later(ph.Date, m.Actual), PhaseDone
		case planned == nil, p.Deadline(m, today) == record.DeadlineMissed, // a missed one goes before all others
			p.Deadline(planned, today) != record.DeadlineMissed && m.Planned.Compare(planned.Planned) > 0:
			planned = m
		}
	}
	if planned == nil {
		return ph
	}
	switch p.Deadline(planned, today) {
	case record.DeadlineNext:
		ph.Date, ph.State = planned.Planned, PhaseDue
	case record.DeadlineMissed:
		ph.Date, ph.State = planned.Planned, PhaseLate
	case record.DeadlineClosed:
		ph.Date, ph.State = planned.Planned, PhaseClosed
	}
	return ph
}
