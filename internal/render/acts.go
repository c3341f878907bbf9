package render

import (
	"slices"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// actsView is a table of acts; no two of a page have one title. A column of which no act says
// anything is not there: Missing names it once.
type actsView struct {
	Title   string
	Rows    []actView
	Missing string

	Published, InForce, Subject, Documents, Note bool // the columns that are there
}

type actView struct {
	Kind, Number, Subject, Note, URL string
	Date, Published, InForce         dateView
	Documents                        []attachmentView
	Project                          *linkView
}

// actsTable makes a table of acts; nil where there are none.
func (s *pageBuilder) actsTable(title string, rows []actView) *actsView {
	if len(rows) == 0 {
		return nil
	}
	v := &actsView{Title: title, Rows: rows}
	var missing []string
	for _, column := range []struct {
		shown *bool
		key   string
		has   func(a actView) bool
	}{
		{&v.Published, "atto.pubblicato", func(a actView) bool { return a.Published.Text != "" }},
		{&v.InForce, "atto.in_vigore", func(a actView) bool { return a.InForce.Text != "" }},
		{&v.Subject, "atto.oggetto", func(a actView) bool { return a.Subject != "" }},
		{&v.Documents, "atto.documenti", func(a actView) bool { return a.Documents != nil }},
	} {
		if *column.shown = slices.ContainsFunc(rows, column.has); !*column.shown {
			missing = append(missing, strings.ToLower(s.t(column.key)))
		}
	}
	v.Note = slices.ContainsFunc(rows, func(a actView) bool { return a.Note != "" }) // nothing is missing without one
	if missing != nil {
		v.Missing = s.t("atto.mancano", "elenco", strings.Join(missing, ", "))
	}
	return v
}

// acts gives the acts of a project: the decrees of its fundings that nobody wrote down as acts, of
// a measure or of all where that is ""; then those that somebody did.
func (s *pageBuilder) acts(p *record.Project, measure string) []actView {
	out := each(plan.UnwrittenDecrees(p, measure), func(f *record.Funding) actView {
		return actView{Kind: s.t("atto.decreto"), Number: f.Decree, Date: s.dated(f.Date)}
	})
	return append(out, eachRow(p.Acts, s.act)...)
}

func (s *pageBuilder) act(a *record.Act) actView {
	return actView{
		Kind: a.Kind, Number: a.Number, Subject: a.Subject, Note: a.Note, URL: a.URL,
		Date: s.dated(a.Date), Published: s.dated(a.Published), InForce: s.dated(a.InForce), Documents: each(a.Documents, s.attachment),
	}
}
