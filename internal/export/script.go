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

// script is a script file that was made.
type script struct {
	name string // from the root of the site
	data []byte
}

// scripts are the one that pages name, and the pieces that it names, which bear the digest of
// their content in their names.
type scripts struct {
	first  []byte
	pieces []script
}

// piece adds a piece, and gives its name as seen from its folder; key is its address without
// .js.
func (s *scripts) piece(key string, data []byte) string {
	text := appendScript(nil, key, data)
	sum := sha256.Sum256(text)
	name := key + "." + hex.EncodeToString(sum[:5]) + ".js"
	s.pieces = append(s.pieces, script{name, text})
	return path.Base(name)
}

// scriptFile gives the file that pages name, with the pieces; they are made once, since the
// first names the others.
func (x *exporter) scriptFile(key string, make func() scripts) plan.File {
	made := sync.OnceValue(make)
	f := x.file(key+".js", func(w *writer) { w.b = appendScript(w.b, key, made().first) })
	f.More = func() (files []plan.File) {
		for _, piece := range made().pieces {
			files = append(files, plan.File{Name: piece.name, Write: func(w io.Writer) error {
				_, err := w.Write(piece.data)
				return err
			}})
		}
		return files
	}
	return f
}

// rows are records as JSON that are cut up, so many in each piece.
type rows struct {
	key   string
	per   int // 0 when they stay whole
	names []string
	data  []byte // of the piece that is not added yet
	n     int    // records in it
}

// add begins a record.
func (r *rows) add(to *scripts) {
	if r.per > 0 && r.n == r.per {
		r.flush(to)
	}
	r.n++
	if r.n == 1 {
		r.data = append(r.data[:0], '[')
	} else {
		r.data = append(r.data, ',')
	}
}

// flush adds the piece that was begun.
func (r *rows) flush(to *scripts) {
	if r.n > 0 {
		r.names = append(r.names, to.piece(r.key+"-"+strconv.Itoa(len(r.names)), append(r.data, ']')))
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
