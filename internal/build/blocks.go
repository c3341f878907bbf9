package build

import (
	"encoding/hex"
	"maps"
	"os"
	"slices"

	"vetro/internal/export"
	"vetro/internal/record"
)

// blocks are what a build remembers of the large files that it wrote in blocks: where in
// each stands what. The next build copies from there the blocks that would come out the same,
// instead of making them.
type blocks struct {
	base  [32]byte // what all blocks show, as keeper.base
	files map[string]layout
}

// layout is where the blocks of a file stand, which is this one as long as it has this sum.
type layout struct {
	sum    [32]byte // SHA-256
	blocks []placed
	note   []byte // what the export wants to be told of it
}

// placed is a block, which stands after the one before.
type placed struct {
	shows [16]byte // zero for one that is made each time
	size  int64
}

// span is where a block stands.
type span struct{ from, size int64 }

// spans gives where the blocks stand that can be copied, by what they show.
func (l *layout) spans() map[[16]byte]span {
	at, all := int64(0), make(map[[16]byte]span, len(l.blocks))
	for _, b := range l.blocks {
		if b.shows != ([16]byte{}) {
			all[b.shows] = span{at, b.size}
		}
		at += b.size
	}
	return all
}

// large puts a file that comes in blocks, and notes in what is told of it how large it was.
func (w *writer) large(f *export.File) error {
	now := layout{note: f.Note}
	left, err := w.out.Stream(f.Name, List, func(s *Stream) error {
		var former map[[16]byte]span
		if was, stands := w.memory.formerLayout(f.Name); stands && s.Stands() {
			former = was.spans()
		}
		if f.Blocks == nil {
			_, err := s.Write(f.Data)
			return err
		}
		var b []byte
		for block := range f.Blocks {
			before := s.at
			if at, known := former[block.Shows]; known {
				if err := s.Repeat(at.from, at.size); err != nil {
					return err
				}
			} else {
				b = block.Make(b[:0])
				if _, err := s.Write(b); err != nil {
					return err
				}
			}
			now.blocks = append(now.blocks, placed{block.Shows, s.at - before})
		}
		return nil
	})
	if err != nil {
		return err
	}
	if f.About != nil {
		f.About.Size, f.About.SHA256 = left.size, hex.EncodeToString(left.sum[:])
	}
	now.sum = left.sum
	w.memory.noteBlocks(f.Name, now)
	return nil
}

// formerLayout gives how a file was laid out that stands as the former build left it.
func (k *keeper) formerLayout(name string) (layout, bool) {
	l, known := k.blocks.files[name]
	was, stands := k.out.standing(name)
	return l, known && stands && l.sum == was.sum
}

// formerFiles gives the export what it may know of the former build.
func (k *keeper) formerFiles() export.Former {
	if k.name == "" {
		return export.Former{}
	}
	return export.Former{
		Remembers: true,
		Note: func(name string) []byte {
			l, _ := k.formerLayout(name)
			return l.note
		},
		Read: func(name string) []byte {
			if !k.out.Stands(name) {
				return nil
			}
			data, err := os.ReadFile(k.out.out(name))
			if err != nil {
				return nil // it is made again
			}
			return data
		},
	}
}

// noteBlocks remembers the blocks of a file.
func (k *keeper) noteBlocks(name string, l layout) {
	if k.name == "" {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.placed[name] = l
}

// recallBlocks reads what the former build remembered, if what all blocks show is still the
// same.
func (k *keeper) recallBlocks() {
	d := k.options.recallRecords(k.root, k.name+blocksEnd, blocksForm)
	if d == nil {
		return
	}
	if was := decodeBlocks(d); was != nil && was.base == k.base {
		k.blocks = *was
	}
}

const blocksEnd = "-blocchi"

// rememberBlocks writes them down, those of files that were left as they are included.
func (k *keeper) rememberBlocks() {
	if len(k.placed) == 0 {
		return
	}
	for name, l := range k.blocks.files {
		if _, anew := k.placed[name]; anew {
			continue
		}
		if i, found := k.out.old.find(name); found && k.out.old.kept[i].Load() && k.out.old.files[i].sum == l.sum {
			k.placed[name] = l
		}
	}
	now := blocks{k.base, k.placed}
	k.options.rememberMarked(k.root, k.name+blocksEnd, blocksForm, now.encode())
}

// blocksForm tells files of one form from those of another.
const blocksForm = "vetro: blocchi 2\n"

func (b *blocks) encode() []byte {
	e := new(record.Encoder)
	e.Raw(b.base[:])
	e.Uint(uint64(len(b.files)))
	for _, name := range slices.Sorted(maps.Keys(b.files)) {
		l := b.files[name]
		e.Str(name)
		e.Raw(l.sum[:])
		record.EncodeList(e, l.blocks, func(e *record.Encoder, p *placed) {
			e.Raw(p.shows[:])
			e.Uint(uint64(p.size))
		})
		e.Str(string(l.note))
	}
	return e.Bytes()
}

// decodeBlocks reads what encode gave, and gives nil for anything else.
func decodeBlocks(d *record.Decoder) *blocks {
	b := &blocks{files: make(map[string]layout)}
	d.Raw(b.base[:])
	for range d.Len() {
		var l layout
		name := d.Str()
		d.Raw(l.sum[:])
		l.blocks = record.DecodeList(d, func(d *record.Decoder, p *placed) {
			d.Raw(p.shows[:])
			p.size = int64(d.Uint() &^ (1 << 63))
		})
		l.note = []byte(d.Str())
		b.files[name] = l
	}
	if d.Err() != nil {
		return nil
	}
	return b
}
