package record

// DeadlineState says what became of a milestone that was planned for a day.
type DeadlineState string

// The states of a deadline.
const (
	NoDeadline      DeadlineState = ""          // no day was planned, or the project was given up before it was reached
	DeadlineNext    DeadlineState = "prossima"  // its day is to come
	DeadlineMissed  DeadlineState = "passata"   // its day is over, the project is not, and nobody said how it ended
	DeadlineClosed  DeadlineState = "chiusa"    // its day is over and so is the project; nobody said when it was reached
	DeadlineReached DeadlineState = "raggiunta" // on a day that is known
)

// Deadline gives the state of a milestone of the project on a day. This is the one place that
// says what a missed deadline is: its planned day is over, no actual day is known, and the
// project still goes on: it is neither concluded, nor given up or revoked, nor was all its
// money paid on or after the planned day. (Who pays checks first, so that what was due before
// is done, even if nobody said when: that deadline is closed.)
func (p *Project) Deadline(m *Milestone, today Date) DeadlineState {
	switch {
	case !m.Planned.Known():
		return NoDeadline
	case m.Actual.Known():
		return DeadlineReached
	case p.Abandoned():
		return NoDeadline
	case !m.Planned.Past(today):
		return DeadlineNext
	case p.State == Done:
		return DeadlineClosed
	}
	if paid := p.PaidInFull(); paid.Known() && !paid.Past(m.Planned.Last()) {
		return DeadlineClosed
	}
	return DeadlineMissed
}

// Abandoned reports whether a project was given up or revoked: it says so, or all its money
// was.
func (p *Project) Abandoned() bool {
	if p.State == GivenUp || p.State == Revoked {
		return true
	}
	lost := false
	for f := range p.Standing() {
		if f.Counts() {
			return false
		}
		lost = true
	}
	return lost
}

// PaidInFull gives the latest day on which money reached the body, if all that was granted is
// known to have reached it; else the day is unknown.
func (p *Project) PaidInFull() Date {
	m := p.Money()
	return m.PaidOn()
}

// Completed reports whether the day is known on which the work ended or was verified.
func (p *Project) Completed() bool {
	for i := range p.Milestones {
		if m := &p.Milestones[i]; m.Actual.Known() && (m.Phase == CompletionPhase || m.Phase == CheckPhase) {
			return true
		}
	}
	return false
}
