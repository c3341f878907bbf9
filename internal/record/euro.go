package record

import (
	"errors"
	"strconv"
	"strings"
)

// Euro is an amount of money in cents, exact.
type Euro int64

// maxEuro keeps any sum of amounts far from the end of int64: 999 billion euro is
// more than the whole Plan.
const maxEuro Euro = 999_999_999_999_99

// ErrEuroForm is returned for a text that is not an amount in the form of the records.
var ErrEuroForm = errors.New("not an amount of the form 931712 or 931712.50")

// ErrEuroRange is returned for an amount that no public project has.
var ErrEuroRange = errors.New("amount out of range")

// ParseEuro reads an amount as records write it in quotes: whole euro, or euro and
// one or two decimals after a point ("931712", "931712.50"). Nothing else: the comma and
// the point of thousands are refused, since "931.712" means two things.
func ParseEuro(s string) (Euro, error) {
	whole, decimals, pointed := strings.Cut(s, ".")
	if !digits(whole) || pointed && (!digits(decimals) || len(decimals) > 2) {
		return 0, ErrEuroForm
	}
	if len(decimals) == 1 {
		decimals += "0"
	}
	if decimals == "" {
		decimals = "00"
	}
	n, err := strconv.ParseInt(whole+decimals, 10, 64)
	if err != nil || Euro(n) > maxEuro {
		return 0, ErrEuroRange
	}
	return Euro(n), nil
}

// WholeEuro gives n euro, or ErrEuroRange.
func WholeEuro(n int64) (Euro, error) {
	if n < 0 || n > int64(maxEuro/100) {
		return 0, ErrEuroRange
	}
	return Euro(n * 100), nil
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// String gives the amount in full Italian form, with cents: «931.712,00 €». The
// space does not break.
func (e Euro) String() string { return e.number(true) + nbsp + "€" }

// Short gives the amount without cents where there are none: «931.712 €».
func (e Euro) Short() string { return e.number(e%100 != 0) + nbsp + "€" }

// Decimal gives the amount as data files have it: 931712.00.
func (e Euro) Decimal() string {
	sign, n := e.split()
	if sign != "" {
		sign = "-" // machines do not know the minus of the pages
	}
	return sign + strconv.FormatInt(n/100, 10) + "." + twoDigits(n%100)
}

// Record gives the amount as records are written: 931712, or "931712.50" in quotes.
func (e Euro) Record() string {
	if e%100 == 0 {
		return strconv.FormatInt(int64(e/100), 10)
	}
	return `"` + e.Decimal() + `"`
}

// number groups the digits by three from four digits up, as Italian figures do.
func (e Euro) number(cents bool) string {
	sign, n := e.split()
	s := sign + Grouped(n/100)
	if cents {
		s += "," + twoDigits(n%100)
	}
	return s
}

func (e Euro) split() (sign string, n int64) {
	if e < 0 {
		return "−", -int64(e)
	}
	return "", int64(e)
}

func twoDigits(n int64) string {
	return string([]byte{byte('0' + n/10), byte('0' + n%10)})
}

const nbsp = "\u00a0"

// Grouped gives a whole number with a point between thousands: 12.464.
func Grouped(n int64) string {
	if n < 0 {
		return "−" + Grouped(-n)
	}
	s := strconv.FormatInt(n, 10)
	head := (len(s)-1)%3 + 1
	var b strings.Builder
	b.WriteString(s[:head])
	for i := head; i < len(s); i += 3 {
		b.WriteByte('.')
		b.WriteString(s[i : i+3])
	}
	return b.String()
}

// Percent gives part of whole in words of figures: «94,5 %», «100 %». What is
// less than the whole never reads «100 %», and what is more than nothing never «0 %».
func Percent(part, whole Euro) string {
	if whole <= 0 {
		return ""
	}
	tenths := (int64(part)*2000 + int64(whole)) / (2 * int64(whole)) // rounded half up
	switch {
	case part < whole && tenths >= 1000:
		tenths = 999
	case part > 0 && tenths == 0:
		return "meno dello 0,1" + nbsp + "%"
	}
	s := Grouped(tenths / 10)
	if d := tenths % 10; d != 0 {
		s += "," + strconv.FormatInt(d, 10)
	}
	return s + nbsp + "%"
}

// Sum adds amounts up.
func Sum(amounts ...Euro) Euro {
	var sum Euro
	for _, a := range amounts {
		sum += a
	}
	return sum
}
