package importer

import (
	"strings"
	"testing"

	"vetro/internal/record"
	"vetro/internal/sheet"
)

func TestExactEuro(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"one decimal", "14000.0", "14000.00"},
		{"two decimals", "71885.45", "71885.45"},
		{"none", "931712", "931712.00"},
		{"zero", "0.0", "0.00"},
		{"zeros behind the cents", "82154.8000", "82154.80"},
		{"as programs write millions", "1.2373876e6", "1237387.60"},
		{"parts of a cent", "1.555", ""},
		{"a float's noise", "0.30000000000000004", ""},
		{"a comma", "1,5", ""},
		{"less than nothing", "-5", ""},
		{"a fraction", "1/3", ""},
		{"a long exponent", "1e999999999", ""},
		{"more than the Plan", "1e15", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		got, ok := exactEuro(tt.in)
		if ok != (tt.want != "") || ok && got.Decimal() != tt.want {
			t.Errorf("%s: %q is %s, %t; want %s", tt.name, tt.in, got.Decimal(), ok, tt.want)
		}
	}
}

func TestTableEuro(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"Italian", "1.234,50", "1234.50"},
		{"Italian, of millions", "114.000.000", "114000000.00"},
		{"Italian, without thousands", "12345,01", "12345.01"},
		{"one decimal", "1.234,5", "1234.50"},
		{"three digits are a thousand", "1.234", "1234.00"},
		{"an English point", "82154.8", "82154.80"},
		{"English thousands", "1,234,567.50", "1234567.50"},
		{"a currency", "€ 931.712,00", "931712.00"},
		{"a currency behind, and a blank that does not break", "931\u00a0712,00 euro", "931712.00"},
		{"apostrophes", "931'712", "931712.00"},
		{"no cents", "1.234,--", "1234.00"},
		{"leading zeros", "0012", "12.00"},
		{"nothing is given", "0,00", "0.00"},
		{"a spreadsheet's float", "0.30000000000000004", "0.30"},
		{"parts of a cent", "0.12345", ""},
		{"two meanings", "1,234", ""},
		{"broken thousands", "1.23.456", ""},
		{"less than nothing", "-5", ""},
		{"words", "circa 5", ""},
		{"EURO before", "EURO 1.000,00", "1000.00"},
		{"as programs write millions", "1.25E7", "12500000.00"},
		{"with a comma", "1,25e7", "12500000.00"},
		{"as R writes them", "1e+05", "100000.00"},
		{"as Excel shows them, with what decimals there is room for", "1,23E+07", ""},
		{"a small exponent", "125e-2", "1.25"},
		{"English thousands without cents", "1,234,567", "1234567.00"},
		{"a unit in the cell", "1,5 mln", "1500000.00"},
		{"thousands in words", "500 mila euro", "500000.00"},
		{"less than nothing in brackets", "(1.000)", ""},
		{"a share", "50%", ""},
		{"a star", "1.000 *", "1000.00"},
		{"a whole number with three decimals", "0.500", ""},
		{"a float's noise from below", "82154.79999999999", "82154.80"},
		{"more than the Plan", "9999999999999", ""},
	}
	for _, tt := range tests {
		got, ok := tableEuro(tt.in)
		if ok != (tt.want != "") || ok && got.Decimal() != tt.want {
			t.Errorf("%s: %q is %s, %t; want %s", tt.name, tt.in, got.Decimal(), ok, tt.want)
		}
	}
}

