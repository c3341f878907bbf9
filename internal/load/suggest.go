package load

import (
	"strings"

	"vetro/internal/record"
)

// nearest gives the candidate that the author most likely meant, or "" when none is
// near enough: a third of the letters may differ, and all of them in their case.
func nearest(s string, candidates []string) string {
	s = strings.ToLower(s)
	best, bestAt := "", 1<<30
	for _, c := range candidates {
		if d := record.Slips(s, strings.ToLower(c)); d < bestAt {
			best, bestAt = c, d
		}
	}
	if bestAt > max(1, len([]rune(s))/3) {
		return ""
	}
	return best
}
