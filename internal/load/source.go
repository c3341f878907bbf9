package load

import (
	"sort"
	"unicode/utf8"

	"vetro/internal/record"
)

// source is the text of a file, from which offsets become places.
type source struct {
	file   string
	text   []byte
	first  int   // number of the first line, counted from 1
	starts []int // offset of each line's first byte, once somebody asks
}

func newSource(file string, text []byte, first int) *source {
	return &source{file: file, text: text, first: first}
}

// lines gives the offset of each line's first byte.
func (s *source) lines() []int {
	if s.starts == nil {
		s.starts = []int{0}
		for i, c := range s.text {
			if c == '\n' {
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

// pos gives the place of an offset; its column counts characters.
func (s *source) pos(offset int) record.Pos {
	offset = min(offset, len(s.text))
	i := s.index(offset)
	return record.Pos{File: s.file, Line: i + s.first, Col: utf8.RuneCount(s.text[s.lines()[i]:offset]) + 1}
}

// line gives a line, counted from 0, without its end.
func (s *source) line(i int) string { return string(s.text[s.lines()[i]:s.end(i)]) }

// end gives the offset where the text of a line ends, counted from 0.
func (s *source) end(i int) int {
	if lines := s.lines(); i+1 < len(lines) {
		return lines[i+1] - 1
	}
	return len(s.text)
}
