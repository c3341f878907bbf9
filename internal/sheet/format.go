package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// calendar is what the days of a workbook are counted from.
type calendar int

const (
	from1900 calendar = iota
	from1904
)

// format is how a number is shown, as far as it says what the number is: money, rounded or
// not, in whatever currency, is a number as it is kept.
type format struct {
	kind     formatKind
	decimals int    // of percent
	seconds  bool   // of clock and duration
	mask     string // of filled: zeros, and what stands between them
	before   string // of worded
	behind   string // of worded
}

type formatKind uint8

const (
	numeric  formatKind = iota
	asText              // @
	day                 // 31/03/2026, with a time or without
	month               // mar-26: the day is not shown
	year                // 2026
	clock               // 08:30
	duration            // [h]:mm
	percent             // 85%
	filled              // 00000000000: a code with zeros before it
	worded              // 0" mln": what the number counts stands in the format alone
)

// builtIn gives the formats that no workbook writes out (ECMA-376 part 1, 18.8.30).
func builtIn(id int) format {
	switch {
	case id == 9:
		return format{kind: percent}
	case id == 10:
		return format{kind: percent, decimals: 2}
	case id == 17:
		return format{kind: month}
	case id >= 14 && id <= 16, id == 22, id >= 27 && id <= 36, id >= 50 && id <= 58:
		return format{kind: day}
	case id == 18, id == 20:
		return format{kind: clock}
	case id == 19, id == 21, id == 45, id == 47:
		return format{kind: clock, seconds: true}
	case id == 46:
		return format{kind: duration, seconds: true}
	case id == 49:
		return format{kind: asText}
	}
	return format{}
}

// magnitude is a word in a format by which a number is less than it seems.
var magnitude = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:mgl|migliaia|mila|mln|mio|milion[ei]|mld|miliard[oi]|k|m)(?:$|[^\pL])`)

// notCode is what stands in the code of a format in letters, and is no part of a date.
var notCode = regexp.MustCompile(`general|standard|am/pm|a/p|e[+-]`)

// parseFormat reads the code of a format: its first section, that of positive numbers, tells
// what it is for.
func parseFormat(s string) format {
	pieces := codePieces(s)
	var letters, words strings.Builder
	for _, p := range pieces {
		if p.literal {
			words.WriteString(" " + p.text)
		} else {
			letters.WriteString(p.text)
		}
	}
	code := notCode.ReplaceAllString(strings.ToLower(letters.String()), "")
	_, fraction, point := strings.Cut(code, ".")
	zeros := strings.Count(code, "0")
	switch {
	case strings.ContainsAny(code, "dmyhsg"):
		return dateFormat(code)
	case strings.Contains(code, "%"):
		return format{kind: percent, decimals: strings.Count(fraction, "0") + strings.Count(fraction, "#")}
	case code == "@":
		return format{kind: asText}
	case zeros > 1 && !point && !strings.ContainsAny(code, ",#?@"):
		return format{kind: filled, mask: fillMask(pieces)}
	case magnitude.MatchString(words.String()) && !scaled.MatchString(code):
		before, behind := wordsAround(pieces)
		return format{kind: worded, before: before, behind: behind}
	}
	return format{}
}

// scaled is a comma behind the digits: the number is shown in thousands, and the word beside it
// says so.
var scaled = regexp.MustCompile(`,(?:$|[^0#?,])`)

// piece is a part of the code of a format: one sign of it, or a text that is shown as it is.
type piece struct {
	text    string
	literal bool
}

// codePieces takes the first section of the code of a format apart. Of what is in brackets the
// sign of a currency is shown, and h, m, s count beyond a day; colours, languages and
// conditions are left out.
func codePieces(s string) (pieces []piece) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ';':
			return pieces
		case c == '"':
			text, _, _ := strings.Cut(s[i+1:], `"`)
			pieces = append(pieces, piece{text, true})
			i += len(text) + 1
		case c == '\\' && i+1 < len(s):
			i++
			pieces = append(pieces, piece{s[i : i+1], true})
		case c == '_' || c == '*':
			i++
		case c == '[':
			inside, _, _ := strings.Cut(s[i+1:], "]")
			i += len(inside) + 1
			if sign, is := strings.CutPrefix(inside, "$"); is {
				sign, _, _ = strings.Cut(sign, "-")
				pieces = append(pieces, piece{sign, true})
			} else if inside != "" && strings.Trim(strings.ToLower(inside), inside[:1]) == "" && strings.ContainsAny(inside[:1], "hmsHMS") {
				pieces = append(pieces, piece{"[" + inside + "]", false})
			}
		case c >= 0x80:
			pieces = append(pieces, piece{s[i : i+1], true})
		default:
			pieces = append(pieces, piece{s[i : i+1], false})
		}
	}
	return pieces
}

// dateRun is a run of one letter in the code of a date.
var dateRun = regexp.MustCompile(`d+|m+|y+|h+|s+|g+`)

// dateFormat reads the code of a date or time by what it shows; m stands for minutes behind
// hours and before seconds. Italian letters (gg/mm/aaaa), which some programs write, count.
func dateFormat(code string) format {
	runs := dateRun.FindAllString(code, -1)
	var has [256]bool
	months := false
	for i, r := range runs {
		has[r[0]] = true
		minutes := i > 0 && runs[i-1][0] == 'h' || i+1 < len(runs) && runs[i+1][0] == 's' || strings.Contains(code, "["+r)
		months = months || r[0] == 'm' && !minutes
	}
	switch {
	case strings.Contains(code, "["):
		return format{kind: duration, seconds: has['s']}
	case has['d'] || has['g']:
		return format{kind: day}
	case months:
		return format{kind: month}
	case has['y']:
		return format{kind: year}
	}
	return format{kind: clock, seconds: has['s']}
}

