package render

import (
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
	whole    *plan.Group // whose sums are under the groups, which may share projects
	label    func(*plan.Group) string
	name     func(*plan.Group) string // short, for the headline
	headline string                   // instead of what the sums amount to
	inOrder  bool                     // the groups have an order of their own, and all are drawn
	inState  bool                     // each group is a state, and counts its projects with or without money
	all      bool                     // the table has all groups; otherwise the rest is one row
	files    bool
}

// groups makes the figure of a ranking: a bar a group, what was paid nested in what was
// assigned. Without groups there is none.
func (r *Renderer) groups(k ranking) *figure {
	if len(k.groups) == 0 {
		return nil
	}
	sum := &k.whole.Money
	columns := r.moneyColumns()
	f := &chart.Figure{ID: k.id, Title: k.headline, Head: r.t("grafico." + k.kind), Series: series(columns)}
	if k.inState {
		f.Series[projectsColumn].Name = r.t("grafico.progetti")
	}
	ranked := byAssigned(k.groups)
	sums := make([]int64, len(ranked))
	for i, g := range ranked {
		sums[i] = int64(g.Money.Assigned)
	}
	if f.Title == "" {
		f.Title = r.finding(k, ranked, chart.Find(sums))
	}
	r.groupRows(f, k, columns)
	if len(k.groups) > 1 {
		f.Foot = append(f.Foot, chart.Row{Label: r.t("grafico.totale"), Values: moneyValues(columns, sum)})
		f.Foot[0].Values[projectsColumn] = chart.Value{Unknown: true} // a project may be in several rows
	}
	f.Foot = append(f.Foot, r.lostFoot(sum, len(f.Series))...)
	f.Desc = r.groupsSentence(k, ranked, sums, sum)
	note := join(r.say("grafico.nota"), r.hideUnknown(f, sum), r.origin(k.whole))
	var first sentence
	if f.Hidden > 0 {
		first = r.say("grafico.primi", "quanti", len(f.Rows)-f.Hidden, "totale", len(f.Rows))
	}
	return &figure{chart: f, caption: r.t("grafico." + k.kind + "_tabella"), note: join(note, first).text(), timely: join(note, r.checked(k.whole), first).text(), files: k.files}
}

// groupRows gives each group its row. Too many to be drawn are one row, or stand in the
// table alone.
func (r *Renderer) groupRows(f *chart.Figure, k ranking, columns []moneyColumn) {
	shown := k.groups
	if len(shown) > maxBars && !k.inOrder {
		if k.all {
			f.Hidden = len(shown) - maxBars
		} else {
			shown = shown[:maxBars-1]
		}
	}
	for _, g := range shown {
		row := chart.Row{Label: k.label(g), Href: g.Path, Note: r.receivedWords(&g.Money), Values: moneyValues(columns, &g.Money)}
		if k.inState {
			row.Values[projectsColumn].N = int64(len(g.Projects)) // the state is of each, with money or without
		}
		f.Rows = append(f.Rows, row)
	}
	if rest := k.groups[len(shown):]; len(rest) > 0 {
		var sum record.Money
		for _, g := range rest {
			sum = sum.Plus(g.Money)
		}
		row := chart.Row{
			Label: r.t("grafico."+k.kind+"_altri", "n", len(rest)), Note: r.receivedWords(&sum), Values: moneyValues(columns, &sum), Rest: true,
		}
		if shareProjects(rest) {
			row.Values[projectsColumn] = chart.Value{Unknown: true} // their numbers do not add up
		}
		f.Rows = append(f.Rows, row)
	}
}

