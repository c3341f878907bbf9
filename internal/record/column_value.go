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

// valueAt gives the value that a pointer into a record leads to, not known when nothing
// was written. A zero is a value only where its key was: written tells that, and is
// asked only when it matters.
func valueAt(at any, written func() bool) Value {
	switch v := at.(type) {
	case *string:
		return text(*v)
	case *CUP:
		return text(string(*v))
	case *CIG:
		return text(string(*v))
	case *[]string:
		return list(*v)
	case *[]CUP:
		var codes []string
		for _, c := range *v {
			codes = append(codes, string(c))
		}
		return list(codes)
	case *bool:
		value := Value{Type: BoolColumn, Known: true}
		if *v {
			value.Whole = 1
		}
		return value
	case *int:
		return Value{Type: IntegerColumn, Known: *v != 0 || written(), Whole: int64(*v)}
	case *float64:
		return Value{Type: NumberColumn, Known: *v != 0 || written(), Part: *v}
	case *Euro:
		return Value{Type: EuroColumn, Known: *v != 0 || written(), Whole: int64(*v)}
	case *Date:
		return day(*v)
	}
	return Value{}
}

// AppendISO puts the date at the end of b, as ISO writes it.
func (d Date) AppendISO(b []byte) []byte {
	if d.Year <= 0 || d.Year > 9999 {
		return append(b, d.ISO()...)
	}
	if d.By {
		b = append(b, "../"...)
	}
	b = append(b, byte('0'+d.Year/1000), byte('0'+d.Year/100%10), byte('0'+d.Year/10%10), byte('0'+d.Year%10))
	if d.Month != 0 {
		b = append(b, '-', byte('0'+d.Month/10), byte('0'+d.Month%10))
		if d.Day != 0 {
			b = append(b, '-', byte('0'+d.Day/10), byte('0'+d.Day%10))
		}
	}
	return b
}
