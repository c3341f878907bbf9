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
func (e Euro) String() string { return string(e.Append(nil)) }

// Short gives the amount without cents where there are none: «931.712 €».
func (e Euro) Short() string { return string(e.AppendShort(nil)) }

// Decimal gives the amount as data files have it: 931712.00.
func (e Euro) Decimal() string { return string(e.AppendDecimal(nil)) }

// Append puts the amount at the end of b, as String writes it.
func (e Euro) Append(b []byte) []byte {
	b = AppendGrouped(b, int64(e)/100, e < 0)
	b = append(b, ',')
	return append(appendCents(b, e), nbsp+"€"...)
}

// AppendShort puts the amount at the end of b, as Short writes it.
func (e Euro) AppendShort(b []byte) []byte {
	if e%100 != 0 {
		return e.Append(b)
	}
	return append(AppendGrouped(b, int64(e)/100, e < 0), nbsp+"€"...)
}

// AppendDecimal puts the amount at the end of b, as Decimal writes it: machines do not
// know the minus of the pages.
func (e Euro) AppendDecimal(b []byte) []byte {
	if e < 0 {
		b = append(b, '-')
	}
	b = strconv.AppendInt(b, max(int64(e), -int64(e))/100, 10)
	return appendCents(append(b, '.'), e)
}

// Record gives the amount as records are written: 931712, or "931712.50" in quotes.
func (e Euro) Record() string {
	if e%100 == 0 {
		return strconv.FormatInt(int64(e/100), 10)
	}
	return `"` + e.Decimal() + `"`
}

func appendCents(b []byte, e Euro) []byte {
	n := max(e, -e) % 100
	return append(b, byte('0'+n/10), byte('0'+n%10))
}

const nbsp = "\u00a0"

// Grouped gives a whole number with a point between thousands: 12.464.
func Grouped(n int64) string { return string(AppendGrouped(nil, n, n < 0)) }

// AppendGrouped puts a whole number at the end of b, its digits in threes from four
// digits up, as Italian figures do. What is negative may be less than one: −0,50.
func AppendGrouped(b []byte, n int64, negative bool) []byte {
	if negative {
		b = append(b, "−"...)
	}
	var digits [20]byte
	s := strconv.AppendInt(digits[:0], max(n, -n), 10)
	head := (len(s)-1)%3 + 1
	b = append(b, s[:head]...)
	for i := head; i < len(s); i += 3 {
		b = append(append(b, '.'), s[i:i+3]...)
	}
	return b
}

// Percent gives part of whole in words of figures: «94,5 %», «100 %». What is not exactly all
// never reads «100 %» but «oltre il 99,9 %», and what is more than nothing never «0 %» but «meno
// dello 0,1 %».
func Percent(part, whole Euro) string {
	if whole <= 0 {
		return ""
	}
	tenths := (int64(part)*2000 + int64(whole)) / (2 * int64(whole)) // rounded half up
	switch {
	case part > 0 && tenths == 0:
		return "meno dello 0,1" + nbsp + "%"
	case part < whole && tenths >= 1000:
		return "oltre il 99,9" + nbsp + "%"
	case part > whole && tenths == 1000:
		return "oltre il 100" + nbsp + "%"
	}
	return percent(tenths)
}

// percent writes tenths of a per cent.
func percent(tenths int64) string {
	s := Grouped(tenths / 10)
	if d := tenths % 10; d != 0 {
		s += "," + strconv.FormatInt(d, 10)
	}
	return s + nbsp + "%"
}

// ThePercent gives part of whole with its article, for a sentence: «il 94 %», «l’8 %»,
// «lo 0,5 %».
func ThePercent(part, whole Euro) string { return withArticle(Percent(part, whole)) }

// TheFloor gives the share that part is of whole at least, with its article, rounded down:
// «il 94,4 %»; "" for less than a tenth of a per cent.
func TheFloor(part, whole Euro) string {
	if whole <= 0 {
		return ""
	}
	tenths := int64(part) * 1000 / int64(whole)
	if tenths == 0 {
		return ""
	}
	return withArticle(percent(min(tenths, 1000)))
}

func withArticle(s string) string {
	number, _, _ := strings.Cut(s, nbsp)
	digits, _, _ := strings.Cut(number, ",")
	switch {
	case s == "" || s[0] < '0' || s[0] > '9': // meno dello 0,1 %
		return s
	case digits == "0":
		return "lo " + s
	case digits == "1" || digits == "8" || digits == "11" || len(digits) == 2 && digits[0] == '8':
		return "l’" + s
	}
	return "il " + s
}
