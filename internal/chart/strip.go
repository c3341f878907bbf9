package chart

// Strip is a line of time with its marks, for those who see at a glance; the list beside
// it says the same in words. Days are counted from any one day.
type Strip struct {
	ID, Title, Desc string
	From, To        int // first and last day of the strip
	Today           int
	TodayText       string
	Years           []Tick
	Marks           []Point
}

// Tick is the first day of a year, and its name.
type Tick struct {
	Day  int
	Text string
}

// Point is an event on a strip.
type Point struct {
	Class string // done, late, future, planned
	Day   int    // or the last of the days that it may have been
	Since int    // the first of them; as Day where the day is known
	Open  bool   // nobody said since when it may have been
	Plan  int    // the day that was planned, where it is another; else as Day
	Text  string
}

// Sizes of a strip, in pixels.
const (
	stripLine   = 34
	stripHeight = 62
)

// SVG draws the strip. What is known to a month or a year is a soft band over all the
// days that it may mean, and no point within it.
func (s *Strip) SVG() []byte {
	p := &pen{b: make([]byte, 0, 768+len(s.Title)+len(s.Desc)+400*len(s.Marks))}
	p.open(s.ID, s.Title, s.Desc, "chart-strip", stripHeight)
	s.fades(p)
	// The ends stay free, so that no mark is cut.
	p.put(`<svg x="2%" width="96%" height="`, stripHeight, `" overflow="visible"><line`, class("chart-tick"), ` x1="0" x2="100%" y1="34" y2="34"/>`)
	for _, t := range s.Years {
		p.put(`<line`, class("chart-tick"), s.x(`x1`, t.Day), s.x(`x2`, t.Day), ` y1="34" y2="44"/>`)
		p.put(`<text`, class("chart-scale"), s.x(`x`, t.Day), ` y="58">`, text(t.Text), `</text>`)
	}
	for i := range s.Marks {
		s.mark(p, &s.Marks[i])
	}
	s.today(p)
	p.put(`</svg>`)
	p.close()
	return p.b
}

// fades defines the edge of a band whose start nobody said.
func (s *Strip) fades(p *pen) {
	for _, m := range s.Marks {
		if m.Open {
			p.put(`<defs><linearGradient id="`, text(s.ID), `-fade"><stop class="chart-fade" offset="0" stop-opacity="0"/>`)
			p.put(`<stop class="chart-fade" offset="1"/></linearGradient></defs>`)
			return
		}
	}
}

// mark draws an event: where it was planned, where it came, and the days between.
func (s *Strip) mark(p *pen, m *Point) {
	p.put(`<g class="strip-`, m.Class, `"><title>`, text(m.Text), `</title>`)
	if m.Plan != m.Day {
		p.put(`<line class="strip-delay"`, s.x(`x1`, m.Plan), s.x(`x2`, m.Day), ` y1="34" y2="34"/>`)
		p.put(`<circle class="strip-plan"`, s.x(`cx`, m.Plan), ` cy="34" r="6"/>`)
	}
	if m.Since == m.Day && !m.Open {
		p.put(`<circle class="strip-point"`, s.x(`cx`, m.Day), ` cy="34" r="7"/></g>`)
		return
	}
	since := m.Since
	if m.Open {
		since = max(m.Day-(s.To-s.From)/12, s.From)
	}
	p.put(`<rect class="strip-band"`, s.x(`x`, since), ` y="27" rx="7" height="14" width="`, share{int64(max(m.Day-since, 1)), int64(s.To - s.From)}, `"`)
	if m.Open {
		p.put(` fill="url(#`, text(s.ID), `-fade)"`)
	}
	p.put(`/></g>`)
}

func (s *Strip) today(p *pen) {
	if s.Today < s.From || s.Today > s.To {
		return
	}
	anchor := "middle"
	switch place := (s.Today - s.From) * 100 / max(s.To-s.From, 1); {
	case place < 8:
		anchor = "start"
	case place > 92:
		anchor = "end"
	}
	p.put(`<line class="strip-today"`, s.x(`x1`, s.Today), s.x(`x2`, s.Today), ` y1="18" y2="48"/>`)
	p.put(`<text class="strip-today-text"`, s.x(`x`, s.Today), ` y="13" text-anchor="`, anchor, `">`, text(s.TodayText), `</text>`)
}

// x gives where a day is, in percent of the strip.
func (s *Strip) x(name string, day int) place {
	return place{name, share{int64(min(max(day, s.From), s.To) - s.From), int64(s.To - s.From)}}
}
