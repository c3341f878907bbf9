package record

// Totals are sums over projects. What was given up or revoked is apart: it is in no
// other sum.
type Totals struct {
	Projects int
	Assigned Euro // assigned and paid fundings
	Paid     Euro // what the bodies received
	Lost     Euro // given up or revoked
}

// TotalsOf sums projects up.
func TotalsOf(projects []*Project) Totals {
	var t Totals
	for _, p := range projects {
		t.Projects++
		t.Assigned += p.Total()
		t.Paid += p.PaidOut()
		t.Lost += p.Lost()
	}
	return t
}

// TotalsOfMeasure sums up what a measure gives to projects; other money of the same
// projects does not count. Payments do not say whose money they are: they are the
// measure's where the project has no other.
func TotalsOfMeasure(projects []*Project, code string) Totals {
	var t Totals
	for _, p := range projects {
		t.Projects++
		own, others := p.only(code), p.others(code)
		t.Assigned += own.Total()
		t.Lost += own.Lost()
		if own.Total() > 0 && others.Total() == 0 || len(others.Fundings) == 0 {
			own.Payments = p.Payments
		}
		t.Paid += own.PaidOut()
	}
	return t
}

// only gives the project as if a measure alone had funded it, without its payments.
func (p *Project) only(code string) *Project {
	return &Project{Fundings: filtered(p.Fundings, func(f *Funding) bool { return f.MeasureCode == code })}
}

// others gives the project as if a measure had not funded it, without its payments.
func (p *Project) others(code string) *Project {
	return &Project{Fundings: filtered(p.Fundings, func(f *Funding) bool { return f.MeasureCode != code })}
}
