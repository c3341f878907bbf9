package importer

import (
	"fmt"
	"regexp"
	"strings"

	"vetro/internal/record"
)

// unitWords are the words for the units of amounts, with what one is in euro.
var unitWords = map[string]int64{
	"mila": 1e3, "migliaia": 1e3, "migliaio": 1e3, "k": 1e3,
	"milioni": 1e6, "milione": 1e6, "mln": 1e6,
	"miliardi": 1e9, "miliardo": 1e9, "mld": 1e9, "mrd": 1e9,
}

// unitForms find a unit in the name of a column or in a title above it. A lone letter is one
// only beside the sign of the euro, or in brackets.
var unitForms = []struct {
	form *regexp.Regexp
	unit int64
}{
	{regexp.MustCompile(`(?i)\b(?:migliaia|mila)\b|[€/x(] ?\.?1?[.]?000\b|\bk ?(?:€|eur)|(?:€|eur(?:o)?) ?k\b|\(k\)`), 1e3},
	{regexp.MustCompile(`(?i)\b(?:milioni|milione|mln)\b|(?-i:\bM) ?(?:€|(?i:eur))|(?:€|(?i:eur(?:o)?)) ?(?-i:M)\b`), 1e6},
	{regexp.MustCompile(`(?i)\b(?:miliardi|miliardo|mld|mrd)\b`), 1e9},
}

// unclearUnit is a unit that has two senses.
var unclearUnit = regexp.MustCompile(`\bm ?€|€ ?m\b`)

// unitOf gives the unit that a name tells of, 1 for none, and whether it has one sense.
func unitOf(name string) (unit int64, sure bool) {
	unit = 1
	for _, u := range unitForms {
		if u.form.MatchString(name) {
			if unit != 1 {
				return 0, false
			}
			unit = u.unit
		}
	}
	return unit, unit != 1 || !unclearUnit.MatchString(name)
}

// unitName gives the words for a unit.
func unitName(unit int64) string {
	switch unit {
	case 1e3:
		return "migliaia di euro"
	case 1e6:
		return "milioni di euro"
	case 1e9:
		return "miliardi di euro"
	}
	return "euro"
}

// unitPhrase is what a name says of its unit, in brackets or not; the rest is the name.
var unitPhrase = regexp.MustCompile(`(?i)\(?(?:valori |importi )?(?:in |x )?(?:\b(?:migliaia|milioni|miliardi|mln|mld|mrd|mila|euro|eur)\b|\b[kM]? ?€|€ ?[kM]?\b|€)(?: di)?(?: (?:\beuro\b|\beur\b|€))?(?: ?/? ?000)?\)?`)

// withoutUnit gives a name without what it says of its unit.
func withoutUnit(name string) string {
	return strings.TrimSpace(strings.NewReplacer("()", "", "( )", "").Replace(unitPhrase.ReplaceAllString(name, " ")))
}

// titleUnit is what a title says of all amounts below it: «importi in migliaia di euro». One
// that speaks of 3 milioni says nothing of them.
var titleUnit = regexp.MustCompile(`(?i)\bin (?:migliaia|milioni|miliardi|mln|mld|[km] ?€)(?: di)?(?: euro| ?€)?|(?:€|\beuro) ?(?:x ?1?\.?|/ ?)000`)

// unitsOf gives the columns of amounts their units: what the column says, or else a title
// above the header. A unit that has two senses is refused.
func (t *Table) unitsOf(a *area) error {
	common, sure := unitOf(titleUnit.FindString(t.areas[0].above))
	if !sure {
		common = 1
	}
	for _, at := range a.cols {
		c := &t.Columns[at]
		c.american = americanOrder(c.cells)
		if c.target == nil || c.target.kind != euro {
			continue
		}
		unit, sure := unitOf(c.Name)
		if !sure {
			return &Refusal{fmt.Sprintf("%s: l’unità della colonna «%s» ha due sensi: migliaia o milioni", t.name, c.Name), "scrivi nel nome della colonna «migliaia di euro», «milioni di euro» o «euro», e ripeti"}
		}
		if unit == 1 && !currency.MatchString(c.Name) {
			unit = common
		}
		if c.Unit == 1 && unit != 1 {
			c.Unit = unit
			t.Notes = append(t.Notes, fmt.Sprintf("la colonna «%s» è in %s: gli importi sono moltiplicati per %s", c.Name, unitName(unit), record.Grouped(unit)))
		}
		c.decimal = decimalSign(c.cells)
	}
	return nil
}
