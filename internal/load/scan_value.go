package load

import "strings"

// value reads what a key holds, or an item of its list.
func (s *scanner) value(k *key, depth int) bool {
	if depth > maxDepth {
		return s.refuse(s.at, tooDeep)
	}
	switch s.peek() {
	case '"', '\'':
		return s.quoted()
	case '[':
		k.single = false
		return s.items(']', func() bool {
			item := k
			k.items = append(k.items, s.src.pos(s.at))
			if s.peek() == '[' { // of lists in lists no places are kept
				item = &key{}
			}
			return s.value(item, depth+1)
		})
	case '{':
		t := s.newTable(s.src.pos(s.at))
		k.tables = append(k.tables, t)
		return s.items('}', func() bool {
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
	if _, ok := decodeValue(token); !ok {
		return s.refuse(from, inValue)
	}
	return true
}

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

// quoted reads a text in quotes, of one line or, in three of them each, of many.
func (s *scanner) quoted() bool {
	from, q := s.at, s.text[s.at]
	quotes := s.text[from : from+1]
	if rest := s.text[from:]; len(rest) > 2 && rest[1] == q && rest[2] == q {
		quotes = rest[:3]
	}
	many, escapes := len(quotes) == 3, false
	for s.at += len(quotes); s.at < len(s.text); {
		switch c := s.text[s.at]; {
		case c == q && strings.HasPrefix(s.text[s.at:], quotes):
			for n := 0; many && n < 2 && s.at+3 < len(s.text) && s.text[s.at+3] == q; n++ {
				s.at++ // one or two quotes more belong to the text
			}
			s.at += len(quotes)
			if escapes {
				if _, ok := decodeValue(s.text[from:s.at]); !ok {
					return s.refuse(from, inValue)
				}
			}
			return true
		case c == '\\' && q == '"':
			n := escape(s.text[s.at:], many)
			if n == 0 {
				return s.refuse(s.at, inValue)
			}
			escapes = true
			s.at += n
		case control[c]:
			if !many || !s.newLine() {
				return s.refuse(s.at, inValue)
			}
		default:
			s.at++
		}
	}
	if many {
		return s.refuse(from, openText)
	}
	return s.refuse(s.at, inValue)
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
