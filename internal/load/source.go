package load

import (
	"sort"
	"strings"
	"unicode/utf8"

	"vetro/internal/record"
)

// source is the text of a file, from which offsets become places.
type source struct {
	file    string
	text    string
	first   int   // number of the first line, counted from 1
	starts  []int // offset of each line's first byte, once somebody asks
	counted int   // offset to which columns are counted
	col     int   // column of that offset
	keys    *keyPool
}

func newSource(file string, text []byte, first int) *source {
	return &source{file: file, text: string(text), first: first, col: 1, keys: new(keyPool)}
}

// lines gives the offset of each line's first byte.
func (s *source) lines() []int {
	if s.starts == nil {
		s.starts = make([]int, 1, 2+strings.Count(s.text, "\n"))
		for i := range len(s.text) {
			if s.text[i] == '\n' {
				s.starts = append(s.starts, i+1)
			}
		}
	}
	return s.starts
}

// index gives the line that holds an offset, counted from 0.
func (s *source) index(offset int) int {
	return sort.SearchInts(s.lines(), min(offset, len(s.text))+1) - 1
}

// pos gives the place of an offset; its column counts characters. It counts on from the
// last place that it gave: a line may be as long as the file.
func (s *source) pos(offset int) record.Pos {
	offset = min(offset, len(s.text))
	i := s.index(offset)
	if start := s.lines()[i]; s.counted < start || offset < s.counted {
		s.counted, s.col = start, 1
	}
	s.col += utf8.RuneCountInString(s.text[s.counted:offset])
	s.counted = offset
	return record.Pos{File: s.file, Line: i + s.first, Col: s.col}
}

// line gives a line, counted from 0, without its end.
func (s *source) line(i int) string { return s.text[s.lines()[i]:s.end(i)] }

// end gives the offset where the text of a line ends, counted from 0.
func (s *source) end(i int) int {
	if lines := s.lines(); i+1 < len(lines) {
		return lines[i+1] - 1
	}
	return len(s.text)
}
