// Package hold lets one process at a time change a folder: a build its output, an import its
// site. It makes a folder for what is under way, with a lock in it, and takes both away at the
// end, so that nothing is left behind. .gitignore of every site has such folders (.*.vetro).
package hold

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// Lock is a folder that is held.
type Lock struct {
	root *os.Root
	dir  string // in the root
	file *flock.Flock
}

// ErrBusy is the error for a folder that another process holds.
var ErrBusy = errors.New("another process holds the folder")

// Stranger is the error for what stands where the folder or its lock goes, and is none of
// ours. Whoever proposes files for a site may propose that, too.
type Stranger struct {
	Name string // in the root
	What What
}

// What a stranger is.
type What int

// The kinds of strangers.
const (
	Link      What = iota // in place of the folder
	NoFolder              // in its place
	OthersOwn             // the folder is of another user
	NoLock                // something other than a file in place of the lock
)

func (s *Stranger) Error() string { return s.Name + " is no folder to hold" }

// Take makes a folder in a root and holds it. Who ends removes folder and lock; one that opened
// the lock just before has a file that nobody else will find, so what was locked is
// compared with what is there.
func Take(root *os.Root, dir string) (*Lock, error) {
	l := &Lock{root: root, dir: dir}
	for range 100 {
		if err := l.find(); errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return nil, err
		}
		l.file = flock.New(filepath.Join(root.Name(), l.name()), flock.SetFlag(lockFlag), flock.SetPermissions(0o666))
		held, err := l.file.TryLock()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("lock %s: %w", dir, err)
		}
		if !held {
			break
		}
		mine, err := l.file.Stat()
		there, err2 := root.Lstat(l.name())
		if err == nil && err2 == nil && os.SameFile(mine, there) {
			return l, nil
		}
		if err := l.file.Close(); err != nil {
			return nil, fmt.Errorf("unlock a removed folder: %w", err)
		}
	}
	return nil, ErrBusy
}

func (l *Lock) name() string { return filepath.Join(l.dir, "lock") }

// find makes the folder, or refuses what stands at its name and is none of ours.
func (l *Lock) find() error {
	err := l.root.Mkdir(l.dir, 0o777)
	if err == nil {
		return nil // some disks give a new folder to another user than the one who made it
	}
	if !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make the folder %s: %w", l.dir, err)
	}
	info, err := l.root.Lstat(l.dir)
	switch {
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return &Stranger{l.dir, Link}
	case !info.IsDir():
		return &Stranger{l.dir, NoFolder}
	case !ownedByUs(info):
		return &Stranger{l.dir, OthersOwn}
	}
	info, err = l.root.Lstat(l.name())
	if err == nil && !info.Mode().IsRegular() {
		return &Stranger{l.name(), NoLock}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Close lets go, and leaves folder and lock where they are.
func (l *Lock) Close() error { return l.file.Close() }

// Release lets go, and removes the lock and the folder, if nothing else is in it.
func (l *Lock) Release() error {
	// The lock goes while it is held, or another process could take it in between and then
	// lose it; Windows alone removes no open file, and for the same reason is safe later.
	kept := l.root.Remove(l.name())
	err := l.file.Close()
	if kept != nil {
		_ = l.root.Remove(l.name())
	}
	_ = l.root.Remove(l.dir) // it stays if another process has come in
	return err
}
