package record

import "testing"

func TestOrigin(t *testing.T) {
	const file = "content/progetti/scuola.toml"
	o := Origin{File: file, Line: 5, Col: 1}
	o.Mark("importo", 0, Pos{file, 7, 1}, Pos{file, 7, 11})
	o.Mark("documenti", 1, Pos{file, 8, 1}, Pos{file, 9, 3})
	o.Mark("documenti", 2, Pos{file, 8, 1}, Pos{file, 10, 3})
	o.Mark("documenti", 0, Pos{file, 8, 1}, Pos{file, 8, 13})
	tests := []struct {
		name string
		got  Pos
		want Pos
	}{
		{"the start of the table", o.Start(), Pos{file, 5, 1}},
		{"a value", o.At("importo"), Pos{file, 7, 11}},
		{"its key", o.AtKey("importo"), Pos{file, 7, 1}},
		{"a list as a whole", o.At("documenti"), Pos{file, 8, 13}},
		{"its second item", o.AtItem("documenti", 2), Pos{file, 10, 3}},
		{"an item that is not there: the list", o.AtItem("documenti", 3), Pos{file, 8, 13}},
		{"a key that is not there: the table", o.At("stato"), Pos{file, 5, 1}},
		{"the key of it: the table", o.AtKey("stato"), Pos{file, 5, 1}},
		{"an item of it: the table", o.AtItem("stato", 1), Pos{file, 5, 1}},
		{"through what it is embedded in", (&Funding{Origin: o}).Place().At("importo"), Pos{file, 7, 11}},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, tt.got, tt.want)
		}
	}
	if !o.Has("importo") || o.Has("stato") {
		t.Error("Has tells what was written")
	}
	if less := o.without("importo"); less.Has("importo") || !less.Has("documenti") || !o.Has("importo") {
		t.Error("without leaves one key out, and the origin as it was")
	}
}
