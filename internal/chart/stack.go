package chart

// stack draws one bar whose pieces are the rows, each filled as far as its part goes, and
// under it a line for each piece. Pieces are told by their order and letter, not by
// colour.
func (f *Figure) stack(p *pen) {
	rows := f.drawn()
	whole, part, lead := f.marked(Whole), f.marked(Part), f.lead()
	var scale int64
	lettered := len(rows) > 1
	top := 2 // of the bar, below the letters
	if lettered {
		top = lineHeight
	}
	height := top + barHeight + rowGap
	for i := range rows {
		scale += rows[i].Values[whole].N
		height += (labelLines(rows[i].Label) + p.textLines(f.Series[lead].Unit, &rows[i], lead)) * lineHeight
	}
	p.open(f.ID, f.Title, f.Desc, "chart-stack", height)
	var from int64
	for i := range rows {
		v := &rows[i].Values[whole]
		p.bar("chart-whole", from, from+v.N, scale, top, barHeight)
		if part >= 0 && !rows[i].Values[part].Unknown && rows[i].Values[part].N > 0 {
			p.bar("chart-part", from, from+min(rows[i].Values[part].N, v.N), scale, top, barHeight)
		}
		if lettered && float64(v.N) > float64(scale)/25 {
			p.put(`<text`, class("chart-letter"), ` x="`, share{from, scale}, `" y="14">`, letter(i), `</text>`)
		}
		from += v.N
	}
	y := top + barHeight + 6
	for i := range rows {
		name := ""
		if lettered {
			name = letter(i)
		}
		y += p.label(name, rows[i].Label, y+15) * lineHeight
		y += p.number(f.Series[lead].Unit, &rows[i], lead, y+15) * lineHeight
	}
	p.close()
}

// letter names a piece: A, B, C.
func letter(i int) string { return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[i%26 : i%26+1] }
