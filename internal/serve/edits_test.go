package serve

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"vetro/internal/build"
	"vetro/internal/record"
)

// editor changes a site folder at random, as a hasty author would.
type editor struct {
	t    *testing.T
	root string
	*rand.Rand
	count int
}

// name gives one of few names, so that edits meet.
func (e *editor) name() string {
	dirs := []string{"content/progetti", "content/progetti/2025", "content/progetti/2025/cloud", "content/progetti/2026"}
	return dirs[e.IntN(len(dirs))] + fmt.Sprintf("/r-%d.toml", e.IntN(12))
}

func (e *editor) full(name string) string { return filepath.Join(e.root, filepath.FromSlash(name)) }

// edit makes one change. What cannot be done, since an earlier one was in the way, is
// left.
func (e *editor) edit() {
	e.count++
	text := projectText(e.count, "Progetto")
	switch e.IntN(12) {
	case 0, 1, 2:
		e.put(e.name(), text)
	case 3: // half a file
		e.put(e.name(), text[:e.IntN(len(text))])
	case 4:
		tmp := e.full(".salvataggio")
		if os.WriteFile(tmp, []byte(text), 0o666) == nil {
			_ = os.Rename(tmp, e.full(e.name()))
		}
	case 5:
		_ = os.Remove(e.full(e.name()))
	case 6:
		_ = os.Rename(e.full(e.name()), e.full(e.name()))
	case 7:
		_ = os.Rename(e.full("content/progetti/2025"), e.full("content/progetti/2026"))
	case 8:
		_ = os.Rename(e.full("content/progetti/2026"), e.full("content/progetti/2025"))
	case 9:
		_ = os.RemoveAll(e.full("content/progetti/2025/cloud"))
	case 10:
		e.put("content/notizie/n.md", fmt.Sprintf("+++\ntitolo = \"Notizia %d\"\ndata = 2026-11-0%d\nbozza = %t\n+++\nTesto.\n", e.count, 1+e.IntN(9), e.IntN(2) == 0))
	case 11:
		if e.IntN(2) == 0 {
			_ = os.RemoveAll(e.full("themes"))
		} else {
			e.put("themes/italia/assets/vetro.css", fmt.Sprintf("body{order:%d}", e.count))
		}
	}
}

func (e *editor) put(name, text string) {
	if os.MkdirAll(filepath.Dir(e.full(name)), 0o777) == nil {
		_ = os.WriteFile(e.full(name), []byte(text), 0o666) // a folder may have that name
	}
}

// After edits, renames and deletions at random, what is served is what a build of the
// same folder writes, or its problems are those that were told. VETRO_EDITS gives the
// time to go on for, such as 1m.
func TestRandomEdits(t *testing.T) {
	long, _ := time.ParseDuration(os.Getenv("VETRO_EDITS"))
	ways := []struct {
		name string
		poll time.Duration
	}{{"events", 0}, {"looks", 50 * time.Millisecond}}
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			e := &editor{t: t, root: newCorpus(t, 4), Rand: rand.New(rand.NewPCG(7, uint64(way.poll)))}
			o := optionsFor(e.root)
			s := serveSite(t, Options{Site: o, Poll: way.poll})
			late := time.Now().Add(long)
			for round := 0; round < 6 || time.Now().Before(late); round++ {
				for range 1 + e.IntN(12) {
					e.edit()
					time.Sleep(time.Duration(e.IntN(25)) * time.Millisecond)
				}
				s.settles(e, o)
			}
		})
	}
}

// settles waits until the preview tells what a check finds; a site without errors is then
// equal to its build.
func (s *served) settles(e *editor, o build.Options) {
	s.t.Helper()
	problems, err := build.Check(o)
	if err != nil {
		s.t.Fatal(err)
	}
	if record.Stops(problems) { // what was typed last was wrong: the author mends it
		for _, dir := range []string{"content/progetti"} {
			if err := os.RemoveAll(e.full(dir)); err != nil {
				s.t.Fatal(err)
			}
		}
		e.put(projectFile(0), projectText(e.count, "Rimedio"))
		for i := range 4 { // announcements name these
			e.put(projectFile(i), projectText(e.count, "Rimedio"))
		}
		if problems, err = build.Check(o); err != nil || record.Stops(problems) {
			s.t.Fatal(problems, err)
		}
	}
	d := ""
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if d = s.difference(o); d == "" {
			return
		}
	}
	s.t.Fatalf("after %d edits: %s", e.count, d)
}

// Nothing that the preview started goes on when it has ended.
func TestEndsWhole(t *testing.T) {
	root := newCorpus(t, 2)
	for _, poll := range []time.Duration{0, 20 * time.Millisecond} {
		s := serveSite(t, Options{Site: optionsFor(root), Poll: poll})
		in := s.stream(s.version(), "")
		in.next()
		writeFile(t, root, projectFile(0), projectText(0, fmt.Sprint("Titolo ", poll)))
		if e := in.next(); e.name != "sito" {
			t.Fatalf("got %+v", e)
		}
		start := time.Now()
		if err := s.end(); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > shutdown {
			t.Errorf("took %s to end, with one browser looking on", took)
		}
		client.CloseIdleConnections()
		var stacks string
		for range 50 {
			buf := make([]byte, 1<<20)
			stacks = string(buf[:runtime.Stack(buf, true)])
			if !strings.Contains(stacks, "internal/serve.(*") && !strings.Contains(stacks, "fsnotify") {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		for _, stack := range strings.Split(stacks, "\n\n") {
			if strings.Contains(stack, "internal/serve.(*") && !strings.Contains(stack, "_test.go") || strings.Contains(stack, "fsnotify") {
				t.Errorf("poll %s: still at work:\n%s", poll, stack)
			}
		}
	}
}
