package build

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"sync"
)

// sweep goes through the output once, folder by folder, and finds which files stand and
// what the former build did not write. It looks at every file of ours, and not into them;
// of a foreign folder it sees the name.
func (o *Output) sweep() {
	f := o.old
	f.stands = make([]bool, len(f.files))
	s := &sweep{Output: o, folders: f.folders()}
	for level := []string{"."}; len(level) > 0 && s.failed == nil; {
		s.below = nil
		var jobs []func() error
		for _, name := range level {
			d := &sweptFolder{name: name, users: runtime.GOMAXPROCS(0)}
			for range d.users {
				jobs = append(jobs, func() error { s.through(d); return nil })
			}
		}
		if err := atOnce(jobs...); err != nil {
			panic("build: a sweep tells its errors itself: " + err.Error())
		}
		level = s.below
	}
	slices.Sort(s.strangers)
	f.strangers, f.failed = s.strangers, s.failed
}

// sweep is what the processors share that go through the output.
type sweep struct {
	*Output
	folders map[string]bool // those on the way to files of the former build

	mu        sync.Mutex
	below     []string // folders still to be gone through
	strangers []string
	failed    error
}

// sweptFolder is a folder whose names several processors share: one may hold nearly all
// files of the site.
type sweptFolder struct {
	name string

	mu    sync.Mutex
	users int
	file  *os.File
	err   error // why it gives no more names; io.EOF at its end
}

// batch gives names in the folder that nobody else was given, and none at its end.
func (d *sweptFolder) batch(full string) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.err == nil && d.file == nil {
		d.file, d.err = os.Open(full)
	}
	if d.err != nil {
		return nil
	}
	var names []string
	names, d.err = d.file.Readdirnames(1024)
	return names
}

// leave closes the folder after its last user.
func (d *sweptFolder) leave() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.users--; d.users > 0 {
		return nil
	}
	var err error
	if d.file != nil {
		err = d.file.Close()
	}
	if d.err == io.EOF || errors.Is(d.err, fs.ErrNotExist) { // somebody has removed it
		return err
	}
	return errors.Join(d.err, err)
}

// through looks at the names of a folder, together with others.
func (s *sweep) through(d *sweptFolder) {
	full := s.out(d.name)
	for names := d.batch(full); len(names) > 0; names = d.batch(full) {
		if err := s.visit(d, full, names); err != nil {
			s.fail(err)
			break
		}
	}
	if err := d.leave(); err != nil {
		s.fail(err)
	}
}

func (s *sweep) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failed = errors.Join(s.failed, err)
}

// visit looks at names in a folder.
func (s *sweep) visit(d *sweptFolder, full string, names []string) error {
	var buf []byte
	if d.name != "." {
		buf = append(append(buf, d.name...), '/')
	}
	in := len(buf)
	for _, base := range names {
		at, err := statIn(d.file, full, base)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		buf = append(buf[:in], base...)
		if i, ours := s.old.index[string(buf)]; ours && at.mode.IsRegular() {
			was := &s.old.files[i]
			s.old.stands[i] = was.known && was.time == at.modified && was.size == at.size
			continue
		}
		s.other(string(buf), at.mode)
	}
	return nil
}

// other takes note of what is no file of the former build.
func (s *sweep) other(name string, mode fs.FileMode) {
	if mode.IsRegular() && (name == listName || name == ignoreName) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if mode.IsDir() && s.folders[name] {
		s.below = append(s.below, name)
		return
	}
	s.strangers = append(s.strangers, name)
}
