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
	most  int64    // bytes of a row
	line  int      // read so far
	held  []string // lines that were read ahead
}

// TextRow is a row of a table as text; cells may be fewer than the columns.
type TextRow struct {
	Line  int
	Cells []string // not cleaned
	Naive bool     // its quotes were not doubled
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
	t.in.Row = t.most
	text, err := t.physical()
	for err == nil && strings.TrimSpace(text) == "" {
		t.in.Row = t.most
		text, err = t.physical()
	}
	if err != nil {
		return TextRow{}, err
	}
	r := TextRow{Line: t.line}
	cells, open, ok := split(text, t.comma)
	if ok && !open {
		r.Cells = cells
		return r, nil
	}
	if naive := splitNaive(text, t.comma); columns > 0 && len(naive) == columns {
		r.Cells, r.Naive = naive, true
		return r, nil
	}
	if ok { // the value goes on below
		if cells, more := t.goesOn(text, columns); cells != nil {
			r.Cells = cells
			return r, nil
		} else if more != nil {
			return r, more
		}
	}
	return r, &BadRow{Line: r.Line, Text: "le virgolette non si chiudono come dovrebbero", Torn: open}
}

// goesOn reads on until the quotes of a record close: at the next line with an odd number
// of them, whatever comes of it. The lines of a record that is none after all are held for
// the rows that they are.
func (t *TextReader) goesOn(text string, columns int) ([]string, error) {
	lines := []string{text}
	for {
		next, err := t.physical()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if err == nil {
			lines = append(lines, next)
			if strings.Count(next, `"`)%2 == 0 {
				continue
			}
		}
		cells, open, ok := split(strings.Join(lines, "\n"), t.comma)
		if ok && !open && (columns == 0 || len(cells) == columns) {
			return cells, nil
		}
		t.held = append(lines[1:], t.held...)
		t.line -= len(lines) - 1
		return nil, nil
	}
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
// quote stands in a value that is not in quotes, or is neither doubled nor the last.
func split(text string, comma byte) (cells []string, open, ok bool) {
	cells = make([]string, 0, 24)
	for {
		if !strings.HasPrefix(text, `"`) {
			end := strings.IndexByte(text, comma)
			value := text
			if end >= 0 {
				value = text[:end]
			}
			if strings.Contains(value, `"`) {
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
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '"')
		if i < 0 {
			return value + text[from:], "", false
		}
		end := from + i
		if end+1 < len(text) && text[end+1] == '"' {
			value += text[from : end+1]
			from = end + 2
			continue
		}
		return value + text[from:end], text[end+1:], true
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

// commonSeparator gives the separator that most of the first lines have: a title above
// the header may have none.
func commonSeparator(head []byte) byte {
	count := make(map[byte]int)
	for line := range bytes.SplitSeq(head, []byte("\n")) {
		if c := FirstSeparator(line); bytes.IndexByte(line, c) >= 0 {
			count[c]++
		}
	}
	best := Separators[0]
	for i := range len(Separators) {
		if count[Separators[i]] > count[best] {
			best = Separators[i]
		}
	}
	return best
}
