package export

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// calendarFiles gives the calendars of the site, of each body where there are several, and of
// each project unless there are too many, as far as they have deadlines.
func (x *exporter) calendarFiles() (files []plan.File) {
	due := x.Due
	if !x.PerProject() {
		due.Reached = nil // so many that only what is open is of use
	}
	if !due.None() {
		files = append(files, x.file(plan.SiteCalendarPath, func(w *writer) { x.writeCalendar(w, x.Site.Config.Title, due) }))
	}
	add := func(page, title string, projects []*record.Project) {
		if slices.ContainsFunc(projects, hasDeadlines) {
			files = append(files, x.file(plan.CalendarPath(page), func(w *writer) { x.writeCalendar(w, title, x.DeadlinesOf(projects)) }))
		}
	}
	if x.Several() {
		for _, g := range x.ByBody {
			add(g.Path, g.Title, g.Projects)
		}
	}
	if x.PerProject() {
		for i, p := range x.Site.Projects {
			add(plan.ProjectPath(p), p.Title, x.Site.Projects[i:i+1])
		}
	}
	return files
}

func hasDeadlines(p *record.Project) bool {
	return slices.ContainsFunc(p.Milestones, func(m record.Milestone) bool { return m.Planned.Known() })
}

// writeCalendar writes deadlines as iCalendar.
//
// Source: RFC 5545.
func (x *exporter) writeCalendar(w *writer, title string, due plan.Deadlines) {
	events := slices.Concat(due.Next, due.Missed, due.Reached)
	slices.SortStableFunc(events, func(a, b plan.Deadline) int {
		return a.Milestone.Planned.Last().Compare(b.Milestone.Planned.Last())
	})
	c, host := &w.lines, calendarHost(x.Tree)
	c.b = w.b
	c.add("BEGIN", "VCALENDAR")
	c.add("VERSION", "2.0")
	c.add("PRODID", "-//Vetro//Scadenze//IT")
	c.add("METHOD", "PUBLISH")
	c.addText("X-WR-CALNAME", title)
	for i := range events {
		addEvent(c, x.Tree, &events[i], host)
		w.b = c.b
		w.spill()
		c.b = w.b
	}
	w.b = append(c.b, "END:VCALENDAR\r\n"...)
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
