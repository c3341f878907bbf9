package render

import (
	"slices"
	"strings"

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

// acts gives the acts of a project: the decrees of its fundings, of a measure or of all where
// that is "", unless an act that was written down is that decree; then those that were.
func (s *pageBuilder) acts(p *record.Project, measure string) []actView {
	var out []actView
	seen := make(map[string]bool)
	for i := range p.Fundings {
		f := &p.Fundings[i]
		number := plainNumber(f.Decree)
		written := slices.ContainsFunc(p.Acts, func(a record.Act) bool { return isDecree(&a, f) })
		if number == "" || seen[number] || written || !p.Outside(f) || measure != "" && f.MeasureCode != measure {
			continue
		}
		seen[number] = true
		out = append(out, actView{Kind: s.t("atto.decreto"), Number: f.Decree, Date: s.dated(f.Date)})
	}
	return append(out, eachRow(p.Acts, s.act)...)
}

// isDecree reports whether an act is the decree of a funding: it has its number, or it is a
// decree of its day whose number begins alike, or has none.
func isDecree(a *record.Act, f *record.Funding) bool {
	number, decree := plainNumber(a.Number), plainNumber(f.Decree)
	if number != "" && number == decree {
		return true
	}
	if number != "" && decree != "" && leadingDigits(number) != leadingDigits(decree) {
		return false
	}
	return f.Date.Known() && a.Date == f.Date && strings.Contains(strings.ToLower(a.Kind), "decreto")
}

// leadingDigits gives the digits with which the number of an act begins: 73 of 73-1/2025.
func leadingDigits(number string) string {
	end := strings.IndexFunc(number, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		return number
	}
	return number[:end]
}

// plainNumber gives the number of an act without the blanks and the words before it, which
// people write or not: «Decreto n. 73 - 1 / 2025» is «73-1/2025».
func plainNumber(number string) string {
	number = strings.ToLower(strings.Join(strings.Fields(number), ""))
	for _, word := range []string{"decreto", "n."} {
		number = strings.TrimPrefix(number, word)
	}
	return number
}

func (s *pageBuilder) act(a *record.Act) actView {
	return actView{
		Kind: a.Kind, Number: a.Number, Subject: a.Subject, Note: a.Note, URL: a.URL,
		Date: s.dated(a.Date), Published: s.dated(a.Published), InForce: s.dated(a.InForce), Documents: each(a.Documents, s.attachment),
	}
}
