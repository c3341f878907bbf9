package load

import (
	"crypto/sha256"
	"sync"

	"vetro/internal/record"
	"vetro/internal/register"
)

// Parts is what each file of a site folder gave when it was read, for Again to take over
// where a file still has the same bytes. It is never changed, and safe for concurrent use.
// They hold as long as the site's own measures are the same, and what shows the day on
// that day.
type Parts struct {
	day      record.Date
	measured [sha256.Size]byte  // digest of the files of the site's own measures
	measures *register.Measures // the register with them; nil once decoded
	byFile   map[string]*part
	anew     int // how many of them were read, and not taken over

	// Decoded records belong to no site yet: the first reading that takes them over may
	// link them as they are, and others wait until it has.
	mu  sync.Mutex
	raw bool
}

// Sum gives the SHA-256 of a file of content as it was read, site.toml included, and
// whether it was read: a file that is missing, that is refused unread, or in which there
// is nothing to look for (a photograph), was not.
func (p *Parts) Sum(name string) (sum [sha256.Size]byte, read bool) {
	if p == nil || p.byFile[name] == nil || !p.byFile[name].known {
		return sum, false
	}
	return p.byFile[name].sum, true
}

// Anew gives how many files were read, and not taken over from a former reading.
func (p *Parts) Anew() int { return p.anew }

// part gives what a file gave, or nil where it is not known or was for another day.
func (p *Parts) part(name string, today record.Date) *part {
	if p == nil {
		return nil
	}
	part := p.byFile[name]
	if part == nil || !part.known || part.daily && p.day != today {
		return nil
	}
	return part
}

// take begins a reading that takes parts over, and done ends it. Raw reports whether the
// reading may change the records.
func (p *Parts) take() (raw bool, done func()) {
	if p == nil {
		return false, func() {}
	}
	p.mu.Lock()
	if !p.raw {
		p.mu.Unlock()
		return false, func() {}
	}
	p.raw = false
	return true, p.mu.Unlock
}

// keep gives the parts of this reading to the next.
func (a *assembly) keep() *Parts {
	p := &Parts{day: a.today, measured: a.measured, measures: &a.measures, byFile: make(map[string]*part, len(a.parts)), anew: int(a.anew.Load())}
	for _, part := range a.parts {
		p.byFile[part.file] = part
	}
	return p
}

// named gives a sum over the name of the file and its bytes: another file with the same
// bytes is another record.
func (p *part) named() [sha256.Size]byte {
	var room [160]byte
	return sha256.Sum256(append(append(room[:0], p.sum[:]...), p.file...))
}

// digest gives a sum over the bytes of files.
func digest(parts []*part) (sum [sha256.Size]byte) {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p.file + "\n"))
		h.Write(p.sum[:])
	}
	h.Sum(sum[:0])
	return sum
}
