package record

// Origin tells where a record, or one table of it, was written, and where each of
// its keys and values stands. It is embedded in every record.
type Origin struct {
	File  string // relative to the site folder, with /
	Line  int    // of the table's header; 1 for a whole file
	Col   int
	spots []spot
}

// spot is the place of one key and its value; item counts from 1 in a list, and is
// 0 for the value as a whole.
type spot struct {
	key             string
	item            int32
	keyLine, keyCol int32
	line, col       int32
}

// Mark notes where a key and its value stand; item is 0, or counts from 1 for the
// items of a list.
func (o *Origin) Mark(name string, item int, key, value Pos) {
	o.spots = append(o.spots, spot{
		key: name, item: int32(item),
		keyLine: int32(key.Line), keyCol: int32(key.Col),
		line: int32(value.Line), col: int32(value.Col),
	})
}

// Place gives the origin itself, to readers that know only that a record has one.
func (o *Origin) Place() *Origin { return o }

// Has reports whether the author wrote the key: an absent key is unknown, and is
// not the same as a zero.
func (o *Origin) Has(name string) bool { return o.find(name, 0) != nil }

// Start gives the place where the table begins.
func (o *Origin) Start() Pos { return Pos{o.File, o.Line, o.Col} }

// At gives the place of the value of a key, or the start of the table when the key
// was left out.
func (o *Origin) At(name string) Pos { return o.AtItem(name, 0) }

// AtItem gives the place of an item of a list, counted from 1.
func (o *Origin) AtItem(name string, item int) Pos {
	if s := o.find(name, item); s != nil {
		return Pos{o.File, int(s.line), int(s.col)}
	}
	if item > 0 {
		return o.At(name)
	}
	return o.Start()
}

// AtKey gives the place of the key itself.
func (o *Origin) AtKey(name string) Pos {
	if s := o.find(name, 0); s != nil {
		return Pos{o.File, int(s.keyLine), int(s.keyCol)}
	}
	return o.Start()
}

func (o *Origin) find(name string, item int) *spot {
	for i := range o.spots {
		if s := &o.spots[i]; s.key == name && s.item == int32(item) {
			return s
		}
	}
	return nil
}
