package main

import (
	"os"
	"syscall"
)

// setDataLimit limits what this process, and those that it starts, may write to: what Go
// only reserves is not counted.
func setDataLimit(bytes uint64) error {
	return syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: bytes, Max: bytes})
}

func largestSet(p *os.ProcessState) int64 {
	return p.SysUsage().(*syscall.Rusage).Maxrss << 10
}
