package build

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vetro/internal/output"
	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/themes"
)

// previewSite writes a small site folder.
func previewSite(t *testing.T, more map[string]string) Options {
	t.Helper()
	root := t.TempDir()
	files := map[string]string{
		"site.toml":              "titolo = \"Prova\"\nbase_url = \"https://example.it/pnrr/\"\n",
		"content/enti/p_xx.toml": "nome = \"Provincia di Prova\"\n",
		"content/media/atto.pdf": "%PDF-",
		"content/progetti/scuola.toml": "titolo = \"Scuola\"\nente = \"p_xx\"\nstato = \"in corso\"\ncup_assente = \"non ancora richiesto\"\naggiornato = 2026-08-22\n" +
			"[[finanziamento]]\nmisura = \"M4C1I3.3\"\nimporto = 290000\nstato = \"assegnato\"\n",
	}
	for name, text := range more {
		files[name] = text
	}
	for name, text := range files {
		putFile(t, filepath.Join(root, filepath.FromSlash(name)), text)
	}
	return Options{Site: root, Today: record.Date{Year: 2026, Month: 11, Day: 22}, Theme: themes.Italia()}
}

func openPreview(t *testing.T, o Options) *Preview {
	t.Helper()
	l, problems, err := OpenPreview(o)
	if err != nil || l == nil {
		t.Fatal(problems, err)
	}
	return l
}

func textOf(t *testing.T, l *Preview, name string) string {
	t.Helper()
	f, err := l.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Every file that a build writes is there, with its bytes, and no other.
func TestPreviewIsTheBuild(t *testing.T) {
	o := previewSite(t, nil)
	o.Out = filepath.Join(t.TempDir(), "public")
	if _, problems, err := Site(o); err != nil || record.Stops(problems) {
		t.Fatal(problems, err)
	}
	l := openPreview(t, o)
	got := make(map[string]string)
	for _, name := range l.Names() {
		got[name] = textOf(t, l, name)
		if !l.Has(name) {
			t.Errorf("%s is listed, and not there", name)
		}
	}
	if want := contents(t, o.Out); !maps.Equal(got, want) {
		t.Error(firstDifference(got, want))
	}
}

func TestPreviewHasNothingElse(t *testing.T) {
	o := previewSite(t, map[string]string{"segreto.txt": "x"})
	l := openPreview(t, o)
	for _, name := range []string{"", ".", "nulla.html", "../segreto.txt", "media/../../segreto.txt", "content/media/atto.pdf", "media", "PROGETTI/scuola.html"} {
		if f, err := l.Open(name); !errors.Is(err, fs.ErrNotExist) || l.Has(name) {
			t.Errorf("%q: got %v, %v", name, f, err)
		}
	}
	if l.Title() != "Prova" || l.BasePath() != "/pnrr/" || l.Theme() != "themes/italia" || l.Today() != o.Today {
		t.Errorf("got %s %s %s %s", l.Title(), l.BasePath(), l.Theme(), l.Today())
	}
}

// A page that the theme cannot draw is the theme's author's to mend; the others are shown.
func TestPreviewPageError(t *testing.T) {
	l := openPreview(t, previewSite(t, map[string]string{"themes/italia/project.html": "\n{{.Sbagliato}}"}))
	var slip *PageError
	_, err := l.Open("progetti/scuola.html")
	if !errors.As(err, &slip) || !strings.HasPrefix(err.Error(), "themes/italia/project.html:2:") || slip.Mend == "" {
		t.Errorf("got %v", err)
	}
	if _, err := l.Open("index.html"); err != nil {
		t.Error(err)
	}
	if problems := l.Samples(); !record.Stops(problems) {
		t.Errorf("got %v", problems)
	}
}

// A theme is kept while neither it nor site.toml has changed.
func TestReload(t *testing.T) {
	o := previewSite(t, map[string]string{"themes/italia/parts/updated.html": "<p>prima</p>"})
	l := openPreview(t, o)
	page := filepath.Join(o.Site, "content/progetti/scuola.toml")
	putFile(t, page, strings.Replace("titolo = \"Scuola\"\nente = \"p_xx\"\nstato = \"in corso\"\ncup_assente = \"x\"\naggiornato = 2026-08-22\n[[finanziamento]]\nmisura = \"M4C1I3.3\"\nimporto = 290000\nstato = \"assegnato\"\n", "Scuola", "Nuova", 1))
	putFile(t, filepath.Join(o.Site, "themes/italia/parts/updated.html"), "<p>dopo</p>")
	tests := []struct {
		name    string
		changed []string
		want    string
	}{
		{"records", []string{"content/progetti/scuola.toml"}, "prima"},
		{"theme", []string{"content/progetti/scuola.toml", "themes/italia/parts/updated.html"}, "dopo"},
		{"site.toml", []string{"content/progetti/scuola.toml", "site.toml"}, "dopo"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			again, problems, err := l.Reload(o, tt.changed)
			if err != nil || again == nil {
				t.Fatal(problems, err)
			}
			text := textOf(t, again, "progetti/scuola.html")
			if !strings.Contains(text, "<p>"+tt.want+"</p>") || !strings.Contains(text, "Nuova") {
				t.Errorf("got %s", text)
			}
		})
	}
}

