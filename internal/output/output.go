// Package output owns the folder that a build writes. It knows names and bytes, and nothing
// of sites: a build puts files, which are staged beside the output where they differ from
// its own, and commits them, all or none. A journal undoes what a killed build left.
//
// It never touches a file that it did not write, and follows no symbolic link: what it
// opens, makes, moves and removes goes through an os.Root of the folder above the output.
package output

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"unicode"

	"vetro/internal/hold"
)

// Kind says when a file is moved into the output: what others need comes before them.
type Kind int

// The kinds, in the order in which their changed files come in.
const (
	Asset Kind = iota // style sheets, scripts, fonts, media
	Page              // what a citizen reads
	List              // lists of pages, data files, feeds, sitemap; index.html is the last of all
)

// Written tells what a build did to the output, impronte.sha256 left out.
type Written struct {
	Files   int   // files of the site
	Changed int   // of these, new or with new bytes
	Deleted int   // files of the previous site
	Bytes   int64 // size of the site
}

// Output is the output folder, held by one build. Files are put into a staging folder
// beside it; Commit moves them in, Abort forgets them, and one of the two must be called.
//
// The work folder .public.vetro stands beside public and is gone when no build is at
// work. It holds
//
//	lock     locked while the build lives
//	site/    the files that differ from the output's
//	former/  the files that the moves replace or delete
//	moves    the journal: the moves, written before the first and removed after the last
//
// These names stay: a build clears away what one of an older version left. Whoever proposes
// files for a site may propose a work folder, too. So one that is a link, or somebody
// else's, is refused, and moves that were not written in this very folder are set aside.
type Output struct {
	label string // as the caller named it
	dir   string // absolute, without symbolic links
	work  string
	root  *os.Root // the folder above the output, which also holds the work folder
	was   *os.Root // the output itself, to read the previous files; nil if fresh
	bond  string   // the first line of a journal of this work folder
	lock  *hold.Lock
	old   []Entry      // the manifest of the previous build, in the order of names
	fresh bool         // there is no output yet: nothing to compare with
	step  func() error // called before each change on disk; tests stop the build there
	flusher

	mu     sync.Mutex
	closed bool
	claims map[string]claim // by folded name
	files  []*file          // what was put
}

// claim is a name in use, of a file or of a folder on the way to one.
type claim struct {
	name string
	file *file // nil for a folder
}

// file is what Put was given.
type file struct {
	name   string
	sum    [32]byte // SHA-256
	size   int64
	kind   Kind
	staged bool // it differs from the output's
}

// Open takes hold of dir for one build, and undoes what a killed build left. It
// gives a *Refusal if dir is no place for an output, if another build holds it, or if
// its list of written files is damaged. It creates nothing in dir.
func Open(dir string, guards []Guard) (*Output, error) {
	o := &Output{step: func() error { return nil }, flusher: systemFlusher()}
	if err := o.open(dir, guards); err != nil {
		return nil, err
	}
	return o, nil
}

func (o *Output) open(dir string, guards []Guard) (err error) {
	o.label = filepath.ToSlash(filepath.Clean(dir))
	if o.dir, err = outputFolder(dir, guards); err != nil {
		return err
	}
	if err := o.makeParent(); err != nil {
		return fmt.Errorf("make the folder of %s: %w", o.label, err)
	}
	o.work = filepath.Join(filepath.Dir(o.dir), "."+filepath.Base(o.dir)+".vetro")
	if o.root, err = os.OpenRoot(filepath.Dir(o.dir)); err != nil {
		return fmt.Errorf("open the folder of %s: %w", o.label, err)
	}
	if err := o.hold(); err != nil {
		return errors.Join(err, o.root.Close())
	}
	if err := o.begin(); err != nil {
		return errors.Join(err, o.release())
	}
	return nil
}

// begin brings output and work folder into the state from which a build starts.
func (o *Output) begin() error {
	if err := o.bind(); err != nil {
		return fmt.Errorf("look at the work folder %s: %w", o.work, err)
	}
	if err := o.setAside(); err != nil {
		return fmt.Errorf("set the moves in %s aside: %w", o.work, err)
	}
	if err := o.undoKilled(); err != nil {
		return fmt.Errorf("undo the killed build in %s: %w", o.work, err)
	}
	if err := o.clear(); err != nil {
		return fmt.Errorf("empty %s: %w", o.work, err)
	}
	if err := o.mkdirAll(o.site(".")); err != nil {
		return fmt.Errorf("make the staging folder: %w", err)
	}
	o.claims = map[string]claim{}
	for _, name := range []string{ManifestName, ignoreName, gitName} {
		o.claims[fold(name)] = claim{name, &file{name: name}}
	}
	if o.fresh = !exists(o.dir); o.fresh {
		return nil
	}
	var err error
	if o.was, err = o.root.OpenRoot(o.in(o.dir)); err != nil {
		return fmt.Errorf("open %s: %w", o.label, err)
	}
	o.old, err = o.readManifest()
	return err
}

// Abort forgets what was put and lets go of the output, which stays as it was. After
// Commit it does nothing, so that it can be deferred.
func (o *Output) Abort() error {
	if o.closed {
		return nil
	}
	o.closed = true
	return o.release()
}

// claim takes a name for one file. Names that differ only in case would be one file on
// the disks of Windows and macOS, and the site is to be the same on every host.
func (o *Output) claim(f *file) error {
	if !validName(f.name) {
		return fmt.Errorf("the name %q cannot be used in the output", f.name)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		panic("output: a file was put after Commit or Abort")
	}
	c := claim{f.name, f}
	for p := f.name; p != "."; p = path.Dir(p) {
		c.name = p
		folded := fold(p)
		was, taken := o.claims[folded]
		if taken && (was != c || p == f.name) {
			return fmt.Errorf("the output already has %s, which clashes with %s", was.name, f.name)
		}
		if taken {
			return nil // and so are the folders above
		}
		o.claims[folded] = c
		c.file = nil
	}
	return nil
}

// look finds what stands in the output at a name, and never goes through a symbolic
// link. If something other than a folder is in the way, at is its name.
func (o *Output) look(name string) (at string, info fs.FileInfo, err error) {
	for i := 0; i <= len(name); i++ {
		if i < len(name) && name[i] != '/' {
			continue
		}
		at = name[:i]
		info, err = os.Lstat(o.out(at))
		if errors.Is(err, fs.ErrNotExist) {
			return name, nil, nil
		}
		if err != nil || !info.IsDir() {
			break
		}
	}
	return at, info, err
}

// validName reports whether a name stays inside the output and can stand in a line of
// sha256sum, which has another form for names with a backslash or a line end.
func validName(name string) bool {
	odd := func(r rune) bool { return r == '\\' || unicode.IsControl(r) }
	return fs.ValidPath(name) && name != "." && !strings.ContainsFunc(name, odd) && filepath.IsLocal(filepath.FromSlash(name))
}

func fold(name string) string { return strings.ToLower(name) }

func (o *Output) sumFile(name string) (sum [32]byte, err error) {
	f, err := o.root.Open(o.in(name))
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return [32]byte(h.Sum(nil)), err
}
