package record

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	tests := []struct {
		name, in string
		want     Date
		err      error
	}{
		{"a day", "2026-03-31", Day(2026, 3, 31), nil},
		{"a month", "2026-03", Date{Year: 2026, Month: 3}, nil},
		{"a year", "2026", Date{Year: 2026}, nil},
		{"by a day", "../2025-07-29", Date{Year: 2025, Month: 7, Day: 29, By: true}, nil},
		{"29 February of a leap year", "2024-02-29", Day(2024, 2, 29), nil},

		{"29 February of another year", "2026-02-29", Date{}, ErrDateExist},
		{"31 April", "2026-04-31", Date{}, ErrDateExist},
		{"day 0", "2026-03-00", Date{}, ErrDateExist},
		{"month 0", "2026-00", Date{}, ErrDateExist},
		{"month 13", "2026-13-01", Date{}, ErrDateExist},
		{"year 0", "0000", Date{}, ErrDateExist},
		{"the Italian order", "31-03-2026", Date{}, ErrDateForm},
		{"slashes", "2026/03/31", Date{}, ErrDateForm},
		{"one digit for the month", "2026-3-31", Date{}, ErrDateForm},
		{"by a month", "../2026-03", Date{}, ErrDateForm},
		{"by, twice", "../../2026-03-31", Date{}, ErrDateForm},
		{"an hour", "2026-03-31T10:00:00", Date{}, ErrDateForm},
		{"four parts", "2026-03-31-01", Date{}, ErrDateForm},
		{"a short year", "26", Date{}, ErrDateForm},
		{"a blank", " 2026", Date{}, ErrDateForm},
		{"words", "31 marzo 2026", Date{}, ErrDateForm},
		{"nothing", "", Date{}, ErrDateForm},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := ParseDate(tt.in); got != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("ParseDate(%q) = %+v, %v; want %+v, %v", tt.in, got, err, tt.want, tt.err)
			}
		})
	}
}

// The Italian words, with _ for the space that does not break.
func TestDateWords(t *testing.T) {
	tests := []struct{ name, in, plain, on, machine string }{
		{"a day", "2025-07-27", "27_luglio_2025", "il 27_luglio_2025", "2025-07-27"},
		{"the first has its sign", "2026-01-01", "1°_gennaio_2026", "il 1°_gennaio_2026", "2026-01-01"},
		{"otto wants an apostrophe", "2026-08-08", "8_agosto_2026", "l’8_agosto_2026", "2026-08-08"},
		{"undici too", "2026-02-11", "11_febbraio_2026", "l’11_febbraio_2026", "2026-02-11"},
		{"diciotto does not", "2026-02-18", "18_febbraio_2026", "il 18_febbraio_2026", "2026-02-18"},
		{"a month", "2025-05", "maggio_2025", "nel maggio_2025", "2025-05"},
		{"a month with a vowel", "2025-04", "aprile_2025", "nell’aprile_2025", "2025-04"},
		{"agosto", "2025-08", "agosto_2025", "nell’agosto_2025", "2025-08"},
		{"ottobre", "2025-10", "ottobre_2025", "nell’ottobre_2025", "2025-10"},
		{"a year", "2026", "2026", "nel 2026", "2026"},
		{"by a day", "../2025-07-29", "entro il 29_luglio_2025", "entro il 29_luglio_2025", "2025-07-29"},
		{"by the eighth", "../2025-12-08", "entro l’8_dicembre_2025", "entro l’8_dicembre_2025", "2025-12-08"},
		{"by the first", "../2025-09-01", "entro il 1°_settembre_2025", "entro il 1°_settembre_2025", "2025-09-01"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := date(t, tt.in)
			for _, form := range []struct{ name, got, want string }{
				{"String", d.String(), tt.plain},
				{"On", d.On(), tt.on},
				{"ISO", d.ISO(), tt.in},
				{"Machine", d.Machine(), tt.machine},
			} {
				if got := strings.ReplaceAll(form.got, nbsp, "_"); got != form.want {
					t.Errorf("%s: %q, want %q", form.name, got, form.want)
				}
			}
		})
	}
	var unknown Date
	if s := unknown.String() + unknown.On() + unknown.ISO() + unknown.Machine(); s != "" {
		t.Errorf("an unknown date says %q", s)
	}
}

func TestDateFrom(t *testing.T) {
	for in, want := range map[string]string{
		"2025-07-27": "dal 27_luglio_2025", "2026-01-01": "dal 1°_gennaio_2026", "2026-08-08": "dall’8_agosto_2026", "2025-05": "dal maggio_2025",
		"2025-04": "dall’aprile_2025", "2026": "dal 2026", "../2025-12-08": "entro l’8_dicembre_2025",
	} {
		if got := strings.ReplaceAll(date(t, in).From(), nbsp, "_"); got != want {
			t.Errorf("From of %s is %q, want %q", in, got, want)
		}
	}
	if got := (Date{}).From(); got != "" {
		t.Errorf("From of an unknown date is %q", got)
	}
}

func TestDateSpan(t *testing.T) {
	tests := []struct {
		name, in, first, last string
		known, full           bool
	}{
		{"a day is itself", "2026-03-31", "2026-03-31", "2026-03-31", true, true},
		{"a month", "2026-04", "2026-04-01", "2026-04-30", true, false},
		{"December", "2026-12", "2026-12-01", "2026-12-31", true, false},
		{"a leap February", "2024-02", "2024-02-01", "2024-02-29", true, false},
		{"a year", "2026", "2026-01-01", "2026-12-31", true, false},
		{"of a by only the last is known", "../2025-07-29", "2025-07-29", "2025-07-29", true, false},
		{"nothing is known", "", "", "", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := date(t, tt.in)
			if d.First().ISO() != tt.first || d.Last().ISO() != tt.last {
				t.Errorf("from %q to %q, want from %q to %q", d.First().ISO(), d.Last().ISO(), tt.first, tt.last)
			}
			if d.Known() != tt.known || d.Full() != tt.full {
				t.Errorf("known %v, full %v", d.Known(), d.Full())
			}
		})
	}
}

