package build

import (
	"io/fs"
	"os"
	"syscall"
)

// stampOf gives the stamp of a file, or of a link, and what kind of file it is.
func stampOf(name string) (fileStamp, fs.FileMode, error) {
	var st syscall.Stat_t
	if err := syscall.Lstat(name, &st); err != nil {
		return fileStamp{}, 0, &os.PathError{Op: "lstat", Path: name, Err: err}
	}
	mode := fs.ModeIrregular
	switch st.Mode & syscall.S_IFMT {
	case syscall.S_IFREG:
		mode = 0
	case syscall.S_IFDIR:
		mode = fs.ModeDir
	}
	return fileStamp{st.Size, st.Mtim.Nano(), st.Ctim.Nano(), st.Ino}, mode, nil
}
