//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory gives the most memory that a process held, in bytes.
func peakMemory(state *os.ProcessState) int64 {
	usage, is := state.SysUsage().(*syscall.Rusage)
	switch {
	case !is:
		return 0
	case runtime.GOOS == "darwin": // counts bytes where others count blocks of 1024
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) * 1024
}
