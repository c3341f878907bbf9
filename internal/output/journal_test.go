package output

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// In these sites a file is its version, the names that it links to, and a full stop.
var (
	before = site{
		"index.html":       "1 progetti/a.html progetti/b.html lista.csv assets/1.css .",
		"progetti/a.html":  "1 assets/1.css progetti/b.html media/f.pdf .",
		"progetti/b.html":  "1 assets/1.css .",
		"media/f.pdf":      "1 .",
		"lista.csv":        "1 progetti/a.html .",
		"assets/1.css":     "1 assets/1.woff2 .",
		"assets/1.woff2":   "1 .",
		"vecchi/x/y.html":  "1 .",
		"uguale/sempre.md": "1 .",
	}
	grown = site{
		"index.html":         "2 progetti/a.html progetti/b.html progetti/c.html lista.csv lista-2.csv assets/2.css .",
		"progetti/a.html":    "2 assets/2.css progetti/c.html lista-2.csv media/f.pdf .",
		"progetti/b.html":    "2 assets/2.css progetti/c.html .",
		"progetti/c.html":    "1 assets/2.css lista-2.csv nuovi/d.html .",
		"nuovi/d.html":       "1 progetti/c.html .",
		"media/f.pdf":        "2 .",
		"lista.csv":          "2 progetti/a.html progetti/c.html .",
		"lista-2.csv":        "1 progetti/c.html .",
		"assets/1.css":       "1 assets/1.woff2 .",
		"assets/1.woff2":     "1 .",
		"assets/2.css":       "1 assets/2.woff2 .",
		"assets/2.woff2":     "1 .",
		"vecchi/x/y.html":    "1 .",
		"uguale/sempre.md":   "1 .",
		"nuovi/e/f/g.html":   "1 .",
		"progetti/isola.htm": "1 .",
	}
	turned = site{
		"index.html":       "3 progetti/a.html progetti/c.html lista.csv assets/2.css .",
		"progetti/a.html":  "3 assets/2.css progetti/c.html .",
		"progetti/c.html":  "1 assets/2.css .",
		"lista.csv":        "3 progetti/a.html progetti/c.html .",
		"assets/2.css":     "1 .",
		"uguale/sempre.md": "1 .",
	}
)

// scenarios are the builds that get killed.
var scenarios = []struct {
	name         string
	former, next site
}{
	{"first build", nil, before},
	{"update", before, grown},
	{"update with deletions", before, turned},
}

// errKilled is what a build panics with when the test kills it.
var errKilled = errors.New("killed")

// buildInto makes a build into dir, whose disk does at each step what disk says.
func buildInto(dir string, s site, disk func() error) (err error) {
	return buildWith(&Output{step: disk, flusher: idle}, dir, s)
}

// buildWith makes a build into dir that may be killed.
func buildWith(o *Output, dir string, s site) (err error) {
	defer func() {
		switch r := recover(); r {
		case nil:
		case errKilled:
			if o.lock != nil {
				o.lock.Close() // as the system does
			}
			err = errKilled
		default:
			panic(r)
		}
	}()
	if err := o.open(dir, nil); err != nil {
		return err
	}
	if err := s.put(o); err != nil {
		return errors.Join(err, o.Abort())
	}
	_, _, err = o.Commit()
	return err
}

// killAt kills a build before its nth change on disk.
func killAt(n int) func() error {
	return func() error {
		if n--; n < 0 {
			panic(errKilled)
		}
		return nil
	}
}

// failAt refuses the nth change on disk and those that follow, count in all.
func failAt(n, count int) func() error {
	return func() error {
		if n--; n < 0 && n >= -count {
			return syscall.ENOSPC
		}
		return nil
	}
}

func healthy() error { return nil }

// idle flushes nothing, one by one: these tests are about what happens in between.
var idle = flusher{one: func(*os.File) error { return nil }, last: func(*os.File) error { return nil }, names: true}

