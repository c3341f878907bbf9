package render

import (
	"io/fs"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/theme"
	"vetro/themes"
)

// Every kind of page has its row in both tables, a template, and the words and the script
// that its row names.
func TestKindsAreWhole(t *testing.T) {
	th, _, err := theme.Load(themes.Italia(), nil, "")
	if err != nil {
		t.Fatal(err)
	}
	kinds := 0
	for kind := range plan.Kinds() {
		kinds++
		if views[kind].view == nil {
			t.Errorf("%s has no view", kind)
		}
		if _, err := fs.Stat(themes.Italia(), string(kind)+".html"); err != nil {
			t.Errorf("%s has no template: %v", kind, err)
		}
		row := kind.Traits()
		if _, err := fs.Stat(themes.Italia(), "assets/"+row.Script); row.Script != "" && err != nil {
			t.Errorf("%s has no script: %v", kind, err)
		}
		for _, key := range []string{row.Title, "menu." + string(row.Area), "cerca.genere_" + row.Search} {
			if _, err := th.Text(key); err != nil && key != "" && key != "menu." && key != "cerca.genere_" {
				t.Errorf("%s: %v", kind, err)
			}
		}
	}
	if len(views) != kinds {
		t.Errorf("%d views for %d kinds of pages", len(views), kinds)
	}
}
