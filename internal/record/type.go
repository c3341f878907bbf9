package record

import "reflect"

// Shape says how the values of a type are written in TOML.
type Shape int

// The shapes.
const (
	TextShape Shape = iota
	MarkdownShape
	ListShape // of texts
	BoolShape
	WholeShape
	NumberShape
	AmountShape
	DateShape
	KeyedShape  // a [table] whose keys the author chooses
	TableShape  // a [table] of fields: those of FieldsOf(key)
	TablesShape // a [[table]] of fields likewise
)

// Type is a type of the values that a key may hold: a row of the table of types.
type Type struct {
	Shape Shape
	Code  *Code                               // which the texts are; nil for other texts
	Put   func(to any, code string)           // stores a code, in a list as the last
	Make  func(to any, n int) func(i int) any // of TablesShape: makes n records, and gives the i-th

	column ColumnType
	value  func(at any) Value // for a cell; nil for what has no column
}

// types has a row for each type that a key may have, under the pointer to it.
var types = map[reflect.Type]*Type{
	reflect.TypeFor[*string]():   row(TextShape, TextColumn, func(s *string) Value { return text(*s) }),
	reflect.TypeFor[*[]string](): row(ListShape, ListColumn, func(s *[]string) Value { return list(*s) }),
	reflect.TypeFor[*CUP]():      code[CUP](&cupCode),
	reflect.TypeFor[*[]CUP]():    codes[CUP](&cupCode),
	reflect.TypeFor[*CIG]():      code[CIG](&cigCode),
	reflect.TypeFor[*bool]():     row(BoolShape, BoolColumn, func(b *bool) Value { return yesNo(*b) }),
	reflect.TypeFor[*int]():      row(WholeShape, IntegerColumn, func(n *int) Value { return whole(*n) }),
	reflect.TypeFor[*float64]():  row(NumberShape, NumberColumn, func(n *float64) Value { return Value{Type: NumberColumn, Known: true, Part: *n} }),
	reflect.TypeFor[*Euro]():     row(AmountShape, EuroColumn, func(e *Euro) Value { return amount(*e) }),
	reflect.TypeFor[*Date]():     row(DateShape, DayColumn, func(d *Date) Value { return day(*d) }),

	// A text in Markdown has no column, and tables within a record have tables of their own.
	reflect.TypeFor[*Text]():         {Shape: MarkdownShape},
	reflect.TypeFor[*Keyed]():        {Shape: KeyedShape},
	reflect.TypeFor[*Contacts]():     {Shape: TableShape},
	reflect.TypeFor[*LegalPages]():   {Shape: TableShape},
	reflect.TypeFor[*DataOptions]():  {Shape: TableShape},
	reflect.TypeFor[*MediaOptions](): {Shape: TableShape},
	reflect.TypeFor[*[]Funding]():    tables[Funding](),
	reflect.TypeFor[*[]Milestone]():  tables[Milestone](),
	reflect.TypeFor[*[]Act]():        tables[Act](),
	reflect.TypeFor[*[]Contract]():   tables[Contract](),
	reflect.TypeFor[*[]Payment]():    tables[Payment](),
	reflect.TypeFor[*[]Indicator]():  tables[Indicator](),
	reflect.TypeFor[*[]Place]():      tables[Place](),
	reflect.TypeFor[*[]Source]():     tables[Source](),
}

// row makes the row of a type that has a column.
func row[T any](shape Shape, column ColumnType, value func(*T) Value) *Type {
	return &Type{Shape: shape, column: column, value: func(at any) Value { return value(at.(*T)) }}
}

// code makes the row of a type of identifier.
func code[T ~string](c *Code) *Type {
	t := row(TextShape, TextColumn, func(s *T) Value { return text(string(*s)) })
	t.Code, t.Put = c, func(to any, code string) { *to.(*T) = T(code) }
	return t
}

// codes makes the row of lists of a type of identifier.
func codes[T ~string](c *Code) *Type {
	t := row(ListShape, ListColumn, func(codes *[]T) Value {
		var texts []string
		for _, c := range *codes {
			texts = append(texts, string(c))
		}
		return list(texts)
	})
	t.Code, t.Put = c, func(to any, code string) { *to.(*[]T) = append(*to.(*[]T), T(code)) }
	return t
}

// tables makes the row of a [[table]].
func tables[T any]() *Type {
	return &Type{Shape: TablesShape, Make: func(to any, n int) func(i int) any {
		all := make([]T, n)
		*to.(*[]T) = all
		return func(i int) any { return &all[i] }
	}}
}

// Code is a type of identifier: what an author and an editor must know of its texts.
// It stands with its Go type, in a file of its own.
type Code struct {
	Name    string // CUP
	Length  int    // in characters
	Example string
	Pattern string // of what Read gives, as a regular expression of the whole
	Typed   string // the same of what an editor takes from an author
	// Read gives the code that a text is, in the form in which codes are compared.
	Read func(string) (string, bool)
	// Mend gives the code that was probably meant by a text that is none, or false.
	Mend func(string) (string, bool)

	// What the author of such a text is told.
	Rule  string // cup-forma
	Wrong string // non ha la forma di un CUP
	From  string // from where to copy it: dal decreto di finanziamento
	Meant string // when to write what Mend gives, and why: se è così nel decreto: …
}

// plain gives a function of codes as one of texts.
func plain[T ~string](read func(string) (T, bool)) func(string) (string, bool) {
	return func(s string) (string, bool) {
		c, ok := read(s)
		return string(c), ok
	}
}
