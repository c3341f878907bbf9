package load

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vetro/internal/record"
)

// code reads an identifier.
func (v *value) code(raw, to any) bool {
	var s string
	return v.text(raw, &s) && v.parseCode(s, v.key.value, to)
}

// codes reads a list of identifiers.
func (v *value) codes(raw, to any) bool {
	return v.list(raw, func(s string, at record.Pos) bool { return v.parseCode(v.own(s), at, to) })
}

// parseCode stores an identifier, or refuses the text that is none.
func (v *value) parseCode(s string, at record.Pos, to any) bool {
	c := v.Type.Code
	if code, ok := c.Read(s); ok {
		v.Type.Put(to, code)
		return true
	}
	text := "il " + c.Name + " " + quote(s) + " " + c.Wrong
	mend := fmt.Sprintf("copia il %s %s: %d tra lettere e cifre, come %s", c.Name, c.From, c.Length, c.Example)
	if n := len([]rune(record.NormalCode(s))); n != c.Length {
		text = fmt.Sprintf("il %s %s ha %s, ne servono %d", c.Name, quote(s), characters(n), c.Length)
	} else if meant, ok := c.Mend(s); ok {
		mend = "scrivi " + meant + " " + c.Meant
	}
	v.problem(at, c.Rule, text, mend)
	return false
}

func characters(n int) string {
	if n == 1 {
		return "un carattere"
	}
	return fmt.Sprintf("%d caratteri", n)
}

// measure gives the code of the register for what an author wrote, or reports why
// there is none.
func (l *loader) measure(s string, at record.Pos) string {
	if code, found := l.codes.Load(s); found {
		return code.(string)
	}
	c, ok := record.ParseMeasureCode(s)
	if !ok {
		l.problem(at, "misura-forma", "la misura "+quote(s)+" non ha la forma di un codice", "scrivi missione, componente e numero, come M1C1I1.2")
		return s
	}
	m, candidates := l.measures.Find(c)
	switch {
	case m != nil:
		l.codes.Store(s, m.Code)
		return m.Code
	case len(candidates) == 1:
		l.problem(at, "misura-ambigua", "alla misura "+quote(s)+" mancano missione e componente", "scrivi il codice intero: "+named(candidates))
	case len(candidates) > 1:
		text := fmt.Sprintf("la misura %s da sola è il numero di %d misure", quote(s), len(candidates))
		l.problem(at, "misura-ambigua", text, "scrivi il codice intero: "+named(candidates))
	default:
		l.problem(at, "misura-ignota", "la misura "+quote(s)+" non esiste", l.measureMend(c))
	}
	return s
}

func named(measures []*record.Measure) string {
	list := make([]string, len(measures))
	for i, m := range measures {
		list[i] = m.Code + " «" + m.Title + "»"
	}
	return strings.Join(list, ", ")
}

// measureMend says what to write for a code that the register does not have.
func (l *loader) measureMend(c record.MeasureCode) string {
	if byCID := l.measures.ByCID(c.String()); len(byCID) > 0 {
		return "scrivi il codice nazionale: " + c.String() + " è europeo (CID) e vale per " + named(byCID)
	}
	if c.Component == "" {
		return "scrivi il codice intero, come M1C1I1.2"
	}
	c.Letter = cmp.Or(c.Letter, 'I')
	add := "aggiungi la misura in content/misure/" + record.MeasureSlug(c.String()) + ".toml"
	near := l.nearMeasures(c)
	if len(near) == 0 {
		return "controlla il codice, o " + add
	}
	return "scrivi il codice giusto, se è tra questi: " + named(near) + "; altrimenti " + add
}

// nearMeasures gives up to three measures of the same component, the nearest first.
func (l *loader) nearMeasures(c record.MeasureCode) []*record.Measure {
	type candidate struct {
		m        *record.Measure
		distance int
	}
	var near []candidate
	for _, m := range l.measures.All() {
		if d := record.Slips(m.Number(), c.Number); m.Component() == c.Component && d <= 1 {
			near = append(near, candidate{m, d})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var out []*record.Measure
	for _, c := range near[:min(3, len(near))] {
		out = append(out, c.m)
	}
	return out
}
