package export

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// change is something that happened to a project on a day that is known, or an
// announcement of that day: exactly one of the pointers after the project is set.
type change struct {
	date    record.Date
	project *record.Project // nil with an announcement

	decree       *record.Funding // money was assigned
	outcome      *record.Funding // it was paid, given up or revoked
	payment      *record.Payment // money reached the body
	milestone    *record.Milestone
	announcement *record.Announcement
}

// appendChanges adds what happened to a project, as far as its day is known: a reader
// sorts by day, and none is invented. Money that was paid is told once, by the payments
// to the body or else by the state of the funding.
func appendChanges(out []change, p *record.Project) []change {
	add := func(d record.Date, c change) {
		if d.Day != 0 {
			c.date, c.project = d.Last(), p
			out = append(out, c)
		}
	}
	toBody := slices.ContainsFunc(p.Payments, func(x record.Payment) bool { return x.To == record.ToBody })
	for i := range p.Fundings {
		f := &p.Fundings[i]
		add(f.Date, change{decree: f})
		if f.State != record.Assigned && !(f.State == record.Paid && toBody) {
			add(f.StateDate, change{outcome: f})
		}
	}
	for i := range p.Payments {
		if x := &p.Payments[i]; x.To == record.ToBody {
			add(x.Date, change{payment: x})
		}
	}
	for i := range p.Milestones {
		add(p.Milestones[i].Actual, change{milestone: &p.Milestones[i]})
	}
	return out
}

// announcementChange gives an announcement as a change, or false when it has no day.
func announcementChange(a *record.Announcement) (change, bool) {
	return change{date: a.Date.Last(), announcement: a}, a.Date.Known()
}

// latest are as many changes as a feed holds, the latest first.
type latest []change

// add puts a change in its place among the latest, or leaves it out. Few of the changes
// of a large site come in, so all the others cost one comparison.
func (l *latest) add(c change) {
	if len(*l) == maxEntries && !c.before(&(*l)[maxEntries-1]) {
		return
	}
	at := len(*l)
	for at > 0 && c.before(&(*l)[at-1]) {
		at--
	}
	*l = slices.Insert(*l, at, c)
	*l = (*l)[:min(len(*l), maxEntries)]
}

// before reports whether a change stands before another, and not only beside it.
func (c *change) before(other *change) bool {
	if later := c.date.Compare(other.date); later != 0 {
		return later > 0
	}
	return c.where() < other.where()
}

func (c *change) where() string {
	if c.announcement != nil {
		return c.announcement.ID
	}
	return c.project.ID
}

// entryOf tells a change in words. All of them are parts of one string.
func (x *exporter) entryOf(s *feedScratch, c change) entry {
	if c.announcement != nil {
		return x.announcementEntry(c.announcement)
	}
	p := c.project
	b := append(append(s.words[:0], x.Site.Config.BaseURL...), plan.ProjectPath(p)...)
	url := len(b)
	b = appendChangeID(append(b, '#'), c)
	id := len(b)
	b = append(append(appendChangeTitle(b, c), ": "...), p.Title...)
	title := len(b)
	b = appendChangeWords(b, c)
	s.words = b
	all := string(b)
	e := entry{url: all[:url], id: all[:id], title: all[id:title], text: all[title:], date: c.date, tags: p.MeasureCodes()}
	if p.Body != nil {
		e.author = p.Body.Name
	}
	return e
}

func appendChangeTitle(b []byte, c change) []byte {
	switch {
	case c.decree != nil:
		return c.decree.Amount.Append(append(b, "Assegnati "...))
	case c.payment != nil:
		return c.payment.Amount.Append(append(b, "Erogati "...))
	case c.milestone != nil:
		return append(b, c.milestone.Title...)
	}
	verb := "Revocati "
	switch c.outcome.State {
	case record.Paid:
		verb = "Erogati "
	case record.GivenUp:
		verb = "Rinunciati "
	}
	return c.outcome.Amount.Append(append(b, verb...))
}

// appendChangeWords says what is known of a change, a sentence for each fact.
func appendChangeWords(b []byte, c change) []byte {
	p, from := c.project, len(b)
	say := func(words ...string) {
		if len(b) > from {
			b = append(b, ' ')
		}
		for _, w := range words {
			b = append(b, w...)
		}
	}
	on := func(d record.Date) { b = append(d.AppendOn(b), '.') }
	money := func(f *record.Funding) {
		say("Fonte: ", f.Source)
		if f.MeasureCode != "" {
			b = append(append(b, ", misura "...), f.MeasureCode...)
		}
		b = append(b, '.')
		if f.Decree != "" {
			say("Decreto ", f.Decree, ".")
		}
	}
	switch {
	case c.decree != nil:
		say("Finanziamento assegnato ")
		on(c.decree.Date)
		money(c.decree)
	case c.outcome != nil:
		say("Finanziamento ", c.outcome.State, " ")
		on(c.outcome.StateDate)
		money(c.outcome)
	case c.payment != nil:
		say("Versati all’ente ")
		on(c.payment.Date)
		if c.payment.Note != "" {
			say(c.payment.Note)
		}
	case c.milestone != nil:
		say("Tappa raggiunta ")
		on(c.milestone.Actual)
		if c.milestone.Planned.Known() {
			say("Era prevista ")
			on(c.milestone.Planned)
		}
		if c.milestone.Note != "" {
			say(c.milestone.Note)
		}
	}
	if p.Body != nil {
		say(p.Body.Name, ".")
	}
	if p.CUP != "" {
		say("CUP ", string(p.CUP), ".")
	}
	return b
}

// appendChangeID names a change within its project, by what it is and not by its day or its
// amount, which may be corrected: readers then take it for the same.
func appendChangeID(b []byte, c change) []byte {
	var room [256]byte
	key := room[:0]
	switch {
	case c.decree != nil:
		key = appendFundingKey(append(key, "assegnato\n"...), c.project, c.decree)
	case c.outcome != nil:
		key = appendFundingKey(append(append(key, c.outcome.State...), '\n'), c.project, c.outcome)
	case c.payment != nil:
		n := 0
		for i := range c.project.Payments {
			if x := &c.project.Payments[i]; x.To == c.payment.To {
				n++
				if x == c.payment {
					break
				}
			}
		}
		key = strconv.AppendInt(append(key, "pagamento\n"...), int64(n), 10)
	case c.milestone != nil:
		key = appendMilestoneKey(append(key, "tappa\n"...), c.project, c.milestone)
	}
	sum := sha256.Sum256(key)
	return hex.AppendEncode(b, sum[:8])
}

// appendMilestoneKey names a milestone within its project: by its words and, for equal ones,
// by their order.
func appendMilestoneKey(b []byte, p *record.Project, m *record.Milestone) []byte {
	b = append(append(b, m.Title...), '\n')
	b = append(append(b, m.Phase...), '\n')
	return strconv.AppendInt(b, int64(nth(p, m)), 10)
}

// appendFundingKey names a funding within its project: where the money is from, and which of
// those from there it is.
func appendFundingKey(b []byte, p *record.Project, f *record.Funding) []byte {
	n := 0
	for i := range p.Fundings {
		x := &p.Fundings[i]
		if x.Source == f.Source && x.MeasureCode == f.MeasureCode {
			n++
		}
		if x == f {
			break
		}
	}
	b = append(append(b, f.Source...), '\n')
	b = append(append(b, f.MeasureCode...), '\n')
	return strconv.AppendInt(b, int64(n), 10)
}
