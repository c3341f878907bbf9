package scaffold

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"vetro/internal/load"
	"vetro/internal/record"
)

// Known holds the values that are known, as TOML writes them: by key, or by table and
// key, as in "finanziamento.importo". Of a key with the value "" it is known that the
// author must write it.
type Known map[string]string

// Text gives a text as TOML writes it, in quotes.
func Text(s string) string { return string(load.AppendQuoted(nil, strings.ToValidUTF8(s, "\ufffd"))) }

// List gives a list of texts as TOML writes it.
func List(items []string) string {
	quoted := make([]string, len(items))
	for i, s := range items {
		quoted[i] = Text(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// Project gives content/progetti/<id>.toml.
func Project(known Known) string {
	d := &draft{known: known}
	d.line("# Un progetto. Le righe che cominciano con # non contano: togli il # a quelle che servono,")
	d.line("# scrivi il valore, e cancella le altre.")
	d.line("")
	d.keys("progetto", "", true)
	d.table("[[finanziamento]]", "I finanziamenti, uno per tabella.", true)
	d.table("[[tappa]]", "Le tappe, nell’ordine in cui avvengono: almeno una delle due date.", false)
	d.table("[[atto]]", "Gli atti: decreti, avvisi, determine.", false)
	d.table("[[contratto]]", "I contratti con i fornitori.", false)
	d.table("[[pagamento]]", "I pagamenti, verso l’ente o verso i fornitori.", false)
	d.table("[[indicatore]]", "Quanto si prevede e quanto si è raggiunto.", false)
	d.table("[[luogo]]", "I luoghi del progetto.", false)
	d.table("[[provenienza]]", "Da dove vengono questi dati.", false)
	return d.String()
}

// Body gives content/enti/<id>.toml.
func Body(known Known) string {
	d := &draft{known: known}
	d.line("# Un ente pubblico. Le righe che cominciano con # non contano: togli il # a quelle che servono.")
	d.line("")
	d.keys("ente", "", true)
	return d.String()
}

// Announcement gives content/notizie/<id>.md, with its body.
func Announcement(known Known, body string) string {
	d := &draft{known: known}
	d.line("+++")
	d.keys("notizia", "", true)
	d.line("+++")
	d.line(body)
	return d.String()
}

// draft gathers the text of a record.
type draft struct {
	known Known
	usual Known // what a key that stays a comment could say
	strings.Builder
}

func (d *draft) line(s string) { d.WriteString(s + "\n") }

// table writes a [[table]] of a project or a [table] of site.toml; one that is not live,
// of which nothing is known and which the record can do without, as a comment.
func (d *draft) table(header, meaning string, live bool) {
	d.line("")
	d.line("# " + meaning)
	name := strings.Trim(header, "[]")
	if !live {
		header = "# " + header
	}
	d.line(header)
	d.keys(name, name+".", live)
}

// keys writes the keys of a table, those of nested tables left out. Live ones that are
// known or needed stand as keys, the others as comments.
func (d *draft) keys(table, prefix string, live bool) {
	for _, f := range record.FieldsOf(table) {
		hint, blank, single := about(&f)
		if !single {
			continue
		}
		value, known := d.known[prefix+f.Key]
		if !known && slices.Contains(laterKeys(), prefix+f.Key) {
			continue
		}
		meaning := f.Meaning
		mark := "# "
		switch {
		case known && value != "" && live:
			mark = ""
		case (known || f.Required) && live:
			mark, value = "", `""`
			meaning = "DA SCRIVERE: " + meaning
		default:
			value = cmp.Or(d.usual[prefix+f.Key], blank)
		}
		d.key(mark+f.Key+" = "+value, meaning+hint)
	}
}

// laterKeys are those that nobody needs in a new record: what an import writes of its source, and
// decisions on what a check found.
func laterKeys() []string {
	return []string{"stesso_denaro", "finanziamento.assente_dalla_fonte", "finanziamento.tieni", "provenienza.fonte"}
}

// commentColumn is where the meanings of keys stand, when the keys leave room.
const commentColumn = 34

func (d *draft) key(text, comment string) {
	text = strings.TrimRight(text, " ")
	d.line(text + strings.Repeat(" ", max(commentColumn-utf8.RuneCountInString(text), 1)) + "# " + comment)
}

// about says how the value of a field is written, and what stands for it in a comment:
// nothing where a made-up value could be taken for a true one. It reports whether the
// field is a single value or a list of such, not a table.
func about(f *record.Field) (hint, blank string, single bool) {
	switch f.Type.Shape {
	case record.TextShape, record.MarkdownShape:
		blank = `""`
	case record.ListShape:
		blank = "[]"
	case record.AmountShape:
		hint = `, come 931712; con i centesimi tra virgolette, come "931712.50"`
	case record.DateShape:
		hint = ", come 2026-03-31"
		if f.Form == record.AnyDate {
			hint = `, come 2026-03-31, "2026-03", "2026" o "../2026-03-31"`
		}
	case record.KeyedShape, record.TableShape, record.TablesShape:
		return "", "", false
	}
	if f.Form == record.OneOf {
		hint = ": " + strings.Join(f.Values, ", ")
	}
	return hint, blank, true
}
