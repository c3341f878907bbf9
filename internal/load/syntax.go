package load

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"

	"vetro/internal/record"
)

// syntaxProblem says in Italian what breaks the syntax of TOML, and how to write it.
// The slips that offices make are known by their shape; of the others it says from
// where on the line cannot be read.
func syntaxProblem(src *source, f fault) record.Problem {
	i := src.index(f.offset)
	line, at := src.line(i), src.pos(f.offset)
	head := keyPart.FindString(line)
	value := cutComment(line[len(head):])
	within := head != "" && f.offset >= src.lines[i]+len(head)
	problem := func(col int, rule, text, mend string) record.Problem {
		return record.Problem{Pos: record.Pos{File: at.File, Line: at.Line, Col: col}, Rule: rule, Text: text, Mend: mend}
	}
	r, _ := utf8.DecodeRune(src.text[f.offset:])
	switch {
	case strange(r):
		return problem(at.Col, "carattere-di-controllo", fmt.Sprintf("c’è un carattere che non si vede, U+%04X", r),
			"cancellalo e riscrivi a mano quello che gli sta intorno: di solito viene da un copia e incolla")
	case strings.Contains(f.english, "not terminated by"):
		return unclosedText(src)
	case strings.Contains(f.english, "already"):
		return problem(at.Col, "chiave-doppia", "quello che dice la riga "+quote(strings.TrimSpace(line))+" è già scritto sopra", "tieni una delle due scritture e cancella l’altra")
	case r == '\\' && !strings.HasPrefix(value, `"`): // in a text of many lines
		return problem(at.Col, "toml-sintassi", `la barra \ tra virgolette doppie ha un senso suo`, `scrivila due volte: \\`)
	case within && !strings.HasPrefix(value, "[") && !strings.HasPrefix(value, "{") && endsHere(value):
		rule, text, mend := bareSlip(strings.Trim(head, " \t="), value, anyKind, "")
		return problem(utf8.RuneCountInString(head)+1, rule, text, mend)
	case !f.decoder && soundAlone(line):
		return problem(at.Col, "toml-sintassi", "prima della riga "+quote(strings.TrimSpace(line))+" c’è qualcosa che non è chiuso",
			"chiudi l’elenco con ], o la tabella con }, prima di questa riga")
	case strings.Contains(f.english, "is incomplete"):
		return problem(at.Col, "toml-sintassi", "la riga "+quote(strings.TrimSpace(line))+" apre qualcosa che non è chiuso",
			"aggiungi ] dopo l’ultima voce dell’elenco, o } dopo l’ultima chiave della tabella")
	case within || head == "" && (f.decoder || aValue.MatchString(f.english)):
		return itemProblem(src, f)
	}
	for _, slip := range lineSlips {
		if g := slip.form.FindStringSubmatch(line); g != nil {
			text, mend := slip.say(g)
			return problem(len(line)-len(strings.TrimLeft(line, " \t"))+1, "toml-sintassi", text, mend)
		}
	}
	return problem(at.Col, "toml-sintassi", unread(src, f, strings.TrimSpace(line)),
		`scrivi chiave = valore, con i testi tra virgolette dritte "…" e le date come 2026-03-31`)
}

// aValue is what the parser says when it has read a key and its equals sign.
var aValue = regexp.MustCompile(`value|quoted|number|digit|zeroes|keyword|decimal|exponent`)

// soundAlone reports whether a line is right by itself: what is wrong with it is above.
func soundAlone(line string) bool {
	var p unstable.Parser
	p.Reset([]byte(line))
	for p.NextExpression() {
	}
	return p.Error() == nil && strings.TrimSpace(line) != ""
}

var inlineKey = regexp.MustCompile(`([A-Za-z0-9_-]+)[ \t]*=[ \t]*$`)

// itemProblem is for a value within a list or an inline table that cannot be read.
func itemProblem(src *source, f fault) record.Problem {
	i := src.index(f.offset)
	from, to := f.offset, f.offset
	for from > src.lines[i] && !bytes.ContainsRune([]byte(",[{="), rune(src.text[from-1])) {
		from--
	}
	for to < src.end(i) && !bytes.ContainsRune([]byte(",]}"), rune(src.text[to])) {
		to++
	}
	for from < to && (src.text[from] == ' ' || src.text[from] == '\t') {
		from++
	}
	item := cutComment(string(src.text[from:to]))
	before := string(src.text[src.lines[i]:from])
	rule, text, mend := "toml-sintassi", "la voce "+quote(item)+" è senza virgolette", "scrivi "+tomlText(item)
	if m := inlineKey.FindStringSubmatch(before); m != nil {
		rule, text, mend = bareSlip(m[1], item, anyKind, "")
	} else if item == "" || strings.ContainsAny(item, `"'`) {
		text, mend = unread(src, f, strings.TrimSpace(src.line(i))), "scrivi ogni voce tra virgolette, e tra due voci una virgola"
	}
	return record.Problem{Pos: src.pos(from), Rule: rule, Text: text, Mend: mend}
}

// strange reports characters that nobody types: controls, and spaces without a width or
// that do not break.
func strange(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0x7f || r == 0xa0 || r == 0x202f || r == 0xad ||
		r >= 0x2000 && r <= 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x2064 || r == 0xfeff
}

// unclosedText points at the quotes that open a text of many lines and are never
// closed: the last ones of the file.
func unclosedText(src *source) record.Problem {
	at := max(bytes.LastIndex(src.text, []byte(`"""`)), bytes.LastIndex(src.text, []byte("'''")))
	quotes := string(src.text[at : at+3])
	return record.Problem{
		Pos:  src.pos(at),
		Rule: "toml-sintassi",
		Text: "il testo che comincia qui con " + quotes + " non è chiuso",
		Mend: "aggiungi " + quotes + " dopo l’ultima riga del testo",
	}
}

// unread says from where on a line cannot be read.
func unread(src *source, f fault, line string) string {
	switch rest := strings.TrimSpace(string(src.text[f.offset:src.end(src.index(f.offset))])); rest {
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
