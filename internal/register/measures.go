package register

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// Measures are the measures of the PNRR that a site knows, in the order of the Plan.
// The State gives 285 that it finances or enacts by themselves, and 38 that only
// gather some of these (M1C1I1.4 of M1C1I1.4.1 to M1C1I1.4.6): Parts tells them apart.
type Measures struct {
	all     []*record.Measure
	byCode  map[string]*record.Measure
	byReGiS map[string]*record.Measure // by its ReGiS code as record.ParseMeasureCode folds it
}

// All gives every measure: by mission and component, Investimenti before Riforme,
// and by number (1.2, 1.2.1, 1.3, 1.10).
func (ms Measures) All() []*record.Measure { return ms.all }

// Find gives the measure that an author's code means, or the candidates that it may
// mean, or neither.
//
// Without its letter a code means the Investimento, or the Riforma where there is no
// such Investimento. A number without its component never means a measure, not even
// where only one has it, since the next revision of the Plan may add another.
//
// A code in the long form of ReGiS is folded by its parser, and the result is nearly
// always the code. The exceptions are found by what they fold to: the measures that
// the State letters but ReGiS numbers (M2C4I2.01.01 is M2C4I2.1.A), and those without
// a second number (M1C1I3.00.01 is M1C1I3.1).
func (ms Measures) Find(c record.MeasureCode) (m *record.Measure, candidates []*record.Measure) {
	if c.Component == "" {
		return nil, ms.numbered(c)
	}
	letters := "IR"
	if c.Letter != 0 {
		letters = string(c.Letter)
	}
	for _, letter := range []byte(letters) {
		c.Letter = letter
		code := c.String()
		if m := cmp.Or(ms.byCode[code], ms.byReGiS[code]); m != nil {
			return m, nil
		}
	}
	return nil, nil
}

func (ms Measures) numbered(c record.MeasureCode) []*record.Measure {
	var found []*record.Measure
	for _, m := range ms.all {
		if m.Number() == c.Number && (c.Letter == 0 || m.Code[letterAt] == c.Letter) {
			found = append(found, m)
		}
	}
	return found
}

// ByCID gives the measures that the annex of the Council's decision has under that
// code while their national code is another. Several may share one: M1C1R1.9 of the
// annex is nationally a reform of that code and the investments from 2.1.1 to 2.3.2.
func (ms Measures) ByCID(code string) []*record.Measure {
	var found []*record.Measure
	for _, m := range ms.all {
		if m.CID == code && m.Code != code {
			found = append(found, m)
		}
	}
	return found
}

// Parts gives the measures that the one with that code gathers; none for most.
func (ms Measures) Parts(code string) []*record.Measure {
	var parts []*record.Measure
	for _, m := range ms.all {
		if m.Parent == code {
			parts = append(parts, m)
		}
	}
	return parts
}

// With gives these measures and a site's own. Where a code is known already, what the
// site fills in replaces what was there, and the place of the measure is the site's.
// A new measure without a kind has that of its letter. Neither side is changed.
//
// Every extra has a full code in its short form, M1C1I1.2, as MeasureCode.String
// gives it.
func (ms Measures) With(extra []*record.Measure) Measures {
	byCode := maps.Clone(ms.byCode)
	if byCode == nil {
		byCode = make(map[string]*record.Measure, len(extra))
	}
	for _, x := range extra {
		byCode[x.Code] = merged(byCode[x.Code], x)
	}
	sum := Measures{
		all:     slices.SortedFunc(maps.Values(byCode), func(a, b *record.Measure) int { return compareCodes(a.Code, b.Code) }),
		byCode:  byCode,
		byReGiS: make(map[string]*record.Measure, len(byCode)),
	}
	for _, m := range sum.all {
		if c, ok := record.ParseMeasureCode(m.ReGiS); ok {
			sum.byReGiS[c.String()] = m
		}
	}
	return sum
}

// merged gives a copy of the known measure with what the site's own fills in. Known is
// nil for a new one.
func merged(known, own *record.Measure) *record.Measure {
	c, ok := record.ParseMeasureCode(own.Code)
	if !ok || c.Component == "" || c.Letter == 0 || c.String() != own.Code {
		panic(fmt.Sprintf("register: a measure has a full code in its short form: %q", own.Code))
	}
	m := *own
	if known == nil {
		known = &record.Measure{Kind: kindOf(c.Letter)}
	}
	if own.Title == "" { // a site that says the title has its own words for the measure
		m.Title, m.Short = known.Title, cmp.Or(own.Short, known.Short)
	}
	m.Kind = cmp.Or(own.Kind, known.Kind)
	m.Parent = cmp.Or(own.Parent, known.Parent)
	m.ReGiS = cmp.Or(own.ReGiS, known.ReGiS)
	m.CID = cmp.Or(own.CID, known.CID)
	m.Authority = cmp.Or(own.Authority, known.Authority)
	m.Note = cmp.Or(own.Note, known.Note)
	return &m
}

func kindOf(letter byte) string {
	if letter == 'R' {
		return "Riforma"
	}
	return "Investimento"
}

// letterAt is where a code has its I or R, and its number follows.
const letterAt = len("M1C1")

// compareCodes orders codes by mission, component and letter, then number by number:
// 1.2 before 1.10, a whole before its parts, and letters after numbers.
func compareCodes(a, b string) int {
	return cmp.Or(
		strings.Compare(a[:letterAt+1], b[:letterAt+1]),
		slices.CompareFunc(strings.Split(a[letterAt+1:], "."), strings.Split(b[letterAt+1:], "."), compareParts),
	)
}

func compareParts(a, b string) int {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	if errX != nil || errY != nil {
		return strings.Compare(a, b)
	}
	return cmp.Compare(x, y)
}
