package record

import "slices"

// PA digitale 2026 pays a project after the asseverazione, the check that the work was
// done. Records name it as their platform, and its open data as where they come from.
const (
	PADigitale    = "PA digitale 2026"
	PADigitaleURL = "https://github.com/teamdigitale/padigitale2026-opendata"
)

// DoneByPayment reports whether nothing but the money says that the project is done: all
// that was granted to it was received, and no day is known on which the work was finished or
// verified.
func (p *Project) DoneByPayment() bool {
	if p.State != Done || p.Completed() {
		return false
	}
	m := p.Money()
	return m.PaidInFull()
}

// PaidAfterCheck reports whether a project that is done by its payment alone is of
// PA digitale 2026: it was paid after the asseverazione, so that it may be said.
func (p *Project) PaidAfterCheck() bool {
	return p.DoneByPayment() && (p.Platform == PADigitale || slices.ContainsFunc(p.Sources, func(s Source) bool { return s.URL == PADigitaleURL }))
}
