package render

import "vetro/internal/plan"

// calendarView is a page of the calendar of all deadlines.
type calendarView struct {
	Title   string
	Lead    string
	Updated dateView
	Parts   []calendarPart
	Pager   *pagerView
	Files   []linkView
}

// calendarPart are deadlines that stand alike: to come, missed, reached.
type calendarPart struct {
	Title string
	Rows  []deadlineView
}

func (s *pageBuilder) calendar() any {
	due := &s.tree.Due
	v := calendarView{Title: s.title, Updated: s.dated(s.page.Updated), Pager: s.pager()}
	v.Lead = s.t("scadenze.nessuna")
	if !due.None() {
		v.Lead = s.t("scadenze.future_0")
		if n := len(due.Next); n > 0 {
			v.Lead = s.t("scadenze.future", "n", n)
		}
		if n := len(due.Missed); n > 0 {
			v.Lead += " " + s.t("scadenze.mancate", "n", n)
		}
		if n := len(due.Reached); n > 0 {
			v.Lead += " " + s.t("scadenze.raggiunte", "n", n)
		}
		v.Files = []linkView{{s.t("scadenze.calendario"), s.href(plan.SiteCalendarPath)}}
	}
	first := s.page.Deadlines
	for _, part := range []struct {
		key string
		is  func(plan.Deadline) bool
	}{
		{"prossime", func(d plan.Deadline) bool {
			return !d.Milestone.Actual.Known() && !d.Milestone.Planned.Past(s.tree.Today)
		}},
		{"passate", func(d plan.Deadline) bool {
			return !d.Milestone.Actual.Known() && d.Milestone.Planned.Past(s.tree.Today)
		}},
		{"chiuse", func(d plan.Deadline) bool { return d.Milestone.Actual.Known() }},
	} {
		n := 0
		for n < len(first) && part.is(first[n]) {
			n++
		}
		if n > 0 {
			v.Parts = append(v.Parts, calendarPart{s.t("scadenze." + part.key), s.deadlines(first[:n])})
		}
		first = first[n:]
	}
	return v
}
