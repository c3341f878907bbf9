package load

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"

	"vetro/internal/record"
)

// Kept parts are a head and then chunks: each of as many files, made and read by itself,
// so that all processors work. The head bears the sums of the chunks, and its own.

// chunkFiles is how many files a chunk holds: texts that come again are shared within.
const chunkFiles = 256

// chunk is where a chunk ends up, and its sum.
type chunk struct {
	size uint32
	sum  [sha256.Size]byte
}

// keptForm names what reads kept parts again: the same program with the same fields.
// Raise its number when reading gives something else for the same file.
func keptForm() [sha256.Size]byte {
	form := "vetro parts 1\n" + record.CodecForm()
	if info, ok := debug.ReadBuildInfo(); ok {
		form += info.String()
	}
	return sha256.Sum256([]byte(form))
}

// Encode writes the parts, for DecodeParts in another run of the same program.
func (p *Parts) Encode(w io.Writer) error {
	files := slices.Sorted(maps.Keys(p.byFile))
	files = slices.DeleteFunc(files, func(name string) bool { return !p.byFile[name].known })
	groups := slices.Collect(slices.Chunk(files, chunkFiles))
	data := make([][]byte, len(groups))
	eachAtOnce(len(groups), func(i int) { data[i] = p.encodeChunk(groups[i]) })
	form := keptForm()
	head := new(record.Encoder)
	head.Raw(form[:])
	head.Uint(uint64(p.day.Year))
	head.Uint(uint64(p.day.Month))
	head.Uint(uint64(p.day.Day))
	head.Raw(p.measured[:])
	head.Uint(uint64(len(data)))
	for _, d := range data {
		sum := sha256.Sum256(d)
		head.Uint(uint64(len(d)))
		head.Raw(sum[:])
	}
	sum := sha256.Sum256(head.Bytes())
	size := binary.LittleEndian.AppendUint32(nil, uint32(len(head.Bytes())))
	for _, b := range append([][]byte{size, sum[:], head.Bytes()}, data...) {
		if _, err := w.Write(b); err != nil {
			return fmt.Errorf("keep what was read: %w", err)
		}
	}
	return nil
}

// eachAtOnce calls do for the numbers below n, as many at once as there are processors.
func eachAtOnce(n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

func (p *Parts) encodeChunk(files []string) []byte {
	e := new(record.Encoder)
	e.Uint(uint64(len(files)))
	for _, name := range files {
		encodePart(e, p.byFile[name])
	}
	return e.Bytes()
}

// ErrParts is returned for data that are damaged, or that another program wrote.
var ErrParts = errors.New("not the parts of a site as this program keeps them")

// DecodeParts reads what Encode wrote. Data that are damaged in any way are refused.
func DecodeParts(r io.Reader) (*Parts, error) {
	p, chunks, err := decodeHead(r)
	if err != nil {
		return nil, err
	}
	parts, err := decodeChunks(r, chunks)
	if err != nil {
		return nil, err
	}
	p.byFile = make(map[string]*part, len(parts)*chunkFiles)
	for _, chunk := range parts {
		for i := range chunk {
			p.byFile[chunk[i].file] = &chunk[i]
		}
	}
	return p, nil
}

// decodeChunks decodes chunks while the next are read.
func decodeChunks(r io.Reader, chunks []chunk) ([][]part, error) {
	workers := runtime.GOMAXPROCS(0)
	parts := make([][]part, len(chunks))
	type job struct {
		i    int
		data []byte
	}
	jobs, free := make(chan job), make(chan []byte, workers+1)
	var damaged atomic.Bool
	var wg sync.WaitGroup
	for range workers {
		free <- nil
		wg.Go(func() {
			for j := range jobs {
				if sha256.Sum256(j.data) == chunks[j.i].sum {
					var err error
					if parts[j.i], err = decodeChunk(string(j.data)); err != nil {
						damaged.Store(true)
					}
				} else {
					damaged.Store(true)
				}
				free <- j.data
			}
		})
	}
	free <- nil
	for i, c := range chunks {
		data, err := readChunk(r, <-free, c.size)
		if err != nil || damaged.Load() {
			damaged.Store(true)
			break
		}
		jobs <- job{i, data}
	}
	close(jobs)
	wg.Wait()
	if n, _ := io.ReadFull(r, make([]byte, 1)); n > 0 || damaged.Load() {
		return nil, ErrParts
	}
	return parts, nil
}

// readChunk reads as many bytes as the head promised, into memory that it may use.
func readChunk(r io.Reader, into []byte, size uint32) ([]byte, error) {
	if size > mostChunk {
		return nil, ErrParts
	}
	into = slices.Grow(into[:0], int(size))[:size]
	_, err := io.ReadFull(r, into)
	return into, err
}

// The largest head and chunk that are believed.
const (
	mostHead  = 64 << 20
	mostChunk = 2 << 30
)

func decodeHead(r io.Reader) (*Parts, []chunk, error) {
	var start [4 + sha256.Size]byte
	if _, err := io.ReadFull(r, start[:]); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrParts, err)
	}
	size := binary.LittleEndian.Uint32(start[:])
	if size > mostHead {
		return nil, nil, ErrParts
	}
	var head bytes.Buffer
	if n, err := io.CopyN(&head, r, int64(size)); err != nil || n != int64(size) {
		return nil, nil, ErrParts
	}
	if sum := sha256.Sum256(head.Bytes()); !bytes.Equal(sum[:], start[4:]) {
		return nil, nil, ErrParts
	}
	d := record.NewDecoder(head.String())
	var form [sha256.Size]byte
	d.Raw(form[:])
	if form != keptForm() {
		return nil, nil, fmt.Errorf("%w: of another version", ErrParts)
	}
	p := &Parts{day: record.Day(int(d.Uint()), int(d.Uint()), int(d.Uint())), raw: true}
	d.Raw(p.measured[:])
	chunks := record.DecodeList(d, func(d *record.Decoder, c *chunk) {
		c.size = uint32(d.Uint())
		d.Raw(c.sum[:])
	})
	return p, chunks, d.Err()
}

