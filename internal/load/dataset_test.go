package load

import (
	"testing"

	"vetro/internal/record"
)

// A source takes from its table what the record does not say.
func TestDataset(t *testing.T) {
	_, fsys, _ := readSite(t, "testdata/datasets.txtar")
	site, _ := load(t, fsys)
	p := site.Projects[0]
	type said struct {
		title, url, license, day string
	}
	for i, want := range []said{
		{"Tabella degli altri enti", "https://example.it/altri", "CC-BY-4.0", "2026-08-17"},
		{}, {title: "Mia"}, {day: "2026-08-17"},
	} {
		s := p.Sources[i]
		if got := (said{s.Title, s.URL, s.License, s.Day.ISO()}); got != want {
			t.Errorf("source %d: %+v, want %+v", i, got, want)
		}
	}
	if got := p.Checked(); got != record.Day(2026, 8, 22) {
		t.Errorf("checked on %s", got.ISO())
	}
	if f := p.Fundings[0]; f.Gone() || !f.Counts() || f.AbsentSince != record.Day(2026, 8, 17) {
		t.Errorf("the funding: %+v", f)
	}
}
