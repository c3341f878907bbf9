package export

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"iter"
	"math/bits"
	"slices"
	"sync"

	"vetro/internal/plan"
	"vetro/internal/record"
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

// perBlock is about how many records the rows of a block are of, at most; in a small site
// they are fewer, down to one.
const perBlock = 64

// rowRun is a run of records whose rows make a block, with a digest of them.
type rowRun struct {
	shows    [16]byte
	projects []*record.Project // of a table of projects, or of their items
	rows     []record.Row      // of another
}

// shared is what all makers of a site look up, and the first that needs it makes.
type shared struct {
	projects, notices func() []rowRun
}

func (m *maker) share() *shared {
	return &shared{
		projects: sync.OnceValue(m.projectRuns),
		notices:  sync.OnceValue(m.noticeRuns),
	}
}

// projectRuns cuts the projects.
func (m *maker) projectRuns() (out []rowRun) {
	projects := m.Site.Projects
	for from, to := range cuts(len(projects), func(i int) string { return projects[i].File }) {
		d := newShowing(m.former)
		for _, p := range projects[from:to] {
			d.record(p.File, &p.Sum)
		}
		out = append(out, rowRun{shows: d.sum(), projects: projects[from:to]})
	}
	return out
}

// noticeRuns cuts the announcements. Of the projects that one names, its row has those that
// the site shows.
func (m *maker) noticeRuns() (out []rowRun) {
	all := m.Site.Announcements
	for from, to := range cuts(len(all), func(i int) string { return all[i].File }) {
		d, rows := newShowing(m.former), make([]record.Row, 0, to-from)
		for _, a := range all[from:to] {
			d.record(a.File, &a.Sum)
			for _, p := range a.Projects {
				d.text(p.ID)
			}
			rows = append(rows, record.Row{Item: a})
		}
		out = append(out, rowRun{shows: d.sum(), rows: rows})
	}
	return out
}

// cuts cuts n records by the names of their files. About how many stand together changes
// seldom as records come and go, since all blocks are made anew when it does.
func cuts(n int, file func(int) string) iter.Seq2[int, int] {
	per := min(uint64(1)<<max(bits.Len(uint(n/256))-1, 0), perBlock)
	return func(yield func(from, to int) bool) {
		for from, to := 0, 0; from < n; from = to {
			for to++; to < n && !cutsBefore(file(to), per); to++ {
			}
			if !yield(from, to) {
				return
			}
		}
	}
}

// runsOf gives the runs of a table. Those of one that shows neither projects nor
// announcements have no digest: it is small.
func (m *maker) runsOf(s *sheet) []rowRun {
	switch {
	case s.Of != nil, s.Name == "progetti":
		return m.shared.projects()
	case s.Name == "annunci":
		return m.shared.notices()
	}
	return []rowRun{{rows: slices.Collect(s.Rows(m.Site))}}
}

// count gives how many rows of a table a run has.
func (r *rowRun) count(s *sheet) int {
	switch {
	case r.projects == nil:
		return len(r.rows)
	case s.Of == nil:
		return len(r.projects)
	}
	n := 0
	for _, p := range r.projects {
		n += s.Count(p)
	}
	return n
}

// append writes the rows of a table that a run has.
func (r *rowRun) append(b []byte, s *sheet, write func([]byte, record.Row) []byte) []byte {
	for _, row := range r.rows {
		b = write(b, row)
	}
	for _, p := range r.projects {
		if s.Of == nil {
			b = write(b, record.Row{Item: p})
			continue
		}
		for i := range s.Count(p) {
			b = write(b, s.Of(p, i))
		}
	}
	return b
}

// tableRows are the rows of a table, and how many each run has.
type tableRows struct {
	*sheet
	runs   []rowRun
	counts []int
	all    int
}

func (m *maker) rowsOf(s *sheet) *tableRows {
	t := &tableRows{sheet: s, runs: m.runsOf(s)}
	for i := range t.runs {
		n := t.runs[i].count(s)
		t.counts = append(t.counts, n)
		t.all += n
	}
	return t
}

// blocks gives the rows as blocks, in JSON with a comma between them.
func (t *tableRows) blocks(commas bool, write func([]byte, record.Row) []byte) iter.Seq[Block] {
	return func(yield func(Block) bool) {
		first := true
		for i, r := range t.runs {
			if t.counts[i] == 0 {
				continue
			}
			block := Block{Shows: r.shows, Make: func(b []byte) []byte { return r.append(b, t.sheet, write) }}
			if commas {
				begins := first
				if block.Shows != ([16]byte{}) && begins {
					block.Shows[0] ^= 0xff // it begins otherwise than if it stood further down
				}
				block.Make = func(b []byte) []byte {
					return r.append(b, t.sheet, func(b []byte, row record.Row) []byte { return write(append(b, comma(&begins)...), row) })
				}
			}
			if first = false; !yield(block) {
				return
			}
		}
	}
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

// showing digests what a block or a piece shows.
type showing struct {
	hash hash.Hash // nil when nobody remembers it
	line []byte
}

func newShowing(former Former) *showing {
	if !former.Remembers {
		return &showing{}
	}
	return &showing{hash: sha256.New()}
}

// record adds a record by its file, and the sum of that.
func (d *showing) record(file string, sum *[32]byte) {
	d.line = append(append(append(d.line[:0], 'r'), file...), 0)
	d.line = append(d.line, sum[:]...)
	d.write()
}

func (d *showing) text(text string) {
	d.line = append(append(append(d.line[:0], 't'), text...), 0)
	d.write()
}

func (d *showing) number(n int) {
	d.line = binary.LittleEndian.AppendUint32(append(d.line[:0], 'n'), uint32(n))
	d.write()
}

func (d *showing) write() {
	if d.hash != nil {
		d.hash.Write(d.line)
	}
}

// sum gives the digest, zero when nobody remembers it.
func (d *showing) sum() [16]byte {
	if d.hash == nil {
		return [16]byte{}
	}
	return [16]byte(d.hash.Sum(d.line[:0]))
}
