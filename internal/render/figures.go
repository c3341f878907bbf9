package render

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"vetro/internal/chart"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// figureView is a figure on a page: the drawing, the same facts in a sentence, the same
// numbers in a table and, for an overview, what the live chart needs.
type figureView struct {
	ID       string
	Title    string
	Note     string // unit, period, source and day
	Unit     string // of the live chart; "" where there is none
	SVG      template.HTML
	Option   template.JS
	Sentence string
	Caption  string
	Table    chart.Table
	Files    []linkView
	Own      bool      // in an author's text, where no heading is above it
	Of       *linkView // the project that it is of, there
}

// figure is a chart with what a page says of it. Those of the whole site are drawn once
// for all the pages that show them.
type figure struct {
	chart   *chart.Figure
	caption string
	note    string
	timely  string // the note with the day on which the data were checked
	files   bool   // its numbers and its picture can be fetched
	still   bool   // it never has a live chart
	unit    string
	svg     template.HTML
	option  template.JS
}

// draw fills in what a page shows. A figure of a single row needs no live chart.
func (d *figure) draw() {
	f := d.chart
	d.svg = trustedHTML(f.SVG())
	if d.still || len(f.Rows) < 2 {
		return
	}
	for _, s := range f.Series {
		if s.Mark != chart.Unmarked {
			d.unit = s.Unit.Name
		}
	}
	d.option = template.JS(f.Option())
}

// FigureFile is a figure to fetch: its address without .svg and .csv, its picture, and its
// numbers as rows with a head.
type FigureFile struct {
	Name    string
	SVG     func() []byte
	Numbers func() [][]string
}

// FigureFiles gives the figures of the site, of its measures and, unless there are too many,
// of its bodies.
func (r *Renderer) FigureFiles() []FigureFile {
	figures := r.overview()
	for _, g := range r.tree.ByMeasure {
		figures = append(figures, r.measureFigure(g))
	}
	if r.tree.Several() && r.bodyFiles() {
		for _, g := range r.tree.ByBody {
			figures = append(figures, r.bodyFigure(g)) // nil for one without projects
		}
	}
	var out []FigureFile
	for _, d := range figures {
		if d != nil && d.files {
			out = append(out, FigureFile{plan.FigurePath(d.chart.ID), d.chart.File, d.chart.Numbers})
		}
	}
	return out
}

// bodyFiles reports whether each body has the files of its own figure.
func (r *Renderer) bodyFiles() bool {
	return len(r.tree.All.Projects) <= r.tree.Site.Config.Data.PerProject
}

// overview gives the figures of the whole site, made once.
func (r *Renderer) overview() []*figure {
	r.once.Do(func() {
		periods, undated := r.tree.Periods()
		r.siteFigures = []*figure{
			r.measuresFigure(), r.bodiesFigure(), r.sourcesFigure(), r.statesFigure(), r.yearsFigure(),
			r.risingFigure(periods, undated), r.monthlyFigure(periods, undated), r.sizesFigure(),
		}
		r.siteFigures = slices.DeleteFunc(r.siteFigures, func(d *figure) bool { return d == nil })
		for _, d := range r.siteFigures {
			d.draw()
		}
	})
	return slices.Clone(r.siteFigures)
}

// The figures of the whole site, by the names of their files.
const (
	byMeasure = "per-misura"
	byBody    = "per-ente"
	bySource  = "per-fonte"
	byState   = "per-stato"
	byYear    = "per-anno"
	rising    = "nel-tempo"
	monthly   = "mese-per-mese"
	bySize    = "per-importo"
)

// figure puts a figure of the whole site on the page, or gives nil where there is none.
func (s *pageBuilder) figure(id string) *figureView {
	for _, d := range s.overview() {
		if d.chart.ID == id {
			return s.place(d)
		}
	}
	return nil
}

// figures puts those figures of the whole site on the page that there are.
func (s *pageBuilder) figures(ids ...string) []*figureView {
	var out []*figureView
	for _, id := range ids {
		if f := s.figure(id); f != nil {
			out = append(out, f)
		}
	}
	return out
}

