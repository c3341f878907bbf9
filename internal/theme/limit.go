package theme

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"vetro/internal/record"
)

// What a file of a theme may hold. The built-in texts have 40 KB and 713 keys, the largest
// template 8 KB; what the decoder takes for names grows with the square of their parts, and
// of how deep tables lie in each other.
const (
	maxTexts    = 1 << 20
	maxTemplate = 256 << 10
	mostTexts   = 20_000 // keys, tables and items
	mostNested  = 4      // brackets in one another; [[name]] has two
	mostParts   = 4      // of a dotted name; [table] and key are one each
)

// excess refuses what is too much for a theme, with its place; nil where nothing is.
func excess(dir, name string, data []byte) *record.Problem {
	p := &record.Problem{Pos: record.Pos{File: path.Join(dir, name), Line: 1, Col: 1}, Rule: "file-enorme"}
	most := 0
	switch {
	case name == textsFile:
		most = maxTexts
	case isTemplate(name):
		most = maxTemplate
	}
	if most > 0 && len(data) > most {
		p.Text = fmt.Sprintf("il file è di %d KB, il massimo è %d", (len(data)+1023)>>10, most>>10)
		p.Mend = "tieni nel tuo tema solo ciò che cambi: il resto vale da quello di Vetro"
		return p
	}
	if name != textsFile {
		return nil
	}
	at, text := knotted(data)
	if text == "" {
		return nil
	}
	line := bytes.LastIndexByte(data[:at], '\n') + 1
	p.Pos.Line, p.Pos.Col = bytes.Count(data[:at], []byte("\n"))+1, len([]rune(string(data[line:at])))+1
	p.Text, p.Mend = text, `scrivi ogni testo come chiave = "parole", sotto la sua [tabella]`
	return p
}

// knotted finds the first place at which texts are more, or lie deeper in each other, than
// the decoder may be given; no text when there is none.
func knotted(data []byte) (at int, text string) {
	depth, parts, names := 0, 1, 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '"', '\'':
			i = textEnd(data, i)
		case '#':
			if n := bytes.IndexByte(data[i:], '\n'); n >= 0 {
				i += n - 1
			} else {
				i = len(data)
			}
		case '[', '{':
			if depth++; depth > mostNested {
				return i, fmt.Sprintf("qui più di %d tabelle o elenchi sono uno dentro l’altro", mostNested)
			}
			parts, names = 1, names+1
		case ']', '}':
			depth = max(0, depth-1)
		case '.':
			if parts++; parts > mostParts {
				return i, fmt.Sprintf("il nome ha più di %d parti", mostParts)
			}
		case '=', ',':
			parts, names = 1, names+1
		case '\n':
			parts = 1
		}
		if names > mostTexts {
			return i, fmt.Sprintf("il file ha più di %d testi", mostTexts)
		}
	}
	return 0, ""
}

// textEnd gives where a text in quotes ends that begins at an offset, on its line or, in
// three quotes, below.
func textEnd(data []byte, from int) int {
	quote := string(data[from])
	many := bytes.HasPrefix(data[from:], []byte(strings.Repeat(quote, 3)))
	if many {
		quote = strings.Repeat(quote, 3)
	}
	for i := from + len(quote); i < len(data); i++ {
		switch {
		case bytes.HasPrefix(data[i:], []byte(quote)):
			return i + len(quote) - 1
		case data[i] == '\\' && quote[0] == '"':
			i++
		case data[i] == '\n' && !many: // the decoder says that it is not closed
			return i - 1
		}
	}
	return len(data)
}

func isTemplate(name string) bool {
	return path.Ext(name) == ".html" && !strings.HasPrefix(name, "assets/")
}
