package build

import (
	"cmp"
	"os"
	"time"

	"vetro/internal/load"
	"vetro/internal/record"
)

const sourcesName = memoryFolder + "/fonti"

// sourcesForm tells files of one form from those of another.
const sourcesForm = "vetro: fonti 1\n"

// recallSources gives the sources of the former build, or nil.
func (o *Options) recallSources(site *os.Root) *sources {
	d := o.recallRecords(site, sourcesName, sourcesForm)
	if d == nil {
		return nil
	}
	s := &sources{place: make(map[string]int)}
	s.folders = record.DecodeList(d, func(d *record.Decoder, f *folder) {
		f.name = d.Str()
		f.files = record.DecodeList(d, func(d *record.Decoder, f *source) {
			f.name, f.sure = d.Str(), d.Bool()
			f.stamp = fileStamp{d.Int(), d.Int(), d.Int(), d.Uint()}
			d.Raw(f.sum[:])
		})
	})
	if d.Err() != nil {
		return nil
	}
	for i := range s.folders {
		s.place[s.folders[i].name] = i
	}
	return s
}

// keepSources writes down the sources for the next build.
func (o *Options) keepSources(site *os.Root, s *sources) {
	e := new(record.Encoder)
	record.EncodeList(e, s.folders, func(e *record.Encoder, f *folder) {
		e.Str(f.name)
		record.EncodeList(e, f.files, func(e *record.Encoder, f *source) {
			e.Str(f.name)
			e.Bool(f.sure)
			e.Int(f.stamp.size)
			e.Int(f.stamp.modified)
			e.Int(f.stamp.changed)
			e.Uint(f.stamp.number)
			e.Raw(f.sum[:])
		})
	})
	o.rememberMarked(site, sourcesName, sourcesForm, e.Bytes())
}

// know takes the sums of the files as they were read, and says of which of them the stamp
// can be believed: of those that were last changed before settled.
func (s *sources) know(parts *load.Parts, settled int64) {
	s.each(func(name string, f *source) {
		if f.untouched() {
			f.sum, f.sure = f.was.sum, true
			return
		}
		f.sum, _ = parts.Sum(name)
		f.sure = f.stamp.changed < settled
	})
}

// coarsest is the longest tick of a disk's clock, FAT's.
const coarsest = 2 * time.Second

// settle gives a time, in nanoseconds since 1970, before which the disk that holds a site
// has gone on to another tick of its clock: a file that is changed twice within a tick keeps
// its stamp. It is 0 where nothing is remembered, or nothing can be written.
func (s *stages) settle(o Options) int64 {
	const name = memoryFolder + "/ora"
	if o.Program == "" || s.found == nil || remember(s.root, name, nil) != nil {
		return 0
	}
	defer s.root.Remove(name)
	info, err := s.root.Stat(name)
	if err != nil {
		return 0
	}
	return info.ModTime().Add(-cmp.Or(o.tick, coarsest)).UnixNano()
}
