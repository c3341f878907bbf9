package sheet

import (
	"strconv"
	"strings"
)

// mostDigits is how many digits of a number Excel keeps and shows; those behind are what is
// left of a binary fraction (0.30000000000000004).
const mostDigits = 15

// mostExponent is beyond the numbers that a cell can have.
const mostExponent = 400

// decimal is a number as its digits: 0.digits × 10^point.
type decimal struct {
	negative bool
	digits   string // without zeros before or behind; "" for zero
	point    int
}

// parseDecimal reads a number as XML writes it, 1.25E7, without going through a binary one.
func parseDecimal(s string) (decimal, bool) {
	var d decimal
	s = strings.TrimPrefix(s, "+")
	s, d.negative = strings.CutPrefix(s, "-")
	exponent := 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		n, err := strconv.Atoi(s[i+1:])
		if err != nil || n > mostExponent || n < -mostExponent {
			return d, false
		}
		s, exponent = s[:i], n
	}
	whole, fraction, _ := strings.Cut(s, ".")
	digits := whole + fraction
	if digits == "" || len(digits) > 2*mostExponent || strings.Trim(digits, "0123456789") != "" {
		return d, false
	}
	d.digits = strings.TrimLeft(digits, "0")
	d.point = len(whole) - (len(digits) - len(d.digits)) + exponent
	d.digits = strings.TrimRight(d.digits, "0")
	return d.round(mostDigits), true
}

// round keeps so many of the digits; a half goes away from zero.
func (d decimal) round(keep int) decimal {
	if keep < 0 {
		return decimal{}
	}
	if len(d.digits) > keep {
		up := d.digits[keep] >= '5'
		digits := []byte(d.digits[:keep])
		for i := len(digits) - 1; up; i-- {
			if i < 0 {
				digits = append([]byte{'1'}, digits...)
				d.point++
				break
			}
			if digits[i]++; digits[i] <= '9' {
				break
			}
			digits[i] = '0'
		}
		d.digits = strings.TrimRight(string(digits), "0")
	}
	if d.digits == "" {
		return decimal{}
	}
	return d
}

// places keeps so many decimals.
func (d decimal) places(n int) decimal { return d.round(d.point + n) }

// whole reports a number without decimals.
func (d decimal) whole() bool { return len(d.digits) <= d.point || d.digits == "" }

// String gives the number without exponent: 12500000, -0.3.
func (d decimal) String() string {
	s := ""
	switch {
	case d.digits == "":
		return "0"
	case d.point <= 0:
		s = "0." + strings.Repeat("0", -d.point) + d.digits
	case d.point >= len(d.digits):
		s = d.digits + strings.Repeat("0", d.point-len(d.digits))
	default:
		s = d.digits[:d.point] + "." + d.digits[d.point:]
	}
	if d.negative {
		return "-" + s
	}
	return s
}

// shown gives the number with so many decimals, as Italians write it: 85,70.
func (d decimal) shown(decimals int) string {
	whole, fraction, _ := strings.Cut(d.places(decimals).String(), ".")
	if decimals == 0 {
		return whole
	}
	return whole + "," + fraction + strings.Repeat("0", decimals-len(fraction))
}
