package export

import (
	"io"

	"vetro/internal/plan"
)

// writer collects bytes and hands them on in chunks, so that a large file is never whole in
// memory. What writes appends to b, and calls spill between records.
type writer struct {
	b     []byte
	to    io.Writer
	err   error
	feed  feedScratch
	lines lines
}

// chunk is how many bytes are handed on at once.
const chunk = 64 << 10

// spill hands on what was collected, if it is a chunk.
func (w *writer) spill() {
	if len(w.b) >= chunk {
		w.flush()
	}
}

func (w *writer) flush() {
	if w.err == nil && len(w.b) > 0 {
		_, w.err = w.to.Write(w.b)
	}
	w.b = w.b[:0]
}

// file gives a file that make writes.
func (x *exporter) file(name string, make func(w *writer)) plan.File {
	return plan.File{Name: name, Write: func(to io.Writer) error {
		w := x.writers.Get().(*writer)
		defer x.writers.Put(w)
		w.to, w.err, w.b = to, nil, w.b[:0]
		make(w)
		w.flush()
		w.to = nil
		return w.err
	}}
}

// listedFile gives a file that the open data page and the catalogues list.
func (x *exporter) listedFile(about plan.DataFile, make func(w *writer)) plan.File {
	if about.Table == "" {
		about.Rows = -1
	}
	f := x.file(about.Name, make)
	f.About = &about
	return f
}

// lateFile gives a file that tells of others.
func (x *exporter) lateFile(about plan.DataFile, make func(w *writer)) plan.File {
	f := x.listedFile(about, make)
	f.Late = true
	return f
}
