package record

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Pos is a place in a file of the site. Line and Col count from 1; Col counts
// characters, as editors do. Line 0 means the file as a whole.
type Pos struct {
	File string // relative to the site folder, with /
	Line int
	Col  int
}

// String gives the place in the form that editors and terminals open, safe to print.
func (p Pos) String() string {
	file := Visible(p.File)
	switch {
	case p.Line == 0:
		return file
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", file, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", file, p.Line, p.Col)
}

// Compare orders places by file, line and column.
func (p Pos) Compare(q Pos) int {
	if order := strings.Compare(p.File, q.File); order != 0 {
		return order
	}
	return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Severity says whether a problem stops the publication.
type Severity int

// The severities, with the words that site.toml uses for them.
const (
	Error   Severity = iota // errore: nothing is published
	Warning                 // avviso: published, and said
	Off                     // spento: not looked for
)

// String gives the word that site.toml uses.
func (s Severity) String() string {
	return [...]string{"errore", "avviso", "spento"}[s]
}

// Problem is what an author must mend: where, what is wrong, and what to write.
// Text and Mend are Italian, in lower case and without a full stop; Mend is an
// order that can be followed.
type Problem struct {
	Pos      Pos
	Severity Severity
	Rule     string // id of the rule, as site.toml names it under [controlli]
	Text     string
	Mend     string
}

// String gives the problem in the form that the command prints: the place, the
// text and the rule on one line, the mend on the next. Nothing of it is obeyed there.
func (p Problem) String() string {
	s := p.Pos.String() + ": "
	if p.Severity == Warning {
		s += "avviso: "
	}
	s += Visible(p.Text) + " [" + Visible(p.Rule) + "]"
	if p.Mend != "" {
		s += "\n\t" + Visible(p.Mend)
	}
	return s
}

// SortProblems orders problems by place, then by rule and text, so that one site
// always gives the same report. Problems that are alike stay in their order.
func SortProblems(problems []Problem) { slices.SortStableFunc(problems, compareProblems) }

// MergeProblems joins lists into one that is in the order of SortProblems.
func MergeProblems(lists ...[]Problem) []Problem {
	all := slices.Concat(lists...)
	SortProblems(all)
	return all
}

func compareProblems(a, b Problem) int {
	return cmp.Or(a.Pos.Compare(b.Pos), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Text, b.Text))
}

// Stops reports whether any of the problems is an error.
func Stops(problems []Problem) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return p.Severity == Error })
}
