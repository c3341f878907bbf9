package report

import (
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"vetro/internal/check"
	"vetro/internal/record"
)

// Rule is one thing that Vetro looks for, as it is told to people and machines.
type Rule struct {
	ID       string
	Severity record.Severity // unless the site says otherwise
	Settable bool            // under [controlli] in site.toml
	Source   string          // article, standard, or what in Vetro asks for it
	Meaning  string          // what must hold, in Italian, in lower case and without a full stop
}

// Rules gives all rules: those on what the records say, which a site may set, and then
// those on whether they can be read and published at all.
func Rules() []Rule {
	var rules []Rule
	for _, r := range check.Rules() {
		rules = append(rules, Rule{ID: r.ID, Severity: r.Severity, Settable: true, Source: r.Source, Meaning: r.Meaning})
	}
	for _, r := range forms() {
		if !slices.ContainsFunc(rules, func(known Rule) bool { return known.ID == r.ID }) {
			rules = append(rules, r)
		}
	}
	return rules
}

// List writes the rules in columns. In a pipe each has one line; on a terminal, whose
// width is not 0, what must hold and its source share a column and are broken to fit.
func List(w io.Writer, rules []Rule, width int) error {
	rows := [][]string{{"CONTROLLO", "GRAVITÀ", "FONTE", "CHE COSA DEVE ESSERE VERO"}}
	for _, r := range rules {
		rows = append(rows, []string{r.ID, r.Severity.String(), r.Source, r.Meaning})
	}
	var widths [3]int
	for _, row := range rows {
		for i := range widths {
			widths[i] = max(widths[i], utf8.RuneCountInString(row[i]))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		pad(&b, row[0], widths[0])
		pad(&b, row[1], widths[1])
		if width == 0 {
			pad(&b, row[2], widths[2])
			b.WriteString(row[3] + "\n")
			continue
		}
		indent := widths[0] + widths[1] + 4
		b.WriteString(broken(row[3]+" ("+row[2]+")", max(width-indent, 30), indent) + "\n")
	}
	return write(w, b.String())
}

// pad writes a cell and the space up to the next one.
func pad(b *strings.Builder, s string, width int) {
	b.WriteString(s + strings.Repeat(" ", width-utf8.RuneCountInString(s)+2))
}

// broken breaks a text into lines of a width, the ones after the first indented.
func broken(s string, width, indent int) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case column == 0:
		case column+1+n > width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}

// ListJSON writes the rules as one JSON object.
func ListJSON(w io.Writer, rules []Rule) error {
	type row struct {
		ID       string `json:"id"`
		Severity string `json:"severity"` // error | warning | none
		Settable bool   `json:"settable"`
		Source   string `json:"source"`
		Meaning  string `json:"meaning"`
	}
	out := struct {
		Version int   `json:"version"`
		Rules   []row `json:"rules"`
	}{Version: jsonVersion, Rules: make([]row, len(rules))}
	for i, r := range rules {
		out.Rules[i] = row{r.ID, level(r.Severity), r.Settable, r.Source, r.Meaning}
	}
	return writeJSON(w, out)
}
