package load

import (
	"hash/maphash"
	"strings"

	"vetro/internal/record"
)

// scratch is memory that the reading of one file after the other uses again.
type scratch struct {
	marks  record.Marks
	recent [1024]string // texts that records hold, by their hash
	seed   maphash.Seed
}

func newScratch() *scratch { return &scratch{seed: maphash.MakeSeed()} }

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
