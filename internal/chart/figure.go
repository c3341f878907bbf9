// Package chart draws figures from numbers, labels, units and days.
//
// It knows nothing of projects. From one Figure come the static drawing, the table, the
// file of numbers and the option of the live chart, which therefore cannot disagree. A
// drawing has a title and a description for those who do not see it; its colours are
// classes of the theme's style sheet, since a strict Content-Security-Policy forbids
// styles in the page. Horizontal places are in percent, so that text keeps its size from
// a phone to a wall. Every scale starts at zero.
//
// Source: WCAG 2.2, 1.1.1 (non-text content) and 1.4.1 (use of color).
package chart

// Figure is what a figure shows, before it is drawn.
type Figure struct {
	ID     string // unique on the page; title and description hang on it
	Title  string // the headline: it states what is found
	Desc   string // the same facts in sentences
	Form   Form
	Head   string // of the column of labels in the table
	Series []Series
	Rows   []Row // in the order in which they are drawn
	Foot   []Row // sums, and what is in no sum: in the table alone
	Hidden int   // how many of the last Rows are in the table alone
}

// Form is a way to draw.
type Form uint8

// The forms.
const (
	Bars    Form = iota // a horizontal bar a row, on one scale: what is reached nested in the whole
	Scales              // the same, each row on a scale of its own
	Stack               // one bar, a piece a row
	Columns             // a pair of columns a row, in order of time
	Steps               // areas that rise by steps, in order of time
)

// Series is a column of numbers.
type Series struct {
	Name string
	Unit *Unit // nil when every value of the column is a finished text
	Mark Mark
	// The column is in the file alone: no row has a value, or it is for machines.
	Hidden bool
}

// Mark says how a series is drawn.
type Mark uint8

// The marks.
const (
	Unmarked Mark = iota // in the table alone
	Whole                // an outline
	Part                 // filled, nested in the whole where there is one
)

// Row is a label with its numbers, one for each series.
type Row struct {
	Label  string
	Href   string // where the label leads, in the table
	Note   string // what is said beside the first number: «erogati, il 54 %»
	Tick   string // what the axis of time says where the row begins; "" for nothing
	Values []Value
	// Nothing happened in the row: it is drawn, and in the file, but the table leaves it
	// out, since the rows around it say the same.
	Still bool
	// The row is what the others leave over, in one: its number stands there without a bar,
	// which would flatten all the others.
	Rest bool
}

// Value is a number, or the words that stand for it.
type Value struct {
	N       int64
	Text    string // in the table instead of N
	Before  string // what stands before N: «almeno»
	Unknown bool   // nobody said the number: nothing is drawn, and no number written
}

// Unit is how numbers are written. Each function appends a number to b.
type Unit struct {
	Name  string // what the live chart knows it by: euro, progetti
	Exact func(b []byte, n int64) []byte
	Short func(b []byte, n int64) []byte // as much as a drawing has room for
	Plain func(b []byte, n int64) []byte // for machines
}

// drawn gives the rows that the drawing shows.
func (f *Figure) drawn() []Row { return f.Rows[:len(f.Rows)-f.Hidden] }

// marked gives the index of the series with a mark, or -1.
func (f *Figure) marked(m Mark) int {
	for i := range f.Series {
		if f.Series[i].Mark == m {
			return i
		}
	}
	return -1
}

// lead gives the index of the series whose numbers stand beside the labels.
func (f *Figure) lead() int {
	if i := f.marked(Whole); i >= 0 {
		return i
	}
	return max(f.marked(Part), 0)
}

// largest gives the largest number that is drawn: the end of the scale.
func (f *Figure) largest(rows []Row) int64 {
	var top int64
	for i := range f.Series {
		if f.Series[i].Mark == Unmarked {
			continue
		}
		for j := range rows {
			if v := &rows[j].Values[i]; !v.Unknown && !rows[j].Rest {
				top = max(top, v.N)
			}
		}
	}
	return top
}

// Table is the figure in figures.
type Table struct {
	Head       []string // of all columns, that of the labels first
	Rows, Foot []TableRow
}

// TableRow is a row of a table.
type TableRow struct {
	Label, Href string
	Cells       []string
}

// Table gives the numbers of the drawing, exact, and those that are not drawn.
func (f *Figure) Table() Table {
	t := Table{Head: []string{f.Head}}
	for i := range f.Series {
		if !f.Series[i].Hidden {
			t.Head = append(t.Head, f.Series[i].Name)
		}
	}
	rows := func(in []Row) (out []TableRow) {
		for _, r := range in {
			if r.Still {
				continue
			}
			row := TableRow{Label: r.Label, Href: r.Href}
			for i, v := range r.Values {
				if !f.Series[i].Hidden {
					row.Cells = append(row.Cells, f.Series[i].exact(v))
				}
			}
			out = append(out, row)
		}
		return out
	}
	t.Rows, t.Foot = rows(f.Rows), rows(f.Foot)
	return t
}

func (s *Series) exact(v Value) string {
	if v.Text != "" || v.Unknown || s.Unit == nil {
		return v.Text
	}
	return string(s.Unit.Exact(v.before(nil), v.N))
}

func (v *Value) before(b []byte) []byte {
	if v.Before == "" {
		return b
	}
	return append(append(b, v.Before...), ' ')
}

// Numbers gives the rows for machines, their head first: an unknown number is an empty
// cell.
func (f *Figure) Numbers() [][]string {
	head := []string{f.Head}
	for _, s := range f.Series {
		if s.Unit != nil {
			head = append(head, s.Name)
		}
	}
	out := [][]string{head}
	for _, r := range f.Rows {
		cells := []string{r.Label}
		for i, v := range r.Values {
			switch unit := f.Series[i].Unit; {
			case unit == nil:
			case v.Unknown:
				cells = append(cells, "")
			default:
				cells = append(cells, string(unit.Plain(nil, v.N)))
			}
		}
		out = append(out, cells)
	}
	return out
}
