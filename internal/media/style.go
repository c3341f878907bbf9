package media

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// styleSheet reads CSS token by token (CSS Syntax Level 3) and writes it anew: escapes are
// resolved where they need not be, comments go. What could leave the file, or run, ends the
// reading: rules and functions that are not of a list, and addresses that are no part of the
// drawing.
//
// The lexer of github.com/tdewolff/parse was weighed: it leaves escapes to its caller, and so
// takes \75rl(…) for a function that is not url(…), and text that is not closed for closed.
type styleSheet struct {
	css     []byte
	at      int
	out     []byte
	spaced  bool // the last token written is a blank
	gap     bool // a comment stood here
	offset  int  // where it was refused
	refused string
	targets func(id string) // told of each part of the drawing that is named
}

// restyle gives CSS anew. Where it is refused it gives why, and the offset in it.
func restyle(css []byte, targets func(id string)) (clean []byte, offset int, refused string) {
	if !bytes.ContainsAny(css, "\\(@/\"'<:{-") { // a plain value
		return css, 0, ""
	}
	s := &styleSheet{css: css, out: make([]byte, 0, len(css)), spaced: true, targets: targets}
	for s.at < len(s.css) && s.refused == "" {
		s.token()
	}
	return s.out, s.offset, s.refused
}

// refuse ends the reading.
func (s *styleSheet) refuse(at int, why string) {
	if s.refused == "" {
		s.offset, s.refused = at, why
	}
	s.at = len(s.css)
}

// write puts a token. Two that a comment parted stay apart.
func (s *styleSheet) write(token []byte) {
	if s.gap && !s.spaced {
		s.out = append(s.out, "/**/"...)
	}
	s.gap, s.spaced = false, false
	s.out = append(s.out, token...)
}

func (s *styleSheet) token() {
	rest := s.css[s.at:]
	c := rest[0]
	switch {
	case isCSSBlank(c):
		s.blank()
	case bytes.HasPrefix(rest, []byte("/*")):
		n := bytes.Index(rest[2:], []byte("*/"))
		if n < 0 {
			s.refuse(s.at, "un commento dello stile non è chiuso")
			return
		}
		s.gap = true
		s.at += n + 4
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.gap = true
		s.at += 4
	case bytes.HasPrefix(rest, []byte("-->")):
		s.gap = true
		s.at += 3
	case c == '"' || c == '\'':
		from := s.at
		if text, escaped, ok := s.quoted(); ok && escaped {
			s.write(quotedCSS(text))
		} else if ok {
			s.write(s.css[from:s.at])
		}
	case c == '@' && s.startsIdent(s.at+1):
		s.atRule()
	case c == '#' && s.at+1 < len(s.css) && s.isName(s.at+1):
		from := s.at
		s.at++
		name, escaped := s.name()
		if escaped {
			s.write(append([]byte("#"), escapedName(name, false)...))
		} else {
			s.write(s.css[from:s.at])
		}
	case s.startsIdent(s.at):
		s.ident()
	case c == '\\':
		s.refuse(s.at, "nello stile c’è una barra \\ che non sta per nulla")
	default:
		s.write(rest[:1])
		s.at++
	}
}

func isCSSBlank(c byte) bool { return isBlank(c) || c == '\f' }

func (s *styleSheet) blank() {
	to, line := s.at, false
	for ; to < len(s.css) && isCSSBlank(s.css[to]); to++ {
		line = line || s.css[to] != ' ' && s.css[to] != '\t'
	}
	s.at = to
	if s.gap = false; s.spaced {
		return
	}
	if line {
		s.out = append(s.out, '\n')
	} else {
		s.out = append(s.out, ' ')
	}
	s.spaced = true
}

// atRules are those that name no other file.
var atRules = set("media supports keyframes -webkit-keyframes page charset font-face layer container property")

func (s *styleSheet) atRule() {
	from := s.at
	s.at++
	name, _ := s.name()
	if lower := strings.ToLower(name); !atRules[lower] {
		s.refuse(from, fmt.Sprintf("lo stile ha @%s, che può prendere altro da fuori del file", shown([]byte(name))))
		return
	}
	s.write(append([]byte("@"), escapedName(name, true)...))
}

