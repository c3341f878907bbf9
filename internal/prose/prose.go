// Package prose turns an author's Markdown into safe HTML, with gaps where an
// address or a figure goes.
//
// Goldmark reads, and its HTML renderer is not used: every tag that comes out is
// written by this package, in the file named after its construct, and whatever came
// from the author passes through escape. So there is nothing to sanitize: no HTML of
// the author's, no style, no handler, no id but those made here. No request to
// another host is ever written: an image from elsewhere is refused.
//
// It knows nothing of the site. An address that belongs to a page of the site stays
// as written in Text.Links, and plan resolves it.
//
// Source: CommonMark 0.31; of GitHub Flavored Markdown tables, strikethrough and bare
// addresses; footnotes as in PHP Markdown Extra.
package prose

import (
	"cmp"
	"slices"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"vetro/internal/record"
)

// Source is an author's Markdown, and its place.
type Source struct {
	Text string
	Pos  record.Pos // of its first character; the lines that follow begin at column 1
	Top  int        // level that its highest heading gets on the page; 2 when 0
	// IDPrefix begins the ids of headings and notes, so that they never meet those
	// of the page or of another text on it; "testo-" when empty.
	IDPrefix string
	// Extract asks for what rules look into: record.Text.Found.
	Extract bool
}

// Parse reads the Markdown. It may be called by many goroutines at once.
func Parse(src Source) (record.Text, []record.Problem) {
	source := normalize(src.Text)
	w := &writer{
		src:    []byte(source),
		places: places{text: source, start: src.Pos},
		prefix: cmp.Or(src.IDPrefix, "testo-"),
		ids:    map[string]int{},
		buf:    make([]byte, 0, len(source)+len(source)/2),
	}
	if w.refuse(excessOf(source)) {
		return record.Text{}, w.problems
	}
	pc := parser.NewContext()
	doc := markdown().Parse(text.NewReader(w.src), parser.WithContext(pc))
	if w.refuse(limitsIn(pc).refusal) {
		return record.Text{}, w.problems
	}
	seen := w.survey(doc)
	if w.refuse(seen.refusal) {
		return record.Text{}, w.problems
	}
	w.shift = cmp.Or(src.Top, 2) - seen.highest
	if src.Extract {
		w.extract(doc, source)
	}
	w.blocks(doc)
	w.footnotes()
	w.cut()
	w.hiddenReferences(source)
	w.out.Runs = slices.Clone(w.runs)
	w.resolveFragments()
	record.SortProblems(w.problems)
	return w.out, w.problems
}

// markdown gives the one parser, which keeps no state between texts.
var markdown = sync.OnceValue(func() parser.Parser {
	return goldmark.New(
		goldmark.WithExtensions(
			extension.Table,
			extension.Strikethrough,
			extension.NewLinkify(extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"})),
		),
		// The numbers are goldmark's own order for these; tables are at 200.
		goldmark.WithParserOptions(
			parser.WithBlockParsers(util.Prioritized(newFlatNotes(), 999)),
			parser.WithInlineParsers(util.Prioritized(extension.NewFootnoteParser(), 101)),
			parser.WithParagraphTransformers(
				util.Prioritized(limiter{tablesMade: false}, 50),
				util.Prioritized(limiter{tablesMade: true}, 300),
			),
		),
	).Parser()
})

// writer goes once through the tree of one text and writes it.
type writer struct {
	src      []byte
	places   places
	out      record.Text
	problems []record.Problem
	buf      []byte // HTML since the last slot
	runs     []record.Run
	apart    bool // markup that parts words was written after the last of them

	prefix string
	shift  int            // from a level as written to that on the page
	ids    map[string]int // of headings, prefix included, and the number that the next equal one gets
	inLink bool           // HTML has no link within a link
	marks  int            // of emphasis that are open here
	opened []string       // names of dropped tags that were opened

	bodies   []*east.Footnote // as written
	notes    map[int]*note    // by goldmark's index
	numbered []*note          // in order of first mention
	inNotes  bool

	flown  flow
	blanks []int // offsets of blank lines; nil until asked for
}

// html writes markup that parts the words around it: a tag of a block, a line break.
func (w *writer) html(s string) {
	w.tag(s)
	w.apart = true
}

// tag writes markup within a line, which parts no words.
func (w *writer) tag(s string) { w.buf = append(w.buf, s...) }

// text writes words: all that a reader reads passes through here, and so is known apart
// from the tags around it.
func (w *writer) text(s string) {
	run := record.Run{Part: int32(len(w.out.Parts)), Start: int32(len(w.buf)), Apart: w.apart}
	w.tag(escape(s))
	run.End = int32(len(w.buf))
	if n := len(w.runs); n > 0 && !run.Apart && w.runs[n-1].Part == run.Part && w.runs[n-1].End == run.Start {
		w.runs[n-1].End = run.End
	} else {
		w.runs = append(w.runs, run)
	}
	w.apart = false
}

// slot ends the run of HTML and leaves a gap.
func (w *writer) slot(s record.Slot, index int) {
	w.cut()
	w.out.Parts = append(w.out.Parts, record.Part{Slot: s, Index: index})
}

func (w *writer) cut() {
	if len(w.buf) > 0 {
		w.out.Parts = append(w.out.Parts, record.Part{HTML: string(w.buf)})
		w.buf = w.buf[:0]
	}
}

// unlessEmpty writes what body writes between the two tags, and nothing at all when
// body writes nothing: a paragraph that held only a comment leaves no trace.
func (w *writer) unlessEmpty(open string, body func(), end string) {
	start, runs, parts := len(w.buf), len(w.runs), len(w.out.Parts)
	w.html(open)
	body()
	if len(w.out.Parts) == parts && blank(w.buf[start+len(open):]) {
		w.buf, w.runs = w.buf[:start], w.runs[:runs]
		return
	}
	w.html(end)
}

func (w *writer) report(severity record.Severity, at int, rule, text, mend string) {
	w.problems = append(w.problems, record.Problem{
		Pos: w.places.at(at), Severity: severity, Rule: rule, Text: text, Mend: mend,
	})
}

func (w *writer) blocks(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
	}
}

func (w *writer) inlines(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		w.inline(c)
	}
}
