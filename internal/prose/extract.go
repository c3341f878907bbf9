package prose

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"vetro/internal/record"
)

// extract looks for what the rules judge: claims, words to the rules, personal data and
// sentences that are too long.
func (w *writer) extract(doc ast.Node, source string) {
	found := record.Found{Remarks: w.remarks(source), Personal: w.personal(source)}
	var visit func(ast.Node)
	visit = func(parent ast.Node) {
		for n := parent.FirstChild(); n != nil && n.Type() == ast.TypeBlock; n = n.NextSibling() {
			switch n.(type) {
			case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell:
				f := w.flow(n)
				w.claims(f, &found)
				w.sentences(f, &found)
			default:
				visit(n)
			}
		}
	}
	visit(doc)
	if len(found.Claims)+len(found.Remarks)+len(found.Personal)+len(found.Long) > 0 {
		w.out.Found = &found
	}
}

func (w *writer) claims(f *flow, found *record.Found) {
	for _, c := range claimsIn(f.text) {
		at := f.offset(c.start)
		c.Pos, c.Paragraph = w.places.at(at), w.paragraphOf(at)
		found.Claims = append(found.Claims, c.Claim)
	}
}

// remark is a comment of the author's to the rules.
var remark = regexp.MustCompile(`(?is)<!--\s*vetro\s*:\s*(.*?)\s*-->`)

func (w *writer) remarks(source string) []record.Remark {
	if !strings.Contains(source, "<!--") {
		return nil
	}
	var out []record.Remark
	for _, m := range remark.FindAllStringSubmatchIndex(source, -1) {
		out = append(out, record.Remark{Pos: w.places.at(m[0]), Text: collapse(source[m[2]:m[3]]), Paragraph: w.paragraphOf(m[0])})
	}
	return out
}

var comment = regexp.MustCompile(`(?s)<!--.*?-->`)

// personal looks for personal data in the whole of the source, addresses of links
// included; a comment is not published.
func (w *writer) personal(source string) []record.Personal {
	var out []record.Personal
	var comments [][]int
	for _, h := range record.FindPersonal(source, false) {
		if comments == nil {
			comments = append(comment.FindAllStringIndex(source, -1), []int{len(source) + 1, len(source) + 1})
		}
		hidden := false
		for _, c := range comments {
			hidden = hidden || c[0] <= h.Start && h.End <= c[1]
		}
		if !hidden {
			out = append(out, record.Personal{
				Kind: h.Kind, Text: record.Masked(source[h.Start:h.End]), Pos: w.places.at(h.Start), Paragraph: w.paragraphOf(h.Start),
			})
		}
	}
	return out
}

// paragraphOf gives the number of the paragraph around an offset: how many blank lines
// stand before it.
func (w *writer) paragraphOf(offset int) int {
	if w.blanks == nil {
		w.blanks = []int{}
		w.blanks = appendBlankLines(w.blanks, w.places.text)
	}
	n, _ := slices.BinarySearch(w.blanks, offset)
	return n
}

// appendBlankLines adds the offsets of the line feeds that have nothing but blanks between
// them and the next.
func appendBlankLines(to []int, text string) []int {
	for i := strings.IndexByte(text, '\n'); i >= 0 && i < len(text); {
		end := i + 1
		for end < len(text) && (text[end] == ' ' || text[end] == '\t') {
			end++
		}
		if end < len(text) && text[end] == '\n' {
			to = append(to, i)
			end++
		}
		next := strings.IndexByte(text[end:], '\n')
		if next < 0 {
			break
		}
		i = end + next
	}
	return to
}

// sentences notes the sentences that go beyond record.MostWords.
func (w *writer) sentences(f *flow, found *record.Found) {
	s := f.text
	if strings.Count(s, " ") < record.MostWords {
		return
	}
	from := 0
	for _, end := range append(sentenceEnd.FindAllStringIndex(s, -1), []int{len(s), len(s)}) {
		sentence := s[from:max(from, min(end[0]+1, len(s)))]
		if n := countWords(sentence); n > record.MostWords {
			start := from + len(sentence) - len(strings.TrimLeft(sentence, " "))
			found.Long = append(found.Long, record.Sentence{Pos: w.places.at(f.offset(start)), Words: n, Text: beginning(sentence)})
		}
		from = min(end[0]+1, len(s))
	}
}

// sentenceEnd is a mark that ends a sentence: abbreviations (art. 5) have no capital
// letter after them.
var sentenceEnd = regexp.MustCompile(`[.!?;][)»”"’]*\s+[(«“"]*[A-ZÀ-Þ]`)

// beginning gives the first words of a sentence.
func beginning(s string) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(6, len(words))], " ") + "…"
}
