package posts

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

var (
	htmlTag  = regexp.MustCompile(`^<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[^\s<>"'=/]+(?:\s*=\s*(?:"(?:\{\{.*?\}\}|[^"])*"|'[^']*'|[^\s"'=<>]+))?)*)\s*(/?)>`)
	htmlAttr = regexp.MustCompile(`([^\s<>"'=/]+)\s*=\s*(?:"((?:\{\{.*?\}\}|[^"])*)"|'([^']*)'|([^\s"'=<>]+))`)
	autoLink = regexp.MustCompile(`^<(?:https?://|mailto:)[^\s<>]*>|^<[\w.+-]+@[\w.-]+>`)
)

// element is a tag of HTML in a post.
type element struct {
	name  string
	attrs map[string]string
	at    int // of its <
	inner int // offset behind its >
	end   int // offset of the tag that closes it
	after int // offset behind that
}

// What becomes of elements that are not translated one by one.
var (
	blocks  = strings.Fields("p div section article figure center main header footer aside blockquote details dl dt dd ul ol figcaption hgroup nav")
	inlines = strings.Fields("span font picture abbr time small u label ins mark sup sub big tt kbd var samp cite q summary s del strike")
	quiet   = strings.Fields("p div section article figure figcaption center main span font picture abbr time ul ol header footer")
	swept   = strings.Fields("script style noscript form svg button select textarea template math canvas object")
)

// angle translates what begins with <: a comment, a tag, an address.
func (t *translator) angle(w *words, i, to int) int {
	s := t.post.text[i:to]
	if strings.HasPrefix(s, "<!--") {
		if n := strings.Index(s, "-->"); n >= 0 {
			return n + 3
		}
		t.look(i, "il commento "+quote(firstLine(s))+" non finisce, ed è tolto con il testo che segue", "chiudi il commento con --> nel file dell’altro sito, e ripeti l’importazione")
		return len(s)
	}
	if m := autoLink.FindString(s[:min(len(s), longTag)]); m != "" {
		w.put(m)
		return len(m)
	}
	var m []string
	if head := s[:min(len(s), longTag)]; strings.IndexByte(head, '>') > 0 && len(s) > 1 && (s[1] == '/' || s[1]|0x20 >= 'a' && s[1]|0x20 <= 'z') {
		m = htmlTag.FindStringSubmatch(head)
	}
	if m == nil {
		return 0
	}
	e := element{name: strings.ToLower(m[2]), attrs: make(map[string]string), at: i, inner: i + len(m[0])}
	for _, a := range htmlAttr.FindAllStringSubmatch(m[3], -1) {
		e.attrs[strings.ToLower(a[1])] = html.UnescapeString(a[2] + a[3] + a[4])
	}
	if m[1] != "" {
		t.closing(w, e.name)
		return len(m[0])
	}
	e.end, e.after = e.inner, e.inner
	switch hides := slices.Contains(swept, e.name); {
	case hides:
		if t.findEnd(&e, to); e.after == e.inner && m[4] == "" {
			e.after = to // as a browser takes it
		}
	case m[4] == "":
		t.findEnd(&e, min(to, i+longPart))
	}
	return t.element(w, &e, m[0])
}

// findEnd finds the tag that closes an element, those of the same name within it counted.
func (t *translator) findEnd(e *element, to int) {
	lower := t.lower[e.inner:to]
	depth, j := 1, 0
	defer func() { t.spend(j + 1) }()
	for j < len(lower) {
		n := strings.IndexByte(lower[j:], '<')
		if n < 0 {
			j = len(lower)
			return
		}
		j += n + 1
		name, closes := strings.CutPrefix(lower[j:], "/")
		if !strings.HasPrefix(name, e.name) || len(name) > len(e.name) && !strings.ContainsRune(" \t\n/>", rune(name[len(e.name)])) {
			continue
		}
		if !closes {
			depth++
		} else if depth--; depth == 0 {
			e.end = e.inner + j - 1
			if n := strings.IndexByte(lower[j:], '>'); n >= 0 {
				e.after = e.inner + j + n + 1
			}
			return
		}
	}
}

