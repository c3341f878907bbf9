package render

import (
	"strconv"
	"strings"

	"vetro/internal/chart"
	"vetro/internal/record"
)

// locale has the forms in which pages print amounts, shares, numbers and dates, which views
// ask for here alone. Those of record are Italian: another language has forms of its own,
// as it has its texts. theme.Texts writes the numbers within a text.
type locale struct{}

// amount gives an amount in euro and cents.
func (locale) amount(e record.Euro) string { return e.String() }

// short gives an amount without cents where there are none.
func (locale) short(e record.Euro) string { return e.Short() }

// date gives a date by itself: 31 marzo 2026.
func (locale) date(d record.Date) string { return d.String() }

// on gives a date within a sentence: il 31 marzo 2026.
func (locale) on(d record.Date) string { return d.On() }

// from gives a date as the day on which something began: dal 31 marzo 2026.
func (locale) from(d record.Date) string { return d.From() }

// dateView is what a time element has.
type dateView struct {
	Text    string
	Machine string // "" when the date is not known
}

// dated gives a date for a time element.
func (l locale) dated(d record.Date) dateView { return dateView{l.date(d), d.Machine()} }

// share gives a part of a sum in per cent.
func (locale) share(part, whole record.Euro) string { return record.Percent(part, whole) }

// theShare gives a share with its article, within a sentence.
func (locale) theShare(part, whole record.Euro) string { return record.ThePercent(part, whole) }

// atLeast gives the share that a part of a sum has at least, with its article; "" for hardly any.
func (locale) atLeast(part, whole record.Euro) string { return record.TheFloor(part, whole) }

// count gives a number of things.
func (locale) count(n int) string { return record.Grouped(int64(n)) }

// number gives any number: 1.234,5.
func (locale) number(f float64) string {
	whole, decimals, pointed := strings.Cut(strconv.FormatFloat(f, 'f', -1, 64), ".")
	sign := ""
	if digits, negative := strings.CutPrefix(whole, "-"); negative {
		sign, whole = "−", digits
	}
	if n, err := strconv.ParseInt(whole, 10, 64); err == nil {
		whole = record.Grouped(n)
	}
	if pointed {
		return sign + whole + "," + decimals
	}
	return sign + whole
}

// size gives the size of a file as people read it: 340 kB, 1,2 MB.
func (locale) size(n int64) string {
	switch {
	case n < 1000:
		return record.Grouped(n) + "\u00a0byte"
	case n < 1_000_000:
		return record.Grouped((n+500)/1000) + "\u00a0kB"
	}
	tenths := (n + 50_000) / 100_000
	return record.Grouped(tenths/10) + "," + string(rune('0'+tenths%10)) + "\u00a0MB"
}

// euros is how figures write amounts, in cents.
var euros = &chart.Unit{
	Name:  "euro",
	Exact: func(b []byte, n int64) []byte { return record.Euro(n).Append(b) },
	Short: func(b []byte, n int64) []byte { return record.Euro(n).AppendShort(b) },
	Plain: func(b []byte, n int64) []byte { return record.Euro(n).AppendDecimal(b) },
}

// counts is how figures write numbers of projects.
var counts = &chart.Unit{Name: "progetti", Exact: grouped, Short: grouped, Plain: plain}

func plain(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }

func grouped(b []byte, n int64) []byte { return record.AppendGrouped(b, n, n < 0) }
