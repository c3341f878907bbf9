package load

import (
	"strings"
	"unicode/utf8"

	"vetro/internal/record"
)

// maxDepth is how deep tables and lists may lie in one another. Records go three deep;
// what the decoder takes grows with the square of the depth, and for thousands more.
const maxDepth = 8

// longestName is how many bytes the name of a key or table may have: at each key the
// decoder writes out the names of all tables that it is in.
const longestName = 200

// mostNames is how many keys, headers and items of lists a file may have: each takes a
// hundred times the bytes that it is written with. The largest records have a thousand.
const mostNames = 20_000

// mostBare is how many values of a file are set aside; one with more is no record.
const mostBare = 100

// scanner finds the keys and tables of a text of TOML and where each stands, in one pass
// over its bytes. It goes on behind a value or a line that breaks the syntax, and leaves
// to the decoder what the values are and whether the whole is valid.
type scanner struct {
	src  *source
	text string
	at   int // offset of what comes next

	root     *table
	current  *table           // that the last header opened
	path     []segment        // of the last key or header
	count    int              // of keys, headers and items
	key      *key             // of the value that is read, at the top of a table
	fault    fault            // why the last step returned false
	problems []record.Problem // keys and tables written twice
	hidden   []record.Problem // hidden characters that escapes write
	slips    []record.Problem // lines that break the syntax
	bare     []*key           // the keys of values that break it
	shapes   map[int]bool     // the kinds of line slips that were reported
	edits    []edit           // what the decoder gets to see instead
	doubled  []string         // keys that a table has twice
	broken   bool             // a table is written twice: its keys belong nowhere
	lost     bool             // where the next line begins is not known
	simple   bool             // no more than [[tables]] and bare keys, none of them an inline table
}

// segment is one of the names of a dotted key or header.
type segment struct {
	name string
	at   record.Pos
}

// edit is a text for the decoder in the place of another.
type edit struct {
	from, to int
	put      string
}

// fault is where and why a text cannot be read.
type fault struct {
	offset int
	kind   faultKind
}

type faultKind int

const (
	inLine     faultKind = iota // before the value, or behind it
	inValue                     // in a value
	openText                    // a text of many lines begins there and has no end
	openList                    // the file ends within a list or an inline table
	tooDeep                     // more than maxDepth tables and lists in one another
	tooLong                     // a name has more than longestName bytes
	tooMany                     // there are more than mostNames keys and items
	twice                       // the decoder: what stands there was written above
	notDecoded                  // the decoder: something else
)

func scan(src *source) *scanner {
	s := newScanner(src)
	for s.at < len(s.text) && !s.lost {
		line, problems := src.index(s.at), len(s.problems)
		if !s.step() && !s.setAside(line, len(s.problems) > problems) {
			s.lineSlip(line)
		}
	}
	return s
}

func newScanner(src *source) *scanner {
	s := &scanner{src: src, text: src.text, simple: true}
	s.root = &table{start: src.pos(0)}
	s.current = s.root
	return s
}

// step reads a line, or all lines of one value.
func (s *scanner) step() bool {
	ok := true
	s.key = nil
	s.blanks()
	switch c := s.peek(); {
	case c == '[':
		s.current, ok = s.header()
	case c != '\n' && c != '\r' && c != '#' && s.at < len(s.text):
		s.key, ok = s.keyValue(s.current, 0)
	}
	return ok && s.endOfLine()
}

// peek gives the next byte, or 0, which no text has, at the end.
func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

// refuse notes why the text cannot be read from an offset on.
func (s *scanner) refuse(offset int, kind faultKind) bool {
	for offset > 0 && offset < len(s.text) && !utf8.RuneStart(s.text[offset]) {
		offset--
	}
	s.fault = fault{offset, kind}
	return false
}

// another counts a name or an item that begins at an offset, and refuses one too many.
func (s *scanner) another(offset int) bool {
	if s.count++; s.count > mostNames {
		return s.refuse(offset, tooMany)
	}
	return true
}

func (s *scanner) blanks() {
	for c := s.peek(); c == ' ' || c == '\t'; c = s.peek() {
		s.at++
	}
}

// endOfLine goes to the next line, past a comment.
func (s *scanner) endOfLine() bool {
	s.blanks()
	if s.peek() == '#' {
		for s.at < len(s.text) && !control[s.text[s.at]] {
			s.at++
		}
	}
	if s.at == len(s.text) || s.newLine() {
		return true
	}
	return s.refuse(s.at, inLine)
}

// newLine goes past a line end, if there is one.
func (s *scanner) newLine() bool {
	to := s.at
	if to+1 < len(s.text) && s.text[to] == '\r' {
		to++
	}
	if to == len(s.text) || s.text[to] != '\n' {
		return false
	}
	s.at = to + 1
	return true
}

// gap goes past all that may stand between the items of a list.
func (s *scanner) gap() bool {
	for {
		s.blanks()
		switch s.peek() {
		case '#', '\n', '\r':
			if !s.endOfLine() {
				return false
			}
		default:
			return true
		}
	}
}

