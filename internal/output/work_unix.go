//go:build unix

package output

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// identity gives the device of an open file and its number there.
func identity(f *os.File) (device, number uint64, err error) {
	info, err := f.Stat()
	if err != nil {
		return 0, 0, err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, fmt.Errorf("%s has no device", f.Name())
	}
	return uint64(stat.Dev), uint64(stat.Ino), nil
}

// noFlush reports that a disk has no call that flushes a folder.
func noFlush(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP)
}
