package load

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"vetro/internal/media"
	"vetro/internal/prose"
	"vetro/internal/record"
)

// value is one key with its value, on the way from a file into a record.
type value struct {
	*reader
	*field
	key   *key
	table string // [[finanziamento]]; "" at the top of a file
}

// store puts the decoded value where to points, and reports whether there was one: an
// empty text is as good as none. What cannot be stored is a problem.
func (v *value) store(raw any, to any) bool {
	if v.key.bare != nil {
		return v.bare()
	}
	if s, is := raw.(string); is && strings.TrimSpace(s) == "" && v.kind != tableKind {
		return v.empty()
	}
	return v.read(v, raw, to)
}

func (v *value) empty() bool {
	if v.Required {
		v.problem(v.key.value, "vuoto", "la chiave "+quote(v.key.name)+" è vuota e serve", "scrivi "+v.key.name+" = "+v.example())
	}
	return false
}

func (v *value) wrongType(at record.Pos, raw any, awaited, mend string) bool {
	v.problem(at, "tipo-errato", fmt.Sprintf("%s vuole %s e qui c’è %s", v.key.name, awaited, kindOf(raw)), mend)
	return false
}

// kindOf names the type of a decoded value for the author.
func kindOf(raw any) string {
	switch raw := raw.(type) {
	case string:
		return "un testo"
	case bool:
		return "un sì o no"
	case int64:
		return "un numero"
	case float64:
		return "un numero con il punto"
	case time.Time:
		if raw.Location().String() == "time-local" {
			return "un’ora"
		}
		return "una data"
	case []any:
		return "un elenco"
	case map[string]any, []map[string]any:
		return "una tabella"
	}
	panic(fmt.Sprintf("load: TOML has no values of type %T", raw))
}

func (v *value) text(raw any, to *string) bool {
	s, is := raw.(string)
	if !is {
		mend := "scrivi tra virgolette: " + v.key.name + " = " + v.asText(raw)
		if v.Form == record.OneOf {
			mend = "scrivi tra virgolette uno di questi: " + strings.Join(v.Values, ", ")
		}
		return v.wrongType(v.key.value, raw, "un testo", mend)
	}
	s = strings.TrimSpace(s)
	for i := range len(s) {
		if !control[s[i]] || s[i] == '\n' {
			continue
		}
		v.problem(v.key.value, "carattere-di-controllo", fmt.Sprintf("%s contiene il carattere di controllo U+%04X", v.key.name, s[i]), controlMend)
		return false
	}
	s = v.own(s)
	*to = s
	v.checkForm(s, v.key.value)
	if v.Form == record.MeasureID { // as the register writes it
		*to = v.load.measure(s, v.key.value)
	}
	return true
}

// own gives a text as the record may hold it.
func (v *value) own(s string) string {
	if i := slices.Index(v.Values, s); i >= 0 {
		return v.Values[i]
	}
	return v.load.scratch.own(s)
}

const controlMend = "cancella il carattere: di solito viene da un copia e incolla"

// asText gives a value of another type as the text that it would be.
func (v *value) asText(raw any) string {
	switch raw := raw.(type) {
	case int64, float64, bool, time.Time:
		return tomlText(v.key.raw)
	case []any:
		if len(raw) == 1 {
			if s, is := raw[0].(string); is {
				return tomlText(s)
			}
		}
	}
	return `"…"`
}

// host is an address that lacks only its beginning.
var host = regexp.MustCompile(`(?i)^(?:www\.[a-z0-9.-]+|[a-z0-9.-]+\.(?:it|eu|com|org|net))(?:/.*)?$`)

// plainAddress reports whether a text is an address of the most usual letters, which is
// surely complete.
func plainAddress(s string) bool {
	rest, found := strings.CutPrefix(s, "https://")
	for i := range len(rest) {
		if c := rest[i]; !bareKey[c] && c != '.' && (c != '/' || i == 0) {
			return false
		}
	}
	return found && rest != ""
}

// checkForm holds a text to the form of its field, now or, for what it names, once
// everything is read.
func (v *value) checkForm(s string, at record.Pos) {
	switch v.Form {
	case record.OneOf:
		if !slices.Contains(v.Values, s) {
			v.notOneOf(s, at)
		}
	case record.WebAddr:
		if plainAddress(s) {
			return
		}
		if u, err := url.Parse(s); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			mend := "scrivilo intero, come https://www.provincia.example.it/pagina"
			if host.MatchString(s) {
				mend = "scrivi " + tomlText("https://"+s)
			}
			v.problem(at, "indirizzo-forma", "l’indirizzo "+quote(s)+" non è completo", mend)
			return
		}
		if clean, host, found := record.WithoutUser(s); found {
			v.problem(at, "indirizzo-forma", "l’indirizzo "+quote(s)+" ha un nome utente: porta a "+host, "scrivi "+tomlText(clean)+", se è il sito giusto")
		}
	case record.MediaType:
		if _, r := media.AddedType(s); r != nil {
			v.problem(at, r.Rule, r.Text, r.Mend)
		}
	case record.BodyID, record.ProjectID, record.DatasetID, record.MediaFile, record.FormerID:
		v.load.refs = append(v.load.refs, reference{form: v.Form, id: s, at: at})
	}
}

