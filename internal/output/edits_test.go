package output

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"vetro/internal/record"
)

// foreignPlainly gives what stands in an output besides files and their folders.
func foreignPlainly(o *Output, files site) (names []string) {
	folders := map[string]bool{".": true}
	for name := range files {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	_ = filepath.WalkDir(o.dir, func(full string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(o.dir, full)
		name := filepath.ToSlash(rel)
		_, ours := files[name]
		switch {
		case e.IsDir() && folders[name], e.Type().IsRegular() && (ours || name == ManifestName):
			return nil
		case !e.IsDir() || !hollow(full):
			names = append(names, name)
		}
		if e.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
	return names
}

// vandal changes an output at random.
type vandal struct {
	*rand.Rand
	dir   string
	names []string
}

func (v *vandal) act(t *testing.T) {
	name := v.names[v.IntN(len(v.names))]
	if v.IntN(4) == 0 {
		name = path.Dir(name)
	}
	full, other := filepath.Join(v.dir, name), filepath.Join(v.dir, v.names[v.IntN(len(v.names))])
	late := time.Date(2031, 5, 4, 3, 2, 1, 0, time.UTC)
	// Whatever cannot be done is left.
	switch v.IntN(11) {
	case 0:
		_ = os.WriteFile(full, []byte("a mano"), 0o666)
	case 1:
		_ = os.Chtimes(full, late, late)
	case 2:
		if name != "." {
			_ = os.RemoveAll(full)
		}
	case 3:
		if name != "." && os.RemoveAll(full) == nil {
			_ = os.Symlink(other, full)
		}
	case 4:
		_ = os.Rename(full, full+".x")
	case 5:
		_ = os.Mkdir(full+"-y", 0o777)
		_ = os.WriteFile(full+"-y/z", nil, 0o666)
	case 6:
		_ = os.WriteFile(filepath.Join(path.Dir(full), "nota"), nil, 0o666)
	case 7:
		if os.Remove(full) == nil {
			_ = os.Mkdir(full, 0o777)
		}
	case 8:
		_ = os.Remove(filepath.Join(v.dir, ManifestName))
	case 9: // and puts the time back
		if info, err := os.Lstat(full); err == nil && info.Mode().IsRegular() {
			_ = os.WriteFile(full, []byte("a mano"), 0o666)
			_ = os.Chtimes(full, info.ModTime(), info.ModTime())
		}
	case 10: // the list of another build
		if list, err := os.ReadFile(filepath.Join(v.dir, ManifestName)); err == nil {
			sum := sha256.Sum256([]byte(name))
			copy(list, hex.AppendEncode(nil, sum[:]))
			_ = os.WriteFile(filepath.Join(v.dir, ManifestName), list, 0o666)
		}
	}
}

// What is told of as foreign is what a plain walk finds, whatever others did to the output.
func TestForeignOverEdits(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 1))
	for round := range 150 {
		files := site{}
		for range 1 + random.IntN(40) {
			files[fmt.Sprintf("f%d/g%d/h%d", random.IntN(3), random.IntN(3), random.IntN(9))] = "1"
			files[fmt.Sprintf("f%d/p%d.html", random.IntN(4), random.IntN(9))] = "1"
			files[fmt.Sprintf("q%d", random.IntN(9))] = "1"
		}
		dir := published(t, files)
		v := &vandal{random, dir, slices.Sorted(maps.Keys(files))}
		for range random.IntN(5) {
			v.act(t)
		}
		o, err := Open(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		known := site{}
		for _, e := range o.old {
			known[e.Name] = "1"
		}
		s := diff{}
		if err := o.reportForeign(&s); err != nil {
			t.Fatal(err)
		}
		record.SortProblems(s.problems)
		var got []string
		for _, p := range s.problems {
			got = append(got, strings.TrimPrefix(p.Pos.File, o.label+"/"))
		}
		want := foreignPlainly(o, known)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("round %d: foreign are %q, want %q", round, got, want)
		}
		if err := o.Abort(); err != nil {
			t.Fatal(err)
		}
	}
}

// What is put over another site becomes what it becomes from nothing.
func TestPutOverEdits(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 4))
	dir := filepath.Join(t.TempDir(), "public")
	now := site{}
	for round := range 120 {
		for range random.IntN(4) {
			name := fmt.Sprintf("f%d/h%d", random.IntN(4), random.IntN(9))
			if now[name] = fmt.Sprint(round % 7); random.IntN(3) == 0 {
				delete(now, name)
			}
		}
		now["index.html"] = fmt.Sprint(round / 3)
		if w, problems := publish(t, dir, now); len(problems) > 0 || w.Files != len(now) {
			t.Fatalf("round %d: %+v, %v", round, w, problems)
		}
		if d := difference(treeOf(t, dir), treeOf(t, published(t, now))); d != "" {
			t.Fatalf("round %d: %s", round, d)
		}
	}
}
