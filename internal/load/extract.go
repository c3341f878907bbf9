package load

import (
	"regexp"
	"slices"
	"strings"

	"vetro/internal/prose"
	"vetro/internal/record"
)

// extractValue looks for personal data in a text or a list of texts, as it is written: so
// each find has its line and column. A number is an amount or a count.
func (l *loader) extractValue(k *key) {
	if k.tables != nil || k.bare != nil || k.raw == "" || strings.IndexByte("\"'[", k.raw[0]) < 0 {
		return
	}
	place := k.places()
	for _, h := range record.FindPersonal(k.raw, false) {
		l.personal = append(l.personal, record.Personal{
			Kind: h.Kind, Text: record.Masked(k.raw[h.Start:h.End]), Pos: place(h.Start), Paragraph: k.at.Line, Statement: true,
		})
	}
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
	for i := 0; i < len(text); {
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
	if len(f.Long) == 0 {
		text.Found = nil
	}
	return claims
}

// sortExtracted puts what was extracted in the order of its places.
func sortExtracted(site *record.Site) {
	slices.SortStableFunc(site.Remarks, func(r, q record.Remark) int { return r.Pos.Compare(q.Pos) })
	slices.SortStableFunc(site.Personal, func(p, q record.Personal) int { return p.Pos.Compare(q.Pos) })
}
