package output

import (
	"os"
	"syscall"
)

// identity gives the volume of an open file and its number there, which NTFS keeps as long as
// the file is there.
func identity(f *os.File) (volume, number uint64, err error) {
	var info syscall.ByHandleFileInformation
	if err := syscall.GetFileInformationByHandle(syscall.Handle(f.Fd()), &info); err != nil {
		return 0, 0, &os.PathError{Op: "stat", Path: f.Name(), Err: err}
	}
	return uint64(info.VolumeSerialNumber), uint64(info.FileIndexHigh)<<32 | uint64(info.FileIndexLow), nil
}

// systemFlusher flushes files one by one. NTFS keeps its names in a journal of its own, and has
// no call for those of a folder.
func systemFlusher() flusher { return flusher{one: (*os.File).Sync} }

// noFlush holds for nothing: folders are not flushed.
func noFlush(error) bool { return false }
