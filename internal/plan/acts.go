package plan

import (
	"slices"
	"strings"

	"vetro/internal/record"
)

// UnwrittenDecrees gives the fundings, of a measure or all where that is "", whose decree is not
// among the acts of the project; one for each decree.
func UnwrittenDecrees(p *record.Project, measure string) []*record.Funding {
	var out []*record.Funding
	seen := make(map[string]bool)
	for f := range p.Standing() {
		number := plainNumber(f.Decree)
		written := slices.ContainsFunc(p.Acts, func(a record.Act) bool { return isDecree(&a, f) })
		if number == "" || seen[number] || written || !p.Outside(f) || measure != "" && f.MeasureCode != measure {
			continue
		}
		seen[number] = true
		out = append(out, f)
	}
	return out
}

// isDecree reports whether an act is the decree of a funding: it has its number, or it is a
// decree of its day whose number begins alike, or has none.
func isDecree(a *record.Act, f *record.Funding) bool {
	number, decree := plainNumber(a.Number), plainNumber(f.Decree)
	if number != "" && number == decree {
		return true
	}
	if number != "" && decree != "" && leadingDigits(number) != leadingDigits(decree) {
		return false
	}
	return f.Date.Known() && a.Date == f.Date && strings.Contains(strings.ToLower(a.Kind), "decreto")
}

// leadingDigits gives the digits with which the number of an act begins: 73 of 73-1/2025.
func leadingDigits(number string) string {
	end := strings.IndexFunc(number, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		return number
	}
	return number[:end]
}

// plainNumber gives the number of an act without the blanks and the words before it, which
// people write or not: «Decreto n. 73 - 1 / 2025» is «73-1/2025».
func plainNumber(number string) string {
	number = strings.ToLower(strings.Join(strings.Fields(number), ""))
	for _, word := range []string{"decreto", "n."} {
		number = strings.TrimPrefix(number, word)
	}
	return number
}
