package prose

import (
	"fmt"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"vetro/internal/record"
)

// note is a footnote. Goldmark numbers those that are mentioned in the order in
// which it reads, which is not that of the page: they are numbered again here.
type note struct {
	body     *east.Footnote
	number   int // from 1, in the order of first mention; 0 for none
	mentions int
}

// noteMark writes the number of a note, which leads to it.
func (w *writer) noteMark(n *east.FootnoteLink) {
	note := w.notes[n.Index]
	if note.number == 0 {
		w.numbered = append(w.numbered, note)
		note.number = len(w.numbered)
	}
	note.mentions++
	id := w.mentionID(note.number, note.mentions)
	if w.inLink {
		w.tag(fmt.Sprintf(`<sup id="%s">`, id))
		w.text(strconv.Itoa(note.number))
		w.tag("</sup>")
		return
	}
	w.tag(fmt.Sprintf(`<sup><a class="note-mark" id="%s" href="#%s" aria-label="Nota %d">`, id, w.noteID(note.number), note.number))
	w.text(strconv.Itoa(note.number))
	w.tag("</a></sup>")
}

// footnotes writes the notes that were mentioned, and reports the others. A note
// may mention another, which then follows.
func (w *writer) footnotes() {
	if len(w.numbered) > 0 {
		w.inNotes = true
		w.html("<section class=\"notes\" aria-label=\"Note\">\n<ol>\n")
		for i := 0; i < len(w.numbered); i++ {
			w.note(w.numbered[i])
		}
		w.html("</ol>\n</section>\n")
	}
	for _, body := range w.bodies {
		if n := w.notes[body.Index]; n == nil || n.number == 0 || n.body != body {
			w.report(record.Warning, body.Pos(), "nota-senza-richiamo",
				"la nota "+quote("[^"+string(body.Ref)+"]")+" non è richiamata nel testo e non si pubblica",
				fmt.Sprintf("metti [^%s] dove serve la nota, o togli la nota", body.Ref))
		}
	}
}

func (w *writer) note(n *note) {
	// The way back is at the end of the last words, not on a line of its own.
	back := ast.Node(n.body)
	if last := n.body.LastChild(); last != nil && last.Kind() == ast.KindParagraph {
		back = last
	}
	back.AppendChild(back, east.NewFootnoteBacklink(n.number))
	w.html(fmt.Sprintf("<li id=\"%s\">\n", w.noteID(n.number)))
	w.blocks(n.body)
	w.html("</li>\n")
}

// backlink leads from a note to its first mention.
func (w *writer) backlink(n *east.FootnoteBacklink) {
	w.tag(fmt.Sprintf(`<a class="note-back" href="#%s" aria-label="Torna al testo, nota %d">`, w.mentionID(n.Index, 1), n.Index))
	w.text("↩︎")
	w.tag("</a>")
}

// The ids of notes have a low line, which no slug has.

func (w *writer) noteID(number int) string { return escape(fmt.Sprintf("%snota_%d", w.prefix, number)) }

func (w *writer) mentionID(number, mention int) string {
	if mention == 1 {
		return escape(fmt.Sprintf("%srif_%d", w.prefix, number))
	}
	return escape(fmt.Sprintf("%srif_%d_%d", w.prefix, number, mention))
}

// gatherNotes takes the notes of a text from where goldmark left them.
func (w *writer) gatherNotes(list *east.FootnoteList) {
	w.notes = map[int]*note{}
	for c := list.FirstChild(); c != nil; c = c.NextSibling() {
		body := c.(*east.Footnote)
		w.bodies = append(w.bodies, body)
		if body.Index > 0 {
			w.notes[body.Index] = &note{body: body}
		}
	}
}

// flatNotes is goldmark's reader of notes, except that it refuses a note within a
// note: goldmark would lose the words of both.
type flatNotes struct{ parser.BlockParser }

func newFlatNotes() parser.BlockParser { return flatNotes{extension.NewFootnoteBlockParser()} }

// Open implements parser.BlockParser.
func (p flatNotes) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, start := r.Position()
	n, state := p.BlockParser.Open(parent, r, pc)
	if n == nil {
		return nil, state
	}
	limits := limitsIn(pc)
	if limits.notes++; limits.notes > mostNotes {
		limits.add(excess(start.Start+max(0, pc.BlockOffset()), fmt.Sprintf("il testo ha più di %d note", mostNotes), "dividilo in più pagine"))
		return nil, parser.NoChildren
	}
	for a := parent; a != nil; a = a.Parent() {
		if a.Kind() == east.KindFootnote {
			limits.add(refusal{start.Start + max(0, pc.BlockOffset()), "nota-annidata",
				"la nota " + quote("[^"+string(n.(*east.Footnote).Ref)+"]") + " sta dentro un’altra nota",
				"comincia ogni nota su una riga sua, senza rientro"})
			return nil, parser.NoChildren
		}
	}
	return n, state
}
