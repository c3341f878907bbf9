package export

import (
	"bytes"
	"encoding/xml"
	"strings"

	"vetro/internal/record"
)

// atom writes a feed as Atom.
//
// Source: RFC 4287.
func (x *exporter) atom(b []byte, f *feed) []byte {
	base := x.Site.Config.BaseURL
	b = append(b, xml.Header+`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="it">`...)
	b = element(b, 1, "id", base+f.atom)
	b = element(b, 1, "title", f.title)
	if f.text != "" {
		b = element(b, 1, "subtitle", f.text)
	}
	b = element(b, 1, "updated", x.updated(f))
	b = atomLink(b, 1, "self", "application/atom+xml", base+f.atom)
	b = atomLink(b, 1, "alternate", "text/html", base+f.page)
	b = atomAuthor(b, 1, x.publisher().name)
	if license := x.Site.Config.License; license != "" {
		b = element(b, 1, "rights", license)
	}
	for i := range f.entries {
		b = atomEntry(b, &f.entries[i])
	}
	return append(b, "\n</feed>\n"...)
}

func atomEntry(b []byte, e *entry) []byte {
	b = append(b, "\n <entry>"...)
	b = element(b, 2, "id", e.id)
	b = element(b, 2, "title", e.title)
	b = append(appendInstant(append(append(b, lineAt(2)...), "<published>"...), e.date), "</published>"...)
	b = append(appendInstant(append(append(b, lineAt(2)...), "<updated>"...), e.date), "</updated>"...)
	b = atomLink(b, 2, "alternate", "text/html", e.url)
	if e.author != "" {
		b = atomAuthor(b, 2, e.author)
	}
	for _, tag := range e.tags {
		b = appendXML(append(append(b, lineAt(2)...), `<category term="`...), tag)
		b = append(b, `"></category>`...)
	}
	b = element(b, 2, "summary", e.text)
	return append(b, "\n </entry>"...)
}

func atomLink(b []byte, depth int, rel, kind, address string) []byte {
	b = append(append(append(b, lineAt(depth)...), `<link rel="`...), rel...)
	b = append(append(append(b, `" type="`...), kind...), `" href="`...)
	return append(appendXML(b, address), `"></link>`...)
}

func atomAuthor(b []byte, depth int, name string) []byte {
	b = append(append(b, lineAt(depth)...), "<author>"...)
	b = element(b, depth+1, "name", name)
	return append(append(b, lineAt(depth)...), "</author>"...)
}

// element writes an element with a text, on its line.
func element(b []byte, depth int, name, text string) []byte {
	b = append(append(append(append(b, lineAt(depth)...), '<'), name...), '>')
	return append(append(append(appendXML(b, text), "</"...), name...), '>')
}

// appendXML writes a text as XML has it. Nearly every one needs no escapes; the library
// writes the others, and those with U+FFFE and U+FFFF, which XML does not have.
func appendXML(b []byte, s string) []byte {
	if record.PlainInJSON(s, "'&<>") && strings.IndexByte(s, 0xef) < 0 {
		return append(b, s...)
	}
	return escaped(b, s)
}

func escaped(b []byte, s string) []byte {
	w := bytes.NewBuffer(b)
	if err := xml.EscapeText(w, []byte(s)); err != nil {
		panic("export: writing into memory cannot fail: " + err.Error())
	}
	return w.Bytes()
}
