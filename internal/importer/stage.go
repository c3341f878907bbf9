package importer

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// stageDir is where records are written until all of an import is known to be right. It is
// in content, so that what is in it is moved by rename.
const stageDir = contentDir + ".import.vetro"

// contentDir is the folder of all that an import writes.
const contentDir = "content/"

// stage holds the records that an import has written and not yet put in their places.
type stage struct {
	open bool
	dir  string   // of the last record
	into *os.Root // that folder
	dirs map[string]bool
}

// discard takes away what was not moved into its place.
func (s *stage) discard(root *os.Root) error {
	if !s.open {
		return nil
	}
	err := s.leave()
	s.open = false
	return errors.Join(err, root.RemoveAll(stageDir))
}

// leave closes the folder of the last record.
func (s *stage) leave() error {
	if s.into == nil {
		return nil
	}
	into := s.into
	s.into, s.dir = nil, ""
	return into.Close()
}

// enter opens the folder of a record. The records of one folder mostly come together.
func (s *stage) enter(root *os.Root, dir string) error {
	if !s.open {
		if err := errors.Join(root.RemoveAll(stageDir), root.MkdirAll(stageDir, 0o777)); err != nil { // it may be of an import that was killed
			return err
		}
		s.open, s.dirs = true, make(map[string]bool)
	}
	if s.into != nil && s.dir == dir {
		return nil
	}
	if err := s.leave(); err != nil {
		return err
	}
	at := path.Join(stageDir, strings.TrimPrefix(dir, contentDir))
	if !s.dirs[dir] {
		if err := root.MkdirAll(at, 0o777); err != nil {
			return err
		}
		s.dirs[dir] = true
	}
	into, err := root.OpenRoot(at)
	s.into, s.dir = into, dir
	return err
}

// write stages a record: until commit nothing of it is in its place.
func (f *folder) write(name string, text []byte) error {
	if f.dry {
		return nil
	}
	err := f.stage.enter(f.root, path.Dir(name))
	if err == nil {
		err = f.stage.into.WriteFile(path.Base(name), text, 0o666)
	}
	if err != nil {
		return refused("write", name, err)
	}
	return nil
}

// commit moves every staged record into its place by rename, so that none is ever half
// there. A folder that is not there yet is moved with all that is in it: that costs less than to
// move each.
func (f *folder) commit() error {
	if !f.stage.open {
		return nil
	}
	if err := f.stage.leave(); err != nil {
		return err
	}
	if err := f.move("."); err != nil {
		return err
	}
	return f.stage.discard(f.root)
}

// move moves what is staged under a folder.
func (f *folder) move(dir string) error {
	entries, err := fs.ReadDir(f.root.FS(), path.Join(stageDir, dir))
	if err != nil {
		return refused("read folder", path.Join(stageDir, dir), err)
	}
	for _, e := range entries {
		from, to := path.Join(stageDir, dir, e.Name()), path.Join(contentDir, dir, e.Name())
		_, missing := f.root.Stat(to)
		if e.IsDir() && !errors.Is(missing, fs.ErrNotExist) {
			if err := f.move(path.Join(dir, e.Name())); err != nil {
				return err
			}
			continue
		}
		if err := f.root.Rename(from, to); err != nil {
			return refused("write", to, err)
		}
	}
	return nil
}

// stream puts a file of content/importati in its place at once, by rename; fill writes it piece by
// piece.
func (f *folder) stream(name string, fill func(io.Writer) error) error {
	if f.dry {
		return nil
	}
	if err := f.root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return refused("make folder", path.Dir(name), err)
	}
	half := beside(name)
	_ = f.root.Remove(half) // of an import that was killed, or a link
	file, err := f.root.OpenFile(half, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err == nil {
		buf := bufio.NewWriterSize(file, 1<<16)
		err = errors.Join(fill(buf), buf.Flush(), file.Close())
	}
	if err == nil {
		err = f.root.Rename(half, name)
	}
	if err != nil {
		_ = f.root.Remove(half)
		return refused("write", name, err)
	}
	return nil
}

// beside gives the name that a file has while it is made.
func beside(name string) string { return path.Join(path.Dir(name), "."+path.Base(name)+".vetro") }

// rename gives a file of content/importati the name of another, which it replaces.
func (f *folder) rename(from, to string) error {
	if f.dry {
		return nil
	}
	if err := f.root.Rename(from, to); err != nil {
		return refused("write", to, err)
	}
	return nil
}
