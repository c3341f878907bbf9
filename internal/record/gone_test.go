package record

import (
	"reflect"
	"testing"
)

// Money of which its source does not tell any more is in no sum, and in none of what follows
// from one.
func TestGone(t *testing.T) {
	gone := Day(2026, 8, 17)
	here := Funding{Source: PNRR, MeasureCode: "M1C1I1.2", Measure: &Measure{Code: "M1C1I1.2"}, Amount: 100_00, State: Paid, Date: Day(2025, 6, 23), StateDate: Day(2026, 5, 1)}
	funding := func(change func(*Funding)) Funding {
		f := here
		f.Measure, f.MeasureCode = &Measure{Code: "M1C1I1.4.1"}, "M1C1I1.4.1"
		f.Date, f.StateDate, f.AbsentSince = Day(2024, 1, 2), Day(2026, 7, 1), gone
		change(&f)
		return f
	}
	alone := &Project{State: Running, Fundings: []Funding{here}}
	for name, f := range map[string]Funding{
		"paid": funding(func(*Funding) {}), "assigned": funding(func(f *Funding) { f.State = Assigned }),
		"given up": funding(func(f *Funding) { f.State = GivenUp }), "revoked": funding(func(f *Funding) { f.State = Revoked }),
		"own": funding(func(f *Funding) { f.Source = OwnFunds }), "to be found": funding(func(f *Funding) { f.Source = ToBeFound }),
		"of the Stato": funding(func(f *Funding) { f.Source = "Stato" }),
	} {
		p := &Project{State: Running, Fundings: []Funding{f, here}}
		if got, want := p.Money(), alone.Money(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v\nwant %+v", name, got, want)
		}
		if got, want := p.Receipts(), alone.Receipts(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: receipts %v, want %v", name, got, want)
		}
		if got := p.MeasureCodes(); len(got) != 1 || got[0] != "M1C1I1.2" {
			t.Errorf("%s: measures %q", name, got)
		}
		if p.FundedOn() != here.Date || p.Decreed() != here.Date || p.Funded("Stato") || p.Abandoned() {
			t.Errorf("%s: funded on %s, decreed %s", name, p.FundedOn().ISO(), p.Decreed().ISO())
		}
		if _, last := p.LastFact(); last != here.StateDate {
			t.Errorf("%s: the last fact is of %s", name, last.ISO())
		}
		if got := p.ReceivedOf(&p.Fundings[0]); got.Knowledge() != NothingKnown {
			t.Errorf("%s: received %v of it", name, got)
		}
		none := &Project{State: Running, Fundings: []Funding{f}, Payments: []Payment{{To: ToBody, Amount: 5, Date: gone}}}
		if got := none.Money(); !reflect.DeepEqual(got, Money{Unfunded: 1}) || none.Abandoned() || len(none.Receipts()) != 0 {
			t.Errorf("%s alone: %+v", name, got)
		}
		f.Keep = "c’è il decreto"
		kept := &Project{State: Running, Fundings: []Funding{f, here}}
		f.Keep, f.AbsentSince = "", Date{}
		want := &Project{State: Running, Fundings: []Funding{f, here}}
		if got, want := kept.Money(), want.Money(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s, kept: %+v\nwant %+v", name, got, want)
		}
		if before := p.AsOf(Day(2026, 8, 16)); before == nil || before.Fundings[0].Gone() || p.Fundings[0].AbsentSince != gone {
			t.Errorf("%s: a day before it was there", name)
		}
	}
}

// The day of a table is hidden as all that is to come, and is the day on which data were checked.
func TestDayOfDataset(t *testing.T) {
	p := &Project{Updated: Day(2026, 8, 1), Fundings: []Funding{{}}, Sources: []Source{{From: "altri", Day: Day(2026, 8, 17)}}}
	s := &Site{Projects: []*Project{p}, Datasets: []*Dataset{{ID: "altri", Day: Day(2026, 8, 17)}}}
	for day, want := range map[Date]Date{Day(2026, 8, 16): {}, Day(2026, 8, 17): Day(2026, 8, 17)} {
		at := s.AsOf(day)
		if got := at.Projects[0].Sources[0].Day; got != want || at.Datasets[0].Day != want {
			t.Errorf("on %s: %s", day.ISO(), got.ISO())
		}
	}
	if s.Datasets[0].Day != Day(2026, 8, 17) || p.Checked() != Day(2026, 8, 17) {
		t.Errorf("checked on %s", p.Checked().ISO())
	}
}
