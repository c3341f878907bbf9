package check

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"vetro/internal/record"
)

// ledger holds the known amounts of the projects that one announcement names.
type ledger struct {
	projects []*record.Project
	amounts  []knownAmount
	fundings []knownAmount // one by one, for sums of some of them
}

// knownAmount is an amount that the records hold or make up, in words, with its place.
type knownAmount struct {
	amount record.Euro
	what   string
	at     record.Pos
}

// sums are the totals that an announcement may cite besides those of its projects,
// made once a run.
type sums struct {
	site   record.Money
	bodies map[*record.Body]record.Money
}

func newSums(site *record.Site) *sums {
	s := &sums{bodies: make(map[*record.Body]record.Money)}
	for _, p := range site.Projects {
		m := p.Money()
		s.site = s.site.Plus(m.Summed())
		if p.Body != nil {
			s.bodies[p.Body] = s.bodies[p.Body].Plus(m.Summed())
		}
	}
	return s
}

// newLedger gathers the amounts that an announcement may cite: each funding, contract
// and payment of its projects, the totals of each project and of all of them together
// (in all, by state, by measure), and the totals of the body and of the site.
func newLedger(a *record.Announcement, totals *sums) *ledger {
	l := &ledger{projects: a.Projects}
	if len(l.projects) == 0 {
		return l
	}
	byMeasure := make(map[string]record.Euro)
	for _, p := range l.projects {
		l.project(p)
		for _, m := range p.Measures() {
			within := p.MoneyWithin(record.OfMeasure(m.Code))
			byMeasure[m.Code] += within.Assigned
		}
	}
	all := record.MoneyOf(l.projects)
	l.money("dei progetti della notizia", record.Pos{}, &all)
	for _, code := range slices.Sorted(maps.Keys(byMeasure)) {
		l.add(byMeasure[code], "totale della misura "+code+" nei progetti della notizia", record.Pos{})
	}
	if a.Body != nil {
		own := totals.bodies[a.Body]
		l.money("dei progetti dell’ente", record.Pos{}, &own)
	}
	l.money("di tutti i progetti del sito", record.Pos{}, &totals.site)
	return l
}

func (l *ledger) add(amount record.Euro, what string, at record.Pos) {
	if amount > 0 {
		l.amounts = append(l.amounts, knownAmount{amount, what, at})
	}
}

// money adds the sums of a project or of several.
func (l *ledger) money(of string, at record.Pos, m *record.Money) {
	l.add(m.Assigned, "totale assegnato "+of, at)
	l.add(m.Received.Amount, "totale erogato "+of, at)
	l.add(m.Awarded.Amount, "totale dei contratti "+of, at)
	l.add(m.Spent.Amount, "totale pagato ai fornitori "+of, at)
	l.add(m.Own, "totale delle risorse proprie "+of, at)
	l.add(m.Missing, "totale da reperire "+of, at)
	l.add(m.Cost(), "costo complessivo "+of, at)
	l.add(m.Lost(), "totale rinunciato o revocato "+of, at)
}

// project adds the amounts of one project.
func (l *ledger) project(p *record.Project) {
	for f := range p.Standing() {
		what := "finanziamento di " + p.ID
		if f.MeasureCode != "" {
			what += ", " + f.MeasureCode
		}
		l.add(f.Amount, what, f.At("importo"))
		if f.Amount > 0 {
			l.fundings = append(l.fundings, knownAmount{f.Amount, what, f.At("importo")})
		}
	}
	for n := range p.Contracts {
		c := &p.Contracts[n]
		l.add(c.Amount, "contratto di "+p.ID, c.At("importo"))
	}
	for n := range p.Payments {
		x := &p.Payments[n]
		l.add(x.Amount, "pagamento di "+p.ID, x.At("importo"))
	}
	m := p.Money()
	l.money("di "+p.ID, p.Start(), &m)
}

// amount ties a claimed amount to a known one: to the one that it gives exactly, else to the
// nearest that its words allow, else to a sum of fundings.
func (l *ledger) amount(j *judged) {
	var best *knownAmount
	for n := range l.amounts {
		f := &l.amounts[n]
		if j.Amount.Allows(f.amount) && (best == nil || apart(f.amount, j.Amount.Value) < apart(best.amount, j.Amount.Value)) {
			best = f
		}
	}
	if best != nil {
		j.tie, j.at = best.what+": "+best.amount.String(), best.at
		return
	}
	if some := l.some(j.Amount); some != nil {
		j.tie = "somma di " + strings.Join(some, " e ")
		return
	}
	if f := l.nearest(j.Amount.Value, j.Text); f != nil {
		j.near = f.amount.Short() + " (" + f.what + ")"
	}
}

func apart(a, b record.Euro) record.Euro { return max(a-b, b-a) }

