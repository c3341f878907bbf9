package render

import (
	"html/template"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// groupSentence says what is known of the money of a group of projects.
func (r *Renderer) groupSentence(m *record.Money) sentence {
	return r.moneyWords(m, r.say("denaro.assegnati_a", "n", m.Projects, "importo", euro(assignedFlow, m.Assigned)), record.Date{})
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
	if p.Unfunded() {
		return s.say("denaro.non_noto")
	}
	m := p.Money()
	lead := s.say("denaro.assegnati", "importo", euro(assignedFlow, m.Assigned))
	if m.Decrees.Oldest.Known() && m.Decrees.Oldest == m.Decrees.Newest && m.NoDecree == 0 {
		lead = s.say("denaro.assegnati_il", "importo", euro(assignedFlow, m.Assigned), "quando", s.on(m.Decrees.Newest))
	}
	return s.moneyWords(&m, lead, m.PaidOn())
}

// granted says what was assigned, as lead begins, and how much of it was received: all of it on a
// day, if that is given.
func (r *Renderer) granted(m *record.Money, lead sentence, on record.Date) sentence {
	return joinBy(", ", lead, r.noDecree(m)) + "; " + r.received(m, on) + "."
}

// moneyWords says all that is known of money; lead and on are as granted has them.
func (r *Renderer) moneyWords(m *record.Money, lead sentence, on record.Date) sentence {
	var first, last sentence
	switch {
	case m.Assigned > 0:
		first = r.granted(m, lead, on)
	case m.OwnOnly > 0:
		first = r.say("denaro.di_nessun_altro")
	default:
		first = r.say("denaro.senza_fondi")
	}
	if m.Assigned == 0 && m.Received.Amount > 0 { // before the money was lost
		last = r.say("denaro.arrivati", "importo", euro(receivedFlow, m.Received.Amount))
	}
	return join(first, r.flows(m), r.beside(m), r.lostWords(m), last, r.unfundedWords(m))
}

// noDecree says in a phrase how much was assigned without a decree that is known; "" for nothing.
func (r *Renderer) noDecree(m *record.Money) sentence {
	if m.NoDecree == 0 {
		return ""
	}
	return r.say("denaro.senza_decreto", "importo", euro(noDecreeFlow, m.NoDecree))
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

// flows says what was awarded by contracts and paid to suppliers, as far as anything is known.
func (r *Renderer) flows(m *record.Money) sentence {
	awarded, spent := r.flow("denaro.affidati", awardedFlow, &m.Awarded), r.flow("denaro.pagati", spentFlow, &m.Spent)
	if awarded+spent == "" {
		return ""
	}
	return capital(joinBy("; ", awarded, spent))
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

// goneWords says how much of the money of a project is in no sum, as its source does not tell of it
// any more; "" for nothing.
func (r *Renderer) goneWords(p *record.Project) sentence {
	if p.GoneAmount() == 0 {
		return ""
	}
	return r.say("denaro.spariti", "importo", r.amount(p.GoneAmount()))
}

// unfundedWords says of how many projects no funding is known; "" for none.
func (r *Renderer) unfundedWords(m *record.Money) sentence {
	if m.Unfunded == 0 {
		return ""
	}
	return r.say("denaro.altri_ignoti", "n", m.Unfunded)
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
	if m.Unfunded > 0 {
		return r.say("denaro.importo_ignoto").html()
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
