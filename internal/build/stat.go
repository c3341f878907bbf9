package build

import "io/fs"

// found is what stands at a name.
type found struct {
	mode fs.FileMode // the bits of the type
	fileStamp
}

// fileStamp is what a system notes of a file. No program can set the time of the last
// change: it tells also of a file that was put back with its former time.
type fileStamp struct {
	size     int64
	modified int64  // when its bytes were written, in nanoseconds since 1970, or what somebody set
	changed  int64  // when anything of it last changed; 0 on a system that does not tell
	number   uint64 // of the file on its disk; 0 on a system that does not tell
}
