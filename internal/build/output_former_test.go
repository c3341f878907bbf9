package build

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
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

// leftBy builds a site into dir, and gives how its files were left.
func leftBy(t *testing.T, dir string, s site) []remembered {
	t.Helper()
	o, err := OpenOutput(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.put(o); err != nil {
		t.Fatal(err)
	}
	if _, problems, err := o.Commit(); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return o.left()
}

// openAgain opens an output of which it is remembered how it was left.
func openAgain(t *testing.T, dir string, left []remembered) *Output {
	t.Helper()
	o, err := OpenOutput(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Abort() })
	if left == nil {
		return o
	}
	m, err := decodeMemory(encodeMemory([32]byte{}, left))
	if err != nil {
		t.Fatal(err)
	}
	o.Remember(m)
	return o
}

// standsPlainly says for one file what a sweep finds out for all.
func standsPlainly(o *Output, left []remembered, name string) bool {
	list, err := os.ReadFile(o.out(listName))
	i := slices.IndexFunc(left, func(r remembered) bool { return r.name == name })
	if i < 0 || err != nil || !strings.Contains(string(list), fmt.Sprintf("%x  %s\n", left[i].sum, name)) {
		return false
	}
	at, info, err := o.look(name)
	return err == nil && at == name && info != nil && info.Mode().IsRegular() &&
		info.Size() == left[i].size && info.ModTime().UnixNano() == left[i].time
}

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
		case e.IsDir() && folders[name], e.Type().IsRegular() && (ours || name == listName):
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
		_ = os.Remove(filepath.Join(v.dir, listName))
	case 9: // and puts the time back
		if info, err := os.Lstat(full); err == nil && info.Mode().IsRegular() {
			_ = os.WriteFile(full, []byte("a mano"), 0o666)
			_ = os.Chtimes(full, info.ModTime(), info.ModTime())
		}
	case 10: // the list of another build
		if list, err := os.ReadFile(filepath.Join(v.dir, listName)); err == nil {
			sum := sha256.Sum256([]byte(name))
			copy(list, hex.AppendEncode(nil, sum[:]))
			_ = os.WriteFile(filepath.Join(v.dir, listName), list, 0o666)
		}
	}
}

// A sweep says of every file what a look at it says, and finds what a walk finds.
func TestSweepOverEdits(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 1))
	standing := 0
	for round := range 150 {
		files := site{}
		for range 1 + random.IntN(40) {
			files[fmt.Sprintf("f%d/g%d/h%d", random.IntN(3), random.IntN(3), random.IntN(9))] = "1"
			files[fmt.Sprintf("f%d/p%d.html", random.IntN(4), random.IntN(9))] = "1"
			files[fmt.Sprintf("q%d", random.IntN(9))] = "1"
		}
		dir := filepath.Join(t.TempDir(), "public")
		left := leftBy(t, dir, files)
		v := &vandal{random, dir, slices.Collect(func(yield func(string) bool) {
			for i := range left {
				if !yield(left[i].name) {
					return
				}
			}
		})}
		for range random.IntN(5) {
			v.act(t)
		}
		o := openAgain(t, dir, left)
		for _, name := range append(v.names, "f0", "f0/niente", "niente") {
			want := standsPlainly(o, left, name)
			if got := o.Stands(name); got != want {
				t.Fatalf("round %d: that %s stands is %t, want %t", round, name, got, want)
			}
			if want {
				standing++
			}
		}
		known := site{}
		for i := range o.old.files {
			known[o.old.files[i].name] = "1"
		}
		s := survey{}
		if err := o.surveyForeign(&s); err != nil {
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
	}
	if standing == 0 {
		t.Error("no file stood")
	}
}

// What is put over a site of which the rest is kept becomes what it becomes from nothing.
func TestKeepOverEdits(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 4))
	dir := filepath.Join(t.TempDir(), "public")
	var left []remembered
	now := site{}
	for round := range 120 {
		for range random.IntN(4) {
			name := fmt.Sprintf("f%d/h%d", random.IntN(4), random.IntN(9))
			if now[name] = fmt.Sprint(round % 7); random.IntN(3) == 0 {
				delete(now, name)
			}
		}
		now["index.html"] = fmt.Sprint(round / 3)
		o := openAgain(t, dir, left)
		for name, text := range now {
			if i, found := o.old.find(name); found && o.standsAt(i) && o.old.files[i].shows == digestOf(text) {
				if err := o.keepAt(i); err != nil {
					t.Fatal(err)
				}
			} else if err := o.Put(name, []byte(text), kindOf(name)); err != nil {
				t.Fatal(err)
			}
		}
		w, problems, err := o.Commit()
		if err != nil || len(problems) > 0 || w.Files != len(now) {
			t.Fatalf("round %d: %+v, %v, %v", round, w, problems, err)
		}
		left = slices.Clone(o.left())
		for i := range left {
			left[i].shows = digestOf(now[left[i].name])
		}
		if d := difference(treeOf(t, dir), treeOf(t, published(t, now))); d != "" {
			t.Fatalf("round %d: %s", round, d)
		}
		if again, err := OpenOutput(dir, nil); err != nil || !slices.EqualFunc(again.old.files, left, sameBytes) || again.Abort() != nil {
			t.Fatalf("round %d: the list is not what was left: %v", round, err)
		}
	}
}

