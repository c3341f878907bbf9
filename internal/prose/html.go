package prose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"vetro/internal/record"
)

const htmlRule = "html-scartato"

// rawHTML drops a tag among words, and says so. A comment goes without a word.
func (w *writer) rawHTML(n *ast.RawHTML) {
	tag := w.segments(n)
	if strings.HasPrefix(tag, "<!--") {
		return
	}
	if isBreak(tag) {
		w.html(" ") // the words on its sides do not grow together
	}
	if w.closes(tag) {
		return
	}
	w.report(record.Warning, n.Pos(), htmlRule,
		fmt.Sprintf("il tag HTML %s è scartato", quote(tag)),
		`scrivilo in Markdown (**grassetto**, *corsivo*, [testo](indirizzo)); se non è un tag, scrivi \< al posto di <`)
}

// htmlBlock drops a block of HTML, with the words in it, and says so.
func (w *writer) htmlBlock(n *ast.HTMLBlock) {
	block := w.lines(n)
	if n.HasClosure() {
		block += string(n.ClosureLine.Value(w.src))
	}
	block = strings.TrimSpace(block)
	if n.HTMLBlockType == ast.HTMLBlockType2 {
		w.comment(n, block)
		return
	}
	if w.closes(block) {
		return
	}
	w.report(record.Warning, n.Pos(), htmlRule,
		fmt.Sprintf("il blocco HTML %s è scartato con tutto quello che contiene", quote(firstLine(block))),
		"riscrivilo in Markdown, oppure togli i tag e lascia il testo")
}

// comment drops a comment without a word, but not what it swallows: a block that
// begins with a comment lasts to the end of the line where the comment ends.
func (w *writer) comment(n *ast.HTMLBlock, block string) {
	rest := block
	for strings.HasPrefix(rest, "<!--") {
		// Two characters on, since <!--> is a whole comment too.
		_, after, closed := strings.Cut(rest[2:], "-->")
		if !closed {
			w.report(record.Warning, n.Pos(), htmlRule,
				fmt.Sprintf("il commento %s non finisce: tutto quello che segue è scartato", quote(firstLine(rest))),
				"chiudi il commento con -->")
			return
		}
		rest = strings.TrimSpace(after)
	}
	if rest == "" {
		return
	}
	at := n.Pos()
	if n.HasClosure() {
		at = n.ClosureLine.Start
	}
	w.report(record.Warning, at, htmlRule,
		fmt.Sprintf("il testo %s sta sulla riga di un commento ed è scartato con quello", quote(rest)),
		"metti il commento su una riga a sé")
}

// closes reports whether a tag only closes one whose loss was already reported, and
// notes the tags that are opened.
func (w *writer) closes(html string) bool {
	m := tagName.FindStringSubmatch(html)
	if m == nil {
		return false
	}
	name := strings.ToLower(m[2])
	if m[1] == "" {
		if !slices.Contains(w.opened, name) {
			w.opened = append(w.opened, name)
		}
		return false
	}
	return slices.Contains(w.opened, name) && strings.IndexByte(html, '>') == len(html)-1
}

var tagName = regexp.MustCompile(`^<(/?)\s*([a-zA-Z][a-zA-Z0-9-]*)`)

// isBreak reports whether a tag is <br>.
func isBreak(tag string) bool {
	m := tagName.FindStringSubmatch(tag)
	return m != nil && strings.EqualFold(m[2], "br")
}

func (w *writer) segments(n *ast.RawHTML) string { return string(n.Segments.Value(w.src)) }

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// quote puts what an author wrote between quotes, on one line, and cuts what is too
// long to be found by eye.
func quote(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return `"` + oneLine.Replace(s) + `"`
}

var oneLine = strings.NewReplacer("\n", `\n`, "\t", `\t`)
