package importer

import (
	"cmp"
	"slices"
	"strings"

	"vetro/internal/sheet"
)

// mostTitles is how many rows may stand above the header, mostHeads how many rows it may have.
const (
	mostTitles = 30
	mostHeads  = 3
)

// headName is the name of a column as a header of one to three rows gives it.
type headName struct {
	whole string // all its rows joined
	last  string // that of its last row
	group string // what stands right over it
	over  string // all that stands over it
}

// bestHeader takes for the header the rows with most names that are known, within the first
// of a sheet; no rows when there are none.
func (t *Table) bestHeader(rows []sheet.Row, asked *askedColumns) (from, heads int) {
	most := 0
	for i := range rows[:min(mostTitles, len(rows))] {
		for n := 1; n <= mostHeads && i+n <= len(rows) && headerLike(rows[i:i+n]); n++ {
			score := t.score(headNames(rows[i:i+n]), asked)
			if n > 1 && !t.addsNames(rows[i+n-1], asked) {
				continue
			}
			if score > most || score == most && most > 0 && i+n == from+heads && n > heads {
				from, heads, most = i, n, score
			}
			if score == most && most > 0 && n > 1 && i < from && i+n == from+heads { // a row of groups above it
				from, heads = i, n
			}
		}
	}
	for heads > 0 && heads < mostHeads && from > 0 && headerLike(rows[from-1:from+heads]) && merged(rows[from-1]) {
		from, heads = from-1, heads+1
	}
	return from, heads
}

// merged reports a row of names of which some are merged over several columns: one of groups.
func merged(r sheet.Row) bool {
	for p := range r.Cells {
		if r.Cells[p].Spread && besideOf(r.Cells, p) {
			return true
		}
	}
	return false
}

// headerLike reports rows that follow each other and hold names: a title alone is none where
// names stand below it. A third of the cells may look like values: years, days.
func headerLike(rows []sheet.Row) bool {
	for i, r := range rows {
		if i > 0 && r.Line != rows[i-1].Line+1 || r.Bad != "" {
			return false
		}
		texts := make(map[string]bool)
		values := 0
		for _, c := range r.Cells {
			switch {
			case c.Kind == sheet.Empty:
			case c.Kind == sheet.Text && !dataLike(c.Text), c.Kind == sheet.Number && yearAlone.MatchString(c.Text):
				texts[c.Text] = true
			default:
				values++
			}
		}
		if values*2 > len(texts) {
			return false
		}
		if i < len(rows)-1 && len(texts) < 2 && groupBlock(fold(withoutUnit(firstText(r)))) == "" {
			return false
		}
	}
	return true
}

// dataLike reports a text that is a value, and no name of a column.
func dataLike(s string) bool {
	if len(s) > 0 && (s[0] >= '0' && s[0] <= '9' || strings.HasPrefix(s, "€")) {
		if _, ok := tableEuro(s); ok {
			return !yearAlone.MatchString(s)
		}
		_, ok := tableDate(s, false)
		return ok && !yearAlone.MatchString(s)
	}
	_, _, isCUP := cupOf(s)
	return isCUP == "" && len(s) >= 15
}

// addsNames reports a row that has a name of a column by itself.
func (t *Table) addsNames(r sheet.Row, asked *askedColumns) bool {
	return slices.ContainsFunc(r.Cells, func(c sheet.Cell) bool { return c.Text != "" && t.knows(c.Text, asked) })
}

func (t *Table) knows(name string, asked *askedColumns) bool {
	_, found := asked.keys[fold(name)]
	return found || wordKey(name) != "" || groupBlock(fold(name)) != "" || bareKey[fold(name)] != ""
}

// headNames joins the rows of a header. In all but the last a name holds for what stands to
// the right of it, too, as where a merged range lost its extent in a table as text.
func headNames(rows []sheet.Row) []headName {
	width := 0
	for _, r := range rows {
		width = max(width, len(r.Cells))
	}
	names := make([]headName, width)
	guessed := make([]bool, width) // the group is that of a column further left
	for i, r := range rows {
		carried := ""
		for p := range names {
			text := ""
			if p < len(r.Cells) {
				text = r.Cells[p].Text
			}
			lower := i == len(rows)-1 || p >= len(rows[i+1].Cells) || rows[i+1].Cells[p].Text == ""
			switch {
			case text != "":
				carried = text
			case i < len(rows)-1 && !lower:
				text, guessed[p] = carried, carried != ""
			}
			n := &names[p]
			if text == "" || text == n.last {
				continue
			}
			if n.last != "" {
				n.group, n.over = n.last, n.whole
			}
			n.last = text
			n.whole = strings.TrimSpace(n.whole + " " + text)
		}
	}
	for p := range names {
		if n := &names[p]; guessed[p] && groupKey(n.group, n.last) == "" && sourceIn(n.whole) == "" {
			*n = headName{whole: n.last, last: n.last}
		}
	}
	return names
}

// score counts the keys that a header gives.
func (t *Table) score(names []headName, asked *askedColumns) int {
	keys := make(map[string]bool)
	score := 0
	for i := range names {
		if _, found := askedFor(names, i, asked); found {
			score++
		} else if key := keyOf(names, i); key != "" && !keys[key] {
			keys[key] = true
			score++
		}
	}
	return score
}

// askedFor gives what was asked for a column, by its whole name, its last part or its letter.
func askedFor(names []headName, i int, asked *askedColumns) (name string, found bool) {
	if names[i].whole == "" {
		return "", false
	}
	for _, try := range []string{fold(names[i].whole), fold(names[i].last)} {
		if _, there := asked.keys[try]; there && try != "" && (try == fold(names[i].whole) || alone(names, i)) {
			return try, true
		}
	}
	return "", false
}

// alone reports whether no other column has the last part of a name.
func alone(names []headName, i int) bool {
	for j := range names {
		if j != i && fold(names[j].last) == fold(names[i].last) {
			return false
		}
	}
	return true
}

// keyOf gives the key that a name means: the whole name, a group with a part of it, or the
// last part where no other column has it.
func keyOf(names []headName, i int) string {
	n := names[i]
	if n.whole == "" {
		return ""
	}
	if key := wordKey(n.whole); key != "" {
		return key
	}
	if n.group == "" {
		return ""
	}
	if key := cmp.Or(groupKey(n.group, n.last), groupKey(n.over, n.last)); key != "" {
		return key
	}
	key := wordKey(n.last)
	if key == "" || !alone(names, i) || isMoneyKey(key) && !mayBeFunding(n.over) {
		return ""
	}
	return key
}

// letterOf gives the letter by which spreadsheets name a column.
func letterOf(place int) string {
	s := ""
	for place++; place > 0; place = (place - 1) / 26 {
		s = string(rune('A'+(place-1)%26)) + s
	}
	return s
}
