package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"time"
)

// measure is what a run cost.
type measure struct {
	wall, cpu time.Duration
	peak      int64 // bytes of memory; 0 when it is not known
}

// run runs a program and measures it, by way of another process of this program: Linux
// counts the memory of the process that starts another as the other's, and this one has
// held whole sites.
func run(name string, args ...string) (m measure, err error) {
	self, err := os.Executable()
	if err != nil {
		return m, err
	}
	out, err := exec.Command(self, append([]string{measureFlag, name}, args...)...).CombinedOutput()
	if err != nil {
		return m, fmt.Errorf("%s %v: %w\n%s", name, args, err, out)
	}
	_, err = fmt.Sscan(string(out[bytes.LastIndexByte(out, '\n')+1:]), &m.wall, &m.cpu, &m.peak)
	return m, err
}

// measureFlag is the first argument of a process that measures another.
const measureFlag = "-measure-one"

// measureOne runs a program and prints what it took.
func measureOne(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	wall := time.Since(start)
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	fmt.Printf("\n%d %d %d", wall, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), peakMemory(cmd.ProcessState))
	return nil
}

// median gives the middle of each number.
func median(all []measure) measure {
	middle := func(key func(measure) int64) int64 { return middleOf(all, key) }
	return measure{
		wall: time.Duration(middle(func(m measure) int64 { return int64(m.wall) })),
		cpu:  time.Duration(middle(func(m measure) int64 { return int64(m.cpu) })),
		peak: middle(func(m measure) int64 { return m.peak }),
	}
}

// middleOf gives the middle of what a function makes of all; of two, the greater.
func middleOf[E any, N int64 | float64](all []E, key func(E) N) N {
	var numbers []N
	for _, e := range all {
		numbers = append(numbers, key(e))
	}
	slices.Sort(numbers)
	return numbers[len(numbers)/2]
}

func exe() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}
