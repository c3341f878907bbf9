package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"vetro/internal/record"
	"vetro/internal/report"
)

// TestRulesManual holds docs/regole.md to the table of rules, from which it is made.
func TestRulesManual(t *testing.T) {
	const name = "../../docs/regole.md"
	want := manual(report.Rules())
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the rules say: go test ./cmd/vetro -run TestRulesManual -update writes it", name)
	}
}

// TestWantsColour names when a terminal is left plain.
func TestWantsColour(t *testing.T) {
	tests := []struct {
		name, system string
		env          map[string]string
		want         bool
	}{
		{"a terminal", "linux", nil, true},
		{"unwanted", "linux", map[string]string{"NO_COLOR": "1"}, false},
		{"empty means nothing", "linux", map[string]string{"NO_COLOR": ""}, true},
		{"dumb", "darwin", map[string]string{"TERM": "dumb"}, false},
		{"the old console", "windows", nil, false},
		{"Windows Terminal", "windows", map[string]string{"WT_SESSION": "x"}, true},
	}
	for _, tt := range tests {
		if got := wantsColour(tt.system, func(k string) string { return tt.env[k] }); got != tt.want {
			t.Errorf("%s: coloured: %t", tt.name, got)
		}
	}
}

const manualHead = `<!-- Generato dalla tabella dei controlli con: go test ./cmd/vetro -run TestRulesManual -update -->

# I controlli di Vetro

` + "`vetro check`" + ` legge tutto il sito e dice che cosa non va, con il posto e il rimedio; ` + "`vetro build`" + ` fa gli stessi
controlli prima di scrivere. Un **errore** ferma la pubblicazione, un **avviso** no. Con ` + "`--strict`" + ` anche gli avvisi la
fermano. L’elenco di questa pagina è anche in ` + "`vetro rules`" + `.

## Controlli che il sito regola

Guardano quello che i dati dicono: se è coerente e se c’è tutto quello che la legge chiede. La gravità si regola in
` + "`site.toml`" + `:

` + "```toml" + `
[controlli]
%s
` + "```" + `
`

const manualForms = `
## Controlli che non si regolano

Guardano se i file si leggono e se le pagine si possono fare.
`

// manual gives docs/regole.md: every rule, for the people of an office.
func manual(rules []report.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, manualHead, manualExample(rules))
	manualTable(&b, rules, true)
	b.WriteString(manualForms)
	manualTable(&b, rules, false)
	return b.String()
}

// manualExample sets three rules, each to another severity.
func manualExample(rules []report.Rule) string {
	settings := []struct {
		severity record.Severity
		meaning  string
	}{{record.Error, "ferma la pubblicazione"}, {record.Warning, "si pubblica, e si dice"}, {record.Off, "non si cerca"}}
	var lines []string
	longest := 0
	for _, r := range rules {
		if r.Settable && len(lines) < len(settings) {
			lines = append(lines, fmt.Sprintf("%s = %q", r.ID, settings[len(lines)].severity))
			longest = max(longest, len(lines[len(lines)-1]))
		}
	}
	for i, line := range lines {
		lines[i] = line + strings.Repeat(" ", longest-len(line)) + "   # " + settings[i].meaning
	}
	return strings.Join(lines, "\n")
}

func manualTable(b *strings.Builder, rules []report.Rule, settable bool) {
	cell := strings.NewReplacer("|", `\|`, "\n", " ")
	b.WriteString("\n| Controllo | Gravità | Che cosa deve essere vero | Fonte |\n|---|---|---|---|\n")
	for _, r := range rules {
		if r.Settable == settable {
			fmt.Fprintf(b, "| <a id=%q></a>`%s` | %s | %s | %s |\n", r.ID, r.ID, r.Severity, cell.Replace(r.Meaning), cell.Replace(r.Source))
		}
	}
}
