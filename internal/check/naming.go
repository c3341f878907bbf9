package check

import (
	"slices"
	"strings"

	"vetro/internal/record"
)

// measure ties the code of a mission, component or measure to the fundings.
func (l *ledger) measure(j *judged, register []*record.Measure) {
	component, number := apartCode(j.Code)
	if number != "" && component == "" && doubtful(j.Text) && !slices.ContainsFunc(register, func(m *record.Measure) bool { return m.Number() == number }) {
		j.idle = true // some other number with points
		return
	}
	var near []string
	for _, p := range l.projects {
		for f := range p.Standing() {
			m := f.Measure
			if m == nil {
				continue
			}
			if names(component, number, m.Code) || m.CID != "" && names(component, number, m.CID) {
				j.tie, j.at = "misura "+m.Code+" di "+p.ID, f.At("misura")
				return
			}
			if !slices.Contains(near, m.Code) {
				near = append(near, m.Code)
			}
		}
	}
	if len(near) > 0 && len(near) <= 3 {
		j.near = strings.Join(near, " o ")
	}
}

// doubtful reports whether a number may be of something else: it is alone, or after
// a word that counts other things, too.
func doubtful(text string) bool {
	text = strings.ToLower(text)
	for _, word := range []string{"missione", "misura", "sub", "investiment", "riform", "m1", "m2", "m3", "m4", "m5", "m6", "m7"} {
		if strings.HasPrefix(text, word) {
			return false
		}
	}
	return true
}

// apartCode takes M1, M1C1, 1.2 and M1C1I1.2 apart. The letter says little: the same
// measure is an investment in the national tables and a reform in the Council's.
func apartCode(code string) (component, number string) {
	if c, ok := record.ParseMeasureCode(code); ok {
		return c.Component, c.Number
	}
	return code, ""
}

// names reports whether a component and number, either of which may be left out, name a
// measure or a whole that it is a part of.
func names(component, number, code string) bool {
	ofCode := code[min(5, len(code)):]
	return strings.HasPrefix(code, component) && (number == "" || ofCode == number || strings.HasPrefix(ofCode, number+"."))
}

func (l *ledger) cup(j *judged) {
	var near []string
	for _, p := range l.projects {
		if p.CUP != "" && string(p.CUP) == j.Code {
			j.tie, j.at = "CUP di "+p.ID, p.At("cup")
			return
		}
		for n := range p.Acts {
			if slices.Contains(p.Acts[n].CUPs, record.CUP(j.Code)) {
				j.tie, j.at = "CUP di un atto di "+p.ID, p.Acts[n].At("cup")
				return
			}
		}
		if p.CUP != "" {
			near = append(near, string(p.CUP))
		}
	}
	j.near = nearCode(j.Code, near)
}

func (l *ledger) cig(j *judged) {
	var near []string
	for _, p := range l.projects {
		for n := range p.Contracts {
			c := &p.Contracts[n]
			if c.CIG != "" && string(c.CIG) == j.Code {
				j.tie, j.at = "contratto di "+p.ID, c.At("cig")
				return
			}
			if c.CIG != "" {
				near = append(near, string(c.CIG))
			}
		}
	}
	j.near = nearCode(j.Code, near)
}

// nearCode gives the code that was most likely meant: the only one, or one that is a
// slip or two away.
func nearCode(code string, known []string) string {
	if len(known) == 1 {
		return known[0]
	}
	best, least := "", 4
	for _, k := range known {
		if d := record.Slips(code, k); d < least {
			best, least = k, d
		}
	}
	return best
}
