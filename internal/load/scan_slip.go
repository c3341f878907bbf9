package load

import (
	"slices"
	"strings"

	"vetro/internal/record"
)

// setAside goes on behind a value that breaks the syntax, where it ends on the line of its
// key: it shall not hide the slips below it. Of a key written twice the value is no one's.
func (s *scanner) setAside(line int, twice bool) bool {
	k := s.key
	if k == nil || slices.Contains([]faultKind{tooDeep, tooLong, tooMany}, s.fault.kind) || len(s.bare)+len(s.slips) >= mostBare {
		return false
	}
	end := s.src.end(line)
	value := cutComment(s.text[k.from:end])
	if s.fault.offset > end || !endsHere(value) {
		return false
	}
	slip := syntaxProblem(s.src, s.fault)
	if twice {
		s.slips = append(s.slips, slip)
	} else {
		s.bare = append(s.bare, k)
	}
	k.bare = &bareValue{text: value, slip: &slip}
	k.items, k.tables, k.val, k.single = nil, nil, nil, true
	s.edits = append(s.edits, edit{k.from, end, "0"})
	s.at, s.simple = end, false
	s.newLine()
	return true
}

// lineSlip notes a line that breaks the syntax, and goes on below it where what is wrong
// with it is known to end there. Each kind is reported once a file: an author who
// writes YAML does not need it for every line. One of no known kind may follow from an earlier
// slip.
func (s *scanner) lineSlip(line int) {
	shape := -1
	if s.src.index(s.at) == line && s.fault.kind == inLine {
		shape = slipShape(s.src.line(line))
	}
	if !s.shapes[shape] && (shape >= 0 || len(s.shapes) == 0) {
		s.slips = append(s.slips, syntaxProblem(s.src, s.fault))
	}
	if s.lost = shape < 0; s.lost {
		return
	}
	if s.shapes == nil {
		s.shapes = make(map[int]bool)
	}
	s.shapes[shape] = true
	s.at = s.src.end(line)
	s.newLine()
}

// clean gives the text for the decoder: without the keys that stand in it twice, and
// with a 0 for each value that is no TOML. Its lines are the same.
func (s *scanner) clean() string {
	var b strings.Builder
	at := 0
	for _, e := range s.edits {
		b.WriteString(s.text[at:e.from])
		b.WriteString(e.put)
		at = e.to
	}
	b.WriteString(s.text[at:])
	return b.String()
}

// faults gives all that is wrong with the text as such.
func (s *scanner) faults() []record.Problem {
	problems := slices.Concat(s.problems, s.slips)
	for _, k := range s.bare {
		problems = append(problems, *k.bare.slip)
	}
	return problems
}

func (s *scanner) keyTwice(k *key, at record.Pos, inTable bool) {
	mend := "tieni una delle due e cancella l’altra"
	if inTable {
		mend += "; se riguarda tutto il file, spostala sopra la prima [[tabella]]"
	}
	s.problems = append(s.problems, record.Problem{
		Pos:  at,
		Rule: "chiave-doppia",
		Text: "la chiave " + quote(k.name) + " è già scritta alla riga " + itoa(k.at.Line),
		Mend: mend,
	})
}

func (s *scanner) tableTwice(k *key, at record.Pos) {
	s.broken, s.simple = true, false
	s.problems = append(s.problems, record.Problem{
		Pos:  at,
		Rule: "chiave-doppia",
		Text: "la tabella " + quote(k.name) + " è già scritta alla riga " + itoa(k.at.Line),
		Mend: "riunisci le sue chiavi in una tabella sola; se può ripetersi, scrivi ogni volta [[" + k.name + "]]",
	})
}
