package load

import (
	"crypto/sha256"

	"vetro/internal/record"
	"vetro/internal/register"
)

// Cache is a parse cache in memory: what each file of a site folder gave when it was read,
// which Reload takes over where a file still has the same bytes. It is never changed, and safe
// for concurrent use. It holds as long as the site's own measures are the same, what shows the day
// on that day, and files under content/media with the same types of media.
type Cache struct {
	day      record.Date
	measured [sha256.Size]byte  // digest of the files of the site's own measures
	measures *register.Measures // the register with them
	types    []string           // of media, that the site adds
	byFile   map[string]*part
}

// part gives what a file gave, or nil where it is not known or was for another day.
func (c *Cache) part(name string, today record.Date) *part {
	if c == nil {
		return nil
	}
	part := c.byFile[name]
	if part == nil || !part.known || part.daily && c.day != today {
		return nil
	}
	return part
}

// cache gives the parts of this reading to the next.
func (a *assembly) cache() *Cache {
	c := &Cache{day: a.today, measured: a.measured, measures: &a.measures, types: a.types, byFile: make(map[string]*part, len(a.parts))}
	for _, part := range a.parts {
		c.byFile[part.file] = part
	}
	return c
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
