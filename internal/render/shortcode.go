package render

import (
	"bytes"
	"html/template"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// embed gives a figure or a card that an author placed in a text; "" where there is
// nothing to show on the day, which plan reported.
func (s *pageBuilder) embed(e *record.Embed) template.HTML {
	if e.Of == "" || !s.tree.Shows(e) {
		return ""
	}
	if e.Kind == "progetto" {
		return s.part("parts/cards.html", []cardView{s.card(s.tree.Project(e.ID))})
	}
	var d *figure
	switch e.Of {
	case "misura":
		d = s.measureFigure(s.tree.GroupAt(plan.MeasurePath(e.ID)))
	case "ente":
		d = s.bodyFigure(s.tree.GroupAt(plan.BodyPath(e.ID)))
	default:
		p := s.tree.Project(e.ID)
		if p.Unfunded() { // there is no sum to draw
			return s.part("parts/cards.html", []cardView{s.card(p)})
		}
		return s.projectFigure(p)
	}
	v := s.place(d)
	v.Own = true
	return s.part("parts/figure.html", v)
}

// projectFigure is the money of one project as a figure in a text.
func (s *pageBuilder) projectFigure(p *record.Project) template.HTML {
	m := p.Money()
	f := s.moneyBar(p, "progetto-"+p.ID, s.t("progetto.denaro_"+moneyCase(&m)))
	v := s.place(&figure{chart: f, caption: s.t("progetto.finanziamenti"), note: strings.TrimSpace(s.t("grafico.nota") + " " + s.projectDay(p)), still: true})
	v.Own = true
	v.Of = &linkView{p.Title, s.href(plan.ProjectPath(p))}
	return s.part("parts/figure.html", v)
}

func (s *pageBuilder) projectDay(p *record.Project) string {
	day := p.Checked()
	if s.page.Project != nil { // whose page does not change with the day of a table
		day = p.Updated
	}
	if !day.Known() {
		return ""
	}
	return s.t("denaro.verificati_il", "quando", s.on(day)) + "."
}

// part fills a part of the theme by itself. Its error is the page's.
func (s *pageBuilder) part(name string, view any) template.HTML {
	var b bytes.Buffer
	if err := s.theme.Fill(&b, name, view); err != nil && s.err == nil {
		s.err = err
	}
	return template.HTML(b.String())
}
