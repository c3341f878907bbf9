package chart

import (
	"encoding/json"
	"slices"

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
		rows := f.live()
		data := make([]opts.BarData, len(rows))
		for i := range rows {
			v := &rows[i].Values[s.index]
			data[i] = opts.BarData{Name: v.Before, Value: v.live()}
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
		rows := f.live()
		data := make([]opts.LineData, len(rows))
		for i := range rows {
			v := &rows[i].Values[s.index]
			data[i] = opts.LineData{Name: v.Before, Value: v.live()}
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

// live gives the rows of the live chart: those that have a bar.
func (f *Figure) live() []Row {
	return slices.DeleteFunc(slices.Clone(f.drawn()), func(r Row) bool { return r.Rest })
}

func (f *Figure) labels() []string {
	var labels []string
	for _, r := range f.live() {
		labels = append(labels, r.Label)
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

// live gives the number as an integer, which JSON keeps exact. What stands before it, «almeno», is
// the name of its mark.
func (v *Value) live() any {
	if v.Unknown {
		return missing
	}
	return v.N
}
