package render

import (
	"html/template"
	"math"
	"slices"
	"strings"

	"vetro/internal/chart"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// maxSources is how many sources of money a project's bar tells apart; the rest is one.
const maxSources = 6

// moneyBar draws the sources of a project's money as one bar, what was paid nested in
// what was assigned.
func (s *pageBuilder) moneyBar(p *record.Project, id, title string) *chart.Figure {
	f := &chart.Figure{
		ID: id, Title: title, Desc: s.projectSentence(p).text(), Form: chart.Stack, Head: s.t("progetto.fonte"),
		Series: s.sumSeries(),
	}
	row := func(name string, of record.Scope) {
		m := p.MoneyWithin(of)
		f.Rows = append(f.Rows, chart.Row{Label: name, Note: s.receivedWords(&m), Values: []chart.Value{assignedValue(&m), s.receivedValue(&m)}})
	}
	sources, rest := p.GrantSources(), []string(nil)
	if len(sources) > maxSources {
		sources, rest = sources[:maxSources-1], sources[maxSources-1:]
	}
	for _, source := range sources {
		row(s.sourceName(source), record.OfSource(source))
	}
	if rest != nil {
		row(s.t("grafico.altre_fonti"), func(f *record.Funding) bool { return slices.Contains(rest, f.Source) })
	}
	return f
}

// sourceName gives a source of money as pages print it.
func (r *Renderer) sourceName(source string) string {
	return r.t("fonte." + strings.ReplaceAll(source, " ", "_"))
}

// indicatorBars draws what the indicators of a project planned and reached, each on a
// scale of its own; nil where no number was said.
func (s *pageBuilder) indicatorBars(p *record.Project) template.HTML {
	f := &chart.Figure{
		ID: "indicatori-disegno", Title: s.t("progetto.indicatori_tabella"), Desc: s.t("progetto.indicatori_frase"), Form: chart.Scales,
		Series: []chart.Series{{Name: s.t("progetto.previsto"), Mark: chart.Whole}, {Name: s.t("progetto.raggiunto"), Mark: chart.Part}},
	}
	for i := range p.Indicators {
		x := &p.Indicators[i]
		if !x.Has("previsto") && !x.Has("raggiunto") || x.Planned < 0 || x.Reached < 0 {
			continue
		}
		row := chart.Row{Label: x.Name, Values: []chart.Value{{Unknown: true, Text: s.t("progetto.previsto_ignoto")}, {Unknown: true}}}
		if x.Unit != "" {
			row.Label += " (" + x.Unit + ")"
		}
		row.Note = s.t("progetto.raggiunto_ignoto")
		if x.Has("previsto") {
			row.Values[0] = chart.Value{N: thousandths(x.Planned), Text: s.t("progetto.previsto_testo", "numero", s.number(x.Planned))}
		}
		if x.Has("raggiunto") {
			row.Values[1].N, row.Values[1].Unknown = thousandths(x.Reached), false
			row.Note = s.t("progetto.raggiunto_testo", "numero", s.number(x.Reached))
		}
		f.Rows = append(f.Rows, row)
	}
	if len(f.Rows) == 0 {
		return ""
	}
	return trustedHTML(f.SVG())
}

// thousandths gives a number for the length of a bar.
func thousandths(x float64) int64 { return int64(math.Min(x, 1e15) * 1000) }

// strip draws the events of a project on a line of time; "" where fewer than two days
// are known.
func (s *pageBuilder) strip(events []plan.Event, views []eventView) template.HTML {
	strip := &chart.Strip{
		ID: "tempo", Title: s.t("tappa.striscia"), Desc: s.t("tappa.striscia_frase"),
		Today: dayNumber(s.tree.Today), TodayText: s.t("tappa.oggi_striscia"),
	}
	first, last := s.tree.Today, s.tree.Today
	stretch := func(d record.Date) {
		if d.Known() && d.First().Compare(first) < 0 {
			first = d.First()
		}
		if d.Known() && d.Last().Compare(last) > 0 {
			last = d.Last()
		}
	}
	for i, e := range events {
		if e.Kind == plan.TodayEvent || e.Kind == plan.TermEvent || !e.Date.Known() { // the term is years away
			continue
		}
		m := chart.Point{
			Class: views[i].Class, Day: dayNumber(e.Date.Last()), Since: dayNumber(e.Date.First()), Open: e.Date.By,
			Text: views[i].Title + ", " + s.date(e.Date),
		}
		m.Plan = m.Day
		stretch(e.Date)
		if e.Kind == plan.MilestoneEvent && e.Happened && e.Milestone.Planned.Full() {
			m.Plan = dayNumber(e.Milestone.Planned)
			stretch(e.Milestone.Planned)
		}
		strip.Marks = append(strip.Marks, m)
	}
	if len(strip.Marks) == 0 || first == last {
		return ""
	}
	strip.From, strip.To = dayNumber(first), dayNumber(last)
	for y := int(first.Year) + 1; y <= int(last.Year); y++ {
		strip.Years = append(strip.Years, chart.Tick{Day: dayNumber(record.Day(y, 1, 1)), Text: s.date(record.Date{Year: int16(y)})})
	}
	if each := (len(strip.Years) + 5) / 6; each > 1 { // names must not meet
		for i := range strip.Years {
			if i%each != 0 {
				strip.Years[i].Text = ""
			}
		}
	}
	if len(strip.Years) == 0 {
		strip.Years = []chart.Tick{{Day: strip.From, Text: s.date(record.Date{Year: first.Year, Month: first.Month})}}
	}
	return trustedHTML(strip.SVG())
}

// dayNumber counts days, from any one.
func dayNumber(d record.Date) int { return d.DaysSince(record.Day(2000, 1, 1)) }
