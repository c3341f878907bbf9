package export

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// lines are the content lines of an iCalendar file.
//
// Source: RFC 5545, 3.1 and 3.3.11.
type lines struct {
	b    []byte
	line []byte // that is being made

	value []byte // of the line that is added next
}

// mostBytes is how many bytes a line may have besides its end.
const mostBytes = 75

// add adds a line: a name, with its parameters, and a value that stands as it is.
func (l *lines) add(name, value string) {
	l.line = append(append(append(l.line[:0], name...), ':'), value...)
	l.fold()
}

// addText adds a line whose value is a text.
func (l *lines) addText(name, value string) {
	l.value = append(l.value[:0], value...)
	l.addValue(name)
}

// addValue adds a line whose value is the text in l.value.
func (l *lines) addValue(name string) {
	value := l.value
	l.line = append(append(l.line[:0], name...), ':')
	for i := range len(value) {
		switch c := value[i]; c {
		case '\\', ';', ',':
			l.line = append(l.line, '\\', c)
		case '\n':
			l.line = append(l.line, `\n`...)
		default:
			l.line = append(l.line, c)
		}
	}
	l.fold()
}

// fold writes the line, a long one on several: those after the first begin with a blank.
func (l *lines) fold() {
	rest, most := l.line, mostBytes
	for len(rest) > most {
		n := foldAt(rest, most)
		l.b = append(append(l.b, rest[:n]...), "\r\n "...)
		rest, most = rest[n:], mostBytes-1
	}
	l.b = append(append(l.b, rest...), "\r\n"...)
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

// addCleanValue adds a line whose value is what of l.value is text.
func (l *lines) addCleanValue(name string) {
	if slices.ContainsFunc(l.value, func(c byte) bool { return c < ' ' && c != '\n' || c == 0x7f }) || !utf8.Valid(l.value) {
		l.value = append(l.value[:0], text(string(l.value))...)
	}
	l.addValue(name)
}

// text keeps what is no text for iCalendar out of a value: control characters.
func text(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}
