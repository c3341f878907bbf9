package chart

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func TestBars(t *testing.T) {
	tests := []struct {
		name       string
		bars       []Bar
		want, none []string
	}{
		{"the largest fills the width, the others their share", []Bar{{"A", 200, "2 €", 0, ""}, {"B", 50, "0,50 €", 0, ""}}, []string{`width="100.00%"`, `width="25.00%"`}, nil},
		{"what is paid is nested in what is assigned", []Bar{{"A", 200, "2 €", 100, "Erogati, il 50 %"}}, []string{`class="chart-part" x="0" y="22" width="50.00%"`, "Erogati, il 50 %"}, nil},
		{"a text that does not fit in the bar is left out", []Bar{{"A", 200, "2 €", 10, "Erogati, il 5 %"}}, nil, []string{"Erogati"}},
		{"nothing paid draws no part", []Bar{{"A", 200, "2 €", 0, ""}}, nil, []string{"chart-part"}},
		{"zero money draws a bar of no width", []Bar{{"A", 0, "0 €", 0, ""}}, []string{`width="0%"`}, []string{"NaN", "Inf"}},
		{"no bars at all is a drawing still", nil, []string{"<title"}, []string{"NaN"}},
		{"a hostile label is text", []Bar{{`</svg><script>alert("x")</script>`, 1, "1", 0, ""}}, []string{"&lt;/svg&gt;"}, []string{"<script"}},
		{"a long label is cut at a word", []Bar{{"Abilitazione al cloud per le pubbliche amministrazioni locali", 1, "1", 0, ""}}, []string{"Abilitazione al cloud per le…"}, []string{"locali"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			svg := Bars{ID: "x", Title: "Titolo", Desc: "Descrizione", Bars: tt.bars}.SVG()
			wellFormed(t, svg)
			for _, w := range tt.want {
				if !strings.Contains(svg, w) {
					t.Errorf("%q is not in\n%s", w, svg)
				}
			}
			for _, n := range append(tt.none, "style=") {
				if strings.Contains(svg, n) {
					t.Errorf("%q is in\n%s", n, svg)
				}
			}
		})
	}
}

func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
	}
}

func BenchmarkBars(b *testing.B) {
	bars := Bars{ID: "x", Title: "Titolo", Desc: "Descrizione"}
	for range 12 {
		bars.Bars = append(bars.Bars, Bar{"1.2 Abilitazione al cloud", 93171200, "931.712 €", 50000000, "Erogati, il 54 %"})
	}
	for b.Loop() {
		bars.SVG()
	}
}
