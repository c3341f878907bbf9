package sheet

import (
	"bytes"
	"io"
	"strings"
)

// Of a table as text this much is looked at to find its separator.
const (
	sampleBytes = 256 << 10
	sampleRows  = 200
	sampleHead  = 30 // rows above and with the header
)

// separatorLine gives the separator that the first line of a table names, for Excel: sep=; and
// the length of that line.
func separatorLine(text []byte) (comma byte, length int) {
	end := bytes.IndexAny(text, "\r\n")
	if end < 0 {
		return 0, 0
	}
	line := strings.Trim(string(text[:end]), `"`)
	if len(line) != len("sep=;") || !strings.EqualFold(line[:len("sep=")], "sep=") {
		return 0, 0
	}
	comma = line[len("sep=")]
	if strings.IndexByte(Separators, comma) < 0 {
		return 0, 0
	}
	if text[end] == '\r' && end+1 < len(text) && text[end+1] == '\n' {
		end++
	}
	return comma, end + 1
}

// fit is how well a table as text reads in one way.
type fit struct {
	comma    byte
	returns  bool // a CR alone ends a line
	known    int  // names of columns in one row
	agreeing int  // rows that are as wide as that one, or as most
	width    int
}

// better reports that a table reads better as f than as g.
func (f fit) better(g fit) bool {
	switch {
	case f.known != g.known:
		return f.known > g.known
	case f.agreeing != g.agreeing:
		return f.agreeing > g.agreeing
	}
	return f.width > g.width
}

// findFit tries the separators, or the one that is given, and both ways to end a line where a
// CR stands alone, on the beginning of a table: the best is the one under which a row has most
// names of columns; then the one under which most rows are as wide as that row, or as wide as
// each other; then the one that makes them widest.
func findFit(text []byte, comma byte, known func(string) bool) fit {
	commas := Separators
	if comma != 0 {
		commas = string(rune(comma))
	}
	var best fit
	for i := range len(commas) {
		for _, returns := range lineEnds(text) {
			if f := tryFit(text, commas[i], returns, known); best.comma == 0 || f.better(best) {
				best = f
			}
		}
	}
	return best
}

// lineEnds gives whether a CR without LF may end a line: where it does not occur it need not,
// and where nothing else does it must.
func lineEnds(text []byte) []bool {
	if bytes.IndexByte(text, '\r') >= 0 && bytes.IndexByte(text, '\n') < 0 {
		return []bool{true}
	}
	for i, c := range text {
		if c == '\r' && i+1 < len(text) && text[i+1] != '\n' {
			return []bool{false, true}
		}
	}
	return []bool{false}
}

func tryFit(text []byte, comma byte, returns bool, known func(string) bool) fit {
	f := fit{comma: comma, returns: returns}
	var in io.Reader = bytes.NewReader(text)
	if returns {
		in = &returnReader{in: in}
	}
	t := NewTextReader(&Limited{R: in, Row: sampleBytes, Total: sampleBytes + 1}, comma)
	t.lenient = true
	widths, header := make(map[int]int), 0
	for n := range sampleRows {
		r, err := t.Next(0)
		if err != nil {
			if _, bad := err.(*BadRow); bad {
				continue
			}
			break
		}
		widths[len(r.Cells)]++
		if n >= sampleHead || known == nil {
			continue
		}
		names := 0
		for _, c := range r.Cells {
			if known(Clean(c)) {
				names++
			}
		}
		if names > f.known {
			f.known, header = names, len(r.Cells)
		}
	}
	f.width, f.agreeing = header, widths[header]
	if f.known == 0 {
		for width, rows := range widths {
			if width > 1 && (rows > f.agreeing || rows == f.agreeing && width > f.width) {
				f.width, f.agreeing = width, rows
			}
		}
	}
	return f
}

// returnReader ends the lines of a text by LF, whether they end by CR, LF or both.
type returnReader struct {
	in    io.Reader
	after bool // the last byte was a CR
}

func (r *returnReader) Read(p []byte) (int, error) {
	for {
		n, err := r.in.Read(p)
		out := p[:0]
		for _, c := range p[:n] {
			switch {
			case c == '\r':
				out = append(out, '\n')
			case c != '\n' || !r.after:
				out = append(out, c)
			}
			r.after = c == '\r'
		}
		if len(out) > 0 || err != nil || n == 0 {
			return len(out), err
		}
	}
}
