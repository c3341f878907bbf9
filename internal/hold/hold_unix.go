//go:build unix

package hold

import (
	"io/fs"
	"os"
	"syscall"
)

// lockFlag opens the lock, and follows no link that somebody puts there meanwhile. Some
// systems lock only what one may write.
const lockFlag = os.O_CREATE | os.O_RDWR | syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// ownedByUs reports whether a file is of the user who runs this.
func ownedByUs(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}
