package build

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vetro/internal/record"
)

// asFromNothing builds with what is remembered, and holds what comes out to a build that
// remembers nothing.
func asFromNothing(t *testing.T, o Options) {
	t.Helper()
	plain := o
	plain.Program, plain.Out = "", filepath.Join(t.TempDir(), "public")
	_, problems, err := Site(o)
	_, awaited, plainErr := Site(plain)
	must(t, err, plainErr)
	if !slices.Equal(withoutOutput(problems), withoutOutput(awaited)) {
		t.Errorf("problems are %v, want %v", problems, awaited)
	}
	if got, want := treeOf(t, o.Out), treeOf(t, plain.Out); !maps.Equal(got, want) {
		t.Error(firstDifference(got, want))
	}
}

// What tells of other files is whole again when it alone was touched.
func TestTellersMadeAgain(t *testing.T) {
	for _, name := range []string{"dati/datapackage.json", "dati/indice.json", "dati/catalogo.ttl", "dati/index.html"} {
		t.Run(name, func(t *testing.T) {
			o := rememberedSite(t)
			must(t, os.Remove(filepath.Join(o.Out, name)))
			asFromNothing(t, o)
		})
	}
}

// A build that remembered nothing has gone over the output in between.
func TestBuildInBetween(t *testing.T) {
	o := rememberedSite(t)
	name := filepath.Join(o.Site, "content/progetti/scuola.toml")
	data, err := os.ReadFile(name)
	must(t, err, os.WriteFile(name, []byte(strings.Replace(string(data), "titolo = \"", "titolo = \"Altra ", 1)), 0o666))
	plain := o
	plain.Program = ""
	_, _, err = Site(plain)
	must(t, err, os.WriteFile(name, data, 0o666))
	asFromNothing(t, o)
}

// A picture is another when its bytes are, whatever its size and its date.
func TestMediaReplaced(t *testing.T) {
	o := rememberedSite(t)
	name := filepath.Join(o.Site, "content/media/foto.jpg")
	then := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	must(t, os.MkdirAll(filepath.Dir(name), 0o777))
	for i := range 3 {
		must(t, os.WriteFile(name, []byte(fmt.Sprint("foto ", i)), 0o666), os.Chtimes(name, then, then))
		asFromNothing(t, o)
		time.Sleep(30 * time.Millisecond)
		asFromNothing(t, o)
	}
}

// A page that becomes the sample of its kind is read as one, also where it stays as it is.
func TestSampleChanges(t *testing.T) {
	o := rememberedSite(t)
	project := func(title string) []byte { return fmt.Appendf(nil, projectText, 1)[len("titolo = \"Progetto 1\"\n"):] }
	for i, title := range []string{"Dritto", "Zoppo"} {
		name := filepath.Join(o.Site, fmt.Sprintf("content/progetti/a-%d.toml", i))
		must(t, os.WriteFile(name, append([]byte("titolo = \""+title+"\"\n"), project(title)...), 0o666))
	}
	template, err := os.ReadFile("../../themes/italia/project.html")
	must(t, err)
	own := strings.Replace(string(template), "</article>", `{{if eq .Title "Zoppo"}}<h6>x</h6>{{end}}</article>`, 1)
	must(t, os.WriteFile(filepath.Join(o.Site, "themes/italia/project.html"), []byte(own), 0o666))
	asFromNothing(t, o)
	for _, stem := range []string{"a-0", "scuola"} {
		must(t, os.Remove(filepath.Join(o.Site, "content/progetti", stem+".toml")))
	}
	_, problems, err := Site(Options{Site: o.Site, Out: filepath.Join(t.TempDir(), "public"), Today: o.Today, BaseURL: o.BaseURL, Theme: o.Theme})
	must(t, err)
	if !slices.ContainsFunc(problems, func(p record.Problem) bool { return p.Rule == "pagina-titoli" }) {
		t.Fatal("the page is no sample, or has no fault: the test is of no use")
	}
	asFromNothing(t, o)
}

// What lies in the folder of the memory leads a build to no file of the site.
func TestMemoryThroughLinks(t *testing.T) {
	links := map[string]func(*testing.T, string) error{
		"a link in place of a file": func(t *testing.T, site string) error {
			must(t, os.RemoveAll(filepath.Join(site, memoryFolder)), os.Mkdir(filepath.Join(site, memoryFolder), 0o777))
			return os.Symlink("../site.toml", filepath.Join(site, memoryFolder, "ora.nuovo"))
		},
		"a hard link": func(t *testing.T, site string) error {
			must(t, os.RemoveAll(filepath.Join(site, memoryFolder)), os.Mkdir(filepath.Join(site, memoryFolder), 0o777))
			return os.Link(filepath.Join(site, "site.toml"), filepath.Join(site, sourcesName+".nuovo"))
		},
		"a link in place of the folder": func(t *testing.T, site string) error {
			must(t, os.RemoveAll(filepath.Join(site, memoryFolder)))
			return os.Symlink("content", filepath.Join(site, memoryFolder))
		},
	}
	for name, link := range links {
		t.Run(name, func(t *testing.T) {
			o := rememberedSite(t)
			if err := link(t, o.Site); err != nil {
				t.Skip("no links here")
			}
			before, content := treeOf(t, filepath.Join(o.Site, "content")), filepath.Join(o.Site, "site.toml")
			config, err := os.ReadFile(content)
			must(t, err)
			asFromNothing(t, o)
			if now, err := os.ReadFile(content); err != nil || string(now) != string(config) {
				t.Errorf("site.toml is %q, %v", now, err)
			}
			if now := treeOf(t, filepath.Join(o.Site, "content")); !maps.Equal(now, before) {
				t.Error(firstDifference(now, before))
			}
		})
	}
}
