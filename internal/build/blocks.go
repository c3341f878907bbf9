package build

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"os"
	"slices"

	"vetro/internal/export"
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
// same: nobody else knows that digest, which has Options.Program in it.
func (k *keeper) recallBlocks() {
	if was := decodeBlocks(recall(k.root, k.name+blocksEnd)); was != nil && was.base == k.base {
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
	_ = remember(k.root, k.name+blocksEnd, now.encode())
}

const blocksForm = "vetro: blocchi 1\n"

// encode gives the blocks as bytes, with their SHA-256 at the end.
func (b *blocks) encode() []byte {
	out := append([]byte(blocksForm), b.base[:]...)
	for _, name := range slices.Sorted(maps.Keys(b.files)) {
		l := b.files[name]
		out = append(binary.AppendUvarint(out, uint64(len(name))), name...)
		out = binary.AppendUvarint(append(out, l.sum[:]...), uint64(len(l.blocks)))
		for _, p := range l.blocks {
			out = binary.AppendUvarint(append(out, p.shows[:]...), uint64(p.size))
		}
		out = append(binary.AppendUvarint(out, uint64(len(l.note))), l.note...)
	}
	sum := sha256.Sum256(out)
	return append(out, sum[:]...)
}

// decodeBlocks reads what encode gave, and gives nil for anything else.
func decodeBlocks(data []byte) *blocks {
	body := len(data) - sha256.Size
	if body < len(blocksForm)+32 || string(data[:len(blocksForm)]) != blocksForm || sha256.Sum256(data[:body]) != [32]byte(data[body:]) {
		return nil
	}
	r := blockReader{rest: data[len(blocksForm):body]}
	b := &blocks{files: make(map[string]layout)}
	copy(b.base[:], r.bytes(32))
	for len(r.rest) > 0 {
		name := string(r.bytes(r.number()))
		var l layout
		copy(l.sum[:], r.bytes(32))
		for range r.number() {
			l.blocks = append(l.blocks, placed{})
			p := &l.blocks[len(l.blocks)-1]
			copy(p.shows[:], r.bytes(16))
			p.size = int64(r.number())
			if r.bad {
				return nil
			}
		}
		l.note = r.bytes(r.number())
		b.files[name] = l
	}
	if r.bad {
		return nil
	}
	return b
}

// blockReader reads what is left; once something is missing, nothing more is there.
type blockReader struct {
	rest []byte
	bad  bool
}

func (r *blockReader) bytes(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.rest, r.bad = nil, true
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *blockReader) number() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || n > 1<<62 {
		r.rest, r.bad = nil, true
		return 0
	}
	r.rest = r.rest[size:]
	return n
}
