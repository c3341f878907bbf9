package importer

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"vetro/internal/personal"
	"vetro/internal/record"
)

var (
	italianThousands = regexp.MustCompile(`^\d{1,3}(?:[. '’]\d{3})+(?:,\d{1,2})?$`)
	plainWhole       = regexp.MustCompile(`^\d+$`)
	commaCents       = regexp.MustCompile(`^\d+,\d{1,2}$`)
	pointCents       = regexp.MustCompile(`^\d+\.\d{1,2}$`)
	englishThousands = regexp.MustCompile(`^\d{1,3}(?:,\d{3})+\.\d{1,2}$`)
	longDecimals     = regexp.MustCompile(`^\d+\.\d{4,}$`)
	emptyCents       = regexp.MustCompile(`,(?:-+|–|—)$`)
)

// tableEuro reads an amount as offices and ministries write it: 1.234,50, 114.000.000,
// 12345,01, 931712, 82154.8, € 1.234, with or without the currency. What stands for two
// amounts is none: 1,234 is refused, and 1.234 is a thousand, since no amount has three
// decimals.
func tableEuro(s string) (record.Euro, bool) {
	s = strings.NewReplacer("€", "", "EUR", "", "euro", "", "Euro", "", "\u00a0", " ", "\u202f", " ").Replace(s)
	s = emptyCents.ReplaceAllString(strings.TrimSpace(s), "")
	decimals := ""
	switch {
	case italianThousands.MatchString(s):
		s, decimals, _ = strings.Cut(s, ",")
		s = strings.NewReplacer(".", "", " ", "", "'", "", "’", "").Replace(s)
	case englishThousands.MatchString(s):
		s, decimals, _ = strings.Cut(strings.ReplaceAll(s, ",", ""), ".")
	case plainWhole.MatchString(s):
	case commaCents.MatchString(s):
		s, decimals, _ = strings.Cut(s, ",")
	case pointCents.MatchString(s):
		s, decimals, _ = strings.Cut(s, ".")
	case longDecimals.MatchString(s):
		return floatEuro(s)
	default:
		return 0, false
	}
	if s = strings.TrimLeft(s, "0"); s == "" {
		s = "0"
	}
	if decimals != "" {
		s += "." + decimals
	}
	e, err := record.ParseEuro(s)
	return e, err == nil
}

// floatEuro reads an amount that a spreadsheet kept as a number in base two: 0.1 + 0.2 is
// 0.30000000000000004 there. It must be next to whole cents.
func floatEuro(s string) (record.Euro, bool) {
	f, err := strconv.ParseFloat(s, 64)
	cents := math.Round(f * 100)
	if err != nil || math.Abs(f*100-cents) > 1e-3 || cents > 1e14 {
		return 0, false
	}
	e, err := record.ParseEuro(record.Euro(cents).Decimal())
	return e, err == nil
}

var (
	numericDay = regexp.MustCompile(`^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)?$`)
	isoStamp   = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(?:[ T].*)?$`)
	monthYear  = regexp.MustCompile(`^(\d{1,2})/(\d{4})$`)
	wordyDay   = regexp.MustCompile(`(?i)^(?:(\d{1,2})°? +)?(gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic)[a-z]*\.? +(\d{4})$`)
)

// tableDate reads a date as offices and ministries write it: 31/03/2026, 1-2-26,
// 2026-03-31, 31 marzo 2026, marzo 2026, 03/2026, 2026, and the day's number of a
// spreadsheet when serial is set. The first of January 1900, which systems write for
// nothing, is unknown.
func tableDate(s string, serial bool) (record.Date, bool) {
	switch {
	case serial && plainSerial.MatchString(s):
		return serialDate(s)
	case numericDay.MatchString(s):
		m := numericDay.FindStringSubmatch(s)
		if len(m[3]) == 2 {
			m[3] = "20" + m[3]
		}
		if m[1] == "00" && m[3] == "1900" {
			return record.Date{}, true
		}
		s = m[3] + "-" + twoDigits(m[2]) + "-" + twoDigits(m[1])
	case isoStamp.MatchString(s):
		s = s[:len("2006-01-02")]
	case monthYear.MatchString(s):
		m := monthYear.FindStringSubmatch(s)
		s = m[2] + "-" + twoDigits(m[1])
	case wordyDay.MatchString(s):
		m := wordyDay.FindStringSubmatch(s)
		s = m[3] + "-" + monthNumbers[strings.ToLower(m[2])]
		if m[1] != "" {
			s += "-" + twoDigits(m[1])
		}
	}
	d, err := record.ParseDate(s)
	return d, err == nil && likely(d)
}

// likely reports a year that records may have.
func likely(d record.Date) bool { return d.Year >= 1900 && d.Year < 2200 }

// never reports the day that systems write for nothing.
func never(d record.Date) bool { return d.Year == 0 || d.Year == 1900 }

var monthNumbers = map[string]string{
	"gen": "01", "feb": "02", "mar": "03", "apr": "04", "mag": "05", "giu": "06",
	"lug": "07", "ago": "08", "set": "09", "ott": "10", "nov": "11", "dic": "12",
}

// plainSerial is the number of a day in a spreadsheet, with its time behind the point:
// from 1927 to 2119, so that no year is taken for one.
var plainSerial = regexp.MustCompile(`^([1-7]\d{4})(?:\.\d+)?$`)

// serialDate gives the day of a number, counted from the end of 1899 (ECMA-376, part 1,
// 18.17.4.1; the day that 1900 did not have is far behind).
func serialDate(s string) (record.Date, bool) {
	n, err := strconv.Atoi(plainSerial.FindStringSubmatch(s)[1])
	if err != nil {
		return record.Date{}, false
	}
	return record.DayOf(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)), true
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// omitted stands for personal data that were left out.
const omitted = "[dato personale omesso]"

// masked gives a text without the personal data of natural persons that can be told by
// their form (d.lgs. 33/2013, art. 7-bis), and whether it had any.
func masked(s string) (string, bool) {
	hits := personal.Find(s, true)
	for i := len(hits) - 1; i >= 0; i-- {
		s = s[:hits[i].Start] + omitted + s[hits[i].End:]
	}
	return s, len(hits) > 0
}

// personForm is the legal form of somebody who works alone under the own name.
var personForm = regexp.MustCompile(`(?i)individual|persona fisica|professionist|autonom`)

var stars = regexp.MustCompile(`^\*+$`)

// company gives the name and the tax code of a supplier as they may be published. Those
// of a natural person are left out: what the law asks for is told by the contract.
func company(name, code, form string) (shown, taxCode string, person bool) {
	code = strings.ToUpper(strings.ReplaceAll(code, " ", ""))
	_, hidden := masked(code)
	if hidden || stars.MatchString(code) || stars.MatchString(name) || personForm.MatchString(form) || len(code) == 16 {
		return "persona fisica " + omitted, "", true
	}
	name, _ = masked(name)
	for len(code) < 11 && len(code) >= 8 && plainWhole.MatchString(code) { // leading zeros that a spreadsheet dropped
		code = "0" + code
	}
	if !record.IsTaxNumber(code) { // foreign, or wrong
		code = ""
	}
	return name, code, false
}
