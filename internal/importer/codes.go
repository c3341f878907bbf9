package importer

import (
	"regexp"
	"slices"
	"strings"

	"vetro/internal/record"
	"vetro/internal/register"
)

// measureParts finds a measure in what an office wrote: M1C1I1.2, M1C1 Inv. 1.2 - Cloud,
// Missione 1 Componente 1 Investimento 1.4.1, M1 - C1 - I 1.2.
var measureParts = regexp.MustCompile(`(?i)\bM(?:ISSIONE|ISS\.?|IS\.?)?[ .]*([1-7])[ ,;.:/|–-]*C(?:OMPONENTE|OMP\.?)?[ .]*([1-4])[ ,;.:/|–-]*(?:(?:SUB[ -]?)?(I|R)(?:NVESTIMENTO|NVEST\.?|NV\.?|IFORMA|IF\.?)?|(?:SUB[ -]?)?MIS(?:URA|\.)?|LINEA)?[ .:,/|–-]*(\d{1,2}(?:\.\d{1,2}){0,2}(?:\.?[A-D]\b)?)`)

// wordyNumber is the number of a measure alone, with what offices write around it.
var wordyNumber = regexp.MustCompile(`(?i)^(?:(?:SUB[ -]?)?(?:INVESTIMENTO|INVEST\.?|INV\.?|I|MISURA|MIS\.?|RIFORMA|RIF\.?|R|LINEA)[ .:]*)?(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?:\.?[A-D]\b)?)(?:[^\d.].*)?$`)

// measureCode gives the code of the register for what an office wrote, with the name of
// the measure behind it or not. A number alone has many measures, or one until the Plan is
// revised: those that it may mean are told.
func measureCode(s string) (value, why, mend string) {
	measures := register.State().Measures
	found := make(map[string]bool)
	for _, m := range measureParts.FindAllStringSubmatch(s, -1) {
		if c, ok := record.ParseMeasureCode("M" + m[1] + "C" + m[2] + strings.ToUpper(m[3]) + strings.ToUpper(m[4])); ok {
			if m, _ := measures.Find(c); m != nil {
				value, found[m.Code] = m.Code, true
			}
		}
	}
	if len(found) == 0 {
		if c, ok := record.ParseMeasureCode(s); ok {
			if m, _ := measures.Find(c); m != nil {
				return m.Code, "", ""
			}
		}
	}
	switch len(found) {
	case 1:
		return value, "", ""
	case 0:
		return "", "la misura «" + s + "» non è certa: serve il codice intero, come M1C1I1.2", measureMend(s)
	}
	return "", "in «" + s + "» ci sono più misure", "scrivi una riga per misura, ciascuna con il suo importo"
}

var (
	missionForm   = regexp.MustCompile(`(?i)(?:^|\bM(?:ISSIONE|ISS\.?)?[ .]*)([1-7])`)
	componentForm = regexp.MustCompile(`(?i)(?:^|\b|\d)(?:C(?:OMPONENTE|OMP\.?)?[ .]*)([1-4])|^([1-4])$`)
)

// completeMeasure gives the number of a measure the mission and component that stand in
// columns of their own.
func completeMeasure(row *tableRow) {
	const key = "finanziamento.misura"
	mission := missionForm.FindStringSubmatch(row.values[missionKey] + " " + row.values[componentKey])
	if mission == nil {
		mission = missionForm.FindStringSubmatch(row.values[componentKey])
	}
	part := componentForm.FindStringSubmatch(row.values[componentKey])
	delete(row.values, missionKey)
	delete(row.values, componentKey)
	at := slices.IndexFunc(row.faults, func(f Fault) bool { return f.Key == key })
	if mission == nil || part == nil || at < 0 || !wordyNumber.MatchString(row.faults[at].Value) {
		return
	}
	if code, why, _ := measureCode("M" + mission[1] + "C" + part[1] + part[2] + " " + row.faults[at].Value); why == "" {
		row.values[key] = code
		row.faults = slices.Delete(row.faults, at, at+1)
	}
}

// measureMend names the measures that a number alone may mean.
func measureMend(s string) string {
	m := wordyNumber.FindStringSubmatch(s)
	if m == nil {
		return "scrivi nel foglio il codice della misura, come M1C1I1.2"
	}
	c, _ := record.ParseMeasureCode(m[1])
	_, candidates := register.State().Measures.Find(c)
	var codes []string
	for _, m := range candidates {
		codes = append(codes, m.Code)
	}
	switch {
	case len(codes) == 0:
		return "scrivi nel foglio il codice della misura, come M1C1I1.2"
	case len(codes) > 6:
		codes = append(codes[:6], "…")
	}
	return "può essere " + strings.Join(codes, ", ") + ": dillo una volta con --parola \"" + s + "=" + codes[0] + "\""
}