// The most fundings of which sums are tried. Two to the twelfth sums of whole euro are
// few among the millions of amounts that a slip may give, so that a wrong figure hardly
// ever meets one; a figure that its words round covers many more, and gets less.
const (
	mostSummed  = 12
	mostRounded = 4
)

// some gives the fundings whose sum an amount may be, or nil. Beyond the measure only
// pairs are tried.
func (l *ledger) some(a record.Amount) []string {
	if a.High < a.Low {
		return nil
	}
	n, most := len(l.fundings), mostSummed
	if !a.Exact {
		most = mostRounded
	}
	if n > most {
		return l.pair(a)
	}
	for set := 1; set < 1<<n; set++ {
		var sum record.Euro
		for i := range n {
			if set>>i&1 == 1 {
				sum += l.fundings[i].amount
			}
		}
		if !a.Allows(sum) {
			continue
		}
		var parts []string
		for i := range n {
			if set>>i&1 == 1 {
				parts = append(parts, fmt.Sprintf("%s (%s)", l.fundings[i].amount, l.fundings[i].what))
			}
		}
		return parts
	}
	return nil
}

// mostPaired keeps the pairs of the fundings of one announcement few.
const mostPaired = 60

func (l *ledger) pair(a record.Amount) []string {
	if !a.Exact || len(l.fundings) > mostPaired {
		return nil
	}
	for n, f := range l.fundings {
		for _, g := range l.fundings[n+1:] {
			if a.Allows(f.amount + g.amount) {
				return []string{fmt.Sprintf("%s (%s)", f.amount, f.what), fmt.Sprintf("%s (%s)", g.amount, g.what)}
			}
		}
	}
	return nil
}

// nearest gives the known amount that was most likely meant: one whose digits differ by a slip
// of the hand, else the one nearest in value, if it is within a half.
func (l *ledger) nearest(v record.Euro, text string) *knownAmount {
	written := significant(onlyDigits(text))
	var best *knownAmount
	bestSlip := 3
	for n := range l.amounts {
		f := &l.amounts[n]
		digits := significant(fmt.Sprint(int64(f.amount / 100)))
		if d := record.Slips(written, digits); len(written) >= 4 && d < bestSlip && d <= len(digits)/3 {
			best, bestSlip = f, d
		}
	}
	if best != nil {
		return best
	}
	for n := range l.amounts {
		f := &l.amounts[n]
		if best == nil || apart(f.amount, v) < apart(best.amount, v) {
			best = f
		}
	}
	if best != nil && apart(best.amount, v) > max(best.amount, v)/2 {
		return nil
	}
	return best
}

func onlyDigits(s string) string {
	s, _, _ = strings.Cut(s, ",")
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// significant drops the zeros at the end, which only scale a number.
func significant(digits string) string { return strings.TrimRight(digits, "0") }

// deadline ties a date to a milestone, planned or done. A date that says less than the
// record is right if it holds the record's; one that says more only if it is the last
// day that the record can mean.
func (l *ledger) deadline(j *judged) {
	type dated struct {
		date    record.Date
		what    string
		at      record.Pos
		planned bool
	}
	var dates []dated
	for _, p := range l.projects {
		for n := range p.Milestones {
			m := &p.Milestones[n]
			if m.Planned.Known() {
				dates = append(dates, dated{m.Planned, "tappa «" + m.Title + "» di " + p.ID, m.At("prevista"), true})
			}
			if m.Actual.Known() {
				dates = append(dates, dated{m.Actual, "tappa «" + m.Title + "» di " + p.ID, m.At("effettiva"), false})
			}
		}
	}
	for _, d := range dates {
		if agrees(j.Deadline, d.date) {
			j.tie, j.at = d.what+": "+d.date.String(), d.at
			return
		}
	}
	// A deadline was most likely meant for one that the record has, not for a day that was.
	if planned := slices.DeleteFunc(slices.Clone(dates), func(d dated) bool { return !d.planned }); len(planned) > 0 {
		dates = planned
	}
	if len(dates) > 0 {
		near := slices.MinFunc(dates, func(a, b dated) int {
			return cmp.Compare(daysApart(a.date, j.Deadline), daysApart(b.date, j.Deadline))
		})
		j.near = near.date.String() + " (" + near.what + ")"
	}
}

func agrees(claim, known record.Date) bool {
	if claim.Year == 0 {
		claim.Year = known.Year
	}
	if claim.Year != known.Year {
		return false
	}
	switch {
	case claim.Month == 0, known.Month == claim.Month && claim.Day == 0:
		return true
	case known.Day == 0 || known.Month == 0:
		last := known.Last()
		return last.Month == claim.Month && last.Day == claim.Day
	}
	return known.Month == claim.Month && known.Day == claim.Day
}

func daysApart(known, claim record.Date) int {
	if claim.Year == 0 {
		claim.Year = known.Year
	}
	n := known.DaysSince(claim)
	return max(n, -n)
}