func TestAfterAndPast(t *testing.T) {
	tests := []struct {
		name, in, day string
		after, past   bool
	}{
		{"the day itself is neither", "2026-03-31", "2026-03-31", false, false},
		{"tomorrow", "2026-04-01", "2026-03-31", true, false},
		{"yesterday", "2026-03-30", "2026-03-31", false, true},
		{"this month is neither", "2026-03", "2026-03-31", false, false},
		{"next month", "2026-04", "2026-03-31", true, false},
		{"last month", "2026-02", "2026-03-01", false, true},
		{"this year is neither", "2026", "2026-12-31", false, false},
		{"next year", "2027", "2026-12-31", true, false},
		{"last year", "2025", "2026-01-01", false, true},
		{"by tomorrow is not known yet", "../2026-04-01", "2026-03-31", true, false},
		{"by yesterday", "../2026-03-30", "2026-03-31", false, true},
		{"an unknown date is neither", "", "2026-03-31", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, day := date(t, tt.in), date(t, tt.day)
			if d.After(day) != tt.after || d.Past(day) != tt.past {
				t.Errorf("after %v, past %v; want %v, %v", d.After(day), d.Past(day), tt.after, tt.past)
			}
		})
	}
}

func TestCompareDates(t *testing.T) {
	order := []string{"", "2025", "2025-04", "2025-04-01", "2025-04-30", "2025-12-31", "2026", "2026-01", "2026-01-01"}
	for i, a := range order {
		for j, b := range order {
			if got := date(t, a).Compare(date(t, b)); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%q against %q: %d", a, b, got)
			}
		}
	}
	if date(t, "../2025-04-01").Compare(date(t, "2025-04-01")) != 0 {
		t.Error("by a day stands where the day stands")
	}
}

func TestDaysSince(t *testing.T) {
	tests := []struct {
		name, from, to string
		want           int
	}{
		{"the same day", "2026-03-31", "2026-03-31", 0},
		{"the next", "2026-03-31", "2026-04-01", 1},
		{"back", "2026-04-01", "2026-03-31", -1},
		{"over the hour of summer", "2026-03-28", "2026-03-30", 2},
		{"a leap year", "2024-01-01", "2025-01-01", 366},
		{"from the end of a month", "2026-03", "2026-04-01", 1},
		{"from the end of a year", "2025", "2026-01-01", 1},
		{"from a by", "../2026-03-31", "2026-04-10", 10},
	}
	for _, tt := range tests {
		if got := date(t, tt.to).DaysSince(date(t, tt.from)); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestDayOf(t *testing.T) {
	rome := time.FixedZone("Rome", 2*60*60)
	if got := DayOf(time.Date(2026, 8, 23, 0, 30, 0, 0, rome)); got != Day(2026, 8, 23) {
		t.Errorf("half past midnight in Rome is %s", got)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-03-31", "2026-03", "2026", "../2025-07-29", "2024-02-29", "2026-02-29", "0000", "31-3-2026", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if d.Known() {
				t.Errorf("ParseDate(%q) refuses and gives %s", s, d)
			}
			return
		}
		if !d.Known() || d.ISO() != s {
			t.Errorf("ParseDate(%q) reads again as %q", s, d.ISO())
		}
		if first, last := d.First(), d.Last(); first.Compare(last) > 0 || !first.Full() || !last.Full() {
			t.Errorf("%q is from %s to %s", s, first.ISO(), last.ISO())
		}
		if d.String() == "" || d.On() == "" {
			t.Errorf("%q has no words", s)
		}
	})
}

// date reads a date of a test; "" is the unknown one.
func date(t *testing.T, s string) Date {
	t.Helper()
	if s == "" {
		return Date{}
	}
	d, err := ParseDate(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return d
}

// Dates are written as fmt writes their numbers.
func TestISO(t *testing.T) {
	for _, year := range []int{1, 9, 10, 99, 100, 999, 1000, 2026, 9999} {
		for month := 1; month <= 12; month++ {
			for day := 1; day <= 31; day++ {
				if got, want := Day(year, month, day).ISO(), fmt.Sprintf("%04d-%02d-%02d", year, month, day); got != want {
					t.Fatalf("%q, want %q", got, want)
				}
			}
		}
	}
}

// FuzzAppendISO holds a date that is written by hand to the one that the library formats.
func FuzzAppendISO(f *testing.F) {
	f.Add(int16(2026), int8(3), int8(31), true)
	f.Add(int16(2026), int8(12), int8(0), false)
	f.Add(int16(987), int8(0), int8(0), false)
	f.Add(int16(0), int8(1), int8(1), true)
	f.Fuzz(func(t *testing.T, year int16, month, day int8, by bool) {
		d := Date{year, month % 13, day % 32, by}
		if d.Month < 0 || d.Day < 0 {
			t.Skip("no date is negative")
		}
		if got, want := string(d.AppendISO(nil)), d.ISO(); got != want {
			t.Errorf("%+v is %s, want %s", d, got, want)
		}
	})
}

func TestSpan(t *testing.T) {
	var s Span
	for _, d := range []Date{{}, Day(2024, 5, 1), Day(2023, 3, 4), {}, Day(2026, 11, 20)} {
		s.Add(d)
	}
	if s != (Span{Day(2023, 3, 4), Day(2026, 11, 20)}) {
		t.Errorf("got %+v", s)
	}
}
