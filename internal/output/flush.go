package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// This file brings onto the disk what the system still holds in memory, so that a machine
// that loses its power in the middle of a build is like a build that was killed: the journal
// and all that it names are there before the first move, and the moves before the journal
// goes. Without that the disk may keep a move and lose the bytes of what was moved.

// flusher tells the system to write down what it holds. Tests have one of their own.
type flusher struct {
	// all writes down everything that stands on the disk of a folder, in one call; nil where
	// no system call does that. For thousands of files it takes a small part of the time
	// that one call a file takes.
	all func(folder *os.File) error
	// one writes down one file or folder; files are given to it only where all is nil.
	one func(f *os.File) error
	// last does as one, and has the disk empty its own memory, too: all that one was called
	// for before is safe then.
	last func(folder *os.File) error
	// names holds where the names in a folder must be written down, besides its files.
	names bool
}

// flushNew writes down a file that was just written, where one call does not do it for all.
func (o *Output) flushNew(f *os.File) error {
	if o.flusher.all != nil {
		return nil
	}
	return o.flusher.one(f)
}

// flushStaged writes down what the moves need: the staged files, those that are kept, the
// journal that is not in its place yet, and the names of all.
func (o *Output) flushStaged() error {
	if o.flusher.all != nil || !o.flusher.names {
		return o.flushAll()
	}
	for _, top := range []string{o.site("."), o.kept(".")} {
		err := fs.WalkDir(o.root.FS(), filepath.ToSlash(o.in(top)), func(name string, e fs.DirEntry, err error) error {
			if err != nil || !e.IsDir() {
				return err
			}
			return o.flushFolder(name, o.flusher.one)
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return errors.Join(o.flushFolder(".", o.flusher.one), o.flushWork())
}

// flushMoved writes down the names of what was moved, and that of the output.
func (o *Output) flushMoved(moves []journalEntry) error {
	if o.flusher.all != nil || !o.flusher.names {
		return o.flushAll()
	}
	folders := []string{"."}
	for _, m := range moves {
		for dir := filepath.Dir(o.in(o.out(m.name))); dir != "."; dir = filepath.Dir(dir) {
			folders = append(folders, filepath.ToSlash(dir))
		}
	}
	slices.Sort(folders)
	for _, dir := range slices.Compact(folders) {
		if err := o.flushFolder(dir, o.flusher.one); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err // one that is not there was left empty, and went
		}
	}
	return o.flushWork()
}

// flushWork writes down the names in the work folder: whether there is a journal.
func (o *Output) flushWork() error {
	if !o.flusher.names {
		return nil
	}
	return o.flushFolder(filepath.ToSlash(o.in(o.work)), o.flusher.last)
}

func (o *Output) flushAll() error {
	if o.flusher.all == nil {
		return nil // each file was written down, and the system sees to the names
	}
	return o.flushFolder(".", o.flusher.all)
}

// flushFolder calls flush for a folder, by its name in the root. Some disks, as those of a
// network, have no such call for a folder; they have nothing to be asked for.
func (o *Output) flushFolder(name string, flush func(*os.File) error) error {
	return o.change(func() error {
		f, err := o.root.Open(filepath.FromSlash(name))
		if err != nil {
			return err
		}
		err = flush(f)
		if noFlush(err) {
			err = nil
		}
		return errors.Join(err, f.Close())
	})
}
