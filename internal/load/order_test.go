package load

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// The order is that of a stable sort, also of ids that begin alike, end early, or are none.
func TestSortByID(t *testing.T) {
	type item struct {
		id    string
		place int
	}
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 500 {
		var items []*item
		for i := range random.IntN(40) {
			id := strings.Repeat("f61c22", random.IntN(4))
			for range random.IntN(3) {
				id += []string{"a", "b", "-", "\x01", "è", "\xff"}[random.IntN(6)]
			}
			items = append(items, &item{id, i})
		}
		if round%3 == 0 {
			slices.SortFunc(items, func(a, b *item) int { return strings.Compare(a.id, b.id) })
		}
		want := slices.Clone(items)
		slices.SortStableFunc(want, func(a, b *item) int { return strings.Compare(a.id, b.id) })
		if sortByID(items, func(i *item) string { return i.id }); !slices.Equal(items, want) {
			t.Fatalf("round %d: another order than that of a stable sort", round)
		}
	}
}
