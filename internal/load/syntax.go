package load

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vetro/internal/record"
)

// syntaxProblem says in Italian what breaks the syntax of TOML, and how to write it.
// The slips that offices make are known by their shape; of the others it says from
// where on the line cannot be read.
func syntaxProblem(src *source, f fault) record.Problem {
	i := src.index(f.offset)
	line := src.line(i)
	written := quote(strings.TrimSpace(line))
	head := keyPart.FindString(line)
	value := cutComment(line[len(head):])
	within := head != "" && f.offset >= src.lines()[i]+len(head)
	p := record.Problem{Pos: src.pos(f.offset), Rule: "toml-sintassi"}
	r, _ := utf8.DecodeRuneInString(src.text[f.offset:])
	switch {
	case strange(r):
		p.Rule, p.Text = "carattere-di-controllo", fmt.Sprintf("c’è un carattere che non si vede, U+%04X", r)
		p.Mend = "cancellalo e riscrivi a mano quello che gli sta intorno: di solito viene da un copia e incolla"
	case f.kind == tooDeep:
		p.Text = fmt.Sprintf("qui più di %d tabelle o elenchi sono uno dentro l’altro", maxDepth)
		p.Mend = "scrivi i valori in tabelle [[nome]], senza metterne una dentro l’altra"
	case f.kind == tooLong:
		p.Text = fmt.Sprintf("il nome che comincia qui ha più di %d byte", longestName)
		p.Mend = "scrivi il nome di una chiave o di una tabella nota"
	case f.kind == tooMany:
		p.Rule, p.Text = "file-enorme", fmt.Sprintf("il file ha più di %d chiavi, tabelle e voci di elenchi", mostNames)
		p.Mend = "dividi il file, o pubblica i dati come CSV in content/media"
	case f.kind == openText:
		quotes := src.text[f.offset : f.offset+3]
		p.Text, p.Mend = "il testo che comincia qui con "+quotes+" non è chiuso", "aggiungi "+quotes+" dopo l’ultima riga del testo"
	case f.kind == twice:
		p.Rule, p.Text, p.Mend = "chiave-doppia", "quello che dice la riga "+written+" è già scritto sopra", "tieni una delle due scritture e cancella l’altra"
	case r == '\\' && !strings.HasPrefix(value, `"`): // in a text of many lines
		p.Text, p.Mend = `la barra \ tra virgolette doppie ha un senso suo`, `scrivila due volte: \\`
	case within && !strings.HasPrefix(value, "[") && !strings.HasPrefix(value, "{") && endsHere(value):
		p.Pos = src.pos(src.lines()[i] + len(head))
		p.Rule, p.Text, p.Mend = bareSlip(strings.Trim(head, " \t="), value, anyKind, "")
	case f.kind != notDecoded && soundAlone(line):
		p.Text = "prima della riga " + written + " c’è qualcosa che non è chiuso"
		p.Mend = "chiudi l’elenco con ], o la tabella con }, prima di questa riga"
	case f.kind == openList:
		p.Text = "la riga " + written + " apre qualcosa che non è chiuso"
		p.Mend = "aggiungi ] dopo l’ultima voce dell’elenco, o } dopo l’ultima chiave della tabella"
	case within || head == "" && f.kind == inValue:
		return itemProblem(src, f)
	default:
		shape := slipShape(line)
		if shape < 0 {
			p.Text = unread(src, f)
			p.Mend = `scrivi chiave = valore, con i testi tra virgolette dritte "…" e le date come 2026-03-31`
			break
		}
		p.Pos = src.pos(src.end(i) - len(strings.TrimLeft(line, " \t")))
		p.Text, p.Mend = lineSlips[shape].say(lineSlips[shape].form.FindStringSubmatch(line))
	}
	return p
}

// keyPart is what stands before the value on the line of a key.
var keyPart = regexp.MustCompile(`^[ \t]*[A-Za-z0-9_.-]+[ \t]*=[ \t]*`)

// endsHere reports whether a value does not go on below its line.
func endsHere(value string) bool {
	switch {
	case strings.HasPrefix(value, `"""`), strings.HasPrefix(value, "'''"):
		return false
	case strings.HasPrefix(value, "["):
		return strings.HasSuffix(value, "]")
	case strings.HasPrefix(value, "{"):
		return strings.HasSuffix(value, "}")
	}
	return true
}

// cutComment gives a value without the comment behind it. A text in quotes stays
// whole: it may hold the sign.
func cutComment(value string) string {
	if !strings.HasPrefix(value, `"`) && !strings.HasPrefix(value, "'") {
		value = comment.ReplaceAllString(value, "")
	}
	return strings.TrimSpace(value)
}

var comment = regexp.MustCompile(`(?s)(?:^|[ \t])#.*`)

// soundAlone reports whether a line is right by itself: what is wrong with it is above.
func soundAlone(line string) bool {
	s := newScanner(newSource("", []byte(line), 1))
	return s.step() && s.at == len(line) && (s.key != nil || s.current != s.root)
}

