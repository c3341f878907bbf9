package build

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"vetro/internal/check"
	"vetro/internal/load"
	"vetro/internal/record"
)

// Explain gives what an announcement claims and what each claim was tied to. The file is
// named from the site folder, or as seen from where the command runs; ok reports whether
// an announcement is there.
func Explain(o Options, file string) (out []check.Explained, ok bool, err error) {
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return nil, false, fmt.Errorf("open the site folder: %w", err)
	}
	defer root.Close()
	site, _, err := load.Site(root.FS(), o.Today)
	if err != nil {
		return nil, false, err
	}
	for _, name := range namesOf(o.Site, file) {
		if out, ok = check.Explain(site, o.Today, name); ok {
			return out, true, nil
		}
	}
	return nil, false, nil
}

// namesOf gives the names under which a site may know a file.
func namesOf(site, file string) []string {
	names := []string{path.Clean(filepath.ToSlash(file))}
	dir, err := filepath.Abs(site)
	if err != nil {
		return names
	}
	whole, err := filepath.Abs(file)
	if err != nil {
		return names
	}
	if rel, err := filepath.Rel(dir, whole); err == nil && !strings.HasPrefix(rel, "..") {
		names = append(names, filepath.ToSlash(rel))
	}
	return append(names, path.Join(record.AnnouncementFolder, path.Base(filepath.ToSlash(file))))
}
