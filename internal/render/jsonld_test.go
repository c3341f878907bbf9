package render

import (
	"encoding/json"
	"testing"
)

// Objects are written as encoding/json writes them.
func FuzzJSONLD(f *testing.F) {
	for _, s := range []string{"", "Città", "a\"b\\c", "</script><b>&", "\u2028", "–", "\x00\x7f", "\xff", "😀"} {
		f.Add(s, s+"x")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		o := object{"@type": a, "name": b, "n": 3, "yes": true, "in": object{"k": a}, "all": []object{{"x": b}, {"y": 1, "a": a}}}
		want, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		if got := o.appendTo(nil); string(got) != string(want) {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}
