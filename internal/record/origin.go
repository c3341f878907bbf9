package record

import (
	"encoding/binary"
	"hash/maphash"
	"sync"
)

// Origin tells where a record, or one table of it, was written, and where each of
// its keys and values stands. It is embedded in every record.
type Origin struct {
	File  string // relative to the site folder, with /
	Line  int    // of the table's header; 1 for a whole file
	Col   int
	marks string // one after the other, in the form of Marks.Add
}

// Mark notes where a key and its value stand; item is 0, or counts from 1 for the
// items of a list. Who has many to note gathers them in Marks.
func (o *Origin) Mark(name string, item int, key, value Pos) {
	m := Marks{buf: []byte(o.marks)}
	m.Add(name, item, key, value)
	o.marks = string(m.buf)
}

// Place gives the origin itself, to readers that know only that a record has one.
func (o *Origin) Place() *Origin { return o }

// Has reports whether the author wrote the key: an absent key is unknown, and is
// not the same as a zero.
func (o *Origin) Has(name string) bool {
	_, found := o.find(name, 0)
	return found
}

// Start gives the place where the table begins.
func (o *Origin) Start() Pos { return Pos{o.File, o.Line, o.Col} }

// At gives the place of the value of a key, or the start of the table when the key
// was left out.
func (o *Origin) At(name string) Pos { return o.AtItem(name, 0) }

// AtItem gives the place of an item of a list, counted from 1.
func (o *Origin) AtItem(name string, item int) Pos {
	if m, found := o.find(name, item); found {
		return Pos{o.File, m.line, m.col}
	}
	if item > 0 {
		return o.At(name)
	}
	return o.Start()
}

// AtKey gives the place of the key itself.
func (o *Origin) AtKey(name string) Pos {
	if m, found := o.find(name, 0); found {
		return Pos{o.File, m.keyLine, m.keyCol}
	}
	return o.Start()
}

// Marks gathers the marks of origins, also of tables within tables: a record has
// dozens, and each is a few bytes. The zero Marks is ready for use.
type Marks struct {
	buf    []byte
	seed   maphash.Seed
	recent [256]string // by their hash: records that a program wrote have the same marks
}

// Begin gives where the marks of an origin begin, for End.
func (m *Marks) Begin() int { return len(m.buf) }

// Add notes what Origin.Mark does.
func (m *Marks) Add(name string, item int, key, value Pos) {
	number := keys().numbers[name]
	head := uint64(number) << headBits
	if item > 0 {
		head |= ofItem
	} else if key.Line != value.Line {
		head |= ofTwoLines
	}
	var room [64]byte
	b := binary.AppendUvarint(room[:0], head)
	if number == 0 {
		b = binary.AppendUvarint(b, uint64(len(name)))
		b = append(b, name...)
	}
	first := key.Col
	if item > 0 {
		first = item
	}
	b = binary.AppendUvarint(b, uint64(first))
	b = binary.AppendUvarint(b, uint64(value.Line))
	b = binary.AppendUvarint(b, uint64(value.Col))
	if head&ofTwoLines != 0 {
		b = binary.AppendUvarint(b, uint64(key.Line))
	}
	m.buf = binary.AppendUvarint(m.buf, uint64(len(b)))
	m.buf = append(m.buf, b...)
}

// End hands the marks since from over to their origin.
func (m *Marks) End(o *Origin, from int) {
	if m.seed == (maphash.Seed{}) {
		m.seed = maphash.MakeSeed()
	}
	marks := m.buf[from:]
	recent := &m.recent[maphash.Bytes(m.seed, marks)%uint64(len(m.recent))]
	if *recent != string(marks) {
		*recent = string(marks)
	}
	o.marks = *recent
	m.buf = m.buf[:from]
}

// A mark begins with how many bytes follow, and the number of its key, above these bits,
// and the name of a key that has no number. Then come the column of the key, or the number of the item, and the line
// and the column of the value; at last the line of the key where it is another one.
const (
	ofItem     = 1 << iota // of an item of a list: nobody asks for its key
	ofTwoLines             // the key stands on another line than the value
	headBits   = iota
)

