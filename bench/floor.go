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

func readTree(dir string) ([]file, error) {
	var files []file
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name) // name is within dir
		files = append(files, file{rel, data})
		return err
	})
	return files, err
}

func size(files []file) int64 {
	var n int64
	for _, f := range files {
		n += int64(len(f.data))
	}
	return n
}

// writeTree writes files that are in memory, one after the other, and nothing else: what
// any generator must do at least.
func writeTree(dir string, files []file) (measure, error) {
	start := time.Now()
	made := make(map[string]bool)
	for _, f := range files {
		name := filepath.Join(dir, f.name)
		if parent := filepath.Dir(name); !made[parent] {
			if err := os.MkdirAll(parent, 0o777); err != nil {
				return measure{}, err
			}
			made[parent] = true
		}
		if err := os.WriteFile(name, f.data, 0o666); err != nil {
			return measure{}, err
		}
	}
	wall := time.Since(start)
	return measure{wall: wall, cpu: wall}, nil
}
