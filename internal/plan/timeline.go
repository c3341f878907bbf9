package plan

import (
	"cmp"
	"slices"

	"vetro/internal/record"
)

// EventKind says what an event of a timeline is.
type EventKind string

// The kinds of events.
const (
	MilestoneEvent EventKind = "tappa"
	DecreeEvent    EventKind = "decreto"
	PaidEvent      EventKind = "erogazione"
	LostEvent      EventKind = "perdita" // given up or revoked
	PaymentEvent   EventKind = "pagamento"
	TodayEvent     EventKind = "oggi"
	TermEvent      EventKind = "termine" // end of the duty to publish
)

// Event is one row of a project's timeline.
type Event struct {
	Kind      EventKind
	Date      record.Date // when it happened, else when it was due
	Happened  bool
	Milestone *record.Milestone
	Funding   *record.Funding
	Payment   *record.Payment
	Delay     Delay
}

// Delay compares what happened, or the day itself, with what was planned.
type Delay struct {
	Known bool
	Days  int // positive: late; negative: early, or still to come
}

// Timeline gives what happened to a project and what is due, in order of time.
func Timeline(p *record.Project, today record.Date) []Event {
	var events []Event
	for i := range p.Fundings {
		f := &p.Fundings[i]
		if f.Date.Known() {
			events = append(events, Event{Kind: DecreeEvent, Date: f.Date, Happened: true, Funding: f})
		}
		if f.StateDate.Known() && f.State != record.Assigned {
			kind := PaidEvent
			if !f.Counts() {
				kind = LostEvent
			}
			events = append(events, Event{Kind: kind, Date: f.StateDate, Happened: true, Funding: f})
		}
	}
	for i := range p.Payments {
		events = append(events, Event{Kind: PaymentEvent, Date: p.Payments[i].Date, Happened: true, Payment: &p.Payments[i]})
	}
	for i := range p.Milestones {
		events = append(events, milestoneEvent(&p.Milestones[i], today))
	}
	if term := p.Term(); term.Known() {
		events = append(events, Event{Kind: TermEvent, Date: term, Happened: term.Compare(today) < 0})
	}
	events = append(events, Event{Kind: TodayEvent, Date: today, Happened: true})
	slices.SortStableFunc(events, func(a, b Event) int {
		return cmp.Or(a.Date.Last().Compare(b.Date.Last()), cmp.Compare(order(a), order(b)))
	})
	return events
}

// order puts what shares a day as it must have come about, with today after it.
func order(e Event) int {
	if e.Kind == TodayEvent {
		return 1
	}
	return 0
}

func milestoneEvent(m *record.Milestone, today record.Date) Event {
	e := Event{Kind: MilestoneEvent, Date: m.Planned, Milestone: m}
	if m.Actual.Known() {
		e.Date, e.Happened = m.Actual, true
		if m.Actual.Full() && m.Planned.Day != 0 {
			e.Delay = Delay{true, m.Actual.DaysSince(m.Planned)}
		}
		return e
	}
	e.Delay = Delay{true, today.DaysSince(m.Planned)}
	return e
}
