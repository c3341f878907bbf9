package serve

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// steps are what happens to a site folder, each with the changes that must be told.
var steps = []struct {
	name string
	do   func(t *testing.T, root string)
	want string // files, with spaces between; "" for silence
}{
	{"save", func(t *testing.T, root string) {
		writeFile(t, root, "content/progetti/a.toml", "titolo = \"Altro\"\n")
	}, "content/progetti/a.toml"},
	{"touch", func(t *testing.T, root string) {
		day := time.Date(2027, 1, 2, 3, 4, 5, 0, time.UTC)
		if err := os.Chtimes(filepath.Join(root, "content/progetti/a.toml"), day, day); err != nil {
			t.Fatal(err)
		}
	}, ""},
	{"save of the same bytes", func(t *testing.T, root string) {
		writeFile(t, root, "content/progetti/a.toml", "titolo = \"Altro\"\n")
	}, ""},
	{"save in place", func(t *testing.T, root string) {
		if err := os.WriteFile(filepath.Join(root, "content/progetti/a.toml"), []byte("titolo = \"Sul posto\"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}, "content/progetti/a.toml"},
	{"save by rename, as editors do", func(t *testing.T, root string) {
		writeFile(t, root, "content/progetti/.a.toml.swp", "x")
		writeFile(t, root, "content/progetti/4913~", "x")
		writeFile(t, root, "content/progetti/.a.toml.new", "titolo = \"Rinominato\"\n")
		move(t, root, "content/progetti/.a.toml.new", "content/progetti/a.toml")
		remove(t, root, "content/progetti/.a.toml.swp")
		remove(t, root, "content/progetti/4913~")
	}, "content/progetti/a.toml"},
	{"save by moving the old file aside", func(t *testing.T, root string) {
		move(t, root, "content/progetti/a.toml", "content/progetti/a.toml~")
		writeFile(t, root, "content/progetti/a.toml", "titolo = \"Nuovo\"\n")
		remove(t, root, "content/progetti/a.toml~")
	}, "content/progetti/a.toml"},
	{"new folders", func(t *testing.T, root string) {
		writeFile(t, root, "content/progetti/2025/cloud/b.toml", "titolo = \"B\"\n")
	}, "content/progetti/2025/cloud/b.toml"},
	{"save in a new folder", func(t *testing.T, root string) {
		writeFile(t, root, "content/progetti/2025/cloud/b.toml", "titolo = \"B2\"\n")
	}, "content/progetti/2025/cloud/b.toml"},
	{"folder renamed", func(t *testing.T, root string) {
		move(t, root, "content/progetti/2025", "content/progetti/2026")
	}, "content/progetti/2025/cloud/b.toml content/progetti/2026/cloud/b.toml"},
	{"save in a renamed folder", func(t *testing.T, root string) {
		writeFile(t, root, "content/progetti/2026/cloud/b.toml", "titolo = \"B3\"\n")
	}, "content/progetti/2026/cloud/b.toml"},
	{"folder made again under the old name", func(t *testing.T, root string) {
		writeFile(t, root, "content/progetti/2025/c.toml", "titolo = \"C\"\n")
	}, "content/progetti/2025/c.toml"},
	{"save there", func(t *testing.T, root string) {
		writeFile(t, root, "content/progetti/2025/c.toml", "titolo = \"C2\"\n")
	}, "content/progetti/2025/c.toml"},
	{"file removed", func(t *testing.T, root string) {
		remove(t, root, "content/progetti/a.toml")
	}, "content/progetti/a.toml"},
	{"folder removed", func(t *testing.T, root string) {
		remove(t, root, "content/progetti/2026")
	}, "content/progetti/2026/cloud/b.toml"},
	{"file in the place of a folder", func(t *testing.T, root string) {
		remove(t, root, "content/progetti/2025")
		writeFile(t, root, "content/progetti/2025", "x")
	}, "content/progetti/2025 content/progetti/2025/c.toml"},
	{"content removed and made again", func(t *testing.T, root string) {
		remove(t, root, "content")
		writeFile(t, root, "content/enti/p_yy.toml", "nome = \"Y\"\n")
	}, "content/enti/p_xx.toml content/enti/p_yy.toml content/progetti/2025"},
	{"save in the content made again", func(t *testing.T, root string) {
		writeFile(t, root, "content/enti/p_yy.toml", "nome = \"Z\"\n")
	}, "content/enti/p_yy.toml"},
	{"site.toml", func(t *testing.T, root string) {
		writeFile(t, root, "site.toml", "titolo = \"Altra prova\"\n")
	}, "site.toml"},
	{"theme", func(t *testing.T, root string) {
		writeFile(t, root, "themes/italia/assets/vetro.css", "body{}")
		writeFile(t, root, "themes/italia/page.html", "x")
	}, "themes/italia/assets/vetro.css themes/italia/page.html"},
	{"the day of an imported table", func(t *testing.T, root string) {
		writeFile(t, root, "content/importati/x.toml", "giorno = 2026-08-17\n")
	}, "content/importati/x.toml"},
	{"what is not the site’s", func(t *testing.T, root string) {
		writeFile(t, root, "public/index.html", "x")
		writeFile(t, root, "note.txt", "x")
		writeFile(t, root, ".git/index", "x")
		writeFile(t, root, "content/importati/x.csv", "x")
		writeFile(t, root, "content/.DS_Store", "x")
		writeFile(t, root, "themes/italia/tools/x.mjs", "x")
		writeFile(t, root, "themes/italia/assets/node_modules/x.css", "x")
	}, ""},
	{"folders without files, which the next reading lists by itself", func(t *testing.T, root string) {
		makeFolder(t, root, "content/notizie/vuota")
		makeFolder(t, root, "content/enti/vuota")
		writeFile(t, root, "site.toml", "titolo = \"Una prova\"\n")
	}, "site.toml"},
	{"and when it goes", func(t *testing.T, root string) {
		remove(t, root, "content/notizie/vuota")
		writeFile(t, root, "site.toml", "titolo = \"Prova\"\n")
	}, "site.toml"},
	{"many files", func(t *testing.T, root string) {
		for i := range 3 * many {
			writeFile(t, root, "content/notizie/"+strings.Repeat("n", i+1)+".md", "x")
		}
	}, "192 files"},
}

func TestWatcher(t *testing.T) {
	ways := []struct {
		name string
		poll time.Duration
		rest time.Duration // after which silence is believed
	}{{"events", 0, 400 * time.Millisecond}, {"looks", 20 * time.Millisecond, 200 * time.Millisecond}}
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			writeFile(t, root, "site.toml", "titolo = \"Prova\"\n")
			writeFile(t, root, "content/enti/p_xx.toml", "nome = \"X\"\n")
			writeFile(t, root, "content/progetti/a.toml", "titolo = \"A\"\n")
			w := startWatcher(t, root, way.poll)
			for _, step := range steps {
				step.do(t, root)
				want := strings.Fields(step.want)
				got := w.gather(len(want), way.rest)
				if step.want == "192 files" {
					if got = w.gatherMore(got, 192); len(got) != 192 {
						t.Errorf("%s: told of %d files, not 192", step.name, len(got))
					}
					continue
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s:\n got %q\nwant %q", step.name, got, want)
				}
			}
		})
	}
}

// gather gives the changes until there are enough and nothing more comes, or, when none
// are awaited, until nothing has come for a while.
func (w *watcher) gather(n int, rest time.Duration) []string {
	set := make(map[string]bool)
	for {
		wait := rest
		if len(set) < n {
			wait = 10 * time.Second
		}
		select {
		case files := <-w.changes:
			note(set, files)
		case <-time.After(wait):
			return sorted(set)
		}
	}
}

func (w *watcher) gatherMore(got []string, n int) []string {
	set := make(map[string]bool)
	note(set, got)
	for len(set) < n {
		select {
		case files := <-w.changes:
			note(set, files)
		case <-time.After(10 * time.Second):
			return sorted(set)
		}
	}
	return sorted(set)
}

func sorted(set map[string]bool) []string {
	out := []string{}
	for name := range set {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// startWatcher follows a folder for as long as the test runs.
func startWatcher(t *testing.T, root string, poll time.Duration) *watcher {
	t.Helper()
	w := newWatcher(root, poll)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() { w.run(stop) })
	t.Cleanup(func() {
		close(stop)
		wg.Wait()
	})
	return w
}

func move(t *testing.T, root, from, to string) {
	t.Helper()
	if err := os.Rename(filepath.Join(root, from), filepath.Join(root, to)); err != nil {
		t.Fatal(err)
	}
}

func makeFolder(t *testing.T, root, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(root, name), 0o777); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, root, name string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(root, name)); err != nil {
		t.Fatal(err)
	}
}

