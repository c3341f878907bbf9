package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"vetro/internal/record"
)

func noBaseURL(i *inspection) {
	c := &i.site.Config
	if c.BaseURL == "" && c.File != "" {
		i.report(c.Start(), "manca l’indirizzo del sito pubblicato: niente feed, sitemap e indirizzi canonici", `aggiungi base_url = "https://www.provincia.example.it/pnrr/"`)
	}
}

func bareSection(i *inspection) {
	if i.site.Config.BodyID == "" {
		return
	}
	for _, s := range record.AllSections(i.site.Sections) {
		if status, _, _ := i.site.SectionStatus(s); status == record.SectionBare {
			i.report(record.Pos{File: record.SectionFolder + "/" + s.ID + ".md"}, "la sezione «"+s.Name+"» è vuota e nessuno dice perché",
				`crea il file con motivo = "…", o scrivi in site.toml, sotto [sezioni], `+s.ID+` = "https://…" se è pubblicata altrove`)
		}
	}
}

// fundingAct reports whether an act gives money to a project, by the words of its kind:
// others (a change of the budget, an award) may cite the CUP and need not.
func fundingAct(a *record.Act) bool {
	kind := strings.ToLower(a.Kind)
	return strings.Contains(kind, "finanziamento") || strings.Contains(kind, "concessione") || strings.Contains(kind, "assegnazione")
}

// nullSince is the day from which an act of funding without CUP is null: that of the
// decision which put art. 11, c. 2-bis, into practice.
//
// Source: delibera CIPE 63/2020, Gazzetta Ufficiale of 8 April 2021.
var nullSince = record.Day(2021, 4, 8)

func actWithoutCUP(i *inspection, p *record.Project) {
	for n := range p.Acts {
		a := &p.Acts[n]
		if p.CUP == "" || len(a.CUPs) > 0 || !fundingAct(a) || a.Date.Past(nullSince) {
			continue
		}
		i.report(a.Start(), "l’atto di finanziamento non riporta il CUP: senza CUP è nullo", fmt.Sprintf("aggiungi cup = [%q] se è nell’atto (l. 3/2003, art. 11, c. 2-bis)", p.CUP))
	}
}

func actOfOtherCUP(i *inspection, p *record.Project) {
	for n := range p.Acts {
		a := &p.Acts[n]
		if p.CUP != "" && len(a.CUPs) > 0 && !slices.Contains(a.CUPs, p.CUP) {
			i.report(a.AtItem("cup", 1), fmt.Sprintf("l’atto cita %s e non il CUP del progetto, %s", list(a.CUPs), p.CUP), "correggi il CUP dell’atto o quello del progetto, o sposta l’atto nel progetto giusto")
		}
	}
}

func list(codes []record.CUP) string {
	words := make([]string, len(codes))
	for n, c := range codes {
		words[n] = string(c)
	}
	return strings.Join(words, ", ")
}

// lawKinds are the words of acts that enter into force on a day of their own.
var lawKinds = []string{"legge", "decreto legislativo", "regolamento", "d.l.", "d.lgs", "dpcm", "d.p.c.m", "d.p.r"}

// bareAct asks of each act for the items of the circular that it can have: a number, a
// date, a link to the document, the day of publication, its subject, and for laws and
// regulations the day on which they enter into force. Documents and notes are only
// where there are some.
func bareAct(i *inspection, p *record.Project) {
	for n := range p.Acts {
		a := &p.Acts[n]
		var missing []string
		for _, item := range []struct {
			key  string
			held bool
		}{
			{"numero", a.Number != ""}, {"data", a.Date.Known()}, {"url o documenti", a.URL != "" || len(a.Documents) > 0},
			{"pubblicato", a.Published.Known()}, {"oggetto", a.Subject != ""}, {"in_vigore", a.InForce.Known() || !isLaw(a.Kind)},
		} {
			if !item.held {
				missing = append(missing, item.key)
			}
		}
		if len(missing) > 0 {
			i.report(a.Start(), "all’atto manca: "+strings.Join(missing, ", "), "aggiungi le chiavi che mancano, copiandole dall’atto")
		}
	}
}

