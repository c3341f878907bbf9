package record

import "testing"

func TestTotals(t *testing.T) {
	funding := func(state string, amount Euro) Funding { return Funding{State: state, Amount: amount} }
	tests := []struct {
		name              string
		in                Project
		total, paid, lost Euro
	}{
		{"assigned counts", Project{Fundings: []Funding{funding(Assigned, 100)}}, 100, 0, 0},
		{"paid counts, and was received", Project{Fundings: []Funding{funding(Paid, 100)}}, 100, 100, 0},
		{"given up stands apart", Project{Fundings: []Funding{funding(Assigned, 100), funding(GivenUp, 30)}}, 100, 0, 30},
		{"revoked stands apart", Project{Fundings: []Funding{funding(Paid, 100), funding(Revoked, 40)}}, 100, 100, 40},
		{"all was lost", Project{Fundings: []Funding{funding(GivenUp, 30), funding(Revoked, 40)}}, 0, 0, 70},
		{"payments to the body replace the paid fundings",
			Project{Fundings: []Funding{funding(Paid, 100)}, Payments: []Payment{{Amount: 60, To: ToBody}, {Amount: 20, To: ToBody}}}, 100, 80, 0},
		{"even payments of nothing do",
			Project{Fundings: []Funding{funding(Paid, 100)}, Payments: []Payment{{Amount: 0, To: ToBody}}}, 100, 0, 0},
		{"payments to suppliers are not received",
			Project{Fundings: []Funding{funding(Paid, 100)}, Payments: []Payment{{Amount: 60, To: "fornitore"}}}, 100, 100, 0},
		{"nothing", Project{}, 0, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := [3]Euro{tt.in.Total(), tt.in.PaidOut(), tt.in.Lost()}; got != [3]Euro{tt.total, tt.paid, tt.lost} {
				t.Errorf("total, paid, lost: %d; want %d, %d, %d", got, tt.total, tt.paid, tt.lost)
			}
			want := Totals{Projects: 1, Assigned: tt.total, Paid: tt.paid, Lost: tt.lost}
			if got := TotalsOf([]*Project{&tt.in}); got != want {
				t.Errorf("TotalsOf: %+v, want %+v", got, want)
			}
		})
	}
}

func TestTotalsOfMany(t *testing.T) {
	if got := TotalsOf(nil); got != (Totals{}) {
		t.Errorf("of none: %+v", got)
	}
	projects := []*Project{
		{Fundings: []Funding{{State: Paid, Amount: 100}, {State: GivenUp, Amount: 1}}},
		{Fundings: []Funding{{State: Assigned, Amount: 200}}, Payments: []Payment{{To: ToBody, Amount: 50}}},
	}
	if got, want := TotalsOf(projects), (Totals{Projects: 2, Assigned: 300, Paid: 150, Lost: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestTotalsOfMeasure(t *testing.T) {
	const code, other = "M1C1I1.2", "M1C1I1.4.4"
	paid := []Payment{{To: ToBody, Amount: 60}}
	tests := []struct {
		name string
		in   Project
		want Totals
	}{
		{"its money alone", Project{Fundings: []Funding{{MeasureCode: code, State: Paid, Amount: 100}}}, Totals{1, 100, 100, 0}},
		{"other money of the project does not count",
			Project{Fundings: []Funding{{MeasureCode: code, State: Paid, Amount: 100}, {MeasureCode: other, State: Paid, Amount: 7}, {State: Assigned, Amount: 5}}}, Totals{1, 100, 100, 0}},
		{"what was lost of other money neither",
			Project{Fundings: []Funding{{MeasureCode: code, State: GivenUp, Amount: 100}, {MeasureCode: other, State: Revoked, Amount: 7}}}, Totals{1, 0, 0, 100}},
		{"all of the money: the payments are its",
			Project{Fundings: []Funding{{MeasureCode: code, State: Paid, Amount: 100}}, Payments: paid}, Totals{1, 100, 60, 0}},
		{"a part of the money: nobody knows whose the payments are",
			Project{Fundings: []Funding{{MeasureCode: code, State: Paid, Amount: 100}, {State: Assigned, Amount: 5}}, Payments: paid}, Totals{1, 100, 100, 0}},
		{"all of it was lost: the payments are its still",
			Project{Fundings: []Funding{{MeasureCode: code, State: Revoked, Amount: 100}}, Payments: paid}, Totals{1, 0, 60, 100}},
		{"none of the money: no payment is its",
			Project{Fundings: []Funding{{MeasureCode: code, State: GivenUp, Amount: 100}, {MeasureCode: other, State: Revoked, Amount: 7}}, Payments: paid}, Totals{1, 0, 0, 100}},
	}
	for _, tt := range tests {
		if got := TotalsOfMeasure([]*Project{&tt.in}, code); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestProjectMeasures(t *testing.T) {
	cloud, identity := &Measure{Code: "M1C1I1.2"}, &Measure{Code: "M1C1I1.4.4"}
	p := Project{Fundings: []Funding{{Measure: identity}, {}, {Measure: cloud}, {Measure: identity}}}
	if got := p.Measures(); len(got) != 2 || got[0] != identity || got[1] != cloud {
		t.Errorf("%v: each once, in the order of the fundings", got)
	}
}

func TestDecreed(t *testing.T) {
	p := Project{Fundings: []Funding{{}, {Date: Day(2025, 6, 23)}, {Date: Day(2025, 2, 1)}}}
	if got := p.Decreed(); got != Day(2025, 2, 1) {
		t.Errorf("the first decree is of %s", got.ISO())
	}
	if got := (&Project{}).Decreed(); got.Known() {
		t.Errorf("no decree, and a day: %s", got.ISO())
	}
}

func TestTotalsOfSource(t *testing.T) {
	two := &Project{
		Fundings: []Funding{{Source: "PNRR", State: Paid, Amount: 100}, {Source: "Comune", State: Assigned, Amount: 30}, {Source: "Comune", State: Revoked, Amount: 2}},
		Payments: []Payment{{To: ToBody, Amount: 60}},
	}
	one := &Project{Fundings: []Funding{{Source: "PNRR", State: Assigned, Amount: 10}}, Payments: []Payment{{To: ToBody, Amount: 4}}}
	tests := []struct {
		name, source string
		projects     []*Project
		want         Totals
	}{
		{"payments do not say of which of two sources they are", "PNRR", []*Project{two}, Totals{1, 100, 100, 0}},
		{"what was revoked stands apart", "Comune", []*Project{two}, Totals{1, 30, 0, 2}},
		{"payments are of the one source that there is", "PNRR", []*Project{one}, Totals{1, 10, 4, 0}},
		{"a source that gives nothing", "Stato", []*Project{one}, Totals{1, 0, 0, 0}},
	}
	for _, tt := range tests {
		if got := TotalsOfSource(tt.projects, tt.source); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestReceipts(t *testing.T) {
	p := &Project{Fundings: []Funding{{State: Paid, Amount: 100, StateDate: Day(2026, 5, 25)}, {State: Assigned, Amount: 7}}}
	if got := p.Receipts(); len(got) != 1 || got[0] != (Receipt{Day(2026, 5, 25), 100}) {
		t.Errorf("paid fundings: %+v", got)
	}
	p.Payments = []Payment{{To: "fornitore", Amount: 3}, {To: ToBody, Amount: 50, Date: Day(2026, 1, 2)}}
	if got := p.Receipts(); len(got) != 1 || got[0] != (Receipt{Day(2026, 1, 2), 50}) {
		t.Errorf("payments to the body come first: %+v", got)
	}
}
