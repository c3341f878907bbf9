package importer

import (
	"maps"
	"slices"
	"strings"

	"vetro/internal/record"
)

// countMoney takes the cells of money of a row into the account. A merged range counts where it
// begins.
func (im *tableImport) countMoney(r *tableRow) {
	for i := range r.money {
		c := &r.money[i]
		if k := moneyOf(c.key); k >= 0 && !c.cell.Spread && strings.TrimSpace(c.cell.Text) != "" && r.values[c.key] == "" && slices.ContainsFunc(r.faults, func(f Fault) bool { return f.Key == c.key }) {
			im.ledger.unread[k]++
		}
	}
	im.eachAmount(r, func(k int, amount record.Euro) { im.ledger.source[k] += amount })
}

// settleRow notes what became of all amounts of a row.
func (im *tableImport) settleRow(r *tableRow, became outcome) {
	im.eachAmount(r, func(k int, amount record.Euro) { im.ledger.settle(k, became, amount) })
}

// eachAmount goes through the amounts of a row as the account reads them: of its cells and, where a
// cell is empty or there is none, those that all rows have.
func (im *tableImport) eachAmount(r *tableRow, do func(k int, amount record.Euro)) {
	own := make(map[string]bool)
	for i := range r.money {
		c := &r.money[i]
		own[c.key] = own[c.key] || c.cell.Text != ""
		if k := moneyOf(c.key); k >= 0 && !c.cell.Spread && r.values[c.key] != "" && c.cell.Text != "" {
			if amount, ok := c.amount(); ok {
				do(k, amount)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(im.consts)) {
		if k := moneyOf(key); k >= 0 && !own[key] && r.values[key] == im.consts[key] {
			if amount, ok := rawAmount(im.consts[key]); ok {
				do(k, amount)
			}
		}
	}
}

// totals holds the rows of totals of the sheet to the rows above them: those since the last one,
// or all.
func (im *tableImport) totals() (out []TotalCheck) {
	from := 0
	for _, t := range im.Totals {
		for _, key := range sortedKeys(t.Sums) {
			cell := t.Sums[key]
			told, ok := cell.amount()
			if !ok {
				continue
			}
			sum := im.sumAbove(key, from, t.Line, true)
			for _, other := range []record.Euro{im.sumAbove(key, 0, t.Line, true), im.sumAbove(key, from, t.Line, false), im.sumAbove(key, 0, t.Line, false)} {
				if other == told { // of all above it, or of each amount once
					sum = other
				}
			}
			out = append(out, TotalCheck{Line: t.Line, Key: key, Told: told, Sum: sum})
		}
		from = t.Line
	}
	return out
}

// sumAbove gives the sum of a column of money between two rows; without again, that of amounts that
// are not told once more.
func (im *tableImport) sumAbove(key string, from, to int, again bool) (sum record.Euro) {
	for i := range im.Table.rows {
		r := &im.Table.rows[i]
		for _, c := range r.money {
			if amount, ok := c.amount(); ok && c.key == key && r.values[key] != "" && !c.cell.Spread && r.line > from && r.line < to && (again || !slices.Contains(im.again[r.line], key)) {
				sum += amount
			}
		}
	}
	return sum
}

func sortedKeys(m map[string]moneyCell) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
