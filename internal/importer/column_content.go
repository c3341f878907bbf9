package importer

import (
	"vetro/internal/record"
	"vetro/internal/sheet"
)

// share gives how many of the values of a column are of a kind, of those that say something.
func (c *TableColumn) share(is func(sheet.Cell) bool) (good, all int) {
	for _, cell := range c.kinds {
		if nothing(nil, cell.Text) {
			continue
		}
		all++
		if is(cell) {
			good++
		}
	}
	return good, all
}

// mostly reports a column of which nine in ten values are of a kind, and two at least.
func (c *TableColumn) mostly(is func(sheet.Cell) bool) bool {
	good, all := c.share(is)
	return good >= 2 && good*10 >= all*9
}

func isAmount(c sheet.Cell) bool {
	if c.Kind == sheet.Number {
		return true
	}
	_, ok := tableEuro(c.Text)
	return c.Kind == sheet.Text && ok
}

func isCUP(c sheet.Cell) bool {
	_, ok := record.ParseCUP(c.Text)
	return ok && len(c.Text) >= 15
}

func isCIG(c sheet.Cell) bool {
	_, ok := record.ParseCIG(c.Text)
	return ok
}

func isMeasureCell(c sheet.Cell) bool { return c.Kind == sheet.Text && isMeasure(c.Text) }

func isDay(c sheet.Cell) bool {
	if c.Kind == sheet.Date {
		return true
	}
	d, ok := tableDate(c.Text, false)
	return c.Kind == sheet.Text && ok && d.Known() && !yearAlone.MatchString(c.Text)
}

// fits reports whether what a column holds may be what a key wants.
func fits(c *TableColumn, key string) bool {
	k := findKey(plainKeys(), key)
	switch {
	case isMoneyKey(key) && !mayBeFunding(c.Name):
		return false
	case k.kind == euro:
		return c.mostly(isAmount)
	case k.kind == date:
		return c.mostly(isDay)
	case k.key == "cup":
		return c.mostly(isCUP)
	case k.key == "cig":
		return c.mostly(isCIG)
	case k.form == record.MeasureID:
		return !c.mostly(isAmount)
	}
	return !c.mostly(isAmount) && !c.mostly(isDay) && k.kind == text
}
