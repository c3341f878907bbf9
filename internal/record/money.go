package record

import "cmp"

// Money is what is known of the money of some projects, or of a part of it. What a page, a
// figure or a file says of money it asks here: nobody sums up beside it.
//
// Own funds and money that is still to be found stand beside what was assigned; what was given
// up or revoked is outside of every total. So are, in a sum over projects, the contracts and
// payments of those that have nothing else.
type Money struct {
	Projects int // with money that an outside body granted
	OwnOnly  int // with none of it, but with own funds or money that is to be found
	LostOnly int // with nothing but money that was given up or revoked

	Assigned Euro // what outside bodies granted (assegnato)
	NoDecree Euro // of this, without a decree that is known: neither number nor day
	Own      Euro // of the body itself (risorse proprie)
	Missing  Euro // that nobody granted yet (da reperire)
	GivenUp  Euro // rinunciato
	Revoked  Euro // revocato
	Decrees  Span // full days of the decrees of what was assigned

	Received Sum  // what reached the body (ricevuto); its parts are fundings
	Excess   Euro // of this, what is more than was assigned to a project
	Awarded  Sum  // by contracts (affidato); its parts are contracts, and each project without any
	Spent    Sum  // paid to suppliers; its parts are payments, and each project without any

	NoContract int // projects of which no contract is known: parts of Awarded that are unknown
	Undivided  int // projects whose contracts and payments are of other money, too: parts of Awarded and of Spent that are unknown
}

// Cost gives what the projects cost in all: assigned, own and missing money.
func (m *Money) Cost() Euro { return m.Assigned + m.Own + m.Missing }

// Lost gives what was given up or revoked.
func (m *Money) Lost() Euro { return m.GivenUp + m.Revoked }

// Covered gives what of the assigned money is known to have reached the bodies: what one project
// received too much covers nothing of another.
func (m *Money) Covered() Euro { return m.Received.Amount - m.Excess }

// Arrival says how much of what was assigned is known to have reached the bodies.
type Arrival int

// The arrivals.
const (
	NothingDue     Arrival = iota // nothing was assigned
	ArrivalUnknown                // nobody says anything of it
	ArrivedAtLeast                // some of it, of a part nobody says
	NoneArrived                   // nothing, as of a day
	PartArrived                   // some of it, and no more
	AllArrived
	MoreArrived // all of it, and more
)

// Arrival says how much of what was assigned is known to have reached the bodies.
func (m *Money) Arrival() Arrival {
	switch sum := &m.Received; {
	case m.Assigned == 0:
		return NothingDue
	case sum.Knowledge() == NothingKnown:
		return ArrivalUnknown
	case sum.Knowledge() == PartlyKnown:
		return ArrivedAtLeast
	case sum.Amount == 0:
		return NoneArrived
	case m.Covered() < m.Assigned:
		return PartArrived
	case m.Excess > 0:
		return MoreArrived
	}
	return AllArrived
}

// PaidInFull reports whether all that was assigned is known to have reached the bodies.
func (m *Money) PaidInFull() bool { return m.Arrival() == AllArrived || m.Arrival() == MoreArrived }

// ContractsWithoutAmount counts the contracts whose amount is not known.
func (m *Money) ContractsWithoutAmount() int { return m.Awarded.Unknown - m.NoContract - m.Undivided }

// PaidOn gives the latest day on which the money arrived, if all of it did and each day is known;
// else the day is unknown.
func (m *Money) PaidOn() Date {
	if !m.PaidInFull() || m.Received.Undated > 0 {
		return Date{}
	}
	return m.Received.Days.Newest
}

// Worth gives the amount by which a project stands among others: what was assigned to it or, if
// that is nothing, its own funds, or what is to be found.
func (m *Money) Worth() Euro { return cmp.Or(m.Assigned, m.Own, m.Missing) }

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

// Span is the oldest and the newest of some days; both are unknown when there are none.
type Span struct{ Oldest, Newest Date }

// Add widens the span to a day, if it is known.
func (s *Span) Add(d Date) {
	if d.Known() {
		s.Join(Span{d, d})
	}
}

// Join widens the span to another.
func (s *Span) Join(other Span) {
	if !other.Oldest.Known() {
		return
	}
	if !s.Oldest.Known() || other.Oldest.Compare(s.Oldest) < 0 {
		s.Oldest = other.Oldest
	}
	if !s.Newest.Known() || other.Newest.Compare(s.Newest) > 0 {
		s.Newest = other.Newest
	}
}

// Plus gives the money together with that of other projects.
func (m Money) Plus(other Money) Money {
	m.Projects += other.Projects
	m.OwnOnly += other.OwnOnly
	m.LostOnly += other.LostOnly
	m.Assigned += other.Assigned
	m.NoDecree += other.NoDecree
	m.Own += other.Own
	m.Missing += other.Missing
	m.GivenUp += other.GivenUp
	m.Revoked += other.Revoked
	m.Decrees.Join(other.Decrees)
	m.Received.plus(&other.Received)
	m.Excess += other.Excess
	m.Awarded.plus(&other.Awarded)
	m.Spent.plus(&other.Spent)
	m.NoContract += other.NoContract
	m.Undivided += other.Undivided
	return m
}

