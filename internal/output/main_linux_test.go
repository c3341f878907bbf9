package output

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// TestMain puts the folders of tests into memory where there is room. They make and delete some
// hundred thousand files, and for each new one ext4 goes past all that were deleted just before:
// four fifths of the time. A TMPDIR that is set, or VETRO_LONG=1, has them on the disk.
func TestMain(m *testing.M) {
	const (
		memory = "/dev/shm"
		room   = 1 << 30
	)
	var disk unix.Statfs_t
	chosen := os.Getenv("TMPDIR") != "" || os.Getenv("VETRO_LONG") != ""
	if !chosen && unix.Access(memory, unix.W_OK) == nil && unix.Statfs(memory, &disk) == nil && disk.Bavail*uint64(disk.Bsize) >= room {
		os.Setenv("TMPDIR", memory)
	}
	m.Run()
}