// A site that becomes a body's own speaks in its voice, and one that is no longer does not.
func TestReloadVoice(t *testing.T) {
	o := previewSite(t, nil)
	const several, one = "<dd>Non comunicato: non ancora richiesto", "<dd>Manca: non ancora richiesto"
	l := openPreview(t, o)
	for _, tt := range []struct{ site, want, not string }{
		{"titolo = \"Prova\"\n", several, one},
		{"titolo = \"Prova\"\nente = \"p_xx\"\n", one, several},
		{"titolo = \"Prova\"\n", several, one},
	} {
		putFile(t, filepath.Join(o.Site, "site.toml"), tt.site)
		again, problems, err := l.Reload(o, []string{"site.toml"})
		if err != nil || again == nil {
			t.Fatal(problems, err)
		}
		if text := textOf(t, again, "progetti/scuola.html"); !strings.Contains(text, tt.want) || strings.Contains(text, tt.not) {
			t.Errorf("after %q: no %q", tt.site, tt.want)
		}
		l = again
	}
}

func TestPending(t *testing.T) {
	announcement := func(keys string) string { return "+++\ntitolo = \"Notizia\"\n" + keys + "+++\nTesto.\n" }
	o := previewSite(t, map[string]string{
		"content/notizie/a.md": announcement("data = 2026-11-22\n"),
		"content/notizie/b.md": announcement("data = 2026-11-02\nbozza = true\n"),
		"content/notizie/c.md": announcement("data = 2026-11-02\npubblica_dal = 2026-12-01\n"),
		"content/notizie/d.md": announcement("data = 2026-12-24\nbozza = true\n"),
	})
	for _, drafts := range []bool{false, true} {
		o.Drafts = drafts
		l := openPreview(t, o)
		var got []string
		for _, p := range l.Pending() {
			got = append(got, strings.Join([]string{p.File, map[bool]string{true: "bozza"}[p.Draft], p.ShownFrom().ISO(), p.Page}, " "))
		}
		want := []string{"content/notizie/b.md bozza 2026-11-02 ", "content/notizie/c.md  2026-12-01 ", "content/notizie/d.md bozza 2026-12-24 "}
		if drafts {
			want[0] += "notizie/b.html"
		}
		if !slices.Equal(got, want) {
			t.Errorf("drafts %t:\n got %q\nwant %q", drafts, got, want)
		}
	}
}

// The open data page leads to the manifest, which output writes and plan does not know.
func TestManifestPath(t *testing.T) {
	if plan.ManifestPath != output.ManifestName {
		t.Errorf("the manifest is %s and %s", plan.ManifestPath, output.ManifestName)
	}
}
