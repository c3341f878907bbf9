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

// String gives the place in the form that editors and terminals open.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
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
// text and the rule on one line, the mend on the next.
func (p Problem) String() string {
	s := p.Pos.String() + ": "
	if p.Severity == Warning {
		s += "avviso: "
	}
	s += p.Text + " [" + p.Rule + "]"
	if p.Mend != "" {
		s += "\n\t" + p.Mend
	}
	return s
}

// SortProblems orders problems by place, then by rule and text, so that one site
// always gives the same report. Problems that are alike stay in their order.
//
// Who finds problems goes through the files in an order, so what is to sort is a few lists
// that are in order already, one after the other, which are merged; or, where that order is
// another one, many short ones, which are laid out by file.
func SortProblems(problems []Problem) {
	var runs [][]Problem
	for from, i := 0, 1; i <= len(problems); i++ {
		if i == len(problems) || compareProblems(&problems[i], &problems[i-1]) < 0 {
			runs = append(runs, problems[from:i])
			from = i
		}
		if len(runs) > mostRuns {
			sortByFile(problems)
			return
		}
	}
	if len(runs) > 1 {
		copy(problems, MergeProblems(runs...))
	}
}

// mostRuns is up to how many lists are merged.
const mostRuns = 16

// sortByFile does what SortProblems does. To put the names of files in order takes less
// than to compare all problems by them.
func sortByFile(problems []Problem) {
	numbers := make(map[string]int32)
	var files []string
	numberOf := make([]int32, len(problems)) // of the file of each problem, as it first comes
	for i := range problems {
		n, found := numbers[problems[i].Pos.File]
		if !found {
			n = int32(len(files))
			numbers[problems[i].Pos.File] = n
			files = append(files, problems[i].Pos.File)
		}
		numberOf[i] = n
	}
	ends := make([]int, len(files)) // where the problems of each file end, by its number
	for _, n := range numberOf {
		ends[n]++
	}
	order := make([]int32, len(files))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(files[a], files[b]) })
	end := 0
	for _, n := range order {
		end += ends[n]
		ends[n] = end
	}
	sorted := make([]Problem, len(problems))
	for i := len(problems) - 1; i >= 0; i-- {
		n := numberOf[i]
		ends[n]--
		sorted[ends[n]] = problems[i]
	}
	for i := range order { // ends are now where each begins
		from, to := ends[order[i]], len(sorted)
		if i+1 < len(order) {
			to = ends[order[i+1]]
		}
		slices.SortStableFunc(sorted[from:to], func(a, b Problem) int { return compareProblems(&a, &b) })
	}
	copy(problems, sorted)
}

func compareProblems(a, b *Problem) int {
	if order := a.Pos.Compare(b.Pos); order != 0 {
		return order
	}
	if order := strings.Compare(a.Rule, b.Rule); order != 0 {
		return order
	}
	return strings.Compare(a.Text, b.Text)
}

// MergeProblems joins lists that are in the order of SortProblems into one of that order,
// in which what is alike stands in the order of the lists.
func MergeProblems(lists ...[]Problem) []Problem {
	size := 0
	var queue problemQueue
	for i, list := range lists {
		if len(list) > 0 {
			size += len(list)
			queue = append(queue, queued{list, i})
		}
	}
	if size == 0 {
		return nil
	}
	out := make([]Problem, 0, size)
	for i := len(queue)/2 - 1; i >= 0; i-- {
		queue.sink(i)
	}
	for len(queue) > 1 {
		first := &queue[0]
		out = append(out, first.rest[0])
		if first.rest = first.rest[1:]; len(first.rest) == 0 {
			last := len(queue) - 1
			queue[0], queue = queue[last], queue[:last]
		}
		queue.sink(0)
	}
	return append(out, queue[0].rest...)
}

// problemQueue is a heap of lists, that whose first problem comes first at its root.
type problemQueue []queued

// queued is what is left of a list.
type queued struct {
	rest  []Problem
	place int // of the list among the others
}

// sink lets a list down to where it belongs; those below are in their order.
func (q problemQueue) sink(i int) {
	for {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(q); child++ {
			if q.before(child, least) {
				least = child
			}
		}
		if least == i {
			return
		}
		q[i], q[least] = q[least], q[i]
		i = least
	}
}

func (q problemQueue) before(i, j int) bool {
	if order := compareProblems(&q[i].rest[0], &q[j].rest[0]); order != 0 {
		return order < 0
	}
	return q[i].place < q[j].place
}

// Stops reports whether any of the problems is an error.
func Stops(problems []Problem) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return p.Severity == Error })
}
