package check

import (
	"fmt"

	"vetro/internal/record"
)

// bodyKindUnknown finds money of which nobody knows whether it is the body's own, since the body
// does not say of which kind it is.
func bodyKindUnknown(i *inspection, p *record.Project) {
	if p.Body == nil || p.Body.Kind != "" {
		return
	}
	for f := range p.Standing() {
		if f.OfSomeBody() {
			i.report(f.At("fonte"), "l’ente "+p.Body.ID+" non dice il suo tipo: le pagine non sanno se questo denaro è suo, e lo contano come assegnato da altri", "scrivi tipo = … nel file dell’ente, o qui fonte = \"risorse proprie\"")
			return
		}
	}
}

const dropReceived = "cancella erogato ed erogato_al"

// receivedSoFar finds what is said to have come of a funding so far, where the funding says
// otherwise or nobody says of which day that is.
func receivedSoFar(i *inspection, p *record.Project) {
	for f := range p.Standing() {
		if !f.Has("erogato") {
			if f.Has("erogato_al") {
				i.report(f.At("erogato_al"), "c’è il giorno di erogato e manca erogato", "aggiungi erogato = … con gli euro arrivati fino a quel giorno, o cancella erogato_al")
			}
			continue
		}
		if text, mend := receivedAmiss(p, f, i.today); text != "" {
			i.report(f.At("erogato"), text, mend)
		}
	}
}

// receivedAmiss says what is wrong with the amount that came so far; nothing when it is well.
func receivedAmiss(p *record.Project, f *record.Funding, today record.Date) (text, mend string) {
	switch {
	case f.Source == record.ToBeFound:
		return "il denaro è ancora da reperire, e nessuno lo eroga", dropReceived + ", o correggi la fonte"
	case !p.Outside(f):
		return "il denaro è dell’ente stesso, e nessuno lo eroga", dropReceived + ", o correggi la fonte"
	case f.State == record.GivenUp || f.State == record.Revoked:
		return "con stato = \"" + f.State + "\" nessuna pagina dice erogato", dropReceived + ", o correggi lo stato del finanziamento"
	case f.State == record.Paid && f.Received != f.Amount:
		return fmt.Sprintf("stato dice che è arrivato tutto, %s, ed erogato dice %s", f.Amount, f.Received), "cancella erogato ed erogato_al se tutto è arrivato, o scrivi stato = \"assegnato\" se ne manca una parte"
	case f.State == record.Paid:
		return "", ""
	case f.Received > f.Amount:
		return fmt.Sprintf("sono arrivati %s, più del finanziamento (%s)", f.Received, f.Amount), "correggi erogato o importo"
	case !f.ReceivedOn.Known() && f.Received == 0:
		return "lo zero di erogato è senza il suo giorno: per le pagine non si sa se qualcosa è arrivato", "aggiungi erogato_al = " + today.ISO() + ", o il giorno in cui lo hai verificato"
	case !f.ReceivedOn.Known():
		return "erogato è senza il suo giorno", "aggiungi erogato_al = " + today.ISO() + ", o il giorno in cui lo hai verificato"
	}
	return "", ""
}

// zeroTooOld finds zeros that pages do not tell any more.
func zeroTooOld(i *inspection, p *record.Project) {
	for f := range p.Standing() {
		if f.State == record.Assigned && p.Outside(f) && f.ReceivedOn.Known() && f.Received == 0 && f.Aged(i.today) {
			i.report(f.At("erogato_al"), fmt.Sprintf("lo zero è di più di sei mesi fa (%s): le pagine non lo dicono più", f.ReceivedOn),
				"verifica di nuovo e scrivi erogato_al = "+i.today.ISO()+", o quanto è arrivato; se non lo sai, "+dropReceived)
		}
	}
}
