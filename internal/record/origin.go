package record

import "slices"

// Origin tells where a record, or one table of it, was written, and where each of
// its keys and values stands. It is embedded in every record.
type Origin struct {
	File  string // relative to the site folder, with /
	Line  int    // of the table's header; 1 for a whole file
	Col   int
	marks *[]mark // nil for none; never changed, since origins share them
}

// mark is the place of one key and its value. It holds lines and columns as int32, and
// no file: a large site has millions of marks.
type mark struct {
	key             string
	item            int32 // from 1, for an item of a list
	keyLine, keyCol int32
	line, col       int32
}

// Mark notes where a key and its value stand; item is 0, or counts from 1 for the
// items of a list. A reader of whole files gathers them in Marks.
func (o *Origin) Mark(name string, item int, key, value Pos) {
	m := Marks{buf: slices.Clone(o.all())}
	m.Add(name, item, key, value)
	o.marks = &m.buf
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
		return Pos{o.File, int(m.line), int(m.col)}
	}
	if item > 0 {
		return o.At(name)
	}
	return o.Start()
}

// AtKey gives the place of the key itself.
func (o *Origin) AtKey(name string) Pos {
	if m, found := o.find(name, 0); found {
		return Pos{o.File, int(m.keyLine), int(m.keyCol)}
	}
	return o.Start()
}

// all gives the marks in the order in which they were noted.
func (o *Origin) all() []mark {
	if o.marks == nil {
		return nil
	}
	return *o.marks
}

// find gives the mark of a key. A table has few keys: a search by halves would not be
// faster.
func (o *Origin) find(name string, item int) (m mark, found bool) {
	all := o.all()
	for i := range all {
		if m := &all[i]; m.key == name && m.item == int32(item) {
			return *m, true
		}
	}
	return m, false
}

// without gives the origin as if a key had not been written.
func (o Origin) without(name string) Origin {
	kept := slices.DeleteFunc(slices.Clone(o.all()), func(m mark) bool { return m.key == name })
	o.marks = &kept
	return o
}

// Marks gathers the marks of origins, also of tables within tables. The zero Marks is
// ready for use.
type Marks struct {
	buf    []mark
	recent [256]*[]mark // by their hash: records that a program wrote have the same marks
}

// Begin gives where the marks of an origin begin, for End.
func (m *Marks) Begin() int { return len(m.buf) }

// Add notes what Origin.Mark does.
func (m *Marks) Add(name string, item int, key, value Pos) {
	m.buf = append(m.buf, mark{name, int32(item), int32(key.Line), int32(key.Col), int32(value.Line), int32(value.Col)})
}

// End hands the marks since from over to their origin.
func (m *Marks) End(o *Origin, from int) {
	marks := m.buf[from:]
	if len(marks) == 0 {
		return
	}
	hash := uint32(0)
	for i := range marks {
		hash = hash*31 + uint32(marks[i].line)*7 + uint32(marks[i].col)
	}
	recent := &m.recent[hash%uint32(len(m.recent))]
	if *recent == nil || !slices.Equal(**recent, marks) {
		own := slices.Clone(marks)
		*recent = &own
	}
	o.marks = *recent
	m.buf = m.buf[:from]
}
