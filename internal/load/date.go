package load

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"vetro/internal/record"
)

// date reads a day, or a text with as much of it as is known.
func (v *value) date(raw any, to *record.Date) bool {
	name, k := v.key.name, v.kind
	switch d := raw.(type) {
	case time.Time:
		switch d.Location().String() {
		case "date-local":
			*to = record.DayOf(d)
			return v.plausible(*to)
		case "time-local":
			return v.wrongType(v.key.value, raw, "una data", "scrivi il giorno, come "+name+" = 2026-03-31")
		}
		v.problem(v.key.value, "data-forma", "la data "+v.key.raw+" ha anche l’ora", "scrivi solo il giorno: "+name+" = "+d.Format(time.DateOnly))
		return false
	case string:
		d = strings.TrimSpace(d)
		parsed, err := record.ParseDate(d)
		if err != nil || k != dateKind && !parsed.Full() {
			text, mend := dateSlip(name, d, quote(d), k)
			v.problem(v.key.value, "data-forma", text, mend)
			return false
		}
		*to = parsed
		return v.plausible(parsed)
	case int64:
		if d >= 1900 && d < 2100 {
			text, mend := dateSlip(name, v.key.raw, v.key.raw, k)
			v.problem(v.key.value, "data-forma", text, mend)
			return false
		}
	}
	return v.wrongType(v.key.value, raw, "una data", "scrivi senza virgolette: "+name+" = 2026-03-31")
}

// plausible refuses a year that is surely a slip: 0205 for 2025.
func (v *value) plausible(d record.Date) bool {
	if d.Year >= 1900 && d.Year <= 2200 {
		return true
	}
	v.problem(v.key.value, "data-forma", fmt.Sprintf("l’anno %04d non è possibile", d.Year), "controlla l’anno: quattro cifre, come 2026")
	return false
}

// dateSlip refuses what is not a date of the records, and rewrites it when it is clear
// what was meant. Written is s in quotes, or without them if the author used none.
func dateSlip(name, s, written string, k kind) (text, mend string) {
	quoted := written != s
	d, err := meantDate(s)
	text = "la data " + written + " non è in una forma nota"
	switch {
	case err == record.ErrDateExist:
		return "il giorno " + written + " non esiste", "controlla il giorno e scrivilo come " + name + " = 2026-03-31"
	case err != nil && k != dateKind:
		return text, "scrivi il giorno intero: " + name + " = 2026-03-31"
	case err != nil:
		return text, `scrivi un giorno, ` + name + ` = 2026-03-31, o quanto se ne sa: "2026-03", "2026", "../2026-03-31"`
	case k != dateKind && !d.Full():
		mend = "scrivi il giorno intero, come " + name + " = 2026-03-31"
		if k == dayKind {
			mend += ", o togli la chiave se il giorno non è noto"
		}
		return name + " vuole il giorno intero e " + written + " non lo dice", mend
	case !d.Full():
		if !quoted && d.ISO() == s {
			text = "una data parziale come " + s + " va tra virgolette"
		}
		return text, fmt.Sprintf(`scrivi %s = "%s"`, name, d.ISO())
	case quoted:
		return text, "scrivi senza virgolette: " + name + " = " + d.ISO()
	}
	return text, "scrivi " + name + " = " + d.ISO()
}

var (
	italianDay = regexp.MustCompile(`^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$`)
	isoDay     = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$`)
	monthYear  = regexp.MustCompile(`^(\d{1,2})[-/.](\d{4})$`)
	wordsDate  = regexp.MustCompile(`(?i)^(?:il |l’|l')?(?:(\d{1,2})[°º]? )?([a-z]+) (\d{4})$`)
	monthNames = []string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"}
)

// meantDate reads the forms that people use: 31-3-2026, 2026/3/31, 3/2026, 31 marzo
// 2026, marzo 2026, and those of the records.
func meantDate(s string) (record.Date, error) {
	s = strings.Join(strings.Fields(s), " ")
	iso := s
	if m := italianDay.FindStringSubmatch(s); m != nil {
		iso = m[3] + "-" + two(m[2]) + "-" + two(m[1])
	} else if m := isoDay.FindStringSubmatch(s); m != nil {
		iso = m[1] + "-" + two(m[2]) + "-" + two(m[3])
	} else if m := monthYear.FindStringSubmatch(s); m != nil {
		iso = m[2] + "-" + two(m[1])
	} else if m := wordsDate.FindStringSubmatch(s); m != nil {
		month := slices.Index(monthNames, strings.ToLower(m[2])) + 1
		if month == 0 {
			return record.Date{}, record.ErrDateForm
		}
		iso = m[3] + "-" + two(strconv.Itoa(month))
		if m[1] != "" {
			iso += "-" + two(m[1])
		}
	}
	return record.ParseDate(iso)
}

// two gives a number of one or two digits with two.
func two(digits string) string {
	if len(digits) == 1 {
		return "0" + digits
	}
	return digits
}
