package media

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// What a file of XML may hold. A browser has limits of its own that are not far; these keep
// the reading of a hostile file within a time and a memory that grow with its size alone.
const (
	maxDepth      = 256 // elements in elements
	maxAttributes = 256 // of one element
	maxBindings   = 256 // prefixes of namespaces at one place
)

// tokenKind is what a scanner came upon.
type tokenKind int

const (
	startTag tokenKind = iota
	endTag
	characters  // text or CDATA, or a part of it
	comment     // as a whole
	instruction // a processing instruction; the declaration is none
	doctype     // without an internal subset
)

// scanner reads XML 1.0 with namespaces, as strictly as the standard has it: where two readers
// may differ, it refuses. It knows no entities but those of XML itself, and refuses a document
// type that could define others.
//
// Package encoding/xml is not used because it gives no place for an attribute, collects the
// attributes of a tag without a limit, and lets pass what a browser refuses (attributes without a
// blank between, the same one twice, prefixes that nothing binds); a test holds both to one
// result.
type scanner struct {
	text   []byte
	at     int
	broken *Fault // that ended the reading

	kind   tokenKind
	offset int    // of the token
	space  string // namespace of a start tag
	local  string // its name, or the target of an instruction
	attrs  []attribute
	data   []byte // of characters

	open     []openTag
	bound    []binding
	values   []byte // of attributes, where they are not as in the text
	char     [utf8.UTFMax]byte
	bytewise bool // the encoding may be one of singleByte
	closes   bool // the start tag ends its element, too
	declared bool // there was a document type
	rooted   bool // there was an element
}

// newScanner begins to read a text. One that is not UTF-8, or says so of itself, is broken; letters
// of ASCII alone are UTF-8 under any of the names of singleByte, too.
func newScanner(text []byte) *scanner {
	return beginScan(&scanner{text: text, bytewise: isASCII(text)})
}

// newLatinScanner begins to read a text of which each byte is a letter, given in UTF-8.
func newLatinScanner(text []byte) *scanner { return beginScan(&scanner{text: text, bytewise: true}) }

func beginScan(s *scanner) *scanner {
	text := s.text
	s.bound = []binding{{[]byte("xml"), xmlSpace}}
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		s.at = len("\ufeff")
	}
	if at := misfit(text); at >= 0 {
		s.fail(at, "il file non è in UTF-8, o ha un carattere che XML non ammette", "salvalo di nuovo come UTF-8")
		return s
	}
	s.declaration()
	return s
}

var (
	declared = regexp.MustCompile(`^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')` +
		`(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][A-Za-z0-9._-]*)"|'([A-Za-z][A-Za-z0-9._-]*)'))?` +
		`(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"yes"|"no"|'yes'|'no'))?[ \t\r\n]*\?>`)
	declares = regexp.MustCompile(`^<\?xml[ \t\r\n?]`)
)

// singleByte are encodings in which each byte is a letter, and those of ASCII are its letters: whoever
// reads a file in another one of them sees the same tags.
//
// Source: Encoding (WHATWG), 4.2, names and labels; 9, legacy single-byte encodings.
var singleByte = set("iso-8859-1 iso-8859-15 windows-1252 us-ascii utf8")

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// declaration reads the first line of a document, which need not be there.
func (s *scanner) declaration() {
	rest := s.text[s.at:]
	if !declares.Match(rest) {
		return
	}
	m := declared.FindSubmatch(rest[:min(len(rest), 1000)])
	if m == nil {
		s.fail(s.at, "la dichiarazione <?xml …?> non è come vuole XML 1.0", `scrivi: <?xml version="1.0" encoding="UTF-8"?>`)
		return
	}
	if name := string(m[1]) + string(m[2]); name != "" && !strings.EqualFold(name, "utf-8") && !(s.bytewise && singleByte[strings.ToLower(name)]) {
		s.fail(s.at, fmt.Sprintf("il file dice di essere in %s, non in UTF-8", name), `salvalo di nuovo come UTF-8, con <?xml version="1.0" encoding="UTF-8"?>`)
		return
	}
	s.at += len(m[0])
}

// fail ends the reading.
func (s *scanner) fail(at int, text, mend string) {
	if s.broken == nil {
		s.broken = &Fault{Offset: at, Text: text, Mend: mend, Broken: true}
	}
}

// malformed ends the reading at what is not XML.
func (s *scanner) malformed(at int, what string) bool {
	s.fail(at, "il file non è XML ben formato: "+what, saveAnew)
	return false
}

// next reads one token. It gives false at the end, and where broken says why.
func (s *scanner) next() bool {
	if s.broken != nil {
		return false
	}
	s.offset = s.at
	if s.closes {
		s.closes = false
		return s.close()
	}
	rest := s.text[s.at:]
	switch {
	case len(rest) == 0:
		if len(s.open) > 0 {
			return s.malformed(s.at, fmt.Sprintf("<%s> non è chiuso", shown(s.open[len(s.open)-1].name)))
		}
		if !s.rooted {
			return s.malformed(-1, "non c’è nessun elemento")
		}
		return false
	case rest[0] != '<':
		return s.characters()
	case bytes.HasPrefix(rest, []byte("</")):
		return s.endTag()
	case bytes.HasPrefix(rest, []byte("<?")):
		return s.instruction()
	case bytes.HasPrefix(rest, []byte("<!--")):
		return s.comment()
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return s.cdata()
	case bytes.HasPrefix(rest, []byte("<!")):
		return s.doctype()
	}
	return s.startTag()
}

