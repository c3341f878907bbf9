// Package chart draws figures from numbers and labels: bars as static SVG.
//
// It knows nothing of projects. A drawing has a title and a description for those who
// do not see it; its colours are classes of the theme's style sheet, since a strict
// Content-Security-Policy forbids styles in the page. Horizontal places are in percent
// and there is no viewBox, so that text keeps its size from a phone to a wall.
//
// Source: WCAG 2.2, 1.1.1 (non-text content) and 1.4.1 (use of color).
package chart

import (
	"html"
	"strconv"
	"strings"
)

// Bars is a set of horizontal bars that share one scale, which starts at zero.
type Bars struct {
	ID    string // unique on the page; the title and the description hang on it
	Title string
	Desc  string
	Bars  []Bar
}

// Bar is one bar: an outline for the whole, filled as far as the part goes.
type Bar struct {
	Label     string
	Whole     int64  // in cents or in any unit that all bars share; not negative
	WholeText string // the same for people: 931.712 €
	Part      int64
	PartText  string // what the filled part is, printed in it or, if there is none, in the outline or beside it
}

const (
	rowHeight   = 56
	barTop      = 22
	barHeight   = 24
	labelLength = 36 // characters that fit beside an amount on the narrowest screen
	partRoom    = 45 // percent of the width below which a text does not fit in a bar
)

// SVG draws the bars.
func (b Bars) SVG() string {
	var s strings.Builder
	id := html.EscapeString(b.ID)
	s.WriteString(`<svg class="chart-bars" role="img" width="100%" height="`)
	s.WriteString(strconv.Itoa(max(1, len(b.Bars)) * rowHeight))
	s.WriteString(`" aria-labelledby="` + id + `-title ` + id + `-desc"><title id="` + id + `-title">`)
	s.WriteString(html.EscapeString(b.Title))
	s.WriteString(`</title><desc id="` + id + `-desc">`)
	s.WriteString(html.EscapeString(b.Desc))
	s.WriteString(`</desc>`)
	var largest int64
	for _, bar := range b.Bars {
		largest = max(largest, bar.Whole)
	}
	for i, bar := range b.Bars {
		bar.draw(&s, i*rowHeight, largest)
	}
	s.WriteString(`</svg>`)
	return s.String()
}

func (b Bar) draw(s *strings.Builder, y int, largest int64) {
	text := func(class, x, anchor string, dy int, what string) {
		if what == "" {
			return
		}
		s.WriteString(`<text class="` + class + `" x="` + x + `" y="` + strconv.Itoa(y+dy) + `"`)
		if anchor != "" {
			s.WriteString(` text-anchor="` + anchor + `"`)
		}
		s.WriteString(`>` + html.EscapeString(what) + `</text>`)
	}
	rect := func(class string, value int64) {
		s.WriteString(`<rect class="` + class + `" x="0" y="` + strconv.Itoa(y+barTop) + `" width="` + percent(value, largest) + `" height="` + strconv.Itoa(barHeight) + `"/>`)
	}
	text("chart-label", "0", "", 14, shortened(b.Label))
	text("chart-value", "100%", "end", 14, b.WholeText)
	rect("chart-whole", b.Whole)
	roomy := func(value int64) bool { return largest > 0 && value*100/largest >= partRoom }
	switch {
	case b.Part > 0:
		rect("chart-part", b.Part)
		if roomy(b.Part) {
			text("chart-in", "1%", "", barTop+16, b.PartText)
		}
	case roomy(b.Whole):
		text("chart-none", "1%", "", barTop+16, b.PartText)
	default:
		text("chart-none", percent(b.Whole+largest/50, largest), "", barTop+16, b.PartText)
	}
}

// percent gives value as a share of the largest, with two decimals.
func percent(value, largest int64) string {
	if largest <= 0 {
		return "0%"
	}
	return strconv.FormatFloat(float64(value)/float64(largest)*100, 'f', 2, 64) + "%"
}

// shortened cuts a label at a word; the table under the figure has it whole.
func shortened(label string) string {
	r := []rune(label)
	if len(r) <= labelLength {
		return label
	}
	cut := string(r[:labelLength-1])
	if i := strings.LastIndexByte(cut, ' '); i > labelLength/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}
