package render

import (
	"encoding/json"
	"testing"
)

// Texts are written as encoding/json writes them.
func FuzzJSONLD(f *testing.F) {
	for _, s := range []string{"", "Città", "l’ente – è", "a\"b\\c", "</script><b>&", "\u2028", "–", "\x00\x7f", "\xff", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := append(appendString([]byte{'"'}, s), '"'); string(got) != string(want) {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}
