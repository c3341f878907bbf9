package report

import (
	"io/fs"
	"strings"
	"unicode"

	"vetro/internal/record"
)

// maxQuoted is the size of a file beyond which no line is quoted from it, in bytes: such
// files are refused as a whole.
const maxQuoted = 4 << 20

// quoter gives lines of files. Problems come sorted by file, so it keeps the last one.
type quoter struct {
	fsys  fs.FS
	file  string
	lines []string
}

// line gives the line of a place, or false when there is none to show: the problem is of
// the file as a whole, or the file cannot be read.
func (q *quoter) line(at record.Pos) (string, bool) {
	if q.fsys == nil || at.Line < 1 {
		return "", false
	}
	if q.file != at.File {
		q.file, q.lines = at.File, q.read(at.File)
	}
	if at.Line > len(q.lines) {
		return "", false
	}
	return q.lines[at.Line-1], true
}

// read gives the lines of a file as they are counted when it is loaded.
func (q *quoter) read(name string) []string {
	info, err := fs.Stat(q.fsys, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxQuoted {
		return nil
	}
	text, err := fs.ReadFile(q.fsys, name)
	if err != nil {
		return nil
	}
	plain := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(string(text), "\ufeff"))
	return strings.Split(plain, "\n")
}

// cell is one character of a line, as a terminal shows it.
type cell struct {
	text  string
	width int // in columns
}

// tabStop is how far apart tabs are shown: what TOML and Markdown are mostly edited with.
const tabStop = 4

// cells gives the characters of a line, with spaces for tabs and a mark for what would
// command the terminal, or not be seen.
func cells(line string) []cell {
	var out []cell
	column := 0
	for _, r := range line {
		c := cell{string(r), columns(r)}
		switch {
		case r == '\t':
			c.width = tabStop - column%tabStop
			c.text = strings.Repeat(" ", c.width)
		case record.Commands(r):
			c = cell{"\ufffd", 1}
		}
		column += c.width
		out = append(out, c)
	}
	return out
}

// cut gives the part of a line around a character that fits a width, with a … where it
// was cut, and how many columns stand before the character.
func cut(line []cell, at, width int) (text string, indent int) {
	at = min(max(at, 0), len(line))
	whole := 0
	for _, c := range line {
		whole += c.width
	}
	if whole > width {
		width -= 2 // for the two …
	}
	from, before := at, 0
	for from > 0 && (whole <= width || before+line[from-1].width < width*2/3) {
		from--
		before += line[from].width
	}
	to, total := from, 0
	for to < len(line) && total+line[to].width <= width {
		total += line[to].width
		to++
	}
	var b strings.Builder
	if from > 0 {
		b.WriteString("…")
		before++
	}
	for _, c := range line[from:to] {
		b.WriteString(c.text)
	}
	if to < len(line) {
		b.WriteString("…")
	}
	return b.String(), before
}

// columns gives how many columns of a terminal a character takes: none for what is
// put on the one before, two for the wide ones of East Asia and for pictures.
//
// Source: Unicode Standard Annex 11, East Asian Width; the blocks that are wide as a whole.
func columns(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r < 0x1100:
		return 1
	}
	for _, block := range [...]struct{ first, last rune }{
		{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xa000, 0xa4cf},
		{0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff01, 0xff60}, {0xffe0, 0xffe6},
		{0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
	} {
		if block.first <= r && r <= block.last {
			return 2
		}
	}
	return 1
}