func TestTableDate(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"slashes", "31/03/2026", "2026-03-31"},
		{"no zeros", "10/2/2023", "2023-02-10"},
		{"points", "1.7.2024", "2024-07-01"},
		{"two digits of the year", "04/03/22", "2022-03-04"},
		{"with the hour", "31/03/2026 12:30:00", "2026-03-31"},
		{"ISO", "2026-03-31", "2026-03-31"},
		{"ISO with the hour", "2026-03-31T00:00:00", "2026-03-31"},
		{"words", "1° luglio 2024", "2024-07-01"},
		{"a month in words", "Marzo 2026", "2026-03"},
		{"a month", "03/2026", "2026-03"},
		{"a year", "2026", "2026"},
		{"by a day", "../2025-07-29", "../2025-07-29"},
		{"a spreadsheet's number", "46112", "2026-03-31"},
		{"a spreadsheet's number with the hour", "46112.5", "2026-03-31"},
		{"no such day", "31/02/2024", ""},
		{"a slip of the year", "31/03/0205", ""},
		{"a far year", "2210", ""},
		{"American", "12/31/2024", ""},
		{"words that are none", "presto", ""},
		{"a short month", "31-dic-25", "2025-12-31"},
		{"an English month", "31-Dec-25", "2025-12-31"},
		{"a month and a year", "dic-25", "2025-12"},
		{"a month with a stroke", "Giugno-26", "2026-06"},
		{"March and a year", "mar 2026", "2026-03"},
		{"a quarter", "IV trim. 2026", "../2026-12-31"},
		{"a quarter in words", "primo trimestre 2026", "../2026-03-31"},
		{"a quarter with a letter", "T4 2025", "../2025-12-31"},
		{"a quarter behind the year", "2025-T4", "../2025-12-31"},
		{"a half-year", "2° semestre 2025", "../2025-12-31"},
		{"the first half", "I semestre 2026", "../2026-06-30"},
		{"no fifth quarter", "5 trimestre 2026", ""},
		{"the end of a year", "fine 2025", "../2025-12-31"},
		{"the end of a month", "fine giugno 2026", "../2026-06-30"},
		{"by a day in words", "entro il 31/12/2025", "../2025-12-31"},
		{"by a month", "entro giugno 2026", "../2026-06-30"},
		{"the middle of a year", "metà 2026", "2026"},
		{"the year first", "2025/12/31", "2025-12-31"},
		{"no signs", "20251231", "2025-12-31"},
		{"a month and a year with a stroke", "06-2026", "2026-06"},
		{"the day of the week", "mercoledì 31 dicembre 2025", "2025-12-31"},
		{"a star", "31/12/2025*", "2025-12-31"},
		{"a short year with an apostrophe", "30 giugno '26", "2026-06-30"},
		{"the hour in words", "30/6/2026 ore 12", "2026-06-30"},
		{"long strokes", "31–12–2025", "2025-12-31"},
		{"a remark", "31/12/2025 (prorogata)", "2025-12-31"},
		{"no year", "31/12", ""},
		{"two days", "01/01/2025 - 31/12/2025", ""},
	}
	for _, tt := range tests {
		got, ok := tableDate(tt.in, true)
		if ok != (tt.want != "") || ok && got.ISO() != tt.want {
			t.Errorf("%s: %q is %s, %t; want %s", tt.name, tt.in, got.ISO(), ok, tt.want)
		}
	}
	for _, s := range []string{"01/01/1900", "00/01/1900"} {
		if d, ok := tableDate(s, false); !ok || !never(d) {
			t.Errorf("%s is %s, %t", s, d.ISO(), ok)
		}
	}
	if _, ok := tableDate("46112", false); ok {
		t.Error("in a text a number is no day")
	}
}

