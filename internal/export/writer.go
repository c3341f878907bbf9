package export

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// writer collects bytes and writes them in chunks, so that a large file is never whole in
// memory. It is an io.Writer for the encoders of the library.
type writer struct {
	b    []byte
	to   io.Writer
	err  error
	line []byte // of a calendar, before it is folded
}

// chunk is how many bytes are written at once.
const chunk = 64 << 10

// Write implements io.Writer. It gives no error: the first one is kept in err, which the
// file's Write gives.
func (w *writer) Write(p []byte) (int, error) {
	w.b = append(w.b, p...)
	w.spill()
	return len(p), nil
}

// put appends texts as they are.
func (w *writer) put(parts ...string) {
	for _, s := range parts {
		w.b = append(w.b, s...)
	}
}

// comma separates the i-th item of a list from the one before.
func (w *writer) comma(i int) {
	if i > 0 {
		w.b = append(w.b, ',')
	}
}

// text appends a text as a JSON string. Nearly all need no escapes; the library writes the
// others.
func (w *writer) text(s string) {
	if record.PlainInJSON(s) {
		w.put(`"`, s, `"`)
	} else {
		w.b = append(w.b, marshal(s)...)
	}
}

// indented appends a value as JSON that people may read, too.
func (w *writer) indented(v any) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		panic("export: what we describe must be JSON: " + err.Error())
	}
}

// xml appends a text as XML. Nearly all need no escapes; the library writes the others, and
// those with U+FFFE and U+FFFF, which XML does not have.
func (w *writer) xml(s string) {
	if record.PlainInMarkup(s) && strings.IndexByte(s, 0xef) < 0 {
		w.put(s)
	} else if err := xml.EscapeText(w, []byte(s)); err != nil {
		panic("export: writing into memory cannot fail: " + err.Error())
	}
}

// element appends an XML element with a text, on its line.
func (w *writer) element(depth int, name, text string) {
	w.put(lineAt(depth), "<", name, ">")
	w.xml(text)
	w.put("</", name, ">")
}

// lineAt begins a line at a depth of objects, lists or elements.
func lineAt(depth int) string { return "\n     "[:1+depth] }

// spill writes what was collected, if it is a chunk.
func (w *writer) spill() {
	if len(w.b) >= chunk {
		w.flush()
	}
}

func (w *writer) flush() {
	if w.err == nil && len(w.b) > 0 {
		_, w.err = w.to.Write(w.b)
	}
	w.b = w.b[:0]
}

// file gives a file that make writes.
func (x *exporter) file(name string, make func(w *writer)) plan.File {
	return plan.File{Name: name, Write: func(to io.Writer) error {
		w := x.writers.Get().(*writer)
		defer x.writers.Put(w)
		w.to, w.err, w.b = to, nil, w.b[:0]
		make(w)
		w.flush()
		w.to = nil
		return w.err
	}}
}

// listedFile gives a file that the open data page and the catalogues list.
func (x *exporter) listedFile(about plan.DataFile, make func(w *writer)) plan.File {
	if about.Table == "" {
		about.Rows = -1
	}
	f := x.file(about.Name, make)
	f.About = &about
	return f
}

// lateFile gives a file that describes others, and is written after them.
func (x *exporter) lateFile(about plan.DataFile, make func(w *writer)) plan.File {
	f := x.listedFile(about, make)
	f.Late = true
	return f
}
