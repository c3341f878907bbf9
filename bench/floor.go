package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// file is a file of a built site.
type file struct {
	name string
	data []byte
}

// count gives how many files a tree has, and their bytes.
func count(dir string) (files int, bytes int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			files, bytes = files+1, bytes+info.Size()
		}
		return err
	})
	return files, bytes, err
}

// batch is how many bytes the floor reads before it writes them.
const batch = 64 << 20

// floor writes the files of a tree again, from memory, one after the other, and nothing
// else: what any generator must do at least. Reading them is not counted.
func floor(from, to string) (m measure, files int, bytes int64, err error) {
	made := make(map[string]bool)
	var held []file
	var size int64 // of those held
	write := func() error {
		start := time.Now()
		err := writeFiles(to, held, made)
		m.wall += time.Since(start)
		files, bytes = files+len(held), bytes+size
		held, size = held[:0], 0
		return err
	}
	err = filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from, name) // name is within from
		held, size = append(held, file{rel, data}), size+int64(len(data))
		if size < batch {
			return nil
		}
		return write()
	})
	if err == nil {
		err = write()
	}
	m.cpu = m.wall
	return m, files, bytes, err
}

func writeFiles(dir string, files []file, made map[string]bool) error {
	for _, f := range files {
		name := filepath.Join(dir, f.name)
		if parent := filepath.Dir(name); !made[parent] {
			if err := os.MkdirAll(parent, 0o777); err != nil {
				return err
			}
			made[parent] = true
		}
		if err := os.WriteFile(name, f.data, 0o666); err != nil {
			return err
		}
	}
	return nil
}
