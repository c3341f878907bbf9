package build

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"github.com/gofrs/flock"
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
	Deleted int   // files of the former site
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
//	moves    the moves, written before the first and removed after the last
type Output struct {
	label string // as the caller named it
	dir   string // absolute, without symbolic links
	work  string
	lock  *flock.Flock
	old   map[string]string // SHA-256 by name: what the former build wrote
	fresh bool              // there is no output yet: nothing to compare with
	left  map[string]Stamp  // how the former build left files; may be nil
	step  func() error      // called before each change on disk; tests stop the build there

	mu     sync.Mutex
	closed bool
	claims map[string]claim // by folded name
	files  map[string]file  // by name

	made    sync.Map // folders of the staging that are there
	folders sync.Map // folders of the output that were looked at: whether they are some
}

// claim is a name in use, of a file or of a folder on the way to one.
type claim struct {
	name   string
	isFile bool
}

// file is what Put was given.
type file struct {
	sum    string
	size   int64
	time   int64 // of its last change, in nanoseconds
	kind   Kind
	staged bool // it differs from the output's
	kept   bool // nobody made it again
}

// Stamp is how a build left a file in the output.
type Stamp struct {
	Sum  string // SHA-256 in hexadecimal digits
	Size int64
	Time int64 // of its last change, in nanoseconds
}

// OpenOutput takes hold of dir for one build, and undoes what a killed build left. It
// gives a *Refusal if dir is no place for an output, if another build holds it, or if
// its list of written files is damaged. It creates nothing in dir.
func OpenOutput(dir string, guards []Guard) (*Output, error) {
	o := &Output{step: func() error { return nil }}
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
	if err := o.mkdirAll(filepath.Dir(o.dir)); err != nil {
		return fmt.Errorf("make the folder of %s: %w", o.label, err)
	}
	o.work = filepath.Join(filepath.Dir(o.dir), "."+filepath.Base(o.dir)+".vetro")
	if o.lock, err = holdFolder(o.work, o.label); err != nil {
		return err
	}
	if err := o.begin(); err != nil {
		return errors.Join(err, o.release())
	}
	return nil
}

// begin brings output and work folder into the state from which a build starts.
func (o *Output) begin() error {
	if err := o.undoKilled(); err != nil {
		return fmt.Errorf("undo the killed build in %s: %w", o.work, err)
	}
	if err := o.clear(); err != nil {
		return fmt.Errorf("empty %s: %w", o.work, err)
	}
	if err := o.mkdirAll(o.site(".")); err != nil {
		return fmt.Errorf("make the staging folder: %w", err)
	}
	o.files = map[string]file{}
	o.claims = map[string]claim{}
	for _, name := range []string{listName, ignoreName, gitName} {
		o.claims[fold(name)] = claim{name, true}
	}
	if o.fresh = !exists(o.dir); o.fresh {
		return nil
	}
	var err error
	o.old, err = o.readList()
	return err
}

// Put adds a file to the site. The name is relative to the output, with /. Several
// goroutines may call Put and Copy at once. A file of which the output has the same bytes
// is not written anywhere.
func (o *Output) Put(name string, data []byte, kind Kind) error {
	return o.add(name, kind, func() (file, error) {
		raw := sha256.Sum256(data)
		f := file{sum: hex.EncodeToString(raw[:]), size: int64(len(data))}
		if same, err := o.hasAlready(name, &f, func() error { return nil }); same || err != nil {
			return f, err
		}
		var err error
		f.staged = true
		f.time, err = o.write(o.site(name), data)
		return f, err
	})
}

// Copy adds a file without holding it in memory.
func (o *Output) Copy(name string, r io.ReadSeeker, kind Kind) error {
	return o.add(name, kind, func() (f file, err error) {
		if f.size, err = r.Seek(0, io.SeekEnd); err != nil {
			return f, err
		}
		same, err := o.hasAlready(name, &f, func() error {
			f.sum, err = sumFrom(r)
			return err
		})
		if same || err != nil {
			return f, err
		}
		if _, err := r.Seek(0, io.SeekStart); err != nil {
			return f, err
		}
		sum := sha256.New()
		f.size, f.time, err = o.writeFrom(o.site(name), io.TeeReader(r, sum))
		f.sum, f.staged = hex.EncodeToString(sum.Sum(nil)), true
		return f, err
	})
}

