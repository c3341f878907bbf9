package load

import (
	"crypto/sha256"

	"vetro/internal/record"
	"vetro/internal/register"
)

// Parts is a parse cache in memory: what each file of a site folder gave when it was read,
// which Again takes over where a file still has the same bytes. It is never changed, and safe
// for concurrent use. It holds as long as the site's own measures are the same, and what
// shows the day on that day.
type Parts struct {
	day      record.Date
	measured [sha256.Size]byte  // digest of the files of the site's own measures
	measures *register.Measures // the register with them
	byFile   map[string]*part
}

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

// keep gives the parts of this reading to the next.
func (a *assembly) keep() *Parts {
	p := &Parts{day: a.today, measured: a.measured, measures: &a.measures, byFile: make(map[string]*part, len(a.parts))}
	for _, part := range a.parts {
		p.byFile[part.file] = part
	}
	return p
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
