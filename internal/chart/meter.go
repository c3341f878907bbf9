package chart

import "strings"

// Meter draws how much of a whole a part is, as a thin bar. It is a decoration of the
// same words beside it, and hidden from those who listen.
func Meter(part, whole int64) string {
	var s strings.Builder
	s.WriteString(`<svg class="chart-meter" width="100%" height="10" aria-hidden="true" focusable="false"><rect class="chart-whole" x="0" y="1" width="100%" height="8"/>`)
	if part > 0 && whole > 0 {
		s.WriteString(`<rect class="chart-part" x="0" y="1" width="` + percent(min(part, whole), whole) + `" height="8"/>`)
	}
	s.WriteString(`</svg>`)
	return s.String()
}