// characters reads text up to a tag, a reference or a line end that XML changes.
func (s *scanner) characters() bool {
	rest := s.text[s.at:]
	s.kind = characters
	if len(s.open) == 0 {
		n := blanks(rest)
		if n == 0 {
			return s.malformed(s.at, "c’è testo fuori dell’elemento più esterno")
		}
		s.data = rest[:n]
		s.at += n
		return true
	}
	switch rest[0] {
	case '&':
		n, ok := s.reference(s.at)
		if !ok {
			return false
		}
		s.data = s.char[:utf8.EncodeRune(s.char[:], n.r)]
		s.at = n.end
		return true
	case '\r':
		return s.lineEnd()
	}
	n := bytes.IndexAny(rest, "<&\r")
	if n < 0 {
		n = len(rest)
	}
	s.data = rest[:n]
	if i := bytes.Index(s.data, []byte("]]>")); i >= 0 {
		return s.malformed(s.at+i, "«]]>» sta in un testo")
	}
	s.at += n
	return true
}

// lineEnd gives a line end of whatever form as the one that XML has.
func (s *scanner) lineEnd() bool {
	s.at++
	if s.at < len(s.text) && s.text[s.at] == '\n' {
		s.at++
	}
	s.data = append(s.char[:0], '\n')
	return true
}

// cdata gives a section of text without references.
func (s *scanner) cdata() bool {
	from := s.at + len("<![CDATA[")
	n := bytes.Index(s.text[from:], []byte("]]>"))
	if n < 0 || len(s.open) == 0 {
		return s.malformed(s.at, "una sezione CDATA non è chiusa, o sta fuori degli elementi")
	}
	s.kind, s.data = characters, s.text[from:from+n]
	if bytes.IndexByte(s.data, '\r') >= 0 {
		s.data = bytes.ReplaceAll(bytes.ReplaceAll(s.data, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	s.at = from + n + len("]]>")
	return true
}

func (s *scanner) comment() bool {
	from := s.at + len("<!--")
	n := bytes.Index(s.text[from:], []byte("--"))
	if n < 0 || !bytes.HasPrefix(s.text[from+n:], []byte("-->")) {
		return s.malformed(s.at, "un commento non è chiuso, o contiene «--»")
	}
	s.kind = comment
	s.at = from + n + len("-->")
	return true
}

func (s *scanner) instruction() bool {
	from := s.at + len("<?")
	n := bytes.Index(s.text[from:], []byte("?>"))
	if n < 0 {
		return s.malformed(s.at, "un’istruzione <?…?> non è chiusa")
	}
	name := s.text[from : from+nameLength(s.text[from:])]
	if len(name) == 0 || strings.EqualFold(string(name), "xml") || len(name) < n && !isBlank(s.text[from+len(name)]) {
		return s.malformed(s.at, "un’istruzione <?…?> non ha un nome, o una dichiarazione <?xml …?> non è all’inizio")
	}
	s.kind, s.local = instruction, string(name)
	s.at = from + n + len("?>")
	return true
}

// doctype reads a document type that names another file at most, which no browser asks for.
func (s *scanner) doctype() bool {
	head := len("<!DOCTYPE")
	rest := s.text[s.at:]
	if s.declared || s.rooted || !bytes.HasPrefix(rest, []byte("<!DOCTYPE")) || blanks(rest[head:]) == 0 {
		return s.malformed(s.at, "qui non ci può essere una dichiarazione <!…>")
	}
	s.declared = true
	i := head + blanks(rest[head:])
	n := nameLength(rest[i:])
	i += n
	literals := 0
	for _, word := range []string{"SYSTEM", "PUBLIC"} {
		if b := blanks(rest[i:]); b > 0 && bytes.HasPrefix(rest[i+b:], []byte(word)) {
			i += b + len(word)
			literals++
			if word == "PUBLIC" {
				literals = 2
			}
			break
		}
	}
	for ; literals > 0; literals-- {
		b := blanks(rest[i:])
		if b == 0 || i+b >= len(rest) || rest[i+b] != '"' && rest[i+b] != '\'' {
			n = 0
			break
		}
		i += b
		end := bytes.IndexByte(rest[i+1:], rest[i])
		if end < 0 {
			n = 0
			break
		}
		i += end + 2
	}
	i += blanks(rest[i:])
	switch {
	case n > 0 && i < len(rest) && rest[i] == '[':
		s.broken = &Fault{
			Offset: s.at + i, Text: "il tipo di documento definisce entità proprie (<!DOCTYPE … […]>)",
			Mend: "esporta il file di nuovo senza (da Illustrator: File, Esporta, Esporta con nome, SVG; da Inkscape: Salva come, SVG semplice)",
		}
		return false
	case n == 0 || i >= len(rest) || rest[i] != '>':
		return s.malformed(s.at, "la dichiarazione <!DOCTYPE …> non è chiusa")
	}
	s.kind = doctype
	s.at += i + 1
	return true
}
