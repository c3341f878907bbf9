package record

// Sum is an amount of which not all parts may be known.
type Sum struct {
	Amount  Euro // of the parts that are known
	Known   int  // parts
	Least   int  // of these, those of which it may be more by now
	Undated int  // of these, those whose full day is not known
	Unknown int  // parts
	Days    Span // full days of the facts
	Seen    Span // of those who told an amount so far, which has no day of its own
}

// Open counts the parts of which not all is known.
func (s *Sum) Open() int { return s.Unknown + s.Least }

// ZeroDay gives the day up to which nothing is known to have come: that of the oldest word.
func (s *Sum) ZeroDay() Date { return s.Seen.Oldest }

// Knowledge says how much of a sum is known.
type Knowledge int

// Nothing of a sum, at least some of it, or all of it is known. A sum without parts is
// NothingKnown: there is nothing to print.
const (
	NothingKnown Knowledge = iota
	PartlyKnown
	AllKnown
)

// Knowledge says how much of the sum is known. A zero of which parts are unknown says nothing.
func (s *Sum) Knowledge() Knowledge {
	switch {
	case s.Known == 0, s.Open() > 0 && s.Amount == 0:
		return NothingKnown
	case s.Open() > 0:
		return PartlyKnown
	}
	return AllKnown
}

// know adds a part that is known, with its day if there is one.
func (s *Sum) know(amount Euro, day Date) {
	s.Amount += amount
	s.Known++
	if day.Full() {
		s.Days.Add(day)
	} else {
		s.Undated++
	}
}

func (s *Sum) plus(other *Sum) {
	s.Amount += other.Amount
	s.Known += other.Known
	s.Least += other.Least
	s.Undated += other.Undated
	s.Unknown += other.Unknown
	s.Days.Join(other.Days)
	s.Seen.Join(other.Seen)
}
