package importer

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLinksOut holds that an import writes through no link that leads out of the site, whoever
// committed it: it is refused by name, and what it leads to stays as it was. Links within the
// site are followed, and names of half-made files are taken from whatever stands there.
func TestLinksOut(t *testing.T) {
	const outside = "cartella del sito\n\ttogli il collegamento"
	const made = "content/progetti/p_pv/i89b25000070006.toml"
	tests := []struct {
		name, link, to string // to is seen from the folder of the link
		want           string // of the refusal; "" when the import is done
	}{
		{"projects", "content/progetti", "../../fuori", outside},
		{"projects of a body", "content/progetti/p_pv", "../../../fuori", outside},
		{"bodies", "content/enti", "../../fuori", outside},
		{"all of it", "content", "../fuori", outside},
		{"what was imported", "content/importati", "../../fuori", outside},
		{"a project", made, "../../../../fuori/segreto.toml", outside},
		{"a project that is not there", made, "../../../../fuori/nuovo.toml", outside},
		{"nothing of the site", made, "nessuno.toml", made + ": il collegamento non porta a nessun file"},
		{"a half-made file", "content/enti/.p_pv.toml.vetro", "../../../fuori/segreto.toml", ""},
		{"a half-made folder", "content/.progetti.vetro", "../../fuori", ""},
		{"another file of the site", "content/enti/.p_pv.toml.vetro", "../../site.toml", ""},
		{"a folder of the site", "content/progetti", "../altrove", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			dir := filepath.Join(root, "sito")
			put(t, root, "fuori/segreto.toml", "titolo = \"Segreto\"\n")
			put(t, dir, "site.toml", "titolo = \"Prova\"\n")
			put(t, dir, "altrove/.gitkeep", "")
			link := filepath.Join(dir, filepath.FromSlash(tt.link))
			if err := os.MkdirAll(filepath.Dir(link), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(filepath.FromSlash(tt.to), link); err != nil {
				t.Skip(err) // on Windows it takes a privilege
			}
			_, err := PADigitale(Options{Site: dir, File: "testdata/versioni/altrienti-2026-08-17T0255.csv", Bodies: []string{"p_pv"}, Today: today})
			var refusal *Refusal
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("refused with %v", err)
			case tt.want != "" && (!errors.As(err, &refusal) || !strings.Contains(refusal.Error(), tt.want)):
				t.Errorf("refused with %v", err)
			}
			for name, text := range tree(t, root, "fuori") {
				if name != "fuori/segreto.toml" || text != "titolo = \"Segreto\"\n" {
					t.Errorf("outside there is %s: %q", name, text)
				}
			}
			if text := get(t, dir, "site.toml"); text != "titolo = \"Prova\"\n" {
				t.Errorf("site.toml is %q", text)
			}
			if files := tree(t, dir, "altrove"); strings.HasSuffix(tt.to, "altrove") && files["altrove/p_pv/i89b25000070006.toml"] == "" {
				t.Errorf("a link within the site is not followed: %v", files)
			}
		})
	}
}
