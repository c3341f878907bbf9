package prose

import (
	"sort"
	"strings"
	"unicode/utf8"

	"vetro/internal/record"
)

// places gives the line and column of an offset in a text that itself is in
// the middle of a file.
type places struct {
	text  string
	start record.Pos
	lines []int // offset of each line; nil until asked for
}

func (p *places) at(offset int) record.Pos {
	if p.start.Line == 0 {
		return p.start
	}
	if p.lines == nil {
		p.lines = make([]int, 1, 1+strings.Count(p.text, "\n"))
		for i := range len(p.text) {
			if p.text[i] == '\n' {
				p.lines = append(p.lines, i+1)
			}
		}
	}
	offset = max(0, min(offset, len(p.text)))
	line := sort.SearchInts(p.lines, offset+1) - 1
	col := utf8.RuneCountInString(p.text[p.lines[line]:offset])
	if line == 0 {
		col += max(0, p.start.Col-1)
	}
	return record.Pos{File: p.start.File, Line: p.start.Line + line, Col: col + 1}
}
