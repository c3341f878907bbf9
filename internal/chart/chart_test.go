package chart

import (
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the drawings in testdata")

var cents = &Unit{
	Name:  "euro",
	Exact: func(b []byte, n int64) []byte { return append(strconv.AppendInt(b, n, 10), " cent"...) },
	Short: func(b []byte, n int64) []byte { return append(strconv.AppendInt(b, n/100, 10), " €"...) },
	Plain: func(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) },
}

// money makes a figure of what is assigned and paid.
func money(form Form, rows ...Row) *Figure {
	return &Figure{
		ID: "prova", Title: "Titolo", Desc: "Descrizione.", Form: form, Head: "Misura",
		Series: []Series{{Name: "Assegnati", Unit: cents, Mark: Whole}, {Name: "Erogati", Unit: cents, Mark: Part}}, Rows: rows,
	}
}

func row(label string, whole, part int64) Row {
	return Row{Label: label, Values: []Value{{N: whole}, {N: part}}}
}

func unknown(label string, whole int64) Row {
	return Row{Label: label, Note: "erogazione non comunicata", Values: []Value{{N: whole}, {Text: "non comunicato", Unknown: true}}}
}

var hostile = `</script><b>x "'&` + "\u202e\u05d0\U0001F600" + strings.Repeat("lungo ", 50)

// drawings are figures of every form, each with what makes it awkward.
func drawings() map[string]*Figure {
	months := func(n int, start int64) []Row {
		var rows []Row
		for i := range n {
			r := row("mese "+strconv.Itoa(i+1), start*int64(i+1), start*int64(i)/2)
			if i%12 == 0 {
				r.Tick = strconv.Itoa(2021 + i/12)
			}
			rows = append(rows, r)
		}
		return rows
	}
	var many []Row
	for i := range 10_000 {
		many = append(many, row("progetto "+strconv.Itoa(i), int64(10_000_000-i), int64(i)))
	}
	thousands := money(Bars, many...)
	thousands.Hidden = len(many) - 12
	return map[string]*Figure{
		"bars":         money(Bars, row("1.2 Abilitazione al cloud", 93171200, 93171200), unknown("1.4.1 Esperienza del cittadino nei servizi pubblici digitali", 20000000), row("1.4.4 SPID e CIE", 1400000, 700000)),
		"bars-none":    money(Bars),
		"bars-one":     money(Bars, row("1.2", 100, 0)),
		"bars-zero":    money(Bars, row("1.2", 0, 0), row("1.3", 0, 0)),
		"bars-equal":   money(Bars, row("A", 500, 500), row("B", 500, 0)),
		"bars-huge":    money(Bars, row("enorme", 99999999999999, 1), row("piccolo", 1, 1)),
		"bars-hostile": money(Bars, row(hostile, 100, 50)),
		"bars-many":    thousands,
		"scales":       money(Scales, row("chilometri", 100, 40), row("alunni", 90000, 95000)),
		"stack":        money(Stack, row("PNRR", 90000, 45000), unknown("Comune", 10000)),
		"stack-one":    money(Stack, row("PNRR", 90000, 90000)),
		"steps":        money(Steps, months(30, 12345)...),
		"steps-none":   money(Steps),
		"columns":      money(Columns, months(96, 777)...),
		"columns-one":  money(Columns, months(1, 100)...),
	}
}

func TestDrawings(t *testing.T) {
	for name, f := range drawings() {
		t.Run(name, func(t *testing.T) {
			for suffix, svg := range map[string][]byte{"": f.SVG(), "-file": f.File()} {
				wellFormed(t, svg)
				for _, never := range []string{"style=", "<style", "NaN", "Inf", "<b>", "<script", "-1", "%%"} {
					if strings.Contains(string(svg), never) {
						t.Errorf("%q is in %s", never, svg)
					}
				}
				if strings.HasPrefix(name, "bars-many") || suffix != "" && name != "bars" {
					continue
				}
				golden(t, name+suffix+".svg", svg)
			}
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, append(got, '\n'), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.TrimSuffix(string(want), "\n") != string(got) {
		t.Errorf("%s differs: look at it, then run with -update\n%s", path, got)
	}
}

func wellFormed(t *testing.T, svg []byte) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(svg)))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
	}
}

