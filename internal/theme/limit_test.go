package theme

import (
	"strings"
	"testing"
	"testing/fstest"
)

// What a site's own theme may not hold is refused with its place, before it is parsed.
func TestExcess(t *testing.T) {
	tests := []struct{ name, file, text, want string }{
		{"inline tables in each other", "testi/it.toml", "[a]\nb = " + strings.Repeat("{a=", 10000), "testi/it.toml:2:17: qui più di 4 tabelle"},
		{"a name of many parts", "testi/it.toml", "[a]\n" + strings.Repeat("a.", 10000) + "b = 1", "testi/it.toml:2:8: il nome ha più di 4 parti"},
		{"a header of many parts", "testi/it.toml", "[" + strings.Repeat("a.", 10000) + "b]", "testi/it.toml:1:9: il nome ha più di 4 parti"},
		{"many keys", "testi/it.toml", "[a]\n" + strings.Repeat("a=1\n", 30000), "testi/it.toml:20001:2: il file ha più di 20000 testi"},
		{"many bytes", "testi/it.toml", "#" + strings.Repeat("a", 1<<20), "testi/it.toml:1:1: il file è di 1025 KB, il massimo è 1024"},
		{"a large template", "home.html", strings.Repeat("a", 300<<10), "home.html:1:1: il file è di 300 KB, il massimo è 256"},
		{"brackets in texts and comments", "testi/it.toml", "[a] # {{{{{{ a.b.c.d.e.f\nb = \"{{{{{{ \\\" a.b.c.d.e.f\"\nc = '[[[[[['\nd = \"\"\"[[[[\n[[[[\"\"\"\n", ""},
		{"a quote that is not closed", "testi/it.toml", "[a]\nb = \"{{{{{{{{\nc = 1", "testi/it.toml:2:14: i testi del tema non si possono leggere"},
	}
	for _, tt := range tests {
		_, problems, err := Load(builtin(), fstest.MapFS{tt.file: {Data: []byte(tt.text)}}, "themes/mio", OfSeveral)
		switch {
		case err != nil:
			t.Fatal(err)
		case tt.want == "" && len(problems) > 0, tt.want != "" && (len(problems) != 1 || !strings.HasPrefix(problems[0].String(), "themes/mio/"+tt.want)):
			t.Errorf("%s: %v, want %s", tt.name, problems, tt.want)
		}
	}
}
