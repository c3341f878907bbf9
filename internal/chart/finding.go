package chart

// Finding is what ranked numbers amount to, for a headline that states it.
type Finding struct {
	Case  Case
	Count int   // of rows that the finding speaks of
	Part  int64 // what they have of the whole
	Whole int64
}

// Case says what a Finding is.
type Case uint8

// The cases.
const (
	Nothing Case = iota // no row has anything
	Only                // one row has all
	Equal               // all rows have the same
	Leader              // one has at least half
	Few                 // two or three have two thirds, and the others less
	Spread              // no such thing: the first has Part
)

// Find gives the finding of numbers that come largest first.
func Find(ranked []int64) Finding {
	f := Finding{}
	live := 0
	for _, n := range ranked {
		f.Whole += n
		if n > 0 {
			live++
		}
	}
	if live == 0 {
		return f
	}
	first := ranked[0]
	few := first
	switch {
	case live == 1:
		return Finding{Only, 1, first, f.Whole}
	case live == len(ranked) && ranked[live-1] == first:
		return Finding{Equal, live, first, f.Whole}
	case first >= f.Whole-first:
		return Finding{Leader, 1, first, f.Whole}
	}
	for n := 2; n <= 3 && n < live; n++ {
		few += ranked[n-1]
		// Were the next as large, the line between few and others would be drawn at random.
		if few >= 2*(f.Whole-few) && ranked[n] < ranked[n-1] {
			return Finding{Few, n, few, f.Whole}
		}
	}
	return Finding{Spread, 1, first, f.Whole}
}

// Dwarfed reports whether the largest number is so large that the bars of most others
// can hardly be seen, and how many times the next it is.
func Dwarfed(ranked []int64) (times int64, is bool) {
	if len(ranked) < 3 || ranked[1] <= 0 || ranked[0]/ranked[1] < 20 {
		return 0, false
	}
	return ranked[0] / ranked[1], true
}
