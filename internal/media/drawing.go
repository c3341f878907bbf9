package media

import (
	"bytes"
	"fmt"
	"strings"
)

// maxElements is how many elements a drawing may have: a browser shows no more in useful time.
const maxElements = 500_000

// Drawing reads an SVG and writes it anew from its tokens: elements, attributes and styles of a
// list, in namespaces of its own, and nothing that runs or asks for another file. What editors
// keep for themselves is dropped. A drawing that runs, or leads out of its file, is not mended
// but refused: clean is nil when there are faults. Drawing of what it gives is the same.
func Drawing(svg []byte) (clean []byte, faults []Fault) {
	d := &drawing{scanner: newScanner(svg), out: make([]byte, 0, len(svg)+len(svg)/8)}
	for d.next() {
		switch d.kind {
		case startTag:
			d.start()
		case endTag:
			d.end()
		case characters:
			d.characters(d.data)
		case instruction:
			d.fault(d.offset, fmt.Sprintf("l’istruzione <?%s …?> può far eseguire codice a chi apre il disegno", shown([]byte(d.local))), "togli la riga: il disegno resta lo stesso")
		}
	}
	if d.broken != nil {
		d.faults = append(d.faults, *d.broken)
	}
	if len(d.faults) == 0 {
		d.faults = d.uses.faults()
	}
	if len(d.faults) > 0 {
		return nil, d.faults
	}
	if d.links {
		d.out = append(d.out[:len(rootTag)], append([]byte(` xmlns:xlink="`+xlinkSpace+`"`), d.out[len(rootTag):]...)...)
	}
	return append(d.out, '\n'), nil
}

const rootTag = `<svg xmlns="` + svgSpace + `"`

// drawing is one that is being written.
type drawing struct {
	*scanner
	out    []byte
	faults []Fault
	inside []frame // elements that are written
	drop   int     // number of open elements that are not
	links  bool    // there is an attribute of XLink
	total  int     // of elements
	uses   uses

	css   []byte // of the style element that is open
	cssAt int    // where it begins, -1 where it has several parts
}

// frame is an element that is being written.
type frame struct {
	name  string
	at    int
	open  bool // the start tag was ended: there is something inside
	scope int  // of uses, before it

	children int    // elements in it that are written
	dropped  *Fault // of a form of a text that was dropped, until another form of it comes
}

func (d *drawing) fault(at int, text, mend string) {
	if len(d.faults) < maxFaults {
		d.faults = append(d.faults, Fault{Offset: at, Text: text, Mend: mend})
	}
}

// start writes an element, or drops it with what is in it.
func (d *drawing) start() {
	if d.drop > 0 {
		d.drop++
		return
	}
	if d.total++; d.total > maxElements {
		d.fail(-1, fmt.Sprintf("il disegno ha più di %d elementi: un browser non lo mostra in tempo utile", maxElements), simplify)
		return
	}
	name := d.local
	switch where := elements[name]; {
	case len(d.inside) == 0 && (name != "svg" || d.space != svgSpace):
		d.fail(d.offset, "l’elemento più esterno non è <svg> nello spazio di nomi di SVG", `scrivi <svg xmlns="`+svgSpace+`" …>, o esporta il disegno di nuovo`)
	case d.space == xhtmlSpace:
		d.fault(d.offset, fmt.Sprintf("<%s> è un elemento di una pagina, non di un disegno", shown([]byte(name))), exportAnew)
		d.drop = 1
	case d.space != svgSpace:
		d.drop = 1
	case d.otherForm():
		d.drop = 1
	case activeElements[strings.ToLower(name)]:
		d.fault(d.offset, fmt.Sprintf("<%s> può eseguire codice o mostrare un’altra pagina", shown([]byte(name))), exportAnew)
		d.drop = 1
	case where == 0, len(d.inside) > 0 && textOnly[d.inside[len(d.inside)-1].name]:
		d.drop = 1
	default:
		d.child(name)
		d.content()
		d.out = append(append(d.out, '<'), name...)
		if len(d.inside) == 0 {
			d.out = append(d.out[:0], rootTag...)
		}
		d.inside = append(d.inside, frame{name: name, at: d.offset, scope: d.uses.scope})
		if id := d.id(); name != "stop" || id != "" { // the colours of a gradient are not drawn one by one
			d.uses.element(id)
		}
		for i := range d.attrs {
			d.attribute(name, where, &d.attrs[i])
		}
		d.css, d.cssAt = d.css[:0], 0
	}
}

// otherForm reports whether the element that begins is one form of several in a <switch>, of which
// another one is published: draw.io writes each text as a part of a page and, behind it, as a text
// or a picture; and advice with a link, behind an element that every browser shows.
func (d *drawing) otherForm() bool {
	if len(d.inside) == 0 || d.inside[len(d.inside)-1].name != "switch" {
		return false
	}
	parent := &d.inside[len(d.inside)-1]
	switch {
	case d.local == "foreignObject" && parent.children == 0:
		if parent.dropped == nil {
			parent.dropped = &Fault{Offset: d.offset, Text: "<foreignObject> può eseguire codice o mostrare un’altra pagina", Mend: exportAnew}
		}
		return true
	case d.local == "a" && parent.children > 0:
		for i := range d.attrs {
			a := &d.attrs[i]
			if kind, _ := kindOf("a", a); kind == reference && bytes.HasPrefix(a.value, []byte("https://")) {
				return true
			}
		}
	}
	return false
}

