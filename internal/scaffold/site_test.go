package scaffold

import (
	"strings"
	"testing"

	"vetro/internal/record"
)

// TestSiteKeys holds that a new site.toml names every key that one may have, what is
// known as keys and all else as comments.
func TestSiteKeys(t *testing.T) {
	text := siteText(Known{"titolo": Text("Prova"), "dati.per_progetto": "10"}, Known{"per_pagina": "25"}, []*record.Section{{ID: "bilanci", Name: "Bilanci"}})
	for _, f := range record.FieldsOf("site") {
		_, _, single := about(&f)
		if single && !strings.Contains(text, "\n# "+f.Key+" =") && !strings.Contains(text, "\n"+f.Key+" =") {
			t.Errorf("no line for %s", f.Key)
		}
		if !single && !strings.Contains(text, "\n["+f.Key+"]\n") {
			t.Errorf("no table [%s]", f.Key)
		}
	}
	for _, want := range []string{"\ntitolo = \"Prova\"", "\n# pec = \"\"", "\n# privacy = \"\"", "\n# bilanci = \"\"", "# Bilanci\n", "\nper_progetto = 10", "\n# per_pagina = 25 "} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}
