package export

import (
	"net/url"
	"slices"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// calendarFiles gives the calendars of the site, of each body where there are several, and of
// each project unless there are too many, as far as they have deadlines.
func (x *exporter) calendarFiles() (files []plan.File) {
	due := x.Due
	if !x.PerProject() {
		due.Closed, due.Reached = nil, nil // so many that only what is open is of use
	}
	if !due.None() {
		files = append(files, x.file(plan.SiteCalendarPath, func(w *writer) { x.writeCalendar(w, x.Site.Config.Title, due) }))
	}
	add := func(page, title string, projects []*record.Project) {
		if slices.ContainsFunc(projects, x.hasDeadlines) {
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

func (x *exporter) hasDeadlines(p *record.Project) bool {
	return slices.ContainsFunc(p.Milestones, func(m record.Milestone) bool { return p.Deadline(&m, x.Today) != record.NoDeadline })
}

// writeCalendar writes deadlines as iCalendar.
//
// Source: RFC 5545.
func (x *exporter) writeCalendar(w *writer, title string, due plan.Deadlines) {
	events := due.All()
	slices.SortStableFunc(events, func(a, b plan.Deadline) int {
		return a.Milestone.Planned.Last().Compare(b.Milestone.Planned.Last())
	})
	w.raw("BEGIN", "VCALENDAR")
	w.raw("VERSION", "2.0")
	w.raw("PRODID", "-//Vetro//Scadenze//IT")
	w.raw("METHOD", "PUBLISH")
	w.property("X-WR-CALNAME", title)
	for i := range events {
		x.writeEvent(w, &events[i])
		w.spill()
	}
	w.raw("END", "VCALENDAR")
}

// writeEvent writes a deadline as an event of a whole day, or of all the days that it can
// mean: no day is invented. It blocks nobody's time.
func (x *exporter) writeEvent(w *writer, d *plan.Deadline) {
	p, m := d.Project, d.Milestone
	stamp := p.Updated
	if !stamp.Full() {
		stamp = x.Today
	}
	w.raw("BEGIN", "VEVENT")
	w.property("UID", p.ID, "-", digest(milestoneKey(p, m)), "@", x.host)
	w.raw("DTSTAMP", basic(stamp)+"T000000Z")
	w.raw("DTSTART;VALUE=DATE", basic(m.Planned.First()))
	w.raw("DTEND;VALUE=DATE", basic(record.DayOf(m.Planned.Last().Time().AddDate(0, 0, 1)))) // the first day after it
	w.property("SUMMARY", m.Title, ": ", p.Title)
	w.property("DESCRIPTION", x.eventWords(d))
	if base := x.Site.Config.BaseURL; base != "" {
		w.raw("URL", base+plan.ProjectPath(p))
	}
	w.raw("TRANSP", "TRANSPARENT")
	w.raw("STATUS", "CONFIRMED")
	w.raw("END", "VEVENT")
}

// eventWords says what is known of a deadline, each fact on its line.
func (x *exporter) eventWords(d *plan.Deadline) string {
	p, m := d.Project, d.Milestone
	facts := []string{"Data prevista: " + m.Planned.String() + "."}
	switch d.State {
	case record.DeadlineReached:
		facts = append(facts, "Tappa raggiunta "+m.Actual.On()+".")
	case record.DeadlineMissed:
		facts = append(facts, "Passata, esito non comunicato.")
	case record.DeadlineClosed:
		facts = append(facts, "Passata, data effettiva non comunicata.")
	}
	if m.Note != "" {
		facts = append(facts, m.Note)
	}
	if p.Body != nil {
		facts = append(facts, p.Body.Name)
	}
	if p.CUP != "" {
		facts = append(facts, "CUP "+string(p.CUP))
	}
	return strings.Join(facts, "\n")
}

// calendarHost gives the host in the ids of events. An id never changes, so that a calendar
// that has the event moves it when its day changes.
func calendarHost(t *plan.Tree) string {
	if u, err := url.Parse(t.Site.Config.BaseURL); err == nil && u.Host != "" {
		return u.Hostname()
	}
	return "vetro.invalid"
}

// basic gives a day without signs between its numbers: 20260331.
func basic(d record.Date) string { return strings.ReplaceAll(d.ISO(), "-", "") }
