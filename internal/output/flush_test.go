package output

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// power is a disk that forgets what was not flushed when its power fails. It knows files by
// their number, as they are renamed.
type power struct {
	t     *testing.T
	dir   string        // which holds the output and the work folder
	safe  map[id]string // files that were flushed, with what they held
	named map[id]bool   // files and folders whose names were
}

type id struct{ device, number uint64 }

func newPower(t *testing.T, dir string) *power {
	p := &power{t: t, dir: dir, safe: map[id]string{}, named: map[id]bool{}}
	p.keepAll() // it has been there for a while
	return p
}

func (p *power) id(f *os.File) id {
	device, number, err := identity(f)
	if err != nil {
		p.t.Fatal(err)
	}
	return id{device, number}
}

// each calls do for all that stands in the folder.
func (p *power) each(dir string, do func(full string, e fs.DirEntry, i id)) {
	err := filepath.WalkDir(dir, func(full string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		f, err := os.Open(full)
		if err != nil {
			return err
		}
		do(full, e, p.id(f))
		return f.Close()
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		p.t.Fatal(err)
	}
}

// keepAll flushes the whole disk.
func (p *power) keepAll() {
	p.each(p.dir, func(full string, e fs.DirEntry, i id) {
		p.named[i] = true
		if e.Type().IsRegular() {
			p.safe[i] = p.text(full)
		}
	})
}

func (p *power) text(full string) string {
	data, err := os.ReadFile(full)
	if err != nil {
		p.t.Fatal(err)
	}
	return string(data)
}

// keep flushes one file, or the names in one folder.
func (p *power) keep(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !info.IsDir() {
		p.safe[p.id(f)] = p.text(f.Name())
		return nil
	}
	entries, err := f.ReadDir(-1)
	for _, e := range entries {
		g, err := os.Open(filepath.Join(f.Name(), e.Name()))
		if err != nil {
			return err
		}
		p.named[p.id(g)] = true
		if err := g.Close(); err != nil {
			return err
		}
	}
	return err
}

// fail is the moment at which the power fails: of a file whose name was never flushed
// nothing is left, of one whose bytes were not, its name. Folders and renames come onto the
// disk in their order, as disks with a journal have it; what was not, a kill before them shows.
func (p *power) fail() {
	var gone []string
	p.each(p.dir, func(full string, e fs.DirEntry, i id) {
		switch text, safe := p.safe[i]; {
		case !p.named[i] && !e.IsDir():
			gone = append(gone, full)
		case e.Type().IsRegular() && (!safe || text != p.text(full)):
			if err := os.Truncate(full, 0); err != nil {
				p.t.Fatal(err)
			}
		}
	})
	for _, full := range gone {
		if err := os.Remove(full); err != nil {
			p.t.Fatal(err)
		}
	}
}

// flushers are the two ways in which a disk is asked.
var flushers = map[string]func(p *power) flusher{
	"at once": func(p *power) flusher {
		return flusher{all: func(*os.File) error { p.keepAll(); return nil }, one: p.keep, last: p.keep, names: true}
	},
	"one by one": func(p *power) flusher { return flusher{one: p.keep, last: p.keep, names: true} },
}

// stepsWith counts the changes on disk of a build that nobody disturbs.
func stepsWith(t *testing.T, way func(*power) flusher, former, next site) (n int) {
	t.Helper()
	dir := start(t, former)
	o := &Output{step: func() error { n++; return nil }, flusher: way(newPower(t, filepath.Dir(dir)))}
	if err := buildWith(o, dir, next); err != nil {
		t.Fatal(err)
	}
	return n
}

// loseAt makes a build whose power fails before its nth change on disk, and checks what is left.
func loseAt(t *testing.T, way func(*power) flusher, n int, former, next site, want site) {
	t.Helper()
	dir := start(t, former)
	p := newPower(t, filepath.Dir(dir))
	if err := buildWith(&Output{step: killAt(n), flusher: way(p)}, dir, next); err != errKilled {
		t.Fatalf("killed at step %d: %v", n, err)
	}
	p.fail()
	if wrong := broken(treeOf(t, dir)); wrong != "" {
		t.Errorf("without power at step %d: %s", n, wrong)
	}
	rebuilt(t, dir, next, want)
}

// What this system has flushes files and folders, and a build with it changes what it has to.
func TestSystemFlusher(t *testing.T) {
	dir := start(t, before)
	for _, next := range []site{before, grown, turned} {
		if err := buildWith(&Output{step: healthy, flusher: systemFlusher()}, dir, next); err != nil {
			t.Fatal(err)
		}
		if d := difference(withoutFolders(treeOf(t, dir)), withoutFolders(treeOf(t, start(t, next)))); d != "" {
			t.Error(d)
		}
	}
}

// A build whose machine loses its power at any step, and with it all that was not flushed,
// leaves a site that is whole; and the next makes what an undisturbed one makes.
func TestPowerFailsAtEveryStep(t *testing.T) {
	for name, way := range flushers {
		for _, sc := range scenarios {
			t.Run(sc.name+", "+name, func(t *testing.T) {
				t.Parallel()
				want := alone(t, sc.next)
				for n := range stepsWith(t, way, sc.former, sc.next) {
					loseAt(t, way, n, sc.former, sc.next, want)
				}
			})
		}
	}
}

// Sites at random, in builds that lose their power at random. VETRO_LONG=1 makes 50 of each
// kind, an ordinary run a twentieth of them.
func TestPowerFailsAtRandom(t *testing.T) {
	rounds := 3
	if os.Getenv("VETRO_LONG") != "" {
		rounds = 50
	}
	for name, way := range flushers {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(3, 7))
			for round := range rounds {
				former, next := randomSite(random), randomSite(random)
				loseAt(t, way, random.IntN(stepsWith(t, way, former, next)), former, next, alone(t, next))
				if t.Failed() {
					t.Fatalf("round %d", round)
				}
			}
		})
	}
}

// randomSite gives a site of some hundred files, among them large ones; its home leads to all.
func randomSite(random *rand.Rand) site {
	s, home := site{}, strings.Builder{}
	for n := range 50 + random.IntN(150) {
		name := fmt.Sprintf("%s/g%d/h%d.html", []string{"assets", "progetti", "enti"}[n%3], random.IntN(4), n)
		s[name] = fmt.Sprintf("%d %s.", random.IntN(3), strings.Repeat(" ", random.IntN(2)*random.IntN(200_000)))
		home.WriteString(name + " ")
	}
	s["index.html"] = fmt.Sprintf("%d %s.", random.IntN(9), home.String())
	return s
}
