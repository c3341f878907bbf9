package prose

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"vetro/internal/record"
)

func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.textBlock(n)
	case *ast.Heading:
		w.heading(n)
	case *ast.List:
		w.list(n)
	case *ast.Blockquote:
		w.unlessEmpty("<blockquote>\n", func() { w.blocks(n) }, "</blockquote>\n")
	case *ast.ThematicBreak:
		w.html("<hr>\n")
	case *ast.CodeBlock:
		w.code(n)
	case *ast.FencedCodeBlock:
		w.fenced(n)
	case *ast.HTMLBlock:
		w.htmlBlock(n)
	case *east.Table:
		w.table(n)
	case *ast.LinkReferenceDefinition, *east.FootnoteList:
		// The first is only looked up; the second is written last, by footnotes.
	case *east.FootnoteBacklink:
		w.html("<p>")
		w.backlink(n)
		w.html("</p>\n")
	default:
		panic(fmt.Sprintf("prose: every block that the parser makes is known, but not %s", n.Kind()))
	}
}

func (w *writer) paragraph(n ast.Node) {
	if img, ok := n.FirstChild().(*ast.Image); ok && n.ChildCount() == 1 {
		w.figure(img)
		return
	}
	words := w.count(n)
	if w.out.Plain == "" && !w.inNotes {
		w.out.Plain = words
	}
	w.unlessEmpty("<p>", func() { w.inlines(n) }, "</p>\n")
}

// textBlock is a paragraph of a tight list.
func (w *writer) textBlock(n ast.Node) {
	w.count(n)
	w.inlines(n)
	if n.NextSibling() != nil {
		w.html("\n")
	}
}

func (w *writer) list(n *ast.List) {
	open, end := "<ul>\n", "</ul>\n"
	if n.IsOrdered() {
		open, end = "<ol>\n", "</ol>\n"
		if n.Start != 1 {
			open = fmt.Sprintf("<ol start=\"%d\">\n", n.Start)
		}
	}
	w.html(open)
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		w.html("<li>")
		if c := item.FirstChild(); c != nil && c.Kind() != ast.KindTextBlock {
			w.html("\n")
		}
		w.blocks(item)
		w.html("</li>\n")
	}
	w.html(end)
}

func (w *writer) code(n ast.Node) {
	s := w.lines(n)
	w.out.Words += countWords(s)
	w.html("<pre><code>")
	w.text(s)
	w.html("</code></pre>\n")
}

// fenced writes a code block, or leaves a gap where its info word is reserved. Other
// info words name a programming language, and nothing here colours code.
func (w *writer) fenced(n *ast.FencedCodeBlock) {
	kind := string(n.Language(w.src))
	if kind != "grafico" && kind != "progetto" {
		w.code(n)
		return
	}
	w.out.Embeds = append(w.out.Embeds, record.Embed{
		Kind: kind, Body: strings.TrimSuffix(w.lines(n), "\n"), Pos: w.places.at(n.Pos()),
	})
	w.slot(record.EmbedSlot, len(w.out.Embeds)-1)
}

// lines gives the lines of a block as they are.
func (w *writer) lines(n ast.Node) string { return string(n.Lines().Value(w.src)) }
