package posts

import (
	"fmt"
	"strings"
	"testing"
)

func readText(text string) (string, *slip) {
	head, body, form, s := cut(text)
	if s != nil || form == 0 {
		return "", s
	}
	f, s := readFront(head, form, 2)
	if s != nil {
		return "", s
	}
	var b strings.Builder
	for _, key := range f.keys {
		fmt.Fprintf(&b, "%s@%d=%s ", key, f.values[key].line, strings.Join(f.values[key].list, "|"))
	}
	return b.String() + "/ " + text[body:], nil
}

func TestFront(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"YAML", "---\ntitle: A\ndate: 2025-07-29\ndraft: no\n---\nTesto", "title@2=A date@3=2025-07-29 draft@4=no / Testo"},
		{"YAML that ends with points", "---\ntitle: A\n...\nTesto", "title@2=A / Testo"},
		{"a rule in the text", "---\ntitle: A\n---\nUno\n\n---\n\nDue", "title@2=A / Uno\n\n---\n\nDue"},
		{"lists and tables", "---\ntags: [a, b]\ncover:\n  image: x.jpg\n---\n", "tags@2=a|b cover.image@4=x.jpg / "},
		{"nothing", "---\ntitle:\nx: ~\n---\n", "/ "},
		{"an empty one", "---\n---\nTesto", "/ Testo"},
		{"TOML", "+++\ntitle = \"A\"\ndate = 2025-07-29T10:00:00Z\n[extra]\nx = 1\n+++\nTesto", "date@3=2025-07-29T10:00:00Z extra.x@5=1 title@2=A / Testo"},
		{"a local day of TOML", "+++\ndate = 2025-07-29\n+++\n", "date@2=2025-07-29 / "},
		{"JSON", "{\n\"title\": \"A\",\n\"n\": 12345678901234567890\n}\nTesto", "n@4=12345678901234567890 title@3=A / \nTesto"},
		{"none", "Testo", ""},
		{"a rule at the head", "----\nTesto", ""},

		{"without an end", "---\ntitle: A\n", "1: l’intestazione comincia con --- e non finisce"},
		{"YAML that is none", "---\ntitle: A: b\n---\n", "2: l’intestazione in YAML non si legge"},
		{"no table", "---\n- a\n---\n", "2: l’intestazione in YAML non ha chiavi"},
		{"a key twice", "---\ntitle: A\ntitle: B\n---\n", "3: l’intestazione ha due volte la chiave \"title\""},
		{"an alias", "---\na: &a x\nb: *a\n---\n", "3: l’intestazione usa un richiamo di YAML (*nome)"},
		{"a bomb", "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n---\n", "3: l’intestazione usa un richiamo di YAML (*nome)"},
		{"an alias of itself", "---\na: &a\n  b: *a\n---\n", "3: l’intestazione usa un richiamo di YAML (*nome)"},
		{"a merge", "---\na: &a {x: 1}\nb:\n  <<: *a\n---\n", "4: l’intestazione usa un richiamo di YAML (*nome)"},
		{"too deep", "---\na: " + strings.Repeat("{a: ", 30) + "1" + strings.Repeat("}", 30) + "\n---\n", "2: l’intestazione ha troppe tabelle una dentro l’altra"},
		{"TOML that is none", "+++\ntitle = \"A\"\ndate = 2025-7-29\n+++\n", "3: l’intestazione in TOML non si legge"},
		{"JSON that is none", "{\n\"title\": }\n", "1: l’intestazione in JSON non si legge"},
		{"huge", "---\ntitle: " + strings.Repeat("a", 70_000) + "\n---\n", "1: l’intestazione ha più di 64 KB"},
	}
	for _, tt := range tests {
		got, s := readText(tt.in)
		if s != nil {
			got = fmt.Sprintf("%d: %s", s.line, s.text)
		}
		if got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

func FuzzFront(f *testing.F) {
	for _, s := range []string{"---\ntitle: A\n---\nB", "+++\ntitle = \"A\"\n+++\nB", "{\"title\": \"A\"}\nB", "---\na: &a [*a]\n---\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, body, _, _ := cut(text)
		if body < 0 || body > len(text) {
			t.Fatalf("the text begins at %d of %d", body, len(text))
		}
		_, _ = readText(text)
	})
}