func TestBars(t *testing.T) {
	tests := []struct {
		name string
		f    *Figure
		want []string
		none string
	}{
		{"the largest fills the width, the others their share", money(Bars, row("A", 200, 0), row("B", 50, 0)), []string{`width="100.00%"`, `width="25.00%"`}, "chart-part"},
		{"what is paid is nested in what is assigned", money(Bars, row("A", 200, 100)), []string{`class="chart-part" x="0%" y="42" width="50.00%"`}, ""},
		{"what is more than nothing is seen", money(Bars, row("A", 1_000_000, 0), row("B", 1, 0)), []string{`width="2"`}, ""},
		{"what is unknown is said and not drawn", money(Bars, unknown("A", 200)), []string{"erogazione non comunicata"}, "chart-part"},
		{"a scale of its own", money(Scales, row("A", 10, 5), row("B", 1000, 1000)), []string{`width="50.00%"`}, `width="1.00%"`},
		{"a long label has two lines, and is whole in the table", money(Bars, row("Rafforzamento dell’adozione delle piattaforme nazionali di identità digitale e dell’Anagrafe nazionale", 1, 1)), []string{">Rafforzamento dell’adozione delle</text>", "…</text>"}, "Anagrafe"},
		{"a word without blanks is cut", money(Bars, row(strings.Repeat("x", 200), 1, 1)), []string{">" + strings.Repeat("x", 42) + "<"}, strings.Repeat("x", 43)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			svg := string(tt.f.SVG())
			for _, w := range tt.want {
				if !strings.Contains(svg, w) {
					t.Errorf("%q is not in\n%s", w, svg)
				}
			}
			if tt.none != "" && strings.Contains(svg, tt.none) {
				t.Errorf("%q is in\n%s", tt.none, svg)
			}
		})
	}
}

func TestTable(t *testing.T) {
	f := money(Bars, row("A", 93171201, 0), unknown("B", 100))
	f.Hidden = 1
	f.Rows = slices.Insert(f.Rows, 1, Row{Label: "fermo", Values: []Value{{N: 1}, {N: 1}}, Still: true})
	f.Foot = []Row{row("Totale", 93171301, 0)}
	f.Rows[0].Href = "a.html"
	table := f.Table()
	if got := strings.Join(table.Head, "|"); got != "Misura|Assegnati|Erogati" {
		t.Errorf("head %s", got)
	}
	if got := table.Rows[0]; got.Href != "a.html" || got.Cells[0] != "93171201 cent" || got.Cells[1] != "0 cent" {
		t.Errorf("row %+v: a zero is a number", got)
	}
	if got := table.Rows[1].Cells[1]; got != "non comunicato" {
		t.Errorf("unknown reads %q", got)
	}
	if got := table.Foot[0].Cells[0]; got != "93171301 cent" {
		t.Errorf("foot %q", got)
	}
	rows := f.Numbers()
	if got := strings.Join(rows[3], "|"); len(rows) != 4 || got != "B|100|" {
		t.Errorf("numbers %v: all rows, an unknown one empty, no foot", rows)
	}
}

