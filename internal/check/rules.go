package check

import (
	"fmt"

	"vetro/internal/record"
)

// Rules gives the table of rules.
func Rules() []Rule {
	return []Rule{
		{"base-url-manca", record.Warning, "sitemaps.org; RFC 4287", "il sito dice il suo indirizzo", noBaseURL},
		{"cup-manca", record.Error, "l. 3/2003, art. 11, c. 2-bis", "ogni progetto ha il CUP, o il motivo per cui manca", noCUP},
		{"cup-doppio", record.Warning, "l. 3/2003, art. 11", "un CUP sta in un progetto solo", sharedCUP},
		{"notizia-senza-data", record.Warning, "d.lgs. 33/2013, art. 6", "ogni notizia ha la sua data", undatedNotice},
		{"sezione-senza-motivo", record.Warning, "delibera ANAC 192/2025", "una sezione vuota dice perché lo è", bareSection},
		{"pagamenti-erogato", record.Warning, "coerenza dei dati", "i pagamenti all’ente e i finanziamenti erogati danno la stessa somma", paymentsAgree},
	}
}

func noBaseURL(i *inspection) {
	c := &i.site.Config
	if c.BaseURL == "" && c.File != "" {
		i.report(c.Start(), "manca l’indirizzo del sito pubblicato: niente feed, sitemap e indirizzi canonici", `aggiungi base_url = "https://www.provincia.example.it/pnrr/"`)
	}
}

func noCUP(i *inspection) {
	for _, p := range i.site.Projects {
		if p.CUP == "" && p.NoCUP == "" {
			i.report(p.Start(), "manca il CUP del progetto", `aggiungi cup = "…" dal decreto di finanziamento, o cup_assente = "il motivo" (l. 3/2003, art. 11, c. 2-bis)`)
		}
	}
}

func sharedCUP(i *inspection) {
	first := make(map[record.CUP]*record.Project)
	for _, p := range i.site.Projects {
		if p.CUP == "" {
			continue
		}
		if other := first[p.CUP]; other != nil {
			i.report(p.At("cup"), fmt.Sprintf("il CUP %s è già di %s", p.CUP, other.At("cup")), "se il progetto è lo stesso, unisci i due file: più [[finanziamento]] possono avere un CUP solo")
			continue
		}
		first[p.CUP] = p
	}
}

func undatedNotice(i *inspection) {
	for _, a := range i.site.Announcements {
		if !a.Date.Known() && !a.Draft {
			i.report(a.Start(), "la notizia non ha data: si pubblica, ma resta fuori dai feed", "aggiungi data = "+i.today.ISO()+" se sai in che giorno è uscita")
		}
	}
}

func bareSection(i *inspection) {
	if i.site.Config.BodyID == "" {
		return
	}
	var walk func([]*record.Section)
	walk = func(sections []*record.Section) {
		for _, s := range sections {
			if status, _, _ := i.site.SectionStatus(s); status == record.SectionBare {
				i.report(record.Pos{File: "content/sezioni/" + s.ID + ".md"}, "la sezione «"+s.Name+"» è vuota e nessuno dice perché",
					`crea il file con motivo = "…", o scrivi in site.toml, sotto [sezioni], `+s.ID+` = "https://…" se è pubblicata altrove`)
			}
			walk(s.Children)
		}
	}
	walk(i.site.Sections)
}

func paymentsAgree(i *inspection) {
	for _, p := range i.site.Projects {
		var payments, paid record.Euro
		var any *record.Payment
		for n := range p.Payments {
			if p.Payments[n].To == record.ToBody {
				payments += p.Payments[n].Amount
				any = &p.Payments[n]
			}
		}
		for n := range p.Fundings {
			if p.Fundings[n].State == record.Paid {
				paid += p.Fundings[n].Amount
			}
		}
		if any != nil && payments != paid {
			i.report(any.At("importo"), fmt.Sprintf("i pagamenti all’ente danno %s, i finanziamenti erogati %s", payments, paid), "correggi gli importi, o lo stato dei finanziamenti: le pagine mostrano i pagamenti")
		}
	}
}
