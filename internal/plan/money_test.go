package plan

import (
	"testing"

	"vetro/internal/record"
)

// funded makes a tree of projects with the given fundings.
func funded(t *testing.T, fundings ...[]record.Funding) *Tree {
	t.Helper()
	s := site(len(fundings))
	for i := range fundings {
		s.Projects[i].Fundings = fundings[i]
	}
	tree, problems := Site(s, today)
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	return tree
}

func funding(source string, amount record.Euro, state string, date, stateDate record.Date) record.Funding {
	return record.Funding{Source: source, Amount: amount, State: state, Date: date, StateDate: stateDate}
}

func TestPeriods(t *testing.T) {
	month := func(year, month int) record.Date { return record.Date{Year: int16(year), Month: int8(month)} }
	tree := funded(t,
		[]record.Funding{funding("PNRR", 500, record.Paid, record.Day(2025, 11, 3), record.Day(2026, 2, 1))},
		[]record.Funding{
			funding("PNRR", 40, record.Assigned, month(2025, 12), record.Date{}),
			funding("Stato", 7, record.Assigned, record.Date{Year: 2025}, record.Date{}),
			funding("Stato", 9, record.Assigned, record.Date{Year: 2026, Month: 1, Day: 5, By: true}, record.Date{}),
			funding("Comune", 1000, record.GivenUp, record.Day(2024, 1, 1), record.Day(2024, 2, 1)),
		})
	periods, undated := tree.Periods()
	if len(periods) != 13 || periods[0].Date != month(2025, 11) || periods[12].Date != month(2026, 11) {
		t.Fatalf("from the first decree to the day of the site: %+v", periods)
	}
	for i, want := range map[int]Period{
		0: {month(2025, 11), 500, 0}, 1: {month(2025, 12), 40, 0}, 2: {month(2026, 1), 0, 0}, 3: {month(2026, 2), 0, 500},
	} {
		if periods[i] != want {
			t.Errorf("period %d is %+v, want %+v", i, periods[i], want)
		}
	}
	if undated.Assigned != 16 || undated.Received != 0 {
		t.Errorf("what no month can hold: %+v, want the 7 of a year and the 9 of a day by which", undated)
	}

	old := funded(t, []record.Funding{funding("PNRR", 500, record.Assigned, record.Day(2001, 11, 3), record.Date{})})
	periods, _ = old.Periods()
	if len(periods) != 26 || periods[0] != (Period{record.Date{Year: 2001}, 500, 0}) {
		t.Errorf("many months are years: %d, %+v", len(periods), periods[0])
	}

	if periods, _ := funded(t).Periods(); periods != nil {
		t.Errorf("no projects, and yet %+v", periods)
	}
}

func TestSizes(t *testing.T) {
	of := func(amounts ...record.Euro) []Size {
		var all [][]record.Funding
		for _, a := range amounts {
			all = append(all, []record.Funding{funding("PNRR", a*100, record.Assigned, record.Date{}, record.Date{})})
		}
		return funded(t, all...).Sizes()
	}
	tests := []struct {
		name        string
		amounts     []record.Euro
		first, last Size
		n           int
	}{
		{"one project, one range", []record.Euro{20_000}, Size{1_000_000, 5_000_000, 1}, Size{1_000_000, 5_000_000, 1}, 1},
		{"a limit belongs to the range that it begins", []record.Euro{50_000}, Size{5_000_000, 10_000_000, 1}, Size{5_000_000, 10_000_000, 1}, 1},
		{"empty ranges stand between full ones", []record.Euro{1, 100_000_000}, Size{0, 1_000_000, 1}, Size{5_000_000_000, 0, 1}, 8},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := of(tt.amounts...)
			if len(got) != tt.n || got[0] != tt.first || got[len(got)-1] != tt.last {
				t.Errorf("%+v", got)
			}
		})
	}
	if got := of(0); len(got) != 0 {
		t.Errorf("a project without money is in no range: %+v", got)
	}
}

func TestBySource(t *testing.T) {
	tree := funded(t,
		[]record.Funding{funding("PNRR", 500, record.Paid, record.Date{}, record.Date{}), funding("Comune", 50, record.Assigned, record.Date{}, record.Date{}), funding("PNRR", 1, record.GivenUp, record.Date{}, record.Date{})},
		[]record.Funding{funding("Comune", 600, record.Assigned, record.Date{}, record.Date{})})
	groups := tree.BySource()
	if len(groups) != 2 || groups[0].Key != "Comune" || groups[0].Money.Assigned != 650 || groups[0].Money.Received.Knowledge() != record.NothingKnown || groups[0].Money.Projects != 2 {
		t.Errorf("largest first: %+v", groups[0])
	}
	if m := groups[1].Money; m.Projects != 1 || m.Assigned != 500 || m.Received.Amount != 500 || m.Lost() != 1 {
		t.Errorf("PNRR: %+v", m)
	}
}

func TestDeadlinePages(t *testing.T) {
	s := site(250)
	for i, p := range s.Projects {
		m := record.Milestone{Title: "Fine", Planned: record.Day(2026, 1+i%12, 15)}
		if i%5 == 0 {
			m.Actual = record.Day(2026, 1, 20)
		}
		p.Milestones = []record.Milestone{m}
	}
	tree, _ := Site(s, today)
	shown := 0
	for _, path := range []string{"scadenze.html", "scadenze-pagina-2.html", "scadenze-pagina-3.html"} {
		page := tree.Page(path)
		if page == nil {
			t.Fatalf("no page %s", path)
		}
		shown += len(page.Deadlines)
	}
	if shown != 250 || tree.Page("scadenze-pagina-4.html") != nil {
		t.Errorf("%d deadlines are shown", shown)
	}
	due := tree.Due
	if len(due.Reached) != 50 || len(due.Next)+len(due.Missed) != 200 {
		t.Errorf("%d to come, %d missed, %d reached", len(due.Next), len(due.Missed), len(due.Reached))
	}
	if first := due.Next[0].Milestone.Planned; first.Compare(today) < 0 || due.Missed[0].Milestone.Planned.Compare(today) >= 0 {
		t.Errorf("next %v, missed %v", first, due.Missed[0].Milestone.Planned)
	}
}
