package check

import (
	"fmt"

	"vetro/internal/record"
)

// judged is a claim of an announcement, held against the records.
type judged struct {
	record.Claim
	announcement *record.Announcement
	tie          string // the record that confirms it, in words; "" when none does
	at           record.Pos
	near         string     // what the records hold instead, in words; "" when nothing is near
	said         *directive // the directive that silences it
	idle         bool       // it is no claim after all, or nothing to hold it against
}

// wrong reports whether the claim must be reported.
func (j *judged) wrong() bool { return j.tie == "" && j.said == nil && !j.idle }

// judge compares every claim of every announcement with the projects that it names, and
// looks for the directives that silence what does not fit.
func (s *state) judge() []judged {
	var totals *sums
	var out []judged
	for _, a := range s.site.Announcements {
		from := len(out)
		var l *ledger
		for _, c := range a.Claims {
			if totals == nil {
				totals = newSums(s.site)
			}
			if l == nil {
				l = newLedger(a, totals)
			}
			j := judged{Claim: c, announcement: a}
			s.hold(&j, l)
			out = append(out, j)
		}
		s.hush(out[from:])
	}
	return out
}

// hold compares one claim with the records.
func (s *state) hold(j *judged, l *ledger) {
	switch j.Kind {
	case record.AmountClaim:
		l.amount(j)
	case record.DeadlineClaim:
		l.deadline(j)
	case record.MeasureClaim:
		l.measure(j, s.site.Measures)
	case record.CUPClaim:
		l.cup(j)
	case record.CIGClaim:
		l.cig(j)
	}
	if len(l.projects) == 0 && (j.Kind == record.DeadlineClaim || j.Kind == record.MeasureClaim) {
		j.idle = true // notizia-senza-progetti reports it once, where it is about money
	}
}

// hush looks for the directives that silence what does not fit in one announcement.
func (s *state) hush(claims []judged) {
	for n := range claims {
		j := &claims[n]
		if j.tie != "" || j.idle && len(j.announcement.Projects) > 0 {
			continue
		}
		var next record.Pos
		for m := n + 1; m < len(claims); m++ {
			if claims[m].Key == j.Key {
				next = claims[m].Pos
				break
			}
		}
		if said := s.directives.silence(notOfThese, j.Pos, j.Paragraph, j.Key != "", next); said != nil {
			said.used, j.said = true, said
		}
	}
}

// wrongOf reports the claims of a kind that do not fit the projects of their announcement;
// fault says what is wrong with one, and the mend.
func (i *inspection) wrongOf(kind record.ClaimKind, fault func(j *judged) (text, mend string)) {
	for n := range i.judged {
		j := &i.judged[n]
		if j.Kind != kind || !j.wrong() || len(j.announcement.Projects) == 0 {
			continue
		}
		text, mend := fault(j)
		if j.near != "" {
			text += ": forse " + j.near + "?"
		}
		i.report(j.Pos, text, mend+orSilence(j))
	}
}

// orSilence ends the mend of a claim that does not fit.
func orSilence(j *judged) string {
	how := howToSilence(notOfThese, j.Pos.File)
	if j.Key != "" {
		how = howToSilence(notOfThese, ".toml")
	}
	return "; se è giusto ma non è di questi progetti, " + how
}

func wrongAmount(i *inspection) {
	i.wrongOf(record.AmountClaim, func(j *judged) (text, mend string) {
		if j.Amount.High < j.Amount.Low {
			return "l’importo «" + j.Text + "» non si legge in un modo solo", "scrivilo con i punti tra le migliaia e la virgola prima dei centesimi, come 931.712,50 euro"
		}
		return "l’importo «" + j.Text + "» non è tra quelli dei progetti della notizia", "correggi la cifra, o aggiungi al progetto il finanziamento, il contratto o il pagamento che manca"
	})
}

func wrongDeadline(i *inspection) {
	i.wrongOf(record.DeadlineClaim, func(j *judged) (text, mend string) {
		return "il termine «" + j.Text + "» non è tra le tappe dei progetti della notizia", "correggi la data, o aggiungi al progetto una [[tappa]] con prevista"
	})
}

func wrongMeasure(i *inspection) {
	i.wrongOf(record.MeasureClaim, func(j *judged) (text, mend string) {
		return "«" + j.Text + "» non è una misura dei progetti della notizia", "correggi il codice, o la misura del finanziamento"
	})
}

func wrongCUP(i *inspection) {
	i.wrongOf(record.CUPClaim, func(j *judged) (text, mend string) {
		text = "il CUP " + j.Text + " non è dei progetti della notizia"
		if _, ok := record.ParseCUP(j.Code); !ok {
			text = "il CUP " + j.Text + " non ha la forma di un CUP"
			if len(j.Code) != 15 {
				text += fmt.Sprintf(" (%d caratteri, ne servono 15)", len(j.Code))
			}
		}
		return text, "copia il CUP dal file del progetto, o aggiungilo lì"
	})
}

func wrongCIG(i *inspection) {
	i.wrongOf(record.CIGClaim, func(j *judged) (text, mend string) {
		text = "il CIG " + j.Text + " non è tra i contratti dei progetti della notizia"
		if _, verdict := record.JudgeCIG(j.Code); verdict == record.Wrong {
			text = "il CIG " + j.Text + " non torna: la forma o le cifre di controllo sono sbagliate"
		}
		return text, "copia il CIG dal contratto, o aggiungi al progetto il [[contratto]]"
	})
}

// unlinkedAnnouncement reports once an announcement that speaks of money or of codes and names
// no project. Its figures are not held against the whole site: among thousands of
// amounts nearly any figure fits one, and a tie by chance would confirm a slip. The
// project that has the very figure is named in the mend, if it is one alone.
func unlinkedAnnouncement(i *inspection) {
	var last *record.Announcement
	for n := range i.judged {
		j := &i.judged[n]
		if len(j.announcement.Projects) > 0 || len(j.announcement.ProjectIDs) > 0 || j.announcement.Draft || j.said != nil || j.idle || j.announcement == last {
			continue
		}
		last = j.announcement
		what := "parla di denaro («" + j.Text + "»)"
		if j.Kind != record.AmountClaim {
			what = "cita un codice (" + j.Text + ")"
		}
		mend := "aggiungi progetti = [\"…\"] con gli id dei progetti di cui parla"
		if id := i.owner(j); id != "" {
			mend = "aggiungi progetti = [\"" + id + "\"], che ha proprio questo dato, se la notizia parla di quello"
		}
		i.report(j.Pos, "la notizia "+what+" e non dice di quali progetti", mend+orSilence(j))
	}
}

// owner gives the id of the one project of the announcement's body that has the very
// figure or code, or "".
func (s *state) owner(j *judged) string {
	owner := ""
	for _, p := range s.site.Projects {
		if j.announcement.Body != nil && p.Body != j.announcement.Body || !hasExactly(p, j) {
			continue
		}
		if owner != "" {
			return ""
		}
		owner = p.ID
	}
	return owner
}

func hasExactly(p *record.Project, j *judged) bool {
	switch j.Kind {
	case record.CUPClaim:
		return string(p.CUP) == j.Code
	case record.CIGClaim:
		for n := range p.Contracts {
			if string(p.Contracts[n].CIG) == j.Code {
				return true
			}
		}
	case record.AmountClaim:
		for f := range p.Standing() {
			if j.Amount.Exact && j.Amount.Allows(f.Amount) {
				return true
			}
		}
	}
	return false
}
