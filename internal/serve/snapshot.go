package serve

import (
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vetro/internal/regular"
)

// snapshot is what the files of a site held when they were last looked at. It tells a
// file that holds something else from one that was only touched, or saved as it was.
type snapshot struct {
	root  string // the site folder
	files map[string]*held
	young map[string]int // files that changed a short while ago, with the looks left
	// folder is called for each folder before what it holds is listed, so that nothing
	// can come in unseen between the listing and the watch.
	folder func(rel string)
	reads  bool // files are read at once: the first look only lists them
}

// held is what one file held. Large files are known by their size and time alone.
type held struct {
	size   int64
	time   time.Time
	sum    [sha256.Size]byte
	summed bool
}

const (
	// maxSummed is the largest file whose content is read: more than a record may hold,
	// and less than what would keep an author waiting.
	maxSummed = 4 << 20
	// youngLooks is for how many looks a file that changed is read again even if its time
	// did not: some file systems count whole seconds.
	youngLooks = 3
)

func newSnapshot(root string, folder func(rel string)) *snapshot {
	return &snapshot{root: root, files: make(map[string]*held), young: make(map[string]int), folder: folder}
}

// look brings the snapshot up to date for a path and all below it, and gives the files
// that came, went or hold something else. The first look at a site gives all its files.
func (s *snapshot) look(rel string) []string {
	var changed []string
	seen := make(map[string]bool)
	s.visit(rel, rel, seen, &changed)
	for name := range s.files {
		if !seen[name] && within(rel, name) {
			delete(s.files, name)
			delete(s.young, name)
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	return changed
}

// visit looks at a path and what is below it; asked is the path of which something was
// heard, and is read even if its time says that nothing happened.
func (s *snapshot) visit(rel, asked string, seen map[string]bool, changed *[]string) {
	full := filepath.Join(s.root, filepath.FromSlash(rel))
	info, err := os.Stat(full)
	switch {
	case err != nil || !ofSite(rel): // gone, or a link that leads nowhere: then all that was below it is gone
		return
	case !info.IsDir():
		seen[rel] = true
		if s.differs(rel, full, info, rel == asked) {
			*changed = append(*changed, rel)
		}
		return
	case linked(rel, full):
		return
	}
	s.folder(rel)
	entries, err := os.ReadDir(full)
	if err != nil {
		return
	}
	for _, e := range entries {
		if name := path.Join(rel, e.Name()); ofSite(name) {
			s.visit(name, asked, seen, changed)
		}
	}
}

// linked reports whether a folder is a symbolic link that is not followed: below the
// folders that the site must have none is, as it could lead around in a circle.
func linked(rel, full string) bool {
	if strings.Count(rel, "/") < 2 {
		return false
	}
	info, err := os.Lstat(full)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// differs notes what a file holds, and reports whether that is something else. A file
// whose size and time are as they were is not read, unless it is asked for.
func (s *snapshot) differs(rel, full string, info fs.FileInfo, asked bool) bool {
	old := s.files[rel]
	same := old != nil && old.size == info.Size() && old.time.Equal(info.ModTime())
	if same && !asked && s.young[rel] == 0 {
		return false
	}
	now := &held{size: info.Size(), time: info.ModTime()}
	s.files[rel] = now
	if !s.reads {
		return true
	}
	now.read(full, info)
	if old != nil && old.summed == now.summed && (now.summed && old.sum == now.sum || !now.summed && same) {
		s.aged(rel)
		return false
	}
	s.young[rel] = youngLooks
	return true
}

func (s *snapshot) aged(rel string) {
	if s.young[rel]--; s.young[rel] <= 0 {
		delete(s.young, rel)
	}
}

// read takes the sum of what a file holds, if it can be read and is not too large.
func (h *held) read(full string, info fs.FileInfo) {
	if !info.Mode().IsRegular() || info.Size() > maxSummed {
		return
	}
	data, err := regular.ReadFile(full)
	if err != nil {
		return
	}
	h.sum, h.summed = sha256.Sum256(data), true
}

// sumAll reads the files that were only listed. One that has changed since is left for
// the next look to find.
func (s *snapshot) sumAll(stop <-chan struct{}) {
	s.reads = true
	for _, name := range slices.Collect(maps.Keys(s.files)) {
		select {
		case <-stop:
			return
		default:
		}
		full := filepath.Join(s.root, filepath.FromSlash(name))
		h := s.files[name]
		info, err := os.Stat(full)
		if h.summed || err != nil || info.Size() != h.size || !info.ModTime().Equal(h.time) {
			continue
		}
		h.read(full, info)
		if after, err := os.Stat(full); err != nil || !after.ModTime().Equal(h.time) || after.Size() != h.size {
			h.summed = false
		}
	}
}

// within reports whether a path is another one or lies below it.
func within(dir, rel string) bool {
	return dir == "." || rel == dir || strings.HasPrefix(rel, dir+"/")
}

// ofSite reports whether a path of the site folder, of a file or of a folder, is read by
// a build: site.toml, content and the themes, and nothing that editors, systems and
// tools leave beside them.
func ofSite(rel string) bool {
	if rel == "." || rel == "site.toml" {
		return true
	}
	parts := strings.Split(rel, "/")
	for _, p := range parts {
		if leftover(p) {
			return false
		}
	}
	switch parts[0] {
	case "content":
		// of what importers keep, what it says of a table, not its rows
		return len(parts) < 3 || parts[1] != "importati" || len(parts) == 3 && strings.HasSuffix(rel, ".toml")
	case "themes":
		// of a theme, its templates and the folders that it is made of
		return len(parts) < 4 || parts[2] == "parts" || parts[2] == "assets" || parts[2] == "testi"
	}
	return false
}

// leftover reports names of what is not content.
func leftover(name string) bool {
	return name == "" || name[0] == '.' || name[0] == '~' || strings.HasSuffix(name, "~") || name == "node_modules" ||
		strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini")
}
