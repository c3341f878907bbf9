package export

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"net/url"
	"slices"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// siteCalendar makes the calendar of all deadlines; of a site with too many projects for
// calendars of their own, of what is still open.
func (m *maker) siteCalendar() {
	due := m.Due
	if !m.PerProject() {
		due.Reached = nil
	}
	if !due.None() {
		m.largeFile(plan.SiteCalendarPath, m.calendar(m.Site.Config.Title, due, m.former))
	}
}

// calendarOf makes the calendar of the deadlines of some projects, beside their page.
func (m *maker) calendarOf(page, title string, projects []*record.Project) {
	if due := m.DeadlinesOf(projects); !due.None() {
		m.file(plan.CalendarPath(page), whole(m.buffer(), m.calendar(title, due, Former{})))
	}
}

// calendar gives deadlines as iCalendar.
//
// Source: RFC 5545.
func (m *maker) calendar(title string, due plan.Deadlines, former Former) iter.Seq[Block] {
	events := slices.Concat(due.Next, due.Missed, due.Reached)
	slices.SortStableFunc(events, func(a, b plan.Deadline) int {
		return a.Milestone.Planned.Last().Compare(b.Milestone.Planned.Last())
	})
	c := new(lines)
	begin := madeBlock(func(b []byte) []byte {
		c.b = b
		c.add("BEGIN", "VCALENDAR")
		c.add("VERSION", "2.0")
		c.add("PRODID", "-//Vetro//Scadenze//IT")
		c.add("METHOD", "PUBLISH")
		c.addText("X-WR-CALNAME", title)
		return c.b
	})
	return joined(begin, m.eventBlocks(c, events, former), oneBlock([]byte("END:VCALENDAR\r\n")))
}

// eventBlocks gives the events of deadlines. Besides the record, its day decides how one
// stands: that of a deadline is past or not.
func (m *maker) eventBlocks(c *lines, events []plan.Deadline, former Former) iter.Seq[Block] {
	host := calendarHost(m.Tree)
	return func(yield func(Block) bool) {
		for from, to := range cuts(len(events), func(i int) string { return events[i].Project.File }) {
			d := newShowing(former)
			for i := range events[from:to] {
				d.milestone(&events[from+i])
			}
			if !yield(Block{Shows: d.sum(), Make: func(b []byte) []byte {
				c.b = b
				for i := range events[from:to] {
					addEvent(c, m.Tree, &events[from+i], host)
				}
				return c.b
			}}) {
				return
			}
		}
	}
}

// milestone adds a deadline: the record, and which of its milestones it is.
func (d *showing) milestone(due *plan.Deadline) {
	d.record(due.Project.File, &due.Project.Sum)
	for i := range due.Project.Milestones {
		if due.Milestone == &due.Project.Milestones[i] {
			d.number(i)
		}
	}
}

// addEvent adds a deadline as an event of a whole day, or of all the days that it can
// mean: no day is invented. It blocks nobody's time.
func addEvent(c *lines, t *plan.Tree, d *plan.Deadline, host string) {
	p, m := d.Project, d.Milestone
	stamp := p.Updated
	if !stamp.Full() {
		stamp = t.Today
	}
	end := record.DayOf(m.Planned.Last().Time().AddDate(0, 0, 1)) // the first day that is no more in it
	c.add("BEGIN", "VEVENT")
	c.value = append(append(appendEventID(c.value[:0], p, m), '@'), host...)
	c.addValue("UID")
	c.value = append(appendBasic(c.value[:0], stamp), "T000000Z"...)
	c.addValue("DTSTAMP")
	c.value = appendBasic(c.value[:0], m.Planned.First())
	c.addValue("DTSTART;VALUE=DATE")
	c.value = appendBasic(c.value[:0], end)
	c.addValue("DTEND;VALUE=DATE")
	c.value = append(append(append(c.value[:0], m.Title...), ": "...), p.Title...)
	c.addCleanValue("SUMMARY")
	c.value = appendEventWords(c.value[:0], t, p, m)
	c.addCleanValue("DESCRIPTION")
	if base := t.Site.Config.BaseURL; base != "" {
		c.add("URL", base+plan.ProjectPath(p))
	}
	c.add("TRANSP", "TRANSPARENT")
	c.add("STATUS", "CONFIRMED")
	c.add("END", "VEVENT")
}

// appendEventWords says what is known of a deadline, each fact on its line.
func appendEventWords(b []byte, t *plan.Tree, p *record.Project, m *record.Milestone) []byte {
	b = append(m.Planned.AppendOn(append(b, "Prevista "...)), '.')
	switch {
	case m.Actual.Known():
		b = append(m.Actual.AppendOn(append(b, "\nRaggiunta "...)), '.')
	case m.Planned.Past(t.Today):
		b = append(b, "\nPassata, esito non comunicato."...)
	}
	if m.Note != "" {
		b = append(append(b, '\n'), m.Note...)
	}
	if p.Body != nil {
		b = append(append(b, '\n'), p.Body.Name...)
	}
	if p.CUP != "" {
		b = append(append(b, "\nCUP "...), p.CUP...)
	}
	return b
}

// appendEventID names a deadline for ever, with calendarHost: by the project, the words of
// the milestone and, for equal ones, their order. So a calendar that has it moves it when
// its day changes.
func appendEventID(b []byte, p *record.Project, m *record.Milestone) []byte {
	var room [256]byte
	sum := sha256.Sum256(appendMilestoneKey(room[:0], p, m))
	return hex.AppendEncode(append(append(b, p.ID...), '-'), sum[:8])
}

// calendarHost gives the host in the names of deadlines.
func calendarHost(t *plan.Tree) string {
	if u, err := url.Parse(t.Site.Config.BaseURL); err == nil && u.Host != "" {
		return u.Hostname()
	}
	return "vetro.invalid"
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

// appendBasic gives a day without signs between its numbers: 20260331.
func appendBasic(b []byte, d record.Date) []byte {
	var room [12]byte
	for _, c := range d.AppendISO(room[:0]) {
		if c != '-' {
			b = append(b, c)
		}
	}
	return b
}
