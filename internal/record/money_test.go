package record

import (
	"reflect"
	"testing"
)

// money is a project in few words, for tests of sums.
func money(kind string, fundings []Funding, more func(*Project)) *Project {
	p := &Project{ID: "p", Fundings: fundings, Body: &Body{Kind: kind}, Updated: Day(2026, 11, 20)}
	if more != nil {
		more(p)
	}
	return p
}

func received(f Funding, amount Euro, on Date) Funding {
	f.Mark("erogato", 0, Pos{}, Pos{})
	f.Received, f.ReceivedOn = amount, on
	return f
}

// amounts leaves the days out of a sum: TestMoneyDays has them.
func amounts(s Sum) Sum {
	return Sum{Amount: s.Amount, Known: s.Known, Least: s.Least, Unknown: s.Unknown}
}

func TestMoney(t *testing.T) {
	decree := Day(2022, 5, 10)
	paid := Funding{Source: PNRR, MeasureCode: "M4C1I3.3", Amount: 100, State: Paid, Date: decree, StateDate: Day(2025, 1, 1)}
	assigned := Funding{Source: "UE", Amount: 30, State: Assigned, Date: decree}
	tests := []struct {
		name string
		p    *Project
		want Money // days left out
	}{
		{"paid in full", money("comune", []Funding{paid}, nil), Money{Projects: 1, Assigned: 100, Received: Sum{Amount: 100, Known: 1}, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"assigned, and nobody says more", money("comune", []Funding{assigned}, nil), Money{Projects: 1, Assigned: 30, Received: Sum{Unknown: 1}, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"one of two is unknown", money("comune", []Funding{paid, assigned}, nil), Money{Projects: 1, Assigned: 130, Received: Sum{Amount: 100, Known: 1, Unknown: 1}, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"own money of a comune", money("comune", []Funding{paid, {Source: "Comune", Amount: 50, State: Assigned, Date: decree}}, nil),
			Money{Projects: 1, Assigned: 100, Own: 50, Received: Sum{Amount: 100, Known: 1}, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"a comune gives to a provincia", money("provincia", []Funding{{Source: "Comune", Amount: 50, State: Assigned, Date: decree}}, nil),
			Money{Projects: 1, Assigned: 50, Received: Sum{Unknown: 1}, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"own money that says so, of nobody", money("", []Funding{{Source: OwnFunds, Amount: 50, State: Paid}}, nil), Money{OwnOnly: 1, Own: 50, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"money to be found", money("comune", []Funding{paid, {Source: ToBeFound, Amount: 25, State: Assigned}}, nil),
			Money{Projects: 1, Assigned: 100, Missing: 25, Received: Sum{Amount: 100, Known: 1}, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"given up, after it was paid and spent", money("comune", []Funding{{Source: PNRR, Amount: 900, State: GivenUp}}, func(p *Project) {
			p.Payments = []Payment{{Amount: 60, To: ToBody}, {Amount: 40, To: "fornitore"}}
		}), Money{LostOnly: 1, GivenUp: 900, Received: Sum{Amount: 60, Known: 1}, Spent: Sum{Amount: 40, Known: 1}}},
		{"more than all", money("comune", []Funding{assigned}, func(p *Project) { p.Payments = []Payment{{Amount: 45, To: ToBody}} }),
			Money{Projects: 1, Assigned: 30, Received: Sum{Amount: 45, Known: 1}, Excess: 15, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"a payment of nothing is none", money("comune", []Funding{assigned}, func(p *Project) { p.Payments = []Payment{{To: ToBody}, {To: "fornitore"}} }),
			Money{Projects: 1, Assigned: 30, Received: Sum{Unknown: 1}, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"given up", money("comune", []Funding{{Source: PNRR, Amount: 900, State: GivenUp}}, nil), Money{LostOnly: 1, GivenUp: 900}},
		{"without a decree", money("comune", []Funding{{Source: PNRR, Amount: 7, State: Paid}}, nil),
			Money{Projects: 1, Assigned: 7, NoDecree: 7, Received: Sum{Amount: 7, Known: 1}, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"so far, with a day", money("comune", []Funding{received(assigned, 10, Day(2024, 1, 1))}, nil),
			Money{Projects: 1, Assigned: 30, Received: Sum{Amount: 10, Known: 1}, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"a fresh zero", money("comune", []Funding{received(assigned, 0, Day(2026, 8, 17))}, nil),
			Money{Projects: 1, Assigned: 30, Received: Sum{Known: 1}, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"a part of zero is none", money("comune", []Funding{paid, {Source: PNRR, State: Assigned}}, nil),
			Money{Projects: 1, Assigned: 100, Received: Sum{Amount: 100, Known: 1}, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Unknown: 1}}},
		{"payments to the body make it known", money("comune", []Funding{paid, assigned}, func(p *Project) {
			p.Payments = []Payment{{Amount: 60, To: ToBody, Date: Day(2025, 1, 1)}, {Amount: 40, To: "fornitore", Date: Day(2025, 2, 1)}}
		}), Money{Projects: 1, Assigned: 130, Received: Sum{Amount: 60, Known: 2}, Awarded: Sum{Unknown: 1}, NoContract: 1, Spent: Sum{Amount: 40, Known: 1}}},
		{"contracts with and without an amount", money("comune", []Funding{paid}, func(p *Project) {
			with := Contract{Amount: 15}
			with.Mark("importo", 0, Pos{}, Pos{})
			p.Contracts = []Contract{with, {}}
		}), Money{Projects: 1, Assigned: 100, Received: Sum{Amount: 100, Known: 1}, Awarded: Sum{Amount: 15, Known: 1, Unknown: 1}, Spent: Sum{Unknown: 1}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.p.Money()
			got.Decrees, got.Received, got.Awarded, got.Spent = Span{}, amounts(got.Received), amounts(got.Awarded), amounts(got.Spent)
			if got != tt.want {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
		})
	}
}

// What a source gives, and what all give, agree; a payment is a source's only where it is the
// only one that granted money, or where the states of the fundings say the same.
func TestMoneyWithin(t *testing.T) {
	pnrr := Funding{Source: PNRR, MeasureCode: "M1", Amount: 100, State: Assigned, Date: Day(2022, 1, 1)}
	paid := pnrr
	paid.State = Paid
	eu := Funding{Source: "UE", Amount: 30, State: Assigned, Date: Day(2022, 1, 1)}
	own := Funding{Source: "Comune", Amount: 50, State: Assigned, Date: Day(2022, 1, 1)}
	pay := func(amount Euro) func(*Project) {
		return func(p *Project) { p.Payments = []Payment{{Amount: amount, To: ToBody, Date: Day(2025, 1, 1)}} }
	}
	tests := []struct {
		name string
		p    *Project
		want Sum
		of   Euro
	}{
		{"one source, and own money", money("comune", []Funding{pnrr, own}, pay(80)), Sum{Amount: 80, Known: 1}, 100},
		{"two sources", money("comune", []Funding{pnrr, eu}, pay(80)), Sum{Unknown: 1}, 100},
		{"two sources, one of them paid", money("comune", []Funding{paid, eu}, pay(100)), Sum{Amount: 100, Known: 1}, 100},
		{"two sources, and all of both", money("comune", []Funding{pnrr, eu}, pay(130)), Sum{Amount: 100, Known: 1}, 100},
		{"two sources, whose states say otherwise", money("comune", []Funding{paid, eu}, pay(80)), Sum{Unknown: 1}, 100},
		{"another source", money("comune", []Funding{eu}, pay(80)), Sum{}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.p.MoneyWithin(OfSource(PNRR))
			if amounts(got.Received) != tt.want || got.Assigned != tt.of || got.Projects != min(int(tt.of), 1) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// A contract is of a measure only where the measure pays for all of the project.
func TestFlowsWithin(t *testing.T) {
	pnrr := Funding{Source: PNRR, MeasureCode: "M1", Amount: 100, State: Assigned, Date: Day(2022, 1, 1)}
	contract := Contract{Amount: 15}
	contract.Mark("importo", 0, Pos{}, Pos{})
	with := func(p *Project) {
		p.Contracts = []Contract{contract}
		p.Payments = []Payment{{Amount: 5, To: "fornitore", Date: Day(2025, 1, 1)}}
	}
	alone := money("comune", []Funding{pnrr, {Source: PNRR, MeasureCode: "M2", Amount: 7, State: Revoked}}, with)
	shared := money("comune", []Funding{pnrr, {Source: "Comune", Amount: 7, State: Assigned}}, with)
	for _, tt := range []struct {
		p              *Project
		awarded, spent Knowledge
	}{{alone, AllKnown, AllKnown}, {shared, NothingKnown, NothingKnown}} {
		m := tt.p.MoneyWithin(OfMeasure("M1"))
		if undivided := tt.awarded == NothingKnown; m.Awarded.Knowledge() != tt.awarded || m.Spent.Knowledge() != tt.spent || m.Assigned != 100 || (m.Undivided == 1) != undivided {
			t.Errorf("%+v", m)
		}
	}
	m := MoneyOf([]*Project{alone, shared, money("comune", []Funding{pnrr}, nil)})
	if m.Assigned != 300 || m.Own != 7 || m.Revoked != 7 || m.Projects != 3 || m.Cost() != 307 {
		t.Errorf("%+v", m)
	}
	if m.Awarded.Amount != 30 || m.Awarded.Knowledge() != PartlyKnown || m.Spent.Amount != 10 || m.Spent.Knowledge() != PartlyKnown {
		t.Errorf("%+v", m)
	}
}

// What one project received too much covers nothing of another.
func TestExcess(t *testing.T) {
	pay := func(p *Project) { p.Payments = []Payment{{Amount: 150, To: ToBody}} }
	f := Funding{Source: PNRR, Amount: 100, State: Assigned}
	much := money("comune", []Funding{f}, pay)
	none := money("comune", []Funding{received(Funding{Source: PNRR, Amount: 50, State: Assigned}, 0, Day(2026, 11, 1))}, nil)
	m := MoneyOf([]*Project{much, none})
	if m.Assigned != 150 || m.Received.Amount != 150 || m.Covered() != 100 || m.PaidInFull() {
		t.Errorf("%+v", m)
	}
}

// Contracts and payments of money that was lost are told of the project, and are in no sum.
func TestLostFlows(t *testing.T) {
	lost := money("comune", []Funding{{Source: PNRR, Amount: 900, State: Revoked}}, func(p *Project) {
		p.Payments = []Payment{{Amount: 60, To: ToBody}, {Amount: 40, To: "fornitore"}}
	})
	m := MoneyOf([]*Project{lost})
	if m.LostOnly != 1 || m.Revoked != 900 || m.Received.Known+m.Spent.Known != 0 {
		t.Errorf("%+v", m)
	}
}

func TestMoneyDays(t *testing.T) {
	first, last, partly := Day(2025, 1, 1), Day(2025, 6, 1), Date{Year: 2024}
	paid := func(on Date) Funding {
		return Funding{Source: PNRR, Amount: 100, State: Paid, StateDate: on, Date: Day(2022, 5, 10)}
	}
	pay := func(to string, on ...Date) func(*Project) {
		return func(p *Project) {
			for _, d := range on {
				p.Payments = append(p.Payments, Payment{Amount: 100, To: to, Date: d})
			}
		}
	}
	zero := func(on Date) Funding { return received(Funding{Source: PNRR, Amount: 100, State: Assigned}, 0, on) }
	contract := Contract{Amount: 5, Date: first}
	contract.Mark("importo", 0, Pos{}, Pos{})
	tests := []struct {
		name                  string
		p                     *Project
		received, spent       Span
		awarded, seen         Span
		paidOn, zero, decreed Date
	}{
		{name: "two fundings", p: money("", []Funding{paid(last), paid(first)}, nil), received: Span{first, last}, paidOn: last, decreed: Day(2022, 5, 10)},
		{name: "one of them without its day", p: money("", []Funding{paid(last), paid(Date{})}, nil), received: Span{last, last}, decreed: Day(2022, 5, 10)},
		{name: "one of them with a year alone", p: money("", []Funding{paid(first), paid(partly)}, nil), received: Span{first, first}, decreed: Day(2022, 5, 10)},
		{name: "payments", p: money("", []Funding{paid(Date{})}, pay(ToBody, last, first)), received: Span{first, last}, paidOn: last, decreed: Day(2022, 5, 10)},
		{name: "payments to suppliers", p: money("", []Funding{paid(first)}, pay("fornitore", last)), received: Span{first, first}, spent: Span{last, last}, paidOn: first, decreed: Day(2022, 5, 10)},
		{name: "a contract", p: money("", []Funding{paid(first)}, func(p *Project) { p.Contracts = []Contract{contract} }), received: Span{first, first}, awarded: Span{first, first}, paidOn: first, decreed: Day(2022, 5, 10)},
		{name: "zeros", p: money("", []Funding{zero(last), zero(first)}, nil), seen: Span{first, last}, zero: first},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := tt.p.Money()
			if m.Received.Days != tt.received || m.Spent.Days != tt.spent || m.Awarded.Days != tt.awarded || m.Received.Seen != tt.seen {
				t.Errorf("days: %+v", m)
			}
			if m.PaidOn() != tt.paidOn || m.Received.ZeroDay() != tt.zero || m.Decrees.Newest != tt.decreed {
				t.Errorf("paid on %v, zero of %v, decreed on %v", m.PaidOn(), m.Received.ZeroDay(), m.Decrees.Newest)
			}
		})
	}
}

// Nothing is lost where money is added up.
func TestPlusTakesAll(t *testing.T) {
	var one Money
	day := Day(2026, 1, 1)
	var fill func(v reflect.Value)
	fill = func(v reflect.Value) {
		for i := range v.NumField() {
			switch f := v.Field(i); {
			case f.Type() == reflect.TypeFor[Date]():
				f.Set(reflect.ValueOf(day))
			case f.Kind() == reflect.Struct:
				fill(f)
			default:
				f.SetInt(1)
			}
		}
	}
	fill(reflect.ValueOf(&one).Elem())
	if got := (Money{}).Plus(one); got != one {
		t.Errorf("nothing and one: %+v", got)
	}
	if got := one.Plus(Money{}); got != one {
		t.Errorf("one and nothing: %+v", got)
	}
	var check func(v reflect.Value, name string)
	check = func(v reflect.Value, name string) {
		for i := range v.NumField() {
			f, name := v.Field(i), name+"."+v.Type().Field(i).Name
			switch {
			case f.Type() == reflect.TypeFor[Date]():
			case f.Kind() == reflect.Struct:
				check(f, name)
			case f.Int() != 2:
				t.Errorf("one and one: %s is %d", name, f.Int())
			}
		}
	}
	check(reflect.ValueOf(one.Plus(one)), "")
}

func TestArrival(t *testing.T) {
	tests := []struct {
		m    Money
		want Arrival
	}{
		{Money{}, NothingDue}, {Money{Own: 5}, NothingDue},
		{Money{Assigned: 10, Received: Sum{Unknown: 1}}, ArrivalUnknown}, {Money{Assigned: 10, Received: Sum{Known: 1, Unknown: 1}}, ArrivalUnknown},
		{Money{Assigned: 10, Received: Sum{Amount: 5, Known: 1, Unknown: 1}}, ArrivedAtLeast}, {Money{Assigned: 10, Received: Sum{Amount: 5, Known: 1, Least: 1}}, ArrivedAtLeast},
		{Money{Assigned: 10, Received: Sum{Known: 1}}, NoneArrived},
		{Money{Assigned: 10, Received: Sum{Amount: 5, Known: 1}}, PartArrived}, {Money{Assigned: 10, Received: Sum{Amount: 10, Known: 2}, Excess: 3}, PartArrived},
		{Money{Assigned: 10, Received: Sum{Amount: 10, Known: 1}}, AllArrived}, {Money{Assigned: 10, Received: Sum{Amount: 13, Known: 1}, Excess: 3}, MoreArrived},
	}
	for _, tt := range tests {
		if got := tt.m.Arrival(); got != tt.want {
			t.Errorf("%+v: %d, want %d", tt.m, got, tt.want)
		}
	}
}
