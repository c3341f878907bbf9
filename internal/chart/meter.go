package chart

// Meter draws how much of a whole, above zero, a part is, as a thin bar. It is a decoration of
// the same words beside it, and hidden from those who listen.
func Meter(part, whole int64) []byte {
	p := pen{b: make([]byte, 0, 320)}
	p.put(`<svg class="chart-meter" width="100%" height="10" aria-hidden="true" focusable="false">`)
	p.bar("chart-whole", 0, whole, whole, 1, 8)
	if part > 0 {
		p.bar("chart-part", 0, min(part, whole), whole, 1, 8)
	}
	p.close()
	return p.b
}
