//go:build !linux && !darwin && !freebsd && !netbsd

package build

import (
	"os"
	"path/filepath"
)

// statIn looks at a name in an open folder, and follows no link.
func statIn(_ *os.File, full, base string) (found, error) {
	info, err := os.Lstat(filepath.Join(full, base))
	if err != nil {
		return found{}, err
	}
	return found{info.Mode().Type(), fileStamp{size: info.Size(), modified: info.ModTime().UnixNano()}}, nil
}
