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

// Payments do not say whose money they are: where some of it is gone, they make nothing known that
// the states do not tell, unless they cover all.
func TestPaymentsOfGone(t *testing.T) {
	paid, feb := Day(2024, 6, 23), Day(2026, 2, 1)
	tests := []struct {
		name        string
		state, gone string // of 600 euro that stand, and of 400 that are gone
		payment     Euro
		want        Sum
		receipts    []Receipt
	}{
		{"all of it", Assigned, Paid, 1000, Sum{Amount: 600, Known: 1, Days: Span{paid, paid}}, []Receipt{{Amount: 600}}},
		{"more than all of it", Assigned, Assigned, 1200, Sum{Amount: 600, Known: 1, Days: Span{paid, paid}}, []Receipt{{Amount: 600}}},
		{"what is gone, by the states", Assigned, Paid, 400, Sum{Unknown: 1}, nil},
		{"what stands, by the states", Paid, Assigned, 600, Sum{Amount: 600, Known: 1, Days: Span{feb, feb}}, []Receipt{{feb, 600}}},
		{"of one or of the other", Assigned, Assigned, 500, Sum{Unknown: 1}, nil},
		{"less than the states tell", Paid, Paid, 700, Sum{Unknown: 1}, nil},
		{"beside what was given up", Assigned, GivenUp, 500, Sum{Amount: 500, Known: 1, Days: Span{paid, paid}}, []Receipt{{paid, 500}}},
		{"where the rest was given up", GivenUp, Paid, 400, Sum{}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &Project{State: Running, Payments: []Payment{{To: ToBody, Amount: tt.payment, Date: paid}}, Fundings: []Funding{
				{Source: PNRR, Amount: 600, State: tt.state, StateDate: feb},
				{Source: PNRR, Amount: 400, State: tt.gone, StateDate: paid, AbsentSince: Day(2026, 8, 17)},
			}}
			m := p.Money()
			if m.Received != tt.want || m.Excess != 0 {
				t.Errorf("received %+v, %d too much\nwant %+v", m.Received, m.Excess, tt.want)
			}
			if got := p.Receipts(); !reflect.DeepEqual(got, tt.receipts) {
				t.Errorf("receipts %v, want %v", got, tt.receipts)
			}
		})
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
