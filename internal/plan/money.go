package plan

import (
	"slices"

	"vetro/internal/record"
)

// BySource gives the projects by source of the money that others granted, largest first. A
// project that has several is in several groups, each with its own money. A source whose money
// is all the bodies' own, or to be found, is left out.
func (t *Tree) BySource() []*Group {
	all := make(groups[string])
	for _, p := range t.All.Projects {
		var seen []string
		for f := range p.Standing() {
			if p.Outside(f) && !slices.Contains(seen, f.Source) {
				seen = append(seen, f.Source)
				all.at(f.Source, func() Group { return Group{Key: f.Source, Title: f.Source} }).
					add(p, p.MoneyWithin(record.OfSource(f.Source)), t.Today)
			}
		}
	}
	return inOrder(all, byTotal)
}

// Period is the money of a month, or of a year where months would be too many.
type Period struct {
	Date     record.Date // without a day, or without a month
	Assigned record.Euro // by decrees of the period
	Received record.Euro // by the bodies in the period
}

// Empty reports whether nothing happened in the period.
func (p Period) Empty() bool { return p.Assigned == 0 && p.Received == 0 }

// Plus gives the money of the period and of another.
func (p Period) Plus(other Period) Period {
	p.Assigned += other.Assigned
	p.Received += other.Received
	return p
}

// mostMonths is how many months a figure can show; what spans more is shown by years.
const mostMonths = 96

// Periods gives the money in order of time, without a gap from the first decree to the
// day of the site, and apart what has no date to place it by.
func (t *Tree) Periods() (periods []Period, undated Period) {
	assigned, received := make(map[record.Date]record.Euro), make(map[record.Date]record.Euro)
	var months record.Span
	put := func(sums map[record.Date]record.Euro, d record.Date, amount record.Euro) bool {
		if d.Month == 0 || d.By { // it may have been in an earlier month
			return false
		}
		month := record.Date{Year: d.Year, Month: d.Month}
		months.Add(month)
		sums[month] += amount
		return true
	}
	for _, p := range t.All.Projects {
		for i := range p.Fundings {
			if f := &p.Fundings[i]; p.Granted(f) && !put(assigned, f.Date, f.Amount) {
				undated.Assigned += f.Amount
			}
		}
		for _, r := range p.Receipts() {
			if !put(received, r.Date, r.Amount) {
				undated.Received += r.Amount
			}
		}
	}
	if !months.Oldest.Known() {
		return nil, undated
	}
	last := later(months.Newest, record.Date{Year: t.Today.Year, Month: t.Today.Month})
	for d := months.Oldest; d.Compare(last) <= 0; d = nextMonth(d) {
		periods = append(periods, Period{d, assigned[d], received[d]})
	}
	if len(periods) > mostMonths {
		periods = years(periods)
	}
	return periods, undated
}

func nextMonth(d record.Date) record.Date {
	if d.Month == 12 {
		return record.Date{Year: d.Year + 1, Month: 1}
	}
	return record.Date{Year: d.Year, Month: d.Month + 1}
}

func years(months []Period) []Period {
	var out []Period
	for _, m := range months {
		if n := len(out); n == 0 || out[n-1].Date.Year != m.Date.Year {
			out = append(out, Period{Date: record.Date{Year: m.Date.Year}})
		}
		last := &out[len(out)-1]
		*last = last.Plus(m)
	}
	return out
}

// Size is a range of amounts: from From up to and not with To, which is 0 in the last.
type Size struct {
	From, To record.Euro
	Projects int
}

// sizes are where one range of amounts ends and the next begins, in euro.
var sizes = [...]record.Euro{0, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000, 50_000_000}

// Sizes counts the projects that were assigned money by how much they were, from the first range
// that holds one to the last.
func (t *Tree) Sizes() []Size {
	out := make([]Size, len(sizes))
	for i := range sizes {
		out[i].From = sizes[i] * 100
		if i+1 < len(sizes) {
			out[i].To = sizes[i+1] * 100
		}
	}
	for _, p := range t.All.Projects {
		m := p.Money()
		total := m.Assigned
		if total == 0 {
			continue
		}
		i := len(out) - 1
		for total < out[i].From {
			i--
		}
		out[i].Projects++
	}
	for len(out) > 0 && out[0].Projects == 0 {
		out = out[1:]
	}
	for len(out) > 0 && out[len(out)-1].Projects == 0 {
		out = out[:len(out)-1]
	}
	return out
}
