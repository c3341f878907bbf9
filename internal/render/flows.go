package render

import (
	"html/template"

	"vetro/internal/record"
)

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
		add("assegnati", sentence(euro(assignedFlow, m.Assigned)), s.noDecree(m))
		add(s.receivedKey(), s.told(receivedFlow, &m.Received, "denaro.erogazione_ignota"), s.receivedNote(m))
		apart = s.say("denaro.fuori")
	}
	unknown := unknownFlow(m)
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

// unknownFlow is the text for contracts and payments of which nothing is known.
func unknownFlow(m *record.Money) string {
	if m.Undivided > 0 {
		return "denaro.non_distinti"
	}
	return "denaro.ignoto"
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

// receivedNote says which share of what was assigned was received, or of which day a zero is.
func (r *Renderer) receivedNote(m *record.Money) sentence {
	switch m.Arrival() {
	case record.ArrivedAtLeast:
		var note sentence
		if share := r.atLeast(m.Covered(), m.Assigned); share != "" {
			note = r.say("denaro.almeno_quota", "quota", share)
		}
		return joinBy("; ", note, r.excess(m))
	case record.NoneArrived:
		return sentence(m.Received.ZeroDay().To())
	case record.PartArrived:
		return joinBy("; ", r.say("denaro.quota_assegnati", "quota", r.theShare(m.Covered(), m.Assigned)), r.excess(m))
	case record.AllArrived:
		return r.say("denaro.per_intero")
	case record.MoreArrived:
		return r.say("denaro.di_piu")
	}
	return ""
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
	return joinBy("; ", notes...)
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
	return joinBy("; ", notes...)
}
