package export

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
	ical "github.com/emersion/go-ical"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// events reads a calendar with a library that is not the one that wrote it.
func events(t *testing.T, data []byte) []ical.Event {
	t.Helper()
	for _, line := range bytes.Split(bytes.TrimSuffix(data, []byte("\r\n")), []byte("\r\n")) {
		if len(line) > 75 || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	c, err := ical.NewDecoder(bytes.NewReader(data)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	return c.Events()
}

func calendars(t *testing.T, tree *plan.Tree) []made {
	t.Helper()
	return slices.DeleteFunc(allFiles(t, tree), func(f made) bool { return !strings.HasSuffix(f.Name, ".ics") })
}

func due(t *testing.T, milestones ...record.Milestone) (made, *plan.Tree) {
	t.Helper()
	body := &record.Body{ID: "p_pv", Name: "Provincia di Pavia; «Lomellina», \\ e \"Oltrepò\""}
	site := &record.Site{
		Config: record.Config{Title: "Prova", BaseURL: "https://www.example.it/pnrr/", PerPage: 25, Data: record.DataOptions{PerProject: 2000}},
		Bodies: []*record.Body{body},
		Projects: []*record.Project{{
			ID: "cloud", Title: "Cloud " + strings.Repeat("perché però così ", 20), BodyID: "p_pv", Body: body, State: record.Running,
			Updated: record.Day(2026, 8, 22), Milestones: milestones, Fundings: []record.Funding{{Source: "Comune", Amount: 1, State: record.Assigned}},
		}},
	}
	tree, problems := plan.Site(site, record.Day(2026, 11, 22))
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	files := calendars(t, tree)
	for _, f := range files {
		if f.Name == "progetti/cloud.ics" {
			return f, tree
		}
	}
	return made{}, tree
}

func TestCalendar(t *testing.T) {
	file, _ := due(t,
		record.Milestone{Title: "Collaudo; prova, \\ \"x\"\nriga", Phase: "verifica", Planned: record.Day(2026, 12, 31)},
		record.Milestone{Title: "Avvio", Planned: record.Date{Year: 2025, Month: 4}, Actual: record.Day(2025, 4, 3)},
		record.Milestone{Title: "Fine", Planned: record.Date{Year: 2026, Month: 3, Day: 31, By: true}},
	)
	got := events(t, file.Data)
	if len(got) != 3 {
		t.Fatalf("%d events", len(got))
	}
	text := func(e ical.Event, name string) string {
		s, err := e.Props.Text(name)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	raw := func(e ical.Event, name string) string { return e.Props.Get(name).Value }
	if raw(got[0], "DTSTART") != "20250401" || raw(got[0], "DTEND") != "20250501" {
		t.Errorf("a month is all its days: %s to %s", raw(got[0], "DTSTART"), raw(got[0], "DTEND"))
	}
	if d := text(got[1], "DESCRIPTION"); !strings.Contains(d, "Data prevista: entro il 31\u00a0marzo\u00a02026.") || !strings.Contains(d, "esito non comunicato") || !strings.Contains(d, "«Lomellina», \\ e \"Oltrepò\"") {
		t.Errorf("description %q", d)
	}
	if s := text(got[2], "SUMMARY"); !strings.HasPrefix(s, "Collaudo; prova, \\ \"x\"\nriga: Cloud perché") {
		t.Errorf("summary %q", s)
	}
	if raw(got[2], "DTSTART") != "20261231" || raw(got[2], "DTEND") != "20270101" || raw(got[2], "URL") != "https://www.example.it/pnrr/progetti/cloud.html" {
		t.Errorf("%v", got[2].Props)
	}
}

// FuzzLines holds the lines that are written by hand to those of a library.
func FuzzLines(f *testing.F) {
	for _, s := range []string{"", "a;b,c\\d\ne", strings.Repeat("parola ", 30), strings.Repeat("è", 60), strings.Repeat("a<b>c", 40), strings.Repeat("x", 75) + " y", "<" + strings.Repeat("x", 80), "😀" + strings.Repeat(" ", 200)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if s = printable(strings.ToValidUTF8(s, "?")); strings.Contains(s, "\u2028") {
			t.Skip("a line end of Unicode")
		}
		c := ics.NewCalendarFor("vetro")
		c.SetXWRCalName(s)
		e := c.AddEvent(s)
		e.SetProperty(ics.ComponentPropertySummary, s)
		e.SetURL("https://example.it/" + s)
		l := writer{b: []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//vetro//Golang ICS Library\r\n")}
		l.property("X-WR-CALNAME", s)
		l.raw("BEGIN", "VEVENT")
		l.property("UID", s)
		l.property("SUMMARY", s)
		l.raw("URL", "https://example.it/"+s)
		l.raw("END", "VEVENT")
		l.raw("END", "VCALENDAR")
		if got, want := string(l.b), c.Serialize(ics.WithNewLineWindows); got != want {
			t.Errorf("the lines of %q are\n%s\nand not\n%s", s, got, want)
		}
	})
}

func TestCalendarIDs(t *testing.T) {
	ids := func(milestones ...record.Milestone) []string {
		file, _ := due(t, milestones...)
		var out []string
		for _, e := range events(t, file.Data) {
			id, _ := e.Props.Text("UID")
			out = append(out, id)
		}
		return out
	}
	day := record.Milestone{Title: "Fine", Planned: record.Day(2026, 12, 31)}
	moved := day
	moved.Planned = record.Day(2027, 6, 30)
	if a, b := ids(day)[0], ids(moved)[0]; a != b || !strings.HasPrefix(a, "cloud-") || !strings.HasSuffix(a, "@www.example.it") {
		t.Errorf("a deadline that moves stays the same event: %s, %s", a, b)
	}
	if two := ids(day, moved); two[0] == two[1] {
		t.Errorf("two deadlines of one name are two events: %v", two)
	}
	if file, tree := due(t); file.Name != "" || len(calendars(t, tree)) != 0 {
		t.Error("without deadlines there is no calendar")
	}
}

func TestCalendarOfGivenUpProject(t *testing.T) {
	_, tree := due(t, record.Milestone{Title: "Fine", Planned: record.Day(2026, 12, 31)})
	tree.Site.Projects[0].State = record.GivenUp
	tree.Due = tree.DeadlinesOf(tree.Site.Projects)
	if files := calendars(t, tree); len(files) != 0 {
		t.Errorf("of a project that was given up nothing is due, and there is %s", files[0].Name)
	}
}

func TestCalendarsOfManyProjects(t *testing.T) {
	_, tree := due(t, record.Milestone{Title: "Fine", Planned: record.Day(2026, 12, 31)}, record.Milestone{Title: "Inizio", Planned: record.Day(2026, 1, 1), Actual: record.Day(2026, 1, 1)})
	tree.Site.Config.Data.PerProject = 0
	var names []string
	for _, f := range calendars(t, tree) {
		names = append(names, f.Name)
		if n := len(events(t, f.Data)); f.Name == "scadenze.ics" && n != 1 {
			t.Errorf("the calendar of a large site holds what is open: %d events", n)
		}
	}
	if strings.Join(names, " ") != "scadenze.ics enti/p_pv.ics" {
		t.Errorf("%v", names)
	}
}
