package load

import (
	"hash/maphash"
	"strconv"
	"strings"
	"unicode/utf8"

	"vetro/internal/record"
)

// plainReader reads the TOML that nearly all files are written in: bare keys, each once;
// texts without escapes, whole numbers, decimals, days, true and false, lists of texts;
// [[tables]] at the top. It gives what the two parsers together give, in a tenth of their
// time. At anything else, or any doubt, it gives the file up, and they read it.
type plainReader struct {
	*scratch
	file      string
	text      string
	at        int // offset of what comes next
	line      int // number of its line
	lineStart int // offset of its line
}

// scratch is memory that the reading of one file after the other uses again.
type scratch struct {
	keySlab   []key
	tableSlab []table
	marks     record.Marks
	recent    [1024]string // texts that records hold, by their hash
	seed      maphash.Seed
}

func newScratch() *scratch { return &scratch{seed: maphash.MakeSeed()} }

// mostShared is the longest text that is likely to come again.
const mostShared = 96

// own gives a text that does not hold on to the file that it is a part of: the same one
// for the same words, where they came lately.
func (s *scratch) own(text string) string {
	if text == "" || len(text) > mostShared {
		return strings.Clone(text)
	}
	recent := &s.recent[maphash.String(s.seed, text)%uint64(len(s.recent))]
	if *recent != text {
		*recent = strings.Clone(text)
	}
	return *recent
}

// reset makes all memory free again: nothing of the last file is in use.
func (s *scratch) reset() { s.keySlab, s.tableSlab = s.keySlab[:0], s.tableSlab[:0] }

func (s *scratch) newKey() *key {
	if len(s.keySlab) == cap(s.keySlab) {
		s.keySlab = make([]key, 0, 2*cap(s.keySlab)+64) // what was given out stays where it is
	}
	s.keySlab = s.keySlab[:len(s.keySlab)+1]
	k := &s.keySlab[len(s.keySlab)-1]
	*k = key{items: k.items[:0]}
	return k
}

func (s *scratch) newTable(at record.Pos) *table {
	if len(s.tableSlab) == cap(s.tableSlab) {
		s.tableSlab = make([]table, 0, 2*cap(s.tableSlab)+16)
	}
	s.tableSlab = s.tableSlab[:len(s.tableSlab)+1]
	t := &s.tableSlab[len(s.tableSlab)-1]
	*t = table{start: at, keys: t.keys[:0]}
	return t
}

// readPlain reads a text, or gives it up.
func readPlain(file string, text []byte, first int, memory *scratch) (*document, bool) {
	p := &plainReader{scratch: memory, file: file, text: string(text), line: first}
	root := p.newTable(p.pos(0))
	current := root
	for p.at < len(p.text) {
		p.blanks()
		ok := true
		switch c := p.peek(); {
		case c == '[':
			current, ok = p.header(root)
		case bareKey[c]:
			ok = p.keyValue(current)
		}
		if !ok || !p.endOfLine() {
			return nil, false
		}
	}
	return &document{table: root}, true
}

// pos gives the place of an offset on the line that is read.
func (p *plainReader) pos(offset int) record.Pos {
	return record.Pos{File: p.file, Line: p.line, Col: utf8.RuneCountInString(p.text[p.lineStart:offset]) + 1}
}

// peek gives the next byte, or 0, which no text has, at the end.
func (p *plainReader) peek() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *plainReader) blanks() {
	for c := p.peek(); c == ' ' || c == '\t'; c = p.peek() {
		p.at++
	}
}

// endOfLine goes to the next line, past a comment.
func (p *plainReader) endOfLine() bool {
	p.blanks()
	if p.peek() == '#' {
		for p.at < len(p.text) && !control[p.text[p.at]] {
			p.at++
		}
	}
	if p.at == len(p.text) {
		return true
	}
	if p.text[p.at] != '\n' {
		return false
	}
	p.newLine()
	return true
}

// newLine goes past a line feed.
func (p *plainReader) newLine() {
	p.at++
	p.line, p.lineStart = p.line+1, p.at
}

// name reads a bare key.
func (p *plainReader) name() string {
	from := p.at
	for p.at < len(p.text) && bareKey[p.text[p.at]] {
		p.at++
	}
	return p.text[from:p.at]
}

// header reads [[name]], and opens its table.
func (p *plainReader) header(root *table) (*table, bool) {
	start := p.pos(p.at)
	if p.at+2 >= len(p.text) || p.text[p.at+1] != '[' {
		return nil, false
	}
	p.at += 2
	at := p.pos(p.at)
	name := p.name()
	if name == "" || len(p.text)-p.at < 2 || p.text[p.at:p.at+2] != "]]" {
		return nil, false
	}
	p.at += 2
	k := root.key(name)
	switch {
	case k == nil:
		k = p.newKey()
		k.name, k.at, k.value = name, at, at
		root.add(k)
	case k.tables == nil || k.single:
		return nil, false
	}
	t := p.newTable(start)
	k.tables = append(k.tables, t)
	return t, true
}

