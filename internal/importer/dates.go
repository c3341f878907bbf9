package importer

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"vetro/internal/record"
)

// tableDate reads a date as offices and ministries write it (readDate), and reports whether
// it could.
func tableDate(s string, serial bool) (record.Date, bool) {
	d, why := readDate(s, serial)
	return d, why == ""
}

var (
	dayMonthYear = regexp.MustCompile(`^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$`)
	yearMonthDay = regexp.MustCompile(`^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})$`)
	compactDay   = regexp.MustCompile(`^((?:19|20)\d{2})(\d{2})(\d{2})$`)
	monthYear    = regexp.MustCompile(`^(\d{1,2})[/.\-](\d{4})$`)
	yearMonth    = regexp.MustCompile(`^(\d{4})[/.\-](\d{1,2})$`)
	yearAlone    = regexp.MustCompile(`^(?:anno )?(\d{4})$`)
	wordyDay     = regexp.MustCompile(`^(?:(\d{1,2})[°º^]?[ \-./]*)?([a-z]{3,})\.?[ \-./]*(?:del )?(\d{4}|\d{2})$`)
	noYear       = regexp.MustCompile(`^\d{1,2}[/.\- ](?:\d{1,2}|[a-z]{3,})$`)
	isoStamp     = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(?:[ t].*)?$`)
	hourBehind   = regexp.MustCompile(`[ t,]+(?:(?:ore|h\.?|alle) ?\d{1,2}(?:[:.]\d{2}){0,2}|\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)$`)
	remarkBehind = regexp.MustCompile(` ?\([^)0-9]*\)$`)
	weekday      = regexp.MustCompile(`^(?:lun|mar|mer|gio|ven|sab|dom)(?:\.|edì|edi|coledì|coledi|tedì|tedi|vedì|vedi|erdì|erdi|ato|enica)?,? +(\d{1,2}[^\d])`)
	yearPart     = regexp.MustCompile(`^(?:(i{1,3}|iv|[1-4]|primo|secondo|terzo|quarto)[°º^]? ?(trimestre|trim\.?|tr\.?|t|q|quadrimestre|quadr\.?|semestre|sem\.?|s)|(t|q|s)([1-4]))[ \-/]*(?:del )?(\d{4}|\d{2})$`)
	partOfYear   = regexp.MustCompile(`^(\d{4})[ \-/]*(?:(i{1,3}|iv|[1-4])[°º^]? ?(trimestre|trim\.?|tr\.?|t|q|quadrimestre|quadr\.?|semestre|sem\.?|s)|(t|q|s)([1-4]))$`)
	dueBy        = regexp.MustCompile(`^entro (?:e non oltre )?(?:(?:il|la|l'|i) ?)?`)
	endOf        = regexp.MustCompile(`^(?:la )?fine (?:di |del |dell'anno |anno |mese )?`)
	around       = regexp.MustCompile(`^(?:inizio|meta|metà|primi di|prima metà|seconda metà) (?:di |del )?`)
)

// readDate reads a date as people write it: 31/03/2026, 1-2-26, 2026-03-31, 31-dic-25,
// 31 marzo 2026, marzo 2026, 03/2026, 2026, and the day's number of a spreadsheet when serial
// is set. A quarter, a half-year, «fine 2025» and «entro …» are days by which something
// happens. The first of January 1900, which systems write for nothing, is unknown.
func readDate(s string, serial bool) (d record.Date, why string) {
	written := s
	if plainSerial.MatchString(s) {
		if d, ok := serialDate(s); serial && ok {
			return d, ""
		}
		return record.Date{}, "la data «" + written + "» non è in una forma nota"
	}
	if d, err := record.ParseDate(s); err == nil {
		return checkedDay(d, written)
	}
	s = dateText(s)
	by := false
	for _, form := range []*regexp.Regexp{dueBy, endOf} {
		if cut := form.ReplaceAllString(s, ""); cut != s {
			s, by = cut, true
		}
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "il "), "al ")
	if d, ok := endOfPart(s); ok {
		return checkedDay(d, written)
	}
	if cut := around.ReplaceAllString(s, ""); cut != s && !by { // its year or its month is certain
		s = cut
	}
	if d, why = plainDate(s, written); why != "" {
		return record.Date{}, why
	}
	if d, why = checkedDay(d, written); by && d.Known() && !d.By {
		d = d.Last()
		d.By = true
	}
	return d, why
}

// plainSigns has the signs of keyboards for those of print.
var plainSigns = strings.NewReplacer("–", "-", "—", "-", "‑", "-", "’", "'", "‘", "'")

// dateText gives a date without what stands around it: the day of the week, the hour, a star.
func dateText(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(plainSigns.Replace(s)), " "))
	s = strings.TrimRight(s, "* ")
	s = strings.TrimRight(remarkBehind.ReplaceAllString(s, ""), " .;,")
	if m := isoStamp.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	s = hourBehind.ReplaceAllString(s, "")
	s = weekday.ReplaceAllString(s, "$1")
	return strings.ReplaceAll(strings.ReplaceAll(s, " '", " "), "-'", "-")
}

// endOfPart gives the last day of a quarter or a half of a year as a day by which.
func endOfPart(s string) (record.Date, bool) {
	var ordinal, part, year string
	if m := yearPart.FindStringSubmatch(s); m != nil {
		ordinal, part, year = m[1]+m[4], m[2]+m[3], m[5]
	} else if m := partOfYear.FindStringSubmatch(s); m != nil {
		ordinal, part, year = m[2]+m[5], m[3]+m[4], m[1]
	} else {
		return record.Date{}, false
	}
	n := map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4, "primo": 1, "secondo": 2, "terzo": 3, "quarto": 4}[ordinal]
	if n == 0 {
		n, _ = strconv.Atoi(ordinal)
	}
	months := 3
	switch {
	case part[0] == 's':
		months = 6
	case strings.HasPrefix(part, "quadr"):
		months = 4
	}
	if n*months > 12 {
		return record.Date{}, false
	}
	d := record.Date{Year: fullYear(year), Month: int8(n * months)}.Last()
	d.By = true
	return d, true
}

