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
	Told      []*record.Milestone // milestones that tell the same
	Delay     Delay
}

// Delay compares what happened, or the day itself, with what was planned.
type Delay struct {
	Known bool
	Days  int // positive: late; negative: early, or still to come
}

// Timeline gives what happened to a project and what is due, in order of time.
func Timeline(p *record.Project, today record.Date) []Event {
	events := Facts(p)
	for i := range p.Milestones {
		if m := &p.Milestones[i]; !m.Actual.Known() {
			due := Event{Kind: MilestoneEvent, Date: m.Planned, Milestone: m, Delay: Delay{true, today.DaysSince(m.Planned)}}
			events = append(events, due)
		}
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

// reached gives the event of a milestone that was reached.
func reached(m *record.Milestone) Event {
	return Event{Kind: MilestoneEvent, Date: m.Actual, Happened: true, Milestone: m, Delay: DelayOf(m)}
}

// DelayOf compares the day on which a milestone was reached with the planned one.
func DelayOf(m *record.Milestone) Delay {
	if m.Actual.Full() && m.Planned.Day != 0 {
		return Delay{true, m.Actual.DaysSince(m.Planned)}
	}
	return Delay{}
}
