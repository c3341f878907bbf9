package chart

import (
	"strconv"
	"unicode/utf8"
)

// pen writes SVG. Texts of others are to be escaped.
type pen struct {
	b []byte
	// A drawing that stands alone, in a file, has no style sheet: its colours are
	// attributes, since a style in it would be refused as one in a page is.
	alone bool
}

// standaloneWidth is the width in pixels of a drawing in a file of its own.
const standaloneWidth = 720

// ink gives the attributes that stand for a class in a file of its own: the light
// colours of the theme.
func ink(name class) string {
	switch name {
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

// What a pen writes in a way of its own, besides strings and whole numbers.
type (
	text  string                      // of others, to be escaped
	class string                      // as an attribute
	share struct{ part, whole int64 } // of the width, with two decimals
	place struct {                    // a share as an attribute
		name string
		share
	}
)

// put writes parts one after the other. They stay on the stack: a drawing has hundreds.
func (p *pen) put(parts ...any) {
	for _, part := range parts {
		switch s := part.(type) {
		case string:
			p.b = append(p.b, s...)
		case int:
			p.b = strconv.AppendInt(p.b, int64(s), 10)
		case text:
			p.b = s.append(p.b)
		case class:
			p.b = append(append(append(p.b, ` class="`...), s...), '"')
			if p.alone {
				p.b = append(p.b, ink(s)...)
			}
		case share:
			p.b = s.append(p.b)
		case place:
			p.b = append(append(append(p.b, ' '), s.name...), `="`...)
			p.b = append(s.append(p.b), '"')
		default:
			panic("chart: a pen writes what it knows")
		}
	}
}

func (s share) append(b []byte) []byte {
	if s.whole <= 0 || s.part <= 0 {
		return append(b, "0%"...)
	}
	n := int64(float64(s.part)/float64(s.whole)*10_000 + 0.5)
	return append(strconv.AppendInt(b, n/100, 10), '.', byte('0'+n/10%10), byte('0'+n%10), '%')
}

func (t text) append(b []byte) []byte {
	from := 0
	for i := range len(t) {
		if sign := signs[t[i]]; sign != "" {
			b = append(append(b, t[from:i]...), sign...)
			from = i + 1
		}
	}
	return append(b, t[from:]...)
}

// signs writes what means something in XML in another way, and replaces what it may not hold.
var signs = func() (signs [256]string) {
	for c := range ' ' {
		signs[c] = "\uFFFD"
	}
	signs['\t'], signs['\n'] = "", ""
	signs['&'], signs['<'], signs['>'], signs['"'], signs['\''] = "&amp;", "&lt;", "&gt;", "&#34;", "&#39;"
	return signs
}()

// open begins a drawing of a height in pixels.
func (p *pen) open(id, title, desc, form string, height int) {
	space, width, ground := "", "100%", ""
	if p.alone {
		space = ` xmlns="http://www.w3.org/2000/svg" font-family="Titillium Web, Arial, sans-serif" font-size="15" fill="#17324d"`
		width, ground = strconv.Itoa(standaloneWidth), `<rect width="100%" height="100%" fill="#ffffff"/>`
	}
	p.put(`<svg`, space, ` class="chart-static `, form, `" role="img" width="`, width, `" height="`, height, `"`)
	p.put(` aria-labelledby="`, text(id), `-title `, text(id), `-desc">`)
	p.put(`<title id="`, text(id), `-title">`, text(title), `</title><desc id="`, text(id), `-desc">`, text(desc), `</desc>`, ground)
}

func (p *pen) close() { p.put(`</svg>`) }

// bar writes a horizontal bar from a start to an end on a scale. What is more than
// nothing is seen: as thin as a line, where its true width is less.
func (p *pen) bar(name class, from, to, scale int64, y, height int) {
	p.put(`<rect`, name, ` x="`, share{from, scale}, `" y="`, y, `" width="`)
	if n := to - from; n > 0 && float64(n) < float64(scale)/333 {
		p.put("2")
	} else {
		p.put(share{n, scale})
	}
	p.put(`" height="`, height, `"/>`)
}

// at begins a text at the start of a line.
func (p *pen) at(name class, y int) {
	p.put(`<text`, name, ` x="0" y="`, y, `">`)
}

// strong writes a number in a line of text.
func (p *pen) strong(unit *Unit, v *Value) {
	p.put(`<tspan`, class("chart-value"), `>`, text(v.Text))
	if v.Text == "" && unit != nil && !v.Unknown {
		p.put(text(v.Before))
		if v.Before != "" {
			p.put(` `)
		}
		p.b = unit.Short(p.b, v.N) // digits, points and signs: nothing to escape
	}
	p.put(`</tspan>`)
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
		p.put(`<tspan`, class("chart-letter"), `>`, letter, ` </tspan>`)
	}
	p.put(text(first), `</text>`)
	if rest == "" {
		return 1
	}
	second, more := broken(rest)
	p.at("chart-label", y+lineHeight)
	if more != "" {
		_, last := utf8.DecodeLastRuneInString(second)
		second = second[:len(second)-last] + "…"
	}
	p.put(text(second), `</text>`)
	return 2
}
