package check

import (
	"fmt"
	"slices"

	"vetro/internal/record"
)

// paymentsAgree finds payments to the body that say otherwise than its fundings do. That fundings
// are only assigned says nothing, as long as the payments are not all of them.
func paymentsAgree(i *inspection, p *record.Project) {
	var payments, told, granted record.Euro
	var any *record.Payment
	for n := range p.Payments {
		if x := &p.Payments[n]; x.To == record.ToBody {
			payments += x.Amount
			any = x
		}
	}
	tells := false
	for f := range p.Standing() {
		if !p.Granted(f) {
			continue
		}
		granted += f.Amount
		if amount, known := f.Told(); known {
			told, tells = told+amount, true
		}
	}
	switch {
	case any == nil || granted == 0 || p.GoneAmount() > 0: // whose payments these are is not known
	case !tells && payments >= granted:
		i.report(any.At("importo"), fmt.Sprintf("i pagamenti all’ente danno %s, tutto il finanziamento, e il suo stato è ancora assegnato", payments), "scrivi stato = \"erogato\" e data_stato nel finanziamento, se i pagamenti sono giusti")
	case tells && payments != told:
		i.report(any.At("importo"), fmt.Sprintf("i pagamenti all’ente danno %s, i finanziamenti dicono erogati %s", payments, told),
			"correggi quello che è sbagliato; se di un finanziamento è arrivata solo una parte, scrivi stato = \"assegnato\" con erogato = … ed erogato_al = …: le pagine mostrano i pagamenti")
	}
}

// given sums up all that a project was ever given: what was later lost counts here, since a
// contract may be older than the loss, and so does what its source does not tell of any more.
func given(p *record.Project) record.Euro {
	m := p.Money()
	return m.Cost() + m.Lost() + p.GoneAmount()
}

func contractsWithin(i *inspection, p *record.Project) {
	var sum record.Euro
	for n := range p.Contracts {
		c := &p.Contracts[n]
		if sum += c.Amount; c.Amount > 0 && sum > given(p) {
			text := fmt.Sprintf("i contratti danno %s, più dei finanziamenti (%s)", sum, given(p))
			if n == 0 {
				text = fmt.Sprintf("il contratto è di %s, più dei finanziamenti (%s)", sum, given(p))
			}
			i.report(c.At("importo"), text, "correggi l’importo, o aggiungi il [[finanziamento]] che manca, anche con fonte = \"risorse proprie\"")
			break
		}
	}
}

func paymentsWithin(i *inspection, p *record.Project) {
	var toBody, toSuppliers, contracts record.Euro
	for n := range p.Contracts {
		contracts += p.Contracts[n].Amount
	}
	for n := range p.Payments {
		x := &p.Payments[n]
		if x.To == record.ToBody {
			if toBody += x.Amount; toBody > given(p) {
				i.report(x.At("importo"), fmt.Sprintf("i pagamenti all’ente danno %s, più dei finanziamenti (%s)", toBody, given(p)), "correggi l’importo, o aggiungi il [[finanziamento]] che manca")
				break
			}
			continue
		}
		limit, of, missing := contracts, "dei contratti", "[[contratto]] che manca"
		if contracts == 0 { // of none the amount is known
			limit, of, missing = given(p), "dei finanziamenti", "[[finanziamento]] che manca, anche con fonte = \"risorse proprie\""
		}
		if toSuppliers += x.Amount; toSuppliers > limit {
			i.report(x.At("importo"), fmt.Sprintf("i pagamenti ai fornitori danno %s, più %s (%s)", toSuppliers, of, limit), "correggi l’importo, o aggiungi il "+missing)
			break
		}
	}
}

// zeroFunding finds projects that nobody gives anything. A part of zero beside others is
// a value: calls for two measures write both of their parts.
func zeroFunding(i *inspection, p *record.Project) {
	if given(p) > 0 {
		return
	}
	for f := range p.Standing() {
		if f.Has("importo") && f.Amount == 0 {
			i.report(f.At("importo"), "il finanziamento è di zero euro", "scrivi l’importo del decreto")
		}
	}
}

