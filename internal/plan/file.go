package plan

import "io"

// File is a file of the site, which knows how to write itself: a page, a file of data, a
// feed. A site is a list of them.
type File struct {
	Name string // from the root of the site
	Page *Page  // that it is; nil for other files

	// About describes it on the open data page and in the catalogues; nil for a file that
	// they do not list. Its size and its digest are known once it was written.
	About *DataFile

	// Late says that it lists other files: it is written after them.
	Late bool

	// Write writes it, the same bytes each time. Several files may be written at once.
	Write func(w io.Writer) error

	// More makes the files to which this one leads and whose names bear the digest of their
	// content, one after the other, and puts each; nil for most. It stops at an error of put.
	More func(put func(File) error) error
}
