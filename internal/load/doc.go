// Package load reads a site folder into a record.Site and reports every slip with its
// place, all of them in one run.
//
// It never guesses: a value that it cannot read is a problem, not a zero. A scanner finds
// where each key and value of a file stands; BurntSushi/toml decodes the values and judges
// whether the file is valid, and what the two understand differently is refused. A file
// of [[tables]] and bare keys, as nearly every record is, needs it for few of its values and
// is read in a tenth of the time. A wrong type does not stop the reading of the
// rest, nor does a value that breaks the syntax on its own line (31-3-2026); any other
// break of the syntax ends that one file. Nothing outside the given folder is read: give
// an fs.FS that holds symbolic links to it, as os.Root does.
//
// What one file gives by itself is a part; parts are made by as many goroutines as there
// are processors, joined in the order of files, and then records are linked. A Cache
// holds them for another reading in the same process.
package load
