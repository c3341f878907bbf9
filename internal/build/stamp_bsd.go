//go:build darwin || freebsd || netbsd

package build

import (
	"io/fs"
	"os"
	"syscall"
)

// stampOf gives the stamp of a file, or of a link, and what kind of file it is.
func stampOf(name string) (fileStamp, fs.FileMode, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return fileStamp{}, 0, err
	}
	st := info.Sys().(*syscall.Stat_t)
	return fileStamp{st.Size, st.Mtimespec.Nano(), st.Ctimespec.Nano(), st.Ino}, info.Mode().Type(), nil
}
