package serve

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vetro/internal/build"
	"vetro/internal/record"
)

// served is a preview at work.
type served struct {
	t       testing.TB
	address string // of the site, without its path
	base    string
	events  chan Event
	end     func() error // stops the preview, and waits for it
}

// serveSite shows a site folder until the test ends.
func serveSite(t testing.TB, o Options) *served {
	t.Helper()
	s := &served{t: t, events: make(chan Event, 1000)}
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Today == nil {
		o.Today = func() record.Date { return today }
	}
	o.Tell = func(e Event) { s.events <- e }
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, o) }()
	s.end = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(10 * time.Second):
			return fmt.Errorf("the preview does not end")
		}
	})
	t.Cleanup(func() {
		if err := s.end(); err != nil {
			t.Error(err)
		}
	})
	e := s.await(Listening)
	s.await(Shown, Kept)
	s.address, s.base = e.Address, "/"
	if i := strings.Index(e.Address[len("http://"):], "/"); i >= 0 {
		s.address, s.base = e.Address[:len("http://")+i], e.Address[len("http://")+i:]
	}
	return s
}

// await gives the next event of a kind.
func (s *served) await(kinds ...EventKind) Event {
	s.t.Helper()
	for late := time.After(30 * time.Second); ; {
		select {
		case e := <-s.events:
			if slices.Contains(kinds, e.Kind) {
				return e
			}
		case <-late:
			s.t.Fatalf("no event of the kinds %v", kinds)
		}
	}
}

// client follows no redirects.
var client = &http.Client{
	Timeout:       30 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// get asks for a path.
func (s *served) get(path string) (*http.Response, []byte) {
	s.t.Helper()
	resp, err := client.Get(s.address + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp, body
}

var scriptLine = regexp.MustCompile(`<script src="/_vetro/anteprima\.js" data-versione="[A-Z2-7]{8}-\d+" defer></script>\n`)

// difference compares all files that are served with those of a build, and says where
// they part; "" when they are the same.
func (s *served) difference(o build.Options) string {
	s.t.Helper()
	o.Out = filepath.Join(s.t.TempDir(), "public")
	if _, problems, err := build.Site(o); err != nil || record.Stops(problems) {
		s.t.Fatal(problems, err)
	}
	files := make(map[string][]byte)
	err := filepath.WalkDir(o.Out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(o.Out, name)
		files[filepath.ToSlash(rel)], err = os.ReadFile(name)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		resp, body := s.get(s.base + name)
		if resp.StatusCode != http.StatusOK {
			return fmt.Sprintf("%s: %s", name, resp.Status)
		}
		if strings.HasSuffix(name, ".html") {
			plain := scriptLine.ReplaceAll(body, nil)
			if len(plain) == len(body) {
				return name + ": the script is not there"
			}
			body = plain
		}
		if !bytes.Equal(body, files[name]) {
			return fmt.Sprintf("%s: other bytes: %d are served, %d are built", name, len(body), len(files[name]))
		}
	}
	live, _, err := build.OpenPreview(o)
	if err != nil {
		s.t.Fatal(err)
	}
	if names := slices.Sorted(maps.Keys(files)); !slices.Equal(names, live.Names()) {
		return fmt.Sprintf("names: %d are served, %d are built", len(live.Names()), len(names))
	}
	return ""
}

// What is served is byte for byte what a build writes, save the line of the script.
func TestEqualToBuild(t *testing.T) {
	corpus := newCorpus(t, 60)
	tests := []struct{ name, root string }{
		{"ours", "../.."},
		{"province", "../../examples/provincia"},
		{"corpus", corpus},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := optionsFor(tt.root)
			s := serveSite(t, Options{Site: o})
			if d := s.difference(o); d != "" {
				t.Error(d)
			}
		})
	}
}

// Drafts are shown when they are asked for, as if they were finished.
func TestDraftsShown(t *testing.T) {
	root := newCorpus(t, 5)
	writeFile(t, root, "content/notizie/bozza.md", "+++\ntitolo = \"Una bozza\"\ndata = 2026-11-02\nbozza = true\n+++\nTesto.\n")
	for _, drafts := range []bool{false, true} {
		o := optionsFor(root)
		o.Drafts = drafts
		s := serveSite(t, Options{Site: o})
		resp, _ := s.get(s.base + "notizie/bozza.html")
		if want := map[bool]int{false: 404, true: 200}[drafts]; resp.StatusCode != want {
			t.Errorf("drafts %t: got %s", drafts, resp.Status)
		}
		if d := s.difference(o); d != "" {
			t.Error(d)
		}
	}
}

