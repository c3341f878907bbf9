package record

import (
	"reflect"
	"slices"
	"testing"
)

// Latina's project: due on 31 March 2026, paid on 25 May, last checked in August.
func latina() *Project {
	return &Project{
		ID: "lt-cloud", State: Done, Published: Day(2025, 7, 1), Updated: Day(2026, 8, 22),
		Fundings: []Funding{{Amount: 855_896_00, State: Paid, Date: Day(2025, 6, 23), StateDate: Day(2026, 5, 25)}},
		Milestones: []Milestone{
			{Title: "avvio", Actual: Day(2025, 9, 1)},
			{Title: "completamento", Planned: Day(2026, 3, 31), Actual: Day(2026, 3, 30)},
			{Title: "erogazione", Actual: Day(2026, 5, 25)},
		},
	}
}

func TestProjectAsOf(t *testing.T) {
	tests := []struct {
		name, day    string
		state, money string
		updated      string
		paid         Euro
		done         []string // milestones with the day on which they were done
		awaited      []string // those without
	}{
		{"before the term", "2026-03-29", Running, Assigned, "2025-09-01", 0, []string{"avvio"}, []string{"completamento"}},
		{"on the day of completion", "2026-03-30", Running, Assigned, "2026-03-30", 0, []string{"avvio", "completamento"}, nil},
		{"done and not paid yet", "2026-04-01", Running, Assigned, "2026-03-30", 0, []string{"avvio", "completamento"}, nil},
		{"on the day of payment", "2026-05-25", Done, Paid, "2026-05-25", 855_896_00, []string{"avvio", "completamento", "erogazione"}, nil},
		{"months later", "2026-11-22", Done, Paid, "2026-08-22", 855_896_00, []string{"avvio", "completamento", "erogazione"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := latina().AsOf(date(t, tt.day))
			if p == nil {
				t.Fatal("it is not known")
			}
			if p.State != tt.state || p.Fundings[0].State != tt.money || p.Updated.ISO() != tt.updated {
				t.Errorf("%s, %s, updated %s", p.State, p.Fundings[0].State, p.Updated.ISO())
			}
			if m := p.Money(); m.Assigned != 855_896_00 || m.Received.Amount != tt.paid {
				t.Errorf("of %s, %s was received", m.Assigned, m.Received.Amount)
			}
			var done, awaited []string
			for _, m := range p.Milestones {
				if m.Actual.Known() {
					done = append(done, m.Title)
				} else {
					awaited = append(awaited, m.Title)
				}
			}
			if !slices.Equal(done, tt.done) || !slices.Equal(awaited, tt.awaited) {
				t.Errorf("done %q, awaited %q", done, awaited)
			}
		})
	}
}

func TestProjectNotKnownYet(t *testing.T) {
	tests := []struct {
		name, day string
		project   *Project
	}{
		{"not published", "2025-06-30", latina()},
		{"no decree had funded it", "2025-06-01", &Project{Fundings: []Funding{{Date: Day(2025, 6, 23)}}}},
	}
	for _, tt := range tests {
		if p := tt.project.AsOf(date(t, tt.day)); p != nil {
			t.Errorf("%s: %+v", tt.name, p)
		}
	}
}