func isLaw(kind string) bool {
	kind = strings.ToLower(kind)
	return slices.ContainsFunc(lawKinds, func(word string) bool {
		return strings.HasPrefix(kind, word) || strings.Contains(kind, "decreto-legge")
	})
}

func actInForceEarly(i *inspection, p *record.Project) {
	for n := range p.Acts {
		a := &p.Acts[n]
		switch {
		case a.Published.Known() && a.Date.Known() && a.Published.Past(a.Date.First()):
			i.report(a.At("pubblicato"), fmt.Sprintf("l’atto è pubblicato %s, prima di essere adottato (%s)", a.Published.On(), a.Date), "correggi una delle due date")
		case a.InForce.Known() && a.Date.Known() && a.InForce.Past(a.Date.First()):
			i.report(a.At("in_vigore"), fmt.Sprintf("l’atto è in vigore %s, prima di essere adottato (%s)", a.InForce.On(), a.Date), "correggi una delle due date")
		}
	}
}

// termNotice is how many days before its end the term of publication is reported.
const termNotice = 60

func publicationTerm(i *inspection, p *record.Project) {
	term := p.Term()
	if !term.Known() {
		return
	}
	switch days := term.DaysSince(i.today); {
	case days < 0:
		i.report(p.At("pubblicato"), "il termine di pubblicazione è finito "+term.On(), "togli il progetto dal sito, o tienilo con un motivo: dopo il termine i dati si hanno con l’accesso civico (d.lgs. 33/2013, art. 8, c. 3)")
	case days <= termNotice:
		i.report(p.At("pubblicato"), "il termine di pubblicazione finisce "+term.On(), "decidi se tenere il progetto sul sito: dopo il termine i dati si hanno con l’accesso civico (d.lgs. 33/2013, art. 8, c. 3)")
	}
}

func accessibilityPage(i *inspection) {
	c := &i.site.Config
	if c.File == "" || i.site.Body == nil {
		return
	}
	const form = "https://form.agid.gov.it/"
	switch url := c.LegalPages.Accessibility; {
	case url == "":
		i.report(c.Start(), "manca il link alla dichiarazione di accessibilità", "aggiungi sotto [pagine] accessibilita = \""+form+"view/…\", l’indirizzo che AgID dà alla dichiarazione")
	case !strings.HasPrefix(url, form):
		i.report(c.LegalPages.At("accessibilita"), "la dichiarazione di accessibilità non è su form.agid.gov.it", "compila la dichiarazione su "+form+" e scrivi il suo indirizzo")
	}
}

func officerContact(i *inspection) {
	c := &i.site.Config
	if c.File != "" && i.site.Body != nil && c.Contacts.DPO == "" {
		i.report(c.Start(), "mancano i contatti del responsabile della protezione dei dati", "aggiungi sotto [contatti] rpd = \"…\"")
	}
}

// closedTypes are formats that only a paid program reads as it was meant, or that the
// guidelines ask to publish otherwise, with what to publish in their place.
var closedTypes = map[string]string{
	".doc": "PDF/A o ODT", ".docx": "PDF/A o ODT", ".xls": "CSV o ODS", ".xlsx": "CSV o ODS", ".xlsb": "CSV o ODS",
	".ppt": "PDF/A o ODP", ".pptx": "PDF/A o ODP", ".mdb": "CSV", ".accdb": "CSV", ".rar": "ZIP", ".pages": "PDF/A", ".numbers": "CSV", ".wmv": "MP4 o WebM",
}

func closedFormat(i *inspection) {
	for _, m := range i.site.Media {
		ext := strings.ToLower(path.Ext(m.Name))
		if better := closedTypes[ext]; better != "" {
			i.report(record.Pos{File: "content/" + m.Name}, "un file "+ext+" non è in formato aperto", "pubblicalo come "+better)
		}
	}
}

func scannedDocument(i *inspection) {
	for _, m := range i.site.Media {
		if m.Scan {
			i.report(record.Pos{File: "content/" + m.Name}, "il PDF è fatto di sole immagini: non si cerca, non si copia, non si ascolta", "pubblica il PDF esportato dal documento, o riconosci il testo (OCR) prima di pubblicarlo")
		}
	}
}
