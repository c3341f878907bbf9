package export

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"

	"vetro/internal/plan"
)

// Block is a part of a large file: some of its rows. The blocks of a file, one after the
// other, are its bytes.
type Block struct {
	// Shows stands for what the block shows besides the configuration, the bodies, the
	// measures and the day: while all that stays the same, so do its bytes. It is zero for a
	// block that shows more, and where nobody told the sums of the records.
	Shows [16]byte

	// Make writes the block at the end of b. It is called once at most, and before the next
	// block is asked for.
	Make func(b []byte) []byte
}

// Former is what a build knows of the one before it, by which large files are made sooner.
// The zero Former is for who knows nothing.
type Former struct {
	// Remembers says that somebody will remember what blocks and pieces show: only then do
	// they tell it.
	Remembers bool

	// Note gives what File.Note was of a file, and Read gives a file, if it stands as the
	// former build left it and the configuration, the bodies, the measures and the day are
	// still the same; else nil.
	Note, Read func(name string) []byte
}

// oneBlock gives bytes that are at hand as a block.
func oneBlock(data []byte) iter.Seq[Block] {
	return madeBlock(func(b []byte) []byte { return append(b, data...) })
}

// madeBlock gives a block that is made each time.
func madeBlock(make func([]byte) []byte) iter.Seq[Block] {
	return func(yield func(Block) bool) { yield(Block{Make: make}) }
}

// joined gives the blocks of several parts of a file.
func joined(parts ...iter.Seq[Block]) iter.Seq[Block] {
	return func(yield func(Block) bool) {
		for _, part := range parts {
			for block := range part {
				if !yield(block) {
					return
				}
			}
		}
	}
}

// largeFile hands on a file that is made in blocks.
func (m *maker) largeFile(name string, blocks iter.Seq[Block]) {
	if m.inBlocks {
		m.hand(File{Name: name, Blocks: blocks})
		return
	}
	m.file(name, whole(m.buffer(), blocks))
}

// tellLarge hands on a file that is made in blocks, and that the open data page and the
// catalogues list.
func (m *maker) tellLarge(about plan.DataFile, blocks iter.Seq[Block]) {
	switch {
	case m.stopped:
	case m.inBlocks:
		if about.Table == "" {
			about.Rows = -1
		}
		m.hand(File{Name: about.Name, Blocks: blocks, About: &about})
	default:
		m.tell(about, whole(m.buffer(), blocks))
	}
}

// whole puts blocks together.
func whole(b []byte, blocks iter.Seq[Block]) []byte {
	for block := range blocks {
		b = block.Make(b)
	}
	return b
}

// measure makes a file in blocks only to tell its size and its sum.
func (f *File) measure() {
	sum, b, size := sha256.New(), []byte(nil), 0
	for block := range f.Blocks {
		b = block.Make(b[:0])
		sum.Write(b)
		size += len(b)
	}
	f.About.Size, f.About.SHA256 = int64(size), hex.EncodeToString(sum.Sum(nil))
}
