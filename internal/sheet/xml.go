package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"html"
	"io"
	"regexp"
	"strconv"
)

// xmlReader reads XML token by token, without a tree and without holding more than a tag:
// the library's decoder holds names of open elements, attributes and texts of any size. It
// knows what the parts of workbooks have: no entities of their own, UTF-8.
type xmlReader struct {
	in   *bufio.Reader
	name string // of the element that began or ended, without its prefix
	tag  []byte // what stands in the tag that began
	text []byte // what stands before the tag, where it is kept
	keep bool
	most int // bytes of text that are kept
	shut bool
	bare bool // texts have no coded characters
}

// xmlToken is where an element begins or ends.
type xmlToken int

const (
	xmlStart xmlToken = iota
	xmlEnd
)

// longestTag is how many bytes a tag may have: those of sheets have some hundred.
const longestTag = 16 << 10

var errTag = errors.New("a tag is too long")

// next goes on to the next tag. An element without content begins and ends.
func (x *xmlReader) next() (xmlToken, error) {
	if x.shut {
		x.shut = false
		return xmlEnd, nil
	}
	for {
		if err := x.words(); err != nil {
			return 0, err
		}
		if err := x.element(); err != nil {
			return 0, err
		}
		switch {
		case len(x.tag) == 0 || x.tag[0] == '?' || x.tag[0] == '!':
			continue
		case x.tag[0] == '/':
			x.name = localName(x.tag[1:])
			return xmlEnd, nil
		}
		x.shut = x.tag[len(x.tag)-1] == '/'
		x.name = localName(x.tag)
		return xmlStart, nil
	}
}

// words reads the text before a tag.
func (x *xmlReader) words() error {
	for {
		piece, err := x.in.ReadSlice('<')
		if len(piece) > 0 && err == nil {
			piece = piece[:len(piece)-1]
		}
		if x.keep {
			x.text = append(x.text, piece...)
			if len(x.text) > x.most {
				return ErrTooMuch
			}
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

// element reads a tag. Of a comment nothing is kept; a CDATA section is text.
func (x *xmlReader) element() error {
	x.tag = x.tag[:0]
	if head, _ := x.in.Peek(8); bytes.HasPrefix(head, []byte("!--")) {
		_, err := x.until("-->", false)
		return err
	} else if string(head) == "![CDATA[" {
		_, _ = x.in.Discard(len(head))
		section, err := x.until("]]>", x.keep)
		if x.keep { // what is escaped later is read as it is
			x.text = append(x.text, html.EscapeString(string(section))...)
		}
		return err
	}
	quote := byte(0)
	for {
		c, err := x.in.ReadByte()
		switch {
		case err != nil:
			return unexpected(err)
		case len(x.tag) >= longestTag:
			return errTag
		case quote == 0 && c == '>':
			return nil
		case quote == 0 && (c == '"' || c == '\'') && len(x.tag) > 0 && x.tag[0] != '!' && x.tag[0] != '?':
			quote = c
		case c == quote:
			quote = 0
		}
		x.tag = append(x.tag, c)
	}
}

// until goes past a mark, and gives what stands before it, if that is kept.
func (x *xmlReader) until(mark string, keep bool) (before []byte, err error) {
	for !bytes.HasSuffix(before, []byte(mark)) {
		c, err := x.in.ReadByte()
		switch {
		case err != nil:
			return nil, unexpected(err)
		case keep && len(x.text)+len(before) > x.most:
			return nil, ErrTooMuch
		case !keep && len(before) == len(mark):
			before = append(before[:0], before[1:]...)
		}
		before = append(before, c)
	}
	return before[:len(before)-len(mark)], nil
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// localName gives the name of an element without its prefix.
func localName(tag []byte) string {
	if i := bytes.IndexAny(tag, " \t\r\n/"); i >= 0 {
		tag = tag[:i]
	}
	if i := bytes.LastIndexByte(tag, ':'); i >= 0 {
		tag = tag[i+1:]
	}
	return string(tag)
}

// attr gives the value of an attribute of the element that began; its prefix is not
// looked at, unless the name has one.
func (x *xmlReader) attr(name string) string {
	rest := x.tag
	for {
		i := bytes.IndexByte(rest, '=')
		if i < 0 {
			return ""
		}
		before := bytes.TrimRight(rest[:i], " \t\r\n")
		last := before[bytes.LastIndexAny(before, " \t\r\n")+1:]
		rest = bytes.TrimLeft(rest[i+1:], " \t\r\n")
		if len(rest) == 0 || len(last) == 0 {
			return ""
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return ""
		}
		if string(last[bytes.LastIndexByte(last, ':')+1:]) == name || string(last) == name {
			return html.UnescapeString(string(rest[1 : end+1]))
		}
		rest = rest[end+2:]
	}
}

// skip goes to the end of the element that began.
func (x *xmlReader) skip() error {
	for name, depth := x.name, 1; depth > 0; {
		token, err := x.next()
		switch {
		case err != nil:
			return unexpected(err)
		case x.name != name:
		case token == xmlStart:
			depth++
		default:
			depth--
		}
	}
	return nil
}

// begin keeps the text from here on, up to a number of bytes.
func (x *xmlReader) begin(most int) { x.text, x.keep, x.most = x.text[:0], true, most }

// end gives the text that was kept.
func (x *xmlReader) end() string {
	x.keep = false
	s := string(x.text)
	if bytes.IndexByte(x.text, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	if !x.bare && bytes.Contains(x.text, []byte("_x")) {
		s = codedCharacter.ReplaceAllStringFunc(s, func(code string) string {
			n, _ := strconv.ParseUint(code[2:6], 16, 32)
			return string(rune(n))
		})
	}
	return s
}

// codedCharacter is how a text of a sheet holds a character that XML cannot (ECMA-376,
// 22.9.2.19, ST_Xstring).
var codedCharacter = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)
