package record

// Term gives the last day on which a project must be published: the end of the fifth
// year after the one in which the duty began. Unknown when nobody said when the project
// was first published.
//
// Source: d.lgs. 33/2013, art. 8, c. 3.
func (p *Project) Term() Date {
	if !p.Published.Known() {
		return Date{}
	}
	return Day(int(p.Published.Year)+5, 12, 31)
}

// LastFact gives the latest day on which something that the record holds is said to have
// happened, and where that is written. The day is unknown when no date is full.
func (p *Project) LastFact() (Pos, Date) {
	var at Pos
	var last Date
	p.facts(func(o *Origin, key string, d Date) {
		if d.Full() && d.Compare(last) > 0 {
			at, last = o.At(key), d
		}
	})
	return at, last
}

// facts goes through the days on which something was done, decided or paid, with the
// table and the key that say it.
func (p *Project) facts(see func(o *Origin, key string, d Date)) {
	for f := range p.Standing() {
		see(&f.Origin, "data", f.Date)
		see(&f.Origin, "data_stato", f.StateDate)
		see(&f.Origin, "erogato_al", f.ReceivedOn)
	}
	for i := range p.Milestones {
		see(&p.Milestones[i].Origin, "effettiva", p.Milestones[i].Actual)
	}
	for i := range p.Acts {
		a := &p.Acts[i]
		see(&a.Origin, "data", a.Date)
		see(&a.Origin, "pubblicato", a.Published)
	}
	for i := range p.Contracts {
		see(&p.Contracts[i].Origin, "data", p.Contracts[i].Date)
	}
	for i := range p.Payments {
		see(&p.Payments[i].Origin, "data", p.Payments[i].Date)
	}
}