// The state of a project has no day of its own: it rests on the last thing that happened.
func TestStateAsOf(t *testing.T) {
	day, later := Day(2026, 1, 15), Day(2026, 2, 1)
	tests := []struct {
		name string
		in   Project
		want string
	}{
		{"done by a later step", Project{State: Done, Milestones: []Milestone{{Actual: later}}}, Running},
		{"done by a later payment", Project{State: Done, Payments: []Payment{{Date: later}}}, Running},
		{"revoked by a later decree", Project{State: Revoked, Fundings: []Funding{{StateDate: later}}}, Running},
		{"done, and only checked later", Project{State: Done, Updated: later}, Done},
		{"done, and only later an act", Project{State: Done, Acts: []Act{{Date: later}}}, Done},
		{"suspended, and later a step", Project{State: Suspended, Milestones: []Milestone{{Actual: later}}}, Suspended},
	}
	for _, tt := range tests {
		tt.in.Fundings = append(tt.in.Fundings, Funding{State: Assigned})
		if got := tt.in.AsOf(day).State; got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestFactsAsOf(t *testing.T) {
	day, later := Day(2026, 1, 15), Day(2026, 2, 1)
	reached := Indicator{Name: "servizi", Planned: 5, Reached: 4, Date: later}
	reached.Mark("previsto", 0, Pos{}, Pos{})
	reached.Mark("raggiunto", 0, Pos{}, Pos{})
	p := &Project{
		State:      GivenUp,
		Fundings:   []Funding{{Amount: 1, State: GivenUp, StateDate: later}, {Amount: 2, State: Assigned, Date: later}},
		Acts:       []Act{{Kind: "old", Date: day, Published: later}, {Kind: "new", Date: later}},
		Contracts:  []Contract{{Subject: "old", Date: day}, {Subject: "new", Date: later}, {Subject: "no day"}},
		Payments:   []Payment{{Amount: 3, Date: day}, {Amount: 4, Date: later}},
		Indicators: []Indicator{reached},
		Sources:    []Source{{Title: "csv", Date: later}},
		Milestones: []Milestone{{Title: "this month", Actual: Date{Year: 2026, Month: 1}}, {Title: "next month", Actual: Date{Year: 2026, Month: 2}}},
	}
	before := *p
	got := p.AsOf(day)
	if got.State != Running || len(got.Fundings) != 1 || got.Fundings[0].State != Assigned {
		t.Errorf("the money: %s, %+v", got.State, got.Fundings)
	}
	if len(got.Acts) != 1 || got.Acts[0].Published.Known() {
		t.Errorf("the acts: %+v", got.Acts)
	}
	if len(got.Contracts) != 2 || len(got.Payments) != 1 || len(got.Milestones) != 1 {
		t.Errorf("%d contracts, %d payments, %d milestones", len(got.Contracts), len(got.Payments), len(got.Milestones))
	}
	if i := got.Indicators[0]; i.Has("raggiunto") || !i.Has("previsto") || i.Reached != 0 || i.Planned != 5 {
		t.Errorf("the indicator: %+v", i)
	}
	if got.Sources[0].Date.Known() {
		t.Errorf("the source: %+v", got.Sources[0])
	}
	if !reflect.DeepEqual(before, *p) || p.Fundings[0].State != GivenUp || !p.Indicators[0].Has("raggiunto") || p.Acts[0].Published != later {
		t.Error("the project itself was changed")
	}
	if p.AsOf(Day(2026, 12, 31)) != p {
		t.Error("where nothing is hidden, the project is its own")
	}
}

func TestSiteAsOf(t *testing.T) {
	old, young := latina(), &Project{ID: "young", Published: Day(2026, 9, 1), Fundings: []Funding{{}}}
	s := &Site{
		Projects: []*Project{old, young},
		Announcements: []*Announcement{
			{ID: "told", Date: Day(2025, 7, 29), Projects: []*Project{old, young}},
			{ID: "undated"},
			{ID: "draft", Date: Day(2025, 7, 29), Draft: true},
			{ID: "scheduled", Date: Day(2026, 3, 1), NotBefore: Day(2026, 4, 1)},
			{ID: "dated-ahead", Date: Day(2026, 6, 1)},
		},
	}
	tests := []struct {
		name, day     string
		announcements []string
		projects      int
	}{
		{"before any project", "2025-01-01", []string{"undated"}, 0},
		{"before the scheduled day", "2026-03-31", []string{"told", "undated"}, 1},
		{"on the scheduled day", "2026-04-01", []string{"told", "undated", "scheduled"}, 1},
		{"today; a draft never comes", "2026-11-22", []string{"told", "undated", "scheduled", "dated-ahead"}, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.AsOf(date(t, tt.day))
			var ids []string
			for _, a := range got.Announcements {
				ids = append(ids, a.ID)
				if a.ID == "told" && !slices.Equal(a.Projects, got.Projects) {
					t.Errorf("it links to %d projects that are not those of the day", len(a.Projects))
				}
			}
			if !slices.Equal(ids, tt.announcements) || len(got.Projects) != tt.projects {
				t.Errorf("%q and %d projects", ids, len(got.Projects))
			}
		})
	}
	if len(s.Projects) != 2 || len(s.Announcements) != 5 || len(s.Announcements[0].Projects) != 2 {
		t.Error("the site itself was changed")
	}
}
