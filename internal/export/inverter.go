package export

import (
	"slices"
	"strconv"
	"strings"
)

// inverter collects the words of records, and for each word the records that have it.
type inverter struct {
	places  map[string]int // of a word in hits
	hits    []hit
	scanner scanner
	scratch []byte
}

// hit is a word, and the records with it in the title and elsewhere, as differences that
// are already written.
type hit struct {
	word        string
	title, text steps
	stop        bool // it is in no index
}

// steps are numbers that grow, each written as its difference from the one before.
type steps struct {
	written []byte
	last    int32 // one more than the last number, 0 for none
}

func (s *steps) add(n int) {
	before := 0
	if s.last > 0 {
		before = int(s.last) - 1
		s.written = append(s.written, ',')
	}
	s.written = strconv.AppendInt(s.written, int64(n-before), 10)
	s.last = int32(n) + 1
}

func newInverter() *inverter {
	v := &inverter{places: make(map[string]int)}
	for _, w := range strings.Fields(stopWords) {
		v.places[w] = len(v.hits)
		v.hits = append(v.hits, hit{word: w, stop: true})
	}
	return v
}

// record adds the words of the n-th record; records come in order.
func (v *inverter) record(n int, r *result) {
	v.scratch = append(append(v.scratch[:0], r.title...), ' ')
	v.scratch = append(append(v.scratch, r.strong...), ' ')
	v.scan(n, append(v.scratch, r.code...), true)
	v.scratch = append(append(v.scratch[:0], r.text...), ' ')
	v.scratch = append(v.scratch, r.weak...)
	v.scan(n, v.scratch, false)
}

// scan adds the words of a text, those of the title first: a word that is there does not
// count again elsewhere.
func (v *inverter) scan(n int, text []byte, title bool) {
	v.scanner.begin(text)
	for word, found := v.scanner.next(); found; word, found = v.scanner.next() {
		at, known := v.places[string(word)]
		if !known {
			at = len(v.hits)
			v.hits = append(v.hits, hit{word: string(word)})
			v.places[v.hits[at].word] = at
		}
		switch h := &v.hits[at]; {
		case h.stop || h.title.last == int32(n)+1:
		case title:
			h.title.add(n)
		case h.text.last != int32(n)+1:
			h.text.add(n)
		}
	}
}

// sorted gives the words in order, stop words left out.
func (v *inverter) sorted() []hit {
	v.hits = slices.DeleteFunc(v.hits, func(h hit) bool { return h.stop })
	v.places = nil
	slices.SortFunc(v.hits, func(a, b hit) int { return strings.Compare(a.word, b.word) })
	return v.hits
}

// append writes the line of the index that a word has: the word, the records with it in
// the title, those with it elsewhere. A word has nothing that JSON would escape.
func (h *hit) append(b []byte) []byte {
	b = append(append(append(b, `["`...), h.word...), `",[`...)
	b = append(append(b, h.title.written...), "],["...)
	return append(append(b, h.text.written...), "]]"...)
}

// lines gives the lines of all words.
func (v *inverter) lines() []byte {
	b := []byte{'['}
	for i, h := range v.sorted() {
		if i > 0 {
			b = append(b, ',')
		}
		b = h.append(b)
	}
	return append(b, ']')
}

// pieces cuts the lines of all words up, about so many bytes in each piece, and gives the
// first word of each piece with its name. The brackets and commas of a piece do not count.
func (v *inverter) pieces(out *scripts, size int) (names [][2]string) {
	var data, line []byte
	n := 0 // lines of the piece
	flush := func() {
		if at := len(names) - 1; at >= 0 {
			names[at][1] = out.piece(wordsKey+"-"+strconv.Itoa(at), append(data, ']'))
		}
	}
	for _, h := range v.sorted() {
		if line = h.append(line[:0]); n == 0 || len(data)+len(line)-n > size {
			flush()
			names = append(names, [2]string{h.word})
			data, n = append(data[:0], '['), 0
		} else {
			data = append(data, ',')
		}
		data, n = append(data, line...), n+1
	}
	flush()
	return names
}
