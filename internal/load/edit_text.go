package load

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"vetro/internal/record"
)

// AppendQuoted puts a text at the end of b as TOML has it in double quotes, on one line.
func AppendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\t':
			b = append(b, `\t`...)
		case control[c]:
			b = fmt.Appendf(b, `\u%04X`, c)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// table gives the table of a spot, and whether it is written inline.
func (e *Editor) table(at Spot) (t *table, inline bool) {
	if at.Table == "" {
		return e.root, false
	}
	k := e.root.key(at.Table)
	if k == nil || at.N < 0 || at.N >= len(k.tables) {
		return nil, false
	}
	return k.tables[at.N], k.raw != ""
}

// splice puts a text between two offsets, and takes it back when the file no longer
// reads.
func (e *Editor) splice(from, to int, put string) error {
	src := newSource(e.name, []byte(e.src.text[:from]+put+e.src.text[to:]), 1)
	root, problems := strict(src)
	if root == nil {
		return fmt.Errorf("change %s: %w: %s", e.name, ErrEdit, problems[0].Text)
	}
	e.src, e.root = src, root
	return nil
}

// end gives the offset behind the value of a key.
func (k *key) end() int { return k.from + len(k.raw) }

// lineStart gives where the line of a place begins.
func (e *Editor) lineStart(at record.Pos) int { return e.src.lines()[at.Line-1] }

// lineEnd gives where the line ends that holds an offset: before its line end, or at the
// end of the file.
func (e *Editor) lineEnd(offset int) int {
	end := e.src.end(e.src.index(offset))
	if end < len(e.src.text) && end > offset && e.src.text[end-1] == '\r' {
		end--
	}
	return end
}

// nextLine gives where the line begins that follows that of an offset, or the end of the
// file.
func (e *Editor) nextLine(offset int) int {
	return min(e.src.end(e.src.index(offset))+1, len(e.src.text))
}

// eol gives the line end of the file.
func (e *Editor) eol() string {
	if i := strings.IndexByte(e.src.text, '\n'); i > 0 && e.src.text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// plain reports whether a table with a header holds values and no comment, neither in its
// lines nor right above or below them.
func (e *Editor) plain(t *table) bool {
	blank := func(from, to int) bool { return strings.TrimSpace(e.src.text[from:to]) == "" }
	start := e.lineStart(t.start)
	end := e.lineEnd(start)
	if strings.Contains(e.src.text[start:end], "#") || e.tailComments(e.tableEnd(t)) != e.tableEnd(t) {
		return false
	}
	if start > 0 {
		if above := e.src.text[e.src.lines()[e.src.index(start-1)]:start]; strings.HasPrefix(strings.TrimSpace(above), "#") {
			return false
		}
	}
	for _, k := range t.keys {
		if k.raw == "" || !blank(end, e.lineStart(k.at)) || !blank(k.end(), e.lineEnd(k.end())) {
			return false
		}
		end = e.lineEnd(k.end())
	}
	return true
}

// lastValue gives the last key of a table that holds a value, or nil.
func lastValue(t *table) *key {
	for i := len(t.keys) - 1; i >= 0; i-- {
		if t.keys[i].raw != "" {
			return t.keys[i]
		}
	}
	return nil
}

// likeKey gives the beginning of a line for a new key, indented and aligned as the line
// of another.
func (e *Editor) likeKey(other *key, name string) string {
	head := e.src.text[e.lineStart(other.at):other.from]
	indent := head[:len(head)-len(strings.TrimLeft(head, " \t"))]
	eq := strings.LastIndexByte(head, '=')
	width := utf8.RuneCountInString(head[len(indent):eq])
	pad := max(1, width-utf8.RuneCountInString(name))
	if eq > 0 && head[eq-1] != ' ' {
		return indent + name + head[eq:]
	}
	return indent + name + strings.Repeat(" ", pad) + head[eq:]
}
