package media

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"
)

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
