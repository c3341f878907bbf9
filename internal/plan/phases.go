package plan

import "vetro/internal/record"

// Phase is a step that every project goes through, and its state.
type Phase struct {
	Name  string // one of the words of [[tappa]] fase
	Date  record.Date
	State PhaseState
}

// PhaseState is the state of a phase.
type PhaseState string

// The states of a phase.
const (
	PhaseDone    PhaseState = "fatta"    // on a day that is known
	PhaseUndated PhaseState = "senza"    // surely over, since a later one is; nobody said when
	PhaseLate    PhaseState = "scaduta"  // its day is over and nobody said how it ended
	PhaseDue     PhaseState = "prevista" // its day is to come
	PhaseUnknown PhaseState = "ignota"   // nothing is known
)

// Phases gives the five phases of a project in order. The start is the first milestone
// of that phase or, where none says so, the first decree; the payment is whole when all
// the money arrived.
func Phases(p *record.Project, today record.Date) []Phase {
	phases := []Phase{
		{Name: "avvio"}, {Name: "contratto"}, {Name: "completamento"}, {Name: "verifica"}, {Name: "erogazione"},
	}
	for i := range phases {
		phases[i].Date, phases[i].State = phase(p, phases[i].Name, today)
	}
	over := false
	for i := len(phases) - 1; i >= 0; i-- {
		if over && phases[i].State != PhaseDone {
			phases[i].Date, phases[i].State = record.Date{}, PhaseUndated
		}
		over = over || phases[i].State == PhaseDone
	}
	return phases
}

// phase finds what the record says of one phase by itself.
func phase(p *record.Project, name string, today record.Date) (record.Date, PhaseState) {
	var planned, actual record.Date
	for i := range p.Milestones {
		if m := &p.Milestones[i]; m.Phase == name {
			actual = later(actual, m.Actual)
			if !m.Actual.Known() {
				planned = later(planned, m.Planned)
			}
		}
	}
	switch {
	case name == "avvio" && !actual.Known():
		actual = p.Decreed()
	case name == "contratto" && !actual.Known():
		for i := range p.Contracts {
			actual = later(actual, p.Contracts[i].Date)
		}
	case name == "erogazione" && p.Total() > 0 && p.PaidOut() >= p.Total():
		if paid := LastPaid(p); paid.Known() {
			actual = paid
		} else {
			return record.Date{}, PhaseUndated
		}
	}
	switch {
	case actual.Known() && !planned.Known():
		return actual, PhaseDone
	case planned.Past(today):
		return planned, PhaseLate
	case planned.Known():
		return planned, PhaseDue
	}
	return record.Date{}, PhaseUnknown
}

// LastPaid gives the day on which the last of the money reached the body.
func LastPaid(p *record.Project) record.Date {
	var last record.Date
	for i := range p.Fundings {
		if f := &p.Fundings[i]; f.State == record.Paid {
			last = later(last, f.StateDate)
		}
	}
	for i := range p.Payments {
		if x := &p.Payments[i]; x.To == record.ToBody {
			last = later(last, x.Date)
		}
	}
	return last
}