func sameFunding(i *inspection, p *record.Project) {
	for n := range p.Fundings {
		f := &p.Fundings[n]
		for k := n - 1; k >= 0 && f.Decree != "" && !f.Gone(); k-- {
			if other := &p.Fundings[k]; !other.Gone() && alike(f, other) {
				i.report(f.Start(), fmt.Sprintf("il finanziamento è uguale a quello di riga %d: stessa misura, stesso importo, stesso decreto", other.Line), "cancella la copia, o correggi quello che le distingue")
				break
			}
		}
	}
}

// alike reports whether two fundings differ in their state alone.
func alike(f, g *record.Funding) bool {
	return f.Decree == g.Decree && f.Amount == g.Amount && f.MeasureCode == g.MeasureCode && f.Source == g.Source && f.Call == g.Call && f.Date == g.Date
}

func stateOfFundings(i *inspection, p *record.Project) {
	var kept, lost, paid int
	for f := range p.Standing() {
		switch {
		case f.Counts():
			kept++
			if f.State == record.Paid {
				paid++
			}
		case f.State != "":
			lost++
		}
	}
	switch {
	case (p.State == record.GivenUp || p.State == record.Revoked) && lost == 0 && kept > 0:
		i.report(p.At("stato"), "il progetto è "+p.State+" e nessun finanziamento lo è", "scrivi lo stato giusto: nei totali il denaro conta ancora")
	case (p.State == record.Running || p.State == record.Planned || p.State == record.Done) && kept == 0 && lost > 0:
		i.report(p.At("stato"), "il progetto è "+p.State+" e tutti i finanziamenti sono rinunciati o revocati", "scrivi stato = \"rinunciato\" o \"revocato\", o correggi i finanziamenti")
	case p.State == record.Planned && paid > 0:
		i.report(p.At("stato"), "il progetto è in programma e un finanziamento è già erogato", "scrivi lo stato giusto del progetto o del finanziamento")
	}
}

func paidBeforeDecree(i *inspection, p *record.Project) {
	for f := range p.Standing() {
		if f.StateDate.Known() && f.Date.Known() && f.StateDate.Past(f.Date.First()) {
			i.report(f.At("data_stato"), fmt.Sprintf("il finanziamento è %s %s, prima del suo decreto (%s)", f.State, f.StateDate.On(), f.Date), "correggi una delle due date")
		}
	}
}

func paymentBeforeDecree(i *inspection, p *record.Project) {
	decreed := firstDecree(p)
	for n := range p.Payments {
		x := &p.Payments[n]
		if x.To == record.ToBody && decreed.Known() && x.Date.Known() && x.Date.Past(decreed.First()) {
			i.report(x.At("data"), fmt.Sprintf("l’ente riceve il denaro %s, prima del decreto che lo finanzia (%s)", x.Date.On(), decreed), "correggi la data del pagamento o quella del decreto")
		}
	}
}

// firstDecree gives the day before which nothing of the project's money can be; unknown where some
// of it is gone, which may have been there before.
func firstDecree(p *record.Project) record.Date {
	if p.GoneAmount() > 0 {
		return record.Date{}
	}
	return p.Decreed()
}

func doneWithFuture(i *inspection, p *record.Project) {
	if p.State != record.Done {
		return
	}
	for n := range p.Milestones {
		m := &p.Milestones[n]
		// Seen as of a day that is past, the record may know more than that day did.
		if m.Planned.After(i.today) && m.Planned.After(p.Updated) && !m.Actual.Known() && m.Phase != record.PayoutPhase && m.Phase != record.CheckPhase {
			i.report(m.At("prevista"), "il progetto è concluso e una tappa è prevista "+m.Planned.On(), "scrivi quando è avvenuta (effettiva = …), o correggi lo stato del progetto")
		}
	}
}