// notOneOf refuses a word that the key does not have. One that the same key has at the
// top of the file was most likely meant for there.
func (v *value) notOneOf(s string, at record.Pos) {
	words := "scrivi uno di questi: " + strings.Join(v.Values, ", ")
	mend := words
	if near := nearest(s, v.Values); near != "" {
		mend = "scrivi " + tomlText(near)
	}
	for _, f := range v.load.fields.of("progetto") {
		if strings.HasPrefix(v.table, "[[") && f.Key == v.key.name && slices.Contains(f.Values, s) {
			v.strayed = append(v.strayed, f.Key)
			mend = "se riguarda tutto il progetto, spostala sopra la prima [[tabella]]; qui " + words
		}
	}
	text := "il valore " + quote(s) + " non è tra quelli di " + v.key.name
	if v.table != "" {
		text += " in " + v.table
	}
	v.problem(at, "valore-ignoto", text, mend)
}

// texts reads a list of texts.
func (v *value) texts(raw any, to *[]string) bool {
	return v.list(raw, func(s string, at record.Pos) bool {
		s = v.own(s)
		*to = append(*to, s)
		v.checkForm(s, at)
		return true
	})
}

// list reads the texts of a list; item stores one and reports whether it could.
func (v *value) list(raw any, item func(string, record.Pos) bool) bool {
	items, is := raw.([]any)
	if !is {
		mend := fmt.Sprintf(`scrivi un elenco: %s = ["…", "…"]`, v.key.name)
		if s, text := raw.(string); text {
			mend = "scrivi un elenco: " + v.key.name + " = [" + tomlText(strings.TrimSpace(s)) + "]"
		}
		return v.wrongType(v.key.value, raw, "un elenco di testi", mend)
	}
	stored := 0
	for i, raw := range items {
		at := v.key.items[i]
		s, is := raw.(string)
		if !is {
			v.wrongType(at, raw, "testi nell’elenco", "scrivi ogni voce tra virgolette")
			continue
		}
		if s = strings.TrimSpace(s); s != "" && item(s, at) {
			stored++
			v.marks.Add(v.Key, stored, v.key.at, at)
		}
	}
	return len(items) > 0
}

func (v *value) yesNo(raw any, to *bool) bool {
	b, is := raw.(bool)
	if !is {
		answer := "true"
		if s, text := raw.(string); text {
			answer = yesOrNo(strings.TrimSpace(s))
		}
		return v.wrongType(v.key.value, raw, "true o false", "scrivi senza virgolette: "+v.key.name+" = "+answer)
	}
	*to = b
	return true
}

func (v *value) whole(raw any, to *int) bool {
	n, is := raw.(int64)
	if !is {
		return v.wrongType(v.key.value, raw, "un numero intero", "scrivi senza virgolette né punto: "+v.key.name+" = 25")
	}
	if n < 1 || n > 1_000_000 {
		v.problem(v.key.value, "numero-fuori-misura", fmt.Sprintf("%s non può essere %d", v.key.name, n), "scrivi un numero da 1 a 1000000")
		return false
	}
	*to = int(n)
	return true
}

func (v *value) number(raw any, to *float64) bool {
	switch n := raw.(type) {
	case int64:
		*to = float64(n)
	case float64:
		if math.IsNaN(n) || math.IsInf(n, 0) {
			v.problem(v.key.value, "numero-fuori-misura", v.key.name+" non può essere "+v.key.raw, "scrivi il numero, o cancella la riga se non è noto")
			return false
		}
		*to = n
	default:
		mend := "scrivi un numero, come " + v.key.name + " = 12.5"
		if s, text := raw.(string); text {
			mend = "scrivi senza virgolette: " + plainNumber(v.key.name, s, numberKind)
		}
		return v.wrongType(v.key.value, raw, "un numero", mend)
	}
	return true
}

// markdown reads a text that is Markdown; its lines count from where it begins.
func (v *value) markdown(raw any, to *record.Text) bool {
	s, is := raw.(string)
	if !is {
		return v.wrongType(v.key.value, raw, "un testo", v.key.name+` va tra tre virgolette: scrivi `+v.key.name+` = """…"""`)
	}
	at := v.key.value
	switch {
	case strings.HasPrefix(v.key.raw, "\"\"\"\n"), strings.HasPrefix(v.key.raw, "'''\n"):
		at.Line, at.Col = at.Line+1, 1
	case strings.HasPrefix(v.key.raw, `"""`), strings.HasPrefix(v.key.raw, "'''"):
		at.Col += 3
	default:
		at.Col++
	}
	text, problems := prose.Parse(prose.Source{Text: s, Pos: at, Top: 3, Extract: true})
	v.load.embeds(&text)
	if f := text.Found; f != nil {
		for _, p := range f.Personal {
			p.Paragraph, p.Statement = v.key.at.Line, true
			v.load.personal = append(v.load.personal, p)
		}
		text.Found = &record.Found{Long: f.Long, Leftovers: f.Leftovers}
	}
	*to = text
	v.load.problems = append(v.load.problems, problems...)
	return true
}
