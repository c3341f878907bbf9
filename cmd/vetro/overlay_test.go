package main

import (
	"testing"
	"testing/fstest"
)

// TestOverlay holds the site with one file more to what file systems promise.
func TestOverlay(t *testing.T) {
	site := fstest.MapFS{
		"site.toml":               {Data: []byte("titolo = \"A\"\n")},
		"content/enti/p_xx.toml":  {Data: []byte("nome = \"B\"\n")},
		"content/progetti/a.toml": {Data: []byte("")},
		"content/progetti/z.toml": {Data: []byte("")},
	}
	for _, name := range []string{"content/progetti/m.toml", "content/notizie/n.md", "content/progetti/2025/x.toml", "content/progetti/a.toml"} {
		if err := fstest.TestFS(newOverlay(site, name, []byte("x")), "site.toml", "content/progetti/z.toml", name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
