package record

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Mission is a missione of the PNRR, such as M1.
type Mission struct {
	Code string // M1
	Name string
}

// Component is a componente of a mission, such as M1C1.
type Component struct {
	Code    string // M1C1
	Mission string // M1
	Name    string
}

// Measure is a misura of the PNRR: an Investimento, a Riforma, or one of the parts
// (submisure) of these.
type Measure struct {
	Origin
	Code      string // M1C1I1.2, the code by which records name it
	Title     string
	Short     string // what people call it; "" for most
	Kind      string // Investimento | Riforma
	Parent    string // code of the measure that it is a part of, or ""
	ReGiS     string // M1C1I1.02.00, codice univoco submisura
	CID       string // code in the annex of the Council's decision, which may differ
	Authority string // amministrazione titolare
	Note      string
}

// Mission gives the code of the mission, such as M1.
func (m *Measure) Mission() string { return m.Code[:2] }

// Component gives the code of the component, such as M1C1.
func (m *Measure) Component() string { return m.Code[:4] }

// Number gives the number alone, as notes print it: 1.2, 2.1.A. Pages print Brief.
func (m *Measure) Number() string { return m.Code[5:] }

// Name gives what people call the measure, or its title.
func (m *Measure) Name() string { return cmp.Or(m.Short, m.Title) }

// Brief gives the name with the code: «Cloud per gli enti locali (M1C1 1.2)».
func (m *Measure) Brief() string { return m.Named(m.Name()) }

// Named gives the code behind a name, such as one cut short. A number is never alone, since
// many measures share it, and a Riforma may have the component and number of an
// Investimento: «(M1C1 Riforma 1.2)».
func (m *Measure) Named(name string) string {
	kind := " "
	if m.Code[len("M1C1")] == 'R' {
		kind = " Riforma "
	}
	return name + " (" + m.Component() + kind + m.Number() + ")"
}

// Long gives the code in the words of acts: «Missione 1, Componente 1,
// Investimento 1.2».
func (m *Measure) Long() string {
	return "Missione " + m.Code[1:2] + ", Componente " + m.Code[3:4] + ", " + m.Kind + " " + m.Number()
}

// MeasureSlug gives the code as an address has it: m1c1i1-2.
func MeasureSlug(code string) string {
	return strings.ReplaceAll(strings.ToLower(code), ".", "-")
}

// MeasureCode is what an author wrote for a measure, taken apart. Letter is 0
// when it was left out, Component is "" when only the number was written.
type MeasureCode struct {
	Component string // M1C1
	Letter    byte   // I, R or 0
	Number    string // 1.2, 2.1.A
}

// String gives the code again, in its short form: M1C1I1.2.
func (c MeasureCode) String() string {
	if c.Letter == 0 {
		return strings.TrimSpace(c.Component + " " + c.Number)
	}
	return c.Component + string(c.Letter) + c.Number
}

var measureForm = regexp.MustCompile(`^(?:(M[1-7])[ ,.-]*(C[1-4])[ ,.-]*)?([IR])?[ .-]*(\d{1,2}(?:\.\d{1,2}){0,2}(?:\.?[A-D])?)$`)

// words that acts write around the numbers, and what codes have instead
var measureWords = strings.NewReplacer(
	"MISSIONE", "M", "COMPONENTE", "C", "SUB-INVESTIMENTO", "I", "SUBINVESTIMENTO", "I",
	"INVESTIMENTO", "I", "RIFORMA", "R", "SUB-MISURA", "", "SUBMISURA", "", "MISURA", "",
	"\u00a0", " ", "–", "-")

var afterLetter = regexp.MustCompile(`\b([MCIR]) +(\d)`)

// ParseMeasureCode reads a code as acts, platforms and the State's tables write it:
// M1C1I1.2, m1c1i1.2, M1C1 1.2, M1C1-1.2, M1C1I1.02.00, «Missione 1, Componente 1,
// Investimento 1.2», or the number alone. It reports whether it has that form; whether
// the measure exists, and which one a shortened code means, the register says.
func ParseMeasureCode(s string) (MeasureCode, bool) {
	s = measureWords.Replace(strings.ToUpper(strings.TrimSpace(Legible(s))))
	s = afterLetter.ReplaceAllString(s, "$1$2")
	m := measureForm.FindStringSubmatch(s)
	if m == nil {
		return MeasureCode{}, false
	}
	c := MeasureCode{Component: m[1] + m[2], Number: plainNumber(m[4])}
	if m[3] != "" {
		c.Letter = m[3][0]
	}
	return c, true
}

// plainNumber drops what only the national system writes: 1.02.00 is 1.2, and
// 1.04.01 is 1.4.1. A letter stands by itself: 2.1A is 2.1.A.
func plainNumber(s string) string {
	if n := len(s); s[n-1] >= 'A' {
		s = strings.TrimSuffix(s[:n-1], ".") + "." + s[n-1:]
	}
	parts := strings.Split(s, ".")
	for i, p := range parts {
		if n, err := strconv.Atoi(p); err == nil {
			parts[i] = strconv.Itoa(n)
		}
	}
	if len(parts) > 2 && parts[2] == "0" {
		parts = slices.Delete(parts, 2, 3)
	}
	return strings.Join(parts, ".")
}
