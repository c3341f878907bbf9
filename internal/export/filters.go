package export

import (
	"slices"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// projectList makes the list of projects that filters read: one script, or, where there are
// many, one with what filters ask and pieces with titles, of which a page of results loads
// those that it shows. Projects stand in it largest first.
func (x *exporter) projectList(cut Cut, out *scripts) []byte {
	projects := x.All.Projects
	titles := rows{out: out, key: plan.ProjectListKey}
	if len(projects) > cut.Whole {
		titles.per = cut.Records
	}
	for _, p := range projects {
		titles.add()
		b := append(appendText(append(titles.data, '['), p.Title), ',')
		b = append(appendText(b, p.ID), ',')
		titles.data = append(appendText(b, string(p.CUP)), ']')
	}
	b := x.projectIndex(projects)
	switch {
	case titles.per > 0:
		titles.flush()
		b = append(b, `,"per":`...)
		b = append(append(b, marshal(cut.Records)...), `,"rowsIn":`...)
		b = append(b, marshal(titles.names)...)
	case titles.n > 0:
		b = append(append(append(b, `,"rows":`...), titles.data...), ']')
	}
	return append(b, '}')
}

// projectIndex writes what filters ask of each project, as an object to which members can
// be added. Bodies, measures and states are numbers into the lists that come before; no
// body is -1, and no year 0.
func (x *exporter) projectIndex(projects []*record.Project) []byte {
	bodyAt, measureAt, stateAt := make(places), make(places), make(places)
	bodies, measures, states := [][2]string{}, []string{}, []string{}
	body, state, year, cents := make([]int, 0, len(projects)), make([]int, 0, len(projects)), make([]int, 0, len(projects)), make([]int64, 0, len(projects))
	var of []byte // the measures of each
	for i, p := range projects {
		at := -1
		if p.Body != nil {
			at = placeOf(bodyAt, p.Body.ID, [2]string{p.Body.ID, p.Body.Name}, &bodies)
		}
		var numbers []int
		for _, code := range p.MeasureCodes() {
			numbers = append(numbers, placeOf(measureAt, code, code, &measures))
		}
		of = appendNumbers(endField(of, i), numbers)
		body = append(body, at)
		state = append(state, placeOf(stateAt, p.State, p.State, &states))
		year = append(year, int(p.Decreed().Year))
		cents = append(cents, int64(p.Total()))
	}
	b := append([]byte(`{"n":`), marshal(len(projects))...)
	for _, list := range []struct {
		key  string
		data []byte
	}{
		{"bodies", marshal(bodies)}, {"measures", marshal(measures)}, {"states", marshal(states)},
		{"body", appendNumbers(nil, body)}, {"measure", slices.Concat([]byte("["), of, []byte("]"))},
		{"state", appendNumbers(nil, state)}, {"year", appendNumbers(nil, year)}, {"cents", appendNumbers(nil, cents)},
	} {
		b = append(append(append(b, `,"`...), list.key...), `":`...)
		b = append(b, list.data...)
	}
	return b
}

// places are the places of what a list already has.
type places map[string]int

// placeOf gives the place of a value in a list, and puts it there the first time.
func placeOf[T any](known places, key string, value T, list *[]T) int {
	n, is := known[key]
	if !is {
		n = len(*list)
		known[key] = n
		*list = append(*list, value)
	}
	return n
}