func TestCompany(t *testing.T) {
	const hidden = "persona fisica " + omitted
	tests := []struct{ name, company, code, form, want, wantCode string }{
		{"a company", "BOZZO IMPIANTI SRL", "02894530100", "Società a responsabilità limitata", "BOZZO IMPIANTI SRL", "02894530100"},
		{"zeros that were dropped", "BOZZO IMPIANTI SRL", "2894530100", "", "BOZZO IMPIANTI SRL", "02894530100"},
		{"a person's code", "Rossi Mario", "RSSMRA80A01F205X", "", hidden, ""},
		{"a person's code with blanks", "Rossi Mario", "rss mra 80a01 f205x", "", hidden, ""},
		{"masked by the publisher", "****************", "****************", "", hidden, ""},
		{"alone under the own name", "VERDI GIUSEPPE", "02894530100", "Imprenditore individuale agricolo", hidden, ""},
		{"abroad", "Müller GmbH", "DE123456789", "", "Müller GmbH", ""},
		{"a code in the name", "Studio RSSMRA80A01F205X", "", "", "Studio " + omitted, ""},
	}
	for _, tt := range tests {
		name, code, person := company(tt.company, tt.code, tt.form)
		if name != tt.want || code != tt.wantCode || person != (tt.want == hidden) {
			t.Errorf("%s: %q, %q, %t", tt.name, name, code, person)
		}
	}
}

