// Package regular opens files that are files. Where one is awaited there may be a folder, a pipe,
// a socket, a device, or a link to one: whoever opens a pipe waits for somebody to write, and a
// device may give bytes without end. Nothing here waits: such a thing is an error that says
// what it is. All that commands read by a name that somebody gave goes through here.
package regular

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// The errors for what is no file.
var (
	ErrFolder = errors.New("a folder, where a file is awaited")
	ErrOther  = errors.New("a pipe, a socket or a device, where a file is awaited")
)

// Is reports whether an error tells of something that is no file.
func Is(err error) bool { return errors.Is(err, ErrFolder) || errors.Is(err, ErrOther) }

// Outside reports the error of os.Root for a link that leads out of it, which has no name there.
func Outside(err error) bool {
	return err != nil && strings.Contains(err.Error(), "escapes from parent")
}

// Open opens a file for reading.
func Open(name string) (*os.File, error) {
	info, err := os.Stat(name) // opening a device may do something already
	if err != nil {
		return nil, err
	}
	if err := file(name, info, false); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(name, os.O_RDONLY|atOnce, 0)
	return opened(name, f, err, false)
}

// ReadFile gives what a file holds.
func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(f)
	return data, errors.Join(err, f.Close())
}

// In opens a file or a folder in a root, by a name as fs.FS has it.
func In(root *os.Root, name string) (*os.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f, err := root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|atOnce, 0)
	if f == nil && socket(err) {
		err = &fs.PathError{Op: "open", Path: name, Err: ErrOther}
	}
	return opened(name, f, err, true)
}

// FS gives the files and folders of a folder in a root.
func FS(root *os.Root, dir string) fs.FS { return folder{root, dir} }

type folder struct {
	root *os.Root
	dir  string
}

// Open opens a file or a folder.
func (f folder) Open(name string) (fs.File, error) {
	full, err := f.full("open", name)
	if err != nil {
		return nil, err
	}
	return In(f.root, full)
}

// ReadDir lists a folder.
func (f folder) ReadDir(name string) ([]fs.DirEntry, error) {
	full, err := f.full("readdir", name)
	if err != nil {
		return nil, err
	}
	return fs.ReadDir(f.root.FS(), full)
}

// Stat opens nothing.
func (f folder) Stat(name string) (fs.FileInfo, error) {
	full, err := f.full("stat", name)
	if err != nil {
		return nil, err
	}
	return f.root.Stat(filepath.FromSlash(full))
}

// full gives a name as seen from the root. One with .. in it would lead to what is beside the folder.
func (f folder) full(op, name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	return path.Join(f.dir, name), nil
}

// ReadIn gives what a file in a root holds.
func ReadIn(root *os.Root, name string) ([]byte, error) {
	f, err := In(root, name)
	if err != nil {
		return nil, err
	}
	var data []byte
	info, err := f.Stat()
	if err == nil {
		err = file(name, info, false)
	}
	if err == nil {
		data, err = io.ReadAll(f)
	}
	return data, errors.Join(err, f.Close())
}

// Create opens a file for writing, and empties it or makes it.
func Create(name string) (*os.File, error) { return create(name, os.Stat, os.OpenFile) }

// CreateIn opens a file in a root for writing, and empties it or makes it.
func CreateIn(root *os.Root, name string) (*os.File, error) {
	return create(name, root.Stat, root.OpenFile)
}

func create(name string, stat func(string) (fs.FileInfo, error), open func(string, int, fs.FileMode) (*os.File, error)) (*os.File, error) {
	info, err := stat(name)
	if err == nil {
		err = file(name, info, false)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	f, err := open(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC|atOnce, 0o666)
	return opened(name, f, err, false)
}

// opened looks at what was opened: it may have come in since it was looked at.
func opened(name string, f *os.File, err error, folders bool) (*os.File, error) {
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		err = file(name, info, folders)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// file refuses what is no file.
func file(name string, info fs.FileInfo, folders bool) error {
	switch {
	case info.Mode().IsRegular(), info.IsDir() && folders:
		return nil
	case info.IsDir():
		return &fs.PathError{Op: "open", Path: name, Err: ErrFolder}
	}
	return &fs.PathError{Op: "open", Path: name, Err: ErrOther}
}
