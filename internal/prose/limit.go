package prose

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"vetro/internal/record"
)

// What nobody writes by hand and what takes minutes to read: goldmark's time grows
// with the square of a paragraph, and with the levels and the cells of each line.
const (
	mostBytes     = 256 << 10 // of a text
	mostParagraph = 16 << 10  // bytes of a paragraph, or of a line
	mostLevels    = 50        // of lists and quotations, one in the other
	mostMarks     = 20        // of emphasis, one in the other
	mostCells     = 100_000   // of the tables of a text
	mostPieces    = 20_000    // paragraphs, items of lists and tables of a text: each takes a kilobyte
	mostOpeners   = 100_000   // signs that may begin a link or emphasis, of a text: each takes some 300 bytes
	mostNotes     = 2000      // of a text: a mention is looked for among all of them
)

// refusal is why a text is not read at all; it has no text when it is read.
type refusal struct {
	at               int
	rule, text, mend string
}

// refuse reports a text that is not read.
func (w *writer) refuse(r refusal) bool {
	if r.text != "" {
		w.report(record.Error, r.at, r.rule, r.text, r.mend)
	}
	return r.text != ""
}

// excessOf looks for what can be seen before goldmark reads.
func excessOf(source string) refusal {
	if n := len(source); n > mostBytes {
		return excess(0, fmt.Sprintf("il testo è di %d KB, il massimo è %d", (n+1023)>>10, mostBytes>>10),
			"dividilo in più pagine, o pubblicalo come documento in content/media")
	}
	offset, openers := 0, 0
	for line := range strings.Lines(source) {
		openers += strings.Count(line, "[") + strings.Count(line, "*") + strings.Count(line, "_")
		if openers > mostOpeners {
			return excess(offset, fmt.Sprintf("il testo ha più di %d segni [, * e _", mostOpeners), "togli quelli che non servono, o dividilo in più pagine")
		}
		if len(line) > mostParagraph {
			return longParagraph(offset)
		}
		if levels(line) > mostLevels {
			return tooDeep(offset)
		}
		offset += len(line)
	}
	return refusal{}
}

func excess(at int, text, mend string) refusal { return refusal{at, "testo-smisurato", text, mend} }

func longParagraph(at int) refusal {
	return excess(at, fmt.Sprintf("il capoverso passa i %d KB", mostParagraph>>10), "separa i capoversi con una riga vuota")
}

func tooDeep(at int) refusal {
	return excess(at, fmt.Sprintf("elenchi e citazioni sono uno dentro l’altro per più di %d livelli", mostLevels),
		"togli i rientri o i segni di troppo all’inizio della riga")
}

// levels counts the marks of quotations and lists that begin a line.
func levels(line string) int {
	for n := 0; ; n++ {
		line = strings.TrimLeft(line, " \t")
		end := strings.IndexAny(line, " \t")
		switch {
		case strings.HasPrefix(line, ">"):
			line = line[1:]
		case end > 0 && end <= 10 && strings.Trim(line[:end], "0123456789.)-+*") == "":
			line = line[end:]
		default:
			return n
		}
	}
}

// limiter is a reader of paragraphs that runs before the words of one are parsed, and
// removes those beyond a limit. Tables are paragraphs at first: it runs once before they
// are made, and once after.
type limiter struct{ tablesMade bool }

// Transform implements parser.ParagraphTransformer.
func (m limiter) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
	lines := p.Lines()
	size, columns, cells := 0, 0, 0
	for i := range lines.Len() {
		line := lines.At(i)
		size += line.Len()
		if b := line.Value(r.Source()); !m.tablesMade && len(bytes.Trim(b, " \t\n|:-")) == 0 {
			columns = max(columns, bytes.Count(b, []byte("|"))+1)
		}
		cells += columns
	}
	limits := limitsIn(pc)
	limits.cells += cells
	if !m.tablesMade {
		limits.pieces++
	}
	switch {
	case limits.pieces > mostPieces:
		limits.add(excess(p.Pos(), fmt.Sprintf("il testo ha più di %d capoversi e voci di elenchi", mostPieces), "dividilo in più pagine"))
	case cells > 0 && limits.cells > mostCells:
		limits.add(excess(p.Pos(), fmt.Sprintf("le tabelle del testo passano le %d celle", mostCells),
			"pubblica la tabella come file CSV in content/media e metti qui il link"))
	case columns == 0 && size > mostParagraph:
		limits.add(longParagraph(p.Pos()))
	default:
		return
	}
	p.Parent().RemoveChild(p.Parent(), p)
}

// limits are the cells and pieces of one text and its first refusal; the parser carries them.
type limits struct {
	cells, pieces, notes int
	refusal
}

var limitsKey = parser.NewContextKey()

func limitsIn(pc parser.Context) *limits {
	return pc.ComputeIfAbsent(limitsKey, func() any { return new(limits) }).(*limits)
}

// add keeps the first refusal.
func (l *limits) add(r refusal) {
	if l.text == "" {
		l.refusal = r
	}
}