// place puts a figure on the page, with addresses as seen from it.
func (s *pageBuilder) place(d *figure) *figureView {
	if d == nil {
		return nil
	}
	if d.svg == "" {
		d.draw()
	}
	f := d.chart
	v := &figureView{
		ID: f.ID, Title: f.Title, Note: s.noteOf(d), Unit: d.unit, SVG: d.svg, Option: d.option,
		Sentence: f.Desc, Caption: d.caption, Table: f.Table(),
	}
	for i := range v.Table.Rows {
		if row := &v.Table.Rows[i]; row.Href != "" {
			row.Href = s.href(row.Href)
		}
	}
	if d.files {
		v.Files = []linkView{
			{s.t("grafico.scarica_csv"), s.href(plan.FigurePath(f.ID) + ".csv")},
			{s.t("grafico.scarica_svg"), s.href(plan.FigurePath(f.ID) + ".svg")},
		}
	}
	s.live = s.live || v.Unit != ""
	return v
}

// allBodies is the figure of bodies whose table has them all: their list.
func (r *Renderer) allBodies() *figure {
	return r.groups(ranking{id: "enti", kind: "ente", groups: r.tree.ByBody, whole: r.tree.All, label: groupTitle, name: groupTitle, all: true})
}

// The first columns of a figure of sums, by their places in moneyColumns.
const (
	projectsColumn = iota
	assignedColumn
)

// moneyColumn is a column of a figure of sums, and its number of a sum.
type moneyColumn struct {
	chart.Series
	of func(*record.Money) chart.Value
}

// moneyColumns are the columns of a figure of sums. How much is not known has columns in the files
// alone: a program cannot read «almeno».
func (r *Renderer) moneyColumns() []moneyColumn {
	both := r.sumSeries()
	count := func(key string, hidden bool, n func(*record.Money) int) moneyColumn {
		return moneyColumn{chart.Series{Name: r.t(key), Unit: counts, Hidden: hidden}, func(m *record.Money) chart.Value { return chart.Value{N: int64(n(m))} }}
	}
	return []moneyColumn{
		count("grafico.progetti_finanziati", false, func(m *record.Money) int { return m.Projects }),
		{both[0], assignedValue},
		{both[1], r.receivedValue},
		{chart.Series{Name: r.t("grafico.quota")}, r.shareValue},
		{chart.Series{Name: r.t("grafico.affidati"), Unit: euros}, func(m *record.Money) chart.Value { return r.flowValue(m, &m.Awarded) }},
		{chart.Series{Name: r.t("grafico.pagati"), Unit: euros}, func(m *record.Money) chart.Value { return r.flowValue(m, &m.Spent) }},
		count("grafico.erogati_ignoti", true, func(m *record.Money) int { return m.Received.Open() }),
		count("grafico.affidati_ignoti", true, (*record.Money).ContractsWithoutAmount),
		count("grafico.senza_contratti", true, func(m *record.Money) int { return m.NoContract + m.Undivided }),
		count("grafico.pagati_ignoti", true, func(m *record.Money) int { return m.Spent.Unknown }),
	}
}

func series(columns []moneyColumn) []chart.Series {
	return each(columns, func(c moneyColumn) chart.Series { return c.Series })
}

// moneyValues are the numbers of a row of a figure of sums.
func moneyValues(columns []moneyColumn, m *record.Money) []chart.Value {
	return each(columns, func(c moneyColumn) chart.Value { return c.of(m) })
}

func assignedValue(m *record.Money) chart.Value { return chart.Value{N: int64(m.Assigned)} }

func (r *Renderer) receivedValue(m *record.Money) chart.Value {
	if m.Arrival() == record.NothingDue {
		return chart.Value{Unknown: true}
	}
	return r.sumValue(&m.Received, "grafico.erogati_ignoto")
}

func (r *Renderer) shareValue(m *record.Money) chart.Value {
	switch m.Arrival() {
	case record.NothingDue:
		return chart.Value{Unknown: true}
	case record.ArrivalUnknown:
		return chart.Value{Text: r.t("grafico.erogati_ignoto"), Unknown: true}
	case record.ArrivedAtLeast:
		if floor := r.atLeast(m.Covered(), m.Assigned); floor != "" {
			return chart.Value{Text: r.t("grafico.almeno") + " " + floor}
		}
		return chart.Value{Text: r.t("grafico.erogati_ignoto"), Unknown: true}
	}
	return chart.Value{Text: r.share(m.Covered(), m.Assigned)}
}

// flowValue is what was awarded or spent of a sum.
func (r *Renderer) flowValue(m *record.Money, flow *record.Sum) chart.Value {
	return r.sumValue(flow, unknownFlow(m))
}

