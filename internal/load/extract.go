package load

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/personal"
	"vetro/internal/prose"
	"vetro/internal/record"
)

// extractValue looks for personal data in a text or a list of texts, as it is read once its
// escapes are resolved: each find has its line and column. A number is an amount or a count, and
// in Markdown prose looks.
func (l *loader) extractValue(k *key, f *field) {
	if k.tables != nil || k.bare != nil || k.raw == "" || strings.IndexByte("\"'[", k.raw[0]) < 0 || f.Type.Shape == record.MarkdownShape {
		return
	}
	text, at := unescaped(k.raw)
	hits := personal.Find(text, false)
	if len(hits) == 0 {
		return
	}
	lead := strings.ReplaceAll(k.name, "_", " ") + ": " // telefono = "347 1234567"
	if k.name == "numero" {                             // what has a number is an act
		lead = "atto " + lead
	}
	if slices.ContainsFunc(hits, func(h personal.Hit) bool { return h.Likely }) {
		text, hits = lead+text, personal.Find(lead+text, false)
	} else {
		lead = ""
	}
	place := k.places()
	for _, h := range hits {
		p := h.Personal(text, place(at(max(0, h.Start-len(lead)))))
		p.Paragraph, p.Statement = k.at.Line, true
		l.personal = append(l.personal, p)
	}
}

// unescaped gives a value as it is read, still in its quotes, and a function that tells where a
// byte of it stands in the value as written.
func unescaped(raw string) (text string, at func(int) int) {
	if !strings.Contains(raw, `\`) {
		return raw, func(i int) int { return i }
	}
	var b []byte
	var from []int
	put := func(s string, i int) {
		b = append(b, s...)
		for range len(s) {
			from = append(from, i)
		}
	}
	for i, depth := 0, 0; i < len(raw); {
		quote, end := raw[i], skipValue(raw, i, &depth) // a whole text in quotes, or one character
		for i < end {
			s, size := raw[i:i+1], 1
			if raw[i] == '\\' && quote == '"' {
				s, size = escaped(raw[i:])
			}
			put(s, i)
			i += size
		}
	}
	return string(b), func(i int) int { return from[min(i, len(from)-1)] }
}

// escaped gives what an escape of TOML stands for, and its length.
func escaped(s string) (text string, size int) {
	if len(s) < 2 {
		return s, len(s)
	}
	if digits := map[byte]int{'u': 4, 'U': 8, 'x': 2}[s[1]]; digits > 0 {
		end := min(len(s), 2+digits)
		if code, err := strconv.ParseUint(s[2:end], 16, 32); err == nil && end == 2+digits {
			return string(rune(code)), end
		}
		return s[:2], 2
	}
	if i := strings.IndexByte("btnfre\"\\", s[1]); i >= 0 {
		return "\b\t\n\f\r\x1b\"\\"[i : i+1], 2
	}
	return "", len(s) - len(strings.TrimLeft(s[1:], " \t\r\n")) // a line end, and the blanks after it
}

// places gives a function that tells the place of each byte of the raw value.
func (k *key) places() func(offset int) record.Pos {
	var src *source // once somebody asks
	return func(offset int) record.Pos {
		if src == nil {
			src = newSource(k.value.File, []byte(k.raw), k.value.Line)
		}
		at := src.pos(offset)
		if at.Line == k.value.Line {
			at.Col += k.value.Col - 1
		}
		return at
	}
}

// claims gives what a value of the front matter says that records can contradict.
func (t *table) claims(name, value string) []record.Claim {
	k := t.key(name)
	if k == nil || value == "" {
		return nil
	}
	text, place := k.raw, k.places()
	if strings.Contains(text, `\`) { // escapes: the words are those of the value, and only its place is known
		text, place = value, func(int) record.Pos { return k.value }
	}
	out := prose.Claims(text, place)
	for i := range out {
		out[i].Key, out[i].Paragraph = name, k.at.Line
	}
	return out
}

// remarkForm is a comment of the author's to the rules.
var remarkForm = regexp.MustCompile(`^#\s*vetro\s*:\s*(.*)$`)

// findRemarks notes the comments to the rules in a text of TOML. One that stands beside a
// value is about it; one on a line of its own about the value below.
func (l *loader) findRemarks(src *source) {
	text := src.text
	var waiting []int // of l.remarks: about the next value
	start := 0        // line of the statement that goes on; 0 between statements
	depth := 0
	for i := 0; i < len(text) && len(l.remarks) <= mostRemarks; { // bound tells of the rest
		switch c := text[i]; {
		case c == '#':
			end := src.end(src.index(i))
			if m := remarkForm.FindStringSubmatch(text[i:end]); m != nil {
				l.remarks = append(l.remarks, record.Remark{
					Pos: src.pos(i), Text: strings.Clone(strings.TrimSpace(m[1])), Paragraph: start, Statement: true,
				})
				if start == 0 {
					waiting = append(waiting, len(l.remarks)-1)
				}
			}
			i = end
			continue
		case c == '\n' && depth == 0:
			start = 0
		case c == ' ', c == '\t', c == '\r', c == '\n':
		default:
			if start == 0 {
				start = src.pos(i).Line
				for _, n := range waiting {
					l.remarks[n].Paragraph = start
				}
				waiting = nil
			}
			i = skipValue(text, i, &depth)
			continue
		}
		i++
	}
}

// skipValue goes past one character of a statement, or a whole text in quotes, and
// counts the brackets that are open.
func skipValue(text string, i int, depth *int) int {
	for _, quotes := range []string{`"""`, `'''`, `"`, `'`} {
		if !strings.HasPrefix(text[i:], quotes) {
			continue
		}
		for j := i + len(quotes); j < len(text); j++ {
			switch {
			case strings.HasPrefix(text[j:], quotes):
				return j + len(quotes)
			case text[j] == '\\' && quotes[0] == '"':
				j++
			case text[j] == '\n' && len(quotes) == 1:
				return j // a slip of syntax, reported by the scanner
			}
		}
		return len(text)
	}
	switch text[i] {
	case '[', '{':
		*depth++
	case ']', '}':
		*depth = max(0, *depth-1)
	}
	return i + 1
}

// extract takes over what prose extracted from the Markdown of a file.
func (l *loader) extract(text *record.Text) []record.Claim {
	f := text.Found
	if f == nil {
		return nil
	}
	l.remarks = append(l.remarks, f.Remarks...)
	l.personal = append(l.personal, f.Personal...)
	claims := f.Claims
	f.Claims, f.Remarks, f.Personal = nil, nil, nil
	if len(f.Long)+len(f.Leftovers) == 0 {
		text.Found = nil
	}
	return claims
}

// sortExtracted puts what was extracted in the order of its places.
func sortExtracted(site *record.Site) {
	slices.SortStableFunc(site.Remarks, func(r, q record.Remark) int { return r.Pos.Compare(q.Pos) })
	slices.SortStableFunc(site.Personal, func(p, q record.Personal) int { return p.Pos.Compare(q.Pos) })
}
