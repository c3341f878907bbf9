package plan

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"vetro/internal/record"
)

// author writes records at random, of few words, so that what they say meets.
type author struct {
	*rand.Rand
	bodies   []*record.Body
	measures []*record.Measure
}

func newAuthor(seed uint64) *author {
	a := &author{Rand: rand.New(rand.NewPCG(7, seed))}
	for i := range 3 {
		id := fmt.Sprintf("p_x%d", i)
		a.bodies = append(a.bodies, &record.Body{Origin: record.Origin{File: "content/enti/" + id + ".toml"}, ID: id, Name: "Ente " + id})
		a.measures = append(a.measures, &record.Measure{Code: fmt.Sprintf("M1C1I1.%d", i+2), Title: "Misura", Kind: "Investimento"})
	}
	return a
}

// date gives a day about today, a month, or none.
func (a *author) date() record.Date {
	d := record.Day(2025+a.IntN(2), 1+a.IntN(12), 1+a.IntN(3))
	switch a.IntN(12) {
	case 0:
		return record.Date{}
	case 1:
		d.Day = 0
	}
	return d
}

// past gives a day that mostly has come.
func (a *author) past() record.Date {
	if a.IntN(12) == 0 {
		return a.date()
	}
	return record.Day(2024+a.IntN(2), 6, 1+a.IntN(2))
}

func (a *author) project(id string) *record.Project {
	p := &record.Project{
		Origin: record.Origin{File: "content/progetti/" + id + ".toml", Line: 1, Col: 1},
		ID:     id, Title: "Progetto di " + id, Body: a.bodies[a.IntN(3)], State: record.States()[a.IntN(3)], Updated: a.past(),
	}
	if a.IntN(8) == 0 {
		p.Body = nil
	}
	if a.IntN(8) == 0 {
		p.FormerIDs = []string{"era-" + id, "fu-" + id}
	}
	a.money(p)
	for range a.IntN(6) {
		m := record.Milestone{Title: "Tappa", Planned: a.date()}
		if a.IntN(2) == 0 {
			m.Actual = a.past()
		}
		p.Milestones = append(p.Milestones, m)
	}
	if a.IntN(4) == 0 {
		p.Text.Links = append(p.Text.Links, record.Link{Dest: "p-003.html", Pos: p.Start()}, record.Link{Dest: "nulla.html", Pos: p.Start()})
		p.Text.Embeds = append(p.Text.Embeds, record.Embed{Of: "progetto", ID: "p-005", Pos: p.Start()}, record.Embed{Of: "misura", ID: "M1C1I1.3", Pos: p.Start()})
	}
	return p
}

func (a *author) money(p *record.Project) {
	p.Fundings, p.Payments = nil, nil
	for range 1 + a.IntN(2) {
		f := record.Funding{Source: record.PNRR, Amount: record.Euro(100 * (1 + a.IntN(5))), State: record.Assigned, Date: a.past()}
		if m := a.measures[a.IntN(3)]; a.IntN(8) > 0 {
			f.Measure, f.MeasureCode = m, m.Code
		}
		if a.IntN(4) == 0 {
			f.State, f.StateDate = []string{record.Paid, record.Revoked}[a.IntN(2)], a.past()
		}
		p.Fundings = append(p.Fundings, f)
	}
	if a.IntN(4) == 0 {
		p.Payments = []record.Payment{{Date: a.past(), Amount: record.Euro(a.IntN(300)), To: record.ToBody}}
	}
}

// edited gives another record of a project: mostly with one other word.
func (a *author) edited(p *record.Project) *record.Project {
	q, other := *p, a.project(p.ID)
	q.Milestones = slices.Clone(p.Milestones)
	switch a.IntN(12) {
	case 0:
		return other
	case 1:
		q.Title += " bis"
	case 2:
		q.Updated = other.Updated
	case 3:
		q.Updated = record.Day(2026, 11, 1+a.IntN(20))
	case 4:
		a.money(&q)
	case 5:
		q.Fundings = slices.Clone(p.Fundings)
		q.Fundings[0].Amount = other.Fundings[0].Amount
	case 6:
		q.State = other.State
	case 7:
		q.Body = other.Body
	case 8:
		q.Milestones = other.Milestones
	case 9:
		q.Text = other.Text
	case 10:
		q.Published = other.Updated
	case 11:
		q.FormerIDs = other.FormerIDs
	}
	return &q
}

func (a *author) site(projects int) *record.Site {
	pnrr, annual := &record.Section{ID: record.PNRRSection, Name: "PNRR"}, &record.Section{ID: record.AnnualSection, Name: "Elenco"}
	s := &record.Site{
		Config: record.Config{Title: "Prova", PerPage: 3 + a.IntN(4)}, Bodies: a.bodies, Measures: a.measures,
		Sections:     []*record.Section{{ID: "enti", Name: "Enti", Children: []*record.Section{pnrr, annual}}},
		SectionTexts: map[string]*record.SectionText{pnrr.ID: {ID: pnrr.ID, Updated: record.Day(2025, 6, 2)}},
		Pages:        []*record.Page{{ID: "chi-siamo", Title: "Chi siamo", Updated: record.Day(2025, 1, 1)}},
	}
	if a.IntN(3) == 0 {
		s.Config.BodyID, s.Body = a.bodies[0].ID, a.bodies[0]
	}
	for i := range projects {
		s.Projects = append(s.Projects, a.project(fmt.Sprintf("p-%03d", i)))
	}
	for i := range 10 {
		id := fmt.Sprintf("n-%d", i)
		n := &record.Announcement{Origin: record.Origin{File: "content/notizie/" + id + ".md"}, ID: id, Title: id, Date: a.past(), Body: a.bodies[i%3]}
		for range a.IntN(3) {
			if p := s.Projects[a.IntN(projects)]; !slices.Contains(n.Projects, p) {
				n.Projects = append(n.Projects, p)
			}
		}
		s.Announcements = append(s.Announcements, n)
	}
	return s
}