// keyValue reads name = value.
func (p *plainReader) keyValue(t *table) bool {
	at := p.pos(p.at)
	name := p.name()
	p.blanks()
	if p.peek() != '=' || t.key(name) != nil {
		return false
	}
	p.at++
	p.blanks()
	k := p.newKey()
	k.name, k.at, k.value, k.single = name, at, p.pos(p.at), true
	from := p.at
	var ok bool
	if k.val, ok = p.value(k); !ok {
		return false
	}
	k.raw = p.text[from:p.at]
	t.add(k)
	return true
}

func (p *plainReader) value(k *key) (any, bool) {
	switch c := p.peek(); {
	case c == '"':
		var ok bool
		k.text, ok = p.quoted()
		return &k.text, ok
	case c == '[':
		return p.list(k)
	case digit(c), c == '-':
		return p.number(k)
	}
	switch p.word() {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	return nil, false
}

// word reads what ends at a blank, a comment or the end of the line.
func (p *plainReader) word() string {
	from := p.at
	for c := p.peek(); c != 0 && c != ' ' && c != '\t' && c != '\n' && c != '#'; c = p.peek() {
		p.at++
	}
	return p.text[from:p.at]
}

// quoted reads a text in double quotes, or in three of them each.
func (p *plainReader) quoted() (string, bool) {
	if len(p.text)-p.at >= 3 && p.text[p.at:p.at+3] == `"""` {
		return p.lines()
	}
	from := p.at + 1
	for i := from; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '"':
			p.at = i + 1
			return p.text[from:i], true
		case c == '\\' || control[c]:
			return "", false
		}
	}
	return "", false
}

// lines reads a text of many lines, in three quotes.
func (p *plainReader) lines() (string, bool) {
	p.at += 3
	if p.peek() == '\n' {
		p.newLine()
	}
	from := p.at
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"' && len(p.text)-p.at >= 3 && p.text[p.at:p.at+3] == `"""`:
			s := p.text[from:p.at]
			p.at += 3
			return s, p.peek() != '"'
		case c == '\n':
			p.newLine()
			continue
		case c == '\\' || control[c]:
			return "", false
		}
		p.at++
	}
	return "", false
}

// list reads a list of texts.
func (p *plainReader) list(k *key) (any, bool) {
	p.at++
	k.single = false
	items := []any{}
	for comma := true; ; {
		for c := p.peek(); c == ' ' || c == '\t' || c == '\n'; c = p.peek() {
			if c == '\n' {
				p.newLine()
			} else {
				p.at++
			}
		}
		switch c := p.peek(); {
		case c == ']':
			p.at++
			return items, true
		case c == ',' && !comma:
			p.at++
			comma = true
			continue
		case c != '"' || !comma:
			return nil, false
		}
		k.items = append(k.items, p.pos(p.at))
		item, ok := p.quoted()
		if !ok {
			return nil, false
		}
		items = append(items, item)
		comma = false
	}
}

// number reads a whole number, a decimal or a day.
func (p *plainReader) number(k *key) (any, bool) {
	s := p.word()
	if len(s) == len("2026-03-31") && s[4] == '-' && s[7] == '-' {
		var ok bool
		k.day, ok = plainDay(s)
		hour := len(p.text)-p.at > 1 && p.text[p.at] == ' ' && digit(p.text[p.at+1])
		return &k.day, ok && !hour
	}
	digits, points := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case digit(c):
			digits++
		case c == '.' && digits > 0 && points == 0 && i+1 < len(s):
			points++
		case c != '-' || i > 0:
			return nil, false
		}
	}
	whole := s
	if s[0] == '-' {
		whole = s[1:]
	}
	if digits == 0 || digits > 15 || len(whole) > 1 && whole[0] == '0' && whole[1] != '.' {
		return nil, false
	}
	if points == 1 {
		f, err := strconv.ParseFloat(s, 64)
		return f, err == nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// plainDay reads a day that exists, such as 2026-03-31.
func plainDay(s string) (record.Date, bool) {
	n := 0
	for i := range len(s) {
		if i == 4 || i == 7 {
			continue
		}
		if !digit(s[i]) {
			return record.Date{}, false
		}
		n = n*10 + int(s[i]-'0')
	}
	year, month, day := n/10000, n/100%100, n%100
	if year == 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return record.Date{}, false
	}
	return record.Day(year, month, day), true
}

func daysIn(year, month int) int {
	switch {
	case month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == 2:
		return 28
	case month == 4, month == 6, month == 9, month == 11:
		return 30
	}
	return 31
}

// textOf gives a value that is a text; a plain one stands in its key.
func textOf(raw any) (string, bool) {
	switch raw := raw.(type) {
	case string:
		return raw, true
	case *string:
		return *raw, true
	}
	return "", false
}

// bareKey are the bytes of keys without quotes.
var bareKey = func() (of [256]bool) {
	for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-" {
		of[c] = true
	}
	return of
}()

// control are the bytes that no text on one line may have.
var control = func() (of [256]bool) {
	for c := range 0x20 {
		of[c] = c != '\t'
	}
	of[0x7f] = true
	return of
}()
