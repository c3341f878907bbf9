package report

import (
	"io"

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
	Path  string         `json:"path"`
	Lines map[string]int `json:"lines"`
}

// GitLab writes the report as GitLab's report of code quality. What is of a file as a
// whole stands on its first line, since GitLab wants one.
func (r *Report) GitLab(w io.Writer) error {
	out := make([]gitlabProblem, len(r.Problems))
	prints := fingerprints(r.Problems)
	for i, p := range r.Problems {
		out[i] = gitlabProblem{
			Description: withMend(p, ": "), Rule: p.Rule, Fingerprint: prints[i], Severity: "minor",
			Location: gitlabLocation{r.place(p.Pos.File), map[string]int{"begin": max(p.Pos.Line, 1)}},
		}
		if p.Severity == record.Error {
			out[i].Severity = "major"
		}
	}
	return writeJSON(w, out)
}