// start publishes the previous site, if there is one, into a new folder.
func start(t *testing.T, previous site) (dir string) {
	dir = filepath.Join(t.TempDir(), "public")
	if previous != nil {
		if err := buildInto(dir, previous, healthy); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// broken tells what is wrong with what index.html leads to.
func broken(s site) string {
	var wrong strings.Builder
	seen := map[string]bool{}
	var visit func(from, name string)
	visit = func(from, name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		words := strings.Fields(s[name])
		if len(words) < 2 || words[len(words)-1] != "." {
			fmt.Fprintf(&wrong, "%s leads to %s, which is %q\n", from, name, s[name])
			return
		}
		for _, to := range words[1 : len(words)-1] {
			visit(name, to)
		}
	}
	if len(s) > 0 {
		visit("a visitor", "index.html")
	}
	return wrong.String()
}

// rebuilt checks that an undisturbed build into dir gives what it gives elsewhere.
func rebuilt(t *testing.T, dir string, s, want site) {
	t.Helper()
	if err := buildInto(dir, s, healthy); err != nil {
		t.Fatal(err)
	}
	if d := difference(treeOf(t, filepath.Dir(dir)), want); d != "" {
		t.Errorf("after the next build:\n%s", d)
	}
}

// alone gives what stands beside and in the output after a first build.
func alone(t *testing.T, s site) site { return treeOf(t, filepath.Dir(start(t, s))) }

// steps counts the changes on disk of a build that nobody disturbs.
func steps(t *testing.T, former, next site) (n int) {
	if err := buildInto(start(t, former), next, func() error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestKilledAtEveryStep(t *testing.T) {
	for _, sc := range scenarios {
		for _, again := range []site{sc.next, turned} {
			t.Run(sc.name, func(t *testing.T) {
				t.Parallel()
				want := alone(t, again)
				for n := range steps(t, sc.former, sc.next) {
					dir := start(t, sc.former)
					if err := buildInto(dir, sc.next, killAt(n)); err != errKilled {
						t.Fatalf("killed at step %d: %v", n, err)
					}
					if wrong := broken(treeOf(t, dir)); wrong != "" {
						t.Errorf("killed at step %d: %s", n, wrong)
					}
					rebuilt(t, dir, again, want)
				}
			})
		}
	}
}

// The build that undoes a killed one is killed too.
func TestKilledTwice(t *testing.T) {
	former := site{"index.html": "1 a.html via/b.html .", "a.html": "1 .", "via/b.html": "1 ."}
	next := site{"index.html": "2 a.html n/c.html .", "a.html": "2 n/c.html .", "n/c.html": "1 ."}
	want := alone(t, next)
	for n := range steps(t, former, next) {
		for m, opened := 0, false; !opened; m++ {
			dir := start(t, former)
			if err := buildInto(dir, next, killAt(n)); err != errKilled {
				t.Fatalf("killed at step %d: %v", n, err)
			}
			opened = reopen(&Output{step: killAt(m), flusher: idle}, dir)
			if wrong := broken(treeOf(t, dir)); wrong != "" {
				t.Errorf("killed at steps %d and %d: %s", n, m, wrong)
			}
			rebuilt(t, dir, next, want)
		}
	}
}

// reopen opens an output, kills it if it was not killed while opening, and tells.
func reopen(o *Output, dir string) (opened bool) {
	defer func() {
		if r := recover(); r != nil && r != errKilled {
			panic(r)
		}
		if o.lock != nil {
			o.lock.Close()
		}
	}()
	return o.open(dir, nil) == nil
}

// A full disk or a lost permission leaves the previous site, with its times. If the disk
// does not even let the build go back, the next build does.
func TestDiskFailsAtEveryStep(t *testing.T) {
	for _, sc := range scenarios {
		for _, count := range []int{1, 2, 1e6} {
			t.Run(fmt.Sprintf("%s, %d times", sc.name, count), func(t *testing.T) {
				t.Parallel()
				want := alone(t, sc.next)
				for n := range steps(t, sc.former, sc.next) {
					dir := start(t, sc.former)
					sameTimes := age(t, dir)
					former := treeOf(t, dir)
					err := buildInto(dir, sc.next, failAt(n, count))
					if wrong := broken(treeOf(t, dir)); wrong != "" {
						t.Errorf("failed at step %d: %s", n, wrong)
					}
					if count > 1 || err == nil {
						reopen(&Output{step: healthy, flusher: idle}, dir)
					}
					if err == nil { // what failed is a hard link, an empty folder or the work folder
						if d := difference(withoutFolders(treeOf(t, dir)), withoutFolders(treeOf(t, start(t, sc.next)))); d != "" {
							t.Errorf("failed at step %d and went on:\n%s", n, d)
						}
						continue
					}
					if !errors.Is(err, syscall.ENOSPC) {
						t.Errorf("failed at step %d: %v", n, err)
					}
					if d := difference(treeOf(t, dir), former); d != "" {
						t.Errorf("failed at step %d:\n%s", n, d)
					}
					sameTimes(n)
					rebuilt(t, dir, sc.next, want)
				}
			})
		}
	}
}

func withoutFolders(s site) site {
	maps.DeleteFunc(s, func(name, _ string) bool { return strings.HasSuffix(name, "/") })
	return s
}

// age makes every file of a site old, and gives a check that they still are.
func age(t *testing.T, dir string) func(step int) {
	then := time.Unix(1e9, 0)
	var names []string
	for _, name := range slices.Sorted(maps.Keys(treeOf(t, dir))) {
		if !strings.HasSuffix(name, "/") {
			names = append(names, filepath.Join(dir, filepath.FromSlash(name)))
		}
	}
	for _, name := range names {
		if err := os.Chtimes(name, then, then); err != nil {
			t.Fatal(err)
		}
	}
	return func(step int) {
		for _, name := range names {
			if info, err := os.Stat(name); err != nil || !info.ModTime().Equal(then) {
				t.Errorf("failed at step %d: the time of %s changed: %v", step, name, err)
			}
		}
	}
}

func TestCopyOfFormerFile(t *testing.T) {
	dir := start(t, before)
	sameTimes := age(t, dir)
	o := &Output{step: healthy, flusher: idle}
	if err := o.open(dir, nil); err != nil {
		t.Fatal(err)
	}
	defer o.Abort()
	const name = "progetti/a.html"
	if err := o.copyPrevious(name); err != nil {
		t.Fatal(err)
	}
	if err := o.rename(o.kept(name), o.out(name)); err != nil {
		t.Fatal(err)
	}
	sameTimes(0)
	if got := treeOf(t, dir)[name]; got != before[name] {
		t.Errorf("got %q", got)
	}
}

// What somebody writes between a killed build and the next stays, also if it is what
// the killed build would have written.
func TestChangedAfterKill(t *testing.T) {
	tests := []struct {
		name, file, text string
		next             site
	}{
		{"over a new file", "nuovi/d.html", "mio", grown},
		{"over a changed file", "progetti/a.html", "mio", grown},
		{"where a file was deleted", "vecchi/x/y.html", "mio", turned},
		{"the bytes of a new file", "nuovi/d.html", grown["nuovi/d.html"], grown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for n := range steps(t, before, tt.next) {
				dir := start(t, before)
				if err := buildInto(dir, tt.next, killAt(n)); err != errKilled {
					t.Fatalf("killed at step %d: %v", n, err)
				}
				name := filepath.Join(dir, filepath.FromSlash(tt.file))
				if tt.text != "mio" && exists(name) {
					break // it is the killed build's
				}
				putFile(t, name, tt.text)
				reopen(&Output{step: healthy, flusher: idle}, dir)
				if got := treeOf(t, dir)[tt.file]; got != tt.text {
					t.Errorf("killed at step %d: the file is %q", n, got)
				}
			}
		})
	}
}

func TestOutputRemovedAfterKill(t *testing.T) {
	want := alone(t, grown)
	for n := range steps(t, before, grown) {
		dir := start(t, before)
		if err := buildInto(dir, grown, killAt(n)); err != errKilled {
			t.Fatalf("killed at step %d: %v", n, err)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		rebuilt(t, dir, grown, want)
	}
}

func TestDamagedMovesSaid(t *testing.T) {
	dir := start(t, before)
	work := filepath.Join(filepath.Dir(dir), ".public.vetro")
	putFile(t, filepath.Join(work, "moves"), bondOf(t, work)+"ciao\n")
	_, err := Open(dir, nil)
	want := fmt.Sprintf(`undo the killed build in %s: %s: line 2: "ciao" is no sum and name`, work, filepath.Join(work, "moves"))
	if fmt.Sprint(err) != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// bondOf makes a work folder and gives what a journal begins with that is written there.
func bondOf(t *testing.T, work string) string {
	t.Helper()
	if err := os.MkdirAll(work, 0o777); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(work)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	device, inode, err := identity(f)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("folder %d %d\n", device, inode)
}
