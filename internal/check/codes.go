package check

import (
	"fmt"
	"strings"

	"vetro/internal/record"
)

func noCUP(i *inspection, p *record.Project) {
	if p.CUP == "" && p.NoCUP == "" {
		i.report(p.Start(), "manca il CUP del progetto", `aggiungi cup = "…" dal decreto di finanziamento, o cup_assente = "il motivo" (l. 3/2003, art. 11, c. 2-bis)`)
	}
}

func twoWordsOnCUP(i *inspection, p *record.Project) {
	if p.CUP != "" && p.NoCUP != "" {
		i.report(p.At("cup_assente"), "il progetto ha il CUP "+string(p.CUP)+" e dice perché manca", "togli cup_assente")
	}
}

func sharedCUP(i *inspection) {
	first := make(map[record.CUP]*record.Project, len(i.site.Projects))
	for _, p := range i.site.Projects {
		if p.CUP == "" {
			continue
		}
		if other := first[p.CUP]; other != nil && other.Body == p.Body && other.BodyID == p.BodyID {
			continue // stesso-denaro tells it, as long as nobody says that they are two
		} else if other != nil {
			i.report(p.At("cup"), fmt.Sprintf("il CUP %s è già di %s", p.CUP, other.At("cup")), "se il progetto è lo stesso, unisci i due file: più [[finanziamento]] possono avere un CUP solo")
			continue
		}
		first[p.CUP] = p
	}
}

func oddCUP(i *inspection, p *record.Project) {
	const mend = "confronta il CUP con quello del decreto di finanziamento"
	if odd := oddness(p.CUP, i.today); odd != "" {
		i.report(p.At("cup"), "il CUP "+string(p.CUP)+" "+odd, mend)
	}
	for n := range p.Acts {
		a := &p.Acts[n]
		for m, c := range a.CUPs {
			if odd := oddness(c, i.today); odd != "" && c != p.CUP {
				i.report(a.AtItem("cup", m+1), "il CUP "+string(c)+" "+odd, mend)
			}
		}
	}
}

func oddness(c record.CUP, today record.Date) string {
	if c == "" {
		return ""
	}
	return c.Odd(today)
}

func oddCIG(i *inspection, p *record.Project) {
	for n := range p.Contracts {
		c := &p.Contracts[n]
		if _, verdict := record.JudgeCIG(string(c.CIG)); c.CIG != "" && verdict == record.Unproven {
			i.report(c.At("cig"), "il CIG "+string(c.CIG)+" comincia con "+string(c.CIG[0])+", che nessun CIG noto ha, e le cifre di controllo non tornano", "confronta il CIG con quello degli atti di gara")
		}
	}
}

func noCIG(i *inspection, p *record.Project) {
	for n := range p.Contracts {
		if c := &p.Contracts[n]; c.CIG == "" && c.NoCIG == "" {
			i.report(c.Start(), "manca il CIG del contratto", `aggiungi cig = "…" dagli atti di gara, o cig_assente = "il motivo"`)
		}
	}
}

func sharedCIG(i *inspection) {
	first := make(map[record.CIG]*record.Contract)
	for _, p := range i.site.Projects {
		for n := range p.Contracts {
			c := &p.Contracts[n]
			other := first[c.CIG]
			switch {
			case c.CIG == "":
			case other == nil:
				first[c.CIG] = c
			case c.Supplier == other.Supplier && c.Amount == other.Amount:
				i.report(c.At("cig"), fmt.Sprintf("il contratto con CIG %s è già in %s, con lo stesso fornitore e lo stesso importo", c.CIG, other.At("cig")), "tieni il contratto in un progetto solo, o dai a ciascuno la sua parte dell’importo")
			}
		}
	}
}

func bodyTaxCode(i *inspection) {
	for _, b := range i.site.Bodies {
		if b.TaxCode != "" && !record.IsTaxNumber(b.TaxCode) && !record.IsPersonTaxCode(b.TaxCode) {
			text, mend := taxFault(b.TaxCode, "dell’ente")
			i.report(b.At("codice_fiscale"), text, mend)
		}
	}
}

