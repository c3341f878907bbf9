package main

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing/fstest"
)

// overlay is a site folder with one file more, which is not written yet: a new record is
// read before it is.
type overlay struct {
	fs.FS
	name string
	more fstest.MapFS // the new file, and the folders on the way to it
}

func newOverlay(site fs.FS, name string, data []byte) *overlay {
	return &overlay{site, name, fstest.MapFS{name: {Data: data, Mode: 0o644}}}
}

// holds reports whether a name is the new file's, or of a folder on the way to it: those
// are as good as new, whether they are there or not.
func (o *overlay) holds(name string) bool {
	return name == "." || name == o.name || strings.HasPrefix(o.name, name+"/")
}

// Open gives the new file, or one of the site.
func (o *overlay) Open(name string) (fs.File, error) {
	if !o.holds(name) {
		return o.FS.Open(name)
	}
	file, err := o.more.Open(name)
	if err != nil || name == o.name {
		return file, err
	}
	entries, err := o.ReadDir(name)
	return &mergedFolder{file, entries}, err
}

// Stat opens nothing but the new file and the folders on the way to it.
func (o *overlay) Stat(name string) (fs.FileInfo, error) {
	if o.holds(name) {
		return o.more.Stat(name)
	}
	return fs.Stat(o.FS, name)
}

// ReadDir lists a folder, with the new file or the folder in which it lies.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	if !o.holds(name) || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return entries, err
	}
	more, err := o.more.ReadDir(name)
	for _, e := range more {
		at, found := slices.BinarySearchFunc(entries, e.Name(), func(e fs.DirEntry, s string) int { return strings.Compare(e.Name(), s) })
		if found {
			entries[at] = e
		} else {
			entries = slices.Insert(entries, at, e)
		}
	}
	return entries, err
}

// mergedFolder is a folder on the way to the new file, opened.
type mergedFolder struct {
	fs.File
	left []fs.DirEntry
}

// ReadDir gives the next n entries, or all that are left when n is not above zero.
func (f *mergedFolder) ReadDir(n int) ([]fs.DirEntry, error) {
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
