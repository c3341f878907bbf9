package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// table writes a table in a frame that scrolls by itself, also with the keyboard,
// so that a wide one does not widen the page.
//
// Source: WCAG 2.2, 1.4.10 (reflow) and 2.1.1 (keyboard).
func (w *writer) table(n *east.Table) {
	w.html(`<div class="table-scroll" role="region" tabindex="0" aria-label="` + escape(w.tableName(n)) + "\">\n<table>\n")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		switch {
		case row.Kind() == east.KindTableHeader:
			w.html("<thead>\n")
			w.row(row)
			w.html("</thead>\n")
			continue
		case row.PreviousSibling().Kind() == east.KindTableHeader:
			w.html("<tbody>\n")
		}
		w.row(row)
		if row.NextSibling() == nil {
			w.html("</tbody>\n")
		}
	}
	w.html("</table>\n</div>\n")
}

// tableName gives the name of a table's frame: the heads of its first columns.
func (w *writer) tableName(n *east.Table) string {
	var heads []string
	for c := n.FirstChild().FirstChild(); c != nil && len(heads) < 3; c = c.NextSibling() {
		if s := w.plain(c); s != "" {
			heads = append(heads, s)
		}
	}
	if len(heads) == 0 {
		return "Tabella"
	}
	return "Tabella: " + strings.Join(heads, ", ")
}

func (w *writer) row(row ast.Node) {
	w.html("<tr>\n")
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		// A head without words heads nothing: it is a plain cell.
		tag, attr := "td", ""
		if words := w.count(c); words != "" && row.Kind() == east.KindTableHeader {
			tag, attr = "th", ` scope="col"`
		}
		switch c.(*east.TableCell).Alignment {
		case east.AlignRight:
			attr += ` class="text-end"`
		case east.AlignCenter:
			attr += ` class="text-center"`
		}
		w.html("<" + tag + attr + ">")
		w.inlines(c)
		w.html("</" + tag + ">\n")
	}
	w.html("</tr>\n")
}
