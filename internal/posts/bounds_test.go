package posts

import (
	"strings"
	"testing"
)

// TestTranslateBounds holds the time that a text can take that nobody wrote.
func TestTranslateBounds(t *testing.T) {
	r := newRun(t)
	for _, sign := range []string{"<b>", "[", "![", "{{", "{%", "<!--", "<ul><li>", "`", "<a href=x>", "[a](", "<div>", "<script", "**", "<table><tr><td>", "{{< a >}}"} {
		n := maxPost / 8 / len(sign)
		_, notes := translated(r, strings.Repeat(sign, n))
		if len(notes) > mostTold+1 {
			t.Errorf("%s: %d notes", sign, len(notes))
		}
	}
}
