package build

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// sources are the files of a site folder that a build reads, as the system tells of them
// without opening any. What a former build found tells the next which of them nobody can
// have changed.
type sources struct {
	folders []folder
	place   map[string]int // of a folder, by its name from the site folder
	links   bool           // somewhere there is a link: what it leads to may change by itself
}

// folder is one of their folders.
type folder struct {
	name    string
	entries []fs.DirEntry // as a look at the folder gave them, sorted
	files   []source      // sorted
}

// source is one file.
type source struct {
	name  string // in its folder
	stamp fileStamp
	sum   [sha256.Size]byte // of its bytes; zero when a build has no need to read them
	sure  bool              // whoever changes the file gives it another stamp
	was   *source           // as the former build found it; nil for a file that is new, or when nobody knows
}

// lookAround goes through a site folder. It gives nil where the system does not tell
// enough, or a folder cannot be read: then whoever reads the site finds out.
func lookAround(site string) *sources {
	s := &sources{place: make(map[string]int)}
	level, err := s.top(site)
	for err == nil && len(level) > 0 {
		found := make([]folder, len(level))
		var jobs []func() error
		for i, name := range level {
			jobs = append(jobs, func() (err error) {
				found[i], err = lookInto(site, name)
				return err
			})
		}
		err = atOnce(jobs...)
		level = s.take(found)
	}
	if err != nil {
		return nil
	}
	return s
}

// top takes what a build reads at the root, and gives the folders to go on with.
func (s *sources) top(site string) (folders []string, err error) {
	dir, err := os.Open(site)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	root := folder{name: "."}
	for _, name := range []string{"content", "site.toml", "themes"} {
		at, err := statIn(dir, site, name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, err
		case at.mode.IsDir():
			folders = append(folders, name)
		case at.mode.IsRegular():
			root.files = append(root.files, source{name: name, stamp: at.fileStamp})
		default:
			s.links = true
		}
	}
	s.take([]folder{root})
	return folders, nil
}

// lookInto looks into one folder.
func lookInto(site, name string) (folder, error) {
	full := filepath.Join(site, filepath.FromSlash(name))
	dir, err := os.Open(full)
	if err != nil {
		return folder{}, err
	}
	defer dir.Close()
	entries, err := dir.ReadDir(-1)
	if err != nil {
		return folder{}, err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	f := folder{name: name, entries: entries, files: make([]source, 0, len(entries))}
	for _, e := range entries {
		if !e.Type().IsRegular() {
			continue
		}
		at, err := statIn(dir, full, e.Name())
		if err != nil || !at.mode.IsRegular() || at.changed == 0 {
			return folder{}, errors.Join(err, errors.ErrUnsupported) // or changed a moment ago
		}
		f.files = append(f.files, source{name: e.Name(), stamp: at.fileStamp})
	}
	return f, nil
}

// take adds folders that were looked into, and gives those within them.
func (s *sources) take(found []folder) (within []string) {
	for _, f := range found {
		s.place[f.name] = len(s.folders)
		s.folders = append(s.folders, f)
		for _, e := range f.entries {
			switch {
			case e.IsDir():
				if name := f.name + "/" + e.Name(); !besideTheme(name) {
					within = append(within, name)
				}
			case !e.Type().IsRegular():
				s.links = true
			}
		}
	}
	return within
}

// besideTheme reports folders with what a theme is made with, such as its tools: they may
// be large, and no build reads them.
func besideTheme(name string) bool {
	parts := strings.Split(name, "/")
	return len(parts) == 3 && parts[0] == "themes" && !slices.Contains([]string{"parts", "assets", "testi"}, parts[2])
}

// folder gives a folder by its name from the site folder, or nil. Nil sources have none.
func (s *sources) folder(name string) *folder {
	if s == nil || name == "." { // of the root only what a build reads is there
		return nil
	}
	if n, found := s.place[name]; found {
		return &s.folders[n]
	}
	return nil
}

// file gives a file by its name from the site folder, or nil. Nil sources have none.
func (s *sources) file(name string) *source {
	if s == nil {
		return nil
	}
	n, found := s.place[path.Dir(name)]
	if !found {
		return nil
	}
	files := s.folders[n].files
	base := path.Base(name)
	i, found := slices.BinarySearchFunc(files, base, func(f source, base string) int { return strings.Compare(f.name, base) })
	if !found {
		return nil
	}
	return &files[i]
}

// count gives how many files there are.
func (s *sources) count() (n int) {
	for i := range s.folders {
		n += len(s.folders[i].files)
	}
	return n
}

// each goes through all files.
func (s *sources) each(do func(name string, f *source)) {
	for i := range s.folders {
		dir := &s.folders[i]
		for j := range dir.files {
			name := dir.files[j].name
			if dir.name != "." {
				name = dir.name + "/" + name
			}
			do(name, &dir.files[j])
		}
	}
}

// match finds for each file how the former build found it, and tells how many seem to have
// changed or come.
func (s *sources) match(former *sources) (changed int) {
	for i := range s.folders {
		now, rest := &s.folders[i], []source(nil)
		if was, known := former.place[now.name]; known {
			rest = former.folders[was].files
		}
		for j := range now.files {
			f := &now.files[j]
			for len(rest) > 0 && rest[0].name < f.name {
				rest = rest[1:]
			}
			if len(rest) > 0 && rest[0].name == f.name {
				f.was = &rest[0]
			}
			if f.was == nil || f.was.stamp != f.stamp {
				changed++
			}
		}
	}
	return changed
}

// mostDoubtful is how many files are read to find out that they are as they were: with
// more of them a build had better begin.
const mostDoubtful = 200

// sameAs reports whether the files are those of a former build with which they were
// matched, and have the same bytes. The few that their stamps do not vouch for are read;
// doubtful tells how many. It takes over what is known of their bytes.
func (s *sources) sameAs(former *sources, root *os.Root, settled int64) (doubtful int, same bool) {
	if s.links || len(s.folders) != len(former.folders) {
		return 0, false
	}
	for i := range s.folders {
		now, was := &s.folders[i], &former.folders[i]
		if now.name != was.name || len(now.files) != len(was.files) {
			return doubtful, false
		}
		for j := range now.files {
			f := &now.files[j]
			if f.was == nil || f.stamp.size != f.was.stamp.size {
				return doubtful, false
			}
			f.sum = f.was.sum
			if f.sure = f.untouched(); f.sure {
				continue
			}
			f.sure = f.stamp.changed < settled
			if doubtful++; doubtful > mostDoubtful || !f.holds(root, path.Join(now.name, f.name)) {
				return doubtful, false
			}
		}
	}
	return doubtful, true
}

// untouched reports whether a file has the bytes that it had for the former build, without
// looking into it.
func (f *source) untouched() bool { return f.was != nil && f.was.sure && f.was.stamp == f.stamp }

// holds reports whether a file has the bytes that its sum says.
func (f *source) holds(root *os.Root, name string) bool {
	if f.sum == [sha256.Size]byte{} {
		return false
	}
	data, err := root.ReadFile(name)
	return err == nil && sha256.Sum256(data) == f.sum
}
