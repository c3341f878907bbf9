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
// The first file has an address that stays; the pieces that it names bear the hash of
// their content, so the one and the others always belong together.

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

// scripts make the script that pages name, and the pieces that it names, which bear the digest
// of their content in their names.
type scripts struct {
	put func(plan.File) error // each piece, once it is made
	err error                 // of put: no further piece is put
}

// piece puts a piece, and gives its name as seen from its folder; key is its address without
// .js.
func (s *scripts) piece(key string, data []byte) string {
	text := appendScript(nil, key, data)
	sum := sha256.Sum256(text)
	name := key + "." + hex.EncodeToString(sum[:5]) + ".js"
	if s.err == nil {
		s.err = s.put(plan.File{Name: name, Write: func(w io.Writer) error {
			_, err := w.Write(text)
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
		w.b = appendScript(w.b, key, named())
	})
	f.More = more
	return f
}

// rows are records as JSON that are cut up, so many in each piece.
type rows struct {
	out   *scripts
	key   string
	per   int // 0 when they stay whole
	names []string
	data  []byte // of the piece that is not put yet
	n     int    // records in it
}

// add begins a record.
func (r *rows) add() {
	if r.per > 0 && r.n == r.per {
		r.flush()
	}
	r.n++
	if r.n == 1 {
		r.data = append(r.data[:0], '[')
	} else {
		r.data = append(r.data, ',')
	}
}

// flush puts the piece that was begun.
func (r *rows) flush() {
	if r.n > 0 {
		r.names = append(r.names, r.out.piece(r.key+"-"+strconv.Itoa(len(r.names)), append(r.data, ']')))
		r.n = 0
	}
}

// appendScript writes the statement. What would end a text between single quotes, or an
// element of a page in which somebody puts the script, is written otherwise. The ends of
// lines that JSON allows and older JavaScript does not, JSON already has written
// otherwise.
func appendScript(b []byte, key string, data []byte) []byte {
	b = append(append(append(b, `(self.vetro=self.vetro||{})["`...), key...), `"]='`...)
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
		b = append(append(b, data[from:i]...), escape...)
		from = i + 1
	}
	return append(append(b, data[from:]...), "';\n"...)
}
