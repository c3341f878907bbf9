package render

import (
	"html/template"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// The flows of money, as pages name them to machines: each amount of a sentence carries its own.
const (
	assignedFlow = "assegnato"
	noDecreeFlow = "senza-decreto"
	receivedFlow = "erogato"
	awardedFlow  = "affidato"
	spentFlow    = "pagato"
	ownFlow      = "risorse-proprie"
	missingFlow  = "da-reperire"
	costFlow     = "costo"
	lostFlow     = "perduto"
	excessFlow   = "oltre" // of what was received, what is more than was assigned
)

// sentence is a text in which amounts are still values, each with its flow between the marks
// below: a page prints them with their value for machines, a description without.
type sentence string

const amountBegins, flowEnds, amountEnds = "\x01", "\x02", "\x03"

// euro puts an amount into a sentence.
func euro(flow string, e record.Euro) string {
	return amountBegins + flow + flowEnds + strconv.FormatInt(int64(e), 10) + amountEnds
}

// text gives the sentence in plain words.
func (x sentence) text() string {
	return x.fill(func(s string) string { return s }, func(_ string, e record.Euro) string { return e.Short() })
}

// html gives the sentence for a page, its amounts as data elements.
//
// Source: HTML, 4.5.13, the data element.
func (x sentence) html() template.HTML {
	return template.HTML(x.fill(template.HTMLEscapeString, func(flow string, e record.Euro) string {
		return `<data class="` + flow + `" value="` + e.Decimal() + `">` + e.Short() + `</data>`
	}))
}

func (x sentence) fill(words func(string) string, amount func(flow string, e record.Euro) string) string {
	var b strings.Builder
	rest := string(x)
	for {
		before, after, found := strings.Cut(rest, amountBegins)
		b.WriteString(words(before))
		if !found {
			return b.String()
		}
		flow, after, _ := strings.Cut(after, flowEnds)
		cents, after, _ := strings.Cut(after, amountEnds)
		n, _ := strconv.ParseInt(cents, 10, 64)
		b.WriteString(amount(flow, record.Euro(n)))
		rest = after
	}
}

// say gives a text of the theme as a sentence.
func (r *Renderer) say(key string, args ...any) sentence { return sentence(r.t(key, args...)) }

// join puts sentences one after another, leaving out those that say nothing.
func join(all ...sentence) sentence {
	var out sentence
	for _, x := range all {
		if out != "" && x != "" {
			out += " "
		}
		out += x
	}
	return out
}

// capital gives a phrase as a sentence of its own.
func capital(x sentence) sentence {
	first, size := utf8.DecodeRuneInString(string(x))
	return sentence(unicode.ToUpper(first)) + x[size:] + "."
}

// groupSentence says what is known of the money of a group of projects.
func (r *Renderer) groupSentence(m *record.Money) sentence {
	if m.Assigned == 0 {
		return join(r.ungranted(m), r.flows(m), r.beside(m), r.lostWords(m))
	}
	lead := r.say("denaro.assegnati_a", "n", m.Projects, "importo", euro(assignedFlow, m.Assigned))
	return join(r.assigned(lead, m)+"; "+r.received(m, record.Date{})+".", r.flows(m), r.beside(m), r.lostWords(m))
}

// projectSentence says what is known of the money of a project, made once for its own page,
// which has it in several places.
func (s *pageBuilder) projectSentence(p *record.Project) sentence {
	if p != s.page.Project {
		return s.moneySentence(p)
	}
	if s.sentence == "" {
		s.sentence = s.moneySentence(p)
	}
	return s.sentence
}

func (s *pageBuilder) moneySentence(p *record.Project) sentence {
	m := p.Money()
	if m.Assigned == 0 {
		var received sentence
		if m.Received.Amount > 0 { // before the money was lost
			received = s.say("denaro.arrivati", "importo", euro(receivedFlow, m.Received.Amount))
		}
		return join(s.ungranted(&m), s.flows(&m), s.beside(&m), s.lostWords(&m), received)
	}
	lead := s.say("denaro.assegnati", "importo", euro(assignedFlow, m.Assigned))
	if m.Decrees.Oldest.Known() && m.Decrees.Oldest == m.Decrees.Newest && m.NoDecree == 0 {
		lead = s.say("denaro.assegnati_il", "importo", euro(assignedFlow, m.Assigned), "quando", s.on(m.Decrees.Newest))
	}
	return join(s.assigned(lead, &m)+"; "+s.received(&m, m.PaidOn())+".", s.flows(&m), s.beside(&m), s.lostWords(&m))
}

// ungranted says that no outside body gives anything, or any more.
func (r *Renderer) ungranted(m *record.Money) sentence {
	if m.OwnOnly > 0 {
		return r.say("denaro.di_nessun_altro")
	}
	return r.say("denaro.senza_fondi")
}

// assigned adds to what was assigned the part without a decree that is known.
func (r *Renderer) assigned(lead sentence, m *record.Money) sentence {
	if m.NoDecree == 0 {
		return lead
	}
	return lead + ", " + r.say("denaro.senza_decreto", "importo", euro(noDecreeFlow, m.NoDecree))
}

// received says in a phrase how much of what was assigned reached the body, all of it on a day
// if that is given.
func (r *Renderer) received(m *record.Money, on record.Date) sentence {
	amount := euro(receivedFlow, m.Received.Amount)
	switch m.Arrival() {
	case record.ArrivalUnknown:
		return r.say("denaro.erogazione_ignota")
	case record.ArrivedAtLeast:
		return r.receivedAtLeast(m) + inBrackets(r.excess(m))
	case record.NoneArrived:
		return r.say("denaro.erogati_zero", "importo", amount, "al", m.Received.ZeroDay().To())
	case record.PartArrived:
		return r.say("denaro.erogati", "importo", amount, "quota", r.theShare(m.Covered(), m.Assigned)) + inBrackets(r.excess(m))
	case record.MoreArrived:
		return r.say("denaro.erogati_di_piu", "importo", amount)
	}
	if on.Known() {
		return r.say("denaro.erogati_tutti_il", "quando", r.on(on))
	}
	return r.say("denaro.erogati_tutti")
}

func (r *Renderer) receivedAtLeast(m *record.Money) sentence {
	amount, whole := euro(receivedFlow, m.Received.Amount), euro(assignedFlow, m.Assigned)
	if share := r.atLeast(m.Covered(), m.Assigned); share != "" {
		return r.say("denaro.erogati_almeno_quota", "importo", amount, "totale", whole, "quota", share)
	}
	return r.say("denaro.erogati_almeno", "importo", amount, "totale", whole)
}

// excess says how much more than was assigned some projects received; "" for nothing.
func (r *Renderer) excess(m *record.Money) sentence {
	if m.Excess == 0 {
		return ""
	}
	return r.say("denaro.oltre", "importo", euro(excessFlow, m.Excess))
}

// inBrackets puts a phrase behind another; "" for nothing.
func inBrackets(x sentence) sentence {
	if x == "" {
		return ""
	}
	return " (" + x + ")"
}

// flows says what was awarded by contracts and paid to suppliers, as far as anything is known.
func (r *Renderer) flows(m *record.Money) sentence {
	awarded, spent := r.flow("denaro.affidati", awardedFlow, &m.Awarded), r.flow("denaro.pagati", spentFlow, &m.Spent)
	switch {
	case awarded != "" && spent != "":
		return capital(awarded + "; " + spent)
	case awarded+spent != "":
		return capital(awarded + spent)
	}
	return ""
}

func (r *Renderer) flow(key, flow string, sum *record.Sum) sentence {
	switch sum.Knowledge() {
	case record.NothingKnown:
		return ""
	case record.PartlyKnown:
		key += "_almeno"
	}
	return r.say(key, "importo", euro(flow, sum.Amount))
}

// beside says what stands beside the money that others granted, and what all costs.
func (r *Renderer) beside(m *record.Money) sentence {
	var own, missing, cost sentence
	if key := "denaro.risorse_proprie"; m.Own > 0 {
		if m.Assigned == 0 {
			key = "denaro.solo_risorse_proprie"
		}
		own = r.say(key, "importo", euro(ownFlow, m.Own))
	}
	if m.Missing > 0 {
		missing = r.say("denaro.mancano", "importo", euro(missingFlow, m.Missing))
	}
	if own+missing != "" && m.Cost() != m.Own && m.Cost() != m.Missing {
		cost = r.say("denaro.costo", "importo", euro(costFlow, m.Cost()))
	}
	return join(own, missing, cost)
}

// lostWords says what was given up or revoked; "" for nothing.
func (r *Renderer) lostWords(m *record.Money) sentence {
	if m.Lost() == 0 {
		return ""
	}
	words := r.say("denaro.perduti", "importo", euro(lostFlow, m.Lost()), "causa", r.t("denaro."+lossOf(m)))
	switch {
	case m.LostOnly > 0 && m.Projects+m.OwnOnly > 0:
		return join(words, r.say("denaro.altri_perduti", "n", m.LostOnly))
	case m.LostOnly > 1:
		return join(words, r.say("denaro.tutti_perduti", "n", m.LostOnly))
	}
	return words
}

// lossOf names why money was lost.
func lossOf(m *record.Money) string {
	switch {
	case m.Revoked == 0:
		return "rinuncia"
	case m.GivenUp == 0:
		return "revoca"
	}
	return "rinuncia_o_revoca"
}

// worth gives what a project was assigned or, where that is nothing, what else there is or was.
func (r *Renderer) worth(m *record.Money) template.HTML {
	switch {
	case m.Assigned > 0:
		return sentence(euro(assignedFlow, m.Assigned)).html()
	case m.Own > 0:
		return r.say("denaro.di_risorse_proprie", "importo", euro(ownFlow, m.Own)).html()
	case m.Missing > 0:
		return r.say("denaro.da_reperire", "importo", euro(missingFlow, m.Missing)).html()
	case m.Lost() > 0:
		return r.say("denaro.persi", "importo", euro(lostFlow, m.Lost())).html()
	}
	return sentence(euro(assignedFlow, 0)).html()
}

// outcome says in a few words what became of the money of a project.
func (r *Renderer) outcome(m *record.Money) sentence {
	if m.Assigned == 0 {
		return join(r.beside(m), r.lostWords(m))
	}
	return join(capital(r.received(m, m.PaidOn())), r.beside(m))
}

// checked says when the data of a group were last checked.
func (r *Renderer) checked(g *plan.Group) sentence {
	if g == nil {
		return ""
	}
	return sentence(g.CheckedIn(r.t))
}

// flowView is a sum of a project or of a group: a number, or the words that stand for it.
type flowView struct {
	Term   string
	Amount template.HTML
	Note   template.HTML
}

// flowViews gives the sums of a project or of a group one by one, the unknown ones in words:
// what was assigned, received, awarded and paid to suppliers, and what stands beside.
func (s *pageBuilder) flowViews(m *record.Money) []flowView {
	if m.Cost() == 0 {
		return nil
	}
	var out []flowView
	add := func(key string, amount, note sentence) {
		out = append(out, flowView{s.t("denaro.voce_" + key), amount.html(), note.html()})
	}
	var apart sentence
	if m.Assigned > 0 {
		var note sentence
		if m.NoDecree > 0 {
			note = s.say("denaro.senza_decreto", "importo", euro(noDecreeFlow, m.NoDecree))
		}
		add("assegnati", sentence(euro(assignedFlow, m.Assigned)), note)
		add(s.receivedKey(), s.told(receivedFlow, &m.Received, "denaro.erogazione_ignota"), s.receivedNote(m))
		apart = s.say("denaro.fuori")
	}
	unknown := "denaro.ignoto"
	if m.Undivided > 0 {
		unknown = "denaro.non_distinti"
	}
	add("affidati", s.told(awardedFlow, &m.Awarded, unknown), s.awardedNote(m))
	add("pagati", s.told(spentFlow, &m.Spent, unknown), s.spentNote(m))
	if m.Own > 0 {
		add("risorse_proprie", sentence(euro(ownFlow, m.Own)), apart)
	}
	if m.Missing > 0 {
		add("da_reperire", sentence(euro(missingFlow, m.Missing)), apart)
	}
	if m.Cost() != m.Assigned && m.Cost() != m.Own && m.Cost() != m.Missing {
		add("costo", sentence(euro(costFlow, m.Cost())), "")
	}
	return out
}

// receivedKey names who received the money that the page sums up: one body, or several.
func (s *pageBuilder) receivedKey() string {
	if s.tree.Several() && s.page.Project == nil && s.page.Body == nil {
		return "erogati_agli_enti"
	}
	return "erogati"
}

// told gives a sum by itself, or the words for one of which nothing is known.
func (r *Renderer) told(flow string, sum *record.Sum, unknown string) sentence {
	switch sum.Knowledge() {
	case record.NothingKnown:
		return r.say(unknown)
	case record.PartlyKnown:
		return r.say("denaro.almeno", "importo", euro(flow, sum.Amount))
	}
	return sentence(euro(flow, sum.Amount))
}

// awardedNote says of how many contracts the amount is not known and, where some is, of how many
// projects there is no contract, or none of this money alone.
func (r *Renderer) awardedNote(m *record.Money) sentence {
	var notes []sentence
	if n := m.ContractsWithoutAmount(); n > 0 {
		notes = append(notes, r.say("denaro.contratti_senza", "n", n))
	}
	if m.Awarded.Knowledge() == record.PartlyKnown {
		if m.NoContract > 0 {
			notes = append(notes, r.say("denaro.senza_contratti", "n", m.NoContract))
		}
		if m.Undivided > 0 {
			notes = append(notes, r.say("denaro.contratti_non_distinti", "n", m.Undivided))
		}
	}
	return listed(notes)
}

// spentNote says of how many projects no payment is known, or none of this money alone.
func (r *Renderer) spentNote(m *record.Money) sentence {
	if m.Spent.Knowledge() != record.PartlyKnown {
		return ""
	}
	var notes []sentence
	if n := m.Spent.Unknown - m.Undivided; n > 0 {
		notes = append(notes, r.say("denaro.senza_pagamenti", "n", n))
	}
	if m.Undivided > 0 {
		notes = append(notes, r.say("denaro.pagamenti_non_distinti", "n", m.Undivided))
	}
	return listed(notes)
}

// listed puts notes one after another, leaving out those that say nothing.
func listed(notes []sentence) sentence {
	var out sentence
	for _, x := range notes {
		if out != "" && x != "" {
			out += "; "
		}
		out += x
	}
	return out
}

// receivedNote says which share of what was assigned was received, or of which day a zero is.
func (r *Renderer) receivedNote(m *record.Money) sentence {
	switch m.Arrival() {
	case record.ArrivedAtLeast:
		notes := []sentence{}
		if share := r.atLeast(m.Covered(), m.Assigned); share != "" {
			notes = append(notes, r.say("denaro.almeno_quota", "quota", share))
		}
		return listed(append(notes, r.excess(m)))
	case record.NoneArrived:
		return sentence(m.Received.ZeroDay().To())
	case record.PartArrived:
		return listed([]sentence{r.say("denaro.quota_assegnati", "quota", r.theShare(m.Covered(), m.Assigned)), r.excess(m)})
	case record.AllArrived:
		return r.say("denaro.per_intero")
	case record.MoreArrived:
		return r.say("denaro.di_piu")
	}
	return ""
}
