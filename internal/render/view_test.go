package render

import (
	"io/fs"
	"strings"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/internal/theme"
	"vetro/themes"
)

// Every kind of page has its row in both tables, a template, and the words and the script
// that its row names.
func TestKindsAreWhole(t *testing.T) {
	th, _, err := theme.Load(themes.Italia(), nil, "", theme.OfSeveral)
	if err != nil {
		t.Fatal(err)
	}
	templates, err := fs.Glob(themes.Italia(), "*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range templates {
		if kind := plan.Kind(strings.TrimSuffix(name, ".html")); name != "base.html" && views[kind].view == nil {
			t.Errorf("%s has no view", kind)
		}
	}
	if len(templates)-1 != len(views) {
		t.Errorf("%d templates for %d kinds of pages", len(templates)-1, len(views))
	}
	for kind := range views {
		row := kind.Traits() // panics where there is none
		if _, err := fs.Stat(themes.Italia(), "assets/"+row.Script); row.Script != "" && err != nil {
			t.Errorf("%s has no script: %v", kind, err)
		}
		for _, key := range []string{row.Title, "menu." + string(row.Area), "cerca.genere_" + row.Search} {
			if _, err := th.Text(key); err != nil && key != "" && key != "menu." && key != "cerca.genere_" {
				t.Errorf("%s: %v", kind, err)
			}
		}
	}
}

// Every state of a project or of a funding has its words.
func TestStatesHaveWords(t *testing.T) {
	th, _, err := theme.Load(themes.Italia(), nil, "", theme.OfSeveral)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, state := range record.States() {
		keys = append(keys, "stato."+slug(state), "elenco.stato_"+slug(state))
	}
	for _, state := range []string{record.Assigned, record.Paid, record.GivenUp, record.Revoked} {
		keys = append(keys, "finanziamento."+state)
		if state != record.Assigned {
			keys = append(keys, "finanziamento."+state+"_il")
		}
	}
	for _, key := range keys {
		if _, err := th.Text(key); err != nil {
			t.Error(err)
		}
	}
}
