package importer

import (
	"testing"

	"vetro/internal/record"
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