// announced gives another record of an announcement.
func (a *author) announced(s *record.Site, n *record.Announcement) *record.Announcement {
	m := *n
	switch a.IntN(8) {
	case 0:
		m.Title += " bis"
	case 1:
		m.Date = a.past()
	case 2:
		m.Body = a.bodies[a.IntN(3)]
	case 3:
		m.Draft = !m.Draft
	case 4:
		m.NotBefore = a.date()
	case 5:
		m.FormerIDs = []string{"era-" + n.ID}
	case 6:
		m.Text.Links = []record.Link{{Dest: "n-2.html", Pos: m.Start()}, {Dest: "nulla.html", Pos: m.Start()}}
	case 7:
		m.Projects = nil
		for range a.IntN(3) {
			if p := s.Projects[a.IntN(len(s.Projects))]; !slices.Contains(m.Projects, p) {
				m.Projects = append(m.Projects, p)
			}
		}
	}
	return &m
}

// A tree brought up to date is the one that is planned anew, and the former is as it was.
func TestWith(t *testing.T) {
	taken, refused := 0, 0
	for seed := range uint64(25) {
		a := newAuthor(seed)
		whole := a.site(20 + a.IntN(30))
		tree, problems := Site(whole, today)
		for range 25 {
			var next *record.Site
			var quick *Tree
			var own []record.Problem
			var ok bool
			var file string
			if a.IntN(3) > 0 {
				old := whole.Projects[a.IntN(len(whole.Projects))]
				now := a.edited(old)
				next, file = whole.With(old, now), now.File
				quick, own, ok = tree.With(next, old, now)
			} else {
				now := a.announced(whole, whole.Announcements[a.IntN(len(whole.Announcements))])
				next, file = whole.WithNotice(now), now.File
				quick, own, ok = tree.WithNotice(next, now)
			}
			fresh, want := Site(next, today)
			sumsAgree(t, fresh)
			if again, _ := Site(whole, today); !reflect.DeepEqual(tree, again) {
				t.Fatal("the former tree has changed")
			}
			if !ok {
				refused++
				whole, tree, problems = next, fresh, want
				continue
			}
			taken++
			got := slices.DeleteFunc(slices.Clone(problems), func(p record.Problem) bool { return p.Pos.File == file })
			got = record.MergeProblems(got, own)
			if !slices.Equal(got, want) {
				t.Fatalf("seed %d: %s: problems %v, want %v", seed, file, got, want)
			}
			if !reflect.DeepEqual(quick, fresh) {
				t.Fatalf("seed %d: %s: %s", seed, file, firstDifference(quick, fresh))
			}
			whole, tree, problems = next, quick, got
		}
	}
	if taken < refused || refused < 50 {
		t.Errorf("%d trees were brought up to date, %d planned anew: the test shows little", taken, refused)
	}
}

// sumsAgree checks that groups have the sums of their projects, the largest first.
func sumsAgree(t *testing.T, tree *Tree) {
	t.Helper()
	whole := func(g *Group) record.Totals { return record.TotalsOf(g.Projects) }
	for _, family := range []struct {
		groups []*Group
		sum    func(*Group) record.Totals
	}{
		{[]*Group{tree.All}, whole}, {tree.ByBody, whole}, {tree.ByState, whole}, {tree.ByYear, whole},
		{tree.ByMeasure, func(g *Group) record.Totals { return record.TotalsOfMeasure(g.Projects, g.Key) }},
	} {
		for _, g := range family.groups {
			if g.Totals != family.sum(g) {
				t.Fatalf("the group %s has the sums %v, and its projects make %v", g.Key, g.Totals, family.sum(g))
			}
			if !slices.IsSortedFunc(g.Projects, func(p, q *record.Project) int { return larger(p.Total(), q.Total(), p, q) }) {
				t.Fatalf("the group %s has not its largest project first", g.Key)
			}
		}
	}
}

// firstDifference says where two trees differ.
func firstDifference(got, want *Tree) string {
	g, w := reflect.ValueOf(got).Elem(), reflect.ValueOf(want).Elem()
	for i := range g.NumField() {
		name := g.Type().Field(i).Name
		if name == "Pages" {
			for n := range want.Pages {
				if !reflect.DeepEqual(got.Pages[n], want.Pages[n]) {
					return fmt.Sprintf("page %d: got\n%+v\nwant\n%+v", n, got.Pages[n], want.Pages[n])
				}
			}
		}
		if g.Type().Field(i).IsExported() && !reflect.DeepEqual(g.Field(i).Interface(), w.Field(i).Interface()) {
			return name
		}
	}
	return "an unexported field"
}