// A save gives another site; while it has errors, the last good one stays.
func TestErrorsKeepTheLastSite(t *testing.T) {
	root := newCorpus(t, 3)
	s := serveSite(t, Options{Site: optionsFor(root)})
	title := func() string {
		_, body := s.get(s.base + "progetti/p-1.html")
		m := regexp.MustCompile(`<title>(.*?) - `).FindSubmatch(body)
		if m == nil {
			t.Fatalf("no title in %s", body)
		}
		return string(m[1])
	}
	writeFile(t, root, projectFile(1), projectText(1, "Cambiato"))
	if e := s.await(Shown, Kept); e.Kind != Shown || title() != "Cambiato 1" {
		t.Fatalf("%v: %s", e, title())
	}
	writeFile(t, root, projectFile(1), strings.Replace(projectText(1, "Sbagliato"), "importo", "inporto", 1))
	if e := s.await(Shown, Kept); e.Kind != Kept || !record.Stops(e.Problems) || title() != "Cambiato 1" {
		t.Fatalf("%v: %s", e, title())
	}
	writeFile(t, root, "themes/italia/project.html", "{{.Sbagliato}}")
	if e := s.await(Shown, Kept); e.Kind != Kept || title() != "Cambiato 1" {
		t.Fatalf("%v: %s", e, title())
	}
	writeFile(t, root, projectFile(1), projectText(1, "Giusto"))
	if e := s.await(Shown, Kept); e.Kind != Kept || title() != "Cambiato 1" {
		t.Fatalf("the theme still has an error: %v: %s", e, title())
	}
	remove(t, root, "themes")
	if e := s.await(Shown, Kept); e.Kind != Shown || title() != "Giusto 1" {
		t.Fatalf("%v: %s", e, title())
	}
	if err := os.Rename(filepath.Join(root, "content"), filepath.Join(root, "altrove")); err != nil {
		t.Fatal(err)
	}
	if e := s.await(Shown, Kept); e.Kind != Kept || title() != "Giusto 1" {
		t.Fatalf("%v: %s", e, title())
	}
}

// A site that has errors from the start says so, and shows itself once they are mended.
func TestErrorsFromTheStart(t *testing.T) {
	root := newCorpus(t, 2)
	writeFile(t, root, "site.toml", "titolo = 1\n")
	s := serveSite(t, Options{Site: optionsFor(root)})
	resp, body := s.get("/progetti/p-1.html")
	for _, want := range []string{"Il sito non si può ancora mostrare", "<code>site.toml:1:10</code>", "data-attesa"} {
		if !bytes.Contains(body, []byte(want)) {
			t.Errorf("no %q in %s", want, body)
		}
	}
	if resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("got %s", resp.Status)
	}
	writeFile(t, root, "site.toml", "titolo = \"Prova\"\n")
	s.await(Shown)
	if resp, _ := s.get("/progetti/p-1.html"); resp.StatusCode != http.StatusOK {
		t.Errorf("got %s", resp.Status)
	}
}

// At midnight the site is seen on another day.
func TestNewDay(t *testing.T) {
	root := newCorpus(t, 2)
	writeFile(t, root, "content/notizie/domani.md", "+++\ntitolo = \"Domani\"\ndata = 2026-11-23\n+++\nTesto.\n")
	day := today
	p := newPreview(Options{Site: optionsFor(root), Today: func() record.Date { return day }})
	for _, want := range []bool{false, true} {
		p.read(nil)
		if got := p.now().live.Has("notizie/domani.html"); got != want {
			t.Errorf("on %s: shown %t", day, got)
		}
		day = record.Date{Year: 2026, Month: 11, Day: 23}
	}
}

