package media

import "fmt"

// What a drawing may become once each part of it stands where it is used: a few lines that use
// each other twice would be more than a browser can draw.
const (
	maxUsed    = 100_000 // elements, by use
	maxPainted = 200_000 // and by patterns, masks, filters: Chromium draws a mask of that many for a minute
	maxRefs    = 200_000 // that are counted at all
)

// uses counts what a drawing becomes. Each element with an id is a scope, whose cost is that of
// the elements in it and of the scopes to which they refer.
type uses struct {
	ids    map[string]int
	scope  int     // that is open
	counts []int64 // of elements that are in no inner scope, by scope
	outer  []int   // scope around each
	refs   []referral
}

// referral is from one scope to another.
type referral struct {
	scope  int
	offset int
	id     string
	draws  bool // the elements are there again, and not a pattern
}

// element counts an element, and opens its scope if it has an id.
func (u *uses) element(id string) {
	if u.counts == nil {
		u.ids, u.counts, u.outer = make(map[string]int), []int64{0}, []int{-1}
	}
	if id != "" {
		u.counts, u.outer = append(u.counts, 0), append(u.outer, u.scope)
		u.scope = len(u.counts) - 1
		if _, taken := u.ids[id]; !taken {
			u.ids[id] = u.scope
		}
	}
	u.counts[u.scope]++
}

// refer notes that the open scope refers to an element.
func (u *uses) refer(id string, offset int, draws bool) {
	if len(u.refs) <= maxRefs {
		u.refs = append(u.refs, referral{u.scope, offset, id, draws})
	}
}

// faults reports a drawing that becomes too large, or uses itself.
func (u *uses) faults() []Fault {
	if len(u.refs) > maxRefs {
		return []Fault{{Offset: -1, Text: fmt.Sprintf("il disegno ripete le sue parti più di %d volte: un browser non lo mostra in tempo utile", maxRefs), Mend: simplify}}
	}
	for _, all := range []bool{false, true} {
		if f := u.expand(all); f != nil {
			return []Fault{*f}
		}
	}
	return nil
}

// expand adds up the scopes, those first that refer to no other: what is used, or all that is
// drawn.
func (u *uses) expand(all bool) *Fault {
	n, most := len(u.counts), int64(maxUsed)
	if all {
		most = maxPainted
	}
	own := int64(0)
	for _, c := range u.counts {
		own += c
	}
	waits := make([]int, n)  // number of scopes that a scope waits for
	into := make([][]int, n) // scopes that wait for it
	cost := append([]int64{}, u.counts...)
	at := make([]int, n) // offset of what makes it large
	edge := func(from, to int) {
		waits[from]++
		into[to] = append(into[to], from)
	}
	for inner, outer := range u.outer {
		if outer >= 0 {
			edge(outer, inner)
		}
	}
	for _, r := range u.refs {
		if to, found := u.ids[r.id]; found && (all || r.draws) {
			edge(r.scope, to)
			at[r.scope] = r.offset
		}
	}
	var ready []int
	for i := range n {
		if waits[i] == 0 {
			ready = append(ready, i)
		}
	}
	done := 0
	for ; len(ready) > 0; done++ {
		i := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		if cost[i] > most+own {
			return &Fault{Offset: at[i], Text: fmt.Sprintf("il disegno ripete le sue parti più di %d volte: un browser non lo mostra in tempo utile", most), Mend: simplify}
		}
		for _, j := range into[i] {
			cost[j] += cost[i]
			if waits[j]--; waits[j] == 0 {
				ready = append(ready, j)
			}
		}
	}
	for i := range n {
		if waits[i] > 0 && at[i] > 0 && done < n {
			return &Fault{Offset: at[i], Text: "una parte del disegno richiama sé stessa", Mend: exportAnew}
		}
	}
	return nil
}
