//go:build !linux && !darwin && !freebsd && !netbsd

package build

import (
	"errors"
	"io/fs"
)

// stampOf gives no stamp: not every system notes when a file was last changed.
func stampOf(string) (fileStamp, fs.FileMode, error) { return fileStamp{}, 0, errors.ErrUnsupported }
