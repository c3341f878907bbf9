package importer

import (
	"math/big"
	"strings"

	"vetro/internal/record"
	"vetro/internal/sheet"
)

// rawAmount reads an amount from the cell that holds it, knowing nothing of how the import reads
// it: digits, with the last of comma and point for the decimals where one or two digits follow it,
// or more behind a point that is the only one. A fuzz test holds both to one result.
func rawAmount(text string) (record.Euro, bool) {
	if cents, plain := plainAmount(text); plain {
		return cents, true
	}
	return (&moneyCell{cell: sheet.Cell{Text: text}, unit: 1}).amount()
}

// amount reads a cell of money in the unit of its column.
func (c *moneyCell) amount() (record.Euro, bool) {
	unit := big.NewRat(max(c.unit, 1), 1)
	text := c.cell.Text
	if c.unit <= 1 {
		text, unit = ownUnit(text)
	}
	n, ok := decimal(text, c.unit > 1 && c.decimal != 0, c.decimal)
	if !ok {
		return 0, false
	}
	return nearCents(n.Mul(n, unit))
}

// ownUnit gives what stands before the unit that a cell itself has, and the unit in euro.
func ownUnit(text string) (string, *big.Rat) {
	lower := []byte(text)
	for i, c := range lower {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	low := string(lower)
	for _, u := range []struct {
		word string
		euro int64
	}{{"mila", 1e3}, {"migliaia", 1e3}, {"mln", 1e6}, {"milion", 1e6}, {"mld", 1e9}, {"miliard", 1e9}} {
		if i := strings.Index(low, u.word); i > 0 && strings.ContainsAny(low[:i], "0123456789") {
			return text[:i], big.NewRat(u.euro, 1)
		}
	}
	if i := strings.LastIndex(low, "k"); i > 0 && strings.ContainsAny(low[i-1:i], "0123456789 ") {
		return text[:i], big.NewRat(1e3, 1)
	}
	return text, big.NewRat(1, 1)
}

// decimal reads a number from its digits. Where the column tells what stands before its decimals
// (told), that alone does; else see rawAmount.
func decimal(text string, told bool, sign byte) (*big.Rat, bool) {
	s := strings.NewReplacer("EURO", "", "Euro", "", "euro", "", "EUR", "", "Eur", "", "eur", "", "\u00a0", " ", "\u202f", " ").Replace(text)
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r == '.', r == ',', r == '-', r == '+', r == 'e', r == 'E':
			return r
		case r == ' ', r == '\'', r == '’':
			return '.' // between digits they part thousands
		}
		return -1
	}, strings.TrimSpace(s))
	s = strings.Trim(strings.TrimRight(strings.Trim(s, ".,"), "-+,."), ".,")
	mantissa, exponent, scientific := s, "", false
	if i := strings.IndexAny(s, "eE"); i > 0 {
		mantissa, exponent, scientific = s[:i], s[i+1:], true
	}
	whole, cents := mantissa, ""
	if i := strings.LastIndexAny(mantissa, ".,"); i >= 0 {
		behind := mantissa[i+1:]
		lonely := strings.Count(mantissa, ".")+strings.Count(mantissa, ",") == 1
		decimals := len(behind) < 3 || scientific || lonely && (len(behind) > 3 || mantissa[0] == '0')
		if told && lonely && len(behind) == 3 && mantissa[0] != '0' {
			decimals = mantissa[i] == sign
		}
		if decimals {
			whole, cents = mantissa[:i], behind
		}
	}
	number := strings.NewReplacer(".", "", ",", "").Replace(whole) + "." + cents + "0"
	if scientific {
		number += "e" + exponent
	}
	if len(number) > 60 || len(exponent) > 3 {
		return nil, false
	}
	return new(big.Rat).SetString(number)
}

// plainAmount reads what most cells of large tables hold: 14000.0, 82154.8, 931712.
func plainAmount(text string) (cents record.Euro, ok bool) {
	decimals := -1
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9' && decimals < 2:
			cents = cents*10 + record.Euro(c-'0')
			if decimals >= 0 {
				decimals++
			}
		case c == '.' && decimals < 0 && i > 0:
			decimals = 0
		default:
			return 0, false
		}
	}
	for range 2 - max(decimals, 0) {
		cents *= 10
	}
	return cents, text != "" && len(text) < 16
}

// nearCents gives a number in euro to the cent; programs that reckon in base two write
// 0.30000000000000004 for thirty cents.
func nearCents(n *big.Rat) (record.Euro, bool) {
	n.Mul(n, big.NewRat(100, 1))
	half := new(big.Rat).Add(n, big.NewRat(1, 2))
	cents := new(big.Int).Div(half.Num(), half.Denom())
	off := new(big.Rat).Sub(n, new(big.Rat).SetInt(cents))
	if !cents.IsInt64() || off.Abs(off).Cmp(big.NewRat(1, 1000)) > 0 {
		return 0, false
	}
	return record.Euro(cents.Int64()), true
}
