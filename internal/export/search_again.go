package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/plan"
)

// An index in pieces is made again from the former one where few records have changed: the
// words of a record are looked for only if it shows something else than it did. Lists of
// numbers are written anew, since a record that comes or goes moves those after it.

// searchNote is what is remembered of an index in pieces.
type searchNote struct {
	keys   [][16]byte // of each record, what it shows and what finds it
	words  []string   // names of the pieces, from the root of the site
	founds []string
}

// encode gives the note as bytes.
func (n *searchNote) encode() []byte {
	b := binary.AppendUvarint(nil, uint64(len(n.keys)))
	for i := range n.keys {
		b = append(b, n.keys[i][:]...)
	}
	b = binary.AppendUvarint(b, uint64(len(n.words)))
	return append(b, strings.Join(slices.Concat(n.words, n.founds), "\n")...)
}

// decodeSearchNote reads what encode gave; false for anything else.
func decodeSearchNote(b []byte) (n searchNote, ok bool) {
	count, size := binary.Uvarint(b)
	if size <= 0 || count > uint64(len(b)/16) || uint64(len(b)-size) < 16*count {
		return n, false
	}
	b = b[size:]
	for range count {
		n.keys = append(n.keys, [16]byte(b))
		b = b[16:]
	}
	words, size := binary.Uvarint(b)
	if size <= 0 {
		return n, false
	}
	names := strings.Split(string(b[size:]), "\n")
	if words > uint64(len(names)) {
		return n, false
	}
	n.words, n.founds = names[:words], names[words:]
	return n, true
}

// searchKeys gives the key of each record. Of projects and announcements the file says it
// all, but for the codes of the projects that an announcement names; of others, of which
// there are fewer or which show sums over projects, what is found itself.
func (m *maker) searchKeys(pages []*plan.Page) [][16]byte {
	keys := make([][16]byte, len(pages))
	var f found
	var b []byte
	for i, p := range pages {
		switch p.Kind {
		case plan.Project:
			b = append(append(append(b[:0], p.Project.File...), 0), p.Project.Sum[:]...)
		case plan.Announcement:
			b = append(append(append(b[:0], p.Announcement.File...), 0), p.Announcement.Sum[:]...)
			for _, named := range p.Announcement.Projects {
				b = append(append(b, named.CUP...), 0)
			}
		default:
			f = found{weak: f.weak[:0]}
			f.of(m.Tree, p)
			b = f.append(b[:0])
			for _, words := range []string{f.strong, f.code} {
				b = append(append(b, words...), 0)
			}
			b = append(b, f.weak...)
		}
		sum := sha256.Sum256(b)
		keys[i] = [16]byte(sum[:])
	}
	return keys
}

// formerSearch is the former index, seen from the one that is being made.
type formerSearch struct {
	searchNote
	now   []int // where each of its records is now, -1 for one that is not there any more
	fresh []int // the records that it does not have
	words [][]byte
}

// formerIndex gives the former index, if it is at hand and has most of the records.
func (m *maker) formerIndex(keys [][16]byte) (*formerSearch, bool) {
	if m.former.Note == nil {
		return nil, false
	}
	note, ok := decodeSearchNote(m.former.Note(searchKey + ".js"))
	if !ok {
		return nil, false
	}
	f := &formerSearch{searchNote: note, now: make([]int, len(note.keys))}
	at := make(map[[16]byte]int, len(keys))
	for i, key := range keys {
		at[key] = i
	}
	known, last := make([]bool, len(keys)), -1
	for i, key := range note.keys {
		n, found := at[key]
		if f.now[i] = -1; found && n > last { // one that was moved is taken for another
			f.now[i], last, known[n] = n, n, true
		}
	}
	for n, is := range known {
		if !is {
			f.fresh = append(f.fresh, n)
		}
	}
	if len(f.fresh) > len(keys)/8 {
		return nil, false
	}
	for _, name := range note.words {
		data := m.former.Read(name)
		if data == nil {
			return nil, false
		}
		f.words = append(f.words, data)
	}
	return f, true
}

// foundsAgain hands on the pieces with records, the former ones where they have the same.
func (m *maker) foundsAgain(pages []*plan.Page, keys [][16]byte, former *formerSearch, per int) (names []string) {
	all := rows{key: foundsKey, per: per}
	var f found
	for from := 0; from < len(pages); from += per {
		to := min(from+per, len(pages))
		if at := from / per; at < len(former.founds) && slices.Equal(keys[from:to], former.keys[min(from, len(former.keys)):min(from+per, len(former.keys))]) {
			if data := m.former.Read(former.founds[at]); data != nil {
				m.file(former.founds[at], append(m.buffer(), data...))
				all.names = append(all.names, strings.TrimPrefix(former.founds[at], plan.SearchFolder))
				continue
			}
		}
		for _, p := range pages[from:to] {
			f = found{weak: f.weak[:0]}
			f.of(m.Tree, p)
			all.add(m)
			all.data = f.append(all.data)
		}
		all.flush(m)
	}
	return all.names
}

