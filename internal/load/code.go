package load

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vetro/internal/record"
)

func (v *value) cup(s string, at record.Pos, to *record.CUP) bool {
	c, ok := record.ParseCUP(s)
	if ok {
		*to = c
		return true
	}
	text := fmt.Sprintf("il CUP %s non ha la forma di un CUP", quote(s))
	mend := "copia il CUP dal decreto di finanziamento: 15 tra lettere e cifre, come J31B21004560006"
	if n := len([]rune(record.NormalCUP(s))); n != 15 {
		text = fmt.Sprintf("il CUP %s ha %s, ne servono 15", quote(s), characters(n))
	} else if meant, ok := record.MendCUP(s); ok {
		mend = fmt.Sprintf("scrivi %s se è così nel decreto: una lettera sta al posto di una cifra (O per 0, I per 1, S per 5, B per 8)", meant)
	}
	v.problem(at, "cup-forma", text, mend)
	return false
}

func (v *value) cig(s string, to *record.CIG) bool {
	c, verdict := record.JudgeCIG(s)
	if verdict != record.Wrong {
		*to = c // what is unproven a rule of check tells
		return true
	}
	text := fmt.Sprintf("il CIG %s non torna: le cifre di controllo non corrispondono", quote(s))
	mend := "copia il CIG dagli atti di gara: 10 tra lettere e cifre, come B1A5544327"
	if n := len([]rune(strings.Join(strings.Fields(s), ""))); n != 10 {
		text = fmt.Sprintf("il CIG %s ha %s, ne servono 10", quote(s), characters(n))
	} else if meant, ok := record.MendCIG(s); ok {
		mend = fmt.Sprintf("scrivi %s se è così negli atti di gara: un carattere sta al posto di uno che gli somiglia (O per 0, I per 1, S per 5, 8 per B)", meant)
	}
	v.problem(v.key.value, "cig-forma", text, mend)
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