// element writes an element and gives how much of the text it took.
func (t *translator) element(w *words, e *element, tag string) int {
	switch name := e.name; {
	case name == "br":
		t.lineBreak(w, e)
	case name == "hr":
		w.apart()
		w.put("---\n\n")
	case name == "img":
		t.image(w, e.at, e.attrs["src"], e.attrs["alt"], e.attrs["title"], false)
	case slices.Contains([]string{"strong", "b", "em", "i", "code", "a"}, name) && e.after > e.inner:
		t.span(w, e)
		return e.after - e.at
	case len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && e.after > e.inner:
		w.apart()
		w.put(strings.Repeat("#", int(name[1]-'0')) + " " + strings.Join(strings.Fields(t.part(e.inner, e.end)), " ") + "\n\n")
		return e.after - e.at
	case name == "table" && e.after > e.inner:
		t.table(w, e)
		return e.after - e.at
	case name == "iframe" || name == "video" || name == "audio" || name == "embed":
		t.embed(w, e)
		return max(e.after, e.inner) - e.at
	case slices.Contains(swept, name):
		t.look(e.at, "il tag "+quote(firstLine(tag))+" è tolto con ciò che contiene", dropped)
		return max(e.after, e.inner) - e.at
	case name == "li":
		t.item(w)
	case slices.Contains(blocks, name), slices.Contains(inlines, name):
		t.open(w, e, tag)
	case slices.Contains([]string{"a", "strong", "b", "em", "i", "code", "source", "wbr", "track", "tbody", "thead", "tr", "td", "th"}, name) || name[0] == 'h' && len(name) == 2:
		t.look(e.at, "il tag "+quote(firstLine(tag))+" è tolto: resta il testo", "")
	default:
		t.look(e.at, quote(firstLine(tag))+" non è un tag di HTML: resta come testo", "")
		w.put(`\<`)
		return 1
	}
	return e.inner - e.at
}

// lineBreak writes <br>: within a table or a heading a blank, elsewhere a hard break.
func (t *translator) lineBreak(w *words, e *element) {
	line := strings.TrimLeft(w.last(), " \t")
	switch rest := t.post.text[e.inner:]; {
	case line == "": // an empty line, made by hand
		w.apart()
	case line[0] == '|' || line[0] == '#':
		w.put(" ")
	case strings.HasPrefix(strings.TrimLeft(rest, " \t"), "\n"):
		w.trim()
		w.put("  ")
	default:
		w.trim()
		w.put("  \n")
	}
}

