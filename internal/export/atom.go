package export

import "encoding/xml"

// atom writes a feed as Atom.
//
// Source: RFC 4287.
func (x *exporter) atom(w *writer, f feed) {
	base := x.Site.Config.BaseURL
	w.put(xml.Header, `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="it">`)
	w.element(1, "id", base+f.atom)
	w.element(1, "title", f.title)
	if f.text != "" {
		w.element(1, "subtitle", f.text)
	}
	w.element(1, "updated", x.updated(&f))
	w.atomLink(1, "self", "application/atom+xml", base+f.atom)
	w.atomLink(1, "alternate", "text/html", base+f.page)
	w.atomAuthor(1, x.publisher().name)
	if license := x.Site.Config.License; license != "" {
		w.element(1, "rights", license)
	}
	for i := range f.entries {
		w.atomEntry(&f.entries[i])
	}
	w.put("\n</feed>\n")
}

func (w *writer) atomEntry(e *entry) {
	w.put("\n <entry>")
	w.element(2, "id", e.id)
	w.element(2, "title", e.title)
	w.element(2, "published", e.instant)
	w.element(2, "updated", e.instant)
	w.atomLink(2, "alternate", "text/html", e.url)
	if e.author != "" {
		w.atomAuthor(2, e.author)
	}
	for _, tag := range e.tags {
		w.put(lineAt(2), `<category term="`)
		w.xml(tag)
		w.put(`"></category>`)
	}
	w.element(2, "summary", e.text)
	w.put("\n </entry>")
}

func (w *writer) atomLink(depth int, rel, kind, address string) {
	w.put(lineAt(depth), `<link rel="`, rel, `" type="`, kind, `" href="`)
	w.xml(address)
	w.put(`"></link>`)
}

func (w *writer) atomAuthor(depth int, name string) {
	w.put(lineAt(depth), "<author>")
	w.element(depth+1, "name", name)
	w.put(lineAt(depth), "</author>")
}
