package render

import (
	"strings"
	"testing"
	"unicode/utf8"

	"vetro/internal/register"
)

// However long its title, each measure has a name of its own that ends in its whole code.
func TestBriefly(t *testing.T) {
	seen := make(map[string]string)
	for _, m := range register.State().Measures.All() {
		name := briefly(m)
		if other := seen[name]; other != "" {
			t.Errorf("%s and %s are both %s", m.Code, other, name)
		}
		seen[name] = m.Code
		if !strings.HasSuffix(name, " "+m.Number()+")") || !strings.Contains(name, "("+m.Component()+" ") || utf8.RuneCountInString(name) > 84 {
			t.Errorf("%s is briefly %q", m.Code, name)
		}
	}
	for code, want := range map[string]string{
		"M1C1I1.2": "Cloud per gli enti locali (M1C1 1.2)", "M1C1I1.1": "Infrastrutture digitali (M1C1 1.1)",
		"M1C1R1.2":   "Supporto alla trasformazione (M1C1 Riforma 1.2)",
		"M1C1I1.4.2": "Inclusione dei cittadini - Miglioramento dell’accessibilità… (M1C1 1.4.2)",
	} {
		if seen[want] != code {
			t.Errorf("%s is not briefly %q", code, want)
		}
	}
}
