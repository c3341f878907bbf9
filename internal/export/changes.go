package export

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// change is something that happened to a project on a day that is known, or an
// announcement of that day: exactly one of the pointers after the project is set.
type change struct {
	date    record.Date
	project *record.Project // nil with an announcement

	decree    *record.Funding // money was assigned
	outcome   *record.Funding // it was paid, given up or revoked
	payment   *record.Payment // money reached the body
	milestone *record.Milestone
	notice    *record.Announcement
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

// noticeChange gives an announcement as a change, or false when it has no day.
func noticeChange(a *record.Announcement) (change, bool) {
	return change{date: a.Date.Last(), notice: a}, a.Date.Known()
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
	if c.notice != nil {
		return c.notice.ID
	}
	return c.project.ID
}

// entryOf tells a change in words.
func (m *maker) entryOf(c change) entry {
	if c.notice != nil {
		return m.noticeEntry(c.notice)
	}
	p := c.project
	e := entry{
		url: m.Site.Config.BaseURL + plan.ProjectPath(p), date: c.date,
		title: changeTitle(c) + ": " + p.Title, text: strings.Join(changeWords(c), " "),
	}
	e.id = e.url + "#" + changeID(c)
	if p.Body != nil {
		e.author = p.Body.Name
	}
	e.tags = p.MeasureCodes()
	return e
}

func changeTitle(c change) string {
	switch {
	case c.decree != nil:
		return "Assegnati " + c.decree.Amount.String()
	case c.payment != nil:
		return "Erogati " + c.payment.Amount.String()
	case c.milestone != nil:
		return c.milestone.Title
	}
	switch c.outcome.State {
	case record.Paid:
		return "Erogati " + c.outcome.Amount.String()
	case record.GivenUp:
		return "Rinunciati " + c.outcome.Amount.String()
	}
	return "Revocati " + c.outcome.Amount.String()
}

// changeWords say what is known of a change, a sentence for each fact.
func changeWords(c change) []string {
	p := c.project
	var words []string
	money := func(f *record.Funding) {
		source := "Fonte: " + f.Source
		if f.MeasureCode != "" {
			source += ", misura " + f.MeasureCode
		}
		words = append(words, source+".")
		if f.Decree != "" {
			words = append(words, "Decreto "+f.Decree+".")
		}
	}
	switch {
	case c.decree != nil:
		words = append(words, "Finanziamento assegnato "+c.decree.Date.On()+".")
		money(c.decree)
	case c.outcome != nil:
		words = append(words, "Finanziamento "+c.outcome.State+" "+c.outcome.StateDate.On()+".")
		money(c.outcome)
	case c.payment != nil:
		words = append(words, "Versati all’ente "+c.payment.Date.On()+".")
		if c.payment.Note != "" {
			words = append(words, c.payment.Note)
		}
	case c.milestone != nil:
		words = append(words, "Tappa raggiunta "+c.milestone.Actual.On()+".")
		if c.milestone.Planned.Known() {
			words = append(words, "Era prevista "+c.milestone.Planned.On()+".")
		}
		if c.milestone.Note != "" {
			words = append(words, c.milestone.Note)
		}
	}
	if p.Body != nil {
		words = append(words, p.Body.Name+".")
	}
	if p.CUP != "" {
		words = append(words, "CUP "+string(p.CUP)+".")
	}
	return words
}

// changeID names a change within its project, by what it is and not by its day or its
// amount, which may be corrected: readers then take it for the same.
func changeID(c change) string {
	var key string
	switch {
	case c.decree != nil:
		key = "assegnato\n" + fundingKey(c.project, c.decree)
	case c.outcome != nil:
		key = c.outcome.State + "\n" + fundingKey(c.project, c.outcome)
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
		key = "pagamento\n" + strconv.Itoa(n)
	case c.milestone != nil:
		key = "tappa\n" + c.milestone.Title + "\n" + c.milestone.Phase + "\n" + strconv.Itoa(nth(c.project, c.milestone))
	}
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:8])
}

// fundingKey names a funding within its project: where the money is from, and which of
// those from there it is.
func fundingKey(p *record.Project, f *record.Funding) string {
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
	return f.Source + "\n" + f.MeasureCode + "\n" + strconv.Itoa(n)
}
