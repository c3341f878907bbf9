package media

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
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

// attribute is one of a start tag, those that declare namespaces left out.
type attribute struct {
	offset       int
	prefix, name []byte // as written
	space        string
	value        []byte // good until the next token
	from, to     int    // of the value in scanner.values, if it is there
}

type openTag struct {
	name  []byte // as written
	bound int    // number of bindings outside of it
}

type binding struct {
	prefix []byte // empty: of names without
	space  string
}

const (
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsSpace = "http://www.w3.org/2000/xmlns/"
)

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

// misfit gives the offset of the first byte that is not of a character of XML in UTF-8, or -1.
func misfit(text []byte) int {
	for i := 0; i < len(text); {
		c := text[i]
		if c >= ' ' && c < utf8.RuneSelf || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if n <= 1 || !isChar(r) {
			return i
		}
		i += n
	}
	return -1
}

func isChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
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

func (s *scanner) endTag() bool {
	from := s.at + len("</")
	n := nameLength(s.text[from:])
	end := from + n + blanks(s.text[from+n:])
	switch {
	case n == 0 || end >= len(s.text) || s.text[end] != '>':
		return s.malformed(s.at, "un elemento è chiuso male")
	case len(s.open) == 0 || !bytes.Equal(s.open[len(s.open)-1].name, s.text[from:from+n]):
		return s.malformed(s.at, fmt.Sprintf("</%s> chiude un elemento che non è aperto", shown(s.text[from:from+n])))
	}
	s.at = end + 1
	return s.close()
}

// close ends the innermost element.
func (s *scanner) close() bool {
	last := s.open[len(s.open)-1]
	s.open, s.bound = s.open[:len(s.open)-1], s.bound[:last.bound]
	s.kind = endTag
	return true
}

func (s *scanner) startTag() bool {
	from := s.at + 1
	n := nameLength(s.text[from:])
	switch {
	case n == 0:
		return s.malformed(s.at, "dopo «<» non c’è il nome di un elemento")
	case s.rooted && len(s.open) == 0:
		return s.malformed(s.at, "c’è più di un elemento più esterno")
	case len(s.open) == maxDepth:
		s.fail(s.at, fmt.Sprintf("gli elementi stanno uno nell’altro per più di %d livelli", maxDepth), saveAnew)
		return false
	}
	name := s.text[from : from+n]
	outside := len(s.bound)
	s.at = from + n
	if !s.attributes() {
		return false
	}
	s.rooted = true
	s.open = append(s.open, openTag{name, outside})
	prefix, local, ok := s.split(s.offset, name)
	if !ok {
		return false
	}
	if s.space, ok = s.resolve(prefix); !ok {
		return s.malformed(s.offset, fmt.Sprintf("il prefisso di <%s> non è dichiarato", shown(name)))
	}
	s.kind, s.local = startTag, string(local)
	return s.names()
}

// attributes reads those of a start tag, and its end.
func (s *scanner) attributes() bool {
	s.attrs, s.values = s.attrs[:0], s.values[:0]
	outside := len(s.bound)
	for {
		n := blanks(s.text[s.at:])
		s.at += n
		rest := s.text[s.at:]
		switch {
		case bytes.HasPrefix(rest, []byte(">")):
			s.at++
			return true
		case bytes.HasPrefix(rest, []byte("/>")):
			s.at, s.closes = s.at+2, true
			return true
		case n == 0 || nameLength(rest) == 0:
			return s.malformed(s.at, "in un elemento c’è qualcosa che non è un attributo")
		case len(s.attrs) == maxAttributes || len(s.bound) == maxBindings:
			s.fail(s.at, "un elemento ha troppi attributi, o sono dichiarati troppi prefissi", saveAnew)
			return false
		}
		a := attribute{offset: s.at, from: -1}
		name := rest[:nameLength(rest)]
		s.at += len(name)
		var ok bool
		if a.prefix, a.name, ok = s.split(a.offset, name); !ok || !s.value(&a) {
			return false
		}
		if len(a.prefix) == 0 && string(a.name) == "xmlns" || string(a.prefix) == "xmlns" {
			if !s.bind(&a, outside) {
				return false
			}
			continue
		}
		s.attrs = append(s.attrs, a)
	}
}

// bind takes down a declaration of a namespace.
func (s *scanner) bind(a *attribute, outside int) bool {
	value := a.value
	if a.from >= 0 {
		value = s.values[a.from:a.to]
	}
	b := binding{space: string(value)}
	if len(a.prefix) > 0 {
		b.prefix = a.name
	}
	isXML := string(b.prefix) == "xml"
	switch {
	case isXML != (b.space == xmlSpace), b.space == xmlnsSpace, string(b.prefix) == "xmlns", len(b.prefix) > 0 && b.space == "":
		return s.malformed(a.offset, "un prefisso è dichiarato come XML non ammette")
	case slices.ContainsFunc(s.bound[outside:], func(o binding) bool { return bytes.Equal(o.prefix, b.prefix) }):
		return s.malformed(a.offset, "un attributo è scritto due volte")
	}
	s.bound = append(s.bound, b)
	return true
}

// names gives the attributes their values and namespaces, once all are read.
func (s *scanner) names() bool {
	for i := range s.attrs {
		a := &s.attrs[i]
		if a.from >= 0 {
			a.value = s.values[a.from:a.to]
		}
		if len(a.prefix) > 0 {
			var ok bool
			if a.space, ok = s.resolve(a.prefix); !ok {
				return s.malformed(a.offset, fmt.Sprintf("il prefisso dell’attributo %s:%s non è dichiarato", shown(a.prefix), shown(a.name)))
			}
		}
		for j := range i {
			if o := &s.attrs[j]; len(o.name) == len(a.name) && bytes.Equal(o.name, a.name) && o.space == a.space {
				return s.malformed(a.offset, "un attributo è scritto due volte")
			}
		}
	}
	return true
}

