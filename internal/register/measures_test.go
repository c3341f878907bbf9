package register

import (
	"slices"
	"strings"
	"testing"

	"vetro/internal/record"
)

func TestMeasureCounts(t *testing.T) {
	own, gathering := 0, 0
	for _, m := range State().Measures.All() {
		if len(State().Measures.Parts(m.Code)) > 0 {
			gathering++
		} else {
			own++
		}
	}
	if own != 285 || gathering != 38 {
		t.Errorf("%d measures of their own and %d that gather others, want 285 and 38", own, gathering)
	}
}

func TestEveryMeasure(t *testing.T) {
	r := State()
	names := make(map[string]string) // code by name
	for _, m := range r.Measures.All() {
		if c, ok := record.ParseMeasureCode(m.Code); !ok || c.String() != m.Code {
			t.Errorf("%s reads as %q", m.Code, c)
		}
		if !slices.ContainsFunc(r.Components, func(c record.Component) bool { return c.Code == m.Component() }) {
			t.Errorf("%s: no component %s", m.Code, m.Component())
		}
		if m.Kind != kindOf(m.Code[letterAt]) {
			t.Errorf("%s is called %s", m.Code, m.Kind)
		}
		if m.Title == "" || m.Title != strings.Join(strings.Fields(m.Title), " ") || strings.Contains(m.Title, "'") {
			t.Errorf("%s: the title is %q", m.Code, m.Title)
		}
		if other := names[m.Brief()]; other != "" {
			t.Errorf("%s is %s in brief, as is %q", m.Code, m.Brief(), other)
		}
		names[m.Brief()] = m.Code
		if m.Authority == "" || strings.Contains(m.Authority, "'") || strings.Contains(m.Authority, "PCM") {
			t.Errorf("%s: the authority is %q", m.Code, m.Authority)
		}
		if m.CID == m.Code {
			t.Errorf("%s: the cid is the code itself", m.Code)
		}
	}
}

func TestEveryPartHasItsWhole(t *testing.T) {
	for _, m := range State().Measures.All() {
		if m.Parent == "" {
			continue
		}
		whole := find(t, m.Parent)
		if whole == nil || whole.Parent != "" || !strings.HasPrefix(m.Code, m.Parent+".") && m.Parent != "M1C1I3" {
			t.Errorf("%s is a part of %s, which is %+v", m.Code, m.Parent, whole)
		}
	}
}

func TestOrder(t *testing.T) {
	all := State().Measures.All()
	tests := []struct{ name, first, then string }{
		{"missions", "M1C3R4.1", "M2C1I1.1"},
		{"components", "M1C1R3.1.5", "M1C2I1.1"},
		{"Investimenti before Riforme", "M1C1I3.2", "M1C1R1.1"},
		{"numbers as numbers", "M1C1R1.9", "M1C1R1.10"},
		{"numbers of parts as numbers", "M1C3I1.1.9", "M1C3I1.1.10"},
		{"a whole before its parts", "M1C1I1.4", "M1C1I1.4.1"},
		{"the letters of parts", "M2C4I2.1.A", "M2C4I2.1.B"},
	}
	for _, tt := range tests {
		i := slices.IndexFunc(all, func(m *record.Measure) bool { return m.Code == tt.first })
		if i < 0 || i+1 >= len(all) || all[i+1].Code != tt.then {
			t.Errorf("%s: what stands after %s is not %s", tt.name, tt.first, tt.then)
		}
	}
}

