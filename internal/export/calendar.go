package export

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// calendars gives the deadlines as iCalendar: of the site, of each body where there are
// several, and of each project unless there are too many; the calendar of so large a
// site holds only what is still open.
//
// Source: RFC 5545.
func (m *maker) calendars() {
	small := m.PerProject()
	due := m.Due
	if !small {
		due.Reached = nil
	}
	add := func(name, title string, due plan.Deadlines) {
		if !m.stopped && !due.None() {
			m.file(name, calendar(m.Tree, title, due))
		}
	}
	add("scadenze.ics", m.Site.Config.Title, due)
	if m.Several() {
		for _, g := range m.ByBody {
			add(plan.CalendarPath(plan.BodyPath(g.Key)), g.Title, m.DeadlinesOf(g.Projects))
		}
	}
	if small {
		for _, p := range m.All.Projects {
			add(plan.CalendarPath(plan.ProjectPath(p)), p.Title, m.DeadlinesOf([]*record.Project{p}))
		}
	}
}

func calendar(t *plan.Tree, title string, due plan.Deadlines) []byte {
	c := ics.NewCalendarFor("vetro")
	c.SetProductId("-//Vetro//Scadenze//IT")
	c.SetMethod(ics.MethodPublish)
	c.SetXWRCalName(title)
	events := slices.Concat(due.Next, due.Missed, due.Reached)
	slices.SortStableFunc(events, func(a, b plan.Deadline) int {
		return a.Milestone.Planned.Last().Compare(b.Milestone.Planned.Last())
	})
	for i := range events {
		addEvent(c, t, &events[i])
	}
	return []byte(c.Serialize(ics.WithNewLineWindows))
}

// addEvent adds a deadline as an event of a whole day, or of all the days that it can
// mean: no day is invented. It blocks nobody's time.
func addEvent(c *ics.Calendar, t *plan.Tree, d *plan.Deadline) {
	p, m := d.Project, d.Milestone
	e := c.AddEvent(eventID(t, p, m))
	stamp := p.Updated
	if !stamp.Full() {
		stamp = t.Today
	}
	e.SetDtStampTime(stamp.Time())
	first, last := m.Planned.First(), m.Planned.Last()
	e.SetProperty(ics.ComponentPropertyDtStart, basic(first.Time()), ics.WithValue("DATE"))
	e.SetProperty(ics.ComponentPropertyDtEnd, basic(last.Time().AddDate(0, 0, 1)), ics.WithValue("DATE"))
	e.SetProperty(ics.ComponentPropertySummary, text(m.Title+": "+p.Title))
	e.SetProperty(ics.ComponentPropertyDescription, text(strings.Join(eventWords(t, p, d), "\n")))
	if base := t.Site.Config.BaseURL; base != "" {
		e.SetURL(base + plan.ProjectPath(p))
	}
	e.SetProperty(ics.ComponentPropertyTransp, string(ics.TransparencyTransparent))
	e.SetStatus(ics.ObjectStatusConfirmed)
}

// eventWords says what is known of a deadline.
func eventWords(t *plan.Tree, p *record.Project, d *plan.Deadline) []string {
	m := d.Milestone
	words := []string{"Prevista " + m.Planned.On() + "."}
	switch {
	case m.Actual.Known():
		words = append(words, "Raggiunta "+m.Actual.On()+".")
	case m.Planned.Past(t.Today):
		words = append(words, "Passata, esito non comunicato.")
	}
	if m.Note != "" {
		words = append(words, m.Note)
	}
	if p.Body != nil {
		words = append(words, p.Body.Name)
	}
	if p.CUP != "" {
		words = append(words, "CUP "+string(p.CUP))
	}
	return words
}

// eventID names a deadline for ever: by the project, the words of the milestone and, for
// equal ones, their order. So a calendar that has it moves it when its day changes.
func eventID(t *plan.Tree, p *record.Project, m *record.Milestone) string {
	sum := sha256.Sum256([]byte(m.Title + "\n" + m.Phase + "\n" + strconv.Itoa(nth(p, m))))
	host := "vetro.invalid"
	if u, err := url.Parse(t.Site.Config.BaseURL); err == nil && u.Host != "" {
		host = u.Hostname()
	}
	return p.ID + "-" + hex.EncodeToString(sum[:8]) + "@" + host
}

// nth counts the milestones of a project that have the words of m, up to m itself.
func nth(p *record.Project, m *record.Milestone) int {
	n := 0
	for i := range p.Milestones {
		x := &p.Milestones[i]
		if x.Title == m.Title && x.Phase == m.Phase {
			n++
		}
		if x == m {
			break
		}
	}
	return n
}

func basic(t time.Time) string { return t.Format("20060102") }

// text keeps what is no text for iCalendar out of a value: control characters. The
// library escapes the rest.
func text(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}
