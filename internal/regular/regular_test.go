package regular

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// A folder in a root is a file system like any other, and no name leads out of it.
func TestFS(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"tema/a.html", "tema/parti/b.html", "site.toml"} {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o777), os.WriteFile(full, []byte(name), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := fstest.TestFS(FS(root, "tema"), "a.html", "parti/b.html"); err != nil {
		t.Error(err)
	}
	if _, err := fs.Stat(FS(root, "tema"), "../site.toml"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a name that leads out: %v", err)
	}
}

// What is no file is said to be none, whoever opens it.
func TestNoFile(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := root.Mkdir("d", 0o777); err != nil {
		t.Fatal(err)
	}
	full := filepath.Join(dir, "d")
	for name, open := range map[string]func() error{
		"Open":     func() error { _, err := Open(full); return err },
		"ReadFile": func() error { _, err := ReadFile(full); return err },
		"ReadIn":   func() error { _, err := ReadIn(root, "d"); return err },
		"Create":   func() error { _, err := Create(full); return err },
		"CreateIn": func() error { _, err := CreateIn(root, "d"); return err },
	} {
		if err := open(); !errors.Is(err, ErrFolder) || !Is(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
