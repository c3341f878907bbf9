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
	p := &pen{b: make([]byte, 768+len(s.Title)+len(s.Desc)+400*len(s.Marks))}
	p.open(s.ID, s.Title, s.Desc, "chart-strip", stripHeight)
	s.fades(p)
	// The ends stay free, so that no mark is cut.
	p.raw(`<svg x="2%" width="96%" height="`)
	p.int(stripHeight)
	p.raw(`" overflow="visible"><line`)
	p.class("chart-tick")
	p.raw(` x1="0" x2="100%" y1="34" y2="34"/>`)
	for _, t := range s.Years {
		p.raw(`<line`)
		p.class("chart-tick")
		s.x(p, `x1`, t.Day)
		s.x(p, `x2`, t.Day)
		p.raw(` y1="34" y2="44"/><text`)
		p.class("chart-scale")
		s.x(p, `x`, t.Day)
		p.raw(` y="58">`)
		p.text(t.Text)
		p.raw(`</text>`)
	}
	for i := range s.Marks {
		s.mark(p, &s.Marks[i])
	}
	s.today(p)
	p.raw(`</svg>`)
	p.close()
	return p.bytes()
}

// fades defines the edge of a band whose start nobody said.
func (s *Strip) fades(p *pen) {
	for _, m := range s.Marks {
		if m.Open {
			p.raw(`<defs><linearGradient id="`)
			p.text(s.ID)
			p.raw(`-fade"><stop class="chart-fade" offset="0" stop-opacity="0"/><stop class="chart-fade" offset="1"/></linearGradient></defs>`)
			return
		}
	}
}

// mark draws an event: where it was planned, where it came, and the days between.
func (s *Strip) mark(p *pen, m *Point) {
	p.raw(`<g class="strip-`)
	p.raw(m.Class)
	p.raw(`"><title>`)
	p.text(m.Text)
	p.raw(`</title>`)
	if m.Plan != m.Day {
		p.raw(`<line class="strip-delay"`)
		s.x(p, `x1`, m.Plan)
		s.x(p, `x2`, m.Day)
		p.raw(` y1="34" y2="34"/><circle class="strip-plan"`)
		s.x(p, `cx`, m.Plan)
		p.raw(` cy="34" r="6"/>`)
	}
	if m.Since == m.Day && !m.Open {
		p.raw(`<circle class="strip-point"`)
		s.x(p, `cx`, m.Day)
		p.raw(` cy="34" r="7"/></g>`)
		return
	}
	since := m.Since
	if m.Open {
		since = max(m.Day-(s.To-s.From)/12, s.From)
	}
	p.raw(`<rect class="strip-band"`)
	s.x(p, `x`, since)
	p.raw(` y="27" rx="7" height="14" width="`)
	p.percent(int64(max(m.Day-since, 1)), int64(s.To-s.From))
	p.raw(`"`)
	if m.Open {
		p.raw(` fill="url(#`)
		p.text(s.ID)
		p.raw(`-fade)"`)
	}
	p.raw(`/></g>`)
}

func (s *Strip) today(p *pen) {
	if s.Today < s.From || s.Today > s.To {
		return
	}
	p.raw(`<line class="strip-today"`)
	s.x(p, `x1`, s.Today)
	s.x(p, `x2`, s.Today)
	p.raw(` y1="18" y2="48"/><text class="strip-today-text"`)
	s.x(p, `x`, s.Today)
	p.raw(` y="13" text-anchor="`)
	switch place := (s.Today - s.From) * 100 / max(s.To-s.From, 1); {
	case place < 8:
		p.raw(`start`)
	case place > 92:
		p.raw(`end`)
	default:
		p.raw(`middle`)
	}
	p.raw(`">`)
	p.text(s.TodayText)
	p.raw(`</text>`)
}

// x writes where a day is, in percent of the strip.
func (s *Strip) x(p *pen, name string, day int) {
	p.raw(` `)
	p.raw(name)
	p.raw(`="`)
	p.percent(int64(min(max(day, s.From), s.To)-s.From), int64(s.To-s.From))
	p.raw(`"`)
}
