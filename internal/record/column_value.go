package record

// Value is what a row has in a column: one of the fields, which Type names. It is no
// interface, since the cells of a large site are millions, and each would be an
// allocation.
type Value struct {
	Type  ColumnType
	Known bool     // false when nobody said it
	Date  Date     // of DayColumn and DateColumn
	Text  string   // of TextColumn and AddressColumn
	Whole int64    // of IntegerColumn; of EuroColumn, in cents; of BoolColumn, 1 for true
	Part  float64  // of NumberColumn
	List  []string // of ListColumn
}

// text gives a text as a value, which is not known when there is none.
func text(s string) Value { return Value{Type: TextColumn, Known: s != "", Text: s} }

// list gives texts as a value: none is a value, too.
func list(texts []string) Value { return Value{Type: ListColumn, Known: true, List: texts} }

// whole gives a number as a value.
func whole(n int) Value { return Value{Type: IntegerColumn, Known: true, Whole: int64(n)} }

// amount gives a sum of money as a value.
func amount(e Euro) Value { return Value{Type: EuroColumn, Known: true, Whole: int64(e)} }

// day gives a date as a value, which is not known when nothing of the date is.
func day(d Date) Value { return Value{Type: DateColumn, Known: d.Known(), Date: d} }

// yesNo gives a yes or no as a value.
func yesNo(b bool) Value {
	v := Value{Type: BoolColumn, Known: true}
	if b {
		v.Whole = 1
	}
	return v
}
