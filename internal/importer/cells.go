package importer

import (
	"slices"
	"strings"

	"vetro/internal/record"
	"vetro/internal/sheet"
)

// reading is what a cell says for a key: a value in the form of the records, nothing, or why
// it cannot be read and what to do.
type reading struct{ value, why, mend string }

// understand reads a cell for the key of its column.
func (t *Table) understand(col *TableColumn, c sheet.Cell) reading {
	k, s := col.target, c.Text
	switch c.Kind {
	case sheet.Empty:
		return reading{}
	case sheet.Fault:
		return reading{why: "la cella ha l’errore " + s, mend: "correggi la formula nel foglio, o scrivi il valore"}
	case sheet.Uncomputed:
		return reading{why: "la cella ha una formula, e il foglio è stato salvato senza il suo valore", mend: "apri il foglio con Excel o LibreOffice, salvalo e ripeti l’importazione"}
	case sheet.Date:
		if k.kind == euro || k.kind == plainNumber || k.form == record.MeasureID {
			return reading{why: "il foglio ha qui la data " + dayShown(s), mend: "dai alla colonna il formato giusto, e riscrivi il valore"}
		}
	case sheet.Text:
		if formulaErrors[strings.ToUpper(s)] {
			return t.understand(col, sheet.Cell{Text: s, Kind: sheet.Fault})
		}
	}
	if means, found := t.taught(col, s); found {
		s = means
	}
	if k.name() == "stato" && stateWords[foldCall(s)] == "" && nothing(k, s) || k.name() != "stato" && nothing(k, s) {
		return reading{}
	}
	if k.kind == euro && c.Kind == sheet.Number {
		return numberAmount(s, col.Unit)
	}
	if c.Kind == sheet.Date && k.kind != date {
		s = dayShown(s)
	}
	if k.kind == date && col.american && eitherWay(s) {
		return reading{why: "della data «" + s + "» il giorno e il mese possono essere scambiati: altre della colonna sono all’americana", mend: "scrivila nel foglio come 31/12/2025"}
	}
	return readValue(k, s, amountForm{max(col.Unit, 1), col.decimal})
}

// formulaErrors are the errors of formulas as a table saved as text has them.
var formulaErrors = map[string]bool{
	"#RIF!": true, "#REF!": true, "#VALORE!": true, "#VALUE!": true, "#DIV/0!": true, "#NOME?": true, "#NAME?": true,
	"#N/D": true, "#N/A": true, "#NUM!": true, "#NULLO!": true, "#NULL!": true, "#SPILL!": true, "#####": true, "#######": true,
}

// dayShown gives a day as a person writes it in a sheet.
func dayShown(iso string) string {
	if d, err := record.ParseDate(iso); err == nil && d.Full() {
		return iso[8:10] + "/" + iso[5:7] + "/" + iso[:4]
	}
	return iso
}

// numberAmount reads the amount of a cell that holds a number.
func numberAmount(s string, unit int64) reading {
	if strings.HasPrefix(s, "-") {
		return reading{why: "l’importo «" + s + "» è negativo", mend: mendAmount}
	}
	e, why := exactCents(s, s, max(unit, 1))
	if why != "" {
		return reading{why: why, mend: mendAmount}
	}
	return reading{value: e.Decimal()}
}

// readValue reads a text for a key, or says why it cannot.
func readValue(k *tableKey, s string, form amountForm) reading {
	var r reading
	switch {
	case k.kind == euro:
		e, why := readEuro(s, form)
		if why != "" {
			return reading{why: why, mend: mendAmount}
		}
		return reading{value: e.Decimal()}
	case k.kind == date:
		return dateValue(k, s)
	case k.kind == plainNumber:
		plain := strings.ReplaceAll(s, ",", ".")
		if !coordinate.MatchString(plain) {
			return reading{why: "il numero «" + s + "» non è in una forma nota", mend: "scrivilo come 45.1234"}
		}
		return reading{value: plain}
	case k.key == "cup":
		r.value, r.why, r.mend = cupOf(s)
	case k.key == "cig":
		r.value, r.why, r.mend = cigOf(s)
	case k.name() == "contratto.codice_fiscale":
		return reading{value: taxCodeOf(s)}
	case k.name() == "luogo.istat":
		r.value, r.why, r.mend = townCodeOf(s)
	case k.form == record.MeasureID:
		r.value, r.why, r.mend = measureCode(s)
	case k.form == record.OneOf:
		r.value, r.why, r.mend = oneOf(k, s)
	default:
		r.value, _ = masked(s)
	}
	return r
}

// dateValue reads a date; keys that want a day do with nothing less.
func dateValue(k *tableKey, s string) reading {
	const mend = "scrivila nel foglio come 31/12/2025"
	d, why := readDate(s, true)
	switch {
	case why != "":
		return reading{why: why, mend: mend}
	case d.Known() && k.form != record.AnyDate && !d.Full():
		return reading{why: "la data «" + s + "» non dice il giorno", mend: mend}
	}
	return reading{value: d.ISO()}
}

// necessary reports a key without which a row cannot be imported.
func necessary(name string) bool {
	return slices.Contains([]string{"titolo", "ente", "finanziamento.misura", "finanziamento.stato", "finanziamento.importo"}, name)
}

// shownAs gives a value in the words that a person checks it by.
func shownAs(k *tableKey, value string) string {
	switch k.kind {
	case euro:
		if e, err := record.ParseEuro(value); err == nil {
			return e.Short()
		}
	case date:
		if d, err := record.ParseDate(value); err == nil {
			return d.String()
		}
	}
	return value
}