// TestOption holds the live chart to the numbers, and go-echarts to what we know of it.
func TestOption(t *testing.T) {
	type option struct {
		XAxis, YAxis []struct {
			Type string
			Data []string
			Min  any
		}
		Series []struct {
			ID, Name, Type string
			Data           []struct{ Value json.Number }
		}
	}
	read := func(t *testing.T, f *Figure) (option, string) {
		t.Helper()
		data := f.Option()
		var o option
		if err := json.Unmarshal(data, &o); err != nil {
			// a missing number is a text: looked at below as text
			if !strings.Contains(string(data), `"-"`) {
				t.Fatal(err)
			}
		}
		return o, string(data)
	}
	t.Run("the same bytes each time, without random ids", func(t *testing.T) {
		for name, f := range drawings() {
			if first, second := f.Option(), f.Option(); string(first) != string(second) {
				t.Errorf("%s differs from itself", name)
			}
		}
	})
	t.Run("money stays whole to the cent, and a zero is kept", func(t *testing.T) {
		o, text := read(t, money(Bars, row("A", 99999999999999, 0), row("B", 93171201, 1)))
		if o.Series[0].Data[0].Value != "99999999999999" || o.Series[1].Data[0].Value != "0" || o.Series[0].Data[1].Value != "93171201" {
			t.Errorf("numbers changed: %s", text)
		}
	})
	t.Run("what is unknown is missing, not zero", func(t *testing.T) {
		_, text := read(t, money(Bars, unknown("A", 5)))
		if !strings.Contains(text, `{"value":"-"}`) {
			t.Error(text)
		}
	})
	t.Run("the labels stand on the axis that stands", func(t *testing.T) {
		o, text := read(t, money(Bars, row("A", 1, 1)))
		if o.YAxis[0].Type != "category" || len(o.YAxis[0].Data) != 1 || o.XAxis[0].Type != "value" || o.XAxis[0].Data != nil || o.XAxis[0].Min == nil {
			t.Error(text)
		}
		o, text = read(t, money(Steps, row("A", 1, 1)))
		if o.XAxis[0].Type != "category" || len(o.XAxis[0].Data) != 1 || o.YAxis[0].Min == nil || o.Series[0].Type != "line" {
			t.Error(text)
		}
	})
	t.Run("a hostile label ends no script", func(t *testing.T) {
		o, text := read(t, money(Bars, row(hostile, 1, 1)))
		if strings.ContainsAny(text, "<>&") || o.YAxis[0].Data[0] != hostile {
			t.Error(text)
		}
	})
	t.Run("no function, no host, no component that is not there", func(t *testing.T) {
		for name, f := range drawings() {
			for _, never := range []string{"function", "__f__", "http", "toolbox", `"title"`, "formatter"} {
				if strings.Contains(string(f.Option()), never) {
					t.Errorf("%s: %q is in the option", name, never)
				}
			}
		}
	})
	t.Run("only what is drawn", func(t *testing.T) {
		o, _ := read(t, drawings()["bars-many"])
		if len(o.YAxis[0].Data) != 12 || len(o.Series[0].Data) != 12 {
			t.Errorf("%d labels", len(o.YAxis[0].Data))
		}
	})
}

func TestFind(t *testing.T) {
	tests := []struct {
		name   string
		ranked []int64
		want   Finding
	}{
		{"no rows", nil, Finding{}},
		{"all zero", []int64{0, 0}, Finding{}},
		{"one has all", []int64{5, 0}, Finding{Only, 1, 5, 5}},
		{"all the same", []int64{5, 5, 5}, Finding{Equal, 3, 5, 15}},
		{"equal but for one that has nothing", []int64{5, 5, 0}, Finding{Leader, 1, 5, 10}},
		{"one has half", []int64{5, 3, 2}, Finding{Leader, 1, 5, 10}},
		{"two have two thirds", []int64{4, 4, 2, 1}, Finding{Few, 2, 8, 11}},
		{"three have two thirds", []int64{30, 30, 30, 5, 5}, Finding{Few, 3, 90, 100}},
		{"the third is as large as the second", []int64{40, 30, 30, 5}, Finding{Few, 3, 100, 105}},
		{"many alike", []int64{12, 11, 11, 11, 11, 11, 11, 11, 11}, Finding{Spread, 1, 12, 100}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Find(tt.ranked); got != tt.want {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
		})
	}
	if times, is := Dwarfed([]int64{1000, 10, 1}); !is || times != 100 {
		t.Errorf("dwarfed: %d %v", times, is)
	}
	if _, is := Dwarfed([]int64{30, 10, 1}); is {
		t.Error("three times is not dwarfed")
	}
}

func TestScaleOf(t *testing.T) {
	for _, largest := range []int64{0, 1, 3, 4, 7, 99, 100, 101, 94571200, 99999999999999} {
		top, step := scaleOf(largest)
		if top < largest || top/step > 4 || top%step != 0 || largest > 0 && top > largest*2+4 {
			t.Errorf("scaleOf(%d) = %d by %d", largest, top, step)
		}
	}
}

func TestStrip(t *testing.T) {
	s := &Strip{
		ID: "tempo", Title: "Le tappe", Desc: "Due tappe.", From: 0, To: 1000, Today: 500, TodayText: "oggi",
		Years: []Tick{{0, "2025"}, {365, "2026"}},
		Marks: []Point{
			{Class: "done", Day: 100, Since: 100, Plan: 60, Text: "Decreto"},
			{Class: "done", Day: 200, Since: 170, Plan: 200, Text: "aprile"},
			{Class: "future", Day: 900, Since: 900, Open: true, Plan: 900, Text: hostile},
		},
	}
	svg := s.SVG()
	wellFormed(t, svg)
	golden(t, "strip.svg", svg)
	for _, w := range []string{`cx="10.00%"`, `strip-plan" cx="6.00%"`, `strip-band" x="17.00%"`, `url(#tempo-fade)`, `x1="50.00%"`} {
		if !strings.Contains(string(svg), w) {
			t.Errorf("%q is not in\n%s", w, svg)
		}
	}
	wellFormed(t, (&Strip{ID: "x", From: 5, To: 5, Today: 5, Marks: []Point{{Class: "done", Day: 5, Since: 5, Plan: 5}}}).SVG())
}

