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

// Plus adds sums over other projects.
func (t Totals) Plus(other Totals) Totals {
	return Totals{t.Projects + other.Projects, t.Assigned + other.Assigned, t.Paid + other.Paid, t.Lost + other.Lost}
}

// TotalsOfMeasure sums up what a measure gives to projects; other money of the same
// projects does not count.
func TotalsOfMeasure(projects []*Project, code string) Totals {
	return totalsFrom(projects, func(f *Funding) bool { return f.MeasureCode == code })
}

// TotalsOfSource sums up what a source of money gives to projects: PNRR, Comune.
func TotalsOfSource(projects []*Project, source string) Totals {
	return totalsFrom(projects, func(f *Funding) bool { return f.Source == source })
}

// totalsFrom sums up the fundings that are of one origin. Payments do not say whose money
// they are: they are this origin's where the project has no other.
func totalsFrom(projects []*Project, own func(*Funding) bool) Totals {
	var mine []*Project
	for _, p := range projects {
		others := filtered(p.Fundings, func(f *Funding) bool { return !own(f) })
		if len(others) > 0 {
			q := &Project{Fundings: filtered(p.Fundings, own)}
			if q.Total() > 0 && (&Project{Fundings: others}).Total() == 0 {
				q.Payments = p.Payments
			}
			p = q
		}
		mine = append(mine, p)
	}
	return TotalsOf(mine)
}
