package load

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// sortByID sorts records by their ids; those of one id stay in their order. Most ids differ
// within their first sixteen bytes, which compare as two numbers, without a look at the
// records: those of a country do not fit into the processor's cache.
func sortByID[T any](records []*T, id func(*T) string) {
	if slices.IsSortedFunc(records, func(a, b *T) int { return strings.Compare(id(a), id(b)) }) {
		return
	}
	type keyed struct {
		first, second uint64
		record        *T
		place         int
	}
	all := make([]keyed, len(records))
	for i, r := range records {
		var start [16]byte
		copy(start[:], id(r))
		all[i] = keyed{binary.BigEndian.Uint64(start[:]), binary.BigEndian.Uint64(start[8:]), r, i}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		switch {
		case a.first != b.first:
			return cmp.Compare(a.first, b.first)
		case a.second != b.second:
			return cmp.Compare(a.second, b.second)
		}
		return cmp.Or(strings.Compare(id(a.record), id(b.record)), cmp.Compare(a.place, b.place))
	})
	for i := range all {
		records[i] = all[i].record
	}
}
