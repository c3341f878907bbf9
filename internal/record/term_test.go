package record

import "testing"

func TestTerm(t *testing.T) {
	if got := (&Project{Published: Day(2025, 7, 29)}).Term(); got != Day(2030, 12, 31) {
		t.Errorf("the term is %s", got)
	}
	if got := (&Project{}).Term(); got.Known() {
		t.Errorf("nobody said when it was published, and the term is %s", got)
	}
}

func TestLastFact(t *testing.T) {
	p := &Project{
		Fundings:   []Funding{{Date: Day(2025, 6, 23), StateDate: Day(2026, 8, 2)}},
		Milestones: []Milestone{{Actual: Day(2026, 9, 1)}, {Actual: Date{Year: 2027}}},
		Payments:   []Payment{{Date: Day(2026, 8, 3)}},
	}
	if _, got := p.LastFact(); got != Day(2026, 9, 1) {
		t.Errorf("the last fact is of %s", got)
	}
	if _, got := (&Project{}).LastFact(); got.Known() {
		t.Errorf("nothing happened, and the last fact is of %s", got)
	}
}
