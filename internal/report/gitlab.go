package report

import (
	"io"
	"strconv"

	"vetro/internal/record"
)

// gitlabProblem is one problem in the form that GitLab reads as a report of code quality
// and shows on the lines of a merge request.
//
// Source: GitLab Docs, «Code Quality report format».
type gitlabProblem struct {
	Description string         `json:"description"`
	Rule        string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"` // major | minor
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string `json:"path"`
	Lines struct {
		Begin int `json:"begin"`
	} `json:"lines"`
}

// GitLab writes the report as GitLab's report of code quality. What is of a file as a
// whole stands on its first line, since GitLab wants one.
func (r *Report) GitLab(w io.Writer) error {
	out := make([]gitlabProblem, len(r.Problems))
	seen := make(map[string]int)
	for i, p := range r.Problems {
		mark := fingerprint(p)
		seen[mark]++
		out[i] = gitlabProblem{Description: p.Text, Rule: p.Rule, Fingerprint: mark + ":" + strconv.Itoa(seen[mark]), Severity: "minor"}
		if p.Mend != "" {
			out[i].Description += ": " + p.Mend
		}
		if p.Severity == record.Error {
			out[i].Severity = "major"
		}
		out[i].Location.Path = r.place(p.Pos.File)
		out[i].Location.Lines.Begin = max(p.Pos.Line, 1)
	}
	return writeJSON(w, out)
}
