package output

import (
	"io/fs"
	"os"
	"syscall"
)

// lockFlag opens the lock. Windows lets no user make links who has not been allowed to, and
// findWork has seen that the lock is none.
const lockFlag = os.O_CREATE | os.O_RDONLY

// ownedByUs holds for every file: on Windows the owner is often a group, such as the
// administrators, and who may write in a folder is told by its access list, which the
// work folder has from the folder above it. Links and junctions are refused there, too.
func ownedByUs(fs.FileInfo) bool { return true }

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
