package build

import "runtime/debug"

// Where most of a site is as it was, a build leaves little garbage beside what it reads. The
// collector may then come more seldom: such a build still takes less memory than one from
// nothing, and a sixth less time.
const (
	seldom      = 400    // percent of what is in use that may become garbage; Go's own is 100
	seldomGreat = 200    // for a site of very many files
	veryMany    = 50_000 // files
)

// easeCollector lets the collector come seldom, if few files of the site have changed since
// the former build. Back sets it as it was; it may be called more than once.
func (s *stages) easeCollector() (back func()) {
	if s.found == nil || s.former == nil || s.changed > mostDoubtful {
		return func() {}
	}
	percent := seldom
	if s.found.count() > veryMany {
		percent = seldomGreat
	}
	was := debug.SetGCPercent(percent)
	return func() { debug.SetGCPercent(was) }
}
