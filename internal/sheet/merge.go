package sheet

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// area is a range of cells that were merged; rows and columns count from 1.
type area struct{ top, left, bottom, right int }

// roomOfArea is what a merged range takes while a list of them grows.
const roomOfArea = 96

// areaOf reads a range as A1:B2.
func areaOf(ref string) (area, bool) {
	from, to, found := strings.Cut(ref, ":")
	if !found {
		return area{}, false
	}
	a := area{top: rowOf(from), left: columnOf(from), bottom: rowOf(to), right: columnOf(to)}
	return a, a.top > 0 && a.left > 0 && a.bottom >= a.top && a.right >= a.left
}

// rowOf gives the number of the row that a cell names; 0 for none.
func rowOf(cell string) int {
	n, err := strconv.Atoi(strings.TrimLeft(cell, "$ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
	if err != nil {
		return 0
	}
	return n
}

// spread shows the value of each merged range in all its cells, instead of what may be kept
// under them and nobody sees. A row that has nothing else is none.
func (g *grower) spread(merged []area) error {
	for _, a := range merged {
		first, _ := slices.BinarySearchFunc(g.rows, a.top, func(r Row, line int) int { return cmp.Compare(r.Line, line) })
		var value Cell
		if first < len(g.rows) && g.rows[first].Line == a.top && a.left <= len(g.rows[first].Cells) {
			value = g.rows[first].Cells[a.left-1]
		}
		value.Spread = value.Kind != Empty
		for i := first; i < len(g.rows) && g.rows[i].Line <= a.bottom; i++ {
			if err := g.spreadRow(&g.rows[i], a, value); err != nil {
				return err
			}
		}
	}
	if len(merged) > 0 {
		g.rows = slices.DeleteFunc(g.rows, func(r Row) bool {
			return r.Bad == "" && !slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Kind != Empty && !c.Spread })
		})
	}
	return nil
}

// spreadRow writes a value to the cells of a row that are within a merged range, but for the
// one that it comes from. Each takes its room, so that ranges that lie one over the other come
// to an end.
func (g *grower) spreadRow(r *Row, a area, value Cell) error {
	right := min(a.right, g.bounds.Columns)
	if value.Kind == Empty {
		right = min(right, len(r.Cells))
	}
	if g.room.take(roomOfCell*(1+max(0, right-a.left+1))) != nil {
		return noRoom(g.name)
	}
	for len(r.Cells) < right {
		r.Cells = append(r.Cells, Cell{})
	}
	for i := a.left - 1; i < right; i++ {
		if r.Line != a.top || i != a.left-1 {
			r.Cells[i] = value
		}
	}
	return nil
}
