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
	offset := 0
	for line := range strings.Lines(source) {
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

// measure stands among the readers of paragraphs, before anything is looked for in
// the words of one, and removes those that go beyond a measure. Tables are
// paragraphs at first: it stands once before they are made, and once after.
type measure struct{ tablesMade bool }

// Transform implements parser.ParagraphTransformer.
func (m measure) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
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
	found := foundIn(pc)
	found.cells += cells
	switch {
	case cells > 0 && found.cells > mostCells:
		found.add(excess(p.Pos(), fmt.Sprintf("le tabelle del testo passano le %d celle", mostCells),
			"pubblica la tabella come file CSV in content/media e metti qui il link"))
	case columns == 0 && size > mostParagraph:
		found.add(longParagraph(p.Pos()))
	default:
		return
	}
	p.Parent().RemoveChild(p.Parent(), p)
}

// found is what the readers of this package find in one text; the parser carries it.
type found struct {
	cells int
	refusal
}

var foundKey = parser.NewContextKey()

func foundIn(pc parser.Context) *found {
	return pc.ComputeIfAbsent(foundKey, func() any { return new(found) }).(*found)
}

// add keeps the first refusal.
func (f *found) add(r refusal) {
	if f.text == "" {
		f.refusal = r
	}
}