func decodeChunk(data string) ([]part, error) {
	d := record.NewDecoder(data)
	parts := record.DecodeList(d, decodePart)
	return parts, d.Err()
}

// kinds of records, as they are kept
const (
	keptNothing = iota
	keptConfig
	keptMeasure
	keptBody
	keptProject
	keptAnnouncement
	keptSection
	keptPage
	keptMedia
)

// bits of a part
const (
	keptDaily = 1 << iota
	keptBodiless
	keptMore // problems, remarks or personal data
)

func encodePart(e *record.Encoder, p *part) {
	bits := uint64(0)
	if p.daily {
		bits |= keptDaily
	}
	if p.bodiless {
		bits |= keptBodiless
	}
	if len(p.problems)+len(p.remarks)+len(p.personal) > 0 {
		bits |= keptMore
	}
	e.Uint(bits)
	e.Str(p.file)
	e.Raw(p.sum[:])
	if bits&keptMore != 0 {
		record.EncodeList(e, p.problems, (*record.Encoder).Problem)
		record.EncodeList(e, p.remarks, (*record.Encoder).Remark)
		record.EncodeList(e, p.personal, (*record.Encoder).Personal)
	}
	record.EncodeList(e, p.refs, func(e *record.Encoder, r *reference) {
		e.Int(int64(r.form))
		e.Str(r.id)
		e.Pos(r.at)
	})
	encodeRecord(e, p.record)
}

func encodeRecord(e *record.Encoder, of any) {
	switch r := of.(type) {
	case *record.Config:
		e.Uint(keptConfig)
		e.Config(r)
	case *record.Measure:
		e.Uint(keptMeasure)
		e.Measure(r)
	case *record.Body:
		e.Uint(keptBody)
		e.Body(r)
	case *record.Project:
		e.Uint(keptProject)
		e.Project(r)
	case *record.Announcement:
		e.Uint(keptAnnouncement)
		e.Announcement(r)
	case *record.SectionText:
		e.Uint(keptSection)
		e.SectionText(r)
	case *record.Page:
		e.Uint(keptPage)
		e.Page(r)
	case *record.Media:
		e.Uint(keptMedia)
		e.Media(r)
	default:
		e.Uint(keptNothing)
	}
}

func decodePart(d *record.Decoder, p *part) {
	bits := d.Uint()
	p.daily, p.bodiless, p.known = bits&keptDaily != 0, bits&keptBodiless != 0, true
	p.file = d.Str()
	d.Raw(p.sum[:])
	if bits&keptMore != 0 {
		p.problems = record.DecodeList(d, (*record.Decoder).Problem)
		p.remarks = record.DecodeList(d, (*record.Decoder).Remark)
		p.personal = record.DecodeList(d, (*record.Decoder).Personal)
	}
	p.refs = record.DecodeList(d, func(d *record.Decoder, r *reference) {
		r.form, r.id, r.at = record.Form(d.Int()), d.Str(), d.Pos()
	})
	p.record = decodeRecord(d)
	switch r := p.record.(type) {
	case *record.Project:
		r.Sum = p.named()
	case *record.Announcement:
		r.Sum = p.named()
	}
}

func decodeRecord(d *record.Decoder) any {
	switch d.Uint() {
	case keptConfig:
		return decoded(d, (*record.Decoder).Config)
	case keptMeasure:
		return decoded(d, (*record.Decoder).Measure)
	case keptBody:
		return decoded(d, (*record.Decoder).Body)
	case keptProject:
		return decoded(d, (*record.Decoder).Project)
	case keptAnnouncement:
		return decoded(d, (*record.Decoder).Announcement)
	case keptSection:
		return decoded(d, (*record.Decoder).SectionText)
	case keptPage:
		return decoded(d, (*record.Decoder).Page)
	case keptMedia:
		return decoded(d, (*record.Decoder).Media)
	}
	return nil
}

func decoded[T any](d *record.Decoder, read func(*record.Decoder, *T)) any {
	r := new(T)
	read(d, r)
	return r
}
