package load

import (
	"hash/maphash"
	"strings"

	"vetro/internal/record"
)

// scratch is memory that the reading of one file after the other uses again.
type scratch struct {
	marks  record.Marks
	keys   keyPool
	recent [1024]string // texts that records hold, by their hash
	seed   maphash.Seed
}

func newScratch() *scratch { return &scratch{seed: maphash.MakeSeed()} }

// keyPool is memory for keys: those of one file are of no use once it is read, and a tenth
// of all that a build of 1,000 projects would allocate. The zero keyPool is ready for use.
type keyPool struct {
	chunks [][]key
	used   int
}

const keysPerChunk = 64

// next gives a key, which may hold what the file before left there.
func (m *keyPool) next() *key {
	at := m.used / keysPerChunk
	if at == len(m.chunks) {
		m.chunks = append(m.chunks, make([]key, keysPerChunk))
	}
	k := &m.chunks[at][m.used%keysPerChunk]
	m.used++
	return k
}

// mostShared is the longest text that is likely to come again.
const mostShared = 96

// own gives a text that does not hold on to the file that it is a part of: the same one
// for the same words, where they came lately.
func (s *scratch) own(text string) string {
	if text == "" || len(text) > mostShared {
		return strings.Clone(text)
	}
	recent := &s.recent[maphash.String(s.seed, text)%uint64(len(s.recent))]
	if *recent != text {
		*recent = strings.Clone(text)
	}
	return *recent
}
