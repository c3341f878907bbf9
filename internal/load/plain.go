package load

import (
	"strconv"
	"strings"
	"time"
)

// plainValue gives what the decoder gives for a value of the forms that nearly all are
// of: a text without escapes, a list of such texts, a day, a whole number, a decimal, true
// and false. At anything else, or any doubt, it gives the value up. It takes a hundredth
// of the decoder's time, which would be a quarter of a build of 1,000 projects.
func plainValue(raw string) (value any, ok bool) {
	switch {
	case raw == "":
		return nil, false
	case raw[0] == '"':
		return plainText(raw)
	case raw[0] == '[':
		return plainList(raw)
	case raw == "true", raw == "false":
		return raw == "true", true
	case len(raw) == len(time.DateOnly) && raw[4] == '-':
		day, err := time.ParseInLocation(time.DateOnly, raw, localDate)
		return day, err == nil && day.Year() > 0
	}
	return plainDecimal(raw)
}

// localDate is the zone in which the decoder gives a day.
var localDate = time.FixedZone("date-local", 0)

// plainText reads a text in double quotes, or in three of them each.
func plainText(raw string) (string, bool) {
	text, many := strings.CutPrefix(raw, `"""`)
	if many {
		text = strings.TrimPrefix(strings.TrimSuffix(text, `"""`), "\n")
		if len(raw) < 6 || len(text) > len(raw)-6 || strings.HasSuffix(text, `"`) || strings.Contains(text, `"""`) {
			return "", false
		}
	} else {
		if len(raw) < 2 || raw[len(raw)-1] != '"' {
			return "", false
		}
		text = raw[1 : len(raw)-1]
		if strings.IndexByte(text, '"') >= 0 {
			return "", false
		}
	}
	for i := range len(text) {
		if c := text[i]; c == '\\' || control[c] && !(many && c == '\n') {
			return "", false
		}
	}
	return text, true
}

// plainList reads a list of texts of one line each.
func plainList(raw string) (any, bool) {
	items := []any{}
	rest := raw[1:]
	for comma := true; ; {
		rest = strings.TrimLeft(rest, " \t\n")
		switch {
		case rest == "]":
			return items, true
		case rest == "":
			return nil, false
		case rest[0] == ',' && !comma:
			rest, comma = rest[1:], true
			continue
		case rest[0] != '"' || !comma:
			return nil, false
		}
		item, ok := plainText(rest[:strings.IndexByte(rest[1:], '"')+2])
		if !ok {
			return nil, false
		}
		items, rest, comma = append(items, item), rest[len(item)+2:], false
	}
}

// plainDecimal reads a whole number or a decimal.
func plainDecimal(raw string) (any, bool) {
	whole, fraction, decimal := strings.Cut(strings.TrimPrefix(raw, "-"), ".")
	if !digits(whole) || len(whole) > 1 && whole[0] == '0' || decimal && !digits(fraction) || len(raw) > 15 {
		return nil, false
	}
	if decimal {
		f, err := strconv.ParseFloat(raw, 64)
		return f, err == nil
	}
	n, err := strconv.ParseInt(raw, 10, 64)
	return n, err == nil
}

// digits reports whether a text is of digits alone, at least one.
func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
