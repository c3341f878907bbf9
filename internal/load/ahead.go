package load

import (
	"io/fs"
	"path"
)

// ahead is a site folder in which the folders right within one are read before somebody
// goes through them, as many at once as there are processors: projects may stand in
// thousands of folders.
type ahead struct {
	fs.FS
	read map[string]listing
}

// listing is what a folder gave.
type listing struct {
	entries []fs.DirEntry
	err     error
}

// readAhead reads a folder, and those within it that are not hidden.
func readAhead(fsys fs.FS, dir string) ahead {
	entries, err := fs.ReadDir(fsys, dir)
	a := ahead{fsys, map[string]listing{dir: {entries, err}}}
	var names []string
	for _, e := range entries {
		if e.IsDir() && !hidden(e.Name()) {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	read := make([]listing, len(names))
	eachAtOnce(len(names), func(i int) { read[i].entries, read[i].err = fs.ReadDir(fsys, names[i]) })
	for i, name := range names {
		a.read[name] = read[i]
	}
	return a
}

// ReadDir gives what was read ahead, or reads.
func (a ahead) ReadDir(name string) ([]fs.DirEntry, error) {
	if l, found := a.read[name]; found {
		return l.entries, l.err
	}
	return fs.ReadDir(a.FS, name)
}

// Stat asks the folder itself.
func (a ahead) Stat(name string) (fs.FileInfo, error) { return fs.Stat(a.FS, name) }
