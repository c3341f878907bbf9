package importer

import (
	"cmp"
	"slices"
	"strings"
)

// FaultGroup is the faults of one kind and value, each in a row of its own.
type FaultGroup struct {
	Fault
	Lines []int // of the rows, in their order
}

// FaultGroups gathers the faults of all rows: first those that stop their rows, and of each kind
// those of most rows first.
func (r *Report) FaultGroups() []FaultGroup {
	var gather faultGroups
	for i := range r.Rows {
		gather.add(r.Rows[i].Line, r.Rows[i].Faults)
	}
	return gather.sorted()
}

// faultGroups are faults as they are gathered, by kind and value.
type faultGroups struct {
	at     map[Fault]int
	groups []FaultGroup
}

// add takes the faults of a row.
func (g *faultGroups) add(line int, faults []Fault) {
	for _, f := range faults {
		n, found := g.at[f]
		if !found {
			if g.at == nil {
				g.at = make(map[Fault]int)
			}
			n = len(g.groups)
			g.at[f] = n
			g.groups = append(g.groups, FaultGroup{Fault: f})
		}
		if lines := g.groups[n].Lines; len(lines) == 0 || lines[len(lines)-1] != line {
			g.groups[n].Lines = append(lines, line)
		}
	}
}

func (g *faultGroups) sorted() []FaultGroup {
	slices.SortStableFunc(g.groups, func(a, b FaultGroup) int {
		if a.Stops != b.Stops {
			if a.Stops {
				return -1
			}
			return 1
		}
		return cmp.Compare(len(b.Lines), len(a.Lines))
	})
	return g.groups
}

// String says what is wrong and where: «colonna «Stato»: «gara» non è …».
func (f Fault) String() string {
	value, _ := masked(f.Value)
	why, _ := masked(f.Why)
	var b strings.Builder
	if f.Column != "" {
		b.WriteString("colonna «" + f.Column + "»: ")
	}
	if f.Value != "" && !strings.Contains(f.Why, f.Value) {
		b.WriteString("«" + value + "»: ")
	}
	b.WriteString(why)
	return b.String()
}

// stopped reports a row that one of its faults keeps out.
func (r *RowReport) stopped() bool {
	return slices.ContainsFunc(r.Faults, func(f Fault) bool { return f.Stops })
}

// LeftOut counts the rows of the table that were not imported though they should have been.
func (r *Report) LeftOut() int { return r.Count(rowSkipped.String()) }

// note says all that is to be said of a row: why it was left out or what is odd, and each fault
// with its mend.
func (r *RowReport) note() string {
	why, _ := masked(r.Why)
	var parts []string
	if why != "" {
		parts = append(parts, why)
	}
	for _, f := range r.Faults {
		text := f.String()
		if f.Why != "" && strings.Contains(r.Why, f.Why) {
			continue
		}
		if f.Mend != "" {
			text += " (" + f.Mend + ")"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}
