//go:build unix && !linux

package output

import (
	"os"
	"syscall"
)

// systemFlusher flushes files one by one. On macOS fsync hands them to the disk, and File.Sync
// has the disk empty its memory, which costs much and is needed once.
func systemFlusher() flusher {
	return flusher{one: fsync, last: (*os.File).Sync, names: true}
}

func fsync(f *os.File) error { return os.NewSyscallError("fsync", syscall.Fsync(int(f.Fd()))) }
