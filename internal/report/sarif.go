package report

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// sarifLog is the whole of a SARIF file; the types below are the parts of the standard
// that Vetro has something to say in.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       map[string]sarifDriver             `json:"tool"`
	BaseIDs    map[string]map[string]sarifMessage `json:"originalUriBaseIds"`
	ColumnKind string                             `json:"columnKind"`
	Language   string                             `json:"language"`
	Results    []sarifResult                      `json:"results"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID         string            `json:"id"`
	Short      *sarifMessage     `json:"shortDescription,omitempty"`
	Full       *sarifMessage     `json:"fullDescription,omitempty"`
	Help       *sarifMessage     `json:"help,omitempty"`
	Config     map[string]any    `json:"defaultConfiguration"`
	Properties map[string]string `json:"properties,omitempty"`
}

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifResult struct {
	RuleID       string                  `json:"ruleId"`
	RuleIndex    int                     `json:"ruleIndex"`
	Level        string                  `json:"level"`
	Message      sarifMessage            `json:"message"`
	Locations    []map[string]sarifPlace `json:"locations"`
	Fingerprints map[string]string       `json:"partialFingerprints"`
}

type sarifPlace struct {
	Artifact map[string]string `json:"artifactLocation"`
	Region   sarifRegion       `json:"region"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
}

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sourceRoot  = "%SRCROOT%"
)

// SARIF writes the report in the Static Analysis Results Interchange Format 2.1.0, which
// code scanning reads.
func (r *Report) SARIF(w io.Writer) error {
	run := sarifRun{
		BaseIDs:    map[string]map[string]sarifMessage{sourceRoot: {"description": {Text: "la cartella in cui è stato dato il comando"}}},
		ColumnKind: "unicodeCodePoints",
		Language:   "it",
		Results:    make([]sarifResult, len(r.Problems)),
	}
	rules := make([]sarifRule, len(r.Rules))
	index := make(map[string]int)
	for i, rule := range r.Rules {
		rules[i] = sarifRuleOf(rule)
		index[rule.ID] = i
	}
	prints := fingerprints(r.Problems)
	for i, p := range r.Problems {
		n, known := index[p.Rule]
		if !known { // of a stage that has no table of its own
			n = len(rules)
			index[p.Rule] = n
			rules = append(rules, sarifRule{ID: p.Rule, Config: sarifConfig(true, p.Severity)})
		}
		run.Results[i] = sarifResult{
			RuleID: p.Rule, RuleIndex: n, Level: level(p.Severity), Message: sarifMessage{Text: withMend(p, "\n")},
			Locations: []map[string]sarifPlace{{"physicalLocation": {
				artifact(r.place(p.Pos.File)),
				sarifRegion{StartLine: max(p.Pos.Line, 1), StartColumn: p.Pos.Col}, // code scanning wants a line even of a whole file
			}}},
			Fingerprints: map[string]string{"vetroProblem/v1": prints[i]},
		}
	}
	run.Tool = map[string]sarifDriver{"driver": {Name: "Vetro", Version: r.Version, Rules: rules}}
	return writeJSON(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

func sarifRuleOf(r Rule) sarifRule {
	sentence := capital(r.Meaning) + "."
	help := sentence + " Fonte: " + r.Source + "."
	set := "La gravità non si regola."
	if r.Settable {
		set = "In site.toml, sotto [controlli], si regola con " + r.ID + ` = "errore", "avviso" o "spento".`
	}
	return sarifRule{
		ID:    r.ID,
		Short: &sarifMessage{Text: sentence},
		Full:  &sarifMessage{Text: help},
		Help: &sarifMessage{
			Text:     help + " " + set,
			Markdown: "**" + sentence + "** Fonte: " + r.Source + ".\n\n" + set,
		},
		Config:     sarifConfig(r.Severity != record.Off, r.Severity),
		Properties: map[string]string{"source": r.Source},
	}
}

func sarifConfig(enabled bool, severity record.Severity) map[string]any {
	return map[string]any{"enabled": enabled, "level": level(severity)}
}

// artifact gives a file as an address: from the root of the sources, or in full when it
// lies elsewhere.
func artifact(file string) map[string]string {
	switch {
	case path.IsAbs(file):
		return map[string]string{"uri": (&url.URL{Scheme: "file", Path: file}).String()}
	case len(file) > 1 && file[1] == ':': // C:/siti
		return map[string]string{"uri": (&url.URL{Scheme: "file", Path: "/" + file}).String()}
	}
	return map[string]string{"uri": (&url.URL{Path: file}).String(), "uriBaseId": sourceRoot}
}

// placed is a place that a text names: it moves with the lines.
var placed = regexp.MustCompile(`(\.[a-z]+):\d+(?::\d+)?`)

// fingerprint gives what stays the same of a problem when lines are added above it.
func fingerprint(p record.Problem) string {
	sum := sha256.Sum256([]byte(p.Rule + "\x00" + p.Pos.File + "\x00" + placed.ReplaceAllString(p.Text, "$1")))
	return hex.EncodeToString(sum[:8])
}

// fingerprints gives the fingerprint of each problem, with its number among those alike.
func fingerprints(problems []record.Problem) []string {
	out, seen := make([]string, len(problems)), make(map[string]int)
	for i, p := range problems {
		mark := fingerprint(p)
		seen[mark]++
		out[i] = mark + ":" + strconv.Itoa(seen[mark])
	}
	return out
}

// capital begins a text with a capital letter.
func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
