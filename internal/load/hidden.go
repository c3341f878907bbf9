package load

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"vetro/internal/record"
)

const hiddenRule = "carattere-nascosto"

// mostHidden is how many hidden characters of a file are reported.
const mostHidden = 100

// hidden reports what the text of a file has that its reader does not see, or sees in another
// order: in keys, values, comments and code alike, since who approves a change reads them all.
// What stands side by side is one problem.
func (l *loader) hidden(data []byte) []record.Problem {
	at, r := record.FindHidden(data, 0)
	if at < 0 {
		return nil
	}
	var out []record.Problem
	src := newSource(l.file, data, 1)
	text := src.text
	for at >= 0 && len(out) < mostHidden {
		first, start, n := r, at, 0
		for end := at; at == end; n++ {
			end += utf8.RuneLen(r)
			at, r = record.FindHidden(text, end)
		}
		out = append(out, hiddenProblem(src.pos(start), first, n))
	}
	return out
}

// hiddenProblem tells of n hidden characters of which the first is r.
func hiddenProblem(at record.Pos, r rune, n int) record.Problem {
	text := fmt.Sprintf("c’è un carattere nascosto, U+%04X, %s", r, record.HiddenEffect(r))
	mend := fmt.Sprintf("cancella il carattere U+%04X, o riscrivi a mano le parole che gli stanno intorno: di solito viene da un copia e incolla", r)
	if n > 1 {
		text = fmt.Sprintf("ci sono %d caratteri nascosti di seguito; il primo è U+%04X, %s", n, r, record.HiddenEffect(r))
		mend = "cancella i caratteri, o riscrivi a mano le parole che gli stanno intorno: di solito vengono da un copia e incolla"
	}
	return record.Problem{Pos: at, Rule: hiddenRule, Text: text, Mend: mend}
}

// hiddenEscape reports a hidden character that a text in double quotes has by an escape; those
// that it has as they are were found in the file.
func (s *scanner) hiddenEscape(from int, text string) {
	at, r := record.FindHidden(text, 0)
	if at < 0 {
		return
	}
	raw := s.text[from:s.at]
	if seen, _ := record.FindHidden(raw, 0); seen >= 0 {
		return
	}
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		digits := map[byte]int{'u': 4, 'U': 8}[raw[i+1]]
		if code, err := strconv.ParseUint(raw[i+2:min(i+2+digits, len(raw))], 16, 32); err == nil && rune(code) == r {
			s.hidden = append(s.hidden, record.Problem{
				Pos: s.src.pos(from + i), Rule: hiddenRule,
				Text: fmt.Sprintf("%s scrive un carattere nascosto, U+%04X, %s", raw[i:i+2+digits], r, record.HiddenEffect(r)),
				Mend: "cancella " + raw[i:i+2+digits],
			})
			return
		}
		i++
	}
}

// withHidden adds what is hidden to the other problems of a file, and leaves out what the reading
// of TOML says of the same characters.
func withHidden(problems, hidden []record.Problem) []record.Problem {
	if hidden == nil {
		return problems
	}
	told := func(p record.Problem) bool {
		return p.Rule == "carattere-di-controllo" && slices.ContainsFunc(hidden, func(h record.Problem) bool { return h.Pos == p.Pos })
	}
	return append(slices.DeleteFunc(problems, told), hidden...)
}
