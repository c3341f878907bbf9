package record

import "slices"

// AsOf gives the site as it was known on a day: a fact dated after it is not there.
// Drafts, and announcements that wait for their day, are not there either. The site
// itself is not changed.
func (s *Site) AsOf(day Date) *Site {
	out := *s
	out.Projects = make([]*Project, 0, len(s.Projects))
	other := make(map[*Project]*Project) // those that are not the same on the day; nil for none
	for _, p := range s.Projects {
		q := p.AsOf(day)
		if q != nil {
			out.Projects = append(out.Projects, q)
		}
		if q != p {
			other[p] = q
		}
	}
	if len(out.Projects) == 0 {
		out.Projects = nil
	}
	out.Datasets = nil
	for _, d := range s.Datasets {
		if d.Day.After(day) {
			e := *d
			e.Day, d = Date{}, &e
		}
		out.Datasets = append(out.Datasets, d)
	}
	out.Announcements = nil
	for _, a := range s.Announcements {
		if a.Draft || a.Date.After(day) || a.NotBefore.After(day) {
			continue
		}
		b := *a
		b.Projects = nil
		for _, p := range a.Projects {
			if q, found := other[p]; found {
				p = q
			}
			if p != nil {
				b.Projects = append(b.Projects, p)
			}
		}
		out.Announcements = append(out.Announcements, &b)
	}
	return &out
}

// AsOf gives the project as it was known on a day, or nil when nothing of it was: it
// was not published yet, or no decree had funded it.
func (p *Project) AsOf(day Date) *Project {
	if p.Published.After(day) {
		return nil
	}
	if !p.later(day) {
		return p
	}
	q := *p
	q.Fundings = filtered(p.Fundings, func(f *Funding) bool {
		if f.StateDate.After(day) {
			f.State, f.StateDate = Assigned, Date{}
		}
		if f.AbsentSince.After(day) {
			f.AbsentSince = Date{}
		}
		if f.aged = f.Aged(day); f.ReceivedOn.After(day) || f.aged && f.Received == 0 {
			f.Received, f.ReceivedOn, f.Origin = 0, Date{}, f.without("erogato")
		}
		return !f.Date.After(day)
	})
	if len(q.Fundings) == 0 {
		return nil
	}
	q.Milestones = filtered(p.Milestones, func(m *Milestone) bool {
		if m.Actual.After(day) {
			m.Actual = Date{}
		}
		return m.Planned.Known() || m.Actual.Known()
	})
	q.Acts = filtered(p.Acts, func(a *Act) bool {
		if a.Published.After(day) {
			a.Published = Date{}
		}
		return !a.Date.After(day)
	})
	q.Contracts = filtered(p.Contracts, func(c *Contract) bool { return !c.Date.After(day) })
	q.Payments = filtered(p.Payments, func(x *Payment) bool { return !x.Date.After(day) })
	q.Indicators = filtered(p.Indicators, func(i *Indicator) bool {
		if i.Date.After(day) {
			i.Reached, i.Date, i.Origin = 0, Date{}, i.without("raggiunto")
		}
		return true
	})
	q.Sources = filtered(p.Sources, func(s *Source) bool {
		if s.Date.After(day) {
			s.Date = Date{}
		}
		if s.Day.After(day) {
			s.Day = Date{}
		}
		return true
	})
	if p.outcomeAfter(day) {
		q.State = Running
	}
	if q.Updated.After(day) {
		q.Updated = q.latest()
	}
	return &q
}

// later reports whether the project holds any fact dated after a day, which the day hides, or an
// amount so far that is old by then.
func (p *Project) later(day Date) bool {
	found := p.Published.After(day) || p.Updated.After(day)
	p.facts(func(_ *Origin, _ string, d Date) { found = found || d.After(day) })
	for i := range p.Fundings {
		f := &p.Fundings[i]
		found = found || f.Aged(day) || f.AbsentSince.After(day) || f.Gone() && (f.Date.After(day) || f.StateDate.After(day) || f.ReceivedOn.After(day))
	}
	for i := range p.Indicators {
		found = found || p.Indicators[i].Date.After(day)
	}
	for i := range p.Sources {
		found = found || p.Sources[i].Date.After(day) || p.Sources[i].Day.After(day)
	}
	return found
}

// outcomeAfter reports whether the state of the project, which has no date of its own,
// rests on something that came after the day: money paid, given up or revoked, or a
// step that was done.
func (p *Project) outcomeAfter(day Date) bool {
	if p.State != Done && p.State != GivenUp && p.State != Revoked {
		return false
	}
	for i := range p.Fundings {
		if p.Fundings[i].StateDate.After(day) {
			return true
		}
	}
	for i := range p.Milestones {
		if p.Milestones[i].Actual.After(day) {
			return true
		}
	}
	return slices.ContainsFunc(p.Payments, func(x Payment) bool { return x.Date.After(day) })
}

// latest gives the latest day on which something that the record holds happened.
func (p *Project) latest() Date {
	_, last := p.LastFact()
	if p.Published.Full() && p.Published.Compare(last) > 0 {
		return p.Published
	}
	return last
}

// filtered gives copies of the items that keep lets through; keep may change its copy.
func filtered[T any](items []T, keep func(*T) bool) []T {
	var out []T
	for _, item := range items {
		if keep(&item) {
			out = append(out, item)
		}
	}
	return out
}
