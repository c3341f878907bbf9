package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// overlay is a site folder with one file more, which is not written yet: a new record is
// read before it is.
type overlay struct {
	fs.FS
	name string
	data []byte
}

// holds reports whether a folder is on the way to the new file.
func (o *overlay) holds(dir string) bool { return dir == "." || strings.HasPrefix(o.name, dir+"/") }

// Open gives the new file, or one of the site.
func (o *overlay) Open(name string) (fs.File, error) {
	if name == o.name {
		return &newFile{bytes.NewReader(o.data), o.info(name)}, nil
	}
	if o.holds(name) {
		entries, err := o.ReadDir(name)
		return &newFolder{o.info(name), entries}, err
	}
	return o.FS.Open(name)
}

// ReadFile gives what a file holds.
func (o *overlay) ReadFile(name string) ([]byte, error) {
	if name == o.name {
		return slices.Clone(o.data), nil
	}
	return fs.ReadFile(o.FS, name)
}

// Stat describes a file or folder; those on the way to the new file are as good as new,
// whether they are there or not.
func (o *overlay) Stat(name string) (fs.FileInfo, error) {
	if name == o.name || o.holds(name) {
		return o.info(name), nil
	}
	return fs.Stat(o.FS, name)
}

// ReadDir lists a folder, with the new file or the folder in which it lies.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	if !o.holds(name) || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return entries, err
	}
	rest := strings.TrimPrefix(o.name, name+"/")
	if name == "." {
		rest = o.name
	}
	first, _, _ := strings.Cut(rest, "/")
	entry := fs.FileInfoToDirEntry(o.info(path.Join(name, first)))
	at, found := slices.BinarySearchFunc(entries, first, func(e fs.DirEntry, s string) int { return strings.Compare(e.Name(), s) })
	if found {
		entries = slices.Clone(entries)
		entries[at] = entry
		return entries, nil
	}
	return slices.Insert(entries, at, entry), nil
}

func (o *overlay) info(name string) newInfo {
	if name == o.name {
		return newInfo{name: path.Base(name), size: int64(len(o.data)), mode: 0o644}
	}
	return newInfo{name: path.Base(name), mode: fs.ModeDir | 0o755}
}

// newInfo describes the new file, or a folder that it needs.
type newInfo struct {
	name string
	size int64
	mode fs.FileMode
}

func (i newInfo) Name() string       { return i.name }
func (i newInfo) Size() int64        { return i.size }
func (i newInfo) Mode() fs.FileMode  { return i.mode }
func (i newInfo) ModTime() time.Time { return time.Time{} }
func (i newInfo) IsDir() bool        { return i.mode.IsDir() }
func (i newInfo) Sys() any           { return nil }

// newFile is the new file, opened.
type newFile struct {
	*bytes.Reader
	info newInfo
}

func (f *newFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *newFile) Close() error               { return nil }

// newFolder is a folder on the way to the new file, opened.
type newFolder struct {
	info newInfo
	left []fs.DirEntry
}

func (f *newFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *newFolder) Close() error               { return nil }

func (f *newFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: errors.ErrUnsupported}
}

// ReadDir gives the next n entries, or all that are left when n is not above zero.
func (f *newFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(f.left) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.left) {
		n = len(f.left)
	}
	some := f.left[:n]
	f.left = f.left[n:]
	return some, nil
}
