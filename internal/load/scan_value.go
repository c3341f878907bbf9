package load

import (
	"strconv"
	"strings"
	"time"
)

// value reads what a key holds, or an item of its list, and gives what the decoder gives
// for it. What holds an inline table is left to the decoder, with the whole text.
func (s *scanner) value(k *key, depth int) (val any, ok bool) {
	if depth > maxDepth {
		return nil, s.refuse(s.at, tooDeep)
	}
	switch s.peek() {
	case '"', '\'':
		return s.quoted()
	case '[':
		k.single = false
		list := []any{}
		ok = s.items(']', func() bool {
			if !s.another(s.at) {
				return false
			}
			item := k
			k.items = append(k.items, s.src.pos(s.at))
			if s.peek() == '[' { // of lists in lists no places are kept
				item = &key{}
			}
			val, ok := s.value(item, depth+1)
			list = append(list, val)
			return ok
		})
		return list, ok
	case '{':
		s.simple = false
		t := &table{start: s.src.pos(s.at)}
		k.tables = append(k.tables, t)
		return nil, s.items('}', func() bool {
			problems := len(s.problems)
			_, ok := s.keyValue(t, depth+1)
			s.broken = s.broken || len(s.problems) > problems
			return ok
		})
	}
	from := s.at
	for s.at < len(s.text) && !control[s.text[s.at]] && s.text[s.at] != '#' && (depth == 1 || strings.IndexByte(",]}", s.text[s.at]) < 0) {
		s.at++
	}
	token := strings.TrimRight(s.text[from:s.at], " \t")
	s.at = from + len(token)
	if val, ok = plainValue(token); !ok {
		val, ok = decodeValue(token)
	}
	if !ok {
		return nil, s.refuse(from, inValue)
	}
	return val, true
}

// plainValue gives what the decoder gives for true and false, a day, a whole number and a
// decimal. At anything else, or any doubt, it gives the value up. It takes a hundredth of
// the decoder's time, which would be a quarter of a build of 1,000 projects.
func plainValue(token string) (value any, ok bool) {
	switch {
	case token == "true", token == "false":
		return token == "true", true
	case len(token) == len(time.DateOnly) && token[4] == '-':
		day, err := time.ParseInLocation(time.DateOnly, token, localDate)
		return day, err == nil && day.Year() > 0
	}
	whole, fraction, decimal := strings.Cut(strings.TrimPrefix(token, "-"), ".")
	if !digits(whole) || len(whole) > 1 && whole[0] == '0' || decimal && !digits(fraction) || len(token) > 15 {
		return nil, false
	}
	if decimal {
		f, err := strconv.ParseFloat(token, 64)
		return f, err == nil
	}
	n, err := strconv.ParseInt(token, 10, 64)
	return n, err == nil
}

// localDate is the zone in which the decoder gives a day.
var localDate = time.FixedZone("date-local", 0)

// digits reports whether a text is of digits alone, at least one.
func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// items reads what stands between brackets, with commas between and, if need be, a
// comma at the end.
func (s *scanner) items(end byte, item func() bool) bool {
	s.at++
	for comma := true; s.gap(); {
		switch c := s.peek(); {
		case s.at == len(s.text):
			return s.refuse(len(strings.TrimRight(s.text, " \t\r\n")), openList)
		case c == end:
			s.at++
			return true
		case c == ',' && !comma:
			s.at++
			comma = true
		case !comma:
			return s.refuse(s.at, inValue)
		case !item():
			return false
		default:
			comma = false
		}
	}
	return false
}

// quoted reads a text in quotes, of one line or, in three of them each, of many. One with
// escapes, or with line ends of two kinds, is the decoder's.
func (s *scanner) quoted() (text any, ok bool) {
	from, q := s.at, s.text[s.at]
	quotes := s.text[from : from+1]
	if rest := s.text[from:]; len(rest) > 2 && rest[1] == q && rest[2] == q {
		quotes = rest[:3]
	}
	many, plain := len(quotes) == 3, true
	for s.at += len(quotes); s.at < len(s.text); {
		switch c := s.text[s.at]; {
		case c == q && strings.HasPrefix(s.text[s.at:], quotes):
			for n := 0; many && n < 2 && s.at+3 < len(s.text) && s.text[s.at+3] == q; n++ {
				s.at++ // one or two quotes more belong to the text
			}
			s.at += len(quotes)
			if plain {
				text := s.text[from+len(quotes) : s.at-len(quotes)]
				if many {
					text = strings.TrimPrefix(text, "\n")
				}
				return text, true
			}
			if text, ok = decodeValue(s.text[from:s.at]); !ok {
				return nil, s.refuse(from, inValue)
			}
			if len(s.hidden) < mostHidden {
				s.hiddenEscape(from, text.(string))
			}
			return text, true
		case c == '\\' && q == '"':
			n := escape(s.text[s.at:], many)
			if n == 0 {
				return nil, s.refuse(s.at, inValue)
			}
			s.at, plain = s.at+n, false
		case control[c]:
			plain = plain && c != '\r'
			if !many || !s.newLine() {
				return nil, s.refuse(s.at, inValue)
			}
		default:
			s.at++
		}
	}
	if many {
		return nil, s.refuse(from, openText)
	}
	return nil, s.refuse(s.at, inValue)
}

// escape gives how many bytes of an escape may be gone past; 0 where it is none. At the
// end of a line, which only a text of many may have, those are the bar and the blanks.
func escape(text string, many bool) int {
	if len(text) < 2 {
		return 0
	}
	if strings.IndexByte(`btnfre"\xuU`, text[1]) >= 0 {
		return 2
	}
	rest := strings.TrimLeft(text[1:], " \t")
	if many && (strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r\n")) {
		return len(text) - len(rest)
	}
	return 0
}
