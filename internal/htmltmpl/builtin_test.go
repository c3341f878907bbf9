package htmltmpl_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"vetro/internal/load"
	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/internal/render"
	"vetro/internal/theme"
	"vetro/themes"
)

// sites are those of the repository, on a day when both have something to show.
var sites = []string{"../..", "../../examples/provincia"}

func planned(tb testing.TB, dir string) *plan.Tree {
	tb.Helper()
	today, err := record.ParseDate("2026-11-22")
	if err != nil {
		tb.Fatal(err)
	}
	site, _, err := load.Site(os.DirFS(dir), today)
	if err != nil {
		tb.Fatal(err)
	}
	site.Config.BaseURL = "https://www.example.it/"
	tree, _ := plan.Site(site, today)
	return tree
}

func italia(tb testing.TB, own fs.FS) *theme.Theme {
	tb.Helper()
	th, problems, err := theme.Load(themes.Italia(), own, "themes/x", theme.OfSeveral)
	if err != nil || len(problems) > 0 {
		tb.Fatal(err, problems)
	}
	return th
}

// refused gives the templates of the theme each with a node that the compiler leaves to
// html/template, and that writes nothing.
func refused(tb testing.TB) fs.FS {
	tb.Helper()
	own := make(fstest.MapFS)
	for _, name := range templatesOf(tb) {
		text, err := fs.ReadFile(themes.Italia(), name)
		if err != nil {
			tb.Fatal(err)
		}
		own[name] = &fstest.MapFile{Data: append([]byte(`{{range 0}}{{end}}`), text...)}
	}
	return own
}

func templatesOf(tb testing.TB) (names []string) {
	tb.Helper()
	err := fs.WalkDir(themes.Italia(), ".", func(name string, _ fs.DirEntry, err error) error {
		if path.Ext(name) == ".html" && !strings.HasPrefix(name, "assets/") {
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) < 40 {
		tb.Fatal("the templates of the theme are not where they were awaited: ", names, err)
	}
	return names
}

// TestBuiltin draws every page of the sites of the repository both ways: the
// bytes are the same, and no template of the theme is left to html/template.
func TestBuiltin(t *testing.T) {
	fast, slow := italia(t, nil), italia(t, refused(t))
	pages := 0
	for _, dir := range sites {
		tree := planned(t, dir)
		none := func() []plan.DataFile {
			return []plan.DataFile{{Name: "dati/a.csv", Title: "A", Format: "CSV", SHA256: "0123456789"}}
		}
		tree.Pages = append(tree.Pages, &plan.Page{Kind: plan.Moved, Path: "notizie/prima.html", To: "notizie/index.html", Title: plan.Title{Text: "Una notizia"}})
		a, b := render.New(tree, fast, none), render.New(tree, slow, none)
		for _, p := range tree.Pages {
			got, err := a.Page(p)
			if err != nil {
				t.Fatal(err)
			}
			want, err := b.Page(p)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s: compiled and by html/template it differ: %s", p.Path, difference(got, want))
			}
			pages++
		}
	}
	if fast.Templates.Fallbacks() > 0 || slow.Templates.Fallbacks() < int64(pages) {
		t.Errorf("html/template filled %d and %d times, want none and all", fast.Templates.Fallbacks(), slow.Templates.Fallbacks())
	}
	compiled := fast.Templates.Compiled()
	for _, name := range templatesOf(t) {
		if !compiled[name] {
			t.Errorf("%s was not compiled: %s", name, fast.Templates.Unsupported()[name])
		}
	}
}

// difference gives where two texts part.
func difference(a, b []byte) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return string(a[max(0, i-80):min(len(a), i+80)]) + "\n---\n" + string(b[max(0, i-80):min(len(b), i+80)])
		}
	}
	return "one is longer"
}

// projectView gives what the longest page of a project is filled with.
func projectView(tb testing.TB) any {
	tb.Helper()
	th := italia(tb, fstest.MapFS{"project.html": {Data: []byte(`{{t "" .}}`)}})
	var view any
	th.Templates.Watch(func(args ...any) { view = args[0] })
	tree := planned(tb, sites[0])
	r := render.New(tree, th, nil)
	for _, p := range tree.Pages {
		if p.Kind == plan.Project {
			if _, err := r.Page(p); err != nil {
				tb.Fatal(err)
			}
			break
		}
	}
	if view == nil {
		tb.Fatal("no project, or the template did not see it")
	}
	return view
}

// BenchmarkFill fills the page of a project, without its frame.
func BenchmarkFill(b *testing.B) {
	th, view := italia(b, nil), projectView(b)
	fills := []struct {
		name string
		fill func(w *bytes.Buffer, name string, view any) error
	}{{"compiled", th.Fill}, {"html-template", th.Templates.FillSlowly}}
	for _, f := range fills {
		b.Run(f.name, func(b *testing.B) {
			b.ReportAllocs()
			var w bytes.Buffer
			for b.Loop() {
				w.Reset()
				if err := f.fill(&w, "project.html", view); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(w.Len()))
			}
		})
	}
}
