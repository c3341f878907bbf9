package record

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

// ColumnType says what the cells of a column hold. The comment names the type of
// Column.Value.
type ColumnType int

// The types of columns.
const (
	TextColumn    ColumnType = iota // string
	AddressColumn                   // string, an http or https address
	IntegerColumn                   // int
	NumberColumn                    // float64
	EuroColumn                      // Euro
	DayColumn                       // Date, always a full day
	DateColumn                      // Date, of which only a part may be known
	BoolColumn                      // bool
	ListColumn                      // []string
)

// String gives the name of the type, by which texts are found: testo, euro, giorno.
func (t ColumnType) String() string {
	return [...]string{"testo", "indirizzo", "intero", "numero", "euro", "giorno", "data", "vero_falso", "elenco"}[t]
}

// Column is a column of a table of the open data. From it come the head of the CSV, the
// key of the JSON, the row of the dictionary, the schema of the Data Package and the
// manual.
type Column struct {
	Name     string
	Meaning  string // in Italian
	Type     ColumnType
	Required bool     // no row is without it
	Values   []string // the only texts that it may hold; nil for any
	Pattern  string   // form of its text, as a regular expression of the whole; "" for any
	// Value gives what a row has, of the type that Type names, or nil when it is not known.
	Value func(Row) any
}

// Row is a row of a table: a record, or an item of a project with that project.
type Row struct {
	Item    any // *Project, *Funding, *Announcement, …
	Project *Project
	N       int // place of the item in the record of its project, from 1
}

// fieldColumns makes a column of each key of a record: what an author may write, readers
// get back under the same name. Tables within a record have tables of their own; texts
// in Markdown, and the keys to skip, have no column.
func fieldColumns[T any](fields []Field[T], skip ...string) []Column {
	var out []Column
	var zero T
	for _, f := range fields {
		kind, has := columnType(f.Form, f.At(&zero))
		if !has || slices.Contains(skip, f.Key) {
			continue
		}
		c := Column{Name: f.Key, Meaning: f.Meaning, Type: kind, Values: f.Values}
		// A date may be one that the day of the site hides.
		c.Required = f.Required && kind != DateColumn && kind != DayColumn
		switch f.At(&zero).(type) {
		case *CUP:
			c.Pattern = cupPattern
		case *CIG:
			c.Pattern = cigPattern
		}
		c.Value = func(r Row) any {
			item := r.Item.(*T)
			origin, _ := any(item).(interface{ Has(string) bool })
			return known(f.At(item), f.Required || origin != nil && origin.Has(f.Key))
		}
		out = append(out, c)
	}
	return out
}

// The forms of the codes, as the CSV has them.
const (
	cupPattern = `[A-Z][0-9]{2}[A-Z][0-9]{11}`
	cigPattern = `(?:[0-9]{7}|[A-Z][0-9A-F]{6})[0-9A-F]{3}`
)

// columnType gives the type of the column of a key, or false for what is no single value.
func columnType(form Form, at any) (ColumnType, bool) {
	switch at.(type) {
	case *string:
		if form == WebAddr {
			return AddressColumn, true
		}
		return TextColumn, true
	case *CUP, *CIG:
		return TextColumn, true
	case *[]string, *[]CUP:
		return ListColumn, true
	case *bool:
		return BoolColumn, true
	case *int:
		return IntegerColumn, true
	case *float64:
		return NumberColumn, true
	case *Euro:
		return EuroColumn, true
	case *Date:
		if form == AnyDate {
			return DateColumn, true
		}
		return DayColumn, true
	}
	return 0, false
}

// known gives the value of a key, or nil when it is not known: nothing was written. A
// zero is a value only where its key was.
func known(at any, written bool) any {
	switch v := at.(type) {
	case *string:
		return text(*v)
	case *CUP:
		return text(string(*v))
	case *CIG:
		return text(string(*v))
	case *[]string:
		return *v
	case *[]CUP:
		var list []string
		for _, c := range *v {
			list = append(list, string(c))
		}
		return list
	case *bool:
		return *v
	case *int:
		if *v != 0 || written {
			return *v
		}
	case *float64:
		if *v != 0 || written {
			return *v
		}
	case *Euro:
		if *v != 0 || written {
			return *v
		}
	case *Date:
		return day(*v)
	}
	return nil
}

// text gives a text as a value, or nil when there is none.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// day gives a date as a value, or nil when it is not known.
func day(d Date) any {
	if !d.Known() {
		return nil
	}
	return d
}

// reworded gives columns the meanings that follow in pairs after their names: what a
// key says to an author is at times not what it says to a reader of data.
func reworded(columns []Column, pairs ...string) []Column {
	for i := 0; i < len(pairs); i += 2 {
		columns[columnAt(columns, pairs[i])].Meaning = pairs[i+1]
	}
	return columns
}

// columnAt finds a column by its name.
func columnAt(columns []Column, name string) int {
	at := slices.IndexFunc(columns, func(c Column) bool { return c.Name == name })
	if at < 0 {
		panic("record: no key is named " + name + " any more")
	}
	return at
}

// PlainText gives the words of an author's text on one line, its links and marks left
// out.
func PlainText(t *Text) string {
	var b strings.Builder
	for _, part := range t.Parts {
		b.WriteString(part.HTML)
	}
	words := htmlTag.ReplaceAllString(inlineTag.ReplaceAllString(b.String(), ""), " ")
	return strings.Join(strings.Fields(html.UnescapeString(words)), " ")
}

// htmlTag is a tag of finished HTML. Prose writes every quote of an attribute as &#34;.
var htmlTag = regexp.MustCompile(`<[^>"]*(?:"[^"]*"[^>"]*)*>`)

// inlineTag is a tag that does not part the words around it.
var inlineTag = regexp.MustCompile(`</?(?:a|abbr|code|del|em|s|span|strong|sub|sup)\b[^>"]*(?:"[^"]*"[^>"]*)*>`)

// MeasureCodes gives the codes of the measures that fund the project.
func (p *Project) MeasureCodes() []string {
	codes := []string{}
	for _, m := range p.Measures() {
		codes = append(codes, m.Code)
	}
	return codes
}