// styleFunctions are those that take no address; url() is read apart.
var styleFunctions = set(`rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark icc-color device-cmyk
	calc min max clamp round mod rem abs sign sin cos tan asin acos atan atan2 pow sqrt hypot log exp var env
	matrix matrix3d translate translatex translatey translatez translate3d scale scalex scaley scalez scale3d
	rotate rotatex rotatey rotatez rotate3d skew skewx skewy perspective
	cubic-bezier steps linear blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
	rect inset circle ellipse polygon path linear-gradient radial-gradient conic-gradient
	repeating-linear-gradient repeating-radial-gradient repeating-conic-gradient
	not is where has nth-child nth-last-child nth-of-type nth-last-of-type lang dir host local format tech and or only
	selector alpha counter counters symbols fit-content minmax repeat`)

// ident reads a name, and the function that it may begin.
func (s *styleSheet) ident() {
	from := s.at
	name, escaped := s.name()
	lower := strings.ToLower(name)
	calls := s.at < len(s.css) && s.css[s.at] == '('
	switch {
	case calls && lower == "url":
		s.at++
		s.url(from)
		return
	case calls && !styleFunctions[lower]:
		s.refuse(from, fmt.Sprintf("lo stile usa %s(…), che può prendere altro da fuori del file o eseguire codice", shown([]byte(name))))
		return
	case lower == "-moz-binding" || lower == "behavior" || lower == "-ms-behavior":
		s.refuse(from, fmt.Sprintf("lo stile usa %s, che esegue codice", lower))
		return
	}
	if escaped {
		s.write(escapedName(name, true))
	} else {
		s.write(s.css[from:s.at])
	}
}