// sumValue is a sum as a number of a figure. What is known in part says so in the table, and a
// zero of which day it is.
func (r *Renderer) sumValue(s *record.Sum, unknown string) chart.Value {
	switch {
	case s.Knowledge() == record.NothingKnown:
		return chart.Value{Text: r.t(unknown), Unknown: true}
	case s.Knowledge() == record.PartlyKnown:
		return chart.Value{N: int64(s.Amount), Before: r.t("grafico.almeno")}
	case s.Amount == 0 && s.ZeroDay().Known():
		return chart.Value{Text: r.amount(0) + " " + s.ZeroDay().To()}
	}
	return chart.Value{N: int64(s.Amount)}
}

// receivedWords says in a few words how much of an assigned sum was received, beside its bar.
func (r *Renderer) receivedWords(m *record.Money) string {
	switch m.Arrival() {
	case record.NothingDue:
		if m.Lost() > 0 {
			return r.t("grafico.nota_perduti", "importo", r.short(m.Lost()), "causa", r.t("denaro."+lossOf(m)))
		}
		return ""
	case record.ArrivalUnknown:
		return r.t("denaro.erogazione_ignota")
	case record.ArrivedAtLeast:
		return r.t("grafico.erogati_almeno", "importo", r.short(m.Received.Amount))
	case record.NoneArrived:
		return r.t("denaro.erogati_zero", "importo", r.short(0), "al", m.Received.ZeroDay().To())
	case record.PartArrived:
		return r.t("grafico.erogati", "quota", r.theShare(m.Covered(), m.Assigned))
	case record.MoreArrived:
		return r.t("denaro.erogati_di_piu", "importo", r.short(m.Received.Amount))
	}
	return r.t("grafico.erogati_tutti")
}

// hideUnknown takes the columns of which no row knows anything out of the table, and says which
// they are; "" for none.
func (r *Renderer) hideUnknown(f *chart.Figure, m *record.Money) sentence {
	var unknown, undivided []string
	for i := range f.Series {
		s := &f.Series[i]
		if s.Mark == chart.Whole || s.Hidden || slices.ContainsFunc(slices.Concat(f.Rows, f.Foot), func(row chart.Row) bool { return !row.Values[i].Unknown }) {
			continue
		}
		s.Hidden = true
		name := strings.ToLower(s.Name[:1]) + s.Name[1:]
		switch {
		case s.Unit == nil: // a share goes with its sum
		case s.Mark == chart.Unmarked && m.Undivided > 0:
			undivided = append(undivided, name)
		default:
			unknown = append(unknown, name)
		}
	}
	var out sentence
	if unknown != nil {
		out = r.say("grafico.colonne_ignote", "colonne", strings.Join(unknown, ", "))
	}
	if undivided != nil {
		out = join(out, r.say("grafico.colonne_non_distinte", "colonne", strings.Join(undivided, ", ")))
	}
	return out
}

// noteOf gives the note of a figure. On the page of a project it has no day of the data of
// others: such a page changes when something of the project does.
func (s *pageBuilder) noteOf(d *figure) string {
	if s.page.Project != nil || d.timely == "" {
		return d.note
	}
	return d.timely
}

// origin says of what days the decrees of a figure are.
func (r *Renderer) origin(whole *plan.Group) sentence {
	switch d := whole.Money.Decrees; {
	case !d.Oldest.Known():
		return ""
	case d.Oldest == d.Newest:
		return r.say("grafico.decreti_del", "giorno", r.date(d.Oldest))
	default:
		return r.say("grafico.decreti", "primo", r.date(d.Oldest), "ultimo", r.date(d.Newest))
	}
}

// lostFoot gives the row of what is in no total, if there is any.
func (r *Renderer) lostFoot(m *record.Money, columns int) []chart.Row {
	if m.Lost() == 0 {
		return nil
	}
	row := chart.Row{Label: r.t("grafico.perduti_riga", "causa", r.t("denaro."+lossOf(m))), Values: make([]chart.Value, columns)}
	for i := range row.Values {
		row.Values[i].Unknown = true
	}
	row.Values[assignedColumn] = chart.Value{N: int64(m.Lost())}
	return []chart.Row{row}
}

// byAssigned gives what groups were assigned, largest first.
func byAssigned(groups []*plan.Group) []*plan.Group {
	return slices.SortedStableFunc(slices.Values(groups), func(a, b *plan.Group) int {
		return cmp.Compare(b.Money.Assigned, a.Money.Assigned)
	})
}