func digestOf(text string) (d digest) { return digest(append([]byte(text), d[:]...)) }

// A file that stays may clash with one that is put, before or after.
func TestKeptNamesClash(t *testing.T) {
	tests := []struct{ name, kept, put, want string }{
		{"the same", "a.html", "a.html", "the output already has a.html, which clashes with a.html"},
		{"case", "a/B.pdf", "a/b.pdf", "the output already has a/b.pdf, which clashes with a/B.pdf"},
		{"case of folder", "A/a.pdf", "a/b.pdf", "the output already has a, which clashes with A/a.pdf"},
		{"folder over file", "a", "a/b", "the output already has a, which clashes with a"},
		{"file over folder", "a/b", "a", "the output already has a, which clashes with a/b"},
		{"beside", "a/b.pdf", "a/c.pdf", ""},
		{"above", "a/b/c.pdf", "a/c.pdf", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			o := openAgain(t, dir, leftBy(t, dir, site{tt.kept: "1"}))
			before := treeOf(t, dir)
			if err := o.keepAt(0); err != nil {
				t.Fatal(err)
			}
			if err := o.Put(tt.put, []byte("2"), Page); err != nil {
				t.Fatal(err)
			}
			_, _, err := o.Commit()
			if got := fmt.Sprint(err); got != tt.want && (err != nil || tt.want != "") {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if d := difference(treeOf(t, dir), before); err != nil && d != "" {
				t.Error(d)
			}
		})
	}
}

func TestKeptTwice(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	o := openAgain(t, dir, leftBy(t, dir, small))
	if err := errors.Join(o.keepAt(0), o.keepAt(1)); err != nil {
		t.Fatal(err)
	}
	if err := o.keepAt(1); err == nil {
		t.Error("a file was kept twice")
	}
}

// What a file showed that is no longer in the list is no more shown by others alone.
func TestAlike(t *testing.T) {
	left := []remembered{{name: "a", shows: digest{1}}, {name: "b", shows: digest{2}}, {name: "c", shows: digest{1}}, {name: "d"}, {name: "e", shows: digest{1}}}
	f := newFormer(left)
	a := newAlike(f)
	for shows, want := range map[digest][]int{{1}: {4, 2, 0}, {2}: {1}, {3}: nil} {
		if got := a.places(shows); !slices.Equal(got, want) {
			t.Errorf("%v is shown at %v, want %v", shows[0], got, want)
		}
	}
	dir := filepath.Join(t.TempDir(), "public")
	left = leftBy(t, dir, site{"a": "1", "b": "1", "c": "1"})
	for i, shows := range []digest{{1}, {2}, {1}} {
		left[i].shows = shows
	}
	putFile(t, filepath.Join(dir, listName), string(formatList(left[:2])))
	o := openAgain(t, dir, left)
	k := &keeper{writer: &writer{out: o}, name: "m", alike: func() *alike { return newAlike(o.old) }}
	for shows, want := range map[digest]bool{{1}: false, {2}: true, {}: false} {
		if kept, err := k.keepAll(shows); kept != want || err != nil {
			t.Errorf("%v is kept: %t, want %t (%v)", shows[0], kept, want, err)
		}
	}
}

// A file without a time, as some archives unpack it, is known as well as others.
func TestEverythingStandsWithoutTime(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	left := leftBy(t, dir, small)
	for i := range left {
		if err := os.Chtimes(filepath.Join(dir, left[i].name), time.Unix(0, 0), time.Unix(0, 0)); err != nil {
			t.Fatal(err)
		}
		left[i].time = 0
	}
	o := openAgain(t, dir, left)
	k := &keeper{writer: &writer{out: o, stages: &stages{site: &record.Site{}}}, name: "m", same: true}
	if stands, err := k.everythingStands(); err != nil || !stands {
		t.Fatal(stands, err)
	}
	if w, problems, err := o.Commit(); err != nil || len(problems) > 0 || w.Files != len(small) || w.Deleted != 0 {
		t.Error(w, problems, err)
	}
}
