package render

import (
	"strconv"

	"vetro/internal/chart"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// risingFigure has what was assigned and what was paid up to each month.
func (r *Renderer) risingFigure(periods []plan.Period, undated record.Totals) *figure {
	if len(periods) == 0 {
		return nil
	}
	f := &chart.Figure{ID: rising, Form: chart.Steps, Head: r.t("grafico.mese"), Series: r.sumSeries()}
	var assigned, paid record.Euro
	for _, p := range periods {
		assigned += p.Assigned
		paid += p.Paid
		f.Rows = append(f.Rows, r.periodRow(p, assigned, paid))
	}
	f.Title, f.Desc = r.risingWords(r.tree.All.Totals, periods)
	return r.periodFigure(f, periods, undated, r.t("grafico.tempo_tabella"))
}

// periodFigure completes a figure with a row for each period: the ticks, and what no date
// places.
func (r *Renderer) periodFigure(f *chart.Figure, periods []plan.Period, undated record.Totals, caption string) *figure {
	tick(f.Rows, periods)
	if undated.Assigned != 0 || undated.Paid != 0 {
		f.Foot = []chart.Row{{Label: r.t("grafico.senza_data"), Values: []chart.Value{{N: int64(undated.Assigned)}, {N: int64(undated.Paid)}}}}
	}
	if text := r.undatedWords(undated); text != "" {
		f.Desc += " " + text
	}
	return &figure{chart: f, caption: caption, note: r.t("grafico.nota_tempo") + " " + r.period(), files: true}
}

func (r *Renderer) risingWords(all record.Totals, periods []plan.Period) (title, sentence string) {
	from, to := r.date(periods[0].Date), r.date(periods[len(periods)-1].Date)
	switch {
	case all.Assigned == 0:
		return r.t("figura.tempo_nulla"), r.t("grafico.frase_nulla")
	case all.Paid == 0:
		return r.t("figura.tempo_ignoto"), r.t("grafico.tempo_frase_ignoto", "da", from, "a", to, "importo", r.amount(all.Assigned))
	case all.Paid == all.Assigned:
		title = r.t("figura.tempo_tutto")
	case all.Paid > all.Assigned:
		title = r.t("figura.tempo_di_piu")
	default:
		title = r.t("figura.tempo", "quota", r.theShare(all.Paid, all.Assigned))
	}
	return title, r.t("grafico.tempo_frase", "da", from, "a", to, "importo", r.amount(all.Assigned), "erogati", r.amount(all.Paid))
}

// monthlyFigure has what was assigned and what was paid in each month.
func (r *Renderer) monthlyFigure(periods []plan.Period, undated record.Totals) *figure {
	if len(periods) == 0 {
		return nil
	}
	f := &chart.Figure{ID: monthly, Form: chart.Columns, Head: r.t("grafico.mese"), Series: r.sumSeries()}
	var most plan.Period
	ties := 0
	for _, p := range periods {
		f.Rows = append(f.Rows, r.periodRow(p, p.Assigned, p.Paid))
		switch {
		case p.Assigned > most.Assigned:
			most, ties = p, 1
		case p.Assigned == most.Assigned:
			ties++
		}
	}
	kind := "mese"
	if most.Date.Month == 0 {
		kind = "anno_periodo"
	}
	switch {
	case most.Assigned == 0:
		f.Title = r.t("figura.tempo_nulla")
	case ties > 1:
		f.Title = r.t("figura."+kind+"_pari", "n", ties, "importo", r.short(most.Assigned))
	default:
		f.Title = r.t("figura."+kind, "quando", r.on(most.Date), "importo", r.short(most.Assigned))
	}
	f.Desc = r.t("grafico.mese_frase", "da", r.date(periods[0].Date), "a", r.date(periods[len(periods)-1].Date))
	return r.periodFigure(f, periods, undated, r.t("grafico.mese_tabella"))
}

// sumSeries are the two sums that figures draw.
func (r *Renderer) sumSeries() []chart.Series {
	return []chart.Series{
		{Name: r.t("grafico.assegnati"), Unit: euros, Mark: chart.Whole},
		{Name: r.t("grafico.erogati_colonna"), Unit: euros, Mark: chart.Part},
	}
}

func (r *Renderer) periodRow(p plan.Period, assigned, paid record.Euro) chart.Row {
	return chart.Row{
		Label: r.date(p.Date), Values: []chart.Value{{N: int64(assigned)}, {N: int64(paid)}}, Still: p.Assigned == 0 && p.Paid == 0,
	}
}

// tick names the years where they begin; the first month names its own where no January
// is near.
func tick(rows []chart.Row, periods []plan.Period) {
	const near = 6 // rows
	next := len(rows)
	for i := len(rows) - 1; i >= 0; i-- {
		d := periods[i].Date
		if d.Month <= 1 || i == 0 && next > near {
			rows[i].Tick = strconv.Itoa(int(d.Year))
			next = i
		}
	}
}

func (r *Renderer) undatedWords(t record.Totals) string {
	switch {
	case t.Assigned > 0 && t.Paid > 0:
		return r.t("grafico.senza_data_frase", "assegnati", r.amount(t.Assigned), "erogati", r.amount(t.Paid))
	case t.Assigned > 0:
		return r.t("grafico.senza_data_assegnati", "assegnati", r.amount(t.Assigned))
	case t.Paid > 0:
		return r.t("grafico.senza_data_erogati", "erogati", r.amount(t.Paid))
	}
	return ""
}

// sizesFigure counts the projects by how much they have.
func (r *Renderer) sizesFigure() *figure {
	sizes := r.tree.Sizes()
	if len(sizes) == 0 {
		return nil
	}
	f := &chart.Figure{ID: bySize, Head: r.t("grafico.importo"), Series: []chart.Series{{Name: r.t("grafico.progetti"), Unit: counts, Mark: chart.Part}}}
	most, ties, all := 0, 0, 0
	for i, x := range sizes {
		label := r.t("grafico.da_a", "da", r.short(x.From), "a", r.short(x.To))
		switch {
		case x.To == 0:
			label = r.t("grafico.da_in_su", "da", r.short(x.From))
		case x.From == 0:
			label = r.t("grafico.meno_di", "a", r.short(x.To))
		}
		f.Rows = append(f.Rows, chart.Row{Label: label, Note: r.t("grafico.progetti_n", "n", x.Projects), Values: []chart.Value{{N: int64(x.Projects)}}})
		all += x.Projects
		switch {
		case x.Projects > sizes[most].Projects:
			most, ties = i, 1
		case x.Projects == sizes[most].Projects:
			ties++
		}
	}
	n := sizes[most].Projects
	switch {
	case len(sizes) == 1 && all > 1:
		f.Title = r.t("figura.importo_tutti", "fascia", f.Rows[0].Label)
	case ties > 1:
		f.Title = r.t("figura.importo_pari", "n", n, "fasce", ties)
	default:
		f.Title = r.t("figura.importo", "n", n, "totale", all, "fascia", f.Rows[most].Label)
	}
	f.Desc = r.t("grafico.importo_frase", "n", all)
	if without := len(r.tree.All.Projects) - all; without > 0 {
		f.Desc += " " + r.t("grafico.importo_senza", "n", without)
	}
	return &figure{chart: f, caption: r.t("grafico.importo_tabella"), note: r.t("grafico.nota_importo") + " " + r.period(), files: true}
}