func TestFind(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"the code", "M1C1I1.2", "M1C1I1.2"},
		{"the words of acts", "Missione 1, Componente 1, Investimento 1.2", "M1C1I1.2"},
		{"no letter: the Investimento", "M1C1 1.2", "M1C1I1.2"},
		{"no letter, a dash", "M1C1-1.2", "M1C1I1.2"},
		{"no letter, and no such Investimento: the Riforma", "M1C1 1.10", "M1C1R1.10"},
		{"the Riforma by its letter", "M1C1R1.2", "M1C1R1.2"},
		{"another component has its own", "M4C1 1.2", "M4C1I1.2"},
		{"another component has none", "M2C3 1.3", ""},
		{"ReGiS", "M1C1I1.02.00", "M1C1I1.2"},
		{"ReGiS, no letter", "M1C1 1.04.03", "M1C1I1.4.3"},
		{"ReGiS numbers what the State letters", "M2C4I2.01.01", "M2C4I2.1.A"},
		{"ReGiS has a number more", "M1C1I3.00.01", "M1C1I3.1"},
		{"ReGiS has a number more, no letter", "M1C1 3.00.02", "M1C1I3.2"},
		{"ReGiS, a measure that gathers others", "M1C1I3.00", "M1C1I3"},
		{"a code of the annex is not national", "M1C1I1.8", ""},
		{"mission 7 is not in the table", "M7C1I1.1", ""},
		{"no component: never a measure", "1.2", ""},
		{"no component: not even where one has it", "1.4.6", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if m := find(t, tt.in); m != nil {
				got = m.Code
			}
			if got != tt.want {
				t.Errorf("%s means %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestCandidates(t *testing.T) {
	tests := []struct {
		name, in string
		count    int
		first    string
	}{
		{"1.2 has 22", "1.2", 22, "M1C1I1.2"},
		{"the kind leaves 9 of them", "Riforma 1.2", 9, "M1C1R1.2"},
		{"one is a candidate too", "1.4.6", 1, "M1C1I1.4.6"},
		{"nobody has the number", "9.9", 0, ""},
		{"with its component a code has none", "M1C1 9.9", 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, _ := record.ParseMeasureCode(tt.in)
			m, candidates := State().Measures.Find(c)
			if m != nil || len(candidates) != tt.count || tt.count > 0 && candidates[0].Code != tt.first {
				t.Errorf("%s means %v, or one of %d: %q", tt.in, m, len(candidates), codes(candidates))
			}
		})
	}
}

// Every code of ReGiS finds its measure, and all but these fold to its code.
func TestReGiS(t *testing.T) {
	unlike := []string{
		"M1C1I3", "M1C1I3.1", "M1C1I3.2", "M2C4I2.1.A", "M2C4I2.1.B", "M2C4I3.2.A", "M2C4I3.2.B", "M2C4I3.2.C",
		"M5C2I2.2.A", "M5C2I2.2.B", "M5C2I2.2.C", "M6C2I2.2.A", "M6C2I2.2.B", "M6C2I2.2.C", "M6C2I2.2.D",
	}
	var got []string
	for _, m := range State().Measures.All() {
		c, ok := record.ParseMeasureCode(m.ReGiS)
		if found, _ := State().Measures.Find(c); !ok || found != m {
			t.Errorf("%s of ReGiS finds %+v, want %s", m.ReGiS, found, m.Code)
		}
		if c.String() != m.Code {
			got = append(got, m.Code)
		}
	}
	if !slices.Equal(got, unlike) {
		t.Errorf("fold to another code: %q", got)
	}
}

func TestByCID(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"not a national code", "M1C1I1.8", []string{"M1C1I3.1", "M1C1I3.2"}},
		{"a national code of something else too", "M1C1R1.9", []string{
			"M1C1I2.1.1", "M1C1I2.1.2", "M1C1I2.2.1", "M1C1I2.2.2", "M1C1I2.2.3", "M1C1I2.2.4", "M1C1I2.2.5",
			"M1C1I2.3.1", "M1C1I2.3.2", "M1C1R2.1", "M1C1R2.2", "M1C1R2.3.1"}},
		{"a national code of the same", "M1C1I1.2", nil},
		{"nobody's code", "M1C1I9.9", nil},
	}
	for _, tt := range tests {
		if got := codes(State().Measures.ByCID(tt.in)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: ByCID(%s) is %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestWith(t *testing.T) {
	before := *find(t, "M1C1I1.2")
	place := record.Origin{File: "content/misure/m1c1i1-2.toml", Line: 1, Col: 1}
	site := State().Measures.With([]*record.Measure{
		{Origin: place, Code: "M1C1I1.2", Title: "Abilitazione al cloud", Note: "Rivista nel 2026."},
		{Code: "M1C1I1.4.3", Note: "Rivista nel 2026."},
		{Code: "M7C1I1.1", Title: "Rafforzamento delle smart grid", ReGiS: "M7C1I01.1.00"},
		{Code: "M7C1R1.1", Title: "Testo unico"},
	})

	cloud, _ := site.Find(record.MeasureCode{Component: "M1C1", Number: "1.2"})
	if cloud.Title != "Abilitazione al cloud" || cloud.Note == "" || cloud.File != place.File {
		t.Errorf("what the site fills in replaces what was there: %+v", cloud)
	}
	if cloud.Name() != "Abilitazione al cloud" {
		t.Errorf("a site’s own title is what the measure is called: %+v", cloud)
	}
	if pagopa, _ := site.Find(record.MeasureCode{Component: "M1C1", Number: "1.4.3"}); pagopa.Brief() != "PagoPA e app IO (M1C1 1.4.3)" || pagopa.Note == "" {
		t.Errorf("without a title the short name stays: %+v", pagopa)
	}
	if cloud.ReGiS != before.ReGiS || cloud.Authority != before.Authority || cloud.Kind != "Investimento" {
		t.Errorf("what the site leaves out stays: %+v", cloud)
	}
	if grid, _ := site.Find(record.MeasureCode{Component: "M7C1", Number: "1.1"}); grid == nil || grid.Kind != "Investimento" {
		t.Errorf("a new measure is found, with the kind of its letter: %+v", grid)
	}
	last := site.All()[len(site.All())-1]
	if len(site.All()) != 323+2 || last.Code != "M7C1R1.1" || last.Kind != "Riforma" {
		t.Errorf("%d measures, the last is %+v", len(site.All()), last)
	}
	if now := find(t, "M1C1I1.2"); now.Title != before.Title || len(State().Measures.All()) != 323 {
		t.Errorf("the State's own were changed: %+v", now)
	}
}

func TestWithWantsFullCodes(t *testing.T) {
	for _, code := range []string{"", "1.2", "M1C1 1.2", "m1c1i1.2", "M1C1I1.02.00"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("the code %q was taken", code)
				}
			}()
			State().Measures.With([]*record.Measure{{Code: code}})
		}()
	}
}

// find gives the measure that a code means, or nil.
func find(t *testing.T, code string) *record.Measure {
	t.Helper()
	c, ok := record.ParseMeasureCode(code)
	if !ok {
		t.Fatalf("%q is no code", code)
	}
	m, _ := State().Measures.Find(c)
	return m
}

func codes(measures []*record.Measure) []string {
	var all []string
	for _, m := range measures {
		all = append(all, m.Code)
	}
	return all
}
