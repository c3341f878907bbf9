package schema

import (
	"strings"

	"vetro/internal/check"
	"vetro/internal/record"
)

// maker turns fields into schemas. It holds the words that a field names but does not
// list.
type maker struct {
	measures []*record.Measure
	sections []*record.Section
	rules    []check.Rule
}

// table gives the schema of the keys of a table of fields.
func (m *maker) table(name string) *node {
	n := &node{Type: "object", Closed: new(bool)}
	for _, f := range record.FieldsOf(name) {
		p := m.value(&f)
		p.Description = strings.TrimSpace(sentence(f.Meaning) + " " + p.Description)
		if f.Required && f.Unless == "" {
			n.Required = append(n.Required, f.Key)
			p.needed()
		}
		n.Properties = append(n.Properties, property{f.Key, p})
	}
	return n
}

// value gives the schema of what a key holds.
func (m *maker) value(f *record.Field) *node {
	switch f.Type.Shape {
	case record.ListShape:
		return list(m.text(f))
	case record.BoolShape:
		return &node{Type: "boolean"}
	case record.WholeShape:
		return &node{Type: "integer", Minimum: number(1), Maximum: number(1_000_000)}
	case record.NumberShape:
		return &node{Type: "number"}
	case record.AmountShape:
		return euro()
	case record.DateShape:
		return date(f.Form)
	case record.KeyedShape:
		return &node{Type: "object", Closed: new(bool)}
	case record.TableShape:
		return m.table(f.Key)
	case record.TablesShape:
		return list(m.table(f.Key))
	}
	return m.text(f)
}

func list(item *node) *node { return &node{Type: "array", Items: item} }

// needed asks a key that must be there for a value, too.
func (n *node) needed() {
	switch {
	case n.Type == "array":
		n.MinItems = 1
	case n.Type == "string" && n.Pattern == "" && len(n.Enum) == 0:
		n.Pattern = `\S`
	}
}

func (m *maker) text(f *record.Field) *node {
	n := &node{Type: "string"}
	if code := f.Type.Code; code != nil {
		n.Pattern = "^" + code.Typed + "$"
	}
	switch f.Form {
	case record.OneOf:
		n.Enum = f.Values
	case record.BodyID, record.ProjectID, record.FormerID, record.DatasetID:
		n.Pattern = record.IDForm
	case record.MeasureID:
		return m.measure()
	case record.MediaFile:
		n.Pattern = `^media/[^/]`
	case record.MediaType:
		n.Pattern = `^\.?[A-Za-z0-9]+$`
	case record.WebAddr:
		n.Pattern = `^https?://[^/?#@\s]+(?:[/?#]|$)`
	}
	return n
}

// measure offers the codes of the register with their titles, and takes others of that
// form, as sites may add measures.
func (m *maker) measure() *node {
	known := &node{Type: "string", Taplo: &taplo{}}
	for _, c := range m.measures {
		known.Enum = append(known.Enum, c.Code)
		known.Taplo.Docs.EnumValues = append(known.Taplo.Docs.EnumValues, c.Title)
	}
	return &node{AnyOf: []*node{known, {Type: "string", Pattern: `^M[1-7]C[1-4][ -]?[IR]?[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}(?:\.?[A-D])?$`}}}
}

// euro is an amount: whole euro, or a text with its cents. A number with a point is not
// exact, and is none.
func euro() *node {
	return &node{Description: `Euro interi, come 931712; con i centesimi tra virgolette, come "931712.50".`, AnyOf: []*node{
		{Type: "integer", Minimum: number(0), Maximum: number(999_999_999_999)},
		{Type: "string", Pattern: `^[0-9]{1,12}(?:\.[0-9]{1,2})?$`},
	}}
}

const (
	year     = `(?:19|20|21)[0-9]{2}`
	month    = `(?:0[1-9]|1[0-2])`
	monthDay = month + `-(?:0[1-9]|[12][0-9]|3[01])`
)

// date is a day, or, where the field takes that, as much of one as is known. Editors
// offer quotes for what is a "string"; a list of one type keeps them from it, since a
// whole day is written without.
func date(form record.Form) *node {
	n := &node{Description: "Senza virgolette, come 2026-03-31.", Type: []string{"string"}, Pattern: `^` + year + `-` + monthDay + `$`}
	if form == record.AnyDate {
		n.Description = `Il giorno senza virgolette, come 2026-03-31, o quanto se ne sa tra virgolette: "2026-03", "2026", "../2026-03-31".`
		n.Pattern = `^(?:` + year + `(?:-(?:` + monthDay + `|` + month + `))?|\.\./` + year + `-` + monthDay + `)$`
	}
	return n
}

// site is the schema of site.toml: its fields, and the ids that two of its tables take.
func (m *maker) site() *node {
	n := m.table("site")
	for _, s := range m.sections {
		n.in("sezioni").Properties = append(n.in("sezioni").Properties, property{s.ID, &node{Description: s.Name, Type: "string", Pattern: `^https?://[^/\s]+`}})
	}
	severities := []string{record.Error.String(), record.Warning.String(), record.Off.String()}
	for _, r := range m.rules {
		meaning := sentence(r.Meaning) + " Se manca: " + r.Severity.String() + ". Fonte: " + r.Source + "."
		n.in("controlli").Properties = append(n.in("controlli").Properties, property{r.ID, &node{Description: meaning, Type: "string", Enum: severities}})
	}
	return n
}

// project is the schema of a project, with what load asks of its tables beyond their
// fields: a funding of the PNRR names its measure unless its source does not tell of it any
// more, one that an outside body granted its state, a milestone has one of two dates, a
// source its title or that of an import.
func (m *maker) project() *node {
	n := m.table("progetto")
	funding := n.in("finanziamento").Items
	funding.If = &node{Not: &node{Required: []string{"fonte"}, Properties: properties{{"fonte", &node{Not: &node{Const: record.PNRR}}}}}}
	funding.Then = &node{AnyOf: []*node{{Required: []string{"misura"}}, {Required: []string{"assente_dalla_fonte"}}}}
	funding.AnyOf = []*node{{Required: []string{"stato"}}, {Required: []string{"fonte"}, Properties: properties{{"fonte", &node{Enum: record.StatelessSources()}}}}}
	n.in("provenienza").Items.AnyOf = []*node{{Required: []string{"titolo"}}, {Required: []string{"fonte"}}}
	n.in("tappa").Items.AnyOf = []*node{{Required: []string{"prevista"}}, {Required: []string{"effettiva"}}}
	return n
}

// sentence writes a meaning as an editor shows it.
func sentence(s string) string {
	first := []rune(s)[0]
	return strings.ToUpper(string(first)) + s[len(string(first)):] + "."
}

func number(n int64) *int64 { return &n }