// mark is the place of one key and its value.
type mark struct {
	name            string
	item            int
	keyLine, keyCol int
	line, col       int
}

// next takes the first mark off a text of marks. It reports false at the end, and for
// what is no mark.
func (m *mark) next(marks *string) bool {
	var size, head, first, line, col uint64
	s, ok := uvarint(*marks, &size)
	if !ok || size > uint64(len(s)) {
		return false
	}
	s, *marks = s[:size], s[size:]
	s, _ = uvarint(s, &head)
	if number := head >> headBits; number != 0 {
		names := keys().names
		if number >= uint64(len(names)) {
			return false
		}
		m.name = names[number]
	} else {
		var size uint64
		if s, ok = uvarint(s, &size); !ok || size > uint64(len(s)) {
			return false
		}
		m.name, s = s[:size], s[size:]
	}
	s, _ = uvarint(s, &first)
	s, _ = uvarint(s, &line)
	s, ok = uvarint(s, &col)
	m.item, m.keyLine, m.keyCol, m.line, m.col = 0, int(line), int(first), int(line), int(col)
	if head&ofItem != 0 {
		m.item, m.keyCol = int(first), 0
	}
	if head&ofTwoLines != 0 {
		var keyLine uint64
		s, ok = uvarint(s, &keyLine)
		m.keyLine = int(keyLine)
	}
	return ok && s == ""
}

// uvarint takes a number off a text, and reports whether there was one.
func uvarint(s string, to *uint64) (rest string, ok bool) {
	for i, shift := 0, 0; i < len(s) && shift < 63; i, shift = i+1, shift+7 {
		*to |= uint64(s[i]&0x7f) << shift
		if s[i] < 0x80 {
			return s[i+1:], true
		}
	}
	return "", false
}

// find gives the mark of a key; those of other keys are stepped over unread.
func (o *Origin) find(name string, item int) (m mark, found bool) {
	number := uint64(keys().numbers[name])
	for rest := o.marks; rest != ""; {
		if size := int(rest[0]); size < 0x80 && 2 < size && size < len(rest) {
			head := uint64(rest[1])
			if head >= 0x80 {
				head = head&0x7f | uint64(rest[2])<<7
			}
			if head>>headBits != number {
				rest = rest[1+size:]
				continue
			}
		}
		if !m.next(&rest) {
			break
		}
		if m.item == item && m.name == name {
			return m, true
		}
	}
	return m, false
}

// without gives the origin as if a key had not been written.
func (o Origin) without(name string) Origin {
	var kept string
	var m mark
	for rest := o.marks; ; {
		from := rest
		if !m.next(&rest) {
			break
		}
		if m.name != name {
			kept += from[:len(from)-len(rest)]
		}
	}
	o.marks = kept
	return o
}

// keyNumbers number the keys of the tables of fields from 1.
type keyNumbers struct {
	names   []string // names[0] is of none
	numbers map[string]int
}

func (k *keyNumbers) add(name string) {
	if k.numbers[name] == 0 {
		k.numbers[name] = len(k.names)
		k.names = append(k.names, name)
	}
}

// keys gives the numbers; the keys of what sites have most of come first, since small
// numbers are short.
var keys = sync.OnceValue(func() *keyNumbers {
	k := &keyNumbers{names: []string{""}, numbers: make(map[string]int)}
	number(k, FundingFields())
	number(k, ProjectFields())
	number(k, MilestoneFields())
	number(k, ActFields())
	number(k, SourceFields())
	number(k, AnnouncementFields())
	number(k, BodyFields())
	number(k, ContractFields())
	number(k, PaymentFields())
	number(k, IndicatorFields())
	number(k, PlaceFields())
	number(k, SectionFields())
	number(k, PageFields())
	number(k, MeasureFields())
	number(k, ConfigFields())
	number(k, ContactFields())
	number(k, LegalPageFields())
	number(k, DataFields())
	return k
})

func number[T any](k *keyNumbers, fields []Field[T]) {
	for i := range fields {
		k.add(fields[i].Key)
	}
}