// doneButOpen finds projects that are concluded though some of their money is still to be found,
// or is granted by an outside body and has not come.
func doneButOpen(i *inspection, p *record.Project) {
	m := p.Money()
	if p.State != record.Done || m.Cost() == 0 {
		return
	}
	for f := range p.Standing() {
		switch {
		case f.Source == record.ToBeFound && f.Counts():
			i.report(f.At("fonte"), "il progetto è concluso e una parte del denaro è ancora da reperire", "scrivi chi l’ha messa, o correggi lo stato del progetto")
			return
		case f.State == record.Assigned && p.Outside(f) && !m.PaidInFull():
			i.report(f.At("stato"), "il progetto è concluso e un finanziamento risulta ancora da erogare", "scrivi stato = \"erogato\" con data_stato se il denaro è arrivato; se il progetto non è finito, correggi il suo stato")
			return
		}
	}
}

func doneOnNoDay(i *inspection, p *record.Project) {
	if m := p.Money(); p.State == record.Done && !m.PaidInFull() && !p.Completed() {
		i.report(p.At("stato"), "il progetto è concluso e manca il giorno in cui è finito", "aggiungi una [[tappa]] con titolo, fase = \"completamento\" ed effettiva = …")
	}
}

func actualToCome(i *inspection, p *record.Project) {
	for n := range p.Milestones {
		m := &p.Milestones[n]
		if m.Actual.After(i.today) && (!p.Updated.Known() || m.Actual.After(p.Updated)) {
			i.report(m.At("effettiva"), "la tappa è avvenuta "+m.Actual.On()+", e quel giorno deve ancora venire", "scrivi prevista al posto di effettiva, o correggi la data")
		}
	}
}

// factToCome finds what is said to have happened on a day that is still to come: no page shows it.
func factToCome(i *inspection, p *record.Project) {
	if at, date := p.LastFact(); date.After(i.today) && date.After(p.Updated) && !slices.ContainsFunc(p.Milestones, func(m record.Milestone) bool { return m.At("effettiva") == at }) {
		i.report(at, "un fatto è del "+date.String()+", e quel giorno deve ancora venire: nessuna pagina lo mostra", "correggi la data")
	}
}

// factsAfterUpdate finds what happened after the day on which the data were last
// checked, in a site seen as of a day that knows it.
func factsAfterUpdate(i *inspection, p *record.Project) {
	if !p.Updated.Known() || p.Updated.After(i.today) {
		return
	}
	at, date := p.LastFact()
	if date.After(p.Updated) && !date.After(i.today) {
		i.report(p.At("aggiornato"), fmt.Sprintf("un fatto è avvenuto %s (%s), dopo l’ultimo controllo dei dati (%s)", date.On(), at, p.Updated), "scrivi in aggiornato il giorno in cui hai controllato i dati, o correggi quella data")
	}
}

func phasesInOrder(i *inspection, p *record.Project) {
	phases := record.Phases()
	turn := func(m *record.Milestone) int { return slices.Index(phases, m.Phase) }
	for n := range p.Milestones {
		m := &p.Milestones[n]
		for k := range n {
			e := &p.Milestones[k]
			first, later := e, m
			if turn(e) > turn(m) {
				first, later = m, e
			}
			if turn(first) < 0 || turn(first) == turn(later) || !first.Actual.Known() || first.Actual.By || !later.Actual.Known() {
				continue
			}
			if later.Actual.Past(first.Actual.First()) {
				i.report(later.At("effettiva"), fmt.Sprintf("la fase «%s» è avvenuta %s, prima della fase «%s» (%s)", later.Phase, later.Actual.On(), first.Phase, first.Actual), "correggi una delle due date, o la fase di una tappa")
			}
		}
	}
}

// announcementBeforeDecree finds announcements of a funding that was not decreed yet.
func announcementBeforeDecree(i *inspection) {
	for _, a := range i.site.Announcements {
		for n, p := range a.Projects {
			if d := firstDecree(p); a.Date.Full() && d.Known() && a.Date.Past(d.First()) {
				i.report(a.AtItem("progetti", n+1), fmt.Sprintf("la notizia è uscita %s, prima del decreto che finanzia il progetto %s (%s)", a.Date.On(), p.ID, d), "correggi la data della notizia o quella del decreto, o togli il progetto dalla notizia")
			}
		}
	}
}