// plainDate reads a date that has nothing around it.
func plainDate(s, written string) (record.Date, string) {
	if m := dayMonthYear.FindStringSubmatch(s); m != nil {
		return dayOf(fullYear(m[3]), number2(m[2]), number2(m[1]), written)
	}
	for _, form := range []*regexp.Regexp{yearMonthDay, compactDay} {
		if m := form.FindStringSubmatch(s); m != nil {
			return dayOf(fullYear(m[1]), number2(m[2]), number2(m[3]), written)
		}
	}
	if m := monthYear.FindStringSubmatch(s); m != nil {
		return monthOf(fullYear(m[2]), number2(m[1]), written)
	}
	if m := yearMonth.FindStringSubmatch(s); m != nil {
		return monthOf(fullYear(m[1]), number2(m[2]), written)
	}
	if m := yearAlone.FindStringSubmatch(s); m != nil {
		return record.Date{Year: fullYear(m[1])}, ""
	}
	if m := wordyDay.FindStringSubmatch(s); m != nil {
		month := monthNamed(m[2])
		switch {
		case month == 0:
		case m[1] == "":
			return monthOf(fullYear(m[3]), month, written)
		default:
			return dayOf(fullYear(m[3]), month, number2(m[1]), written)
		}
	}
	if noYear.MatchString(s) {
		return record.Date{}, "alla data «" + written + "» manca l’anno, o il giorno"
	}
	return record.Date{}, "la data «" + written + "» non è in una forma nota"
}

func fullYear(s string) int16 {
	n, _ := strconv.Atoi(s)
	if len(s) == 2 {
		n += 2000
	}
	return int16(n)
}

func number2(s string) int8 {
	n, _ := strconv.Atoi(s)
	return int8(n)
}

func monthOf(year int16, month int8, written string) (record.Date, string) {
	if month < 1 || month > 12 {
		return record.Date{}, "la data «" + written + "» ha il mese " + strconv.Itoa(int(month)) + ", che non c’è"
	}
	return record.Date{Year: year, Month: month}, ""
}

// dayOf gives a day, or says why there is none: the month has fewer days, or the day and the
// month are in the American order.
func dayOf(year int16, month, day int8, written string) (record.Date, string) {
	switch {
	case year == 1900 && month == 1 && day <= 1, year == 1899 && month == 12: // what systems write for nothing
		return record.Date{}, ""
	case month > 12 && day >= 1 && day <= 12:
		return record.Date{}, "la data «" + written + "» ha il mese " + strconv.Itoa(int(month)) + ": il mese e il giorno sono scambiati, all’americana"
	case month < 1 || month > 12:
		return record.Date{}, "la data «" + written + "» ha il mese " + strconv.Itoa(int(month)) + ", che non c’è"
	}
	whole := record.Date{Year: year, Month: month}
	if last := whole.Last(); day < 1 || day > last.Day {
		name := strings.Fields(whole.String())[0]
		if month == 2 {
			name += " " + strconv.Itoa(int(year))
		}
		return record.Date{}, "la data «" + written + "» non esiste: " + name + " ha " + strconv.Itoa(int(last.Day)) + " giorni"
	}
	return record.Date{Year: year, Month: month, Day: day}, ""
}

// americanOrder reports a column of days of which some can only have the month first, and none
// can only have the day first.
func americanOrder(cells []string) bool {
	american := false
	for _, s := range cells {
		m := dayMonthYear.FindStringSubmatch(dateText(s))
		switch {
		case m == nil:
		case number2(m[1]) > 12:
			return false
		case number2(m[2]) > 12:
			american = true
		}
	}
	return american
}

// eitherWay reports a day that is another one with the month first.
func eitherWay(s string) bool {
	m := dayMonthYear.FindStringSubmatch(dateText(s))
	return m != nil && number2(m[1]) <= 12 && number2(m[2]) <= 12 && m[1] != m[2]
}

// checkedDay refuses a year that records do not have.
func checkedDay(d record.Date, written string) (record.Date, string) {
	switch {
	case never(d):
		return record.Date{}, ""
	case !likely(d):
		return record.Date{}, "la data «" + written + "» ha l’anno " + strconv.Itoa(int(d.Year)) + ", che non è plausibile"
	}
	return d, ""
}

// likely reports a year that records may have.
func likely(d record.Date) bool { return d.Year >= 1900 && d.Year < 2200 }

// never reports the day that systems write for nothing.
func never(d record.Date) bool { return d.Year == 0 || d.Year == 1900 }

// monthNames are the names of months, in Italian and in the English that spreadsheets have.
var monthNames = [12][2]string{
	{"gennaio", "january"}, {"febbraio", "february"}, {"marzo", "march"}, {"aprile", "april"}, {"maggio", "may"}, {"giugno", "june"},
	{"luglio", "july"}, {"agosto", "august"}, {"settembre", "september"}, {"ottobre", "october"}, {"novembre", "november"}, {"dicembre", "december"},
}

// monthNamed gives the month of a name or of its first letters, three at least; 0 for none.
func monthNamed(word string) int8 {
	for i, names := range monthNames {
		if len(word) >= 3 && (strings.HasPrefix(names[0], word) || strings.HasPrefix(names[1], word)) {
			return int8(i + 1)
		}
	}
	return 0
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
