package record

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
	"time"
)

// Date is a day, or as much of it as is known: a month ("2025-04"), a year ("2026"),
// or a day by which something happened ("../2025-07-29"). The zero Date is unknown.
type Date struct {
	Year  int16
	Month int8 // 0: only the year is known
	Day   int8 // 0: only the month is known
	By    bool // on or before this day
}

// Errors of ParseDate.
var (
	ErrDateForm  = errors.New("not a date of the form 2026-03-31, 2026-03, 2026 or ../2026-03-31")
	ErrDateExist = errors.New("no such day")
)

// ParseDate reads a date in the forms of the records (ISO 8601, with an open start
// for "by").
func ParseDate(s string) (Date, error) {
	var d Date
	s, d.By = strings.CutPrefix(s, "../")
	parts := strings.Split(s, "-")
	if len(parts) > 3 || len(parts[0]) != 4 || d.By && len(parts) != 3 {
		return Date{}, ErrDateForm
	}
	var n [3]int
	for i, p := range parts {
		if !digits(p) || i > 0 && len(p) != 2 {
			return Date{}, ErrDateForm
		}
		n[i], _ = strconv.Atoi(p)
	}
	d.Year, d.Month, d.Day = int16(n[0]), int8(n[1]), int8(n[2])
	if n[0] < 1 || len(parts) > 1 && (n[1] < 1 || n[1] > 12) {
		return Date{}, ErrDateExist
	}
	if len(parts) == 3 && DayOf(d.Time()) != (Date{Year: d.Year, Month: d.Month, Day: d.Day}) {
		return Date{}, ErrDateExist
	}
	return d, nil
}

// DayOf gives the day of a time, in its own time zone.
func DayOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: int16(y), Month: int8(m), Day: int8(d)}
}

// Day gives a full day.
func Day(year, month, day int) Date {
	return Date{Year: int16(year), Month: int8(month), Day: int8(day)}
}

// Known reports whether anything is known of the date.
func (d Date) Known() bool { return d.Year != 0 }

// Full reports whether the very day is known.
func (d Date) Full() bool { return d.Day != 0 && !d.By }

// Time gives the first instant of the first day that the date can mean, in UTC.
func (d Date) Time() time.Time {
	return time.Date(int(d.Year), time.Month(max(d.Month, 1)), int(max(d.Day, 1)), 0, 0, 0, 0, time.UTC)
}

// Last gives the last day that the date can mean; of a "by" that very day.
func (d Date) Last() Date {
	switch {
	case !d.Known() || d.Day != 0:
		d.By = false
		return d
	case d.Month != 0:
		return DayOf(time.Date(int(d.Year), time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC))
	}
	return Day(int(d.Year), 12, 31)
}

// First gives the first day that the date can mean. A "by" has none that is known,
// and gives its last.
func (d Date) First() Date {
	if !d.Known() {
		return d
	}
	return DayOf(d.Time())
}

// After reports whether the whole of d is later than day: its first day is.
func (d Date) After(day Date) bool { return d.Known() && d.First().Compare(day) > 0 }

// Past reports whether the whole of d is earlier than day: its last day is.
func (d Date) Past(day Date) bool { return d.Known() && d.Last().Compare(day) < 0 }

// Compare orders dates by what is known of them, a whole before its parts.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// DaysSince counts the days from e to d, both taken at their last day.
func (d Date) DaysSince(e Date) int {
	return int(d.Last().Time().Sub(e.Last().Time()) / (24 * time.Hour))
}

var months = [...]string{"", "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
	"luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"}

// String gives the date in Italian words: «27 luglio 2025», «1° gennaio 2026»,
// «aprile 2025», «2026», «entro il 29 luglio 2025»; "" when unknown.
func (d Date) String() string {
	switch {
	case !d.Known():
		return ""
	case d.Month == 0:
		return strconv.Itoa(int(d.Year))
	case d.Day == 0:
		return months[d.Month] + nbsp + strconv.Itoa(int(d.Year))
	case d.By:
		return "entro " + d.article() + d.day()
	}
	return d.day()
}

// On gives the date with the preposition that a sentence wants: «il 27 luglio 2025»,
// «l’8 agosto 2026», «nell’aprile 2025», «nel 2026», «entro il 29 luglio 2025».
func (d Date) On() string {
	var room [40]byte
	return string(d.AppendOn(room[:0]))
}