// Scope says which fundings a sum is over.
type Scope func(*Funding) bool

// OfMeasure is the scope of what a measure of the PNRR gives: money of another source that only
// names the measure is not of it.
func OfMeasure(code string) Scope {
	return func(f *Funding) bool { return f.MeasureCode == code && f.Source == PNRR }
}

// OfSource is the scope of what a source gives, as PNRR.
func OfSource(source string) Scope { return func(f *Funding) bool { return f.Source == source } }

// MoneyOf gives the money of some projects.
func MoneyOf(projects []*Project) Money {
	var all Money
	for _, p := range projects {
		all = all.Plus(p.Money().Summed())
	}
	return all
}

// Summed gives the money of a project as it stands in a sum over projects: contracts and payments
// of money that was lost are in none.
func (m Money) Summed() Money {
	if m.Cost() == 0 {
		m.Received, m.Awarded, m.Spent = Sum{}, Sum{}, Sum{}
	}
	return m
}

// Money gives the money of the project.
func (p *Project) Money() Money { return p.MoneyWithin(func(*Funding) bool { return true }) }

// MoneyWithin gives the money of the project that is of a scope; nothing where it has none.
// Contracts and payments do not say whose money they are: where the project has other money,
// too, they are not known of the scope.
func (p *Project) MoneyWithin(of Scope) Money {
	var m Money
	var granted, told Euro // in all, and what of it was received by the states
	all, whole, parts := true, true, 0
	for i := range p.Fundings {
		f := &p.Fundings[i]
		isGrant := p.Granted(f) && f.Amount > 0 // a part of zero beside others is no part
		if isGrant {
			granted += f.Amount
			told += f.received().amount
		}
		if !of(f) {
			all, whole = all && !isGrant, whole && !(f.Counts() && f.Amount > 0)
			continue
		}
		parts++
		p.addFunding(&m, f, isGrant)
	}
	switch {
	case parts == 0:
		return m
	case m.Assigned > 0:
		m.Projects = 1
	case m.Cost() > 0:
		m.OwnOnly = 1
	case m.Lost() > 0:
		m.LostOnly = 1
	}
	if m.Assigned > 0 {
		p.receivePayments(&m, all, granted, told)
		m.Excess = max(0, m.Received.Amount-m.Assigned)
	}
	switch {
	case m.Cost() > 0:
		p.addFlows(&m, whole)
	case m.LostOnly > 0 && whole: // what was paid stays paid
		p.addContracts(&m)
		p.eachPayment(true, func(x *Payment) { m.Received.know(x.Amount, x.Date) })
	}
	return m
}

// addFunding adds a funding where it belongs.
func (p *Project) addFunding(m *Money, f *Funding, granted bool) {
	switch {
	case f.State == GivenUp:
		m.GivenUp += f.Amount
	case f.State == Revoked:
		m.Revoked += f.Amount
	case !f.Counts():
	case f.Source == ToBeFound:
		m.Missing += f.Amount
	case !p.Outside(f):
		m.Own += f.Amount
	case granted:
		m.Assigned += f.Amount
		if f.Date.Full() {
			m.Decrees.Add(f.Date)
		}
		if f.Decree == "" && !f.Date.Known() {
			m.NoDecree += f.Amount
		}
		m.Received.take(f.received())
	}
}

// The sources of money that no outside body grants.
const (
	OwnFunds  = "risorse proprie"
	ToBeFound = "da reperire"
)

// StatelessSources are the sources whose money may be told without its state: nobody grants it,
// if they are the body itself.
func StatelessSources() []string {
	return []string{OwnFunds, ToBeFound, "Comune", "Provincia", "Regione"}
}

// Granted reports whether an outside body granted the money and did not take it back: neither
// own funds of the body nor money that is still to be found.
func (p *Project) Granted(f *Funding) bool { return f.Counts() && p.Outside(f) }

// Outside reports whether the money comes, or would come, from outside.
func (p *Project) Outside(f *Funding) bool { return p.Body.Outside(f) }

// owns reports whether money of a project of the body is the body's: the funding says so, or its
// source is a body of the same kind.
func (b *Body) owns(f *Funding) bool {
	if f.Source == OwnFunds {
		return true
	}
	if b == nil {
		return false
	}
	switch b.Kind {
	case "comune":
		return f.Source == "Comune"
	case "provincia", "città metropolitana":
		return f.Source == "Provincia"
	case "regione":
		return f.Source == "Regione"
	}
	return false
}

// Outside reports whether money of a project of the body comes, or would come, from outside:
// what was given up or revoked does, too. Only such money must tell its state.
func (b *Body) Outside(f *Funding) bool { return f.Source != ToBeFound && !b.owns(f) }

