package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Option gives the option of the live chart as JSON that may stand in a script element:
// the numbers as they are, in whole units, and colours as names of custom properties of
// the theme (--paid), which the theme's script replaces by their values. How numbers are
// written is left to that script, since JSON holds no functions.
//
// go-echarts would emit inline scripts, draw random ids and name a host for its assets:
// only its structs are used, never its rendering.
func (f *Figure) Option() []byte {
	var option map[string]any
	if f.Form == Steps {
		option = f.lines()
	} else {
		option = f.rectangles()
	}
	// Components that the trimmed build of the theme does not have.
	delete(option, "title")
	delete(option, "toolbox")
	data, err := json.Marshal(option)
	if err != nil {
		panic("chart: an option holds only what JSON can: " + err.Error())
	}
	return data
}

func (f *Figure) rectangles() map[string]any {
	c := charts.NewBar()
	c.SetGlobalOptions(f.global()...)
	c.SetXAxis(f.labels())
	gap := ""
	if f.Form == Bars {
		c.XYReversal() // first, so that Validate puts the labels on the axis that stands
		gap = "-100%"
	}
	for _, s := range f.drawnSeries() {
		data := make([]opts.BarData, len(f.drawn()))
		for i, v := range f.values(s.index) {
			data[i] = opts.BarData{Value: v}
		}
		c.AddSeries(f.Series[s.index].Name, data, charts.WithItemStyleOpts(s.style()),
			charts.WithSeriesOpts(func(x *charts.SingleSeries) { x.Id, x.BarGap = s.id, gap }))
	}
	c.Validate()
	return c.JSON()
}

func (f *Figure) lines() map[string]any {
	c := charts.NewLine()
	c.SetGlobalOptions(f.global()...)
	c.SetXAxis(f.labels())
	for _, s := range f.drawnSeries() {
		data := make([]opts.LineData, len(f.drawn()))
		for i, v := range f.values(s.index) {
			data[i] = opts.LineData{Value: v}
		}
		style := s.style()
		c.AddSeries(f.Series[s.index].Name, data, charts.WithItemStyleOpts(style),
			charts.WithLineStyleOpts(opts.LineStyle{Color: "--paid", Width: 1}),
			charts.WithAreaStyleOpts(opts.AreaStyle{Color: style.Color, Opacity: opts.Float(1)}),
			charts.WithSeriesOpts(func(x *charts.SingleSeries) {
				x.Id, x.Step, x.Symbol, x.ShowSymbol = s.id, "end", "none", opts.Bool(false)
			}))
	}
	c.Validate()
	return c.JSON()
}

// global gives what all forms share. The scale always starts at zero, and the largest
// row stands first.
func (f *Figure) global() []charts.GlobalOpts {
	label := &opts.AxisLabel{Color: "--text"}
	line := &opts.SplitLine{LineStyle: &opts.LineStyle{Color: "--line"}}
	category, value := opts.XAxis{Type: "category", AxisLabel: label}, opts.YAxis{Type: "value", Min: 0, AxisLabel: label, SplitLine: line}
	pointer := "line"
	if f.Form == Bars {
		category = opts.XAxis{Type: "value", Min: 0, AxisLabel: label, SplitLine: line}
		value = opts.YAxis{Type: "category", Inverse: opts.Bool(true), AxisLabel: label}
		pointer = "shadow"
	}
	return []charts.GlobalOpts{
		charts.WithInitializationOpts(opts.Initialization{ChartID: f.ID}),
		charts.WithXAxisOpts(category),
		charts.WithYAxisOpts(value),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "16", Top: "40", Bottom: "8", ContainLabel: opts.Bool(true)}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(true), Left: "0", Top: "0", TextStyle: &opts.TextStyle{Color: "--text"}}),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "axis", AxisPointer: &opts.AxisPointer{Type: pointer}}),
	}
}

func (f *Figure) labels() []string {
	labels := make([]string, len(f.drawn()))
	for i, r := range f.drawn() {
		labels[i] = r.Label
	}
	return labels
}

// liveSeries is a series of a live chart: which one, and how it looks.
type liveSeries struct {
	index int
	id    string
	fill  string
}

func (s liveSeries) style() opts.ItemStyle {
	return opts.ItemStyle{Color: s.fill, BorderColor: "--paid", BorderWidth: 1}
}

// drawnSeries gives the series that are drawn, the whole before the part, which lies on it.
func (f *Figure) drawnSeries() []liveSeries {
	var out []liveSeries
	if i := f.marked(Whole); i >= 0 {
		out = append(out, liveSeries{i, "whole", "--whole"})
	}
	if i := f.marked(Part); i >= 0 {
		out = append(out, liveSeries{i, "part", "--paid"})
	}
	return out
}

// missing is what ECharts takes for a number that is not known.
const missing = "-"

// values gives the numbers of a series as integers, which JSON keeps exact.
func (f *Figure) values(series int) []any {
	out := make([]any, len(f.drawn()))
	for i, r := range f.drawn() {
		if v := r.Values[series]; v.Unknown {
			out[i] = missing
		} else {
			out[i] = v.N
		}
	}
	return out
}
