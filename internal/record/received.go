package record

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

// Told gives how much of it the funding itself says to have reached the body, if it says so.
func (f *Funding) Told() (amount Euro, known bool) {
	got := f.received()
	return got.amount, got.known
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

// Receipt is money that reached the body, and when.
type Receipt struct {
	Date   Date // unknown when nobody said it
	Amount Euro
}

// Receipts gives one by one what Money sums up as received of what was assigned. What is only known
// together with grants that are gone has no day.
func (p *Project) Receipts() []Receipt {
	var grants, payments []Receipt
	var told Euro
	granted, gone := false, false
	for i := range p.Fundings {
		f := &p.Fundings[i]
		if !f.inForce() || !p.Outside(f) || f.Amount == 0 {
			continue
		}
		if f.Gone() {
			gone = true
			continue
		}
		granted = true
		if got := f.received(); got.amount > 0 {
			grants, told = append(grants, Receipt{got.day, got.amount}), told+got.amount
		}
	}
	p.eachPayment(true, func(x *Payment) { payments = append(payments, Receipt{x.Date, x.Amount}) })
	switch {
	case !granted || payments == nil:
		return grants
	case !gone:
		return payments
	}
	switch m := p.Money(); m.Received.Amount {
	case told:
		return grants
	case 0:
		return nil
	default:
		return []Receipt{{Amount: m.Received.Amount}}
	}
}