// A fault that only shows on finished pages, and was not there when the theme was read,
// is told when the author rests.
func TestInspection(t *testing.T) {
	root := newCorpus(t, 2)
	writeFile(t, root, "themes/italia/project.html", "{{if eq .Title \"Guasto 1\"}}{{.Sbagliato}}{{end}}<h1>{{.Title}}</h1>")
	p := newPreview(Options{Site: optionsFor(root), Today: func() record.Date { return today }})
	p.read(nil)
	if s := p.now(); s.kept {
		t.Fatal(s.problems)
	}
	good := p.now().version
	for i := range 2 {
		writeFile(t, root, projectFile(i), projectText(1, "Guasto"))
	}
	if !p.read([]string{projectFile(0), projectFile(1)}) || p.now().kept || p.now().version == good {
		t.Fatalf("records alone changed: %v", p.now())
	}
	if !p.settle(judge(p.now())) || !p.now().kept || p.now().version != good {
		t.Errorf("the page that cannot be made went unseen: %v", p.now())
	}
	for i := range 2 {
		writeFile(t, root, projectFile(i), projectText(2, "Intero"))
	}
	if p.read([]string{projectFile(0), projectFile(1)}); p.now().kept {
		t.Errorf("both were mended: %v", p.now().problems)
	}
}

// What is changed while the site has errors is shown once they are mended, and what the
// rules say of a site that is no longer shown is not told.
func TestMended(t *testing.T) {
	root := newCorpus(t, 3)
	p := newPreview(Options{Site: optionsFor(root), Today: func() record.Date { return today }})
	p.read(nil)
	steps := []struct {
		file, text string
		kept       bool
	}{
		{projectFile(0), "titolo = ", true},
		{projectFile(1), projectText(1, "Salvato"), true},
		{"content/progetti/nuovo.toml", "titolo = 3\n", true},
		{projectFile(0), projectText(0, "Rimesso"), true},
		{"content/progetti/nuovo.toml", projectText(5, "Nuovo"), false},
	}
	for _, step := range steps {
		before := p.now()
		writeFile(t, root, step.file, step.text)
		if p.read([]string{step.file}); p.now().kept != step.kept {
			t.Fatalf("after %s: %v", step.file, p.now().problems)
		}
		if before.live != p.now().live != !step.kept {
			t.Errorf("after %s: another site is shown", step.file)
		}
		if !before.kept && p.settle(judge(before)) {
			t.Error("a verdict on another site was told")
		}
	}
	for file, title := range map[string]string{"progetti/p-0.json": "Rimesso 0", "progetti/p-1.json": "Salvato 1", "progetti/nuovo.json": "Nuovo 5"} {
		f, err := p.now().live.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(f); err != nil || !strings.Contains(string(text), title) {
			t.Errorf("%s is %s, without %s", file, text, title)
		}
		f.Close()
	}
}

// A folder without files is no change by itself, and is told of by the next reading.
func TestEmptyFolder(t *testing.T) {
	root := newCorpus(t, 2)
	p := newPreview(Options{Site: optionsFor(root), Today: func() record.Date { return today }})
	p.read(nil)
	told := func() bool {
		return slices.ContainsFunc(p.now().problems, func(p record.Problem) bool { return p.Pos.File == "content/enti/vuota" })
	}
	for _, want := range []bool{true, false} {
		if want {
			makeFolder(t, root, "content/enti/vuota")
		} else {
			remove(t, root, "content/enti/vuota")
		}
		if p.read([]string{"site.toml"}); told() != want {
			t.Errorf("told %t, want %t: %v", told(), want, p.now().problems)
		}
	}
}

// What is wrong with finished pages goes on being told after a save that has nothing to
// do with it, and is told no more when it is mended.
func TestPageFaultsStay(t *testing.T) {
	root := newCorpus(t, 2)
	writeFile(t, root, "themes/italia/project.html", "<h2>{{.Title}}</h2>")
	p := newPreview(Options{Site: optionsFor(root), Today: func() record.Date { return today }})
	told := func() (n int) {
		for _, problem := range p.now().problems {
			if strings.Contains(problem.Text, "il primo titolo non è un h1") {
				n++
			}
		}
		return n
	}
	p.read(nil)
	writeFile(t, root, projectFile(0), projectText(0, "Altro"))
	if n := told(); n != 1 || p.now().kept {
		t.Fatalf("told %d times: %v", n, p.now().problems)
	}
	if !p.read([]string{projectFile(0)}) || told() != 1 {
		t.Errorf("after a save: told %d times", told())
	}
	if p.settle(judge(p.now())) || told() != 1 {
		t.Errorf("after a look at the pages: told %d times", told())
	}
	writeFile(t, root, "themes/italia/project.html", "<h1>{{.Title}}</h1>")
	if p.read([]string{"themes/italia/project.html"}); told() != 0 {
		t.Errorf("once mended: told %d times", told())
	}
}
