package prose

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// flow is the text of a block as it is read, without its marks, that knows the place in
// the source of each of its bytes.
type flow struct {
	text  string
	words []byte  // the text, while it is poured
	at    []int32 // of each byte
	taken []span  // what of the source it has, or stands for
	code  []span  // of the text
}

// span is a part of the source.
type span struct{ start, end int }

// add appends a text whose bytes follow each other from an offset on.
func (f *flow) add(s string, from int) {
	f.at = slices.Grow(f.at, len(s))
	for i := range len(s) {
		f.at = append(f.at, int32(from+i))
	}
	f.words = append(f.words, s...)
	f.taken = append(f.taken, span{from, from + len(s)})
}

// put appends a text that is as a whole at an offset.
func (f *flow) put(s string, at int) {
	for range len(s) {
		f.at = append(f.at, int32(at))
	}
	f.words = append(f.words, s...)
}

// offset gives the place of a byte of the flow in the source.
func (f *flow) offset(i int) int {
	if i < len(f.at) {
		return int(f.at[i])
	}
	return int(f.at[len(f.at)-1]) + 1
}

// flow gives the text of a block. What a reader does not read as words is left out:
// comments and tags, addresses.
func (w *writer) flow(n ast.Node) *flow {
	f := &w.flown // one after the other: nobody keeps a flow
	f.words, f.at, f.taken, f.code = f.words[:0], f.at[:0], f.taken[:0], f.code[:0]
	w.pour(f, n)
	f.text = string(f.words)
	return f
}

func (w *writer) pour(f *flow, parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch n := c.(type) {
		case *ast.Text:
			w.pourText(f, n)
		case *ast.AutoLink:
			f.put(" ", max(0, n.Pos()))
		case *ast.CodeSpan:
			start := len(f.words)
			for t := n.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					f.add(strings.ReplaceAll(string(t.Segment.Value(w.src)), "\n", " "), t.Segment.Start)
				}
			}
			f.code = append(f.code, span{start, len(f.words)})
		case *ast.RawHTML:
			if isBreak(w.segments(n)) {
				f.put(" ", max(0, n.Pos()))
			}
		case *east.FootnoteLink, *east.FootnoteBacklink:
		default:
			w.pour(f, c)
		}
	}
}

// referenceForm is a character that HTML writes by its number or name, as CommonMark has it; any
// other & is itself.
const referenceForm = `&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);`

var (
	reference     = regexp.MustCompile(referenceForm)
	leadReference = regexp.MustCompile("^" + referenceForm)
)

// pourText appends a run of text with its escapes resolved.
func (w *writer) pourText(f *flow, n *ast.Text) {
	from := n.Segment.Start
	s := string(n.Segment.Value(w.src))
	for !n.IsRaw() {
		i := strings.IndexAny(s, `\&`)
		if i < 0 {
			break
		}
		f.add(s[:i], from)
		size := 1
		if s[i] == '\\' && i+1 < len(s) {
			size = 2
		} else if e := leadReference.FindString(s[i:]); e != "" {
			size = len(e)
		}
		f.put(unescape([]byte(s[i:i+size])), from+i)
		f.taken = append(f.taken, span{from + i, from + i + size})
		s, from = s[i+size:], from+i+size
	}
	f.add(s, from)
	if n.SoftLineBreak() || n.HardLineBreak() {
		f.put(" ", n.Segment.Stop)
	}
}
