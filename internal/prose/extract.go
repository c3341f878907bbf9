package prose

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"vetro/internal/personal"
	"vetro/internal/record"
)

// extract looks for what the rules judge: claims, words to the rules, personal data,
// sentences that are too long and what other systems left behind.
func (w *writer) extract(doc ast.Node, source string) {
	found := record.Found{Remarks: w.remarks(source)}
	var taken []span // what of the source readers read as words
	var visit func(ast.Node)
	visit = func(parent ast.Node) {
		for n := parent.FirstChild(); n != nil && n.Type() == ast.TypeBlock; n = n.NextSibling() {
			switch n.(type) {
			case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell:
				f := w.flow(n)
				w.claims(f, &found)
				w.personal(f, &found)
				w.sentences(f, &found)
				w.leftovers(f, &found)
				taken = append(taken, f.taken...)
			default:
				visit(n)
			}
		}
	}
	visit(doc)
	w.personalElsewhere(source, taken, &found)
	slices.SortStableFunc(found.Personal, func(p, q record.Personal) int { return p.Pos.Compare(q.Pos) })
	if len(found.Claims)+len(found.Remarks)+len(found.Personal)+len(found.Long)+len(found.Leftovers) > 0 {
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

// personal looks for personal data in a block as it is read: no mark, reference or escape parts
// what stands on the page as one.
func (w *writer) personal(f *flow, found *record.Found) {
	for _, h := range personal.Find(f.text, false) {
		at := f.offset(h.Start)
		p := h.Personal(f.text, w.places.at(at))
		p.Paragraph = w.paragraphOf(at)
		found.Personal = append(found.Personal, p)
	}
}

// personalElsewhere looks for personal data in what no block has as its words: addresses of
// links, code, tags. A comment is not published.
func (w *writer) personalElsewhere(source string, taken []span, found *record.Found) {
	if !slices.IsSortedFunc(taken, bySpan) { // notes stand where they are mentioned
		slices.SortFunc(taken, bySpan)
	}
	f := &w.flown
	f.words, f.at = f.words[:0], f.at[:0]
	from := 0
	for _, t := range append(taken, span{len(source), len(source)}) {
		if t.start > from {
			w.pourRest(f, source[from:t.start], from)
		}
		from = max(from, t.end)
	}
	if f.text = string(f.words); f.text == "" {
		return
	}
	w.personal(f, found)
}

func bySpan(a, b span) int { return a.start - b.start }

// pourRest appends what stands between the words of blocks, without comments, where it has
// letters or digits.
func (w *writer) pourRest(f *flow, rest string, from int) {
	for rest != "" {
		piece, after := rest, ""
		if m := comment.FindStringIndex(rest); strings.Contains(rest, "<!--") && m != nil {
			piece, after = rest[:m[0]], rest[m[1]:]
		}
		if strings.ContainsFunc(piece, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			f.add(piece, from)
			f.put("\n", from+len(piece))
		}
		from += len(rest) - len(after)
		rest = after
	}
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
