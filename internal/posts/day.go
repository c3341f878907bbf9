package posts

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"vetro/internal/record"
)

// rome is where a day of an Italian office begins and ends.
var rome = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation("Europe/Rome") })

// zoned are the forms of a moment with its zone that front matters have: RFC 3339, its
// relatives of YAML 1.1, Ruby and Go, and RFC 5322.
var zoned = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05 Z07:00",
	"2006-01-02 15:04 Z0700", "2006-01-02 15:04 Z07:00", "2006-01-02 15:04:05 -0700 MST", time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700",
}

// plainDays are the forms without a zone: their day is the one that is written.
var plainDays = []string{
	"2006-01-02", "2006-1-2", "2006/1/2", "2006.1.2", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-1-2 15:04:05",
	"January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006",
}

var (
	utcName    = regexp.MustCompile(` (?:UTC|GMT)$`)
	italianDay = regexp.MustCompile(`^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ T,].*)?$`)
	wordsDay   = regexp.MustCompile(`(?i)^(?:(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica),? )?(\d{1,2})[°º]? ([a-z]+) (\d{4})`)
	dayInName  = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_ T]|$)`)
	monthNames = []string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"}
)

// dayOf gives the day that a front matter writes; a moment with a zone is one of a day in
// Rome. Two is set where day and month could be the other way round.
func dayOf(s string) (d record.Date, two, ok bool) {
	s = utcName.ReplaceAllString(strings.Join(strings.Fields(s), " "), " +0000")
	for _, layout := range zoned {
		if t, err := time.Parse(layout, s); err == nil {
			zone, err := rome()
			return record.DayOf(t.In(zone)), false, err == nil && plausible(t.Year())
		}
	}
	for _, layout := range plainDays {
		if t, err := time.Parse(layout, s); err == nil {
			return record.DayOf(t), false, plausible(t.Year())
		}
	}
	if m := italianDay.FindStringSubmatch(s); m != nil {
		d, ok = dayFrom(m[3], m[2], m[1])
		month, _ := strconv.Atoi(m[1])
		return d, ok && month <= 12 && m[1] != m[2] && strings.HasSuffix(s, "M"), ok
	}
	if m := wordsDay.FindStringSubmatch(s); m != nil {
		month := slices.Index(monthNames, strings.ToLower(m[2])) + 1
		d, ok = dayFrom(m[3], strconv.Itoa(month), m[1])
		return d, false, ok
	}
	return record.Date{}, false, false
}

func plausible(year int) bool { return year >= 1900 && year <= 2200 }

func dayFrom(year, month, day string) (record.Date, bool) {
	t, err := time.Parse("2006-1-2", year+"-"+month+"-"+day)
	return record.DayOf(t), err == nil && plausible(t.Year())
}

// nameDay gives the day with which the name of a file begins. Found is set for one that does not
// exist, too: 2022-22-02.
func nameDay(stem string) (d record.Date, ok, found bool) {
	m := dayInName.FindStringSubmatch(stem)
	if m == nil {
		return record.Date{}, false, false
	}
	d, ok = dayFrom(m[1], m[2], m[3])
	return d, ok, true
}