// Remember tells how the former build left files, so that those that nobody has touched
// since need not be read.
func (o *Output) Remember(left map[string]Stamp) { o.left = left }

// Stands reports whether a file of the output is as a build left it, without looking into
// it: it must be in the list of what the former build wrote, with this sum, and nobody may
// have touched it since.
func (o *Output) Stands(name string) bool {
	was := o.left[name]
	if was.Sum == "" || o.old[name] != was.Sum {
		return false
	}
	if !o.isFolder(path.Dir(name)) {
		return false
	}
	info, err := os.Lstat(o.out(name))
	return err == nil && info.Mode().IsRegular() && info.Size() == was.Size && info.ModTime().UnixNano() == was.Time
}

// standAll reports whether all of some files stand.
func (o *Output) standAll(names []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return !o.Stands(name) })
}

// allStand asks the same of very many files, on all processors.
func (o *Output) allStand(names []string) (bool, error) {
	var fallen atomic.Bool
	var jobs []func() error
	for part := range slices.Chunk(names, 4096) {
		jobs = append(jobs, func() error {
			fallen.Store(fallen.Load() || !o.standAll(part))
			return nil
		})
	}
	err := atOnce(jobs...)
	return err == nil && !fallen.Load(), err
}

// isFolder reports whether a folder of the output is one, and no link on the way to it. It
// is asked once: until Commit nothing changes there.
func (o *Output) isFolder(name string) bool {
	if is, known := o.folders.Load(name); known {
		return is.(bool)
	}
	at, info, err := o.look(name)
	is := err == nil && at == name && info != nil && info.IsDir() || name == "."
	o.folders.Store(name, is)
	return is
}

// Keep adds a file that stands in the output, and leaves it as it is.
func (o *Output) Keep(name string, kind Kind) error {
	was := o.left[name]
	return o.add(name, kind, func() (file, error) {
		return file{sum: was.Sum, size: was.Size, time: was.Time, kept: true}, nil
	})
}

// Stamps tell how the files were left, once Commit has succeeded.
func (o *Output) Stamps() map[string]Stamp {
	stamps := make(map[string]Stamp, len(o.files))
	for name, f := range o.files {
		stamps[name] = Stamp{f.sum, f.size, f.time}
	}
	return stamps
}

// add takes a name, and has its file staged.
func (o *Output) add(name string, kind Kind, stage func() (file, error)) error {
	if err := o.claim(name); err != nil {
		return err
	}
	f, err := stage()
	if err != nil {
		return fmt.Errorf("stage %s: %w", name, err)
	}
	f.kind = kind
	o.mu.Lock()
	defer o.mu.Unlock()
	o.files[name] = f
	return nil
}

// hasAlready reports whether the output has a file of that name, size and sum, which sum
// finds out when it is needed.
func (o *Output) hasAlready(name string, f *file, sum func() error) (bool, error) {
	if o.fresh {
		return false, nil
	}
	at, info, err := o.look(name)
	if err != nil || at != name || info == nil || !info.Mode().IsRegular() || info.Size() != f.size {
		return false, err
	}
	if err := sum(); err != nil {
		return false, err
	}
	f.time = info.ModTime().UnixNano()
	if was := o.left[name]; was.Time == f.time && was.Size == f.size && was.Sum == o.old[name] && was.Sum != "" {
		return was.Sum == f.sum, nil
	}
	got, err := sumFile(o.out(name))
	return got == f.sum, err
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
func (o *Output) claim(name string) error {
	if !validName(name) {
		return fmt.Errorf("the name %q cannot be used in the output", name)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		panic("build: a file was put after Commit or Abort")
	}
	for p := name; p != "."; p = path.Dir(p) {
		c := claim{p, p == name}
		was, taken := o.claims[fold(p)]
		if taken && (was != c || c.isFile) {
			return fmt.Errorf("the output already has %s, which clashes with %s", was.name, name)
		}
		o.claims[fold(p)] = c
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
	return fs.ValidPath(name) && name != "." && !strings.ContainsFunc(name, odd) &&
		filepath.IsLocal(filepath.FromSlash(name))
}

func fold(name string) string { return strings.ToLower(name) }

func sumFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	return sumFrom(f)
}

func sumFrom(r io.ReadSeeker) (string, error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, r); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
