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
	Unfunded int // of whose fundings all are gone: nothing is known of their money

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

// Plus gives the money together with that of other projects.
func (m Money) Plus(other Money) Money {
	m.Projects += other.Projects
	m.OwnOnly += other.OwnOnly
	m.LostOnly += other.LostOnly
	m.Unfunded += other.Unfunded
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
func (p *Project) Money() Money {
	if p.Unfunded() {
		return Money{Unfunded: 1}
	}
	return p.MoneyWithin(func(*Funding) bool { return true })
}

// Unfunded reports whether all fundings of the project are gone.
func (p *Project) Unfunded() bool {
	for range p.Standing() {
		return false
	}
	return len(p.Fundings) > 0
}

// MoneyWithin gives the money of the project that is of a scope; nothing where it has none.
// Contracts and payments do not say whose money they are: where the project has other money,
// too, they are not known of the scope. Nor are payments to the body where some grant is gone.
func (p *Project) MoneyWithin(of Scope) Money {
	var m Money
	var granted, told Euro // in all, and what of it was received by the states
	all, whole, parts := true, true, 0
	for i := range p.Fundings {
		f := &p.Fundings[i]
		isGrant := f.inForce() && p.Outside(f) && f.Amount > 0 // a part of zero beside others is no part
		if isGrant {
			granted += f.Amount
			told += f.received().amount
		}
		if f.Gone() || !of(f) {
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
		if all {
			p.eachPayment(true, func(x *Payment) { m.Received.know(x.Amount, x.Date) })
		}
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
