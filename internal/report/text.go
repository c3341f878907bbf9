package report

import (
	"io"
	"io/fs"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// TextOptions say how problems are told to people.
type TextOptions struct {
	All    bool  // all of them, also the many of one rule
	Quote  fs.FS // the site, to quote lines from; nil in a pipe, where lines stand alone
	Colour bool
	Width  int // of the terminal, in columns
}

// A rule with more reports than these is told by its first ones and their number. The
// errors stop a publication, so a few more are told at once.
const (
	manyWarnings = 3
	manyErrors   = 10
	firstOfMany  = 3
)

// Text tells people what to mend: each problem in two lines, and of a rule with many
// reports the first and how many more there are.
func Text(w io.Writer, problems []record.Problem, o TextOptions) error {
	t := &textWriter{TextOptions: o, quote: quoter{fsys: o.Quote}}
	told, rest := grouped(problems, o.All)
	for _, p := range told {
		t.problem(p)
	}
	for _, g := range rest {
		t.WriteString(counted(g.left, g.severity) + " [" + record.Visible(g.rule) + "]: con --all li vedi tutti\n")
	}
	return write(w, t.String())
}

// group is the problems of one rule and severity that are only counted.
type group struct {
	rule     string
	severity record.Severity
	left     int
}

// grouped gives the problems to tell, and the groups of those that are counted, in the
// order in which each rule was first told.
func grouped(problems []record.Problem, all bool) (told []record.Problem, rest []group) {
	type kind struct {
		rule     string
		severity record.Severity
	}
	count, seen := make(map[kind]int), make(map[kind]int)
	for _, p := range problems {
		count[kind{p.Rule, p.Severity}]++
	}
	for _, p := range problems {
		k := kind{p.Rule, p.Severity}
		many := manyErrors
		if p.Severity == record.Warning {
			many = manyWarnings
		}
		seen[k]++
		switch {
		case all, count[k] <= many, seen[k] <= firstOfMany:
			told = append(told, p)
		case seen[k] == firstOfMany+1:
			rest = append(rest, group{p.Rule, p.Severity, count[k] - firstOfMany})
		}
	}
	return told, rest
}

// counted says how many more there are.
func counted(n int, s record.Severity) string {
	word := map[bool]string{true: "altro " + s.String(), false: "altri avvisi"}[n == 1]
	if n != 1 && s == record.Error {
		word = "altri errori"
	}
	return record.Grouped(int64(n)) + " " + word
}

// textWriter gathers the text of a report.
type textWriter struct {
	TextOptions
	strings.Builder
	quote quoter
}

// problem tells one problem: as it is in a pipe, and on a terminal with its line.
func (t *textWriter) problem(p record.Problem) {
	if t.Quote == nil && !t.Colour {
		t.WriteString(p.String() + "\n")
		return
	}
	p = visible(p)
	word, colour := "errore", red
	if p.Severity == record.Warning {
		word, colour = "avviso", yellow
	}
	t.WriteString(t.paint(bold, p.Pos.String()) + ": " + t.paint(colour, word) + ": " + p.Text + " " + t.paint(faint, "["+p.Rule+"]") + "\n")
	t.line(p.Pos, colour)
	if p.Mend != "" {
		t.WriteString("\t" + p.Mend + "\n")
	}
}

// line quotes the line of a problem, with a caret under its column.
func (t *textWriter) line(at record.Pos, colour string) {
	text, found := t.quote.line(at)
	if !found {
		return
	}
	number := strconv.Itoa(at.Line)
	margin := strings.Repeat(" ", len(number))
	quoted, indent := cut(cells(text), at.Col-1, max(t.Width-len(number)-6, 20))
	t.WriteString("  " + t.paint(faint, number+" │") + " " + quoted + "\n")
	if at.Col > 0 {
		t.WriteString("  " + t.paint(faint, margin+" │") + " " + strings.Repeat(" ", indent) + t.paint(colour, "^") + "\n")
	}
}

// Colours of a terminal, by the number of ECMA-48.
const (
	bold   = "1"
	faint  = "2"
	red    = "1;31"
	yellow = "1;33"
)

func (t *textWriter) paint(colour, s string) string {
	if !t.Colour {
		return s
	}
	return "\x1b[" + colour + "m" + s + "\x1b[0m"
}