var inlineKey = regexp.MustCompile(`([A-Za-z0-9_-]+)[ \t]*=[ \t]*$`)

// itemProblem is for a value within a list or an inline table that cannot be read.
func itemProblem(src *source, f fault) record.Problem {
	i := src.index(f.offset)
	start, to := src.lines()[i], src.end(i)
	from := start + strings.LastIndexAny(src.text[start:f.offset], ",[{=") + 1
	if n := strings.IndexAny(src.text[f.offset:to], ",]}"); n >= 0 {
		to = f.offset + n
	}
	from = to - len(strings.TrimLeft(src.text[from:to], " \t"))
	item := cutComment(src.text[from:to])
	at := from
	rule, text, mend := "toml-sintassi", "la voce "+quote(item)+" è senza virgolette", "scrivi "+tomlText(item)
	if m := inlineKey.FindStringSubmatch(src.text[start:from]); m != nil {
		rule, text, mend = bareSlip(m[1], item, anyKind, "")
	} else if item == "" || strings.ContainsAny(item, `"'`) {
		at = f.offset
		text, mend = unread(src, f), "scrivi ogni voce tra virgolette, e tra due voci una virgola"
	}
	return record.Problem{Pos: src.pos(at), Rule: rule, Text: text, Mend: mend}
}

// strange reports characters that nobody types: controls, and spaces without a width or
// that do not break.
func strange(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0x7f || r == 0xa0 || r == 0x202f || r == 0xad ||
		r >= 0x2000 && r <= 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x2064 || r == 0xfeff
}

// unread says from where on a line cannot be read.
func unread(src *source, f fault) string {
	line := strings.TrimSpace(src.line(src.index(f.offset)))
	switch rest := strings.TrimSpace(src.text[f.offset:src.end(src.index(f.offset))]); rest {
	case "":
		return "la riga " + quote(line) + " si interrompe"
	case line:
		return "la riga " + quote(line) + " non è TOML"
	default:
		return "la riga " + quote(line) + " non si legge da " + quote(rest) + " in poi"
	}
}

// slip is a known way of writing a line wrong; g are the groups of form.
type slip struct {
	form *regexp.Regexp
	say  func(g []string) (text, mend string)
}

var lineSlips = []slip{
	{regexp.MustCompile(`^\s*([A-Za-z0-9_-]+)\s*:\s*(.*)$`), func(g []string) (string, string) {
		return "dopo la chiave " + quote(g[1]) + " c’è un due punti", "scrivi " + g[1] + " = " + asValue(g[2])
	}},
	{regexp.MustCompile(`^\s*(\[{1,2})\s*([A-Za-z0-9_.-]+)\s*(\]*)\s*(?:#.*)?$`), func(g []string) (string, string) {
		n := min(2, max(len(g[1]), len(g[3])))
		return "le parentesi della tabella " + quote(g[2]) + " non vanno a coppie", "scrivi " + strings.Repeat("[", n) + g[2] + strings.Repeat("]", n)
	}},
	{regexp.MustCompile(`^\s*([\p{L}\p{N}_-]*[^\x00-\x7f][\p{L}\p{N}_ -]*?)\s*=`), func(g []string) (string, string) {
		return "la chiave " + quote(g[1]) + " ha lettere che le chiavi non hanno", "scrivila senza accenti: " + strings.ReplaceAll(fold(strings.ToLower(g[1])), " ", "_")
	}},
	{regexp.MustCompile(`^\s*([A-Za-z0-9_-]+(?: [A-Za-z0-9_-]+)+)\s*=`), func(g []string) (string, string) {
		return "la chiave " + quote(g[1]) + " ha spazi", "scrivila con _ al posto degli spazi: " + strings.ReplaceAll(g[1], " ", "_")
	}},
	{regexp.MustCompile(`^\s*([A-Za-z0-9_-]+)(?:\s+(["'\d\[].*?))?\s*$`), func(g []string) (string, string) {
		return "dopo la chiave " + quote(g[1]) + " manca il segno =", "scrivi " + g[1] + " = " + asValue(g[2])
	}},
}

// slipShape gives the index of the known slip that a line is, or -1.
func slipShape(line string) int {
	return slices.IndexFunc(lineSlips, func(s slip) bool { return s.form.MatchString(line) })
}

var hasValueForm = regexp.MustCompile(`^["'\[{]|^[\d.-]+$|^(?:true|false)$`)

// asValue gives what follows a key as a value: a text gets its quotes.
func asValue(s string) string {
	s = cutComment(s)
	switch {
	case s == "":
		return `"…"`
	case hasValueForm.MatchString(s):
		return s
	}
	return tomlText(s)
}

// quote puts what was written between quotes, on one line and shortened when it is
// long.
func quote(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:79]) + "…"
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	return `"` + s + `"`
}

func itoa(n int) string { return strconv.Itoa(n) }
