package build

import (
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// statIn looks at a name in an open folder, and follows no link. The system need not find
// the folder again for each name, which is a third of the work.
func statIn(dir *os.File, full, base string) (found, error) {
	var at unix.Stat_t
	for {
		err := unix.Fstatat(int(dir.Fd()), base, &at, unix.AT_SYMLINK_NOFOLLOW)
		if err == nil {
			break
		}
		if err != unix.EINTR {
			return found{}, &fs.PathError{Op: "fstatat", Path: full + "/" + base, Err: err}
		}
	}
	mode := fs.ModeIrregular
	switch at.Mode & unix.S_IFMT {
	case unix.S_IFREG:
		mode = 0
	case unix.S_IFDIR:
		mode = fs.ModeDir
	}
	return found{mode, fileStamp{at.Size, at.Mtim.Nano(), at.Ctim.Nano(), at.Ino}}, nil
}
