package plan

import (
	"cmp"
	"slices"

	"vetro/internal/record"
)

// Deadline is a milestone that was planned for a day.
type Deadline struct {
	Project   *record.Project
	Milestone *record.Milestone
	State     record.DeadlineState
	Delay     Delay // of what happened, or of the day itself
}

// Deadlines are all deadlines of a site, by their state, of which record.Project.Deadline has
// the one definition. Those of projects that were given up are only here if they were reached.
type Deadlines struct {
	Next    []Deadline // the nearest first
	Missed  []Deadline // the latest first
	Closed  []Deadline // the latest first
	Reached []Deadline // the latest first
}

// None reports whether there are no deadlines at all.
func (d *Deadlines) None() bool {
	return len(d.Next)+len(d.Missed)+len(d.Closed)+len(d.Reached) == 0
}

// All gives all deadlines: those to come, then those missed, closed, reached.
func (d *Deadlines) All() []Deadline { return slices.Concat(d.Next, d.Missed, d.Closed, d.Reached) }

// perCalendarPage is how many deadlines are on a page of the calendar.
const perCalendarPage = 100

// deadlines sorts the planned milestones of projects by their state.
func deadlines(projects []*record.Project, today record.Date) Deadlines {
	var all Deadlines
	for _, p := range projects {
		for i := range p.Milestones {
			m := &p.Milestones[i]
			d := Deadline{p, m, p.Deadline(m, today), Delay{true, today.DaysSince(m.Planned)}}
			switch d.State {
			case record.DeadlineNext:
				all.Next = append(all.Next, d)
			case record.DeadlineMissed:
				all.Missed = append(all.Missed, d)
			case record.DeadlineClosed:
				all.Closed = append(all.Closed, d)
			case record.DeadlineReached:
				d.Delay = DelayOf(m)
				all.Reached = append(all.Reached, d)
			}
		}
	}
	slices.SortStableFunc(all.Next, nearestFirst)
	slices.SortStableFunc(all.Missed, latestFirst)
	slices.SortStableFunc(all.Closed, latestFirst)
	slices.SortStableFunc(all.Reached, latestReachedFirst)
	return all
}

// The orders of deadlines; those of one day keep the order of their projects.

func nearestFirst(a, b Deadline) int {
	return a.Milestone.Planned.Last().Compare(b.Milestone.Planned.Last())
}

func latestFirst(a, b Deadline) int { return nearestFirst(b, a) }

func latestReachedFirst(a, b Deadline) int {
	return cmp.Or(b.Milestone.Actual.Last().Compare(a.Milestone.Actual.Last()), latestFirst(a, b))
}

// DeadlinesOf gives the deadlines of some projects: of a body, of one alone.
func (t *Tree) DeadlinesOf(projects []*record.Project) Deadlines { return deadlines(projects, t.Today) }

// deadlinePages plans the pages of all deadlines.
func (p *planner) deadlinePages() {
	all := p.Due.All()
	p.paged(Page{Kind: Calendar, Path: DeadlinesPath, Title: Calendar.title(), Data: p.All}, len(all), perCalendarPage, func(page *Page, from, to int) {
		page.Deadlines = all[from:to]
	})
}

// PerProject reports whether each project has a calendar and feeds of its own.
func (t *Tree) PerProject() bool { return len(t.All.Projects) <= t.Site.Config.Data.PerProject }
