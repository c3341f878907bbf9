package build

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
)

// siteFS is a site folder that nothing is read from outside of. os.Root goes down to each
// file from the top; this one keeps the folders open that it has been through, which halves
// what a small file costs.
type siteFS struct {
	root *os.Root
	all  fs.FS    // the root as it is
	seen *sources // folders that need no second look; may be nil

	mu      sync.Mutex
	folders map[string]*os.Root
}

func newSiteFS(root *os.Root, seen *sources) *siteFS {
	return &siteFS{root: root, all: root.FS(), seen: seen, folders: make(map[string]*os.Root)}
}

// Open opens a file. What its folder alone cannot open, such as a link to another folder of
// the site, is left to the root.
func (s *siteFS) Open(name string) (fs.File, error) {
	if dir, file := path.Split(name); dir != "" && file != "" && fs.ValidPath(name) {
		if folder := s.folder(path.Clean(dir)); folder != nil {
			if f, err := folder.Open(file); err == nil {
				return f, nil
			}
		}
	}
	return s.all.Open(name)
}

// ReadDir gives what is in a folder, as it was a moment ago.
func (s *siteFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if f := s.seen.folder(name); f != nil {
		return f.entries, nil
	}
	return fs.ReadDir(s.all, name)
}

// Stat leaves what is asked to the root.
func (s *siteFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(s.all, name) }

// folder gives an open folder, or nil where it cannot be opened.
func (s *siteFS) folder(name string) *os.Root {
	s.mu.Lock()
	defer s.mu.Unlock()
	folder, known := s.folders[name]
	if !known {
		if len(s.folders) == keptOpen {
			s.closeFolders()
		}
		folder, _ = s.root.OpenRoot(filepath.FromSlash(name)) // nil: the root will tell why
		s.folders[name] = folder
	}
	return folder
}

// keptOpen is how many folders are kept open: systems let a program open some hundreds.
const keptOpen = 64

// closeFolders closes the folders, the root left out. Who is about to open a file in one
// goes by way of the root.
func (s *siteFS) closeFolders() {
	for _, f := range s.folders {
		if f != nil {
			f.Close() // nothing was written
		}
	}
	clear(s.folders)
}
