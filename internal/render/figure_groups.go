package render

import (
	"cmp"
	"strconv"

	"vetro/internal/chart"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// maxBars is how many bars a figure draws.
const maxBars = 12

// ranking is a figure of groups of projects that is still to be made.
type ranking struct {
	id, kind string // the kind begins the keys of its words: misura, ente
	groups   []*plan.Group
	label    func(*plan.Group) string
	name     func(*plan.Group) string // short, for the headline
	headline string                   // instead of what the sums amount to
	inOrder  bool                     // the groups have an order of their own, and all are drawn
	all      bool                     // the table has all groups; otherwise the rest is one row
	files    bool
}

// groups makes the figure of a ranking: a bar a group, what was paid nested in what was
// assigned. Without groups there is none.
func (r *Renderer) groups(k ranking) *figure {
	if len(k.groups) == 0 {
		return nil
	}
	var sum record.Totals
	for _, g := range k.groups {
		sum = sum.Plus(g.Totals)
	}
	f := &chart.Figure{ID: k.id, Title: k.headline, Head: r.t("grafico." + k.kind), Series: r.moneySeries()}
	ranked := byAssigned(k.groups)
	sums := make([]int64, len(ranked))
	for i, g := range ranked {
		sums[i] = int64(g.Totals.Assigned)
	}
	if f.Title == "" {
		f.Title = r.finding(k, ranked, chart.Find(sums))
	}
	r.groupRows(f, k)
	if len(k.groups) > 1 {
		f.Foot = append(f.Foot, chart.Row{Label: r.t("grafico.totale"), Values: r.moneyValues(sum)})
		f.Foot[0].Values[0] = chart.Value{Unknown: true} // a project may be in several rows
	}
	f.Foot = append(f.Foot, r.lostFoot(sum.Lost, len(f.Series))...)
	f.Desc = r.groupsSentence(k, ranked, sums, sum)
	note := r.t("grafico.nota") + " " + r.period()
	if f.Hidden > 0 {
		note += " " + r.t("grafico.primi", "quanti", len(f.Rows)-f.Hidden, "totale", len(f.Rows))
	}
	return &figure{chart: f, caption: r.t("grafico." + k.kind + "_tabella"), note: note, files: k.files}
}

// groupRows gives each group its row. Too many to be drawn are one row, or stand in the
// table alone.
func (r *Renderer) groupRows(f *chart.Figure, k ranking) {
	shown := k.groups
	if len(shown) > maxBars && !k.inOrder {
		if k.all {
			f.Hidden = len(shown) - maxBars
		} else {
			shown = shown[:maxBars-1]
		}
	}
	for _, g := range shown {
		f.Rows = append(f.Rows, chart.Row{Label: k.label(g), Href: g.Path, Note: r.paidNote(g.Totals), Values: r.moneyValues(g.Totals)})
	}
	if rest := k.groups[len(shown):]; len(rest) > 0 {
		var sum record.Totals
		for _, g := range rest {
			sum = sum.Plus(g.Totals)
		}
		f.Rows = append(f.Rows, chart.Row{
			Label: r.t("grafico."+k.kind+"_altri", "n", len(rest)), Note: r.paidNote(sum), Values: r.moneyValues(sum),
		})
	}
}

// finding states what the sums amount to.
func (r *Renderer) finding(k ranking, ranked []*plan.Group, f chart.Finding) string {
	key := "figura." + k.kind
	switch share := r.theShare(record.Euro(f.Part), record.Euro(f.Whole)); f.Case {
	case chart.Only:
		return r.t(key+"_sola", "nome", k.name(ranked[0]))
	case chart.Equal:
		return r.t(key+"_pari", "n", f.Count)
	case chart.Leader:
		return r.t(key+"_prima", "nome", k.name(ranked[0]), "quota", share)
	case chart.Few:
		return r.t(key+"_poche", "quante", r.t("figura.numero_"+strconv.Itoa(f.Count)), "quota", share)
	case chart.Spread:
		return r.t(key+"_tante", "quota", share)
	}
	return r.t(key + "_nessuna")
}

// groupsSentence says the sums in words, and what the bars cannot show.
func (r *Renderer) groupsSentence(k ranking, ranked []*plan.Group, sums []int64, sum record.Totals) string {
	if sum.Assigned == 0 {
		return cmp.Or(r.lost(sum.Lost), r.t("grafico.frase_nulla"))
	}
	text := r.t("grafico.frase", "importo", r.amount(sum.Assigned))
	switch {
	case sum.Paid == sum.Assigned:
		text = r.t("grafico.frase_tutto", "importo", r.amount(sum.Assigned))
	case sum.Paid > 0:
		text = r.t("grafico.frase_erogati", "importo", r.amount(sum.Assigned), "erogati", r.amount(sum.Paid))
	}
	if len(ranked) > 1 && ranked[0].Totals.Assigned > ranked[1].Totals.Assigned {
		text += " " + r.t("grafico.frase_prima", "nome", k.label(ranked[0]), "importo", r.amount(ranked[0].Totals.Assigned))
	}
	if times, is := chart.Dwarfed(sums); is {
		text += " " + r.t("grafico.frase_enorme", "n", int(times))
	}
	if lost := r.lost(sum.Lost); lost != "" {
		text += " " + lost
	}
	return text
}

func (r *Renderer) measuresFigure() *figure {
	return r.groups(ranking{id: byMeasure, kind: "misura", groups: r.tree.ByMeasure, label: r.measureTitle, name: r.measureName, files: true})
}

func (r *Renderer) bodiesFigure() *figure {
	if !r.tree.Several() {
		return nil
	}
	return r.groups(ranking{id: byBody, kind: "ente", groups: r.tree.ByBody, label: groupTitle, name: groupTitle, files: true})
}

func (r *Renderer) sourcesFigure() *figure {
	source := func(g *plan.Group) string { return r.sourceName(g.Key) }
	return r.groups(ranking{id: bySource, kind: "fonte", groups: r.tree.BySource(), label: source, name: source, files: true})
}

func (r *Renderer) statesFigure() *figure {
	state := func(g *plan.Group) string { return r.t("stato." + slug(g.Key)) }
	done := 0
	for _, g := range r.tree.ByState {
		if g.Key == record.Done {
			done = len(g.Projects)
		}
	}
	all := len(r.tree.All.Projects)
	headline := r.t("figura.stato", "n", done, "totale", all)
	switch done {
	case 0:
		headline = r.t("home.nessuno_concluso")
	case all:
		headline = r.t("home.tutti_conclusi")
	}
	return r.groups(ranking{id: byState, kind: "stato", groups: r.tree.ByState, label: state, name: state, headline: headline, inOrder: true, files: true})
}

// yearsFigure has the years in order, and a row for what has no decree with a date.
func (r *Renderer) yearsFigure() *figure {
	groups := make([]*plan.Group, 0, len(r.tree.ByYear)+1)
	for i := len(r.tree.ByYear) - 1; i >= 0; i-- {
		groups = append(groups, r.tree.ByYear[i])
	}
	if len(r.tree.Undated) > 0 {
		groups = append(groups, &plan.Group{Title: r.t("grafico.anno_ignoto"), Projects: r.tree.Undated, Totals: record.TotalsOf(r.tree.Undated)})
	}
	return r.groups(ranking{id: byYear, kind: "anno", groups: groups, label: groupTitle, name: groupTitle, inOrder: true, files: true})
}

// measureFigure has the projects of a measure, each with what the measure gives it.
func (r *Renderer) measureFigure(g *plan.Group) *figure {
	groups := oneByOne(g, func(one []*record.Project) record.Totals { return record.TotalsOfMeasure(one, g.Key) })
	return r.projects("misura-"+record.MeasureSlug(g.Key), groups, true)
}

// bodyFigure has the projects of a body.
func (r *Renderer) bodyFigure(g *plan.Group) *figure {
	return r.projects("ente-"+g.Key, oneByOne(g, record.TotalsOf), r.bodyFiles())
}

// oneByOne gives each project of a group as a group of its own.
func oneByOne(g *plan.Group, sum func(one []*record.Project) record.Totals) []*plan.Group {
	all, groups := make([]plan.Group, len(g.Projects)), make([]*plan.Group, len(g.Projects))
	for i, p := range g.Projects {
		all[i] = plan.Group{Key: p.ID, Title: p.Title, Path: plan.ProjectPath(p), Totals: sum(g.Projects[i : i+1])}
		groups[i] = &all[i]
	}
	return groups
}

func (r *Renderer) projects(id string, groups []*plan.Group, files bool) *figure {
	return r.groups(ranking{id: id, kind: "progetto", groups: byAssigned(groups), label: groupTitle, name: groupTitle, files: files && len(groups) > 1})
}

func groupTitle(g *plan.Group) string { return g.Title }
