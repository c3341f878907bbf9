package render

import (
	"strconv"

	"vetro/internal/chart"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// risingFigure has what was assigned and what was received up to each month, and after them, so
// that it ends at the totals, what no day places.
func (r *Renderer) risingFigure(periods []plan.Period, undated plan.Period) *figure {
	if len(periods) == 0 {
		return nil
	}
	f := &chart.Figure{ID: rising, Form: chart.Steps, Head: r.t("grafico.mese"), Series: r.sumSeries()}
	var upTo plan.Period
	for _, p := range periods {
		upTo = upTo.Plus(p)
		f.Rows = append(f.Rows, r.periodRow(r.date(p.Date), p, upTo))
	}
	if !undated.Empty() {
		upTo = upTo.Plus(undated)
		f.Rows = append(f.Rows, r.periodRow(r.t("grafico.con_senza_data"), undated, upTo))
	}
	f.Title = r.risingTitle(&r.tree.All.Money)
	f.Desc = r.t("grafico.tempo_frase", "da", r.date(periods[0].Date), "a", r.date(periods[len(periods)-1].Date))
	return r.periodFigure(f, periods, undated, r.t("grafico.tempo_tabella"))
}

// periodFigure completes a figure with a row for each period: the ticks, and what no date
// places. Without anything known of what was received, only what was assigned is drawn.
func (r *Renderer) periodFigure(f *chart.Figure, periods []plan.Period, undated plan.Period, caption string) *figure {
	tick(f.Rows, periods)
	if periods[0].Date.Month == 0 {
		f.Head = r.t("grafico.anno")
	}
	all := &r.tree.All.Money
	if f.Form == chart.Steps { // what has no month may have come in any
		r.least(f.Rows[:len(periods)], 0, undated.Assigned > 0)
	}
	r.least(f.Rows[:len(periods)], 1, undated.Received > 0 || all.Received.Open() > 0)
	r.least(f.Rows[len(periods):], 1, all.Received.Open() > 0)
	if all.Assigned > 0 {
		f.Desc = join(sentence(f.Desc), r.groupSentence(all), r.undatedWords(undated)).text()
	}
	note := join(r.say("grafico.nota_tempo"), r.undatedWords(undated), r.hideUnknown(f, all), r.origin(r.tree.All))
	return &figure{chart: f, caption: caption, note: note.text(), timely: join(note, r.checked(r.tree.All)).text(), files: true}
}

// least marks the numbers of a series as what is known at least, where there is more that no month
// places or nobody told: of a zero then nothing is known.
func (r *Renderer) least(rows []chart.Row, series int, least bool) {
	for i := range rows {
		v := &rows[i].Values[series]
		switch {
		case !least:
		case v.N == 0:
			*v = chart.Value{Text: r.t("grafico.erogati_ignoto"), Unknown: true}
		default:
			v.Before = r.t("grafico.almeno")
		}
	}
}

// risingTitle states how much of what was assigned was received.
func (r *Renderer) risingTitle(m *record.Money) string {
	switch m.Arrival() {
	case record.NothingDue:
		return r.t("figura.tempo_nulla")
	case record.ArrivalUnknown:
		return r.t("figura.tempo_ignoto")
	case record.ArrivedAtLeast:
		if share := r.atLeast(m.Covered(), m.Assigned); share != "" {
			return r.t("figura.tempo_almeno", "quota", share)
		}
		return r.t("figura.tempo_assegnati")
	case record.NoneArrived:
		return r.t("figura.tempo_zero", "al", m.Received.ZeroDay().To())
	case record.PartArrived:
		return r.t("figura.tempo", "quota", r.theShare(m.Covered(), m.Assigned))
	case record.MoreArrived:
		return r.t("figura.tempo_di_piu")
	}
	return r.t("figura.tempo_tutto")
}

// monthlyFigure has what was assigned and what was received in each month, and after them what
// no day places.
func (r *Renderer) monthlyFigure(periods []plan.Period, undated plan.Period) *figure {
	if len(periods) == 0 {
		return nil
	}
	f := &chart.Figure{ID: monthly, Form: chart.Columns, Head: r.t("grafico.mese"), Series: r.sumSeries()}
	var most plan.Period
	ties := 0
	for _, p := range periods {
		f.Rows = append(f.Rows, r.periodRow(r.date(p.Date), p, p))
		switch {
		case p.Assigned > most.Assigned:
			most, ties = p, 1
		case p.Assigned == most.Assigned:
			ties++
		}
	}
	if !undated.Empty() {
		f.Rows = append(f.Rows, r.periodRow(r.t("grafico.senza_data"), undated, undated))
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

// periodRow is a row of what happened in a period, with the sums to show of it.
func (r *Renderer) periodRow(label string, p, shown plan.Period) chart.Row {
	return chart.Row{
		Label: label, Values: []chart.Value{{N: int64(shown.Assigned)}, {N: int64(shown.Received)}}, Still: p.Empty(),
	}
}

// tick names the years where they begin; the first month names its own where no January
// is near.
func tick(rows []chart.Row, periods []plan.Period) {
	const near = 6 // rows
	next := len(periods)
	for i := len(periods) - 1; i >= 0; i-- {
		d := periods[i].Date
		if d.Month <= 1 || i == 0 && next > near {
			rows[i].Tick = strconv.Itoa(int(d.Year))
			next = i
		}
	}
}

// undatedWords says what the last row holds, which no day places; "" for nothing.
func (r *Renderer) undatedWords(p plan.Period) sentence {
	assigned, received := euro(assignedFlow, p.Assigned), euro(receivedFlow, p.Received)
	switch {
	case p.Assigned > 0 && p.Received > 0:
		return r.say("grafico.senza_data_frase", "assegnati", assigned, "erogati", received)
	case p.Assigned > 0:
		return r.say("grafico.senza_data_assegnati", "assegnati", assigned)
	case p.Received > 0:
		return r.say("grafico.senza_data_erogati", "erogati", received)
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
	case len(sizes) == 1 && all == len(r.tree.All.Projects) && all > 1:
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
	return &figure{chart: f, caption: r.t("grafico.importo_tabella"), note: join(r.say("grafico.nota_importo"), r.checked(r.tree.All)).text(), files: true}
}
