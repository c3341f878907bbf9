package record

import (
	"bytes"
	"html"
	"unicode"
	"unicode/utf8"
)

// PlainText gives the words of an author's text on one line, its links and marks left
// out.
func PlainText(t *Text) string {
	if t.Empty() {
		return ""
	}
	var buffer [2 << 10]byte // enough for most, and no garbage
	return string(AppendPlainText(buffer[:0], t))
}

// AppendPlainText puts the words of an author's text at the end of b, as PlainText gives
// them. Tags are read by hand, and all is done in place: every text is asked for several
// times, and a large site has megabytes of them.
func AppendPlainText(b []byte, t *Text) []byte {
	from := len(b)
	for i := range t.Parts {
		b = append(b, t.Parts[i].HTML...)
	}
	words := withoutTags(withoutTags(b[from:], true), false)
	return append(b[:from], joinFields(unescaped(words))...)
}

// escapes are what prose writes, most of all apostrophes.
var escapes = [...]struct {
	name string
	char byte
}{{"&#39;", '\''}, {"&#34;", '"'}, {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}}

// unescaped resolves the escapes of HTML, in place; the library does those that prose does
// not write.
func unescaped(words []byte) []byte {
	out := words[:0]
	for rest := words; ; {
		at := bytes.IndexByte(rest, '&')
		if at < 0 {
			return append(out, rest...)
		}
		out = append(out, rest[:at]...)
		rest = rest[at:]
		known := false
		for _, e := range escapes {
			if known = bytes.HasPrefix(rest, []byte(e.name)); known {
				out, rest = append(out, e.char), rest[len(e.name):]
				break
			}
		}
		if !known {
			return append(out, html.UnescapeString(string(rest))...)
		}
	}
}

// withoutTags takes tags out of finished HTML, in place: those that do not part the
// words around them, or all, and then leaves a blank for each.
func withoutTags(markup []byte, inline bool) []byte {
	out := markup[:0]
	for {
		at := bytes.IndexByte(markup, '<')
		if at < 0 {
			return append(out, markup...)
		}
		end := tagEnd(markup[at:])
		switch {
		case end == 0 || inline && !inlineTag(markup[at:]):
			end = 1
			out = append(out, markup[:at+1]...)
		case inline:
			out = append(out, markup[:at]...)
		default:
			out = append(append(out, markup[:at]...), ' ')
		}
		markup = markup[at+end:]
	}
}

// tagEnd gives the length of the tag that HTML begins with, or 0 when it never ends.
// Prose writes every quote of an attribute as &#34;.
func tagEnd(markup []byte) int {
	for i := 1; i < len(markup); i++ {
		switch markup[i] {
		case '>':
			return i + 1
		case '"':
			length := bytes.IndexByte(markup[i+1:], '"')
			if length < 0 {
				return 0
			}
			i += length + 1
		}
	}
	return 0
}

// inlineTag reports whether the tag that HTML begins with does not part the words
// around it.
func inlineTag(markup []byte) bool {
	name := bytes.TrimPrefix(markup[1:], []byte("/"))
	n := 0
	for n < len(name) && (name[n] == '_' || isAlphanumeric(name[n])) {
		n++
	}
	switch string(name[:n]) {
	case "a", "abbr", "code", "del", "em", "s", "span", "strong", "sub", "sup":
		return true
	}
	return false
}

func isAlphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// joinFields leaves one blank between words, in place.
func joinFields(text []byte) []byte {
	out, from := text[:0], -1 // from is where words began that already stand as they shall
	for i := 0; i < len(text); {
		if c := text[i]; from >= 0 && ' ' < c && c < utf8.RuneSelf {
			i++ // nearly always
			continue
		}
		space, size := spaceAt(text[i:])
		switch {
		case !space && from < 0:
			if len(out) > 0 {
				out = append(out, ' ')
			}
			from = i
		case space && from >= 0:
			if text[i] == ' ' && i+1 < len(text) && ' ' < text[i+1] && text[i+1] < utf8.RuneSelf {
				break
			}
			out = append(out, text[from:i]...)
			from = -1
		}
		i += size
	}
	if from >= 0 {
		out = append(out, text[from:]...)
	}
	return out
}

// spaceAt reports whether a text begins with a space, and how long its first character
// is.
func spaceAt(text []byte) (space bool, size int) {
	c := text[0]
	if c < utf8.RuneSelf {
		return c == ' ' || '\t' <= c && c <= '\r', 1
	}
	r, size := utf8.DecodeRune(text)
	return unicode.IsSpace(r), size
}