func supplierTaxCode(i *inspection, p *record.Project) {
	for n := range p.Contracts {
		c := &p.Contracts[n]
		if c.TaxCode != "" && !record.IsTaxNumber(c.TaxCode) && !record.IsPersonTaxCode(c.TaxCode) && !foreign(c.TaxCode) {
			text, mend := taxFault(c.TaxCode, "del fornitore")
			i.report(c.At("codice_fiscale"), text, mend)
		}
	}
}

// foreign reports whether a tax code begins with the letters of a country: contractors
// from abroad have codes of other forms.
func foreign(code string) bool {
	code = strings.ToUpper(code)
	return len(code) > 2 && code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z' && code[:2] != "IT"
}

// taxFault says what is wrong with a codice fiscale of 11 digits, and the mend.
func taxFault(code, whose string) (text, mend string) {
	text = fmt.Sprintf("il codice fiscale %s %q non torna: la cifra di controllo non corrisponde", whose, code)
	mend = "copia il codice fiscale da un atto: 11 cifre"
	if n := len([]rune(code)); n != 11 {
		text = fmt.Sprintf("il codice fiscale %s %q ha %d caratteri, ne servono 11", whose, code, n)
	} else if strings.Trim(code, "0123456789") != "" {
		text = fmt.Sprintf("il codice fiscale %s %q non è di sole cifre", whose, code)
	}
	if meant, ok := record.MendTaxNumber(code); ok {
		mend = "scrivi " + meant + " se è così negli atti: 11 cifre, senza lettere che somigliano a cifre (O per 0, I per 1, S per 5, B per 8)"
	} else if meant, ok := record.MendTaxNumber(strings.Repeat("0", max(0, 11-len(code))) + code); ok && len(code) >= 8 && len(code) < 11 {
		mend = "scrivi " + meant + " se è così negli atti: un foglio di calcolo ha tolto gli zeri iniziali"
	}
	return text, mend
}

func oddIPA(i *inspection) {
	for _, b := range i.site.Bodies {
		if b.IPA == "" {
			continue
		}
		if fault := record.IPAFault(b.IPA, b.Kind); fault != "" {
			i.report(b.At("codice_ipa"), "il codice IPA \""+b.IPA+"\" "+fault, "copia il codice da indicepa.gov.it, come p_pv o c_g388")
		}
	}
}

func oddISTAT(i *inspection) {
	report := func(at record.Pos, code string) {
		if code == "" || record.IsISTATTown(code) {
			return
		}
		mend := "scrivi il codice ISTAT del comune tra virgolette, con gli zeri iniziali: sei cifre, come 018110"
		if meant, ok := record.MendISTAT(code); ok {
			mend = "scrivi " + meant + " se è quello: sei cifre, con gli zeri iniziali e senza lettere che somigliano a cifre"
		}
		i.report(at, "il codice ISTAT \""+code+"\" non è di sei cifre", mend)
	}
	for _, b := range i.site.Bodies {
		report(b.At("istat"), b.ISTAT)
	}
	for _, p := range i.site.Projects {
		for n := range p.Places {
			report(p.Places[n].At("istat"), p.Places[n].ISTAT)
		}
	}
}

func oddProvince(i *inspection) {
	for _, b := range i.site.Bodies {
		if b.Province != "" && !record.IsProvinceSign(b.Province) {
			i.report(b.At("provincia"), "la provincia \""+b.Province+"\" non è una sigla", "scrivi la sigla, due lettere maiuscole come PV")
		}
	}
}

func oddPlace(i *inspection, p *record.Project) {
	for n := range p.Places {
		l := &p.Places[n]
		if l.Has("lat") != l.Has("lon") {
			i.report(l.Start(), "il luogo ha una coordinata sola", "scrivi lat e lon, tutte e due o nessuna")
			continue
		}
		// Italy, from Lampedusa to the Brenner and from Mont Tabor to Otranto.
		if l.Has("lat") && (l.Lat < 35 || l.Lat > 47.2 || l.Lon < 6.5 || l.Lon > 18.6) {
			mend := "controlla lat (da 35 a 47,2) e lon (da 6,5 a 18,6)"
			if l.Lon >= 35 && l.Lon <= 47.2 && l.Lat >= 6.5 && l.Lat <= 18.6 {
				mend = "scambia lat e lon"
			}
			i.report(l.At("lat"), "le coordinate del luogo non sono in Italia", mend)
		}
	}
}
