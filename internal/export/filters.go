package export

import "vetro/internal/plan"

// projectIndex is progetti/elenco.js: of each project, largest first, what filters ask.
// Bodies, measures and states are numbers into the lists that come before.
type projectIndex struct {
	Projects int          `json:"n"`
	Bodies   [][2]string  `json:"bodies"` // id and name
	Measures []string     `json:"measures"`
	States   []string     `json:"states"`
	Body     []int        `json:"body"` // -1 when there is none
	Measure  [][]int      `json:"measure"`
	State    []int        `json:"state"`
	Year     []int        `json:"year"` // of the first decree, 0 when it is not known
	Cents    []int64      `json:"cents"`
	Rows     []projectRow `json:"rows,omitempty"`
	Per      int          `json:"per,omitempty"`
	RowsIn   []string     `json:"rowsIn,omitempty"`
}

// projectRow is the title, the id and the CUP of a project.
type projectRow [3]string

// ListFiles makes the list of projects that filters read: one file, or, where there are
// many, one with what filters ask and pieces with titles, of which a page of results
// loads those that it shows.
func ListFiles(t *plan.Tree, cut Cut) []File {
	const key = "progetti/elenco"
	projects := t.All.Projects
	index := projectIndex{
		Projects: len(projects), Bodies: [][2]string{}, Measures: []string{}, States: []string{},
		Body: []int{}, Measure: [][]int{}, State: []int{}, Year: []int{}, Cents: []int64{},
	}
	bodies, measures, states := make(numbers), make(numbers), make(numbers)
	var rows []projectRow
	for _, p := range projects {
		body := -1
		if p.Body != nil {
			body = number(bodies, p.Body.ID, [2]string{p.Body.ID, p.Body.Name}, &index.Bodies)
		}
		of := []int{}
		for _, code := range p.MeasureCodes() {
			of = append(of, number(measures, code, code, &index.Measures))
		}
		index.Body = append(index.Body, body)
		index.Measure = append(index.Measure, of)
		index.State = append(index.State, number(states, p.State, p.State, &index.States))
		index.Year = append(index.Year, int(p.Decreed().Year))
		index.Cents = append(index.Cents, int64(p.Total()))
		rows = append(rows, projectRow{p.Title, p.ID, string(p.CUP)})
	}
	if len(projects) <= cut.Whole {
		index.Rows = rows
		return []File{stableScript(key, index)}
	}
	files, names := pieces(key, rows, cut.Records)
	index.Per, index.RowsIn = cut.Records, names
	return append(files, stableScript(key, index))
}

// numbers are the places of what a list already has.
type numbers map[string]int

// number gives the place of a value in a list, and puts it there the first time.
func number[T any](known numbers, key string, value T, list *[]T) int {
	n, is := known[key]
	if !is {
		n = len(*list)
		known[key] = n
		*list = append(*list, value)
	}
	return n
}
