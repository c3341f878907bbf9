package prose

import (
	"strings"

	"vetro/internal/record"
)

// mostPlain is the longest text that is taken for plain: a longer one may be refused.
const mostPlain = mostParagraph / 2

// marked are the bytes of which some construct of Markdown may be made anywhere in a
// line, and those that no line has.
var marked = func() (of [256]bool) {
	for c := range 0x20 {
		of[c] = c != '\n'
	}
	for _, c := range "*_`[]<>&\\~|@\x7f" {
		of[c] = true
	}
	return of
}()

// isPlain reports whether a normalized text is paragraphs of words and nothing else: no
// line of it begins as a heading, a list, a rule, a table or code does, or ends in a
// blank; no byte of it makes a mark, and no word an address that would become a link.
func isPlain(source string) bool {
	if len(source) > mostPlain || strings.HasSuffix(source, " ") {
		return false
	}
	start := true
	for i := range len(source) {
		c := source[i]
		switch {
		case marked[c], start && !plainStart(source[i:]):
			return false
		case c == '\n' && i > 0 && source[i-1] == ' ', c == ':' && strings.HasPrefix(source[i:], "://"):
			return false
		case c|0x20 == 'w' && i+2 < len(source) && source[i+1]|0x20 == 'w' && source[i+2]|0x20 == 'w':
			return false
		}
		start = c == '\n'
	}
	return true
}

// plainStart reports whether a line begins as a paragraph does.
func plainStart(line string) bool {
	if strings.IndexByte(" #+-=:", line[0]) >= 0 {
		return false
	}
	n := 0
	for n < len(line) && isDigit(rune(line[n])) {
		n++
	}
	return n == 0 || n == len(line) || line[n] != '.' && line[n] != ')'
}

// plainText writes a text of plain paragraphs, as it would be written once parsed.
func (w *writer) plainText(source string, notice bool) {
	paragraphs := func(yield func(from int, text string)) {
		from := 0
		for text := range strings.SplitSeq(source, "\n\n") {
			if trimmed := strings.Trim(text, "\n"); trimmed != "" {
				yield(from+strings.Index(text, trimmed), trimmed)
			}
			from += len(text) + len("\n\n")
		}
	}
	if notice {
		found := record.Found{Personal: w.personal(source)}
		paragraphs(func(from int, text string) {
			f := &flow{text: strings.ReplaceAll(text, "\n", " "), straight: true, from: from}
			w.claims(f, &found)
			w.sentences(f, &found)
		})
		w.found(&found)
	}
	paragraphs(func(_ int, text string) {
		words := collapse(text)
		w.out.Words += countWords(words)
		if w.out.Plain == "" {
			w.out.Plain = strings.Clone(words)
		}
		w.unlessEmpty("<p>", func() { w.text(text) }, "</p>\n")
	})
	w.cut()
}