// A time that counts whole seconds does not tell a second save within one; the content
// does.
func TestCoarseTimes(t *testing.T) {
	root := t.TempDir()
	day := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	put := func(text string) {
		writeFile(t, root, "site.toml", text)
		if err := os.Chtimes(filepath.Join(root, "site.toml"), day, day); err != nil {
			t.Fatal(err)
		}
	}
	put("titolo = \"A\"\n")
	s := newSnapshot(root, func(string) {})
	s.look(".")
	s.sumAll(nil)
	put("titolo = \"Bb\"\n")
	if got := s.look("."); !slices.Equal(got, []string{"site.toml"}) {
		t.Fatalf("first save: got %q", got)
	}
	put("titolo = \"Cc\"\n")
	if got := s.look("."); !slices.Equal(got, []string{"site.toml"}) {
		t.Errorf("second save in one second: got %q", got)
	}
	for range youngLooks + 1 {
		if got := s.look("."); len(got) > 0 {
			t.Errorf("nothing was saved: got %q", got)
		}
	}
	if len(s.young) > 0 {
		t.Errorf("still young: %v", s.young)
	}
	put("titolo = \"Dd\"\n")
	if got := s.look("site.toml"); !slices.Equal(got, []string{"site.toml"}) {
		t.Errorf("a save of which the system told: got %q", got)
	}
}

