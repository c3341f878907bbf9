package record

import "slices"

// ColumnType says what the cells of a column hold.
type ColumnType int

// The types of columns.
const (
	TextColumn    ColumnType = iota
	AddressColumn            // a text that is an http or https address
	IntegerColumn
	NumberColumn
	EuroColumn
	DayColumn  // a date, always a full day
	DateColumn // a date, of which only a part may be known
	BoolColumn
	ListColumn // texts
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
	// Value gives what a row has, of the type that Type names.
	Value func(Row) Value
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
		at, key, required := f.At, f.Key, f.Required
		c.Value = func(r Row) Value {
			item := r.Item.(*T)
			value := valueAt(at(item), func() bool {
				origin, _ := any(item).(interface{ Has(string) bool })
				return required || origin != nil && origin.Has(key)
			})
			value.Type = kind
			return value
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

// MeasureCodes gives the codes of the measures that fund the project.
func (p *Project) MeasureCodes() []string {
	codes := []string{}
	for i := range p.Fundings {
		if m := p.Fundings[i].Measure; m != nil && !slices.Contains(codes, m.Code) {
			codes = append(codes, m.Code)
		}
	}
	return codes
}
