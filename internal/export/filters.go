package export

import (
	"vetro/internal/plan"
	"vetro/internal/record"
)

// projectIndex is projects/elenco.js: what filters ask of each project. Bodies, measures and
// states are numbers into the lists that come before; no body is -1, and no year 0.
type projectIndex struct {
	Projects int         `json:"n"`
	Bodies   [][2]string `json:"bodies"` // id and name
	Measures []string    `json:"measures"`
	States   []string    `json:"states"`
	Body     []int       `json:"body"`
	Measure  [][]int     `json:"measure"`
	State    []int       `json:"state"`
	Year     []int       `json:"year"`
	Cents    []int64     `json:"cents"`

	// Either the titles, ids and CUPs of all, or the names of the pieces that have them.
	Per    int      `json:"per,omitempty"`
	RowsIn []string `json:"rowsIn,omitempty"`
	Rows   [][]any  `json:"rows,omitempty"`
}

// projectList makes the list of projects that filters read: one script, or, where there are
// many, one with what filters ask and pieces with titles, of which a page of results loads
// those that it shows. The largest projects come first.
func (x *exporter) projectList(cut Cut, out *scripts) []byte {
	projects := x.All.Projects
	titles := rows{out: out, key: plan.ProjectListKey}
	if len(projects) > cut.Whole {
		titles.per = cut.Records
	}
	for _, p := range projects {
		titles.add(p.Title, p.ID, p.CUP)
	}
	index := projectIndexOf(projects)
	if titles.per > 0 {
		titles.flush()
		index.Per, index.RowsIn = titles.per, titles.names
	} else {
		index.Rows = titles.list
	}
	return marshal(index)
}

func projectIndexOf(projects []*record.Project) projectIndex {
	n := len(projects)
	index := projectIndex{
		Projects: n, Bodies: [][2]string{}, Measures: []string{}, States: []string{},
		Body: make([]int, n), Measure: make([][]int, n), State: make([]int, n), Year: make([]int, n), Cents: make([]int64, n),
	}
	bodyAt, measureAt, stateAt := make(places), make(places), make(places)
	for i, p := range projects {
		index.Body[i] = -1
		if p.Body != nil {
			index.Body[i] = placeOf(bodyAt, p.Body.ID, [2]string{p.Body.ID, p.Body.Name}, &index.Bodies)
		}
		index.Measure[i] = []int{}
		for _, code := range p.MeasureCodes() {
			index.Measure[i] = append(index.Measure[i], placeOf(measureAt, code, code, &index.Measures))
		}
		index.State[i] = placeOf(stateAt, p.State, p.State, &index.States)
		index.Year[i] = int(p.FundedOn().Year)
		m := p.Money()
		index.Cents[i] = int64(m.Assigned)
	}
	return index
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
