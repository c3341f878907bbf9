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
		class  string
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
	p.raw(`<svg x="0" y="`)
	p.int(plotTop)
	p.raw(`" width="100%" height="`)
	p.int(plotHeight)
	p.raw(`" viewBox="0 0 `)
	p.int(len(rows) * 10)
	p.raw(` 1000" preserveAspectRatio="none" aria-hidden="true">`)
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
	p.raw(`</svg>`)
	f.axis(p, rows)
	p.close()
}

// key names a series, with the number that its steps end at.
func (f *Figure) key(p *pen, series int, class string, y int) {
	p.raw(`<rect`)
	p.class(class)
	p.raw(` x="1" y="`)
	p.int(y - 11)
	p.raw(`" width="12" height="12"/><text`)
	p.class("chart-text")
	p.raw(` x="20" y="`)
	p.int(y)
	p.raw(`">`)
	p.text(f.Series[series].Name)
	if rows := f.drawn(); f.Form == Steps && len(rows) > 0 {
		p.raw(` `)
		p.strong(f.Series[series].Unit, &rows[len(rows)-1].Values[series])
	}
	p.raw(`</text>`)
}

// grid draws the lines of the scale with their numbers.
func (f *Figure) grid(p *pen, top, step int64) {
	for v := int64(0); v <= top; v += step {
		y := plotTop + plotHeight - int(float64(v)/float64(top)*plotHeight)
		p.raw(`<line`)
		p.class("chart-line")
		p.raw(` x1="0" x2="100%" y1="`)
		p.int(y)
		p.raw(`" y2="`)
		p.int(y)
		p.raw(`"/>`)
		if v == 0 {
			continue
		}
		p.raw(`<text`)
		p.class("chart-scale")
		p.raw(` x="0" y="`)
		p.int(y - 4)
		p.raw(`">`)
		p.add(f.Series[f.lead()].Unit.Short, v)
		p.raw(`</text>`)
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
func (p *pen) area(class string, rows []Row, series int, top int64) {
	p.raw(`<path`)
	p.class(class)
	p.raw(` vector-effect="non-scaling-stroke" d="M0 1000`)
	last := -1
	for i := range rows {
		v := &rows[i].Values[series]
		if y := heightOf(v, top); y != last {
			p.raw(`H`)
			p.int(i * 10)
			p.raw(`V`)
			p.int(1000 - y)
			last = y
		}
	}
	p.raw(`H`)
	p.int(len(rows) * 10)
	p.raw(`V1000Z"/>`)
}

// columns draws a series as columns, the second series beside the first.
func (p *pen) columns(class string, rows []Row, series int, top int64, place int) {
	for i := range rows {
		y := heightOf(&rows[i].Values[series], top)
		if y == 0 {
			continue
		}
		p.raw(`<rect`)
		p.class(class)
		p.raw(` vector-effect="non-scaling-stroke" x="`)
		p.int(i*10 + 1 + place*4)
		p.raw(`" y="`)
		p.int(1000 - y)
		p.raw(`" width="4" height="`)
		p.int(y)
		p.raw(`"/>`)
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
		p.raw(`<line`)
		p.class("chart-tick")
		p.raw(` x1="`)
		p.percent(int64(i), int64(len(rows)))
		p.raw(`" x2="`)
		p.percent(int64(i), int64(len(rows)))
		p.raw(`" y1="`)
		p.int(plotTop + plotHeight)
		p.raw(`" y2="`)
		p.int(plotTop + plotHeight + 6)
		p.raw(`"/>`)
		if (n-1)%each != 0 {
			continue
		}
		p.raw(`<text`)
		p.class("chart-scale")
		if i*100 > len(rows)*85 { // it would run out of the drawing
			p.raw(` text-anchor="end"`)
		}
		p.raw(` x="`)
		p.percent(int64(i), int64(len(rows)))
		p.raw(`" y="`)
		p.int(plotTop + plotHeight + 21)
		p.raw(`">`)
		p.text(rows[i].Tick)
		p.raw(`</text>`)
	}
}
