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

	decree       *record.Funding // money was assigned, or is the body’s own
	outcome      *record.Funding // it was paid, given up or revoked
	payment      *record.Payment // money reached the body
	milestone    *record.Milestone
	announcement *record.Announcement

	told []*record.Milestone // milestones that tell the same
}

// changesOf gives what happened to a project, each fact once, as far as its day is known: a
// reader sorts by day, and none is invented. What a supplier was paid is in the data alone.
func changesOf(p *record.Project) []change {
	facts := plan.Facts(p)
	out := make([]change, 0, len(facts))
	for _, e := range facts {
		c := change{date: e.Date.Last(), project: p, milestone: e.Milestone, payment: e.Payment, told: e.Told}
		switch {
		case e.Date.Day == 0 || e.Payment != nil && e.Payment.To != record.ToBody:
			continue
		case e.Kind == plan.DecreeEvent:
			c.decree = e.Funding
		default:
			c.outcome = e.Funding
		}
		out = append(out, c)
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

// ownMoney reports whether the change is money that the body itself put in.
func (c *change) ownMoney() bool { return c.decree != nil && !c.project.Outside(c.decree) }

func (c *change) title() string {
	switch {
	case c.ownMoney():
		return "Risorse proprie: " + c.decree.Amount.String()
	case c.decree != nil:
		return "Assegnati " + c.decree.Amount.String()
	case c.payment != nil:
		return "Erogati " + c.payment.Amount.String()
	case c.milestone != nil:
		return c.milestone.Title
	case c.outcome.State == record.Paid:
		return "Erogati " + c.outcome.Amount.String()
	case c.outcome.State == record.GivenUp:
		return "Rinuncia a " + c.outcome.Amount.String()
	}
	return "Revoca di " + c.outcome.Amount.String()
}

// outcomeWords are how what became of a funding is told, before its day.
var outcomeWords = map[string]string{
	record.Paid: "Finanziamento erogato ", record.GivenUp: "Rinuncia al finanziamento ", record.Revoked: "Revoca del finanziamento ",
}

// words says what is known of a change, a sentence for each fact.
func (c *change) words() string {
	b := make([]byte, 0, 256)
	say := func(parts ...string) {
		if len(b) > 0 && parts[0] != "" {
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
	switch {
	case c.ownMoney():
		say("L’ente le ha destinate al progetto ", c.decree.Date.On(), ".")
		money(c.decree)
	case c.decree != nil:
		say("Finanziamento assegnato ", c.decree.Date.On(), ".")
		money(c.decree)
	case c.outcome != nil:
		say(outcomeWords[c.outcome.State], c.outcome.StateDate.On(), ".")
		money(c.outcome)
	case c.payment != nil:
		say("Erogati all’ente ", c.payment.Date.On(), ".")
		say(c.payment.Note)
	case c.milestone != nil:
		say("Tappa raggiunta ", c.milestone.Actual.On(), ".")
		if c.milestone.Planned.Known() {
			say("Data prevista: ", c.milestone.Planned.String(), ".")
		}
		say(c.milestone.Note)
	}
	for _, s := range plan.Besides(c.told) {
		say(s)
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
