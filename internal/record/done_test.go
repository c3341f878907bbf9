package record

import "testing"

func TestDoneByPayment(t *testing.T) {
	paid, assigned, lost := Funding{Source: PNRR, Amount: 1, State: Paid}, Funding{Source: PNRR, Amount: 1, State: Assigned}, Funding{Source: PNRR, State: GivenUp}
	own, missing := Funding{Source: OwnFunds, Amount: 1, State: Assigned}, Funding{Source: ToBeFound, Amount: 1, State: Assigned}
	step := func(phase string, planned, actual Date) []Milestone {
		return []Milestone{{Phase: "altro", Actual: Day(2025, 1, 1)}, {Phase: phase, Planned: planned, Actual: actual}}
	}
	day := Day(2026, 3, 31)
	source := []Source{{Title: "Nota"}, {URL: PADigitaleURL}}
	tests := []struct {
		name         string
		in           Project
		alone, check bool
	}{
		{"imported", Project{State: Done, Platform: PADigitale, Fundings: []Funding{paid}, Sources: source}, true, true},
		{"of the platform, by hand", Project{State: Done, Platform: PADigitale, Fundings: []Funding{paid, paid}}, true, true},
		{"imported, the platform left out", Project{State: Done, Fundings: []Funding{paid}, Sources: source}, true, true},
		{"of another platform", Project{State: Done, Platform: "ReGiS", Fundings: []Funding{paid}}, true, false},
		{"a part was given up", Project{State: Done, Platform: PADigitale, Fundings: []Funding{lost, paid}}, true, true},
		{"own and missing money is never paid", Project{State: Done, Platform: PADigitale, Fundings: []Funding{paid, own, missing}}, true, true},
		{"a part is not paid", Project{State: Done, Platform: PADigitale, Fundings: []Funding{paid, assigned}}, false, false},
		{"all was given up", Project{State: Done, Platform: PADigitale, Fundings: []Funding{lost}}, false, false},
		{"of own money alone", Project{State: Done, Platform: PADigitale, Fundings: []Funding{own}}, false, false},
		{"no money", Project{State: Done, Platform: PADigitale}, false, false},
		{"not done", Project{State: Running, Platform: PADigitale, Fundings: []Funding{paid}}, false, false},
		{"the day of completion is known", Project{State: Done, Platform: PADigitale, Fundings: []Funding{paid}, Milestones: step("completamento", Date{}, day)}, false, false},
		{"the day of the check is known", Project{State: Done, Platform: PADigitale, Fundings: []Funding{paid}, Milestones: step("verifica", Date{}, day)}, false, false},
		{"completion was awaited", Project{State: Done, Platform: PADigitale, Fundings: []Funding{paid}, Milestones: step("completamento", day, Date{})}, true, true},
		{"another phase has a day", Project{State: Done, Platform: PADigitale, Fundings: []Funding{paid}, Milestones: step("contratto", Date{}, day)}, true, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if alone, check := tt.in.DoneByPayment(), tt.in.PaidAfterCheck(); alone != tt.alone || check != tt.check {
				t.Errorf("by payment %t, after the check %t; want %t, %t", alone, check, tt.alone, tt.check)
			}
		})
	}
}
