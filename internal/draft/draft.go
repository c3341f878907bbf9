// Package draft writes the first text of a record: what is known, as keys with their
// values; what must be written, as keys without; everything else that the record may
// hold, as comments that say what it is.
//
// It invents nothing: a key whose value is not known stays empty, and the record is
// refused until an author writes it. The keys come from the tables of fields.
package draft

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"

	"vetro/internal/record"
)

// Known holds the values that are known, as TOML writes them: by key, or by table and
// key, as in "finanziamento.importo". Of a key with the value "" it is known that the
// author must write it.
type Known map[string]string

// Text gives a text as TOML writes it, in quotes.
func Text(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			b.WriteString(`\u` + strings.ToUpper(strconv.FormatInt(0x10000+int64(r), 16)[1:]))
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

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
	keys(d, "", record.ProjectFields(), true)
	tables(d, "finanziamento", "I finanziamenti, uno per tabella.", record.FundingFields(), true)
	tables(d, "tappa", "Le tappe, nell’ordine in cui avvengono: almeno una delle due date.", record.MilestoneFields(), false)
	tables(d, "atto", "Gli atti: decreti, avvisi, determine.", record.ActFields(), false)
	tables(d, "contratto", "I contratti con i fornitori.", record.ContractFields(), false)
	tables(d, "pagamento", "I pagamenti, verso l’ente o verso i fornitori.", record.PaymentFields(), false)
	tables(d, "indicatore", "Quanto si prevede e quanto si è raggiunto.", record.IndicatorFields(), false)
	tables(d, "luogo", "I luoghi del progetto.", record.PlaceFields(), false)
	tables(d, "provenienza", "Da dove vengono questi dati.", record.SourceFields(), false)
	return d.String()
}

// Body gives content/enti/<id>.toml.
func Body(known Known) string {
	d := &draft{known: known}
	d.line("# Un ente pubblico. Le righe che cominciano con # non contano: togli il # a quelle che servono.")
	d.line("")
	keys(d, "", record.BodyFields(), true)
	return d.String()
}

// Announcement gives content/notizie/<id>.md, with its body.
func Announcement(known Known, body string) string {
	d := &draft{known: known}
	d.line("+++")
	keys(d, "", record.AnnouncementFields(), true)
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

// tables writes a [[table]] of a project, or, when nothing of it is known and the record
// can do without, its comment.
func tables[T any](d *draft, name, meaning string, fields []record.Field[T], live bool) {
	d.line("")
	d.line("# " + meaning)
	header := "[[" + name + "]]"
	if !live {
		header = "# " + header
	}
	d.line(header)
	keys(d, name+".", fields, live)
}

// keys writes the keys of a table, those of nested tables left out. Live ones that are
// known or needed stand as keys, the others as comments.
func keys[T any](d *draft, prefix string, fields []record.Field[T], live bool) {
	var out T
	for _, f := range fields {
		hint, blank, single := about(f.Form, f.Values, f.At(&out))
		if !single {
			continue
		}
		value, known := d.known[prefix+f.Key]
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

// commentColumn is where the meanings of keys stand, when the keys leave room.
const commentColumn = 34

func (d *draft) key(text, comment string) {
	text = strings.TrimRight(text, " ")
	d.line(text + strings.Repeat(" ", max(commentColumn-utf8.RuneCountInString(text), 1)) + "# " + comment)
}

// about says how the value of a field is written, and what stands for it in a comment:
// nothing where a made-up value could be taken for a true one. It reports whether the
// field is a single value or a list of such, not a table.
func about(form record.Form, words []string, to any) (hint, blank string, single bool) {
	switch to.(type) {
	case *string, *record.CUP, *record.CIG, *record.Text:
		blank = `""`
	case *[]string, *[]record.CUP:
		blank = "[]"
	case *bool, *int, *float64:
	case *record.Euro:
		hint = `, come 931712; con i centesimi tra virgolette, come "931712.50"`
	case *record.Date:
		hint = ", come 2026-03-31"
		if form == record.AnyDate {
			hint = `, come 2026-03-31, "2026-03", "2026" o "../2026-03-31"`
		}
	default:
		return "", "", false
	}
	if form == record.OneOf {
		hint = ": " + strings.Join(words, ", ")
	}
	return hint, blank, true
}
