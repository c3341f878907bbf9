package check

import (
	"strings"

	"vetro/internal/personal"
	"vetro/internal/record"
)

// ibanSection is the section that the law itself fills with IBANs (d.lgs. 33/2013, art.
// 36): those of the body.
const ibanSection = record.SectionFolder + "/iban-pagamenti-informatici.md"

// personalWords says of each kind what was found, and what to do with it. A likely one is told
// in words that leave open what it is.
var personalWords = map[record.PersonalKind]struct{ what, likely, instead string }{
	record.PersonalTaxCode: {"c’è il codice fiscale di una persona", "c’è quello che sembra il codice fiscale di una persona, con la lettera di controllo sbagliata", "togli il codice fiscale"},
	record.PersonalIBAN:    {"c’è un IBAN", "c’è quello che sembra un IBAN", "togli l’IBAN"},
	record.PersonalMobile: {
		"c’è un numero di cellulare", "c’è quello che sembra un numero di cellulare",
		"scrivi il numero fisso dell’ufficio",
	},
	record.PersonalEmail: {"c’è un indirizzo di posta privato", "c’è l’indirizzo di posta di un ufficio presso un fornitore per privati, o quello che sembra un indirizzo privato", "scrivi l’indirizzo dell’ufficio"},
}

// personal reports the personal data that are of a kind, or only likely, and that no directive
// with a reason silences.
func (i *inspection) personal(is func(*record.Personal) bool) {
	all := i.site.Personal
	for n := range all {
		d := &all[n]
		if !is(d) || d.Kind == record.PersonalIBAN && d.Pos.File == ibanSection || i.ofTheOffice(d) {
			continue
		}
		var said *directive
		if strings.HasPrefix(d.Pos.File, "content/media/") {
			said = i.directives.silenceMedia(d.Pos.File)
		} else {
			var next record.Pos
			if n+1 < len(all) && all[n+1].Pos.File == d.Pos.File {
				next = all[n+1].Pos
			}
			said = i.directives.silence(publishable, d.Pos, d.Paragraph, d.Statement, next)
		}
		if said != nil {
			said.used = true
			continue
		}
		words := personalWords[d.Kind]
		what, mend := words.what, words.instead+"; se una norma ne chiede la pubblicazione, "
		if d.Likely {
			what, mend = words.likely, "se è di una persona, "+words.instead+"; se non lo è, o se una norma ne chiede la pubblicazione, "
		}
		i.report(d.Pos, what+" ("+d.Text+")", mend+howToSilence(publishable, fileKind(d)))
	}
}

// ofTheOffice reports whether a mailbox is one that the site gives as its own contact.
func (i *inspection) ofTheOffice(d *record.Personal) bool {
	c := &i.site.Config.Contacts
	if d.Address == "" {
		return false
	}
	for _, contact := range []string{c.Email, c.PEC, c.URP, c.DPO} {
		for _, own := range personal.Find(contact, false) {
			if own.Address == d.Address {
				return true
			}
		}
	}
	return false
}

// fileKind gives a name of the kind of file that must have the directive.
func fileKind(d *record.Personal) string {
	if d.Statement {
		return ".toml"
	}
	return d.Pos.File
}

// surely gives the rule on what is surely of a kind.
func surely(kind record.PersonalKind) func(*inspection) {
	return func(i *inspection) {
		i.personal(func(d *record.Personal) bool { return d.Kind == kind && !d.Likely })
	}
}

func likelyPersonal(i *inspection) {
	i.personal(func(d *record.Personal) bool { return d.Likely })
}
