package render

import (
	"cmp"
	"html/template"
	"slices"

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
	files   bool // its numbers and its picture can be fetched
	still   bool // it never has a live chart
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
		ID: f.ID, Title: f.Title, Note: d.note, Unit: d.unit, SVG: d.svg, Option: d.option,
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
	return r.groups(ranking{id: "enti", kind: "ente", groups: r.tree.ByBody, label: groupTitle, name: groupTitle, all: true})
}

// moneySeries are the columns of a figure of sums.
func (r *Renderer) moneySeries() []chart.Series {
	both := r.sumSeries()
	return []chart.Series{{Name: r.t("grafico.progetti"), Unit: counts}, both[0], both[1], {Name: r.t("grafico.quota")}}
}

// moneyValues are the numbers of a row of a figure of sums. That nothing was paid is
// something that nobody said.
func (r *Renderer) moneyValues(t record.Totals) []chart.Value {
	paid, share := chart.Value{N: int64(t.Paid)}, chart.Value{Text: r.share(t.Paid, t.Assigned)}
	if t.Paid == 0 && t.Assigned > 0 {
		paid = chart.Value{Text: r.t("grafico.non_comunicato"), Unknown: true}
		share = paid
	}
	return []chart.Value{{N: int64(t.Projects)}, {N: int64(t.Assigned)}, paid, share}
}

// paidNote says in a few words how much of an assigned sum was paid.
func (r *Renderer) paidNote(t record.Totals) string {
	switch {
	case t.Assigned == 0 && t.Lost > 0:
		return r.t("grafico.nota_perduti", "importo", r.short(t.Lost))
	case t.Assigned == 0:
		return ""
	case t.Paid == 0:
		return r.t("grafico.non_comunicati")
	case t.Paid == t.Assigned:
		return r.t("grafico.erogati_tutti")
	}
	return r.t("grafico.erogati", "quota", r.theShare(t.Paid, t.Assigned))
}

// lost says what was given up or revoked; "" for nothing.
func (r *Renderer) lost(e record.Euro) string {
	if e <= 0 {
		return ""
	}
	return r.t("grafico.perduti", "importo", r.amount(e))
}

// origin says of what days the numbers are, and where they come from.
func (r *Renderer) origin() string {
	t := r.tree
	var first, last record.Date
	for _, p := range t.All.Projects {
		for i := range p.Fundings {
			d := p.Fundings[i].Date
			if !d.Full() {
				continue
			}
			if !first.Known() || d.Compare(first) < 0 {
				first = d
			}
			if d.Compare(last) > 0 {
				last = d
			}
		}
	}
	text := r.t("grafico.origine")
	if t.Updated.Known() {
		text = r.t("grafico.origine_al", "giorno", r.on(t.Updated))
	}
	switch {
	case !first.Known():
		return text
	case first == last:
		return r.t("grafico.decreti_del", "giorno", r.date(first)) + " " + text
	}
	return r.t("grafico.decreti", "primo", r.date(first), "ultimo", r.date(last)) + " " + text
}

// lostFoot gives the row of what is in no total, if there is any.
func (r *Renderer) lostFoot(lost record.Euro, columns int) []chart.Row {
	if lost == 0 {
		return nil
	}
	row := chart.Row{Label: r.t("grafico.perduti_riga"), Values: make([]chart.Value, columns)}
	for i := range row.Values {
		row.Values[i].Unknown = true
	}
	row.Values[1] = chart.Value{N: int64(lost)}
	return []chart.Row{row}
}

// byAssigned gives what groups were assigned, largest first.
func byAssigned(groups []*plan.Group) []*plan.Group {
	return slices.SortedStableFunc(slices.Values(groups), func(a, b *plan.Group) int {
		return cmp.Compare(b.Totals.Assigned, a.Totals.Assigned)
	})
}