// AppendOn puts the date at the end of b, as On gives it.
func (d Date) AppendOn(b []byte) []byte {
	switch {
	case !d.Known():
		return b
	case d.Month == 0:
		return append(append(b, "nel "...), d.String()...)
	case d.Day == 0:
		if strings.ContainsRune("aeiou", rune(months[d.Month][0])) {
			return append(append(b, "nell’"...), d.String()...)
		}
		return append(append(b, "nel "...), d.String()...)
	case d.By:
		b = append(b, "entro "...)
	}
	return d.appendDay(append(b, d.article()...))
}

// To gives the date as the end of a time: «al 17 agosto 2026», «all’8 agosto 2026», «ad aprile
// 2025», «a marzo 2025», «al 2026».
func (d Date) To() string {
	switch {
	case !d.Known():
		return ""
	case d.Month == 0:
		return "al " + d.String()
	case d.Day == 0 && strings.ContainsRune("aeiou", rune(months[d.Month][0])):
		return "ad " + d.String()
	case d.Day == 0:
		return "a " + d.String()
	case d.Day == 8 || d.Day == 11:
		return "all’" + d.day()
	}
	return "al " + d.day()
}

// From gives the date as the day on which something began: «dal 27 luglio 2025», «dall’8 agosto
// 2026», «dall’aprile 2025», «dal 2026». A day by which it began is given as On gives it.
func (d Date) From() string {
	on := d.On()
	for _, form := range [...]struct{ on, from string }{{"nell’", "dall’"}, {"nel ", "dal "}, {"il ", "dal "}, {"l’", "dall’"}} {
		if rest, is := strings.CutPrefix(on, form.on); is {
			return form.from + rest
		}
	}
	return on
}

// article gives «il » or, before otto and undici, «l’».
func (d Date) article() string {
	if d.Day == 8 || d.Day == 11 {
		return "l’"
	}
	return "il "
}

func (d Date) day() string {
	var room [40]byte
	return string(d.appendDay(room[:0]))
}

func (d Date) appendDay(b []byte) []byte {
	b = strconv.AppendInt(b, int64(d.Day), 10)
	if d.Day == 1 {
		b = append(b, "°"...)
	}
	b = append(append(append(b, nbsp...), months[d.Month]...), nbsp...)
	return strconv.AppendInt(b, int64(d.Year), 10)
}

// ISO gives the date as the records write it: 2026-03-31, 2026-03, 2026, ../2026-03-31.
func (d Date) ISO() string {
	var room [16]byte
	return string(d.AppendISO(room[:0]))
}

// AppendISO puts the date at the end of b, as ISO writes it.
func (d Date) AppendISO(b []byte) []byte {
	if !d.Known() {
		return b
	}
	if d.By {
		b = append(b, "../"...)
	}
	b = appendPadded(b, int(d.Year), 4)
	if d.Month != 0 {
		b = appendPadded(append(b, '-'), int(d.Month), 2)
		if d.Day != 0 {
			b = appendPadded(append(b, '-'), int(d.Day), 2)
		}
	}
	return b
}

// appendPadded appends a number with zeros before it up to a width.
func appendPadded(b []byte, n, width int) []byte {
	for least := 10; width > 1; width, least = width-1, least*10 {
		if n < least {
			b = append(b, '0')
		}
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// Machine gives what an HTML time element may hold: the date without its "by".
func (d Date) Machine() string { return strings.TrimPrefix(d.ISO(), "../") }

// Span is the oldest and the newest of some days; both are unknown when there are none.
type Span struct{ Oldest, Newest Date }

// Add widens the span to a day, if it is known.
func (s *Span) Add(d Date) {
	if d.Known() {
		s.Join(Span{d, d})
	}
}

// Join widens the span to another.
func (s *Span) Join(other Span) {
	if !other.Oldest.Known() {
		return
	}
	if !s.Oldest.Known() || other.Oldest.Compare(s.Oldest) < 0 {
		s.Oldest = other.Oldest
	}
	if !s.Newest.Known() || other.Newest.Compare(s.Newest) > 0 {
		s.Newest = other.Newest
	}
}
