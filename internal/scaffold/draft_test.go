package scaffold

import (
	"maps"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// TestDrafts reads drafts as TOML: what is known and what is needed stands in them, and
// nothing else does.
func TestDrafts(t *testing.T) {
	tests := []struct {
		name, text string
		want       map[string]any
	}{
		{"project of which nothing is known", Project(nil),
			map[string]any{"titolo": "", "stato": "", "aggiornato": "", "finanziamento.importo": "", "finanziamento.stato": ""}},
		{"project", Project(Known{"titolo": Text(`La "Casa"`), "stato": Text("in corso"), "aggiornato": Text("x"), "finanziamento.importo": "12", "finanziamento.stato": Text("erogato"), "finanziamento.misura": ""}),
			map[string]any{"titolo": `La "Casa"`, "stato": "in corso", "aggiornato": "x", "finanziamento.importo": int64(12), "finanziamento.stato": "erogato", "finanziamento.misura": ""}},
		{"body", Body(Known{"nome": Text("Ente")}), map[string]any{"nome": "Ente"}},
		{"announcement", Announcement(Known{"titolo": Text("N"), "bozza": "true"}, "Testo."), map[string]any{"titolo": "N", "bozza": true}},
	}
	for _, tt := range tests {
		text := tt.text
		if rest, found := strings.CutPrefix(text, "+++\n"); found {
			text, _, _ = strings.Cut(rest, "+++\n")
		}
		var table map[string]any
		if _, err := toml.Decode(text, &table); err != nil {
			t.Fatalf("%s: %v in\n%s", tt.name, err, text)
		}
		got := make(map[string]any)
		for k, v := range table {
			if tables, is := v.([]map[string]any); is {
				for key, v := range tables[0] {
					got[k+"."+key] = v
				}
				continue
			}
			got[k] = v
		}
		if !maps.Equal(got, tt.want) {
			t.Errorf("%s: the keys are %v, want %v", tt.name, got, tt.want)
		}
	}
	if !strings.HasSuffix(Announcement(nil, "Testo."), "+++\nTesto.\n") {
		t.Error("the text does not follow the keys")
	}
}

// TestUncommented takes the marks away from all keys of a draft: they must be keys of the
// record, and where they are blank the file must not be read as if they had a value.
func TestUncommented(t *testing.T) {
	for _, line := range strings.Split(Project(nil), "\n") {
		key, is := strings.CutPrefix(line, "# ")
		if !is || !strings.Contains(key, " =") {
			continue
		}
		var got map[string]any
		_, err := toml.Decode(key, &got)
		blank := !strings.Contains(key, `= ""`) && !strings.Contains(key, "= []")
		if (err != nil) != blank {
			t.Errorf("%q: %v", key, err)
		}
	}
}

func TestText(t *testing.T) {
	tests := []struct{ name, in string }{
		{"plain", "Scuola"}, {"quotes", `La "Casa"`}, {"backslash", `a\b`}, {"lines", "a\nb\tc"}, {"control", "a\x01b\x7f"}, {"accents", "città 漢"},
	}
	for _, tt := range tests {
		var got struct{ X string }
		if _, err := toml.Decode("x = "+Text(tt.in), &got); err != nil || got.X != tt.in {
			t.Errorf("%s: %q is read as %q, %v", tt.name, Text(tt.in), got.X, err)
		}
	}
	if got := List([]string{"a", `b"`}); got != `["a", "b\""]` {
		t.Errorf("the list is %s", got)
	}
}

func FuzzText(f *testing.F) {
	f.Add("La \"Casa\"\n\\u0000")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		var got struct{ X string }
		if _, err := toml.Decode("x = "+Text(s), &got); err != nil || got.X != s {
			t.Errorf("%q is read as %q, %v", Text(s), got.X, err)
		}
	})
}