// shareProjects reports whether a project is in several of the groups.
func shareProjects(groups []*plan.Group) bool {
	seen := make(map[*record.Project]bool)
	for _, g := range groups {
		for _, p := range g.Projects {
			if seen[p] {
				return true
			}
			seen[p] = true
		}
	}
	return false
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
func (r *Renderer) groupsSentence(k ranking, ranked []*plan.Group, sums []int64, sum *record.Money) string {
	if sum.Assigned == 0 {
		return join(r.say("grafico.frase_nulla"), r.beside(sum), r.lostWords(sum)).text()
	}
	frase := "grafico.frase"
	if k.whole == r.tree.PNRR {
		frase += "_pnrr"
	}
	text := r.granted(sum, r.say(frase, "importo", euro(assignedFlow, sum.Assigned)), record.Date{})
	if len(ranked) > 1 && ranked[0].Money.Assigned > ranked[1].Money.Assigned {
		text += " " + r.say("grafico.frase_prima", "nome", k.label(ranked[0]), "importo", euro(assignedFlow, ranked[0].Money.Assigned))
	}
	if times, is := chart.Dwarfed(sums); is {
		text += " " + r.say("grafico.frase_enorme", "n", int(times))
	}
	return join(text, r.flows(sum), r.beside(sum), r.lostWords(sum)).text()
}

func (r *Renderer) measuresFigure() *figure {
	return r.groups(ranking{id: byMeasure, kind: "misura", groups: r.tree.ByMeasure, whole: r.tree.PNRR, label: r.measureTitle, name: r.measureName, files: true})
}

func (r *Renderer) bodiesFigure() *figure {
	if !r.tree.Several() {
		return nil
	}
	return r.groups(ranking{id: byBody, kind: "ente", groups: r.tree.ByBody, whole: r.tree.All, label: groupTitle, name: groupTitle, files: true})
}

func (r *Renderer) sourcesFigure() *figure {
	source := func(g *plan.Group) string { return r.sourceName(g.Key) }
	return r.groups(ranking{id: bySource, kind: "fonte", groups: r.tree.BySource(), whole: r.tree.All, label: source, name: source, files: true})
}

func (r *Renderer) statesFigure() *figure {
	state := func(g *plan.Group) string { return r.t("stato." + slug(g.Key)) }
	return r.groups(ranking{id: byState, kind: "stato", groups: r.tree.ByState, whole: r.tree.All, label: state, name: state, headline: r.doneWords("figura.stato"), inOrder: true, inState: true, files: true})
}

// yearsFigure has the years in order, and a row for what has no decree with a date.
func (r *Renderer) yearsFigure() *figure {
	groups := make([]*plan.Group, 0, len(r.tree.ByYear)+1)
	for i := len(r.tree.ByYear) - 1; i >= 0; i-- {
		groups = append(groups, r.tree.ByYear[i])
	}
	headline := "" // no year leads where some money has none
	if undated := *r.tree.Undated; len(undated.Projects) > 0 {
		if undated.Money.Assigned > 0 {
			headline = r.t("figura.anno_ignoti", "importo", r.short(undated.Money.Assigned))
		}
		undated.Title = r.t("grafico.anno_ignoto")
		groups = append(groups, &undated)
	}
	return r.groups(ranking{id: byYear, kind: "anno", groups: groups, whole: r.tree.All, label: groupTitle, name: groupTitle, headline: headline, inOrder: true, files: true})
}

// measureFigure has the projects of a measure, each with what the measure gives it.
func (r *Renderer) measureFigure(g *plan.Group) *figure {
	of := record.OfMeasure(g.Key)
	groups := oneByOne(g, func(p *record.Project) record.Money { return p.MoneyWithin(of) })
	return r.projects("misura-"+record.MeasureSlug(g.Key), g, groups, true)
}

// bodyFigure has the projects of a body.
func (r *Renderer) bodyFigure(g *plan.Group) *figure {
	return r.projects("ente-"+g.Key, g, oneByOne(g, (*record.Project).Money), r.bodyFiles())
}

// oneByOne gives each project of a group as a group of its own.
func oneByOne(g *plan.Group, money func(*record.Project) record.Money) []*plan.Group {
	all, groups := make([]plan.Group, len(g.Projects)), make([]*plan.Group, len(g.Projects))
	for i, p := range g.Projects {
		all[i] = plan.Group{Key: p.ID, Title: p.Title, Path: plan.ProjectPath(p), Projects: g.Projects[i : i+1], Money: money(p)}
		groups[i] = &all[i]
	}
	return groups
}

func (r *Renderer) projects(id string, whole *plan.Group, groups []*plan.Group, files bool) *figure {
	return r.groups(ranking{id: id, kind: "progetto", groups: byAssigned(groups), whole: whole, label: groupTitle, name: groupTitle, files: files && len(groups) > 1})
}

func groupTitle(g *plan.Group) string { return g.Title }
