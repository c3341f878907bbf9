package prose

import (
	"slices"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// deadlineFound is a date by which something must be done, and the tokens that write it.
type deadlineFound struct {
	first, last int
	date        record.Date // a zero Year was not written
}

// deadlines gives the dates that follow a word of a deadline: «entro il 31 marzo 2026»,
// «scadenza: 31/03/2026», «entro marzo 2026», «entro la fine del 2026». Other dates
// say what happened, and that is not always in the records.
func deadlines(ts []token) []deadlineFound {
	r := &amountReader{tokens: ts}
	var out []deadlineFound
	for i := range ts {
		if !r.word(i, "entro", "scadenza", "scade", "scadrà", "scadono", "scadranno", "termine") && !(r.word(i, "oltre") && r.word(i-1, "non")) {
			continue
		}
		from := r.skip(i+1, fillers)
		if r.word(from-1, "ore") { // le ore 12 del, le ore 12:00 del
			from = r.skip(from+1, fillers)
			if r.word(from-1, ":") {
				from = r.skip(from+1, fillers)
			}
		}
		if from > i+12 {
			continue
		}
		d, end, ok := r.date(from, from > i+1 && r.word(i, "entro"))
		if ok && (len(out) == 0 || out[len(out)-1].last < from) {
			out = append(out, deadlineFound{from, end - 1, d})
		}
	}
	return out
}

// fillers may be between the word of a deadline and its date.
var fillers = []string{
	"e", "non", "oltre", "il", "a", "ad", "l", "lo", "la", "le", "’", "'", "al", "all", "del", "dell", "di", "è", "e’", "fissata", "fissato", "prevista", "previsto", "ultima",
	"ultimo", "per", "giorno", "mese", "anno", "fine", "data", "ore", ":", "(", "ultimazione", "finale", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì",
	"sabato", "domenica", "perentorio", "perentoria", "massima", "massimo", "dei", "lavori", "attività", "delle", "scadenza", "termine",
}

var monthNames = []string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"}

// date reads a date that begins at a token: a day, a month, or a year after «entro il».
func (r *amountReader) date(i int, bareYear bool) (d record.Date, end int, ok bool) {
	if m := slices.Index(monthNames, r.text(i)); m >= 0 {
		if y, ok := r.year(i + 1); ok {
			return record.Date{Year: y, Month: int8(m + 1)}, i + 2, true
		}
		return d, i, false
	}
	if y, ok := r.year(i); ok && bareYear && !r.word(i+1, "euro", "€") {
		return record.Date{Year: y}, i + 1, true
	}
	if d, ok := dotted(r.text(i)); ok {
		return d, i + 1, true
	}
	day, err := strconv.Atoi(r.text(i))
	if r.word(i, "primo") {
		day, err = 1, nil
	}
	if err != nil || day < 1 || day > 31 {
		return d, i, false
	}
	next := i + 1
	if r.word(next, "/", "-") && r.tokens[next].glued { // 31/03/2026
		m, err := strconv.Atoi(r.text(next + 1))
		y, isYear := r.year(next + 3)
		if err != nil || m < 1 || m > 12 || !isYear || !r.word(next+2, "/", "-") {
			return d, i, false
		}
		return record.Date{Year: y, Month: int8(m), Day: int8(day)}, next + 4, true
	}
	if r.word(next, "°", "º") {
		next++
	}
	m := slices.Index(monthNames, r.text(next)) + 1
	if m == 0 {
		return d, i, false
	}
	d = record.Date{Month: int8(m), Day: int8(day)} // also one that no calendar has: no record confirms it
	if y, ok := r.year(next + 1); ok {
		d.Year = y
		return d, next + 2, true
	}
	return d, next + 1, true
}

// dotted reads 31.03.2026, which is one token.
func dotted(s string) (record.Date, bool) {
	parts := strings.Split(s, ".")
	if len(parts) != 3 || len(parts[2]) != 4 {
		return record.Date{}, false
	}
	var n [3]int
	for i, p := range parts {
		var err error
		if n[i], err = strconv.Atoi(p); err != nil {
			return record.Date{}, false
		}
	}
	return record.Day(n[2], n[1], n[0]), n[1] >= 1 && n[1] <= 12 && n[0] >= 1 && n[0] <= 31 && n[2] >= 1990
}

// year reads a year of four digits, near enough to be of a project.
func (r *amountReader) year(i int) (int16, bool) {
	n, err := strconv.Atoi(r.text(i))
	return int16(n), err == nil && len(r.text(i)) == 4 && n >= 1990 && n <= 2100
}
