package plan

import (
	"strings"
	"testing"

	"vetro/internal/record"
)

// inWords gives phases as one line each, those of which nothing is known by their names alone.
func inWords(phases []Phase) string {
	var out []string
	for _, ph := range phases {
		s := ph.Name
		if ph.State != PhaseUnknown {
			s += " " + string(ph.State)
		}
		if ph.Date.Known() {
			s += " " + ph.Date.ISO()
		}
		if ph.First {
			s += " e poi"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestPhases(t *testing.T) {
	day := record.Day
	funded := func(state string, on record.Date) []record.Funding {
		return []record.Funding{{Source: record.PNRR, Amount: 100, State: state, Date: day(2023, 1, 10), StateDate: on, Decree: "3/2023"}}
	}
	open, all := funded(record.Assigned, record.Date{}), funded(record.Paid, day(2023, 6, 1))
	town := &record.Body{Kind: "comune"}
	many := make([]record.Contract, 89)
	tests := []struct {
		name string
		p    record.Project
		want string
	}{
		{"a decree is no start", record.Project{Fundings: open}, "decreto fatta 2023-01-10, avvio, contratto, completamento, verifica, erogazione"},
		{"a decree without a day", record.Project{Fundings: []record.Funding{{Source: record.PNRR, Amount: 100, State: record.Assigned, Decree: "3"}}},
			"decreto senza, avvio, contratto, completamento, verifica, erogazione"},
		{"what an older import called the start is the decree", record.Project{Fundings: open, Milestones: []record.Milestone{{Title: "Decreto di finanziamento", Phase: "avvio", Actual: day(2023, 1, 10)}}},
			"decreto fatta 2023-01-10, avvio, contratto, completamento, verifica, erogazione"},
		{"the first start", record.Project{Fundings: open, Milestones: []record.Milestone{
			{Title: "Secondo lotto", Phase: "avvio", Actual: day(2023, 5, 1)}, {Title: "Primo lotto", Phase: "avvio", Actual: day(2023, 3, 1)}, {Title: "Terzo", Phase: "avvio", Planned: day(2027, 1, 1)},
		}}, "decreto fatta 2023-01-10, avvio fatta 2023-03-01, contratto, completamento, verifica, erogazione"},
		{"money that came proves nothing else", record.Project{Fundings: all}, "decreto fatta 2023-01-10, avvio, contratto, completamento, verifica, erogazione fatta 2023-06-01"},
		{"the first of two contracts", record.Project{Fundings: open, Contracts: []record.Contract{{Date: day(2024, 9, 1)}, {Date: day(2023, 9, 1)}}},
			"decreto fatta 2023-01-10, avvio, contratto fatta 2023-09-01 e poi, completamento, verifica, erogazione"},
		{"89 contracts without a day", record.Project{Fundings: open, Contracts: many}, "decreto fatta 2023-01-10, avvio, contratto senza e poi, completamento, verifica, erogazione"},
		{"who is paid has a contract", record.Project{Fundings: open, Payments: []record.Payment{{To: "fornitore", Amount: 10, Date: day(2024, 3, 1)}}},
			"decreto fatta 2023-01-10, avvio, contratto senza, completamento, verifica, erogazione"},
		{"a contract that a milestone tells", record.Project{Fundings: open, Milestones: []record.Milestone{{Phase: "contratto", Actual: day(2023, 8, 1)}}, Contracts: []record.Contract{{Date: day(2023, 9, 1)}}},
			"decreto fatta 2023-01-10, avvio, contratto fatta 2023-08-01, completamento, verifica, erogazione"},
		{"some reached, one to come", record.Project{Fundings: open, Milestones: []record.Milestone{{Phase: "verifica", Actual: day(2024, 1, 1)}, {Phase: "verifica", Planned: day(2027, 1, 1)}}},
			"decreto fatta 2023-01-10, avvio, contratto, completamento, verifica prevista 2027-01-01, erogazione"},
		{"late", record.Project{Fundings: open, Milestones: []record.Milestone{{Phase: "completamento", Planned: day(2026, 1, 1)}}},
			"decreto fatta 2023-01-10, avvio, contratto, completamento scaduta 2026-01-01, verifica, erogazione"},
		{"over, and paid since", record.Project{Fundings: funded(record.Paid, day(2026, 5, 25)), Milestones: []record.Milestone{{Phase: "completamento", Planned: day(2026, 3, 31)}}},
			"decreto fatta 2023-01-10, avvio, contratto, completamento chiusa 2026-03-31, verifica, erogazione fatta 2026-05-25"},
		{"paid in part", record.Project{Fundings: open, Payments: []record.Payment{{To: record.ToBody, Amount: 60, Date: day(2024, 3, 1)}}},
			"decreto fatta 2023-01-10, avvio, contratto, completamento, verifica, erogazione parte"},
		{"concluded says the body", record.Project{State: record.Done, Fundings: open}, "decreto fatta 2023-01-10, avvio, contratto, completamento senza, verifica, erogazione"},
		{"concluded that means paid", record.Project{State: record.Done, Fundings: all}, "decreto fatta 2023-01-10, avvio, contratto, completamento, verifica, erogazione fatta 2023-06-01"},
		{"paid by the body alone", record.Project{Body: town, Fundings: []record.Funding{{Source: "Comune", Amount: 100, State: record.Assigned, Date: day(2023, 1, 10)}}}, "avvio, contratto, completamento, verifica"},
		{"own money beside is not waited for", record.Project{Body: town, Fundings: append(funded(record.Paid, day(2023, 6, 1)), record.Funding{Source: "Comune", Amount: 50, State: record.Assigned, Date: day(2022, 1, 1)})},
			"decreto fatta 2023-01-10, avvio, contratto, completamento, verifica, erogazione fatta 2023-06-01"},
		{"given up, nothing more comes", record.Project{State: record.GivenUp, Fundings: funded(record.GivenUp, day(2023, 6, 1)), Milestones: []record.Milestone{{Phase: "completamento", Planned: day(2027, 1, 1)}}}, "decreto fatta 2023-01-10, rinuncia persa 2023-06-01"},
		{"revoked, nobody knows when", record.Project{State: record.Running, Fundings: funded(record.Revoked, record.Date{})}, "decreto fatta 2023-01-10, revoca persa"},
	}
	for _, tt := range tests {
		if got := inWords(Phases(&tt.p, today)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestFactsAreToldOnce(t *testing.T) {
	decree, payout := record.Day(2025, 6, 23), record.Day(2026, 8, 2)
	funding := record.Funding{Source: record.PNRR, Amount: 100, State: record.Paid, Date: decree, StateDate: payout}
	lost := funding
	lost.State = record.GivenUp
	step := func(title, phase string, on record.Date) record.Milestone {
		return record.Milestone{Title: title, Phase: phase, Actual: on}
	}
	old := []record.Milestone{
		step("Candidatura inviata", "altro", record.Day(2025, 5, 7)), step("Decreto di finanziamento", "avvio", decree), step("Erogazione del finanziamento", "erogazione", payout),
	}
	tests := []struct {
		name string
		p    record.Project
		want string
	}{
		{"an older import", record.Project{Fundings: []record.Funding{funding}, Milestones: old},
			"decreto (Decreto di finanziamento), erogazione (Erogazione del finanziamento), tappa Candidatura inviata"},
		{"an older import of a loss", record.Project{Fundings: []record.Funding{lost}, Milestones: []record.Milestone{step("Rinuncia al finanziamento", "altro", payout)}}, "decreto, perdita (Rinuncia al finanziamento)"},
		{"two fundings of a day have two", record.Project{Fundings: []record.Funding{funding, funding}, Milestones: []record.Milestone{old[1], old[1]}},
			"decreto (Decreto di finanziamento), erogazione, decreto (Decreto di finanziamento), erogazione"},
		{"a payment and the state of the funding", record.Project{Fundings: []record.Funding{funding}, Payments: []record.Payment{{To: record.ToBody, Amount: 100, Date: payout}}, Milestones: []record.Milestone{old[2]}},
			"decreto, pagamento (Erogazione del finanziamento)"},
		{"another day is another fact", record.Project{Fundings: []record.Funding{funding}, Milestones: []record.Milestone{step("Avvio dei lavori", "avvio", record.Day(2025, 7, 1)), step("Decreto di finanziamento", "avvio", record.Day(2025, 6, 24))}},
			"decreto, erogazione, tappa Avvio dei lavori, tappa Decreto di finanziamento"},
		{"another phase is another fact", record.Project{Fundings: []record.Funding{funding}, Milestones: []record.Milestone{step("Contratto firmato", "contratto", decree), step("Collaudo", "verifica", payout)}},
			"decreto, erogazione, tappa Contratto firmato, tappa Collaudo"},
		{"a body pays itself nothing", record.Project{Body: &record.Body{Kind: "comune"}, Fundings: []record.Funding{{Source: "Comune", Amount: 1, State: record.Paid, Date: decree, StateDate: payout}}}, "decreto"},
		{"nobody decreed what is to be found", record.Project{Fundings: []record.Funding{{Source: "da reperire", Amount: 1, State: record.Assigned, Date: decree}}}, ""},
		{"a supplier is not the body", record.Project{Payments: []record.Payment{{To: "fornitore", Amount: 1, Date: payout}}, Milestones: []record.Milestone{old[2]}}, "pagamento, tappa Erogazione del finanziamento"},
	}
	for _, tt := range tests {
		var got []string
		for _, e := range Facts(&tt.p) {
			s := string(e.Kind)
			if e.Milestone != nil {
				s += " " + e.Milestone.Title
			}
			for _, m := range e.Told {
				s += " (" + m.Title + ")"
			}
			got = append(got, s)
		}
		if got := strings.Join(got, ", "); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestDeadlinesByState(t *testing.T) {
	s := site(4)
	due := []record.Milestone{{Title: "futura", Planned: record.Day(2027, 1, 1)}, {Title: "passata", Planned: record.Day(2026, 1, 1)}, {Title: "fatta", Planned: record.Day(2025, 1, 1), Actual: record.Day(2025, 1, 2)}}
	for _, p := range s.Projects {
		p.Milestones = due
	}
	s.Projects[1].State, s.Projects[2].State = record.Done, record.GivenUp
	s.Projects[3].Fundings[0].State = record.Revoked
	tree, _ := Site(s, today)
	count := func(d Deadlines) [4]int { return [4]int{len(d.Next), len(d.Missed), len(d.Closed), len(d.Reached)} }
	if got, want := count(tree.Due), [4]int{2, 1, 1, 4}; got != want {
		t.Errorf("%v deadlines to come, missed, closed, reached, want %v", got, want)
	}
	if got := len(tree.Due.All()); got != 8 {
		t.Errorf("%d in all", got)
	}
}