// wordsAgain gives the words of all records: those of the former index, and of the fresh
// records. It reports false if a piece of the former is none.
func (m *maker) wordsAgain(pages []*plan.Page, former *formerSearch, size int) (*wordPieces, bool) {
	fresh := newInverter()
	var f found
	for _, n := range former.fresh {
		f = found{weak: f.weak[:0]}
		f.of(m.Tree, pages[n])
		fresh.record(n, &f)
	}
	out, added := &wordPieces{size: size}, fresh.sorted()
	var line []byte
	var merged numbers
	put := func(word []byte, title, text, moreTitle, moreText []byte) bool {
		line = append(append(append(line[:0], `["`...), word...), `",[`...)
		var inTitle, inText bool
		if line, inTitle = merged.append(line, former.now, title, moreTitle); merged.bad {
			return false
		}
		line, inText = merged.append(append(line, "],["...), former.now, text, moreText)
		if line = append(line, "]]"...); inTitle || inText {
			out.add(string(word), line)
		}
		return !merged.bad
	}
	for _, data := range former.words {
		for w, ok := range formerWords(data) {
			for ok && len(added) > 0 && added[0].word < string(w.word) {
				h := &added[0]
				ok = put([]byte(h.word), nil, nil, h.title.written, h.text.written)
				added = added[1:]
			}
			var h hit
			if len(added) > 0 && added[0].word == string(w.word) {
				h, added = added[0], added[1:]
			}
			if !ok || !put(w.word, w.title, w.text, h.title.written, h.text.written) {
				return nil, false
			}
		}
	}
	for _, h := range added {
		put([]byte(h.word), nil, nil, h.title.written, h.text.written)
	}
	return out, true
}

// formerWord is a word of the former index, with its numbers as they are written.
type formerWord struct{ word, title, text []byte }

// formerWords goes through the words of a piece, with false where it is none.
func formerWords(script []byte) iter.Seq2[formerWord, bool] {
	return func(yield func(formerWord, bool) bool) {
		_, rest, begins := bytes.Cut(script, []byte(`]='[`))
		rest, ends := bytes.CutSuffix(rest, []byte("]';\n"))
		for ok := begins && ends; len(rest) > 0 || !ok; {
			var w formerWord
			for i, part := range []struct {
				into       *[]byte
				begin, end string
			}{{&w.word, `["`, `"`}, {&w.title, ",[", "]"}, {&w.text, ",[", "]]"}} {
				if i == 0 {
					rest = bytes.TrimPrefix(rest, []byte(","))
				}
				var found bool
				if rest, found = bytes.CutPrefix(rest, []byte(part.begin)); ok && found {
					*part.into, rest, ok = bytes.Cut(rest, []byte(part.end))
				} else {
					ok = false
				}
			}
			if !yield(w, ok) || !ok {
				return
			}
		}
	}
}

// numbers are two lists of numbers that are made one.
type numbers struct {
	all []int
	bad bool // one was no list of numbers
}

// append writes the numbers of the former index as they are now, with those that are added,
// and reports whether there are any.
func (s *numbers) append(b []byte, now []int, former, added []byte) ([]byte, bool) {
	s.all = s.all[:0]
	for n := range s.each(former) {
		if n >= len(now) {
			s.bad = true
			return b, false
		}
		if now[n] >= 0 {
			s.all = append(s.all, now[n])
		}
	}
	if len(added) > 0 {
		for n := range s.each(added) {
			s.all = append(s.all, n)
		}
		slices.Sort(s.all)
	}
	before := 0
	for i, n := range s.all {
		b = strconv.AppendInt(endField(b, i), int64(n-before), 10)
		before = n
	}
	return b, len(s.all) > 0
}

// each goes through numbers that are written as differences.
func (s *numbers) each(list []byte) iter.Seq[int] {
	return func(yield func(int) bool) {
		n, step := 0, 0
		for i, c := range list {
			switch {
			case '0' <= c && c <= '9' && step < 1<<30:
				step = 10*step + int(c-'0')
			case c != ',':
				s.bad = true
				return
			}
			if c != ',' && i+1 < len(list) {
				continue
			}
			if n, step = n+step, 0; !yield(n) {
				return
			}
		}
	}
}
