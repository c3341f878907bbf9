package build

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"vetro/internal/record"
)

// A drawing is published as it was written anew: by a build, by the preview, in the digests. One
// that begins to run after it was checked is not published at all.
func TestDrawings(t *testing.T) {
	o := previewSite(t, map[string]string{
		"site.toml":                "titolo = \"Prova\"\nstemma = \"media/stemma.SVG\"\n",
		"content/media/stemma.SVG": "<?xml version=\"1.0\"?><!-- Inkscape --><s:svg xmlns:s='http://www.w3.org/2000/svg' data-x='1'><s:g/></s:svg>",
	})
	const want = "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>\n"
	o.Out = filepath.Join(t.TempDir(), "public")
	l := openPreview(t, o)
	if got := textOf(t, l, "media/stemma.SVG"); got != want {
		t.Errorf("the preview shows %s", got)
	}
	if _, problems, err := Site(o); err != nil || record.Stops(problems) {
		t.Fatal(problems, err)
	}
	built := contents(t, o.Out)
	if got := built["media/stemma.SVG"]; got != want {
		t.Errorf("a build publishes %s", got)
	}
	if got := textOf(t, l, "impronte.sha256"); got != built["impronte.sha256"] {
		t.Error("the digests differ")
	}
	if m := l.stages.site.Media[1]; m.Name != "media/stemma.SVG" || m.Size != int64(len(want)) {
		t.Errorf("the size of %s is told as %d", m.Name, m.Size)
	}

	putFile(t, filepath.Join(o.Site, "content/media/stemma.SVG"), `<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>`)
	f, err := l.Open("media/stemma.SVG")
	if err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "onload") {
		t.Errorf("it is shown: %v, %v", f, err)
	}
	if err := l.stages.copyMedia(new(strings.Builder), &record.Media{Name: "media/stemma.SVG"}); err == nil {
		t.Error("it is copied")
	}
}