// cupOf reads a CUP, alone or behind the word.
func cupOf(s string) (value, why, mend string) {
	plain := strings.TrimSpace(strings.TrimLeft(cutWord(s, "cup"), " :."))
	if c, ok := record.ParseCUP(plain); ok {
		return string(c), "", ""
	}
	words := strings.FieldsFunc(plain, func(r rune) bool { return strings.ContainsRune(" ,;/-|", r) })
	codes := make(map[record.CUP]bool)
	for _, w := range words {
		if c, ok := record.ParseCUP(w); ok {
			codes[c], value = true, string(c)
		}
	}
	if len(codes) == 1 && len(strings.Join(words, "")) == len(words)*len(value) { // the same one again
		return value, "", ""
	}
	value = ""
	if len(codes) > 1 {
		return "", "in «" + s + "» ci sono più CUP", "scrivi una riga per CUP, ciascuna con il suo importo"
	}
	if c, ok := record.MendCUP(plain); ok {
		return "", "il CUP «" + s + "» non ha la forma di un CUP", "forse è " + string(c) + ": controlla sul decreto, e correggi il foglio"
	}
	return "", "il CUP «" + s + "» non ha la forma di un CUP", "correggilo nel foglio: 15 tra lettere e cifre, come J31B21004560006"
}

func cutWord(s, word string) string {
	if len(s) > len(word) && strings.EqualFold(s[:len(word)], word) && strings.ContainsRune(" :.", rune(s[len(word)])) {
		return s[len(word):]
	}
	return s
}

var (
	onlyDigits  = regexp.MustCompile(`^\d+$`)
	lostDigits  = regexp.MustCompile(`(?i)^\d(?:[.,]\d+)?e\+?\d+$`)
	isTownCode  = regexp.MustCompile(`^\d{4,6}$`)
	isTaxDigits = regexp.MustCompile(`^\d{8,11}$`)
)

// cigOf reads a CIG; one that a spreadsheet took for a number has lost the zeros before it,
// which its check digits bring back, or its digits, which nothing does.
func cigOf(s string) (value, why, mend string) {
	plain := strings.TrimSpace(strings.TrimLeft(cutWord(s, "cig"), " :."))
	if c, ok := record.ParseCIG(plain); ok {
		return string(c), "", ""
	}
	if onlyDigits.MatchString(plain) && len(plain) < 10 {
		if c, ok := record.ParseCIG(strings.Repeat("0", 10-len(plain)) + plain); ok {
			return string(c), "", ""
		}
	}
	switch {
	case lostDigits.MatchString(plain), onlyDigits.MatchString(plain) && len(plain) > 10:
		return "", "il CIG «" + s + "» è stato preso per un numero da Excel, che ne ha perso le cifre", "dai alla colonna il formato Testo, e riscrivi il CIG dagli atti di gara"
	case len(strings.Fields(plain)) > 1:
		return "", "in «" + s + "» non c’è un CIG solo", "scrivi una riga per contratto, con un CIG ciascuna"
	}
	if c, ok := record.MendCIG(plain); ok {
		return "", "il CIG «" + s + "» non torna", "forse è " + string(c) + ": controlla negli atti di gara, e correggi il foglio"
	}
	return "", "il CIG «" + s + "» non torna", "ricopialo dagli atti di gara"
}

// townCodeOf reads the code ISTAT of a town, with the zeros that a spreadsheet dropped.
func townCodeOf(s string) (value, why, mend string) {
	if !isTownCode.MatchString(s) {
		return "", "il codice ISTAT «" + s + "» non ha 6 cifre", "scrivi il codice del comune, come 018110"
	}
	return strings.Repeat("0", 6-len(s)) + s, "", ""
}

// taxCodeOf reads the tax code of a company, with the zeros that a spreadsheet dropped. Whose
// it is, and whether it may be published, company tells.
func taxCodeOf(s string) string {
	plain := strings.ReplaceAll(s, " ", "")
	if len(plain) > 2 && strings.EqualFold(plain[:2], "IT") && isTaxDigits.MatchString(plain[2:]) {
		plain = plain[2:]
	}
	if isTaxDigits.MatchString(plain) {
		return strings.Repeat("0", 11-len(plain)) + plain
	}
	return s
}
