package load

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
)

// tired is a folder in which some folders cannot be read.
type tired struct{ fstest.MapFS }

func (b tired) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := b.MapFS.ReadDir(name)
	if name == "content/progetti/b" || name == "content/progetti/c/d" {
		return entries[:1], errors.New("the disk is tired of " + name)
	}
	return entries, err
}

// Who goes through a folder that was read ahead sees what is there, errors included.
func TestReadAhead(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{"a/1.toml", "a/2.toml", "b/1.toml", "b/2.toml", "c/d/1.toml", "c/e/1.toml", ".git/x", "z.toml"} {
		files["content/progetti/"+name] = &fstest.MapFile{}
	}
	walk := func(fsys fs.FS, dir string) (seen []string) {
		_ = fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
			seen = append(seen, fmt.Sprint(name, d, err))
			return nil
		})
		return seen
	}
	for _, dir := range []string{"content/progetti", "content/notizie", "content/progetti/z.toml"} {
		want := walk(tired{files}, dir)
		if got := walk(readAhead(tired{files}, dir), dir); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", dir, got, want)
		}
	}
}
