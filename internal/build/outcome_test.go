package build

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vetro/internal/record"
)

// rememberedSite gives a site that was built, and that builds know by its stamps.
func rememberedSite(t *testing.T) Options {
	t.Helper()
	o := liveSite(t, nil)
	if lookAround(o.Site) == nil {
		t.Skip("this system does not tell when a file was last changed")
	}
	o.Program, o.Out, o.tick = "prova", filepath.Join(o.Site, "public"), time.Millisecond
	if err := os.MkdirAll(filepath.Join(o.Site, "themes/italia/strumenti/node_modules"), 0o777); err != nil {
		t.Fatal(err)
	}
	time.Sleep(30 * time.Millisecond) // longer than a tick of a disk's clock
	if _, problems, err := Site(o); err != nil || record.Stops(problems) {
		t.Fatal(problems, err)
	}
	return o
}

// atOnceDone reports whether a build ends before it has read the site.
func atOnceDone(t *testing.T, o Options) bool {
	t.Helper()
	s, err := enter(o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	output := s.beginOutput(o)
	s.look(o)
	s.settled = s.settle(o)
	_, _, done, err := s.asBefore(o, output)
	must(t, err, output.letGo())
	return done
}

// A build where nothing changed ends at once, and tells what the former one told.
func TestAsBefore(t *testing.T) {
	project := "content/progetti/scuola.toml"
	tests := []struct {
		name   string
		change func(t *testing.T, o *Options, full func(string) string)
		done   bool
	}{
		{"nothing", func(*testing.T, *Options, func(string) string) {}, true},
		{"a file written again with the same bytes", func(t *testing.T, _ *Options, full func(string) string) {
			data, err := os.ReadFile(full(project))
			must(t, err, os.WriteFile(full(project), data, 0o666))
		}, true},
		{"other bytes, of the same number and with the former time", func(t *testing.T, _ *Options, full func(string) string) {
			info, err := os.Stat(full(project))
			must(t, err)
			data, err := os.ReadFile(full(project))
			must(t, err, os.WriteFile(full(project), []byte(strings.Replace(string(data), "titolo", "titulo", 1)), 0o666),
				os.Chtimes(full(project), info.ModTime(), info.ModTime()))
		}, false},
		{"a new file", func(t *testing.T, _ *Options, full func(string) string) {
			must(t, os.WriteFile(full("content/progetti/nuovo.toml"), []byte("titolo = 1\n"), 0o666))
		}, false},
		{"a new folder", func(t *testing.T, _ *Options, full func(string) string) {
			must(t, os.MkdirAll(full("content/notize"), 0o777))
		}, false},
		{"a file less", func(t *testing.T, _ *Options, full func(string) string) { must(t, os.Remove(full(project))) }, false},
		{"a link", func(t *testing.T, _ *Options, full func(string) string) {
			must(t, os.Rename(full(project), full("altrove.toml")), os.Symlink("../../altrove.toml", full(project)))
		}, false},
		{"a file of the theme", func(t *testing.T, _ *Options, full func(string) string) {
			must(t, os.MkdirAll(full("themes/italia/assets"), 0o777), os.WriteFile(full("themes/italia/assets/vetro.css"), []byte("p{}"), 0o666))
		}, false},
		{"a tool of the theme", func(t *testing.T, _ *Options, full func(string) string) {
			must(t, os.WriteFile(full("themes/italia/strumenti/node_modules/x.js"), nil, 0o666))
		}, true},
		{"an output that was touched", func(t *testing.T, _ *Options, full func(string) string) {
			must(t, os.WriteFile(full("public/index.html"), []byte("mio"), 0o666))
		}, false},
		{"an output that has gone", func(t *testing.T, _ *Options, full func(string) string) {
			must(t, os.RemoveAll(full("public")))
		}, false},
		{"a file that Vetro did not write", func(t *testing.T, _ *Options, full func(string) string) {
			must(t, os.WriteFile(full("public/mio.txt"), nil, 0o666))
		}, true},
		{"another output", func(_ *testing.T, o *Options, full func(string) string) { o.Out = full("altra") }, false},
		{"another day", func(_ *testing.T, o *Options, _ func(string) string) { o.Today = record.Day(2027, 1, 1) }, false},
		{"another address", func(_ *testing.T, o *Options, _ func(string) string) { o.BaseURL = "https://altro.example.it/" }, false},
		{"drafts", func(_ *testing.T, o *Options, _ func(string) string) { o.Drafts = true }, false},
		{"warnings that stop", func(_ *testing.T, o *Options, _ func(string) string) { o.Strict = true }, false},
		{"another program", func(_ *testing.T, o *Options, _ func(string) string) { o.Program = "altra" }, false},
		{"no memory", func(t *testing.T, _ *Options, full func(string) string) { must(t, os.RemoveAll(full(".vetro"))) }, false},
		{"a damaged memory", func(t *testing.T, _ *Options, full func(string) string) {
			data, err := os.ReadFile(full(sourcesName))
			data[len(data)/2] ^= 1
			must(t, err, os.WriteFile(full(sourcesName), data, 0o666))
		}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := rememberedSite(t)
			full := func(name string) string { return filepath.Join(o.Site, filepath.FromSlash(name)) }
			tt.change(t, &o, full)
			if done := atOnceDone(t, o); done != tt.done {
				t.Errorf("done at once: %t, want %t", done, tt.done)
			}
			result, problems, err := Site(o)
			must(t, err)
			plain := o
			plain.Program, plain.Out = "", filepath.Join(t.TempDir(), "public")
			want, awaited, err := Site(plain)
			must(t, err)
			if !slices.Equal(withoutOutput(problems), withoutOutput(awaited)) {
				t.Errorf("problems are %v, want %v", problems, awaited)
			}
			if record.Stops(awaited) {
				return
			}
			got := treeOf(t, o.Out)
			delete(got, "mio.txt")
			if other := treeOf(t, plain.Out); !maps.Equal(got, other) {
				t.Error(firstDifference(got, other))
			}
			if result.Pages != want.Pages || result.Files != want.Files || result.Bytes != want.Bytes {
				t.Errorf("counts are %+v, want %+v", result, want)
			}
		})
	}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// What a link leads to can change without the site folder's files changing.
func TestAsBeforeThroughLinks(t *testing.T) {
	o := liveSite(t, nil)
	o.Program, o.Out, o.tick = "prova", filepath.Join(o.Site, "public"), time.Millisecond
	page := func(title string) []byte { return []byte("+++\ntitolo = \"" + title + "\"\n+++\nTesto.\n") }
	must(t, os.MkdirAll(filepath.Join(o.Site, "content/pagine"), 0o777), os.WriteFile(filepath.Join(o.Site, "storia.md"), page("Prima"), 0o666))
	if err := os.Symlink("../../storia.md", filepath.Join(o.Site, "content/pagine/storia.md")); err != nil {
		t.Skip("no symbolic links here")
	}
	for _, title := range []string{"Prima", "Terza"} { // of one length
		must(t, os.WriteFile(filepath.Join(o.Site, "storia.md"), page(title), 0o666))
		time.Sleep(30 * time.Millisecond)
		if _, problems, err := Site(o); err != nil || record.Stops(problems) {
			t.Fatal(problems, err)
		}
		html, err := fs.ReadFile(os.DirFS(o.Out), "storia.html")
		if err != nil || !strings.Contains(string(html), title) {
			t.Errorf("the page does not say %s: %v", title, err)
		}
	}
}
