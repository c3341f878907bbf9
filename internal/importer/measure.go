package importer

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"vetro/internal/record"
	"vetro/internal/register"
	"vetro/internal/sheet"
)

// calls are the public calls (avvisi) of PA digitale 2026 with their measures.
type calls struct {
	measure  map[string]string // by folded title: 1.4.4 Adozione identità digitale
	measures register.Measures
	names    map[string]callName
	source   string // as records name it
}

// callName is what a title says besides the measure.
type callName struct{ subject, month string }

// name takes the title of a call apart.
func (c *calls) name(call string) callName {
	n, done := c.names[call]
	if !done {
		n = callName{subject(call), callMonth(call)}
		c.names[call] = n
	}
	return n
}

// component is that of all measures of PA digitale 2026: digitalizzazione, innovazione
// e sicurezza nella PA.
const component = "M1C1"

// readCalls reads avvisi.csv; r is nil when there is none.
func readCalls(name string, r io.Reader, b sheet.Bounds) (*calls, error) {
	c := &calls{measure: make(map[string]string), measures: register.State().Measures, names: make(map[string]callName)}
	if r == nil {
		return c, nil
	}
	s, err := openTable(name, r, b)
	if err != nil {
		return nil, err
	}
	for {
		row, err := s.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, inFile(s, err)
		}
		if title := s.cell(row, "titolo"); title != "" {
			c.measure[foldCall(title)] = s.cell(row, "misura")
		}
	}
	if _, found := s.column["misura"]; !found {
		return nil, &Refusal{name + ": non è l’elenco degli avvisi, mancano le colonne titolo e misura", "scarica avvisi.csv dai dati aperti di PA digitale 2026 e indicalo con --avvisi"}
	}
	return c, nil
}

// inFile makes a bad row the refusal of its file: an auxiliary table is read whole or
// not at all.
func inFile(s *tableReader, err error) error {
	if bad, is := err.(*sheet.BadRow); is {
		return &Refusal{fmt.Sprintf("%s:%d: %s", s.name, bad.Line, bad.Text), "scarica di nuovo il file"}
	}
	return err
}

var (
	quota       = regexp.MustCompile(`\(quota (\d\.\d)\)\s*$`)
	callNumber  = regexp.MustCompile(`^(\d\.\d{1,2}(?:\.\d{1,2})?)(?:\s|$)`)
	twoMeasures = regexp.MustCompile(`^\d\.\d{1,2}(?:\.\d{1,2})? (?:e|,) \d`)
)

// foldCall gives the title of a call as titles are compared.
func foldCall(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(record.Legible(s)), " "))
}

// code gives the measure of a call, or "" when it is not certain; column is what the
// row itself says.
//
// A call split in quotas pays each row from the measure of its quota, whatever the list
// of calls says of the whole. Else the row, the list and the number that the title
// begins with must agree, as far as they speak.
func (c *calls) code(call, column string) string {
	listed, inList := c.measure[foldCall(call)]
	numbers := []string{number(column)}
	if m := quota.FindStringSubmatch(call); m != nil {
		numbers = append(numbers, m[1])
	} else {
		if inList {
			numbers = append(numbers, number(listed))
		}
		if !twoMeasures.MatchString(call) {
			numbers = append(numbers, number(call))
		}
	}
	agreed := ""
	for _, n := range numbers {
		if n != "" && agreed != "" && n != agreed {
			return ""
		}
		if n != "" {
			agreed = n
		}
	}
	if agreed == "" {
		return ""
	}
	m, _ := c.measures.Find(record.MeasureCode{Component: component, Number: agreed})
	if m == nil {
		return ""
	}
	return m.Code
}

// wholeCall gives the title of a call without its quota.
func wholeCall(call string) string { return strings.TrimSpace(quota.ReplaceAllString(call, "")) }

func number(s string) string {
	if m := callNumber.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

var (
	leading  = regexp.MustCompile(`^[\d.]+(?: e [\d.]+)?\s*-?\s*`)
	inQuotes = regexp.MustCompile(`^['"«‘“]([^'"»’”]+)['"»’”]`)
	parts    = regexp.MustCompile(`\s*-\s+|\s+-\s*|-(?:Amm)`)
	audience = regexp.MustCompile(`(?i)^(?:Comuni|Scuole|Altri Enti|ASL|Province|Amm|inistrazioni|\.?ni diverse|Regioni|Altre PAC|Università)`)
	period   = regexp.MustCompile(`(?i)\b(gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic)[a-z]*\.? (\d{4}|\d{2})\b`)
)

// subject gives what a call pays for, in its own words: its title without the number of
// the measure, those whom it is for and its date.
func subject(call string) string {
	rest := leading.ReplaceAllString(call, "")
	if m := inQuotes.FindStringSubmatch(rest); m != nil {
		return upperFirst(sheet.Clean(m[1]))
	}
	var kept []string
	for _, p := range parts.Split(rest, -1) {
		p = sheet.Clean(quota.ReplaceAllString(p, ""))
		if p == "" || audience.MatchString(p) || period.MatchString(p) {
			continue
		}
		kept = append(kept, p)
	}
	if kept == nil {
		return sheet.Clean(call)
	}
	return upperFirst(strings.Join(kept, ", "))
}

// upperFirst leaves names that begin with a small letter by themselves: pagoPA.
func upperFirst(s string) string {
	if strings.HasPrefix(s, "pagoPA") || s == "" || s[0] >= 0x80 {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// months are the Italian names of months by their first three letters.
var months = map[string]string{
	"gen": "gennaio", "feb": "febbraio", "mar": "marzo", "apr": "aprile", "mag": "maggio", "giu": "giugno",
	"lug": "luglio", "ago": "agosto", "set": "settembre", "ott": "ottobre", "nov": "novembre", "dic": "dicembre",
}

// callMonth gives the month of a call: «aprile 2025», or "".
func callMonth(call string) string {
	m := period.FindStringSubmatch(call)
	if m == nil {
		return ""
	}
	year := m[2]
	if len(year) == 2 {
		year = "20" + year
	}
	return months[strings.ToLower(m[1])] + " " + year
}
