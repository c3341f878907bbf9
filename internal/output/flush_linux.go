package output

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// systemFlusher flushes a whole disk at once. On 6,000 files that took 0.1 s where one call
// for each took 2.6.
func systemFlusher() flusher {
	return flusher{all: syncDisk, one: (*os.File).Sync, last: (*os.File).Sync, names: true}
}

// syncDisk flushes the disk of a folder, or all disks where a sandbox does not know that call.
func syncDisk(folder *os.File) error {
	err := unix.Syncfs(int(folder.Fd()))
	if errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EPERM) {
		unix.Sync()
		return nil
	}
	return os.NewSyscallError("syncfs", err)
}
