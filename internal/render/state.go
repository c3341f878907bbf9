package render

import (
	"vetro/internal/record"
)

// stateNote says who says that a project is concluded, or what that means where nobody does;
// "" of all other states.
func (s *pageBuilder) stateNote(p *record.Project) string {
	switch {
	case p.State != record.Done:
		return ""
	case !p.DoneByPayment():
		return s.t("stato.concluso_spiega")
	case p.PaidAfterCheck():
		return s.t("stato.concluso_asseverato")
	}
	return s.t("stato.concluso_erogato")
}

// statesNote says what «concluso» means of some projects; "" where none is.
func (s *pageBuilder) statesNote(projects []*record.Project) string {
	done, paid, certified := 0, 0, 0
	for _, p := range projects {
		if p.State == record.Done {
			done++
		}
		if p.DoneByPayment() {
			paid++
		}
		if p.PaidAfterCheck() {
			certified++
		}
	}
	var told, byPayment sentence
	switch {
	case done == 0:
		return ""
	case paid < done:
		told = s.say("stato.conclusi_spiega")
	}
	switch {
	case certified == paid && paid > 0:
		byPayment = s.say("stato.conclusi_asseverati", "n", paid)
	case paid > 0:
		byPayment = s.say("stato.conclusi_erogati", "n", paid)
	}
	return join(told, byPayment).text()
}
