package record

import "testing"

// What is received one by one adds up to what is received in all.
func TestReceipts(t *testing.T) {
	paid := Funding{Source: PNRR, Amount: 100, State: Paid, StateDate: Day(2025, 1, 1)}
	part := received(Funding{Source: "UE", Amount: 30, State: Assigned}, 10, Day(2025, 2, 1))
	own := Funding{Source: OwnFunds, Amount: 50, State: Paid, StateDate: Day(2025, 3, 1)}
	pay := func(p *Project) { p.Payments = []Payment{{Amount: 60, To: ToBody}, {Amount: 9, To: "fornitore"}} }
	for i, p := range []*Project{
		money("comune", []Funding{paid, part, own}, nil), money("comune", []Funding{paid, part, own}, pay),
		money("comune", []Funding{own}, pay), money("comune", nil, nil), money("comune", []Funding{{Source: PNRR, Amount: 1, State: GivenUp}}, pay),
	} {
		var sum Euro
		for _, r := range p.Receipts() {
			sum += r.Amount
		}
		if m := p.Money(); m.Projects > 0 && sum != m.Received.Amount || sum != []Euro{110, 60, 0, 0, 0}[i] {
			t.Errorf("%d: one by one %d, in all %d", i, sum, m.Received.Amount)
		}
	}
}

// A zero is known for half a year; then nobody knows any more. Any other amount so far is then
// the least.
func TestAmountsSoFarGrowOld(t *testing.T) {
	for _, tt := range []struct {
		amount Euro
		on     Date
		want   Knowledge
	}{
		{0, Day(2026, 8, 17), AllKnown}, {0, Day(2026, 5, 30), AllKnown}, {0, Day(2026, 5, 29), NothingKnown}, {0, Date{}, NothingKnown}, {0, Day(2026, 12, 1), NothingKnown},
		{10, Day(2026, 8, 17), AllKnown}, {10, Day(2026, 5, 29), PartlyKnown}, {10, Date{}, PartlyKnown}, {30, Day(2025, 1, 1), AllKnown},
	} {
		f := received(Funding{Source: PNRR, Amount: 30, State: Assigned}, tt.amount, tt.on)
		m := money("comune", []Funding{f}, nil).AsOf(Day(2026, 11, 30)).Money()
		if got := m.Received.Knowledge(); got != tt.want {
			t.Errorf("%d of %v: %d, want %d", tt.amount, tt.on, got, tt.want)
		}
	}
}

func TestReceivedOf(t *testing.T) {
	pnrr := Funding{Source: PNRR, MeasureCode: "M1", Amount: 100, State: Paid}
	eu := Funding{Source: "UE", Amount: 50, State: Assigned}
	pay := func(amount Euro) func(*Project) {
		return func(p *Project) { p.Payments = []Payment{{Amount: amount, To: ToBody}} }
	}
	for _, tt := range []struct {
		name string
		p    *Project
		want []Sum // of each funding
	}{
		{"one funding: the payments", money("", []Funding{pnrr}, pay(40)), []Sum{{Amount: 40, Known: 1}}},
		{"two: the states, if they add up", money("", []Funding{pnrr, eu}, pay(100)), []Sum{{Amount: 100, Known: 1}, {Unknown: 1}}},
		{"two: nobody tells whose", money("", []Funding{pnrr, eu}, pay(50)), []Sum{{Unknown: 1}, {Unknown: 1}}},
		{"two: all of both", money("", []Funding{pnrr, eu}, pay(150)), []Sum{{Amount: 100, Known: 1}, {Amount: 50, Known: 1}}},
	} {
		for i := range tt.p.Fundings {
			if got := amounts(tt.p.ReceivedOf(&tt.p.Fundings[i])); got != tt.want[i] {
				t.Errorf("%s: %d: %+v, want %+v", tt.name, i, got, tt.want[i])
			}
		}
	}
}
