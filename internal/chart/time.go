package chart

// Sizes of a drawing over time, in pixels.
const (
	plotTop    = 70 // below two lines that name the series, and the end of the scale
	plotHeight = 180
	axisHeight = 26
)

// overTime draws rows in order of time, as columns side by side or as areas that rise by
// steps. The plot is a drawing of its own whose width is stretched: no text is in it.
func (f *Figure) overTime(p *pen) {
	rows := f.drawn()
	p.open(f.ID, f.Title, f.Desc, "chart-time", plotTop+plotHeight+axisHeight)
	marks := [2]struct {
		series int
		class  class
	}{{f.marked(Whole), "chart-whole"}, {f.marked(Part), "chart-part"}}
	y := 15
	for _, m := range marks {
		if m.series >= 0 {
			f.key(p, m.series, m.class, y)
			y += lineHeight
		}
	}
	if len(rows) == 0 {
		p.close()
		return
	}
	top, step := scaleOf(f.largest(rows))
	f.grid(p, top, step)
	p.put(`<svg x="0" y="`, plotTop, `" width="100%" height="`, plotHeight, `" viewBox="0 0 `, len(rows)*10, ` 1000" preserveAspectRatio="none" aria-hidden="true">`)
	for i, m := range marks {
		if m.series < 0 {
			continue
		}
		if f.Form == Steps {
			p.area(m.class, rows, m.series, top)
		} else {
			p.columns(m.class, rows, m.series, top, i)
		}
	}
	p.put(`</svg>`)
	f.axis(p, rows)
	p.close()
}

// key names a series, with the number that its steps end at.
func (f *Figure) key(p *pen, series int, name class, y int) {
	p.put(`<rect`, name, ` x="1" y="`, y-11, `" width="12" height="12"/>`)
	p.put(`<text`, class("chart-text"), ` x="20" y="`, y, `">`, text(f.Series[series].Name))
	if rows := f.drawn(); f.Form == Steps && len(rows) > 0 {
		p.put(` `)
		p.strong(f.Series[series].Unit, &rows[len(rows)-1].Values[series])
	}
	p.put(`</text>`)
}

// grid draws the lines of the scale with their numbers.
func (f *Figure) grid(p *pen, top, step int64) {
	for v := int64(0); v <= top; v += step {
		y := plotTop + plotHeight - int(float64(v)/float64(top)*plotHeight)
		p.put(`<line`, class("chart-line"), ` x1="0" x2="100%" y1="`, y, `" y2="`, y, `"/>`)
		if v == 0 {
			continue
		}
		p.put(`<text`, class("chart-scale"), ` x="0" y="`, y-4, `">`, string(f.Series[f.lead()].Unit.Short(nil, v)), `</text>`)
	}
}

// scaleOf gives a round end for a scale and a round step: at most four.
func scaleOf(largest int64) (top, step int64) {
	step = 1
	for {
		for _, m := range [...]int64{1, 2, 5} {
			if s := step * m; s*4 >= largest {
				return max((largest+s-1)/s, 1) * s, s
			}
		}
		step *= 10
	}
}

// area draws a series as an area that rises where each row begins.
func (p *pen) area(name class, rows []Row, series int, top int64) {
	p.put(`<path`, name, ` vector-effect="non-scaling-stroke" d="M0 1000`)
	last := -1
	for i := range rows {
		v := &rows[i].Values[series]
		if y := heightOf(v, top); y != last {
			p.put(`H`, i*10, `V`, 1000-y)
			last = y
		}
	}
	p.put(`H`, len(rows)*10, `V1000Z"/>`)
}

// columns draws a series as columns, the second series beside the first.
func (p *pen) columns(name class, rows []Row, series int, top int64, place int) {
	for i := range rows {
		y := heightOf(&rows[i].Values[series], top)
		if y == 0 {
			continue
		}
		p.put(`<rect`, name, ` vector-effect="non-scaling-stroke" x="`, i*10+1+place*4, `" y="`, 1000-y, `" width="4" height="`, y, `"/>`)
	}
}

// heightOf gives the height of a number, in thousandths of the scale; what is more than
// nothing is seen.
func heightOf(v *Value, top int64) int {
	if v.Unknown || v.N <= 0 {
		return 0
	}
	return max(int(float64(v.N)/float64(top)*1000+0.5), 8)
}

// mostTicks is how many words the axis of time has room for on the narrowest screen.
const mostTicks = 6

// axis writes the words of the axis of time, each where its row begins.
func (f *Figure) axis(p *pen, rows []Row) {
	n := 0
	for i := range rows {
		if rows[i].Tick != "" {
			n++
		}
	}
	each := (n + mostTicks - 1) / mostTicks
	n = 0
	for i := range rows {
		if rows[i].Tick == "" {
			continue
		}
		n++
		x := share{int64(i), int64(len(rows))}
		p.put(`<line`, class("chart-tick"), ` x1="`, x, `" x2="`, x, `" y1="`, plotTop+plotHeight, `" y2="`, plotTop+plotHeight+6, `"/>`)
		if (n-1)%each != 0 {
			continue
		}
		p.put(`<text`, class("chart-scale"))
		if i*100 > len(rows)*85 { // it would run out of the drawing
			p.put(` text-anchor="end"`)
		}
		p.put(` x="`, x, `" y="`, plotTop+plotHeight+21, `">`, text(rows[i].Tick), `</text>`)
	}
}