// fillMask gives what a filled number is written into: a NUL for each digit.
func fillMask(pieces []piece) string {
	var mask strings.Builder
	for _, p := range pieces {
		if p.text == "0" && !p.literal {
			p.text = "\x00"
		}
		mask.WriteString(p.text)
	}
	return mask.String()
}

// wordsAround gives the texts before the first digit and behind the last.
func wordsAround(pieces []piece) (before, behind string) {
	digits := false
	for _, p := range pieces {
		switch {
		case !p.literal && strings.ContainsAny(p.text, "0#?"):
			digits, behind = true, ""
		case p.literal && digits, p.text == " " && digits:
			behind += p.text
		case p.literal, p.text == " ":
			before += p.text
		}
	}
	return before, behind
}

// show gives a number as a cell with this format shows it.
func (f format) show(s string, c calendar) Cell {
	d, ok := parseDecimal(s)
	if !ok {
		return textCell(s)
	}
	number := Cell{Text: d.String(), Kind: Number}
	switch {
	case f.kind == asText:
		return textCell(number.Text)
	case f.kind == day, f.kind == month, f.kind == year:
		if d.negative {
			return number
		}
		return f.date(d, c)
	case f.kind == clock && !d.negative, f.kind == duration && !d.negative:
		return f.time(d)
	case f.kind == percent:
		d.point += 2
		return textCell(d.shown(f.decimals) + "%")
	case f.kind == filled && d.whole() && !d.negative:
		return textCell(fill(f.mask, d))
	case f.kind == worded:
		return textCell(f.before + strings.Replace(number.Text, ".", ",", 1) + f.behind)
	}
	return number
}

// fill writes a number into a mask from its end, zeros before it.
func fill(mask string, d decimal) string {
	digits, n := d.String(), strings.Count(mask, "\x00")
	digits = strings.Repeat("0", max(0, n-len(digits))) + digits
	var out strings.Builder
	for _, r := range mask {
		if r != 0 {
			out.WriteRune(r)
			continue
		}
		take := 1
		if n > 0 && len(digits) > n {
			take = 1 + len(digits) - n
		}
		out.WriteString(digits[:take])
		digits = digits[take:]
		n--
	}
	return out.String()
}

// lastSerial is the number of 31 December 9999, the last day that Excel knows.
const lastSerial = 2_958_465

// date gives the day of a number. Days that no calendar has are shown as Excel shows them, as
// texts: 00/01/1900, which is what zero is, and 29/02/1900.
//
// Source: ECMA-376 part 1, 18.17.4.1.
func (f format) date(d decimal, c calendar) Cell {
	whole, _, _ := strings.Cut(d.String(), ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n > lastSerial {
		return Cell{Text: d.String(), Kind: Number}
	}
	var t time.Time
	switch {
	case c == from1904:
		t = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n == 0:
		return Cell{Text: "00/01/1900", Kind: Text}
	case n == 60:
		return Cell{Text: "29/02/1900", Kind: Text}
	case n < 60:
		t = time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	default:
		t = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	}
	layout := map[formatKind]string{day: "2006-01-02", month: "2006-01", year: "2006"}[f.kind]
	return Cell{Text: t.AddDate(0, 0, n).Format(layout), Kind: Date}
}

// time gives the time of a number, which is a part of a day.
func (f format) time(d decimal) Cell {
	days, err := strconv.ParseFloat(d.String(), 64)
	if err != nil || days > lastSerial {
		return Cell{Text: d.String(), Kind: Number}
	}
	seconds := int64(days*86400 + 0.5)
	if f.kind == clock {
		seconds %= 86400
	}
	text := fmt.Sprintf("%02d:%02d", seconds/3600, seconds/60%60)
	if f.seconds {
		text += fmt.Sprintf(":%02d", seconds%60)
	}
	return Cell{Text: text, Kind: Text}
}

// truth gives a cell that is true or false.
func truth(is bool) Cell {
	if is {
		return Cell{Text: "VERO", Kind: Boolean}
	}
	return Cell{Text: "FALSO", Kind: Boolean}
}

// faultNames are the errors of formulas as an Italian Excel names them.
var faultNames = map[string]string{
	"#REF!": "#RIF!", "#N/A": "#N/D", "#NAME?": "#NOME?", "#VALUE!": "#VALORE!", "#NULL!": "#NULLO!",
	"#SPILL!": "#ESPANSIONE!", "#DIV/0!": "#DIV/0!", "#NUM!": "#NUM!",
}

func faultCell(s string) Cell {
	if s == "" {
		return Cell{}
	}
	if name := faultNames[s]; name != "" {
		s = name
	}
	return Cell{Text: Clean(s), Kind: Fault}
}

// dayCell gives a day that is written as one, with a time or without.
func dayCell(s string) Cell {
	if len(s) >= len(time.DateOnly) {
		if _, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)]); err == nil {
			return Cell{Text: s[:len(time.DateOnly)], Kind: Date}
		}
	}
	return textCell(s)
}
