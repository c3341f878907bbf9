package chart

import (
	"strconv"
	"unicode/utf8"
)

// pen writes SVG. All text that it is given is escaped. It fills a buffer of its own and
// counts: a slice that grows by append is a pointer written at every mark, which costs a
// third of a drawing while the collector is at work.
type pen struct {
	b []byte // filled up to n
	n int
	// A drawing that stands alone, in a file, has no style sheet: its colours are
	// attributes, since a style in it would be refused as one in a page is.
	alone bool
}

// standaloneWidth is the width in pixels of a drawing in a file of its own.
const standaloneWidth = 720

// ink gives the attributes that stand for a class in a file of its own: the light
// colours of the theme.
func ink(class string) string {
	switch class {
	case "chart-whole":
		return ` fill="#d9e6f7" stroke="#0066cc"`
	case "chart-part":
		return ` fill="#0066cc"`
	case "chart-line", "chart-tick":
		return ` stroke="#5d7083"`
	case "chart-value", "chart-letter":
		return ` font-weight="700"`
	}
	return ""
}

// bytes gives what was written.
func (p *pen) bytes() []byte { return p.b[:p.n] }

func (p *pen) raw(s string) {
	if len(p.b)-p.n < len(s) {
		p.grow(len(s))
	}
	p.n += copy(p.b[p.n:], s)
}

func (p *pen) grow(n int) {
	p.b = append(p.b[:p.n], make([]byte, max(n, p.n))...)
}

// add lets a function append to what was written.
func (p *pen) add(write func(b []byte, n int64) []byte, n int64) {
	out := write(p.b[:p.n], n)
	if cap(out) != cap(p.b) {
		p.b = out[:cap(out)]
	}
	p.n = len(out)
}

func (p *pen) int(n int) { p.add(decimal, int64(n)) }

func decimal(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }

// percent writes a share of the width, with two decimals.
func (p *pen) percent(part, whole int64) {
	if whole <= 0 || part <= 0 {
		p.raw("0%")
		return
	}
	p.add(hundredths, int64(float64(part)/float64(whole)*10_000+0.5))
}

func hundredths(b []byte, n int64) []byte {
	return append(strconv.AppendInt(b, n/100, 10), '.', byte('0'+n/10%10), byte('0'+n%10), '%')
}

// text writes a text of others.
func (p *pen) text(s string) {
	from := 0
	for i := 0; i < len(s); i++ {
		var escaped string
		switch c := s[i]; c {
		case '&':
			escaped = "&amp;"
		case '<':
			escaped = "&lt;"
		case '>':
			escaped = "&gt;"
		case '"':
			escaped = "&#34;"
		case '\'':
			escaped = "&#39;"
		default:
			if c >= ' ' || c == '\t' || c == '\n' {
				continue
			}
			escaped = "\uFFFD" // no form of XML may hold it
		}
		p.raw(s[from:i])
		p.raw(escaped)
		from = i + 1
	}
	p.raw(s[from:])
}

func (p *pen) class(name string) {
	p.raw(` class="`)
	p.raw(name)
	p.raw(`"`)
	if p.alone {
		p.raw(ink(name))
	}
}

// open begins a drawing of a height in pixels.
func (p *pen) open(id, title, desc, class string, height int) {
	p.raw(`<svg`)
	if p.alone {
		p.raw(` xmlns="http://www.w3.org/2000/svg" font-family="Titillium Web, Arial, sans-serif" font-size="15" fill="#17324d"`)
	}
	p.raw(` class="chart-static `)
	p.raw(class)
	p.raw(`" role="img" width="`)
	if p.alone {
		p.int(standaloneWidth)
	} else {
		p.raw("100%")
	}
	p.raw(`" height="`)
	p.int(height)
	p.raw(`" aria-labelledby="`)
	p.text(id)
	p.raw(`-title `)
	p.text(id)
	p.raw(`-desc"><title id="`)
	p.text(id)
	p.raw(`-title">`)
	p.text(title)
	p.raw(`</title><desc id="`)
	p.text(id)
	p.raw(`-desc">`)
	p.text(desc)
	p.raw(`</desc>`)
	if p.alone {
		p.raw(`<rect width="100%" height="100%" fill="#ffffff"/>`)
	}
}

func (p *pen) close() { p.raw(`</svg>`) }

// bar writes a horizontal bar from a start to an end on a scale. What is more than
// nothing is seen: as thin as a line, where its true width is less.
func (p *pen) bar(class string, from, to, scale int64, y, height int) {
	p.raw(`<rect`)
	p.class(class)
	p.raw(` x="`)
	p.percent(from, scale)
	p.raw(`" y="`)
	p.int(y)
	p.raw(`" width="`)
	if n := to - from; n > 0 && float64(n) < float64(scale)/333 {
		p.raw("2")
	} else {
		p.percent(n, scale)
	}
	p.raw(`" height="`)
	p.int(height)
	p.raw(`"/>`)
}

// at begins a text at the start of a line.
func (p *pen) at(class string, y int) {
	p.raw(`<text`)
	p.class(class)
	p.raw(` x="0" y="`)
	p.int(y)
	p.raw(`">`)
}

// strong writes a number in a line of text.
func (p *pen) strong(unit *Unit, v *Value) {
	p.raw(`<tspan`)
	p.class("chart-value")
	p.raw(`>`)
	if v.Text != "" {
		p.text(v.Text)
	} else if unit != nil && !v.Unknown {
		p.add(unit.Short, v.N) // digits, points and signs: nothing to escape
	}
	p.raw(`</tspan>`)
}

// lineLength is how many letters of a label fit on a line of the narrowest screen.
const lineLength = 42

// broken gives the first line of a label, cut at a word where there is one, and the rest.
func broken(label string) (line, rest string) {
	if len(label) <= lineLength {
		return label, ""
	}
	count, space := 0, -1
	for i, r := range label {
		if r == ' ' {
			space = i
		}
		if count == lineLength {
			if space > lineLength/3 {
				return label[:space], label[space+1:]
			}
			return label[:i], label[i:]
		}
		count++
	}
	return label, ""
}

// label writes a label on one or two lines, after the letter of its piece where there is
// one, and gives how many lines. What is cut off stands whole in the table.
func (p *pen) label(letter, label string, y int) int {
	first, rest := broken(label)
	p.at("chart-label", y)
	if letter != "" {
		p.raw(`<tspan`)
		p.class("chart-letter")
		p.raw(`>`)
		p.raw(letter)
		p.raw(` </tspan>`)
	}
	p.text(first)
	p.raw(`</text>`)
	if rest == "" {
		return 1
	}
	second, more := broken(rest)
	p.at("chart-label", y+lineHeight)
	if more != "" {
		_, last := utf8.DecodeLastRuneInString(second)
		p.text(second[:len(second)-last])
		p.raw(`…`)
	} else {
		p.text(second)
	}
	p.raw(`</text>`)
	return 2
}