// A link to a folder above leads around in a circle.
func TestLinksAreNotFollowed(t *testing.T) {
	root := t.TempDir()
	writeFile(t, root, "site.toml", "x")
	writeFile(t, root, "altrove/x.toml", "x")
	writeFile(t, root, "content/progetti/vero.toml", "x")
	for from, to := range map[string]string{
		"content/progetti/giro": "..", "content/progetti/nulla.toml": "manca.toml", "content/progetti/file.toml": "vero.toml",
	} {
		if err := os.Symlink(to, filepath.Join(root, from)); err != nil {
			t.Skip(err)
		}
	}
	s := newSnapshot(root, func(string) {})
	want := []string{"content/progetti/file.toml", "content/progetti/vero.toml", "site.toml"}
	got := s.look(".")
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// A system that lets no more folders be watched is looked at instead, and that is told.
func TestWatcherFallsBack(t *testing.T) {
	root := t.TempDir()
	writeFile(t, root, "site.toml", "x")
	w := newWatcher(root, 0)
	w.fallBack(os.ErrPermission)
	w.every = 20 * time.Millisecond
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() { w.run(stop) })
	defer wg.Wait()
	defer close(stop)
	if err := <-w.notices; err != os.ErrPermission {
		t.Errorf("got %v", err)
	}
	writeFile(t, root, "content/enti/p_xx.toml", "x")
	if got := w.gather(1, 100*time.Millisecond); !slices.Equal(got, []string{"content/enti/p_xx.toml"}) {
		t.Errorf("got %q", got)
	}
}
