package prose

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// seen is what must be known of a text before it is written.
type seen struct {
	highest int // level of the highest heading; 1 when there is none
	refusal
}

// survey goes through the blocks before they are written, and gathers the notes.
func (w *writer) survey(doc ast.Node) seen {
	const none = 7
	s := seen{highest: none}
	var visit func(parent ast.Node, depth int)
	visit = func(parent ast.Node, depth int) {
		for c := parent.FirstChild(); c != nil && c.Type() == ast.TypeBlock; c = c.NextSibling() {
			inner := depth
			switch n := c.(type) {
			case *ast.Heading:
				if n.Level < s.highest && w.plain(n) != "" {
					s.highest = n.Level
				}
			case *east.FootnoteList:
				w.gatherNotes(n)
			case *ast.ListItem, *ast.Blockquote:
				inner++
			}
			if inner > mostLevels {
				s.refusal = tooDeep(c.Pos())
				return
			}
			visit(c, inner)
		}
	}
	visit(doc, 0)
	if s.highest == none {
		s.highest = 1
	}
	return s
}