func announcementOfOther(i *inspection) {
	for _, a := range i.site.Announcements {
		if a.BodyID == "" {
			continue
		}
		for n, p := range a.Projects {
			if p.Body != nil && a.Body != nil && p.Body != a.Body {
				i.report(a.AtItem("progetti", n+1), fmt.Sprintf("la notizia è di %s e il progetto %s è di %s", a.Body.ID, p.ID, p.Body.ID), "correggi ente o progetti della notizia")
			}
		}
	}
}

// open reports whether a project still goes on, as far as is known.
func open(p *record.Project) bool {
	return p.State == record.Running || p.State == record.Planned || p.State == record.Suspended || p.State == record.Unreported
}

// noOutcome finds the latest deadline that was missed, of which no note says why.
func noOutcome(i *inspection, p *record.Project) {
	var last *record.Milestone
	for n := range p.Milestones {
		m := &p.Milestones[n]
		if m.Note != "" || p.Deadline(m, i.today) != record.DeadlineMissed {
			continue
		}
		if last == nil || last.Planned.Last().Compare(m.Planned.Last()) < 0 {
			last = m
		}
	}
	if last != nil {
		i.report(last.At("prevista"), fmt.Sprintf("la scadenza di «%s» è passata (%s) e manca l’esito", last.Title, last.Planned), "scrivi effettiva = … se è avvenuta, o una nota che dice perché no, e aggiorna lo stato del progetto")
	}
}

// staleDays is half a year: what the yearly attestations ask of data that change.
const staleDays = 183

func staleProject(i *inspection, p *record.Project) {
	last := p.Updated
	for n := range p.Sources { // an import looked at the data on that day
		if d := p.Sources[n].Day; d.Known() && last.Known() && d.Compare(last) > 0 {
			last = d
		}
	}
	if days := i.today.DaysSince(last); open(p) && p.Updated.Known() && days > staleDays {
		i.report(p.At("aggiornato"), "i dati del progetto non sono controllati da più di sei mesi ("+last.String()+")", i.checked)
	}
}

func noActs(i *inspection, p *record.Project) {
	if len(p.Acts) == 0 {
		i.report(p.Start(), "il progetto non ha atti", "aggiungi almeno un [[atto]]: il decreto di finanziamento")
	}
}

func noAnnouncement(i *inspection, p *record.Project) {
	if i.told[p.ID] == 0 {
		i.report(p.Start(), "nessuna notizia parla del progetto", "scrivi una notizia in content/notizie con progetti = [\""+p.ID+"\"]")
	}
}

func noSources(i *inspection, p *record.Project) {
	if len(p.Sources) == 0 {
		i.report(p.Start(), "il progetto non dice da dove vengono i suoi dati", "aggiungi una tabella [[provenienza]] con titolo, url e data")
	}
}

// staleSources finds projects that still go on and whose data are all of more than a
// year ago.
func staleSources(i *inspection, p *record.Project) {
	var newest record.Date
	var at record.Pos
	mend := "prendi i dati di oggi e scrivi la loro data"
	for n := range p.Sources {
		s := &p.Sources[n]
		if s.Date.Known() && (!newest.Known() || s.Date.DaysSince(newest) > 0) {
			newest, at = s.Date, s.At("data")
		}
		if s.Day.Known() && (!newest.Known() || s.Day.DaysSince(newest) > 0) {
			newest, at, mend = s.Day, s.At("fonte"), "importa i dati di oggi della fonte"
		}
	}
	if newest.Known() && open(p) && i.today.DaysSince(newest) > 365 {
		i.report(at, "la fonte più recente del progetto è di più di un anno fa ("+newest.String()+")", mend)
	}
}

func undatedAnnouncement(i *inspection) {
	for _, a := range i.site.Announcements {
		if !a.Date.Known() && !a.Draft {
			i.report(a.Start(), "la notizia non ha data: si pubblica, ma resta fuori dai feed", "aggiungi data = "+i.today.ISO()+" se sai in che giorno è uscita")
		}
	}
}
