package prose

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"vetro/internal/record"
)

// heading writes a heading at its level on the page. One without words would be a
// silent stop for who goes from heading to heading: what it holds is a paragraph.
func (w *writer) heading(n *ast.Heading) {
	words := w.plain(n)
	if words == "" {
		w.paragraph(n)
		return
	}
	w.out.Words += countWords(words)
	level := max(1, min(n.Level+w.shift, 6))
	id := w.id(words)
	w.out.Headings = append(w.out.Headings, record.Heading{
		Level: level, ID: id, Text: words, Pos: w.places.at(n.Pos()),
	})
	w.html(fmt.Sprintf(`<h%d id="%s">`, level, escape(id)))
	w.inlines(n)
	w.html(fmt.Sprintf("</h%d>\n", level))
}

// id makes the id of a heading from its words; the second of two equal ones ends
// with -2.
func (w *writer) id(words string) string {
	base := w.prefix + slug(words)
	id := base
	for w.ids[id] > 0 {
		w.ids[base]++
		id = base + "-" + strconv.Itoa(w.ids[base])
	}
	w.ids[id] = 1
	return id
}

// resolveFragments leads #perche to the heading «Perché» of this text: only here its
// whole id is known.
func (w *writer) resolveFragments() {
	for i := range w.out.Links {
		l := &w.out.Links[i]
		fragment, ok := strings.CutPrefix(l.Dest, "#")
		if !ok || l.Image {
			continue
		}
		for _, id := range []string{w.prefix + fragment, fragment, w.prefix + slug(fragment)} {
			if w.ids[id] > 0 {
				l.To = "#" + id
				break
			}
		}
	}
}

// slug gives the words of a heading in the form of an id: letters without accents,
// digits, and single dashes between.
func slug(words string) string {
	var b strings.Builder
	dash := false
	lower := strings.ToLower(record.Legible(words))
	for i, r := range lower {
		s := lower[i : i+1]
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') {
			s = fold(r)
		}
		if s == "" {
			dash = dash || !isMark(r)
			continue
		}
		if dash && b.Len() > 0 {
			b.WriteByte('-')
		}
		dash = false
		b.WriteString(s)
	}
	if b.Len() == 0 {
		return "sezione"
	}
	return b.String()
}

// isMark reports whether a letter's accent is written as a character of its own.
func isMark(r rune) bool { return r >= 0x300 && r <= 0x36f }

func fold(r rune) string {
	for _, f := range folds {
		if strings.ContainsRune(f.from, r) {
			return f.to
		}
	}
	return ""
}

// The letters of the languages of Italy, its linguistic minorities included.
var folds = []struct{ from, to string }{
	{"àáâãåāăą", "a"}, {"ä", "ae"}, {"æ", "ae"}, {"çćĉċč", "c"}, {"ďđ", "d"}, {"èéêëēĕėęě", "e"},
	{"ĝğġģ", "g"}, {"ìíîïĩīĭį", "i"}, {"ĺļľł", "l"}, {"ñńņň", "n"}, {"òóôõøōŏő", "o"}, {"ö", "oe"}, {"œ", "oe"},
	{"ŕŗř", "r"}, {"śŝşš", "s"}, {"ß", "ss"}, {"ţťŧ", "t"}, {"ùúûũūŭůű", "u"}, {"ü", "ue"}, {"ýÿ", "y"}, {"źżž", "z"},
}
