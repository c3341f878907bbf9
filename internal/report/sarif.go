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
	Tool struct {
		Driver sarifDriver `json:"driver"`
	} `json:"tool"`
	BaseIDs    map[string]sarifBase `json:"originalUriBaseIds"`
	ColumnKind string               `json:"columnKind"`
	Language   string               `json:"language"`
	Results    []sarifResult        `json:"results"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID         string        `json:"id"`
	Short      *sarifMessage `json:"shortDescription,omitempty"`
	Full       *sarifMessage `json:"fullDescription,omitempty"`
	Help       *sarifMessage `json:"help,omitempty"`
	Config     sarifConfig   `json:"defaultConfiguration"`
	Properties *sarifTags    `json:"properties,omitempty"`
}

type sarifConfig struct {
	Enabled bool   `json:"enabled"`
	Level   string `json:"level"`
}

type sarifTags struct {
	Source string `json:"source"`
}

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifBase struct {
	Description sarifMessage `json:"description"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifMessage      `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Fingerprints map[string]string `json:"partialFingerprints"`
}

type sarifLocation struct {
	Physical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	} `json:"physicalLocation"`
}

type sarifArtifact struct {
	URI    string `json:"uri"`
	BaseID string `json:"uriBaseId,omitempty"`
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
		BaseIDs:    map[string]sarifBase{sourceRoot: {sarifMessage{Text: "la cartella in cui è stato dato il comando"}}},
		ColumnKind: "unicodeCodePoints",
		Language:   "it",
		Results:    make([]sarifResult, len(r.Problems)),
	}
	run.Tool.Driver = sarifDriver{Name: "Vetro", Version: r.Version, Rules: make([]sarifRule, len(r.Rules))}
	rules := &run.Tool.Driver.Rules
	index := make(map[string]int)
	for i, rule := range r.Rules {
		(*rules)[i] = sarifRuleOf(rule)
		index[rule.ID] = i
	}
	seen := make(map[string]int)
	for i, p := range r.Problems {
		n, known := index[p.Rule]
		if !known { // of a stage that has no table of its own
			n = len(*rules)
			index[p.Rule] = n
			*rules = append(*rules, sarifRule{ID: p.Rule, Config: sarifConfig{Enabled: true, Level: level(p.Severity)}})
		}
		run.Results[i] = r.sarifResult(p, n, seen)
	}
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
		Config:     sarifConfig{Enabled: r.Severity != record.Off, Level: level(r.Severity)},
		Properties: &sarifTags{Source: r.Source},
	}
}

func (r *Report) sarifResult(p record.Problem, rule int, seen map[string]int) sarifResult {
	out := sarifResult{RuleID: p.Rule, RuleIndex: rule, Level: level(p.Severity), Message: sarifMessage{Text: p.Text}}
	if p.Mend != "" {
		out.Message.Text += "\n" + p.Mend
	}
	var at sarifLocation
	at.Physical.Artifact = artifact(r.place(p.Pos.File))
	at.Physical.Region = sarifRegion{StartLine: max(p.Pos.Line, 1), StartColumn: p.Pos.Col} // code scanning wants a line even of a whole file
	out.Locations = []sarifLocation{at}
	print := fingerprint(p)
	seen[print]++
	out.Fingerprints = map[string]string{"vetroProblem/v1": print + ":" + strconv.Itoa(seen[print])}
	return out
}

// artifact gives a file as an address: from the root of the sources, or in full when it
// lies elsewhere.
func artifact(file string) sarifArtifact {
	switch {
	case path.IsAbs(file):
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: file}).String()}
	case len(file) > 1 && file[1] == ':': // C:/siti
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: "/" + file}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: file}).String(), BaseID: sourceRoot}
}

// placed is a place that a text names: it moves with the lines.
var placed = regexp.MustCompile(`(\.[a-z]+):\d+(?::\d+)?`)

// fingerprint gives what stays the same of a problem when lines are added above it.
func fingerprint(p record.Problem) string {
	sum := sha256.Sum256([]byte(p.Rule + "\x00" + p.Pos.File + "\x00" + placed.ReplaceAllString(p.Text, "$1")))
	return hex.EncodeToString(sum[:8])
}

// capital begins a text with a capital letter.
func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