// soFar is what of a funding reached the body.
type soFar struct {
	amount Euro
	day    Date // of the fact
	seen   Date // of who told it, instead
	known  bool
	least  bool // it may be more by now
}

// received gives what reached the body of a funding. That money was assigned says nothing of it.
func (f *Funding) received() soFar {
	switch {
	case f.State == Paid:
		return soFar{amount: f.Amount, day: f.StateDate, known: true}
	case f.Has("erogato"):
		return soFar{amount: f.Received, seen: f.ReceivedOn, known: true, least: f.aged && f.Received < f.Amount}
	}
	return soFar{}
}

// take adds what of a funding reached the body.
func (s *Sum) take(got soFar) {
	if !got.known {
		s.Unknown++
		return
	}
	s.know(got.amount, got.day)
	s.Seen.Add(got.seen)
	if got.least {
		s.Least++
	}
}

// Aged reports whether the amount that was received so far was told too long before a day, or
// nobody says when: six months. A zero is then not known any more, and any other amount is the
// least.
func (f *Funding) Aged(day Date) bool {
	if !f.Has("erogato") {
		return false
	}
	return !f.ReceivedOn.Known() || f.ReceivedOn.Past(DayOf(day.Time().AddDate(0, -6, 0)))
}

// receivePayments takes the payments to the body for what was received, if any are recorded.
// They make it known for all the grants of the project together. Of some of the grants alone
// they tell it where they cover all; else the states tell it, if they add up to the payments.
func (p *Project) receivePayments(m *Money, all bool, granted, told Euro) {
	var payments Sum
	p.eachPayment(true, func(x *Payment) { payments.know(x.Amount, x.Date) })
	switch parts := m.Received.Known + m.Received.Unknown; {
	case payments.Known == 0:
	case all:
		payments.Known = parts
		m.Received = payments
	case payments.Amount >= granted:
		m.Received = Sum{Amount: m.Assigned, Known: parts, Days: payments.Days}
	case payments.Amount != told:
		m.Received = Sum{Unknown: parts}
	}
}

// PaidByPayments reports whether payments to the body are recorded: they tell what was received.
func (p *Project) PaidByPayments() bool {
	found := false
	p.eachPayment(true, func(*Payment) { found = true })
	return found
}

// eachPayment goes through the payments to the body, or to suppliers. One of nothing is none.
func (p *Project) eachPayment(toBody bool, see func(*Payment)) {
	for i := range p.Payments {
		if x := &p.Payments[i]; (x.To == ToBody) == toBody && x.Amount != 0 {
			see(x)
		}
	}
}

// addContracts adds contracts, and payments to suppliers.
func (p *Project) addContracts(m *Money) {
	for i := range p.Contracts {
		if c := &p.Contracts[i]; c.Has("importo") {
			m.Awarded.know(c.Amount, c.Date)
		} else {
			m.Awarded.Unknown++
		}
	}
	p.eachPayment(false, func(x *Payment) { m.Spent.know(x.Amount, x.Date) })
}

// addFlows adds contracts and payments where they are of the money in question, and counts the
// project among those of which they are not known where they are not, or there are none.
func (p *Project) addFlows(m *Money, whole bool) {
	var flows Money
	p.addContracts(&flows)
	if !whole && flows.Awarded.Known+flows.Awarded.Unknown+flows.Spent.Known > 0 {
		m.Awarded.Unknown, m.Spent.Unknown, m.Undivided = 1, 1, 1
		return
	}
	m.Awarded, m.Spent = flows.Awarded, flows.Spent
	if m.Awarded.Known+m.Awarded.Unknown == 0 {
		m.Awarded.Unknown, m.NoContract = 1, 1
	}
	if m.Spent.Known == 0 {
		m.Spent.Unknown = 1
	}
}

// Receipt is money that reached the body, and when.
type Receipt struct {
	Date   Date // unknown when nobody said it
	Amount Euro
}

// Receipts gives one by one what Money sums up as received of what was assigned.
func (p *Project) Receipts() []Receipt {
	var grants, payments []Receipt
	granted := false
	for i := range p.Fundings {
		f := &p.Fundings[i]
		if !p.Granted(f) || f.Amount == 0 {
			continue
		}
		granted = true
		if got := f.received(); got.amount > 0 {
			grants = append(grants, Receipt{got.day, got.amount})
		}
	}
	p.eachPayment(true, func(x *Payment) { payments = append(payments, Receipt{x.Date, x.Amount}) })
	if granted && payments != nil {
		return payments
	}
	return grants
}

// ReceivedOf gives what reached the body of one of the fundings of the project, which is looked
// for by its address, as MoneyWithin knows it.
func (p *Project) ReceivedOf(f *Funding) Sum {
	if f.Amount == 0 { // no part of anything
		var s Sum
		s.take(f.received())
		return s
	}
	m := p.MoneyWithin(func(g *Funding) bool { return g == f })
	return m.Received
}
