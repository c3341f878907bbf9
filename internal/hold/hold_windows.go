package hold

import (
	"io/fs"
	"os"
)

// lockFlag opens the lock. Windows lets no user make links who has not been allowed to, and
// find has seen that the lock is none.
const lockFlag = os.O_CREATE | os.O_RDONLY

// ownedByUs holds for every file: on Windows the owner is often a group, such as the
// administrators, and who may write in a folder is told by its access list, which the
// folder has from the one above it. Links and junctions are refused there, too.
func ownedByUs(fs.FileInfo) bool { return true }
