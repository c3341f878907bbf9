//go:build darwin || freebsd || netbsd

package build

import (
	"os"
	"path/filepath"
	"syscall"
)

// statIn looks at a name in an open folder, and follows no link.
func statIn(_ *os.File, full, base string) (found, error) {
	info, err := os.Lstat(filepath.Join(full, base))
	if err != nil {
		return found{}, err
	}
	st := info.Sys().(*syscall.Stat_t)
	return found{info.Mode().Type(), fileStamp{st.Size, st.Mtimespec.Nano(), st.Ctimespec.Nano(), st.Ino}}, nil
}
