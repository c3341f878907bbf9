package load

import (
	"bytes"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"vetro/internal/record"
)

// source is the text of a file, from which offsets become places.
//
// The parsers read text. Where a value broke the syntax, forgive has put a 0 in its
// place and keeps what the author wrote; everything else stands where it stood.
type source struct {
	file    string
	text    []byte
	lines   []int              // offset of each line's first byte
	first   int                // number of the first line, counted from 1
	written *source            // before forgive changed it; nil when it never did
	bare    map[int]*bareValue // by number of line
}

// bareValue is a value that is no TOML, such as 2026-08 or 931.712,00.
type bareValue struct {
	text string
	seen bool            // a key has it
	slip *record.Problem // what to say if none has
}

// fault is where and why a parser refused a text.
type fault struct {
	offset  int
	english string
	decoder bool // it is the decoder's: the index found nothing wrong
}

// faultAt gives the fault at an offset, moved back to where a character begins.
func faultAt(text []byte, offset int, english string) *fault {
	offset = min(offset, len(text))
	for offset > 0 && offset < len(text) && !utf8.RuneStart(text[offset]) {
		offset--
	}
	return &fault{offset: offset, english: english}
}

func newSource(file string, text []byte, first int) *source {
	text = slices.Clip(text) // the parser tells places by capacity
	return &source{file: file, text: text, lines: lineStarts(text), first: first}
}

func lineStarts(text []byte) []int {
	lines := make([]int, 1, 1+bytes.Count(text, []byte("\n")))
	for i, c := range text {
		if c == '\n' {
			lines = append(lines, i+1)
		}
	}
	return lines
}

// index gives the line that holds an offset, counted from 0.
func (s *source) index(offset int) int {
	return sort.SearchInts(s.lines, min(offset, len(s.text))+1) - 1
}

// pos gives the place of an offset; its column counts characters.
func (s *source) pos(offset int) record.Pos {
	offset = min(offset, len(s.text))
	i := s.index(offset)
	return record.Pos{File: s.file, Line: i + s.first, Col: utf8.RuneCount(s.text[s.lines[i]:offset]) + 1}
}

// line gives a line, counted from 0, as the author wrote it and without its end.
func (s *source) line(i int) string {
	if s.written != nil {
		s = s.written
	}
	return string(s.text[s.lines[i]:s.end(i)])
}

// end gives the offset where the text of a line ends, counted from 0.
func (s *source) end(i int) int {
	if i+1 < len(s.lines) {
		return s.lines[i+1] - 1
	}
	return len(s.text)
}

// mostBare is how many values of a file forgive sets aside: each costs a reading.
const mostBare = 100

// keyPart is what stands before the value on the line of a key.
var keyPart = regexp.MustCompile(`^[ \t]*[A-Za-z0-9_.-]+[ \t]*=[ \t]*`)

// forgive sets aside the value that a fault is in, where it ends on its own line: it
// shall not hide the slips below it. It reports whether the text is worth another try.
func (s *source) forgive(f fault) bool {
	i := s.index(f.offset)
	line := s.line(i)
	head := keyPart.FindString(line)
	from := s.lines[i] + len(head)
	if head == "" || s.bare[i+s.first] != nil || len(s.bare) == mostBare {
		return false
	}
	if f.offset < from && f.offset < len(s.text)-1 { // the line above runs into this one
		return false
	}
	value := cutComment(line[len(head):])
	if !endsHere(value) {
		return false
	}
	slip := syntaxProblem(s, f)
	if s.written == nil {
		s.written = &source{text: s.text, lines: s.lines}
		s.bare = make(map[int]*bareValue)
	}
	s.bare[i+s.first] = &bareValue{text: value, slip: &slip}
	s.text = slices.Clip(slices.Concat(s.text[:from], []byte("0"), s.text[s.lines[i]+len(line):]))
	s.lines = lineStarts(s.text)
	return true
}

// endsHere reports whether a value does not go on below its line.
func endsHere(value string) bool {
	switch {
	case strings.HasPrefix(value, `"""`), strings.HasPrefix(value, "'''"):
		return false
	case strings.HasPrefix(value, "["):
		return strings.HasSuffix(value, "]")
	case strings.HasPrefix(value, "{"):
		return strings.HasSuffix(value, "}")
	}
	return true
}

// cutComment gives a value without the comment behind it. A text in quotes stays
// whole: it may hold the sign.
func cutComment(value string) string {
	if value != "" && !strings.ContainsRune(`"'`, rune(value[0])) {
		for i := range len(value) {
			if value[i] == '#' && (i == 0 || value[i-1] == ' ' || value[i-1] == '\t') {
				value = value[:i]
				break
			}
		}
	}
	return strings.TrimSpace(value)
}
