package theme

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func builtin() fstest.MapFS {
	return fstest.MapFS{
		"home.html":        {Data: []byte(`  <h1>{{t "home.titolo" "n" .N}}</h1>` + "\n" + `<link href="{{asset "a.css"}}">`)},
		"testi/it.toml":    {Data: []byte("[home]\ntitolo = \"un progetto | {n} progetti\"\naltro = \"altro\"\n")},
		"assets/a.css":     {Data: []byte(`@font-face{src:url("f/x.woff2")} b{background:url(data:x)}`)},
		"assets/f/x.woff2": {Data: []byte("font")},
	}
}

func filled(t *testing.T, own fs.FS, n int) string {
	t.Helper()
	th, problems, err := Load(builtin(), own, "themes/mio", OfSeveral)
	if err != nil || len(problems) != 0 {
		t.Fatal(err, problems)
	}
	var b bytes.Buffer
	if err := th.Fill(&b, "home.html", struct{ N int }{n}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestOverlay(t *testing.T) {
	tests := []struct {
		name string
		own  fs.FS
		n    int
		want string
	}{
		{"one thing", nil, 1, "<h1>un progetto</h1>"},
		{"many things, with points between thousands", nil, 1234, "<h1>1.234 progetti</h1>"},
		{"a theme folder that is empty changes nothing", fstest.MapFS{}, 1, "<h1>un progetto</h1>"},
		{"one text is replaced, the others stay", fstest.MapFS{"testi/it.toml": {Data: []byte("[home]\ntitolo = \"{n} opere\"\n")}}, 2, "<h1>2 opere</h1>"},
		{"one template is replaced", fstest.MapFS{"home.html": {Data: []byte(`<h1>mio, {{t "home.altro"}}</h1>`)}}, 2, "<h1>mio, altro</h1>"},
	}
	for _, tt := range tests {
		if got := filled(t, tt.own, tt.n); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestAssets(t *testing.T) {
	th, _, err := Load(builtin(), nil, "", OfSeveral)
	if err != nil {
		t.Fatal(err)
	}
	css := th.assets["a.css"]
	font := strings.TrimPrefix(th.assets["f/x.woff2"].Path, "assets/")
	if !bytes.Contains(css.Data, []byte("url("+font+")")) || !bytes.Contains(css.Data, []byte("url(data:x)")) {
		t.Errorf("the style sheet does not name the font anew: %s", css.Data)
	}
	changed := builtin()
	changed["assets/f/x.woff2"] = &fstest.MapFile{Data: []byte("other")}
	th2, _, _ := Load(changed, nil, "", OfSeveral)
	if th2.assets["a.css"].Path == css.Path {
		t.Error("a style sheet keeps its name although the font that it names changed")
	}
}

func TestProblems(t *testing.T) {
	tests := []struct {
		name, file, text, want string
		fill                   bool
	}{
		{"a template's syntax", "home.html", "<p>\n{{if}}", "themes/mio/home.html:2: ", false},
		{"a misspelt field", "home.html", "<p>\n<b>{{.M}}</b>", "themes/mio/home.html:2:6: ", true},
		{"a text that is not there", "home.html", `{{t "home.titlo"}}`, "themes/mio/home.html:1:3: ", true},
		{"an asset that is not there", "home.html", `{{asset "b.css"}}`, "themes/mio/home.html:1:3: ", true},
		{"texts that are not TOML", "testi/it.toml", "[home\n", "themes/mio/testi/it.toml:2:6: ", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			th, problems, err := Load(builtin(), fstest.MapFS{tt.file: {Data: []byte(tt.text)}}, "themes/mio", OfSeveral)
			if err != nil {
				t.Fatal(err)
			}
			if tt.fill {
				err := th.Fill(new(bytes.Buffer), "home.html", struct{ N int }{1})
				if err == nil {
					t.Fatal("no error")
				}
				problems = append(problems, th.Problem(err))
			}
			if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), tt.want) || problems[0].Mend == "" {
				t.Errorf("got %v, want one that begins with %s", problems, tt.want)
			}
		})
	}
}

func TestTexts(t *testing.T) {
	texts := Texts{"a.b": "{x} di {y}", "a.c": "uno | {n}"}
	for _, args := range [][]any{{"x"}, {1, 2}} {
		if _, err := texts.Get("a.b", args...); err == nil {
			t.Errorf("Get accepts %v", args)
		}
	}
	if got, _ := texts.Get("a.b", "x", "{y}", "y", "z"); got != "{y} di z" {
		t.Errorf("a value is read as a place for values: %s", got)
	}
}

// The texts in a body's own voice are those of its own site, unless the theme of the site has
// other words.
func TestVoices(t *testing.T) {
	builtin := fstest.MapFS{"testi/it.toml": {Data: []byte("[a]\nb = \"non comunicato\"\nb_proprio = \"non ancora pubblicato\"\nc = \"uguale\"\n")}}
	own := func(text string) fs.FS { return fstest.MapFS{"testi/it.toml": {Data: []byte("[a]\n" + text)}} }
	tests := []struct {
		name  string
		own   fs.FS
		voice Voice
		want  string
	}{
		{"several bodies", nil, OfSeveral, "non comunicato"},
		{"one body", nil, OfOne, "non ancora pubblicato"},
		{"the site's own text goes before both", own(`b = "da sapere"`), OfOne, "da sapere"},
		{"of several, too", own(`b = "da sapere"`), OfSeveral, "da sapere"},
		{"the site's own voice alone", own(`b_proprio = "in arrivo"`), OfOne, "in arrivo"},
		{"of several it says nothing", own(`b_proprio = "in arrivo"`), OfSeveral, "non comunicato"},
		{"both of the site's own", own("b = \"da sapere\"\nb_proprio = \"in arrivo\""), OfOne, "in arrivo"},
	}
	for _, tt := range tests {
		th, problems, err := Load(builtin, tt.own, "themes/mio", tt.voice)
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		if got := th.Words("a.b"); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		if got := th.Words("a.c"); got != "uguale" {
			t.Errorf("%s: a text of one voice is %q", tt.name, got)
		}
	}
}

// TestFold holds constant texts to what the engine would have written in their place.
func TestFold(t *testing.T) {
	texts := `[a]
plain = "Parole però così"
marked = "<b> & \"x\""
`
	tests := []struct{ name, template, want string }{
		{"a text without signs", `<p title="{{t "a.plain"}}">{{t "a.plain"}}</p>`, `<p title="Parole però così">Parole però così</p>`},
		{"signs are escaped", `<p title="{{t "a.marked"}}">{{t "a.marked"}}</p>`, `<p title="&lt;b&gt; &amp; &#34;x&#34;">&lt;b&gt; &amp; &#34;x&#34;</p>`},
		{"in branches", `{{if .}}{{t "a.plain"}}{{else}}{{t "a.marked"}}{{end}}`, `Parole però così`},
		{"in a script a text is a string of the script", `<script>x = {{t "a.plain"}}</script>`, `<script>x = "Parole però così"</script>`},
		{"scripts of their own", `<script src="x.js"></script><p>{{t "a.plain"}}</p>`, `<script src="x.js"></script><p>Parole però così</p>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			th, problems, err := Load(fstest.MapFS{"page.html": {Data: []byte(tt.template)}, "testi/it.toml": {Data: []byte(texts)}}, nil, "themes/x", OfSeveral)
			if err != nil || len(problems) > 0 {
				t.Fatal(err, problems)
			}
			var b bytes.Buffer
			if err := th.Fill(&b, "page.html", true); err != nil || b.String() != tt.want {
				t.Errorf("%s, want %s (%v)", b.String(), tt.want, err)
			}
		})
	}
}
