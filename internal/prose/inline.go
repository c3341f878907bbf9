package prose

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(w.run(n))
		if n.HardLineBreak() {
			w.html("<br>\n")
		} else if n.SoftLineBreak() {
			w.text("\n")
		}
	case *ast.Emphasis:
		if n.Level == 2 {
			w.around("strong", n)
		} else {
			w.around("em", n)
		}
	case *east.Strikethrough:
		w.around("del", n)
	case *ast.CodeSpan:
		w.tag("<code>")
		w.text(strings.ReplaceAll(w.raw(n), "\n", " "))
		w.tag("</code>")
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		w.image(n)
	case *ast.RawHTML:
		w.rawHTML(n)
	case *east.FootnoteLink:
		w.noteMark(n)
	case *east.FootnoteBacklink:
		w.html(" ")
		w.backlink(n)
	default:
		panic(fmt.Sprintf("prose: every inline that the parser makes is known, but not %s", n.Kind()))
	}
}

// around writes a mark. Marks within marks beyond any use are left out: a browser
// stops nesting elements at a depth of its own, and then the page is another.
func (w *writer) around(tag string, n ast.Node) {
	if w.marks >= mostMarks {
		w.inlines(n)
		return
	}
	w.marks++
	w.tag("<" + tag + ">")
	w.inlines(n)
	w.tag("</" + tag + ">")
	w.marks--
}

// run gives what a run of text says, with its escapes resolved.
func (w *writer) run(n *ast.Text) string {
	if s := n.Segment; s.Padding == 0 && !s.ForceNewline && !strings.ContainsAny(w.places.text[s.Start:s.Stop], `\&`) {
		return w.places.text[s.Start:s.Stop]
	}
	value := n.Segment.Value(w.src)
	if n.IsRaw() {
		return string(value)
	}
	return unescape(value)
}

// raw gives the text of a code span, where nothing is an escape.
func (w *writer) raw(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(w.src))
		}
	}
	return b.String()
}
