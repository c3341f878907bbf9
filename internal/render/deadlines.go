package render

import (
	"vetro/internal/plan"
	"vetro/internal/record"
)

// calendarView is a page of the calendar of all deadlines.
type calendarView struct {
	Title   string
	Lead    string
	Checked string
	Parts   []calendarPart
	Pager   *pagerView
	Files   []linkView
}

// calendarPart are deadlines in one state: to come, missed, closed, reached.
type calendarPart struct {
	Title string
	Rows  []deadlineView
}

// partTitles are the texts over the deadlines of a state.
var partTitles = map[record.DeadlineState]string{
	record.DeadlineNext: "scadenze.prossime", record.DeadlineMissed: "scadenze.passate",
	record.DeadlineClosed: "scadenze.di_conclusi", record.DeadlineReached: "scadenze.chiuse",
}

func (s *pageBuilder) calendar() any {
	due := &s.tree.Due
	v := calendarView{Title: s.title, Checked: s.checked(s.page.Data).text(), Pager: s.pager()}
	v.Lead = s.t("scadenze.nessuna")
	if !due.None() {
		v.Lead = s.t("scadenze.future_0")
		if n := len(due.Next); n > 0 {
			v.Lead = s.t("scadenze.future", "n", n)
		}
		if n := len(due.Missed); n > 0 {
			v.Lead += " " + s.t("scadenze.mancate", "n", n)
		}
		if n := len(due.Closed); n > 0 {
			v.Lead += " " + s.t("scadenze.concluse", "n", n)
		}
		if n := len(due.Reached); n > 0 {
			v.Lead += " " + s.t("scadenze.raggiunte", "n", n)
		}
		v.Files = []linkView{{s.t("scadenze.calendario"), s.href(plan.SiteCalendarPath)}}
	}
	last := ""
	for _, d := range s.page.Deadlines {
		key := partTitles[d.State]
		if key != last {
			v.Parts, last = append(v.Parts, calendarPart{Title: s.t(key)}), key
		}
		part := &v.Parts[len(v.Parts)-1]
		part.Rows = append(part.Rows, s.deadline(d))
	}
	return v
}