// names reads a key or the name of a table, dotted or not, into path.
func (s *scanner) names() bool {
	start := s.at
	for s.path = s.path[:0]; ; s.at++ {
		s.blanks()
		from := s.at
		p := segment{at: s.src.pos(from)}
		switch c := s.peek(); {
		case len(s.path) == maxDepth:
			return s.refuse(from, tooDeep)
		case strings.HasPrefix(s.text[from:], `"""`), strings.HasPrefix(s.text[from:], "'''"):
			return s.refuse(from+2, inLine) // no name goes over many lines
		case c == '"', c == '\'':
			name, ok := s.quoted()
			if !ok {
				s.fault.kind = inLine
				return false
			}
			p.name, s.simple = name.(string), false
		default:
			for s.at < len(s.text) && bareKey[s.text[s.at]] {
				s.at++
			}
			if p.name = s.text[from:s.at]; p.name == "" {
				return s.refuse(from, inLine)
			}
		}
		if s.at-start > longestName {
			return s.refuse(start, tooLong)
		}
		if !s.another(from) {
			return false
		}
		s.path = append(s.path, p)
		s.blanks()
		if s.peek() != '.' {
			return true
		}
		s.simple = false
	}
}

// header opens the table of a [x] or [[x]] line. The keys below one that cannot be
// opened stand in a table of no one's.
func (s *scanner) header() (*table, bool) {
	start := s.src.pos(s.at)
	nowhere := func(ok bool) (*table, bool) { return &table{start: start}, ok }
	end := "]"
	if strings.HasPrefix(s.text[s.at:], "[[") {
		end = "]]"
	} else {
		s.simple = false
	}
	s.at += len(end)
	if !s.names() {
		return nowhere(false)
	}
	if !strings.HasPrefix(s.text[s.at:], end) {
		return nowhere(s.refuse(s.at, inLine))
	}
	s.at += len(end)
	t := s.root
	for i, p := range s.path {
		k, last := t.key(p.name), i == len(s.path)-1
		switch {
		case k == nil:
			k = t.add(s.newKey(p))
			k.value, k.single, k.dotted = p.at, !last || end == "]", !last
			k.tables = append(k.tables, &table{start: start})
			k.val = []map[string]any(nil) // a table, for whoever wants another type
		case last && end == "]]" && k.tables != nil && !k.single:
			k.tables = append(k.tables, &table{start: start})
		case last && !(end == "]" && k.dotted), k.tables == nil:
			s.tableTwice(k, p.at)
			return nowhere(true)
		}
		if last {
			k.dotted = false
		}
		t = k.tables[len(k.tables)-1]
	}
	return t, true
}

// keyValue reads name = value; depth is how deep the table lies. The key is nil where
// no value begins. One that the table has already is left out.
func (s *scanner) keyValue(t *table, depth int) (*key, bool) {
	start := s.at
	if !s.names() {
		return nil, false
	}
	if s.peek() != '=' {
		return nil, s.refuse(s.at, inLine)
	}
	s.at++
	s.blanks()
	depth += len(s.path)
	t, k := s.place(t)
	k.value, k.from, k.single = s.src.pos(s.at), s.at, true
	val, ok := s.value(k, depth)
	if !ok {
		return k, false
	}
	k.val, k.raw = val, s.text[k.from:s.at]
	if t == nil {
		s.edits = append(s.edits, edit{start, s.at, strings.Repeat("\n", strings.Count(s.text[start:s.at], "\n"))})
		s.simple = false
	}
	return k, true
}

// newKey gives a key of that name.
func (s *scanner) newKey(p segment) *key {
	k := s.src.keys.next()
	*k = key{name: p.name, at: p.at}
	return k
}

// place opens the tables of a dotted key and adds its last part to the last one. The
// table is nil for a key that is written twice.
func (s *scanner) place(t *table) (*table, *key) {
	root := t
	for i, p := range s.path {
		k, last := t.key(p.name), i == len(s.path)-1
		switch {
		case k != nil && (last || k.tables == nil):
			s.keyTwice(k, p.at, t != s.root)
			if root != s.root {
				s.doubled = append(s.doubled, p.name)
			}
			return nil, &key{name: p.name, at: p.at}
		case last:
			return t, t.add(s.newKey(p))
		case k == nil:
			k = t.add(s.newKey(p))
			k.value, k.single, k.dotted = p.at, true, true
			k.tables = append(k.tables, &table{start: p.at})
		}
		t = k.tables[len(k.tables)-1]
	}
	panic("load: a key has a name")
}

// bareKey are the bytes of keys without quotes.
var bareKey = func() (of [256]bool) {
	for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-" {
		of[c] = true
	}
	return of
}()

// control are the bytes that no text on one line may have.
var control = func() (of [256]bool) {
	for c := range 0x20 {
		of[c] = c != '\t'
	}
	of[0x7f] = true
	return of
}()
