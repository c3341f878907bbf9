package chart

import "unicode/utf8"

// Sizes of bars, in pixels.
const (
	lineHeight = 20
	barHeight  = 14
	rowGap     = 18
)

// SVG draws the figure for a page.
func (f *Figure) SVG() []byte { return f.draw(pen{}) }

// File draws the figure for a file of its own.
func (f *Figure) File() []byte { return f.draw(pen{alone: true}) }

func (f *Figure) draw(p pen) []byte {
	p.b = make([]byte, 0, 512+len(f.Title)+len(f.Desc)+560*len(f.drawn())) // a page draws many
	switch f.Form {
	case Stack:
		f.stack(&p)
	case Columns, Steps:
		f.overTime(&p)
	default:
		f.bars(&p)
	}
	return p.b
}

// bars draws each row as a label, the number in words, and the bar under them.
func (f *Figure) bars(p *pen) {
	rows := f.drawn()
	scale, whole, part, lead := f.largest(rows), f.marked(Whole), f.marked(Part), f.lead()
	height := 0
	for i := range rows {
		height += labelLines(rows[i].Label)*lineHeight + p.textLines(f.Series[lead].Unit, &rows[i], lead)*lineHeight + barHeight + rowGap
	}
	p.open(f.ID, f.Title, f.Desc, "chart-bars", max(height, 1))
	y := 0
	for i := range rows {
		r := &rows[i]
		if f.Form == Scales {
			scale = f.largest(rows[i : i+1])
		}
		y += p.label("", r.Label, y+15) * lineHeight
		y += p.number(f.Series[lead].Unit, r, lead, y+15)*lineHeight + 2
		if whole >= 0 && !r.Values[whole].Unknown && !r.Rest {
			p.bar("chart-whole", 0, r.Values[whole].N, scale, y, barHeight)
		}
		if part >= 0 && !r.Values[part].Unknown && r.Values[part].N > 0 && !r.Rest {
			p.bar("chart-part", 0, r.Values[part].N, scale, y, barHeight)
		}
		y += barHeight + rowGap - 2
	}
	p.close()
}

func labelLines(label string) int {
	if _, rest := broken(label); rest != "" {
		return 2
	}
	return 1
}

// textLines gives how many lines a number takes with what is said beside it: two where
// they do not fit on one line of the narrowest screen.
func (p *pen) textLines(unit *Unit, r *Row, lead int) int {
	v := &r.Values[lead]
	n := utf8.RuneCountInString(v.Text) + utf8.RuneCountInString(r.Note)
	if v.Text == "" && unit != nil && !v.Unknown {
		start := len(p.b) // written and taken back: only its length is asked
		p.b = unit.Short(v.before(p.b), v.N)
		n += utf8.RuneCount(p.b[start:])
		p.b = p.b[:start]
	}
	if r.Note != "" && n > lineLength-6 { // the number is bold, and wider
		return 2
	}
	return 1
}

// number writes the number of a row with what is said beside it, and gives how many
// lines it took.
func (p *pen) number(unit *Unit, r *Row, lead int, y int) int {
	lines := p.textLines(unit, r, lead)
	p.at("chart-text", y)
	p.strong(unit, &r.Values[lead])
	switch {
	case r.Note == "":
	case lines == 1:
		p.put(` `, text(r.Note))
	default:
		p.put(`</text>`)
		p.at("chart-text", y+lineHeight)
		p.put(text(r.Note))
	}
	p.put(`</text>`)
	return lines
}
