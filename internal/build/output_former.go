package build

import (
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// remembered is a file of the output as the former build left it. The list of what it wrote
// tells name and sum; the rest is known where there is a memory of that build.
type remembered struct {
	name  string
	sum   [32]byte // SHA-256
	shows digest   // what it showed; zero for a file that is made each time
	size  int64
	time  int64 // of its last change, in nanoseconds
	known bool  // what stands above besides name and sum is remembered
}

// former is what the former build left, and what becomes of it.
type former struct {
	files []remembered     // in the order of their names
	index map[string]int32 // their places
	lost  map[digest]bool  // what files showed that are remembered, and no longer in the list

	swept     sync.Once
	stands    []bool        // whether nobody has touched the file since; known once swept
	strangers []string      // what is in the output besides; known once swept
	failed    error         // why the output could not be swept
	kept      []atomic.Bool // whether the file stays as it is
}

// newFormer takes the files of the list, in the order of their names.
func newFormer(files []remembered) *former {
	f := &former{files: files, index: make(map[string]int32, len(files)), kept: make([]atomic.Bool, len(files))}
	for i := range files {
		f.index[files[i].name] = int32(i)
	}
	return f
}

// find gives the place of a file of the former build.
func (f *former) find(name string) (int, bool) {
	i, found := f.index[name]
	return int(i), found
}

// below gives the files in a folder, at any depth.
func (f *former) below(folder string) []remembered {
	from, _ := slices.BinarySearchFunc(f.files, folder+"/", byName)
	to, _ := slices.BinarySearchFunc(f.files, folder+"0", byName) // 0 comes after /
	return f.files[from:to]
}

// folders gives the folders on the way to the files.
func (f *former) folders() map[string]bool {
	folders, last := map[string]bool{".": true}, "."
	for i := range f.files {
		dir := path.Dir(f.files[i].name)
		if dir == last {
			continue
		}
		last = dir
		for ; !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	return folders
}

// Remember tells how the former build left its files, so that those that nobody has touched
// since need not be read. What the list of the output does not have, or with another sum,
// is not believed.
func (o *Output) Remember(m *memory) {
	f, i := o.old, 0
	f.lost = make(map[digest]bool)
	for name, was := range m.each() {
		for i < len(f.files) && f.files[i].name < string(name) {
			i++
		}
		if i < len(f.files) && f.files[i].name == string(name) && f.files[i].sum == was.sum {
			was.name, was.known = f.files[i].name, true
			f.files[i] = was
		} else {
			f.lost[was.shows] = true
		}
	}
}

// Stands reports whether a file of the output is as the former build left it, without
// looking into it: it must be in the list of what was written, with the sum that is
// remembered, and nobody may have touched it since.
func (o *Output) Stands(name string) bool {
	i, found := o.old.find(name)
	return found && o.standsAt(i)
}

func (o *Output) standsAt(i int) bool {
	f := o.old
	if !f.files[i].known {
		return false
	}
	f.swept.Do(o.sweep)
	return f.stands[i]
}

// standing gives what is remembered of a file that stands.
func (o *Output) standing(name string) (was remembered, stands bool) {
	i, found := o.old.find(name)
	if !found || !o.standsAt(i) {
		return was, false
	}
	return o.old.files[i], true
}

// keepAt leaves a file that stands in the output as it is.
func (o *Output) keepAt(i int) error {
	if o.old.kept[i].Swap(true) {
		return clashError(o.old.files[i].name, o.old.files[i].name)
	}
	return nil
}

// leave keeps all files that the former build is known to have left, besides some, if
// nobody has touched any of them since; all or none.
func (o *Output) leave(besides map[int]bool) (bool, error) {
	if len(o.old.lost) > 0 {
		return false, nil
	}
	var stay []int
	for i := range o.old.files {
		switch {
		case besides[i] || !o.old.files[i].known: // what nobody remembers is stale
		case !o.standsAt(i):
			return false, nil
		default:
			stay = append(stay, i)
		}
	}
	for _, i := range stay {
		if err := o.keepAt(i); err != nil {
			return false, err
		}
	}
	return true, nil
}

// allKept reports whether the site is what the former build left, to the last file.
func (o *Output) allKept() bool {
	for i := range o.old.kept {
		if !o.old.kept[i].Load() {
			return false
		}
	}
	return len(o.files) == 0 && len(o.old.lost) == 0
}

// left gives how the files of the site are left, in the order of their names, once all are
// put or kept. What those show that were put is for the caller to say.
func (o *Output) left() []remembered {
	if o.result == nil {
		o.result = o.merged()
	}
	return o.result
}

// merged gives the files that were put and those that are kept, in the order of names.
func (o *Output) merged() []remembered {
	if o.allKept() {
		return o.old.files
	}
	slices.SortFunc(o.files, func(a, b *file) int { return strings.Compare(a.name, b.name) })
	all, i := make([]remembered, 0, len(o.files)+len(o.old.files)), 0
	keepUntil := func(end int) {
		for ; i < end; i++ {
			if o.old.kept[i].Load() {
				all = append(all, o.old.files[i])
			}
		}
	}
	for _, f := range o.files {
		before, _ := slices.BinarySearchFunc(o.old.files[i:], f.name, byName)
		keepUntil(i + before)
		all = append(all, remembered{name: f.name, sum: f.sum, size: f.size, time: f.time})
	}
	keepUntil(len(o.old.files))
	return all
}

func byName(r remembered, name string) int { return strings.Compare(r.name, name) }