// span writes an element within a line. Marks of Markdown touch the words between them.
func (t *translator) span(w *words, e *element) {
	inner := t.part(e.inner, e.end)
	words := strings.TrimSpace(inner)
	if words == "" {
		w.put(inner)
		return
	}
	before, after, _ := strings.Cut(inner, words)
	if line := w.last(); line == "" || strings.HasSuffix(line, " ") {
		before = ""
	}
	mark := map[string]string{"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}[e.name]
	switch href := e.attrs["href"]; {
	case strings.Contains(words, "\n\n"): // Markdown marks no more than one block
	case e.name == "a" && href != "":
		if dest, ok := t.resolve(e.at, href, false); ok {
			words = "[" + words + "](" + bracketed(dest) + titled(e.attrs["title"]) + ")"
		}
	default:
		words = mark + words + mark
	}
	w.put(before + words + after)
}

// open begins an element of which only the words stay.
func (t *translator) open(w *words, e *element, tag string) {
	if raised := map[string]string{"2": "²", "3": "³"}[strings.TrimSpace(t.post.text[e.inner:e.end])]; e.name == "sup" && raised != "" {
		w.put(raised)
		e.inner = e.after
		return
	}
	if !slices.Contains(quiet, e.name) {
		t.look(e.at, "il tag "+quote(firstLine(tag))+" è tolto: resta il testo", "")
	}
	if e.name == "ul" || e.name == "ol" {
		t.list = append(t.list, e.name)
		if len(t.list) > 1 {
			t.html++
			return
		}
	}
	if slices.Contains(blocks, e.name) {
		w.apart()
		t.html++
	}
}

// closing ends an element of which only the words stayed.
func (t *translator) closing(w *words, name string) {
	if name == "ul" || name == "ol" {
		t.list = t.list[:max(0, len(t.list)-1)]
	}
	if slices.Contains(blocks, name) {
		t.html = max(0, t.html-1)
		if len(t.list) == 0 {
			w.apart()
		}
	}
}

func (t *translator) item(w *words) {
	w.trim()
	if len(w.b) > 0 && w.b[len(w.b)-1] != '\n' {
		w.put("\n")
	}
	mark, depth := "- ", len(t.list)
	if depth > 0 && t.list[depth-1] == "ol" {
		mark = "1. "
	}
	w.put(strings.Repeat("   ", max(0, depth-1)) + mark)
}

// embed writes a link in place of what another site would show within the page.
func (t *translator) embed(w *words, e *element) {
	src := e.attrs["src"]
	if src == "" {
		if m := regexp.MustCompile(`src\s*=\s*["']([^"']+)`).FindStringSubmatch(t.post.text[e.inner:e.end]); m != nil {
			src = m[1]
		}
	}
	dest, ok := "", src != ""
	if ok {
		dest, ok = t.resolve(e.at, src, false)
	}
	if !ok {
		t.look(e.at, "il tag <"+e.name+"> è tolto con ciò che mostrava", dropped)
		return
	}
	t.look(e.at, "ciò che il tag <"+e.name+"> mostrava ("+dest+") diventa un link", "scrivi nel testo del link che cosa si trova di là")
	label := plain(e.attrs["title"])
	if label == "" {
		label = "Guarda il contenuto su " + host(dest)
	}
	w.put("[" + label + "](" + bracketed(dest) + ")")
}

func host(address string) string {
	_, rest, found := strings.Cut(address, "://")
	if !found {
		return "questo sito"
	}
	name, _, _ := strings.Cut(rest, "/")
	return strings.TrimPrefix(name, "www.")
}

var (
	tableRow  = regexp.MustCompile(`(?is)<tr\b[^>]*>(.*?)(?:</tr>|$)`)
	tableCell = regexp.MustCompile(`(?is)<t[hd]\b([^>]*)>(.*?)(?:</t[hd]>|$)`)
)

// table writes a plain table; one with merged cells is told.
func (t *translator) table(w *words, e *element) {
	inner := t.post.text[e.inner:e.end]
	if m := regexp.MustCompile(`(?i)(?:col|row)span|<table`).FindString(inner); m != "" {
		t.look(e.at, "la tabella ha celle unite o altre tabelle dentro, e in Markdown non si può: le celle sono una per colonna", "controlla la tabella")
	}
	w.apart()
	for n, row := range tableRow.FindAllStringSubmatchIndex(inner, -1) {
		cells := tableCell.FindAllStringSubmatchIndex(inner[row[2]:row[3]], -1)
		at := e.inner + row[2]
		for _, c := range cells {
			cell := strings.Join(strings.Fields(t.part(at+c[4], at+c[5])), " ")
			w.put("| " + strings.ReplaceAll(cell, "|", `\|`) + " ")
		}
		w.put("|\n")
		if n == 0 {
			w.put(strings.Repeat("|---", len(cells)) + "|\n")
		}
	}
	w.put("\n")
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func unescapeHTML(s string) string { return html.UnescapeString(s) }

// quote puts what was written between quotes, cut where it is too long to be found by eye.
func quote(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return `"` + s + `"`
}
