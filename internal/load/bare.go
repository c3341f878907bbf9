package load

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a key awaits, as far as the mend of a value that is no TOML needs it.
type kind int

const (
	anyKind kind = iota // the key is not known
	textKind
	dateKind // also a part of a date
	dayKind  // a whole day
	dueKind  // a whole day that must be there
	amountKind
	numberKind
	wholeKind
	yesNoKind
	listKind
	tableKind
)

// bareSlip says what is wrong with a value that breaks the syntax on its own line, and
// how to write it for a key of that kind; example is for one that must be there.
func bareSlip(name, s string, k kind, example string) (rule, text, mend string) {
	const rest = "toml-sintassi"
	if s == "" {
		mend = "scrivi il valore, o cancella la riga: una chiave assente vuol dire «non comunicato»"
		if example != "" {
			mend = "scrivi " + name + " = " + example
		}
		return rest, "dopo " + name + " = manca il valore", mend
	}
	if i := strings.IndexFunc(s, unicode.IsControl); i >= 0 {
		c, _ := utf8.DecodeRuneInString(s[i:])
		return "carattere-di-controllo", fmt.Sprintf("%s contiene il carattere di controllo U+%04X", name, c), controlMend
	}
	if s[0] == '"' || s[0] == '\'' {
		text, mend = quotesSlip(name, s)
		return rest, text, mend
	}
	if inner, found := typographic(s); found {
		return rest, "le virgolette del valore sono tipografiche", "scrivi con quelle dritte: " + name + " = " + tomlText(inner)
	}
	switch k = guessed(name, s, k); k {
	case dateKind, dayKind, dueKind:
		text, mend = dateSlip(name, s, s, k)
		return "data-forma", text, mend
	case amountKind:
		return amountSlip(name, s, s)
	case numberKind, wholeKind:
		return rest, "il numero " + s + " non è in una forma nota", "scrivi " + plainNumber(name, s, k)
	case yesNoKind:
		return rest, quote(s) + " non è un valore sì o no", "scrivi " + name + " = " + yesOrNo(s)
	case listKind:
		return rest, "l’elenco " + s + " ha voci senza virgolette", "scrivi " + name + " = " + tomlList(s)
	case tableKind:
		return rest, "il valore " + quote(s) + " non è una tabella", "scrivi [[" + name + "]] su una riga sua, con le sue chiavi sotto"
	}
	if s[0] == '[' || s[0] == '{' {
		return rest, "il valore " + quote(s) + " non si legge", "scrivi " + name + ` = "…", o un elenco come ["…", "…"]`
	}
	return rest, "il valore " + quote(s) + " è senza virgolette", "scrivi " + name + " = " + tomlText(s)
}

var (
	looksLikeDate   = regexp.MustCompile(`^(?:\.\./)?(?:\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})`)
	looksLikeAmount = regexp.MustCompile(`€|(?i:\beuro\b)|^\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?$`)
	looksLikeYesNo  = regexp.MustCompile(`(?i)^(?:vero|falso|s[iì]|no|true|false)$`)
)

// guessed tells by its shape what a value is whose key is not known. Brackets where none
// belong are nothing that can be rewritten.
func guessed(name, s string, k kind) kind {
	switch {
	case k == textKind && s[0] == '[', k == listKind && s[0] == '{':
		return anyKind
	case k != anyKind:
		return k
	case looksLikeDate.MatchString(s):
		return dateKind
	case name == "importo", looksLikeAmount.MatchString(s):
		return amountKind
	case looksLikeYesNo.MatchString(s):
		return yesNoKind
	}
	return anyKind
}

// quotesSlip is for a value that begins with straight quotes.
func quotesSlip(name, s string) (text, mend string) {
	q := s[:1]
	inner := strings.Trim(s, q)
	switch {
	case q == `"` && badEscape.MatchString(s):
		return `la barra \ tra virgolette doppie ha un senso suo`, "scrivi il valore tra virgolette semplici: " + name + " = '" + inner + "'"
	case strings.Count(s, q) == 1:
		return "manca la virgoletta che chiude il testo", "aggiungi " + q + " alla fine del testo, sulla stessa riga"
	case len(s) > 1 && strings.HasSuffix(s, q) && strings.Contains(inner, q):
		return "il valore ha virgolette dentro le virgolette", `scrivi quelle interne come «…», oppure metti prima di ognuna una barra: \"`
	}
	return "dopo il testo tra virgolette c’è altro", "chiudi il testo con " + q + " alla fine della riga; un commento comincia con #"
}

var badEscape = regexp.MustCompile(`\\(?:[^btnfre"\\uUx]|$)`)

// typographic gives what stands between quotes that word processors make.
func typographic(s string) (string, bool) {
	const quotes = "“”„«»‘’"
	if !strings.ContainsRune(quotes, []rune(s)[0]) {
		return "", false
	}
	return strings.TrimSpace(strings.Trim(s, quotes+`"`)), true
}

// plainNumber gives a key with its number as TOML has it, with a point for the
// decimals; or with an example when it is not clear which was meant.
func plainNumber(name, s string, k kind) string {
	f, err := strconv.ParseFloat(strings.NewReplacer(" ", "", ",", ".").Replace(s), 64)
	switch {
	case k == wholeKind:
		return "un numero intero, come " + name + " = 25"
	case err != nil || math.IsNaN(f) || math.IsInf(f, 0):
		return "un numero, come " + name + " = 12.5"
	}
	return name + " = " + strconv.FormatFloat(f, 'f', -1, 64)
}

func yesOrNo(s string) string {
	switch strings.ToLower(s) {
	case "vero", "si", "sì", "true":
		return "true"
	case "falso", "no", "false":
		return "false"
	}
	return "true o false"
}

// tomlText gives a text as TOML has it, in double quotes.
func tomlText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// tomlList gives the items that commas separate as a list of texts.
func tomlList(s string) string {
	var items []string
	for item := range strings.SplitSeq(strings.Trim(s, "[]"), ",") {
		if item = strings.Trim(strings.TrimSpace(item), `"'“”`); item != "" {
			items = append(items, tomlText(item))
		}
	}
	if items == nil {
		return `["…", "…"]`
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// bare refuses a value that is no TOML, with the mend that its key needs.
func (v *value) bare() bool {
	b := v.key.bare
	if strings.HasPrefix(b.text, "{") || strings.HasPrefix(b.text, "[{") { // the slip is somewhere in the table
		v.load.problems = append(v.load.problems, *b.slip)
		return false
	}
	example := ""
	if v.Required {
		example = v.example()
	}
	rule, text, mend := bareSlip(v.key.name, b.text, v.kind, example)
	v.problem(v.key.value, rule, text, mend)
	return false
}
