package render

import (
	"vetro/internal/record"
)

// paDigitale is the platform that pays what it finances only after an expert confirmed that it
// was done (asseverazione).
const paDigitale = "PA digitale 2026"

// stateNote says who says that a project is concluded, or what that means where nobody does;
// "" of all other states.
func (s *pageBuilder) stateNote(p *record.Project) string {
	switch {
	case p.State != record.Done:
		return ""
	case !p.DoneByPayment():
		return s.t("stato.concluso_spiega")
	case p.Platform == paDigitale:
		return s.t("stato.concluso_asseverato")
	}
	return s.t("stato.concluso_erogato")
}

// statesNote says what «concluso» means of some projects; "" where none is.
func (s *pageBuilder) statesNote(projects []*record.Project) string {
	done, paid := 0, 0
	for _, p := range projects {
		if p.State == record.Done {
			done++
		}
		if p.DoneByPayment() {
			paid++
		}
	}
	switch {
	case done == 0:
		return ""
	case paid == 0:
		return s.t("stato.concluso_spiega")
	case paid == done:
		return s.t("stato.conclusi_erogati", "n", paid)
	}
	return s.t("stato.concluso_spiega") + " " + s.t("stato.conclusi_erogati", "n", paid)
}
