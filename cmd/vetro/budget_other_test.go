//go:build !linux

package main

import "os"

func setDataLimit(uint64) error { return nil }

func largestSet(*os.ProcessState) int64 { return 0 }
