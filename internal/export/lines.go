package export

import "unicode/utf8"

// The content lines of an iCalendar file.
//
// Source: RFC 5545, 3.1 and 3.3.11.

// mostBytes is how many bytes a line may have besides its end.
const mostBytes = 75

// raw writes a line: a name, with its parameters, and a value that needs no escapes.
func (w *writer) raw(name, value string) {
	w.line = append(append(append(w.line[:0], name...), ':'), value...)
	w.fold()
}

// property writes a line whose value is a text, in parts. Control characters are left out:
// a text has none.
func (w *writer) property(name string, parts ...string) {
	w.line = append(append(w.line[:0], name...), ':')
	for _, part := range parts {
		for i := range len(part) {
			switch c := part[i]; {
			case c == '\\' || c == ';' || c == ',':
				w.line = append(w.line, '\\', c)
			case c == '\n':
				w.line = append(w.line, `\n`...)
			case c >= ' ' && c != 0x7f:
				w.line = append(w.line, c)
			}
		}
	}
	w.fold()
}

// fold writes the line, a long one on several: those after the first begin with a blank.
func (w *writer) fold() {
	rest, most := w.line, mostBytes
	for len(rest) > most {
		n := foldAt(rest, most)
		w.b = append(append(w.b, rest[:n]...), "\r\n "...)
		rest, most = rest[n:], mostBytes-1
	}
	w.b = append(append(w.b, rest...), "\r\n"...)
}

// foldAt gives where a long line is best broken: before a blank or around a tag if it
// has one, so that people can read the file, too; else before the character that does
// not fit.
func foldAt(line []byte, most int) int {
	boundary, before := 0, rune(0)
	end := 0
	for end < len(line) {
		r, size := utf8.DecodeRune(line[end:])
		if r == ' ' || r == '<' || before == '>' {
			boundary = end
		}
		if end+size > most {
			break
		}
		end, before = end+size, r
	}
	if boundary > 0 {
		return boundary
	}
	return end
}
