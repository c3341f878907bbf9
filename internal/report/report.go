// Package report tells problems: to people as text, with the line quoted, and to
// machines as JSON, SARIF and the annotations of GitHub and GitLab. It also tells the rules.
//
// It finds nothing and decides nothing: what it is given it tells, in the order in which
// it was given, so that one site always gives the same report.
//
// Sources: SARIF 2.1.0 with errata 01 (OASIS Standard); GitHub Docs, «Workflow commands
// for GitHub Actions».
package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf16"

	"vetro/internal/record"
)

// Report is what a run found, for machines. The place of a file is told as seen from
// where the command runs, since that is the root of a repository when a machine runs it.
type Report struct {
	Problems []record.Problem
	Rules    []Rule
	Version  string // of Vetro
	Folder   string // of the site, with /, from where the command runs or from the root of the disk
	Output   string // the published folder: its files are named from where the command runs
}

// Count counts the errors and the warnings.
func Count(problems []record.Problem) (errors, warnings int) {
	for _, p := range problems {
		if p.Severity == record.Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// place gives the path of a file as machines are told it.
func (r *Report) place(file string) string {
	if r.Output != "" && (file == r.Output || strings.HasPrefix(file, r.Output+"/")) {
		return file
	}
	return path.Join(r.Folder, file)
}

// rule gives the rule with an id, or false for one that no table has: an id of a
// theme's or of a later stage.
func (r *Report) rule(id string) (Rule, bool) {
	for _, rule := range r.Rules {
		if rule.ID == id {
			return rule, true
		}
	}
	return Rule{}, false
}

// jsonVersion is raised when a field of the JSON report changes its meaning or goes; a
// new field does not raise it.
const jsonVersion = 1

// jsonReport is the report as one JSON object. Line and column count from 1, the column
// in characters; they are left out when the problem is of the file as a whole.
type jsonReport struct {
	Version int    `json:"version"`
	Vetro   string `json:"vetro"`
	Summary struct {
		Errors   int `json:"errors"`
		Warnings int `json:"warnings"`
	} `json:"summary"`
	Problems []jsonProblem `json:"problems"`
}

type jsonProblem struct {
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Severity string `json:"severity"` // error | warning
	Rule     string `json:"rule"`
	Text     string `json:"text"`
	Mend     string `json:"mend,omitempty"`
	Source   string `json:"source,omitempty"`
}

// JSON writes the report as one JSON object, which docs/controlli.md describes.
func (r *Report) JSON(w io.Writer) error {
	out := jsonReport{Version: jsonVersion, Vetro: r.Version, Problems: make([]jsonProblem, len(r.Problems))}
	out.Summary.Errors, out.Summary.Warnings = Count(r.Problems)
	for i, p := range r.Problems {
		rule, _ := r.rule(p.Rule)
		out.Problems[i] = jsonProblem{
			File: r.place(p.Pos.File), Line: p.Pos.Line, Column: p.Pos.Col, Severity: level(p.Severity),
			Rule: p.Rule, Text: p.Text, Mend: p.Mend, Source: rule.Source,
		}
	}
	return writeJSON(w, out)
}

// level gives a severity in the words of machines.
func level(s record.Severity) string {
	return [...]string{record.Error: "error", record.Warning: "warning", record.Off: "none"}[s]
}

// writeJSON writes a value as JSON that a terminal and the log of a CI do not obey, either.
func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return write(w, inert(b.String()))
}

// inert writes what record.Visible escapes as the escapes of JSON, so that who reads it has the
// very same text. Outside of texts JSON has nothing of the kind but the line ends.
func inert(text string) string {
	obeyed := func(r rune) bool { return r != '\n' && record.Commands(r) }
	text = oldCommand.Replace(text)
	if !strings.ContainsFunc(text, obeyed) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case !obeyed(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// oldCommand takes the power from the commands that runners obey anywhere on a line.
var oldCommand = strings.NewReplacer("##[", `\u0023#[`, "##vso[", `\u0023#vso[`)

// What GitHub reads as its own in the message of a workflow command, and in a property.
var (
	escapeData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// GitHub writes a workflow command for each problem, which GitHub Actions shows on its
// line of a proposed change.
func (r *Report) GitHub(w io.Writer) error {
	var b strings.Builder
	for _, p := range r.Problems {
		p = visible(p)
		b.WriteString("::" + level(p.Severity) + " file=" + escapeProperty.Replace(record.Visible(r.place(p.Pos.File))))
		if p.Pos.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", p.Pos.Line)
			if p.Pos.Col > 0 {
				fmt.Fprintf(&b, ",col=%d", p.Pos.Col)
			}
		}
		b.WriteString(",title=" + escapeProperty.Replace(p.Rule) + "::" + escapeData.Replace(withMend(p, "\n")) + "\n")
	}
	return write(w, b.String())
}

// visible gives a problem whose words are safe to print.
func visible(p record.Problem) record.Problem {
	p.Rule, p.Text, p.Mend = record.Visible(p.Rule), record.Visible(p.Text), record.Visible(p.Mend)
	return p
}

// withMend gives what is wrong and, if anything is to be done, the mend.
func withMend(p record.Problem, between string) string {
	if p.Mend == "" {
		return p.Text
	}
	return p.Text + between + p.Mend
}

func write(w io.Writer, text string) error {
	if _, err := io.WriteString(w, text); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}
