package theme

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A site's own drawing is published as media are: written anew, or not at all.
func TestOwnDrawings(t *testing.T) {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg"><!-- x --><g/></svg>`
	base := builtin()
	base["assets/base.svg"] = &fstest.MapFile{Data: []byte(svg)}
	own := fstest.MapFS{"assets/img/icona.svg": {Data: []byte(svg)}}
	th, problems, err := Load(base, own, "themes/mio", OfSeveral)
	if err != nil || len(problems) != 0 {
		t.Fatal(err, problems)
	}
	for _, a := range th.Assets() {
		switch commented := strings.Contains(string(a.Data), "<!--"); {
		case strings.HasPrefix(a.Path, "assets/img/icona") && commented:
			t.Errorf("%s is published as it is", a.Path)
		case strings.HasPrefix(a.Path, "assets/base") && !commented:
			t.Errorf("%s is not the built-in one", a.Path)
		}
	}
	own["assets/img/icona.svg"].Data = []byte("<svg xmlns=\"http://www.w3.org/2000/svg\">\n<script/></svg>")
	own["assets/rotta.SVG"] = &fstest.MapFile{Data: []byte("<svg")}
	_, problems, err = Load(base, own, "themes/mio", OfSeveral)
	if err != nil || len(problems) != 2 {
		t.Fatal(err, problems)
	}
	for i, want := range []string{"themes/mio/assets/img/icona.svg:2:1: <script>", "themes/mio/assets/rotta.SVG:1:5: il file non è XML"} {
		if got := problems[i].String(); !strings.HasPrefix(got, want) {
			t.Errorf("got %s, want %s…", got, want)
		}
	}
}

// What a server would run is no part of a look; what browsers run is the site's own code.
func TestOwnAssetsThatServersRun(t *testing.T) {
	own := fstest.MapFS{}
	for _, name := range []string{"a.js", "a.html", "a.mjs", "a.map", "a.webmanifest", "v1.2/a.css", "jquery.min.js"} {
		own["assets/"+name] = &fstest.MapFile{Data: []byte("x")}
	}
	if _, problems, err := Load(builtin(), own, "themes/mio", OfSeveral); err != nil || len(problems) != 0 {
		t.Fatal(err, problems)
	}
	for _, name := range []string{"a.php", "a.PHAR", "a.php.js", "x.cgi/a.js", "a.shtml", "a.aspx", "web.config", "a.var"} {
		own := fstest.MapFS{"assets/" + name: {Data: []byte("x")}}
		_, problems, err := Load(builtin(), own, "themes/mio", OfSeveral)
		if err != nil || len(problems) != 1 || problems[0].Rule != "media-attivo" || problems[0].Pos.File != "themes/mio/assets/"+name {
			t.Errorf("%s: %v %v", name, err, problems)
		}
	}
}
