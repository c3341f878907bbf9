package record

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"
)

// Text is an author's Markdown, already turned into safe HTML by prose, with gaps
// for what depends on the page that the text stands on: addresses and figures.
type Text struct {
	Parts    []Part
	Links    []Link    // in order of appearance
	Embeds   []Embed   // in order of appearance
	Headings []Heading // in order of appearance
	Words    int       // for the reading time
	Plain    string    // the first paragraph without marks, for summaries
	Runs     []Run     // of words, in the HTML of Parts, for AppendPlain
	Found    *Found    // what rules look into; nil when nothing was looked for, or found
}

// Part is a run of finished HTML, or a gap to fill; Slot says which.
type Part struct {
	HTML  string // when Slot is NoSlot
	Slot  Slot
	Index int // into Text.Links or Text.Embeds, when there is a slot
}

// Run is a run of words in the HTML of a part.
type Run struct {
	Part, Start, End int32
	Apart            bool // a tag before it parts it from the words of the run before
}

// AppendPlain adds all words of the text on one line, without marks, for tables and the
// search. They are not kept a second time: a large site has megabytes of them.
func (t *Text) AppendPlain(b []byte) []byte {
	from := len(b)
	for _, r := range t.Runs {
		if r.Apart {
			b = append(b, ' ')
		}
		b = append(b, html.UnescapeString(t.Parts[r.Part].HTML[r.Start:r.End])...)
	}
	line := b[:from] // in place: it is never longer than what was read
	for word := range bytes.FieldsSeq(b[from:]) {
		if len(line) > from {
			line = append(line, ' ')
		}
		line = append(line, word...)
	}
	return line
}

// AllPlain gives what AppendPlain adds.
func (t *Text) AllPlain() string {
	size := 0
	for i := range t.Parts {
		size += len(t.Parts[i].HTML)
	}
	return string(t.AppendPlain(make([]byte, 0, size)))
}

// Slot says what stands in a Part.
type Slot uint8

// The slots.
const (
	NoSlot    Slot = iota // finished HTML
	LinkSlot              // an address, printed escaped: the quotes around it are in the Parts beside
	EmbedSlot             // a block of HTML, where <p> may stand
)

// Link is where an author's link or image leads. Plan resolves it, and reports it
// when it leads nowhere.
type Link struct {
	Dest  string // as written, once Markdown's escapes are resolved; not percent-encoded
	Words string // what is read for it: its text, or the description of an image
	Image bool
	Pos   Pos
	// To is the published address, ready for an attribute but for HTML's escapes.
	// Prose sets it where no page of the site is needed to know it: an address of
	// another site, a mail or telephone address, and a #heading of this same text.
	// Elsewhere plan does, from the root of the site.
	To string
}

// Embed is a fenced block whose info word is reserved: a figure (grafico) or the
// card of a project (progetto). Its first line stands below Pos.
type Embed struct {
	Kind string // grafico | progetto
	Body string
	Pos  Pos    // of the fence that opens it
	Of   string // misura | ente | progetto; "" when the body does not say it. Set by load
	ID   string // of that measure, body or project; set by load
}

// Place gives where an id stands in the lines below the fence.
func (e *Embed) Place(id string) Pos {
	at := Pos{e.Pos.File, e.Pos.Line + 1, e.Pos.Col}
	for i, line := range strings.Split(e.Body, "\n") {
		if before, _, found := strings.Cut(line, id); found && id != "" {
			return Pos{at.File, at.Line + i, at.Col + utf8.RuneCountInString(before)}
		}
	}
	return at
}

// Heading is a heading of a text, for the list of contents.
type Heading struct {
	Level int // on the page, from 1 to 6
	ID    string
	Text  string
	Pos   Pos
}

// Empty reports whether there is nothing to print.
func (t *Text) Empty() bool { return len(t.Parts) == 0 }
