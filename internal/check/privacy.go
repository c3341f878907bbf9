package check

import (
	"strings"

	"vetro/internal/record"
)

// ibanSection is the section that the law itself fills with IBANs (d.lgs. 33/2013, art.
// 36): those of the body.
const ibanSection = record.SectionFolder + "/iban-pagamenti-informatici.md"

// personal reports the personal data of a kind that no directive with a reason silences.
func (i *inspection) personal(kind record.PersonalKind, what, instead string) {
	all := i.site.Personal
	for n := range all {
		d := &all[n]
		if d.Kind != kind || kind == record.PersonalIBAN && d.Pos.File == ibanSection {
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
		i.report(d.Pos, what+" ("+d.Text+")", instead+"; se una norma ne chiede la pubblicazione, "+howToSilence(publishable, fileKind(d)))
	}
}

// fileKind gives a name of the kind of file that must have the directive.
func fileKind(d *record.Personal) string {
	if d.Statement {
		return ".toml"
	}
	return d.Pos.File
}

func personTaxCode(i *inspection) {
	i.personal(record.PersonalTaxCode, "c’è il codice fiscale di una persona", "togli il codice fiscale")
}

func bankAccount(i *inspection) {
	i.personal(record.PersonalIBAN, "c’è un IBAN", "togli l’IBAN")
}

func mobileNumber(i *inspection) {
	i.personal(record.PersonalMobile, "c’è un numero di cellulare", "scrivi il numero fisso dell’ufficio")
}

func privateMailbox(i *inspection) {
	i.personal(record.PersonalEmail, "c’è un indirizzo di posta privato", "scrivi l’indirizzo dell’ufficio")
}
