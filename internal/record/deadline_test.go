package record

import "testing"

func TestDeadline(t *testing.T) {
	day := func(y, m, d int) Date { return Day(y, m, d) }
	today := day(2026, 11, 22)
	past, future := Milestone{Planned: day(2026, 3, 31)}, Milestone{Planned: day(2027, 3, 31)}
	reached := Milestone{Planned: day(2026, 3, 31), Actual: day(2026, 4, 2)}
	funded := func(state string, on Date) []Funding {
		return []Funding{{Source: PNRR, Amount: 100, State: state, StateDate: on}}
	}
	going := Project{State: Running, Fundings: funded(Assigned, Date{})}
	tests := []struct {
		name string
		p    Project
		m    Milestone
		want DeadlineState
	}{
		{"no day was planned", going, Milestone{Actual: day(2026, 1, 1)}, NoDeadline},
		{"to come", going, future, DeadlineNext},
		{"today is not over", going, Milestone{Planned: today}, DeadlineNext},
		{"a month that is not over", going, Milestone{Planned: Date{Year: 2026, Month: 11}}, DeadlineNext},
		{"missed", going, past, DeadlineMissed},
		{"missed, though nothing was ever granted", Project{State: Running}, past, DeadlineMissed},
		{"reached", going, reached, DeadlineReached},
		{"over, and so is the project", Project{State: Done, Fundings: funded(Assigned, Date{})}, past, DeadlineClosed},
		{"a concluded project has something to come", Project{State: Done}, future, DeadlineNext},
		{"paid in full since", Project{State: Running, Fundings: funded(Paid, day(2026, 5, 25))}, past, DeadlineClosed},
		{"paid in full on that day", Project{State: Running, Fundings: funded(Paid, day(2026, 3, 31))}, past, DeadlineClosed},
		{"paid in full before", Project{State: Running, Fundings: funded(Paid, day(2024, 5, 25))}, past, DeadlineMissed},
		{"paid in full, nobody knows when", Project{State: Running, Fundings: funded(Paid, Date{})}, past, DeadlineMissed},
		{"paid in part since", Project{State: Running, Fundings: funded(Assigned, Date{}), Payments: []Payment{{To: ToBody, Amount: 60, Date: day(2026, 5, 25)}}}, past, DeadlineMissed},
		{"given up, nothing is due", Project{State: GivenUp, Fundings: funded(GivenUp, Date{})}, future, NoDeadline},
		{"revoked, nothing was missed", Project{State: Revoked, Fundings: funded(Revoked, Date{})}, past, NoDeadline},
		{"all money lost, though it says that it goes on", Project{State: Running, Fundings: funded(Revoked, Date{})}, past, NoDeadline},
		{"given up, but reached before", Project{State: GivenUp, Fundings: funded(GivenUp, Date{})}, reached, DeadlineReached},
	}
	for _, tt := range tests {
		if got := tt.p.Deadline(&tt.m, today); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestOutside(t *testing.T) {
	tests := []struct {
		name, kind, source string
		want               bool
	}{
		{"the Plan", "comune", PNRR, true},
		{"a town pays for itself", "comune", "Comune", false},
		{"a town pays for a province", "provincia", "Comune", true},
		{"a province pays for itself", "provincia", "Provincia", false},
		{"so does a metropolitan city", "città metropolitana", "Provincia", false},
		{"a region pays for itself", "regione", "Regione", false},
		{"a region pays for a town", "comune", "Regione", true},
		{"own funds, by their name", "altro", "risorse proprie", false},
		{"nobody yet", "comune", "da reperire", false},
	}
	for _, tt := range tests {
		p := Project{Body: &Body{Kind: tt.kind}}
		if got := p.Outside(&Funding{Source: tt.source}); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
	if p := (Project{}); !p.Outside(&Funding{Source: "Comune"}) {
		t.Error("without a body nobody pays for itself")
	}
}