// child counts an element that is written in the innermost one; it may be the other form of one
// that was dropped.
func (d *drawing) child(name string) {
	if len(d.inside) == 0 {
		return
	}
	parent := &d.inside[len(d.inside)-1]
	if parent.children++; parent.dropped != nil && name != "text" && name != "image" {
		d.fault(parent.dropped.Offset, parent.dropped.Text, parent.dropped.Mend)
	}
	parent.dropped = nil
}

// id gives the id of the element that begins.
func (d *drawing) id() string {
	for i := range d.attrs {
		if a := &d.attrs[i]; a.space == "" && string(a.name) == "id" {
			return string(a.value)
		}
	}
	return ""
}

// content ends the start tag of the innermost element: it is not empty.
func (d *drawing) content() {
	if n := len(d.inside); n > 0 && !d.inside[n-1].open {
		d.inside[n-1].open = true
		d.out = append(d.out, '>')
	}
}

func (d *drawing) end() {
	if d.drop > 0 {
		d.drop--
		return
	}
	last := &d.inside[len(d.inside)-1]
	if f := last.dropped; f != nil {
		d.fault(f.Offset, f.Text, f.Mend)
	}
	if last.name == "style" && len(d.css) > 0 {
		d.styleSheet(last)
	}
	if last.open {
		d.out = append(append(append(d.out, "</"...), last.name...), '>')
	} else {
		d.out = append(d.out, "/>"...)
	}
	d.uses.scope = last.scope
	d.inside = d.inside[:len(d.inside)-1]
}

// characters writes text.
func (d *drawing) characters(text []byte) {
	if d.drop > 0 || len(d.inside) == 0 || len(text) == 0 {
		return
	}
	if d.inside[len(d.inside)-1].name != "style" {
		d.content()
		d.out = appendText(d.out, text)
		return
	}
	switch {
	case len(d.css) > 0:
		d.cssAt = -1
	case bytes.HasPrefix(d.text[d.offset:], []byte("<![CDATA[")):
		d.cssAt = d.offset + len("<![CDATA[")
	default:
		d.cssAt = d.offset
	}
	d.css = append(d.css, text...)
}

// styleSheet writes what a style element holds.
func (d *drawing) styleSheet(f *frame) {
	clean, offset, refused := restyle(d.css, func(string) {})
	switch {
	case refused != "" && d.cssAt >= 0:
		d.fault(d.cssAt+offset, refused, exportAnew)
	case refused != "":
		d.fault(f.at, refused, exportAnew)
	case len(clean) > 0:
		d.content()
		d.out = appendText(d.out, clean)
	}
}

// attribute writes one, or drops it.
func (d *drawing) attribute(element string, where target, a *attribute) {
	full := string(a.name)
	if a.space == "" {
		if lower := strings.ToLower(full); len(lower) > 2 && strings.HasPrefix(lower, "on") {
			d.fault(a.offset, fmt.Sprintf("l’attributo %s esegue codice", shown(a.name)), exportAnew)
			return
		} else if lower == "src" || lower == "srcset" || lower == "srcdoc" {
			d.fault(a.offset, fmt.Sprintf("l’attributo %s prende altro da fuori del file", shown(a.name)), exportAnew)
			return
		}
	} else if a.space == xmlSpace && full == "base" {
		d.fault(a.offset, "l’attributo xml:base fa partire i collegamenti da un altro indirizzo", exportAnew)
		return
	}
	kind, name := kindOf(element, a)
	value := a.value
	switch kind {
	case 0:
		return
	case reference:
		if value = d.reference(element, where, a); len(value) == 0 {
			return
		}
		d.links = d.links || a.space == xlinkSpace
	case changed:
		if k := attributes[string(value)]; k != plain && k != paint {
			d.fault(a.offset, fmt.Sprintf("l’animazione cambia l’attributo %s", shown(value)), exportAnew)
			return
		}
	case paint, styles, changes:
		clean, _, refused := restyle(value, func(id string) { d.uses.refer(id, a.offset, false) })
		if refused != "" {
			d.fault(a.offset, refused, exportAnew)
			return
		}
		value = clean
	}
	d.out = append(append(append(d.out, ' '), name...), `="`...)
	d.out = append(appendValue(d.out, value), '"')
}

// reference gives where an element leads to; "" is nowhere.
func (d *drawing) reference(element string, where target, a *attribute) []byte {
	value := bytes.Trim(a.value, " \t\r\n\f")
	if len(value) == 0 {
		return nil
	}
	if value[0] == '#' {
		switch element {
		case "use", "feImage", "image":
			d.uses.refer(string(value[1:]), a.offset, true)
		case "pattern", "linearGradient", "radialGradient", "filter":
			d.uses.refer(string(value[1:]), a.offset, false)
		}
		return value
	}
	if data, is := embedded(value); is && where == orPicture {
		return data
	}
	d.fault(a.offset, fmt.Sprintf("<%s> porta fuori del file: %s", element, shown(value)), exportAnew)
	return nil
}

// appendText appends text as content.
func appendText(out, text []byte) []byte { return appendEscaped(out, text, false) }

// appendValue appends text as the value of an attribute.
func appendValue(out, text []byte) []byte { return appendEscaped(out, text, true) }

func appendEscaped(out, text []byte, value bool) []byte {
	from := 0
	for i, c := range text {
		written := ""
		switch {
		case c == '&':
			written = "&amp;"
		case c == '<':
			written = "&lt;"
		case c == '>':
			written = "&gt;"
		case c == '\r':
			written = "&#13;"
		case c == '"' && value:
			written = "&quot;"
		case c == '\t' && value:
			written = "&#9;"
		case c == '\n' && value:
			written = "&#10;"
		default:
			continue
		}
		out = append(append(out, text[from:i]...), written...)
		from = i + 1
	}
	return append(out, text[from:]...)
}