func BenchmarkBars(b *testing.B) {
	for _, n := range []int{1, 12} {
		f := money(Bars)
		for i := range n {
			r := row("1.2 Abilitazione al cloud per le PA locali", 93171200+int64(i), 50000000)
			r.Note = "erogati, il 54 %"
			f.Rows = append(f.Rows, r)
		}
		b.Run(strconv.Itoa(n)+"-marks", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f.SVG()
			}
		})
	}
}

func BenchmarkSteps(b *testing.B) {
	f := drawings()["steps"]
	f.Rows = f.Rows[:12]
	b.ReportAllocs()
	for b.Loop() {
		f.SVG()
	}
}

func BenchmarkStrip(b *testing.B) {
	s := &Strip{ID: "t", Title: "Le tappe", Desc: "Dodici tappe.", To: 1000, Today: 500, TodayText: "oggi", Years: []Tick{{0, "2025"}, {365, "2026"}}}
	for i := range 12 {
		s.Marks = append(s.Marks, Point{Class: "done", Day: i * 80, Since: i * 80, Plan: i*80 + 5, Text: "Completamento delle attività"})
	}
	b.ReportAllocs()
	for b.Loop() {
		s.SVG()
	}
}

// TestAllocations holds a drawing to a number of allocations that does not grow with
// its marks.
func TestAllocations(t *testing.T) {
	allocations := func(rows int) float64 {
		f := money(Bars)
		for range rows {
			f.Rows = append(f.Rows, row("1.2 Abilitazione al cloud per le PA locali", 93171200, 50000000))
		}
		return testing.AllocsPerRun(20, func() { f.SVG() })
	}
	if one, twelve := allocations(1), allocations(12); one != twelve || twelve > 2 {
		t.Errorf("1 mark: %v allocations, 12 marks: %v", one, twelve)
	}
}

// What the others leave over has its number and no bar, which would flatten theirs, and no place
// in the live chart.
func TestRest(t *testing.T) {
	rest := row("Altre 40", 100_000, 90_000)
	rest.Rest = true
	f := money(Bars, row("Prima", 500, 500), row("Seconda", 250, 0), rest)
	svg := string(f.SVG())
	if n := strings.Count(svg, `class="chart-whole"`); n != 2 || !strings.Contains(svg, "1000 €") {
		t.Errorf("%d bars in %s", n, svg)
	}
	if !strings.Contains(svg, `class="chart-whole" x="0%" y="`) || !strings.Contains(svg, `width="100.00%"`) {
		t.Errorf("the largest of the others is not as long as the scale: %s", svg)
	}
	if option := string(f.Option()); strings.Contains(option, "Altre 40") || strings.Contains(option, "90000") {
		t.Errorf("the live chart has the rest: %s", option)
	}
	if table := f.Table(); len(table.Rows) != 3 || table.Rows[2].Cells[0] != "100000 cent" {
		t.Errorf("%+v", table.Rows)
	}
}

// A number that is known at least says so in the drawing and in the table, and is a number for
// machines; a column that no row knows is left out of the table alone.
func TestKnownAtLeast(t *testing.T) {
	r := row("Prima", 500, 200)
	r.Values[0].Before = "almeno"
	r.Values[1] = Value{Unknown: true}
	f := money(Bars, r)
	f.Series[1].Hidden = true
	if svg := string(f.SVG()); !strings.Contains(svg, `class="chart-value">almeno 5 €<`) {
		t.Errorf("%s", svg)
	}
	if table := f.Table(); !slices.Equal(table.Head, []string{"Misura", "Assegnati"}) || !slices.Equal(table.Rows[0].Cells, []string{"almeno 500 cent"}) {
		t.Errorf("%+v", table)
	}
	if got := f.Numbers(); !slices.Equal(got[0], []string{"Misura", "Assegnati", "Erogati"}) || !slices.Equal(got[1], []string{"Prima", "500", ""}) {
		t.Errorf("%q", got)
	}
}
