package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"vetro/bench/corpus"
)

// site is a site to measure, in a folder that may be changed.
type site struct {
	dir string
	key string // of the records, whose value a save begins anew
}

// copySite copies a site, without what builds left in it.
func copySite(from, to string) error {
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from, name) // name is within from
		if d.IsDir() {
			if strings.HasPrefix(d.Name(), ".") && rel != "." || rel == "public" {
				return fs.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, rel), 0o777)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o666)
	})
}

// project gives the file of one project: n scatters over all.
func (s *site) project(n int) (string, error) {
	var files []string
	err := filepath.WalkDir(filepath.Join(s.dir, "content", "progetti"), func(name string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".toml" {
			files = append(files, name)
		}
		return err
	})
	if err == nil && len(files) == 0 {
		err = errors.New("no projects in " + s.dir)
	}
	if err != nil {
		return "", err
	}
	return files[corpus.Scatter(n)%len(files)], nil
}

// reword puts words before those that a record has under a key.
func reword(record, key, words string) (string, error) {
	at := regexp.MustCompile(`(?m)^` + key + ` *= *"`).FindStringIndex(record)
	if at == nil {
		return "", fmt.Errorf("no line begins with %s = \"", key)
	}
	return record[:at[1]] + words + record[at[1]:], nil
}
