package export

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// change is something that happened to a project on a day that is known, or an announcement.
type change struct {
	plan.Event                        // with an announcement only its date
	project      *record.Project      // nil with an announcement
	announcement *record.Announcement // or nil
}

// changesOf gives what happened to a project, each fact once, as far as its day is known: a
// reader sorts by day, and none is invented. What a supplier was paid is in the data alone.
func changesOf(p *record.Project) []change {
	facts := plan.Facts(p)
	out := make([]change, 0, len(facts))
	for _, e := range facts {
		if e.Date.Day != 0 && (e.Payment == nil || e.Payment.To == record.ToBody) {
			out = append(out, change{Event: e, project: p})
		}
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
	if later := c.Date.Compare(other.Date); later != 0 {
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
	e := entry{url: x.Site.Config.BaseURL + plan.ProjectPath(p), title: c.title() + ": " + p.Title, text: c.words(), instant: instant(c.Date), tags: p.MeasureCodes()}
	e.id = e.url + "#" + c.id()
	if p.Body != nil {
		e.author = p.Body.Name
	}
	return e
}

// ownMoney reports whether the change is money that the body itself put in.
func (c *change) ownMoney() bool { return c.Kind == plan.DecreeEvent && !c.project.Outside(c.Funding) }

func (c *change) title() string {
	switch {
	case c.ownMoney():
		return "Risorse proprie: " + c.Funding.Amount.String()
	case c.Kind == plan.DecreeEvent:
		return "Assegnati " + c.Funding.Amount.String()
	case c.Kind == plan.PaymentEvent:
		return "Erogati " + c.Payment.Amount.String()
	case c.Kind == plan.MilestoneEvent:
		return c.Milestone.Title
	case c.Funding.State == record.Paid:
		return "Erogati " + c.Funding.Amount.String()
	case c.Funding.State == record.GivenUp:
		return "Rinuncia a " + c.Funding.Amount.String()
	}
	return "Revoca di " + c.Funding.Amount.String()
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
	money := func() {
		f := c.Funding
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
		say("L’ente le ha destinate al progetto ", c.Date.On(), ".")
		money()
	case c.Kind == plan.DecreeEvent:
		say("Finanziamento assegnato ", c.Date.On(), ".")
		money()
	case c.Kind == plan.PaymentEvent:
		say("Erogati all’ente ", c.Date.On(), ".")
		say(c.Payment.Note)
	case c.Kind == plan.MilestoneEvent:
		say("Tappa raggiunta ", c.Date.On(), ".")
		if c.Milestone.Planned.Known() {
			say("Data prevista: ", c.Milestone.Planned.String(), ".")
		}
		say(c.Milestone.Note)
	default:
		say(outcomeWords[c.Funding.State], c.Date.On(), ".")
		money()
	}
	for _, s := range plan.Besides(c.Told) {
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
	switch c.Kind {
	case plan.DecreeEvent:
		key = "assegnato\n" + fundingKey(p, c.Funding)
	case plan.PaymentEvent:
		key = "pagamento\n" + nth(p.Payments, c.Payment, func(x *record.Payment) bool { return x.To == c.Payment.To })
	case plan.MilestoneEvent:
		key = "tappa\n" + milestoneKey(p, c.Milestone)
	default:
		key = c.Funding.State + "\n" + fundingKey(p, c.Funding)
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
