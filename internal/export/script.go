package export

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"strconv"
	"sync"

	"vetro/internal/plan"
)

// Scripts of a page read data that the build wrote as script files, because a page
// opened from a disk may not fetch. Such a file has one statement, which puts a JSON
// text under a name:
//
//	(self.vetro=self.vetro||{})["cerca/indice"]='{"n":3,…}';
//
// A text, and not the value itself, because browsers parse JSON faster than JavaScript.
// The first file has an address that stays; the pieces that it names have the digest of
// their content in their names, so that they always belong together.

// Cut says how what scripts read is cut up.
type Cut struct {
	Whole     int // up to so many records everything is in one file
	Records   int // in a piece, at least 1
	WordBytes int // of the words in a piece, about
}

// usual suits phones: 4,000 records weigh some 250 kB over the wire, and of more records
// a question loads about as much at most, since the 20 or 25 of an answer come from as
// many pieces.
var usual = Cut{Whole: 4000, Records: 100, WordBytes: 64 << 10}

// scripts make the script that pages name, and the pieces that it names, which have the digest
// of their content in their names.
type scripts struct {
	put func(plan.File) error // each piece, once it is made
	err error                 // of put: no further piece is put
}

// piece puts a piece, and gives its name as seen from its folder; key is its address without
// .js.
func (s *scripts) piece(key string, data []byte) string {
	var w writer
	w.script(key, data)
	sum := sha256.Sum256(w.b)
	name := key + "." + hex.EncodeToString(sum[:5]) + ".js"
	if s.err == nil {
		s.err = s.put(plan.File{Name: name, Write: func(to io.Writer) error {
			_, err := to.Write(w.b)
			return err
		}})
	}
	return path.Base(name)
}

// scriptFile gives the file that pages name, of what make gives for it; make puts the pieces.
// The pieces are not kept, only what names them is.
func (x *exporter) scriptFile(key string, make func(*scripts) []byte) plan.File {
	var first []byte
	var mu sync.Mutex
	more := func(put func(plan.File) error) error {
		mu.Lock()
		defer mu.Unlock()
		s := scripts{put: put}
		first = make(&s)
		return s.err
	}
	named := func() []byte {
		mu.Lock()
		defer mu.Unlock()
		return first
	}
	f := x.file(key+".js", func(w *writer) {
		if named() == nil {
			w.err = more(func(plan.File) error { return nil })
		}
		w.script(key, named())
	})
	f.More = more
	return f
}

// rows are records that are written as JSON, so many in each piece.
type rows struct {
	out   *scripts
	key   string
	per   int // 0 when they stay whole
	names []string
	list  [][]any // of the piece that is not written yet
}

// add adds a record, by its members.
func (r *rows) add(record ...any) {
	if r.list = append(r.list, record); r.per > 0 && len(r.list) == r.per {
		r.flush()
	}
}

// flush writes the piece that was begun.
func (r *rows) flush() {
	if len(r.list) > 0 {
		r.names = append(r.names, r.out.piece(r.key+"-"+strconv.Itoa(len(r.names)), marshal(r.list)))
		r.list = r.list[:0]
	}
}

// script writes the statement. What would end a text between single quotes, or an element of
// a page in which somebody puts the script, is written otherwise. The ends of lines that JSON
// allows and older JavaScript does not, JSON already has written otherwise.
func (w *writer) script(key string, data []byte) {
	w.put(`(self.vetro=self.vetro||{})["`, key, `"]='`)
	from := 0
	for i, c := range data {
		var escape string
		switch c {
		case '\\':
			escape = `\\`
		case '\'':
			escape = `\'`
		case '<':
			escape = `\x3c`
		default:
			continue
		}
		w.b = append(append(w.b, data[from:i]...), escape...)
		from = i + 1
	}
	w.b = append(append(w.b, data[from:]...), "';\n"...)
}
