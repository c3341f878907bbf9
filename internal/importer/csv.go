package importer

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// separators are those that tables as text use, the usual one first.
const separators = ",;\t|"

// separator gives the one that the first line has most of, outside quotes.
func separator(head []byte) byte {
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
	best := separators[0]
	for i := range len(separators) {
		if c := separators[i]; count[c] > count[best] {
			best = c
		}
	}
	return best
}

// openCSV reads the header of a table as text.
func openCSV(name string, in *bounded, comma byte, b bounds) (*tableReader, error) {
	t := &textTable{in: in, buf: bufio.NewReaderSize(in, 1<<16), comma: comma, bounds: b}
	s := &tableReader{name: name, unit: "riga", in: in}
	header, err := t.record(0)
	var bad *badRow
	switch {
	case errors.Is(err, io.EOF), errors.As(err, &bad):
		return nil, &Refusal{name + ": la prima riga non è l’intestazione di una tabella", "metti nella prima riga i nomi delle colonne, divisi da una virgola o da un punto e virgola"}
	case err != nil:
		return nil, readError(name, err)
	}
	if err := s.setHeader(header.cells, header.line, b); err != nil {
		return nil, err
	}
	rows := 0
	s.next = func() (row, error) {
		r, err := t.record(len(s.header))
		switch {
		case errors.As(err, &bad), errors.Is(err, io.EOF):
			return r, err
		case err != nil:
			return r, readError(name, err)
		}
		if rows++; rows > b.Rows {
			return r, &Refusal{fmt.Sprintf("%s: la tabella ha più di %d righe", name, b.Rows), "controlla che il file sia quello giusto"}
		}
		if n := len(r.cells); n != len(s.header) && !(n > len(s.header) && blank(r.cells[len(s.header):])) {
			return r, &badRow{line: r.line, text: fmt.Sprintf("la riga ha %d valori e le colonne sono %d", n, len(s.header))}
		}
		for i := range r.cells {
			r.cells[i] = clean(r.cells[i])
		}
		return r, nil
	}
	return s, nil
}

// textTable takes a table as text apart, by RFC 4180 and what is published under its
// name. The standard library's reader does not serve: the tables of PA digitale 2026
// put values between quotes without doubling the quotes inside ("ISTITUTO "BRAGA"",),
// and one such row must not take the next ones along.
type textTable struct {
	in     *bounded
	buf    *bufio.Reader
	comma  byte
	bounds bounds
	line   int      // read so far
	held   []string // lines that were read ahead
}

// record gives the next row that is not empty; columns is how many it should have, or 0.
func (t *textTable) record(columns int) (row, error) {
	t.in.row = t.bounds.Row
	text, err := t.physical()
	for err == nil && strings.TrimSpace(text) == "" {
		t.in.row = t.bounds.Row
		text, err = t.physical()
	}
	if err != nil {
		return row{}, err
	}
	r := row{line: t.line}
	cells, open, ok := split(text, t.comma)
	if ok && !open {
		r.cells = cells
		return r, nil
	}
	if naive := splitNaive(text, t.comma); columns > 0 && len(naive) == columns {
		r.cells, r.naive = naive, true
		return r, nil
	}
	if ok { // the value goes on below
		if cells, more := t.goesOn(text, columns); cells != nil {
			r.cells = cells
			return r, nil
		} else if more != nil {
			return r, more
		}
	}
	return r, &badRow{line: r.line, text: "le virgolette non si chiudono come dovrebbero", torn: open}
}

// goesOn reads on until the quotes of a record close: at the next line with an odd number
// of them, whatever comes of it. The lines of a record that is none after all are held for
// the rows that they are.
func (t *textTable) goesOn(text string, columns int) ([]string, error) {
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
func (t *textTable) physical() (string, error) {
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

// blank reports cells without anything.
func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
