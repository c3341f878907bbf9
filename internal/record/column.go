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

// fieldColumns makes a column of each key of a table of fields: what an author may write, readers
// get back under the same name. What has no column of its own, and the keys to skip, are
// left out.
func fieldColumns(table string, skip ...string) []Column {
	var out []Column
	for _, f := range FieldsOf(table) {
		t := f.Type
		if t.value == nil || slices.Contains(skip, f.Key) {
			continue
		}
		kind := columnType(t.column, f.Form)
		c := Column{Name: f.Key, Meaning: f.Meaning, Type: kind, Values: f.Values}
		// A date may be one that the day of the site hides.
		c.Required = f.Required && f.Unless == "" && t.Shape != DateShape
		if t.Code != nil && t.Shape == TextShape {
			c.Pattern = t.Code.Pattern
		}
		number := kind == IntegerColumn || kind == NumberColumn || kind == EuroColumn
		c.Value = func(r Row) Value {
			value := t.value(f.At(r.Item))
			value.Type = kind
			if number && value.Whole == 0 && value.Part == 0 { // a value only where its key was written
				origin, _ := r.Item.(interface{ Has(string) bool })
				value.Known = f.Required || origin != nil && origin.Has(f.Key)
			}
			return value
		}
		out = append(out, c)
	}
	return out
}

// columnType gives the type of the column of a key, which its form may narrow.
func columnType(t ColumnType, form Form) ColumnType {
	switch {
	case t == TextColumn && form == WebAddr:
		return AddressColumn
	case t == DayColumn && form == AnyDate:
		return DateColumn
	}
	return t
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
	for _, m := range p.Measures() {
		codes = append(codes, m.Code)
	}
	return codes
}