// resolve gives the namespace of a prefix.
func (s *scanner) resolve(prefix []byte) (string, bool) {
	for i := len(s.bound) - 1; i >= 0; i-- {
		if bytes.Equal(s.bound[i].prefix, prefix) {
			return s.bound[i].space, true
		}
	}
	return "", len(prefix) == 0
}

// split takes a name apart at its colon.
func (s *scanner) split(at int, name []byte) (prefix, local []byte, ok bool) {
	prefix, local, found := bytes.Cut(name, []byte(":"))
	switch {
	case !found:
		return nil, name, true
	case len(prefix) == 0 || nameLength(local) != len(local) || len(local) == 0 || bytes.IndexByte(local, ':') >= 0:
		return nil, nil, s.malformed(at, fmt.Sprintf("il nome %s non ha la forma prefisso:nome", shown(name)))
	}
	return prefix, local, true
}

// value reads the value of an attribute, with its references resolved and its blanks as XML
// has them.
func (s *scanner) value(a *attribute) bool {
	s.at += blanks(s.text[s.at:])
	if s.at >= len(s.text) || s.text[s.at] != '=' {
		return s.malformed(a.offset, "un attributo non ha valore")
	}
	s.at++
	s.at += blanks(s.text[s.at:])
	if s.at >= len(s.text) || s.text[s.at] != '"' && s.text[s.at] != '\'' {
		return s.malformed(a.offset, "il valore di un attributo non è tra virgolette")
	}
	quote := s.text[s.at]
	s.at++
	n := bytes.IndexByte(s.text[s.at:], quote)
	if n < 0 {
		return s.malformed(a.offset, "il valore di un attributo non è chiuso")
	}
	raw := s.text[s.at : s.at+n]
	if bytes.IndexByte(raw, '<') >= 0 {
		return s.malformed(a.offset, "il valore di un attributo contiene «<»")
	}
	if !bytes.ContainsAny(raw, "&\t\r\n") {
		a.value = raw
		s.at += n + 1
		return true
	}
	a.from = len(s.values)
	for i := 0; i < len(raw); {
		switch c := raw[i]; c {
		case '&':
			to, ok := s.reference(s.at + i)
			if !ok {
				return false
			}
			s.values = utf8.AppendRune(s.values, to.r)
			i = to.end - s.at
			continue
		case '\r':
			if i+1 < len(raw) && raw[i+1] == '\n' {
				i++
			}
			s.values = append(s.values, ' ')
		case '\n', '\t':
			s.values = append(s.values, ' ')
		default:
			s.values = append(s.values, c)
		}
		i++
	}
	a.to = len(s.values)
	s.at += n + 1
	return true
}

// referred is what a reference stands for, and where it ends.
type referred struct {
	r   rune
	end int
}

// reference reads one that begins at a place.
func (s *scanner) reference(at int) (referred, bool) {
	const longest = len("&#x0010ffff;")
	rest := s.text[at+1 : min(len(s.text), at+longest)]
	n := bytes.IndexByte(rest, ';')
	if n > 0 {
		name, end := string(rest[:n]), at+n+2
		if r, known := references[name]; known {
			return referred{r, end}, true
		}
		digits, base := name, 0
		switch {
		case strings.HasPrefix(name, "#x"):
			digits, base = name[2:], 16
		case strings.HasPrefix(name, "#"):
			digits, base = name[1:], 10
		}
		if base > 0 && strings.Trim(digits, "0123456789abcdefABCDEF") == "" {
			if v, err := strconv.ParseUint(digits, base, 32); err == nil && isChar(rune(v)) {
				return referred{rune(v), end}, true
			}
		}
	}
	return referred{}, s.malformed(at, "dopo «&» non c’è un’entità di XML (&amp; &lt; &#233;)")
}

var references = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "apos": '\'', "quot": '"'}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// blanks gives how many blanks a text begins with.
func blanks(text []byte) int {
	n := 0
	for n < len(text) && isBlank(text[n]) {
		n++
	}
	return n
}

// longestName is the length of the longest name that is read: no vocabulary has one near it.
const longestName = 512

// nameLength gives the length of the name that a text begins with, 0 if there is none.
func nameLength(text []byte) int {
	n := 0
	for n < len(text) {
		r, size := rune(text[n]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[n:])
		}
		if !startsName(r) && (n == 0 || !(r == '-' || r == '.' || r >= '0' && r <= '9' || r == 0xb7 || r >= 0x300 && r <= 0x36f || r == 0x203f || r == 0x2040)) {
			break
		}
		n += size
	}
	if n > longestName {
		return 0
	}
	return n
}

// startsName reports a character that a name may begin with.
func startsName(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ':' || r == '_' || r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return r >= 0xc0 && r <= 0x2ff && r != 0xd7 && r != 0xf7 || r >= 0x370 && r <= 0x1fff && r != 0x37e ||
		r == 0x200c || r == 0x200d || r >= 0x2070 && r <= 0x218f || r >= 0x2c00 && r <= 0x2fef || r >= 0x3001 && r <= 0xd7ff ||
		r >= 0xf900 && r <= 0xfdcf || r >= 0xfdf0 && r <= 0xfffd || r >= 0x10000 && r <= 0xeffff
}

// shown gives a name for a message.
func shown(name []byte) string {
	const most = 40
	r := []rune(string(name))
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(r)
}
