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

// changesOf gives what happened to a project, as far as its day is known: a reader sorts by
// day, and none is invented. Money that was paid is reported once, by the payments to the
// body or else by the state of the funding.
func changesOf(p *record.Project) []change {
	out := make([]change, 0, 2*len(p.Fundings)+len(p.Payments)+len(p.Milestones))
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

// latest are as many changes as a feed holds, the latest first.
type latest []change

// add puts changes in their places among the latest, or leaves them out. Few of the changes
// of a large site come in, so all the others cost one comparison.
func (l *latest) add(changes ...change) {
	for _, c := range changes {
		at := len(*l)
		for at > 0 && c.before(&(*l)[at-1]) {
			at--
		}
		if at < maxEntries {
			*l = slices.Insert((*l)[:min(len(*l), maxEntries-1)], at, c)
		}
	}
}

// before reports whether a change comes before another; equal ones keep their order.
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

// entryOf puts a change into words.
func (x *exporter) entryOf(c change) entry {
	if c.announcement != nil {
		return x.announcementEntry(c.announcement)
	}
	p := c.project
	e := entry{url: x.Site.Config.BaseURL + plan.ProjectPath(p), title: c.title() + ": " + p.Title, text: c.words(), instant: instant(c.date), tags: p.MeasureCodes()}
	e.id = e.url + "#" + c.id()
	if p.Body != nil {
		e.author = p.Body.Name
	}
	return e
}

func (c *change) title() string {
	switch {
	case c.decree != nil:
		return "Assegnati " + c.decree.Amount.String()
	case c.payment != nil:
		return "Erogati " + c.payment.Amount.String()
	case c.milestone != nil:
		return c.milestone.Title
	case c.outcome.State == record.Paid:
		return "Erogati " + c.outcome.Amount.String()
	case c.outcome.State == record.GivenUp:
		return "Rinunciati " + c.outcome.Amount.String()
	}
	return "Revocati " + c.outcome.Amount.String()
}

// words says what is known of a change, a sentence for each fact.
func (c *change) words() string {
	b := make([]byte, 0, 256)
	say := func(parts ...string) {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		for _, part := range parts {
			b = append(b, part...)
		}
	}
	money := func(f *record.Funding) {
		if f.MeasureCode != "" {
			say("Fonte: ", f.Source, ", misura ", f.MeasureCode, ".")
		} else {
			say("Fonte: ", f.Source, ".")
		}
		if f.Decree != "" {
			say("Decreto ", f.Decree, ".")
		}
	}
	note := ""
	switch {
	case c.decree != nil:
		say("Finanziamento assegnato ", c.decree.Date.On(), ".")
		money(c.decree)
	case c.outcome != nil:
		say("Finanziamento ", c.outcome.State, " ", c.outcome.StateDate.On(), ".")
		money(c.outcome)
	case c.payment != nil:
		say("Versati all’ente ", c.payment.Date.On(), ".")
		note = c.payment.Note
	case c.milestone != nil:
		say("Tappa raggiunta ", c.milestone.Actual.On(), ".")
		if c.milestone.Planned.Known() {
			say("Era prevista ", c.milestone.Planned.On(), ".")
		}
		note = c.milestone.Note
	}
	if note != "" {
		say(note)
	}
	if body := c.project.Body; body != nil {
		say(body.Name, ".")
	}
	if cup := c.project.CUP; cup != "" {
		say("CUP ", string(cup), ".")
	}
	return string(b)
}

// id names a change within its project, by what it is and not by its day or its amount,
// which may be corrected: readers then take it for the same.
func (c *change) id() string {
	p, key := c.project, ""
	switch {
	case c.decree != nil:
		key = "assegnato\n" + fundingKey(p, c.decree)
	case c.outcome != nil:
		key = c.outcome.State + "\n" + fundingKey(p, c.outcome)
	case c.payment != nil:
		key = "pagamento\n" + nth(p.Payments, c.payment, func(x *record.Payment) bool { return x.To == c.payment.To })
	case c.milestone != nil:
		key = "tappa\n" + milestoneKey(p, c.milestone)
	}
	return digest(key)
}

// digest gives the beginning of the digest of a key, in hexadecimal digits.
func digest(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:8])
}

// milestoneKey names a milestone within its project: by its words and, for equal ones, by
// their order.
func milestoneKey(p *record.Project, m *record.Milestone) string {
	return m.Title + "\n" + m.Phase + "\n" + nth(p.Milestones, m, func(x *record.Milestone) bool { return x.Title == m.Title && x.Phase == m.Phase })
}

// fundingKey names a funding within its project: where the money is from, and which of
// those from there it is.
func fundingKey(p *record.Project, f *record.Funding) string {
	return f.Source + "\n" + f.MeasureCode + "\n" + nth(p.Fundings, f, func(x *record.Funding) bool { return x.Source == f.Source && x.MeasureCode == f.MeasureCode })
}

// nth counts the items of a list that are like one of them, up to that one.
func nth[T any](list []T, item *T, alike func(*T) bool) string {
	n := 0
	for i := range list {
		if alike(&list[i]) {
			n++
		}
		if &list[i] == item {
			break
		}
	}
	return strconv.Itoa(n)
}