// url reads the rest of url(…).
func (s *styleSheet) url(from int) {
	s.skipBlanks()
	var target string
	if s.at < len(s.css) && (s.css[s.at] == '"' || s.css[s.at] == '\'') {
		text, _, ok := s.quoted()
		if !ok {
			return
		}
		target = text
		s.skipBlanks()
	} else {
		target = s.unquoted()
	}
	if s.at >= len(s.css) || s.css[s.at] != ')' {
		s.refuse(from, "nello stile un url(…) è scritto male")
		return
	}
	s.at++
	target = strings.Trim(target, " \t\r\n\f")
	if id, is := strings.CutPrefix(target, "#"); is {
		s.targets(id)
	} else if data, is := embedded([]byte(target)); is {
		target = string(data)
	} else {
		s.refuse(from, fmt.Sprintf("lo stile prende altro da fuori del file: url(%s)", shown([]byte(target))))
		return
	}
	if strings.ContainsFunc(target, func(r rune) bool { return r <= ' ' || r == 0x7f || !isChar(r) || strings.ContainsRune(`"'()\`, r) }) {
		target = string(quotedCSS(target))
	}
	s.write([]byte("url(" + target + ")"))
}

func (s *styleSheet) skipBlanks() {
	for s.at < len(s.css) && isCSSBlank(s.css[s.at]) {
		s.at++
	}
}

// unquoted reads an address up to the bracket that ends it.
func (s *styleSheet) unquoted() string {
	from := s.at
	var text []byte // once there is an escape
	for s.at < len(s.css) {
		c := s.css[s.at]
		switch {
		case c == '\\' && s.escapes(s.at):
			if text == nil {
				text = append([]byte{}, s.css[from:s.at]...)
			}
			text = utf8.AppendRune(text, s.escape())
			continue
		case c == ')' || isCSSBlank(c) || c == '"' || c == '\'' || c == '(' || c < ' ' || c == 0x7f || c == '\\':
			raw := s.css[from:s.at]
			s.skipBlanks()
			if text != nil {
				return string(text)
			}
			return string(raw)
		case text != nil:
			text = append(text, c)
		}
		s.at++
	}
	return ""
}

// quoted reads a string.
func (s *styleSheet) quoted() (text string, escaped, ok bool) {
	from, quote := s.at, s.css[s.at]
	s.at++
	var b []byte
	for s.at < len(s.css) {
		switch c := s.css[s.at]; {
		case c == quote:
			s.at++
			return string(b), escaped, true
		case c == '\n' || c == '\r' || c == '\f':
			s.refuse(from, "nello stile un testo tra virgolette non è chiuso")
			return "", false, false
		case c == '\\':
			escaped = true
			if s.escapes(s.at) {
				b = utf8.AppendRune(b, s.escape())
				continue
			}
			s.at++ // of a line that goes on
			if bytes.HasPrefix(s.css[s.at:], []byte("\r\n")) {
				s.at++
			}
			s.at++
		default:
			b = append(b, c)
			s.at++
		}
	}
	s.refuse(from, "nello stile un testo tra virgolette non è chiuso")
	return "", false, false
}

// escapes reports an escape at a place where there is a \.
func (s *styleSheet) escapes(at int) bool {
	return at+1 < len(s.css) && s.css[at+1] != '\n' && s.css[at+1] != '\r' && s.css[at+1] != '\f'
}

// escape reads an escape.
func (s *styleSheet) escape() rune {
	s.at++
	n := 0
	for n < 6 && s.at+n < len(s.css) && isHex(s.css[s.at+n]) {
		n++
	}
	if n == 0 {
		r, size := utf8.DecodeRune(s.css[s.at:])
		s.at += size
		return r
	}
	v, _ := strconv.ParseUint(string(s.css[s.at:s.at+n]), 16, 32) // six digits at most
	s.at += n
	if bytes.HasPrefix(s.css[s.at:], []byte("\r\n")) {
		s.at += 2
	} else if s.at < len(s.css) && isCSSBlank(s.css[s.at]) {
		s.at++
	}
	if r := rune(v); r != 0 && utf8.ValidRune(r) {
		return r
	}
	return utf8.RuneError
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }

// isName reports whether a character of a name is at a place.
func (s *styleSheet) isName(at int) bool {
	if at >= len(s.css) {
		return false
	}
	c := s.css[at]
	return isLetter(c) || c == '-' || c >= '0' && c <= '9' || c == '\\' && s.escapes(at)
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= utf8.RuneSelf }

// startsIdent reports whether an identifier begins at a place.
func (s *styleSheet) startsIdent(at int) bool {
	if at < len(s.css) && s.css[at] == '-' {
		at++
		if at < len(s.css) && s.css[at] == '-' {
			return true
		}
	}
	return at < len(s.css) && (isLetter(s.css[at]) || s.css[at] == '\\' && s.escapes(at))
}

// name reads a name, and tells whether there are escapes in it.
func (s *styleSheet) name() (name string, escaped bool) {
	from := s.at
	var b []byte
	for s.isName(s.at) {
		if s.css[s.at] == '\\' {
			if !escaped {
				b = append(b, s.css[from:s.at]...)
			}
			escaped = true
			b = utf8.AppendRune(b, s.escape())
			continue
		}
		if escaped {
			b = append(b, s.css[s.at])
		}
		s.at++
	}
	if escaped {
		return string(b), true
	}
	return string(s.css[from:s.at]), false
}

// escapedName writes a name so that it is read as it is; one that begins an identifier may not
// begin with a digit (CSSOM, 2.1).
func escapedName(name string, begins bool) []byte {
	var b []byte
	for i, r := range name {
		digit := r >= '0' && r <= '9'
		switch {
		case r < ' ' || r == 0x7f || !isChar(r), begins && digit && (i == 0 || i == 1 && name[0] == '-'):
			b = fmt.Appendf(b, "\\%x ", r)
		case begins && name == "-":
			b = append(b, '\\', '-')
		case digit || r == '-' || r >= utf8.RuneSelf || isLetter(byte(r)):
			b = utf8.AppendRune(b, r)
		default:
			b = append(b, '\\', byte(r))
		}
	}
	return b
}

// quotedCSS writes a string.
func quotedCSS(text string) []byte {
	b := []byte{'"'}
	for _, r := range text {
		switch {
		case r < ' ' || r == 0x7f || !isChar(r):
			b = fmt.Appendf(b, "\\%x ", r)
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
