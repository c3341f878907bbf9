package prose

import (
	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	ghtml "github.com/yuin/goldmark/renderer/html"
)

// count adds the words of a block to the text's, and gives them.
func (w *writer) count(n ast.Node) string {
	s := w.plain(n)
	w.out.Words += countWords(s)
	return s
}

// plain gives the words of a node as they are read aloud: no marks, the
// descriptions of images, white space collapsed.
func (w *writer) plain(n ast.Node) string {
	var b strings.Builder
	w.read(&b, n)
	return collapse(b.String())
}

func (w *writer) read(b *strings.Builder, parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch n := c.(type) {
		case *ast.Text:
			b.WriteString(w.run(n))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.AutoLink:
			b.Write(n.Label(w.src))
		case *ast.CodeSpan:
			b.WriteString(w.raw(n))
		case *ast.RawHTML:
			if isBreak(w.segments(n)) {
				b.WriteByte(' ')
			}
		case *east.FootnoteLink, *east.FootnoteBacklink:
		default:
			w.read(b, n)
		}
	}
}

// collapse gives a text with single blanks between its words.
func collapse(s string) string {
	return strings.Join(strings.Fields(s), " ")
}

// countWords counts what has a letter or a digit in it: a dash is no word.
func countWords(s string) int {
	n := 0
	for f := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(f, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

func blank(b []byte) bool { return len(bytes.TrimSpace(b)) == 0 }

// escape makes a text safe between tags and between double quotes.
func escape(s string) string { return escapes.Replace(s) }

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// unescape resolves Markdown's backslashes and HTML's references, in one pass.
func unescape(b []byte) string {
	if !bytes.ContainsAny(b, `\&`) {
		return string(b)
	}
	// Goldmark resolves only while it writes HTML, and leaves the four characters of
	// escapes as references: UnescapeString undoes just these.
	var s sink
	ghtml.DefaultWriter.Write(&s, b)
	return strings.Map(visible, html.UnescapeString(s.String()))
}

// sink is a buffer in the form that goldmark writes to.
type sink struct{ bytes.Buffer }

func (*sink) Buffered() int { return 0 }
func (*sink) Flush() error  { return nil }

// normalize gives the text as CommonMark wants it: lines that end with a line feed,
// valid UTF-8, and nothing that HTML does not allow.
func normalize(s string) string {
	s = strings.TrimPrefix(s, "\ufeff")
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if clean(s) {
		return s
	}
	return strings.Map(visible, strings.ToValidUTF8(s, "\ufffd"))
}

// clean reports whether a text surely has nothing to replace.
func clean(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ' && c != '\n' && c != '\t', c == 0x7f, c >= 0xef:
			return false
		case c == 0xc2 && i+1 < len(s) && s[i+1] < 0xa0: // U+0080 to U+009F
			return false
		}
	}
	return utf8.ValidString(s)
}

// visible replaces the code points that HTML does not allow, so that a replaced
// one keeps its column.
//
// Source: HTML, 13.2.3.5 (preprocessing the input stream).
func visible(r rune) rune {
	switch {
	case r == '\n', r == '\t', r >= ' ' && r < 0x7f:
		return r
	case unicode.IsControl(r), r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return '\ufffd'
	}
	return r
}
