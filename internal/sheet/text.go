package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// Separators are those that tables as text use, the usual one first.
const Separators = ",;\t|"

// FirstSeparator gives the one that the first line has most of, outside quotes.
func FirstSeparator(head []byte) byte {
	var count [256]int
	quoted := false
	for _, c := range bytes.TrimLeft(head, "\r\n") {
		if c == '"' {
			quoted = !quoted
		}
		if c == '\n' && !quoted {
			break
		}
		if !quoted {
			count[c]++
		}
	}
	best := Separators[0]
	for i := range len(Separators) {
		if c := Separators[i]; count[c] > count[best] {
			best = c
		}
	}
	return best
}

// TextReader takes a table as text apart, by RFC 4180 and what is published under its
// name. The standard library's reader does not serve: the tables of PA digitale 2026
// put values between quotes without doubling the quotes inside ("ISTITUTO "BRAGA"",),
// and one such row must not take the next ones along.
type TextReader struct {
	in    *Limited
	buf   *bufio.Reader
	comma byte
	most  int64 // bytes of a row
	// lenient takes what people's programs write: a quote within a value that is not between
	// quotes is one of its signs, and a row may have any width.
	lenient bool
	line    int      // lines read so far
	number  int      // rows, with the empty ones
	held    []string // lines that were read ahead
}

// TextRow is a row of a table as text; cells may be fewer than the columns.
type TextRow struct {
	Line   int      // where it begins
	Number int      // as a spreadsheet counts rows: one with line breaks within is one
	Cells  []string // not cleaned
	Naive  bool     // its quotes were not doubled
}

// BadRow is a row that cannot be read; those behind it can.
type BadRow struct {
	Line int
	Text string
	Torn bool // its quotes do not close: rows behind it may be in it
}

func (b *BadRow) Error() string { return b.Text }

// NewTextReader begins a table as text; what in has left for a row is the most of each.
func NewTextReader(in *Limited, comma byte) *TextReader {
	return &TextReader{in: in, buf: bufio.NewReaderSize(in, 1<<16), comma: comma, most: in.Row}
}

// Next gives the next row that is not empty; columns is how many it should have, or 0.
func (t *TextReader) Next(columns int) (TextRow, error) {
	var text string
	var err error
	for err == nil && strings.TrimSpace(text) == "" {
		t.in.Row = t.most
		t.number++
		text, err = t.physical()
	}
	if err != nil {
		return TextRow{}, err
	}
	r := TextRow{Line: t.line, Number: t.number}
	cells, open, ok := split(text, t.comma, t.lenient)
	if ok && !open {
		r.Cells = cells
		return r, nil
	}
	naive := splitNaive(text, t.comma)
	fits := columns > 0 && len(naive) == columns
	if fits && !t.lenient {
		r.Cells, r.Naive = naive, true
		return r, nil
	}
	if ok { // the value goes on below
		cells, lines, err := t.goesOn(cells)
		switch {
		case err != nil:
			return r, err
		case cells != nil && (columns == 0 || len(cells) == columns || t.lenient && !fits):
			r.Cells = cells
			return r, nil
		}
		t.hold(lines)
	}
	if fits {
		r.Cells, r.Naive = naive, true
		return r, nil
	}
	return r, &BadRow{Line: r.Line, Text: "le virgolette non si chiudono come dovrebbero", Torn: open}
}

// goesOn reads on until the last of the cells closes, and the record with it. The cells are
// nil when it is none after all; the lines behind the first are given for the rows that they are.
func (t *TextReader) goesOn(cells []string) (all, lines []string, err error) {
	var value strings.Builder
	value.WriteString(cells[len(cells)-1])
	for {
		text, err := t.physical()
		if errors.Is(err, io.EOF) {
			return nil, lines, nil
		} else if err != nil {
			return nil, nil, err
		}
		lines = append(lines, text)
		more, rest, closed := quoted(text)
		value.WriteString("\n" + more)
		if !closed {
			continue
		}
		cells[len(cells)-1] = value.String()
		if rest == "" {
			return cells, lines, nil
		}
		if rest[0] != t.comma {
			return nil, lines, nil
		}
		next, open, ok := split(rest[1:], t.comma, t.lenient)
		if cells = append(cells, next...); !ok {
			return nil, lines, nil
		} else if !open {
			return cells, lines, nil
		}
		value.Reset()
		value.WriteString(cells[len(cells)-1])
	}
}

// hold gives the lines of a record that is none back, for the rows that they are.
func (t *TextReader) hold(lines []string) {
	t.held = append(lines, t.held...)
	t.line -= len(lines)
}

// physical gives the next line of the text, without its end.
func (t *TextReader) physical() (string, error) {
	if len(t.held) > 0 {
		text := t.held[0]
		t.held = t.held[1:]
		t.line++
		return text, nil
	}
	text, err := t.buf.ReadString('\n')
	if err != nil && (!errors.Is(err, io.EOF) || text == "") {
		return "", err
	}
	t.line++
	return strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r"), nil
}

// split takes a record apart. It is open when it ends within quotes, and not ok where a
// quote stands in a value that is not in quotes, unless stray ones may, or is neither doubled
// nor the last.
func split(text string, comma byte, stray bool) (cells []string, open, ok bool) {
	cells = make([]string, 0, 24)
	for {
		if !strings.HasPrefix(text, `"`) {
			end := strings.IndexByte(text, comma)
			value := text
			if end >= 0 {
				value = text[:end]
			}
			if !stray && strings.Contains(value, `"`) {
				return cells, false, false
			}
			cells = append(cells, value)
			if end < 0 {
				return cells, false, true
			}
			text = text[end+1:]
			continue
		}
		value, rest, closed := quoted(text[1:])
		cells = append(cells, value)
		switch {
		case !closed:
			return cells, true, true
		case rest == "":
			return cells, false, true
		case rest[0] != comma:
			return cells, false, false
		}
		text = rest[1:]
	}
}

// quoted gives a value up to the quote that closes it, and what follows.
func quoted(text string) (value, rest string, closed bool) {
	end := 0
	for {
		i := strings.IndexByte(text[end:], '"')
		if i < 0 {
			return strings.ReplaceAll(text, `""`, `"`), "", false
		}
		if end += i; end+1 < len(text) && text[end+1] == '"' {
			end += 2
			continue
		}
		return strings.ReplaceAll(text[:end], `""`, `"`), text[end+1:], true
	}
}

// splitNaive takes a line apart whose quotes are not doubled within values: only one that
// stands before a separator or the end closes a value.
func splitNaive(text string, comma byte) (cells []string) {
	closing := `"` + string(rune(comma))
	for {
		rest, isQuoted := strings.CutPrefix(text, `"`)
		end, skip := strings.IndexByte(text, comma), 1
		if isQuoted {
			text = rest
			if end, skip = strings.Index(text, closing), len(closing); end < 0 {
				return append(cells, strings.TrimSuffix(text, `"`))
			}
		}
		if end < 0 {
			return append(cells, text)
		}
		cells = append(cells, text[:end])
		text = text[end+skip:]
	}
}
