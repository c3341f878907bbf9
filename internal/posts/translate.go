package posts

import (
	"bytes"
	"regexp"
	"strings"
)

// translator goes once through the text of a post and writes it as Markdown that Vetro knows. What
// cannot be translated is left out and told at its place; the words around it stay.
type translator struct {
	*run
	post  *post
	code  []span // of the text: blocks and spans of code, which stay as they are
	html  int    // blocks of HTML that are open: in them a line may be indented without meaning
	list  []string
	used  []string // media that the text shows, as under content
	lower string   // the text with small letters of ASCII
	deep  int      // parts within parts
	spent int      // bytes that were looked through for what closes a sign
	told  int
}

// What one post may have: beyond this it is no text that somebody wrote, and the time to read
// it would grow with the square of its length.
const (
	mostDeep = 40
	mostWork = 8 << 20
	mostTold = 200
	longTag  = 2_000  // bytes of a tag of HTML with its attributes
	longSign = 10_000 // bytes from where a sign opens to where it ends
	longPart = 40_000 // bytes of what two signs enclose
)

type span struct{ start, end int }

// words is the text that is being written.
type words struct{ b []byte }

func (w *words) put(s string) { w.b = append(w.b, s...) }

// newline ends a line, without the blanks at its end; never more than one blank line.
func (w *words) newline() {
	hard := bytes.HasSuffix(w.b, []byte("  ")) && len(strings.TrimRight(w.last(), " \t")) > 0
	w.trim()
	if hard {
		w.put("  ")
	}
	if n := len(w.b); n >= 2 && w.b[n-1] == '\n' && w.b[n-2] == '\n' {
		return
	}
	w.put("\n")
}

// trim takes off the blanks at the end.
func (w *words) trim() {
	for n := len(w.b); n > 0 && (w.b[n-1] == ' ' || w.b[n-1] == '\t'); n-- {
		w.b = w.b[:n-1]
	}
}

// last gives the line that is being written.
func (w *words) last() string { return string(w.b[bytes.LastIndexByte(w.b, '\n')+1:]) }

// apart begins a block.
func (w *words) apart() {
	w.trim()
	if len(w.b) == 0 {
		return
	}
	for !bytes.HasSuffix(w.b, []byte("\n\n")) {
		w.put("\n")
	}
}

// translate gives the text of a post in our Markdown.
func (r *run) translate(p *post) (text string, media []string) {
	t := &translator{run: r, post: p, code: codeIn(p.text, p.body), lower: strings.Map(small, p.text)}
	text = strings.TrimSpace(t.part(p.body, len(p.text)))
	if t.deep > mostDeep {
		r.notes = nil
		r.leave(p, p.line(1), "nel testo ci sono troppi segni aperti e non chiusi, o uno dentro l’altro", "semplifica il testo nel file dell’altro sito, e ripeti l’importazione")
	}
	if text != "" {
		text += "\n"
	}
	return text, t.used
}

// part translates what stands between two offsets of the post.
func (t *translator) part(from, to int) string {
	w := new(words)
	if t.deep++; t.deep > mostDeep {
		return ""
	}
	defer t.leavePart()
	for i := from; i < to && t.deep <= mostDeep; {
		if end := t.codeAt(i); end > i {
			w.put(t.post.text[i:min(end, to)])
			i = end
			continue
		}
		n := t.sign(w, i, to)
		if n == 0 {
			w.b = append(w.b, t.post.text[i])
			n = 1
		}
		i += n
	}
	return string(w.b)
}

// small gives the small letter of one of ASCII: offsets stay.
func small(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

// spend counts the bytes that were looked through, and gives up on a text that would take too long.
func (t *translator) spend(bytes int) {
	if t.spent += bytes; t.spent > mostWork {
		t.deep = mostDeep + 1
	}
}

// leavePart goes back to the part around this one, but never from too deep.
func (t *translator) leavePart() {
	if t.deep <= mostDeep {
		t.deep--
	}
}

// sign translates what begins at an offset and gives how long it is, or 0 where it is plain text.
func (t *translator) sign(w *words, i, to int) int {
	s := t.post.text[i:to]
	switch s[0] {
	case '\\':
		if len(s) > 1 && s[1] != '\n' {
			w.put(s[:2])
			return 2
		}
	case '\n':
		w.newline()
		n := 1
		for t.html > 0 && n < len(s) && (s[n] == ' ' || s[n] == '\t') {
			n++
		}
		return n
	case '{':
		return t.brace(w, i, s)
	case '<':
		return t.angle(w, i, to)
	case '!':
		if strings.HasPrefix(s, "![") {
			return t.picture(w, i, to)
		}
	case '[':
		return t.bracket(w, i, to)
	case '*', '-':
		if strings.TrimSpace(w.last()) == "" {
			return len(tocList.FindString(s[:min(len(s), longTag)]))
		}
	}
	return 0
}

// tocList is how kramdown is asked for a table of contents.
var tocList = regexp.MustCompile(`^[*-] [^\n]*\n\{:\s*toc[^}]*\}`)

// codeAt gives the end of the code around an offset, or 0.
func (t *translator) codeAt(i int) int {
	low, high := 0, len(t.code)
	for low < high {
		if mid := (low + high) / 2; t.code[mid].end <= i {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(t.code) && t.code[low].start <= i {
		return t.code[low].end
	}
	return 0
}

var fence = regexp.MustCompile("^[ \t>]*(`{3,}|~{3,})")

// codeIn finds blocks between fences, and spans between backticks within a paragraph.
func codeIn(text string, from int) (code []span) {
	para := from
	for at := from; at < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		m := fence.FindStringSubmatch(text[at:end])
		if m == nil {
			if strings.TrimSpace(text[at:end]) == "" {
				code = spansIn(code, text, para, at)
				para = end
			}
			at = end
			continue
		}
		code = spansIn(code, text, para, at)
		start := at
		for at = end; at < len(text); at = end {
			end = len(text)
			if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
				end = at + n + 1
			}
			if line := strings.Trim(text[at:end], " \t>\n"); strings.HasPrefix(line, m[1]) && strings.Trim(line, m[1][:1]) == "" {
				at = end
				break
			}
		}
		code, para = append(code, span{start, at}), at
	}
	return spansIn(code, text, para, len(text))
}

// spansIn adds the spans of code of one paragraph.
func spansIn(code []span, text string, from, to int) []span {
	for i := from; i < to; {
		if text[i] == '\\' {
			i += 2
			continue
		}
		n := ticks(text[i:to])
		if n == 0 {
			i++
			continue
		}
		end := 0
		for j := i + n; j < to; {
			m := ticks(text[j:to])
			if m == n {
				end = j + m
				break
			}
			j += max(m, 1)
		}
		if end > 0 {
			code = append(code, span{i, end})
		}
		i = max(i+n, end)
	}
	return code
}

func ticks(s string) int { return len(s) - len(strings.TrimLeft(s, "`")) }

// look tells what is at an offset of the post.
func (t *translator) look(at int, text, mend string) {
	if t.told++; t.told <= mostTold {
		t.note(Look, t.post.place(at), text, mend)
	}
}

const dropped = "rimetti a mano, in Markdown, ciò che serviva"
