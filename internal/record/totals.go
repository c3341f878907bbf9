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
// projects does not count.
func TotalsOfMeasure(projects []*Project, code string) Totals {
	var t Totals
	for _, p := range projects {
		t.Projects++
		var paid, assigned Euro
		for i := range p.Fundings {
			f := &p.Fundings[i]
			switch {
			case f.MeasureCode != code:
			case !f.Counts():
				t.Lost += f.Amount
			default:
				assigned += f.Amount
				if f.State == Paid {
					paid += f.Amount
				}
			}
		}
		if assigned == p.Total() { // all of the project's money: its payments are this measure's
			paid = p.PaidOut()
		}
		t.Assigned += assigned
		t.Paid += paid
	}
	return t
}