func TestTownName(t *testing.T) {
	for in, want := range map[string]string{
		"ROMANO D'EZZELINO": "Romano D'Ezzelino", "REGGIO NELL'EMILIA": "Reggio Nell'Emilia", "SAN BENEDETTO DEL TRONTO": "San Benedetto del Tronto",
		"PRESICCE-ACQUARICA": "Presicce-Acquarica", "Già Scritto": "Già Scritto", "FORLÌ": "Forlì",
	} {
		if got := townName(in); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
}

func TestSourceName(t *testing.T) {
	tests := []struct{ in, want, day string }{
		{"altrienti.csv", "padigitale-altrienti", ""},
		{"altrienti-2022-11-12T0237.csv.gz", "padigitale-altrienti", "2022-11-12"},
		{"/a/b/candidature_altrienti_finanziate.json", "padigitale-altrienti", ""},
		{"candidature_finanziate_131.csv", "padigitale-131", ""},
		{"Altri Enti (1).csv", "padigitale-altri-enti", ""},
		{"2026-08-17.csv", "padigitale", "2026-08-17"},
		{"dati_2026-99-99.csv", "padigitale-dati", ""},
	}
	for _, tt := range tests {
		if got := sourceName("padigitale", tt.in); got != tt.want {
			t.Errorf("%s is %s, want %s", tt.in, got, tt.want)
		}
		if got := dayInName(tt.in).ISO(); got != tt.day {
			t.Errorf("%s is of %q, want %q", tt.in, got, tt.day)
		}
	}
}

func TestCallMeasure(t *testing.T) {
	c, err := readCalls("", nil, tableBounds())
	if err != nil {
		t.Fatal(err)
	}
	c.measure[foldCall("Avviso  senza numero")] = "1.4.1 Esperienza del cittadino nei servizi pubblici"
	c.measure[foldCall("1.2 Abilitazione al Cloud - discorde")] = "1.4.1 Esperienza del cittadino nei servizi pubblici"
	tests := []struct{ name, call, column, want, subject, month string }{
		{"its number", "1.4.4 Adozione SPID CIE-Amm.ni diverse da Comuni e Scuole -  Settembre 2022", "", "M1C1I1.4.4", "Adozione SPID CIE", "settembre 2022"},
		{"the list", "avviso senza numero", "", "M1C1I1.4.1", "Avviso senza numero", ""},
		{"the row", "Altro avviso - Comuni", "1.3.1 Piattaforma Digitale Nazionale Dati", "M1C1I1.3.1", "Altro avviso", ""},
		{"two numbers", "1.1 e 1.2 'Infrastrutture digitali e abilitazione al cloud' - ASL/AO -marzo 2023", "", "", "Infrastrutture digitali e abilitazione al cloud", "marzo 2023"},
		{"a quota", "1.1 Infrastrutture digitali - ASL/AO - giugno 2025 (quota 1.2)", "1.2 Abilitazione e facilitazione migrazione al Cloud", "M1C1I1.2", "Infrastrutture digitali", "giugno 2025"},
		{"a quota that the row denies", "1.1 Infrastrutture digitali - ASL/AO - giugno 2025 (quota 1.2)", "1.1 Infrastrutture digitali", "", "Infrastrutture digitali", "giugno 2025"},
		{"the list denies the title", "1.2 Abilitazione al Cloud - discorde", "", "", "Abilitazione al Cloud, discorde", ""},
		{"no such measure", "9.9 Nulla", "", "", "Nulla", ""},
		{"a short year", "1.3.1 Piattaforma Digitale Nazionale Dati - Regioni e Province Autonome (dic 22)", "", "M1C1I1.3.1", "Piattaforma Digitale Nazionale Dati", "dicembre 2022"},
		{"a small letter", "1.4.3 - pagoPA - Altri Enti - Maggio 2022", "", "M1C1I1.4.3", "pagoPA", "maggio 2022"},
		{"nothing but the audience", "1.2 - Comuni", "", "M1C1I1.2", "1.2 - Comuni", ""},
	}
	for _, tt := range tests {
		if got := c.code(tt.call, tt.column); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		if got := c.name(tt.call); got != (callName{tt.subject, tt.month}) {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
}

func TestBodyKind(t *testing.T) {
	for name, want := range map[string]string{
		"Provincia di Pavia": "provincia", "Citta' Metropolitana di Catania": "città metropolitana", "UNIONE DEI COMUNI DEL LOGUDORO": "unione",
		"Regione Lazio": "regione", "Comune di None": "comune", "Parco Nord Milano": "altro",
	} {
		a := &application{}
		a.cells[colBody], a.cells[colKind] = name, "Altri Enti"
		if want == "comune" {
			a.cells[colKind] = "Comuni"
		}
		if got := bodyKind(a); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

// A field is written so that it reads back, and is the same however a file writes it.
func TestField(t *testing.T) {
	tests := []struct {
		name    string
		f       field
		literal string
		written string
		same    bool
	}{
		{"euro", field{value: "931712.00", kind: euro}, "931712", "931712", true},
		{"cents", field{value: "0.50", kind: euro}, `"0.50"`, "0.5", true},
		{"other cents", field{value: "0.50", kind: euro}, `"0.50"`, "0.51", false},
		{"a day", field{value: "2026-03-31", kind: date}, "2026-03-31", "2026-03-31", true},
		{"a month", field{value: "2026-03", kind: date}, `"2026-03"`, "2026-03-01", false},
		{"a text", field{value: "l’«è» \"così\"\n"}, `"l’«è» \"così\"\n"`, "", false},
		{"a number", field{value: "45.1", kind: plainNumber}, "45.1", "45.1", true},
	}
	for _, tt := range tests {
		if got := tt.f.literal(); got != tt.literal || tt.f.same(tt.written) != tt.same {
			t.Errorf("%s: %s, the same %t", tt.name, got, tt.f.same(tt.written))
		}
	}
	if got := shown(field{kind: euro}, "1.5") + shown(field{kind: date}, "2026-03-31") + shown(field{}, ""); got != record.Euro(150).String()+record.Day(2026, 3, 31).String()+"niente" {
		t.Error(got)
	}
}

// A title is the same address whatever hides in it.
func TestSlug(t *testing.T) {
	for title, want := range map[string]string{
		"Scuola «Città»": "scuola-citta", "Scuo\u00adla": "scuola", "Ｓｃｕｏｌａ 𝐁": "scuola-b", "Citta\u0300": "citta", "«»": "progetto",
	} {
		if got := slug(title); got != want {
			t.Errorf("the address of %q is %q, want %q", title, got, want)
		}
	}
}

// What cannot be read is told in words that say why.
func TestUnreadDate(t *testing.T) {
	for in, want := range map[string]string{
		"31/06/2026": "la data «31/06/2026» non esiste: giugno ha 30 giorni",
		"29/02/2025": "la data «29/02/2025» non esiste: febbraio 2025 ha 28 giorni",
		"12/31/2025": "la data «12/31/2025» ha il mese 31: il mese e il giorno sono scambiati, all’americana",
		"1/13/2025x": "la data «1/13/2025x» non è in una forma nota",
		"13/2025":    "la data «13/2025» ha il mese 13, che non c’è",
		"31/12":      "alla data «31/12» manca l’anno, o il giorno",
		"31/03/0205": "la data «31/03/0205» ha l’anno 205, che non è plausibile",
	} {
		if _, got := readDate(in, false); got != want {
			t.Errorf("%s: %q", in, got)
		}
	}
}

// Amounts in other units than euro are multiplied exactly, or refused.
func TestUnits(t *testing.T) {
	tests := []struct {
		name, in string
		form     amountForm
		want     string
	}{
		{"a tenth of a milliard", "0,9", amountForm{1e9, 0}, "900000000.00"},
		{"a whole one", "1", amountForm{1e9, 0}, "1000000000.00"},
		{"thousands", "12.345,6", amountForm{1e3, 0}, "12345600.00"},
		{"two senses", "1.234", amountForm{1e6, 0}, ""},
		{"a column that has commas before decimals", "1.234", amountForm{1e6, ','}, "1234000000.00"},
		{"its decimals", "1,234", amountForm{1e6, ','}, "1234000.00"},
		{"an English column", "1,234", amountForm{1e3, '.'}, "1234000.00"},
		{"less than one", "0.500", amountForm{1e6, 0}, "500000.00"},
		{"a unit of its own, too", "1,5 mln", amountForm{1e6, 0}, ""},
		{"parts of a cent", "0,000001", amountForm{1e3, 0}, ""},
	}
	for _, tt := range tests {
		got, why := readEuro(tt.in, tt.form)
		if (why == "") != (tt.want != "") || why == "" && got.Decimal() != tt.want {
			t.Errorf("%s: %q is %s, %q; want %s", tt.name, tt.in, got.Decimal(), why, tt.want)
		}
	}
	for name, want := range map[string]int64{
		"Spesa (mld €)": 1e9, "Importo (migliaia di euro)": 1e3, "Importo k€": 1e3, "in milioni": 1e6, "Importo M€": 1e6, "Importo (€/000)": 1e3, "Importo in mln di euro": 1e6,
		"Importo (€)": 1, "Importo": 1, "Misura": 1, "Costo x 1.000": 1e3, "Importo m€": 0, "mln o mld": 0,
	} {
		got, sure := unitOf(name)
		if !sure {
			got = 0
		}
		if got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
}

// A measure is found in what offices write around its code.
func TestMeasureCode(t *testing.T) {
	for in, want := range map[string]string{
		"M1C1I1.2": "M1C1I1.2", "m1c1i1.2": "M1C1I1.2", "M1C1 Inv. 1.2": "M1C1I1.2", "M1C1I1.2 - Abilitazione al cloud": "M1C1I1.2", "M1C1 - I 1.2": "M1C1I1.2", "M1 C1 1.4.1": "M1C1I1.4.1",
		"Missione 1 Componente 1 Investimento 1.4.1": "M1C1I1.4.1", "Missione 1, Componente 1, Investimento 1.4.1 Esperienza": "M1C1I1.4.1", "M1C1 – Investimento 1.4.1: Siti": "M1C1I1.4.1", "PNRR M5C2 I2.1": "M5C2I2.1",
		"M1C1I1.02.00": "M1C1I1.2", "M2C4I2.1.A": "M2C4I2.1.A", "Miss. 1 Comp. 1 Inv. 1.2": "M1C1I1.2", "M1.C1.I1.2": "M1C1I1.2", "M1C1-1.2": "M1C1I1.2", "M1C1I1.2; M1C1I1.2": "M1C1I1.2",
		"1.4.1": "", "M1C1I1.2 e M1C1I1.4.1": "", "M1C1": "", "asili": "", "M9C1I1.2": "",
	} {
		if got, why, mend := measureCode(in); got != want || (why == "") != (want != "") || (mend == "") != (want != "") {
			t.Errorf("%s: %q, %q, %q; want %q", in, got, why, mend, want)
		}
	}
	if _, _, mend := measureCode("1.4.4"); !strings.Contains(mend, `M1C1I1.4.4`) || !strings.Contains(mend, `--parola "1.4.4=M1C1I1.4.4"`) {
		t.Error(mend)
	}
}

// Codes that a spreadsheet took for numbers are mended where nothing is lost.
func TestMangledCodes(t *testing.T) {
	keys := plainKeys()
	tests := []struct{ name, key, in, want, why string }{
		{"a CIG", "contratto.cig", "8874674CA7", "8874674CA7", ""},
		{"a CIG behind its name", "contratto.cig", "CIG: 8874674CA7", "8874674CA7", ""},
		{"a CIG as a number", "contratto.cig", "8,87467E+16", "", "il CIG «8,87467E+16» è stato preso per un numero da Excel, che ne ha perso le cifre"},
		{"a wrong CIG", "contratto.cig", "8874674CA8", "", "il CIG «8874674CA8» non torna"},
		{"a tax code without its zeros", "contratto.codice_fiscale", "743110157", "00743110157", ""},
		{"a code ISTAT without its zero", "luogo.istat", "18110", "018110", ""},
		{"a word for a code ISTAT", "luogo.istat", "Pavia", "", "il codice ISTAT «Pavia» non ha 6 cifre"},
		{"a CUP behind its name", "cup", "CUP J21F22003010006", "J21F22003010006", ""},
		{"a CUP twice", "cup", "J21F22003010006 J21F22003010006", "J21F22003010006", ""},
		{"two CUPs", "cup", "J21F22003010006 / I89B25000070006", "", "in «J21F22003010006 / I89B25000070006» ci sono più CUP"},
		{"a short CUP", "cup", "J21F22", "", "il CUP «J21F22» non ha la forma di un CUP"},
	}
	for _, tt := range tests {
		got := readValue(findKey(keys, tt.key), tt.in, amountForm{unit: 1})
		if got.value != tt.want || got.why != tt.why || (got.mend == "") != (got.why == "") {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
}

// The words of offices for states, and for nothing.
func TestOfficeWords(t *testing.T) {
	table := &Table{}
	tests := []struct{ key, in, want string }{
		{"stato", "lavori in corso", "in corso"}, {"stato", "In fase di collaudo", "in corso"}, {"stato", "In corso di esecuzione", "in corso"}, {"stato", "Progettazione", "in corso"}, {"stato", "100%", "concluso"}, {"stato", "45 %", "in corso"},
		{"stato", "Attività concluse", "concluso"}, {"stato", "n.d.", ""}, {"stato", "da definire", ""}, {"stato", "gara", "?"}, {"stato", "0%", "?"},
		{"finanziamento.stato", "Ammesso a finanziamento", "?"}, {"finanziamento.stato", "Concesso", "assegnato"}, {"finanziamento.fonte", "Fondi regionali", "Regione"},
		{"contratto.importo", "da definire", ""}, {"contratto.importo", "in corso di definizione", ""}, {"completamento.prevista", "//", ""}, {"completamento.prevista", "n.d.", ""}, {"completamento.prevista", "/", ""}, {"contratto.cig", "-", ""},
		{"titolo", "???", "???"}, {"luogo.nome", "None", "None"}, {"luogo.nome", "n.d.", ""}, {"titolo", "#RIF!", "?"},
	}
	for _, tt := range tests {
		got := table.understand(&TableColumn{target: findKey(plainKeys(), tt.key), Unit: 1}, sheet.Cell{Text: tt.in, Kind: sheet.Text})
		if (got.why != "") != (tt.want == "?") || got.why == "" && got.value != tt.want {
			t.Errorf("%s %q: %+v", tt.key, tt.in, got)
		}
	}
}
