package check_test

import (
	"maps"
	"strings"
	"testing"
)

// disguise is something that stands in a text in another form than the usual one; text is put
// into a page, an announcement, a record or a table.
type disguise struct{ name, text, rule string }

const (
	person   = "persona-codice-fiscale"
	account  = "persona-iban"
	cell     = "persona-cellulare"
	mailbox  = "persona-email"
	likely   = "persona-probabile"
	wrongSum = "cifra-importo"
)

// Personal data, as people write it who do not think of a rule, and as those who do.
func personalDisguises() []disguise {
	return []disguise{
		{"a tax code in small letters", "di rssmra80a01h501u", person},
		{"with blanks", "di RSS MRA 80A01 H501U", person},
		{"a blank behind each character", "di R S S M R A 8 0 A 0 1 H 5 0 1 U", person},
		{"with points", "di RSS.MRA.80A01.H501U", person},
		{"with hyphens", "di RSSMRA-80A01-H501U", person},
		{"with dashes", "di RSSMRA – 80A01 – H501U", person},
		{"with slashes", "di RSSMRA/80A01/H501U", person},
		{"bold letters of mathematics", "di 𝐑𝐒𝐒𝐌𝐑𝐀𝟖𝟎𝐀𝟎𝟏𝐇𝟓𝟎𝟏𝐔", person},
		{"letters of a typewriter", "di 𝚁𝚂𝚂𝙼𝚁𝙰𝟾𝟶𝙰𝟶𝟷𝙷𝟻𝟶𝟷𝚄", person},
		{"full-width letters", "di ＲＳＳＭＲＡ８０Ａ０１Ｈ５０１Ｕ", person},
		{"letters in circles", "di ⓇⓈⓈⓂⓇⒶ80Ⓐ01Ⓗ501Ⓤ", person},
		{"Russian and Greek letters", "di RSSМRА80А01Н501U", person},
		{"bold in Markdown", "di RSS**MRA**80A01H501U", person},
		{"each part in italics", "di *RSSMRA*80A01*H501U*", person},
		{"references of HTML", "di RSSMRA&#56;0A01H501U", person},
		{"escapes of Markdown", `di RSSMRA80A01\-H501U`, person},
		{"a tag within", "di RSSMRA<b></b>80A01H501U", person},
		{"a comment within", "di RSSMRA<!-- x -->80A01H501U", person},
		{"over a line end", "di RSSMRA80A\n01H501U", person},
		{"soft hyphens", "di RSS&shy;MRA&shy;80A01H501U", person},
		{"joiners", "di RSS\u200dMRA\u200c80A01H501U", person},
		{"a variation selector", "di RSSMRA\ufe0f80A01H501U", person},
		{"a combining grapheme joiner", "di RSSMRA\u034f80A01H501U", person},
		{"with long dashes", "di RSSMRA — 80A01 — H501U", person},
		{"with minus signs", "di RSSMRA−80A01−H501U", person},
		{"squared letters", "di 🆁🆂🆂🅼🆁🅰80🅰01🅷501🆄", person},
		{"letters in black circles", "di 🅡🅢🅢🅜🅡🅐80🅐01🅗501🅤", person},
		{"small capitals", "di ʀꜱꜱᴍʀᴀ80ᴀ01ʜ501ᴜ", person},
		{"the word glued to it", "CFRSSMRA80A01H501U", person},
		{"letters for digits", "di RSSMRA80A01H50MM", person},
		{"letters for all digits", "di rssmraulalmhrlmd", person},
		{"letters for digits, with blanks", "di RSS MRA 80A01 H50MM", person},

		{"an IBAN in groups", "IT60 X054 2811 1010 0000 0123 456", account},
		{"with hyphens", "IT60-X0542-81110-1000-0001-23456", account},
		{"in its parts", "IT 60 X 05428 11101 000000123456", account},
		{"with points", "IT60.X054.2811.1010.0000.0123.456", account},
		{"in small letters", "it60x0542811101000000123456", account},
		{"in bold", "IT60 **X 05428** 11101 000000123456", account},
		{"in full-width letters", "ＩＴ６０Ｘ０５４２８１１１０１００００００１２３４５６", account},
		{"with narrow blanks", "IT60\u202fX054\u202f2811\u202f1010\u202f0000\u202f0123\u202f456", account},
		{"over a line end", "IT60 X054 2811\n1010 0000 0123 456", account},
		{"with a soft hyphen", "IT60X05428\u00ad11101000000123456", account},
		{"a blank behind each character of an IBAN", "I T 6 0 X 0 5 4 2 8 1 1 1 0 1 0 0 0 0 0 0 1 2 3 4 5 6", account},
		{"with long dashes between its parts", "IT60 X 05428 — 11101 — 000000123456", account},
		{"IBAN glued to it", "IBANIT60X0542811101000000123456", account},
		{"of Germany, with hyphens", "DE89-3704-0044-0532-0130-00", account},

		{"a mobile number with +39", "Rossi, +39 347 1234567", cell},
		{"with a long prefix", "Rossi, 0039 347 1234567", cell},
		{"with a prefix in brackets", "Rossi, (+39) 347 1234567", cell},
		{"with points", "cell. 347.12.34.567", cell},
		{"with a slash", "cell. 347/1234567", cell},
		{"with a slash between blanks", "cell. 347 / 12 34 567", cell},
		{"with hyphens", "cell 347-123-4567", cell},
		{"with dashes", "cell 347–123–4567", cell},
		{"in pairs", "cellulare 34 71 23 45 67", cell},
		{"a blank behind each digit", "cell. 3 4 7 1 2 3 4 5 6 7", cell},
		{"with blanks that do not break", "cell.\u00a0347\u00a0123\u00a04567", cell},
		{"no blank before it", "cell.3471234567", cell},
		{"full-width digits", "cell. ３４７１２３４５６７", cell},
		{"digits of mathematics", "cell. 𝟑𝟒𝟕 𝟏𝟐𝟑𝟒𝟓𝟔𝟕", cell},
		{"Arabic digits", "cell. ٣٤٧ ١٢٣٤٥٦٧", cell},
		{"raised digits", "cell. ³⁴⁷¹²³⁴⁵⁶⁷", cell},
		{"digits in circles", "cell. ③④⑦①②③④⑤⑥⑦", cell},
		{"digits on keys", "cell. 3️⃣4️⃣7️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", cell},
		{"with a long dash", "cell. 347 — 1234567", cell},
		{"bold in part", "cell. 347 **1234**567", cell},
		{"an address of WhatsApp", "[scrivi](https://wa.me/393471234567)", cell},
		{"an address of a telephone", "[chiama](tel:+393471234567)", cell},
		{"WhatsApp", "WhatsApp 347 1234567", cell},
		{"the word behind", "Rossi 347 1234567 (cell.)", cell},
		{"the second of two", "cell. 347 1234567 e 348 7654321", cell},
		{"a number with n.", "tel. n. 347 1234567", cell},
		{"over a line end", "Telefono:\n347 1234567", cell},

		{"a mailbox with (at)", "mario.rossi (at) gmail.com", mailbox},
		{"with [at]", "mario.rossi[at]gmail.com", mailbox},
		{"with at", "mario.rossi at gmail.com", mailbox},
		{"with AT and DOT", "MARIO.ROSSI (AT) GMAIL (DOT) COM", mailbox},
		{"with chiocciola", "mario.rossi chiocciola gmail punto com", mailbox},
		{"with (chiocciola)", "m.rossi(chiocciola)libero.it", mailbox},
		{"with a full-width @", "mario.rossi＠gmail．com", mailbox},
		{"with blanks", "mario . rossi @ gmail . com", mailbox},
		{"with a soft hyphen", "mario.rossi@gm\u00adail.com", mailbox},
		{"with a joiner", "mario.rossi@\u200dgmail.com", mailbox},
		{"with a reference", "mario.rossi&#64;gmail.com", mailbox},
		{"in bold", "mario.rossi@**gmail**.com", mailbox},
		{"as the address of a link", "[scrivi](mailto:mario.rossi%40gmail.com)", mailbox},
		{"with an accent", "niccolò.rossi@gmail.com", mailbox},
		{"in letters of mathematics", "𝗺𝗮𝗿𝗶𝗼@𝗴𝗺𝗮𝗶𝗹.𝗰𝗼𝗺", mailbox},
	}
}

// What looks like personal data, and is none: nothing stops the publication.
func personalLookAlikes() []disguise {
	return []disguise{
		{"a number of protocol", "Protocollo: prot. 3201234567", ""},
		{"a long one", "numero di protocollo generale n. 3201234567", ""},
		{"with its year", "prot. 2026/3471234567", ""},
		{"a file", "la pratica 3391234567", ""},
		{"a file of a kind", "la pratica edilizia 3391234567", ""},
		{"two files", "le pratiche 3391234567 e 3391234568", ""},
		{"a number of INAIL", "Matricola INAIL 3471234567", ""},
		{"a number of INPS", "matricola INPS n. 3471234567", ""},
		{"a number", "n. 3471234567", ""},
		{"an entry", "rep. n. 3471234567", ""},
		{"a determina", "det. 3201234567 del 2026", ""},
		{"a delibera", "Delibera n. 3201234567", ""},
		{"a CIG in figures", "CIG 3471234567", ""},
		{"an invoice", "fattura elettronica n. 3471234567", ""},
		{"an order", "ordine di acquisto 3471234567", ""},
		{"a code", "codice cliente 3471234567", ""},
		{"a chapter", "capitolo 3201234567", ""},
		{"a meter", "POD 3471234567", ""},
		{"a partita IVA", "partita IVA 03471234567", ""},
		{"a partita IVA with its country", "P. IVA IT03471234567", ""},
		{"an article of a shop", "EAN 3471234567890", ""},
		{"a plain code of an engine", "telaio 3471234567", ""},
		{"a fixed number", "tel. 0382 597111, tel. 06 85264520", ""},
		{"a green number", "numero verde 800 123 456", ""},
		{"an amount", "3.471.234.567 euro", ""},
		{"an amount without points", "3471234567 euro", ""},
		{"euro before it", "euro 3471234567", ""},
		{"an address of a page", "<https://www.example.it/news/3471234567>", ""},
		{"a query", "<https://www.example.it/?id=3471234567>", ""},
		{"a CUP", "CUP J31B21004560006", ""},
		{"dates", "dal 32/01/2026 al 31/03/2026", ""},
		{"years", "320 nel 2024, 330 nel 2025, 340 nel 2026", ""},
		{"a table of numbers", "| a | b | c |\n|---|---|---|\n| 320 | 150 | 2000 |", ""},
		{"coordinates", "lat 45.3471234567, lon 9.3391234567", ""},
		{"an ISBN", "ISBN 978-88-3471234-5", ""},
		{"a code of software", "licenza ABCDEF-12G34-H567K", ""},
		{"letters that are no month", "ABCDEF12F34G567H", ""},
		{"a day that is none", "RSSMRA80A39H501U", ""},
		{"a wrong check letter, with blanks", "RSS MRA 80A01 H501A", ""},
		{"words with digits", "rosso e verde 80 a 01 h 501 u", ""},
		{"an IBAN with a wrong digit", "IT60 X054 2811 1010 0000 0123 457", ""},
		{"a sentence with si", "si 20 progetti del 2026 e altri 30 nel 2027", ""},
		{"de and digits", "de 89 3704 0044 0532 0130 01", ""},
		{"the mailbox of the office", "urp@provincia.example.it", ""},
		{"the PEC of the office", "protocollo (at) pec.provincia.example.it", ""},
		{"a domain that ends alike", "a@nongmail.com.it", ""},
		{"a provider alone", "l’azienda libero.it e la gmail.com", ""},
		{"at in English", "look at the site", ""},

		{"a number of an office", "numero di servizio dell’URP: 320 1234567", likely},
		{"a number of a department", "ufficio protocollo 320 1234567", likely},
		{"the mailbox of an office at a provider", "comunediprova@gmail.com", likely},
		{"the account of the treasury", "il conto di tesoreria, IBAN IT60 X054 2811 1010 0000 0123 456", likely},
		{"of the treasurer", "il pagamento va fatto al tesoriere (IBAN: IT60X0542811101000000123456)", likely},
		{"in the name of the office", "l’IBAN IT60X0542811101000000123456 intestato alla Provincia", likely},
		{"at the bank of the State", "IBAN IT11A0100003245350300123456", likely},
		{"WhatsApp of an office", "WhatsApp istituzionale: 348 1234567", likely},
		{"the mailbox of an association", "associazione.esempio@gmail.com", likely},
		{"the mailbox of a nursery", "asilonidoesempio@libero.it", likely},
		{"a bare number", "Rossi 3471234567", likely},
		{"a tax code with a slip", "RSSMRA80A01H501A", likely},
		{"English", "log in at gmail.com", likely},
	}
}

// Amounts that are none of the project’s.
func amountDisguises() []disguise {
	of := func(name, text string) disguise { return disguise{name, text, wrongSum} }
	return []disguise{
		of("full-width digits", "９３１．７２１ euro"), of("a full-width word", "931.721 ｅｕｒｏ"), of("bold digits", "𝟗𝟑𝟏.𝟕𝟐𝟏 euro"), of("a bold word", "931.721 𝐞𝐮𝐫𝐨"),
		of("a word of a typewriter", "931.721 𝚎𝚞𝚛𝚘"), of("raised digits", "⁹³¹.⁷²¹ euro"), of("digits in circles", "⑨③①⑦②① euro"), of("the number of a note", "931.721² euro"),
		of("Arabic digits", "٩٣١.٧٢١ euro"), of("Indian digits", "९३१.७२१ euro"), of("Russian letters", "931.721 еurо"), of("Greek letters", "931.721 eurο"),
		of("a soft hyphen in euro", "931.721 eu\u00adro"), of("a soft hyphen in a number", "931.\u00ad721 euro"), of("a reference to one", "931.721 eu&shy;ro"),
		of("a joiner", "931.721 eu\u200dro"), of("a grapheme joiner", "93\u034f1.721 euro"), of("a variation selector", "931.721\ufe0f euro"), of("a filler of Korean", "931.721\u3164 euro"),
		of("a thin blank", "931.721\u2009€"), of("a narrow blank", "931.721\u202f€"), of("a blank that does not break", "931.721\u00a0€"), of("blanks between thousands", "931\u202f721\u202f€"),
		of("thin blanks between thousands", "931\u2009721 euro"), of("a figure space", "931\u2007721 euro"), of("an ideographic space", "931.721\u3000euro"),
		of("an apostrophe", "931'721 euro"), of("a curly apostrophe", "931’721 euro"), of("another apostrophe", "931ʼ721 euro"), of("an accent for an apostrophe", "931´721 euro"),
		of("bold in Markdown", "931.**721** euro"), of("italics in Markdown", "*931*.721 euro"), of("a struck number", "~~931~~.721 euro"), of("a tag", "931.721<b></b>,50 euro"),
		of("a comment", "931<!-- x -->.721 euro"), of("a reference", "931.721 &euro;"), of("a number reference", "931.721 &#8364;"), of("a reference in hexadecimal", "931.721 &#x20AC;"),
		of("digits by their number", "&#57;31.721 euro"), of("an escape", `931\.721 euro`), of("a link", "[931.721](../progetti/cloud.toml) euro"), of("over a line end", "931.721\neuro"),
		of("code", "`931.721` euro"), of("no blank", "931.721€"), of("the sign before it", "€931.721"), of("EUR", "EUR 931.721"), of("a full-width comma", "931.721，50 euro"),
		of("thousands in words", "novecentomila euro"), of("mila", "921 mila euro"), of("mila in bold", "921 **mila** euro"), of("a ligature and a joiner", "921 mi\u200dla euro"),
	}
}

// What is no amount, or the very amount of the project in another form.
func amountLookAlikes() []disguise {
	var all []disguise
	for _, pair := range [][2]string{
		{"the amount", "931.712 euro"}, {"in full-width digits", "９３１．７１２ ｅｕｒｏ"}, {"in bold digits", "𝟗𝟑𝟏.𝟕𝟏𝟐 euro"}, {"with a soft hyphen", "931.712 eu\u00adro"},
		{"with narrow blanks", "931\u202f712\u202f€"}, {"with an apostrophe", "931'712 euro"}, {"in Arabic digits", "٩٣١.٧١٢ euro"}, {"with the number of a note", "931.712² euro"},
		{"with two of them", "931.712¹² euro"}, {"with a note", "931.712 euro¹"}, {"bold in part", "931.**712** euro"}, {"with a reference", "931.712 &euro;"},
		{"rounded", "oltre 930 ｍｉｌａ euro"}, {"by the cent", "931.712，00 €"},
		{"square metres", "1.200 m² di aule"}, {"square metres by NFKC", "1.200 ㎡ di aule"}, {"cubic metres", "350 m³ di terra"}, {"half", "½ giornata, 1½ ore"}, {"a third", "⅓ degli uffici"},
		{"a share", "il 94,5 % e il 12,5％"}, {"a year", "nel ２０２６"}, {"an ordinal", "il 1º e il 2ª"}, {"a number", "la n.º 3 e la № 12"}, {"a version", "la versione 4.11"},
		{"a telephone", "0382 597111"}, {"a count", "１２０ scuole"}, {"Roman numbers", "il Ⅳ lotto"}, {"a temperature", "20 ℃"}, {"a law", "l’art. 36, c. 2"}, {"a scale", "1:10.000"},
		{"a time", "le ore 12:30"}, {"a power", "10³ volte"}, {"a chemical", "CO₂ e H₂O"}, {"a European word", "l’Eurozona e 5 europei"}, {"a road", "la S.P. 235"}, {"dots", "eccetera… 35 volte"},
		{"other currencies", "5.000 ¥ e 5.000 £"}, {"a mark", "Vetro™ 5 e Linux® 6"}, {"an emoji", "👍🏽 5 👨\u200d👩\u200d👧"}, {"a flag", "🇮🇹 5"},
	} {
		all = append(all, disguise{pair[0], pair[1], ""})
	}
	return all
}

// rulesOf gives the rules of a family that a site breaks.
func rulesOf(t *testing.T, family, file, old, text string) string {
	t.Helper()
	files := maps.Clone(clean)
	if files[file] = strings.Replace(files[file], old, text, 1); files[file] == clean[file] {
		t.Fatalf("%s has no %q", file, old)
	}
	var rules []string
	for _, p := range all(t, files) {
		if strings.HasPrefix(p.Rule, family) {
			rules = append(rules, p.Rule)
		}
	}
	return strings.Join(rules, " ")
}

func TestPersonalDisguises(t *testing.T) {
	disguises, lookAlikes := personalDisguises(), personalLookAlikes()
	for _, d := range append(disguises, lookAlikes...) {
		got := rulesOf(t, "persona", free, "telefona allo 0382 597111", "scrivi anche "+d.text)
		if d.rule == cell && strings.Contains(d.text, " e 348") {
			got = strings.TrimSuffix(got, " "+cell)
		}
		if got != d.rule {
			t.Errorf("%s: %q: told %q, want %q", d.name, d.text, got, d.rule)
		}
	}
	t.Logf("%d disguises of personal data are found, %d look-alikes are not", len(disguises), len(lookAlikes))
}

func TestAmountDisguises(t *testing.T) {
	disguises, lookAlikes := amountDisguises(), amountLookAlikes()
	for _, d := range append(disguises, lookAlikes...) {
		if got := rulesOf(t, "cifra", notice, "Il contratto vale", "Anche "+d.text+". Il contratto vale"); got != d.rule {
			t.Errorf("%s: %q: told %q, want %q", d.name, d.text, got, d.rule)
		}
	}
	t.Logf("%d disguises of amounts are found, %d look-alikes are not", len(disguises), len(lookAlikes))
}

// What a value of TOML or a table has is read like a text.
func TestDisguisesElsewhere(t *testing.T) {
	tests := []struct{ name, file, old, new, rule string }{
		{"an escape in a value", cloud, "sommario = \"La", `sommario = "Di RSSMRA\u00ad80A01H501U, l’ente; \"la`, person},
		{"a quote before it", cloud, "sommario = \"La", `sommario = "L'ente \"X\" di RSS\u034fMRA80A01H501U, la`, person},
		{"Markdown in a record", cloud, "Cinque sistemi", "Di RSS**MRA**80A01H501U, cinque sistemi", person},
		{"an IBAN in a record", cloud, "sommario = \"La", `sommario = "IT60-X054-2811-1010-0000-0123-456, la`, account},
		{"the key is the word", config, `"0382 597111"`, `"３４７ １２３４５６７"`, cell},
		{"a mailbox in a value", cloud, "sommario = \"La", `sommario = "Da mario.rossi (at) gmail.com, la`, mailbox},
		{"a table", table, "cloud,", "\"cell. 347\u202f12\u202f34\u202f567\",", cell},
		{"a mailbox in a table", table, "cloud,", "mario.rossi＠gmail.com,", mailbox},
		{"a tax code in a table", table, "cloud,", "RSS MRA 80A01 H501U,", person},
		{"a number of a row", table, "cloud,", "3471234567,", ""},
		{"two rows", table, "cloud,", "347\n1234567,", ""},
		{"a key of a record", cloud, "numero = \"73\"", "numero = \"3471234567\"", ""},
		{"a number of an act", cloud, "decreto = \"73 - 1 / 2025\"", "decreto = \"3471234567\"", ""},
	}
	for _, tt := range tests {
		if got := rulesOf(t, "persona", tt.file, tt.old, tt.new); got != tt.rule {
			t.Errorf("%s: told %q, want %q", tt.name, got, tt.rule)
		}
	}
	if got := rulesOf(t, "cifra", notice, "In cloud con 931.712 euro", "In cloud con ９３１.７２１ eu\u00adro"); got != wrongSum {
		t.Errorf("a wrong amount in a title: told %q", got)
	}
}

// A mailbox that the site gives as its own contact is none of a person, wherever it stands.
func TestOwnMailbox(t *testing.T) {
	files := maps.Clone(clean)
	files[config] = strings.Replace(files[config], "urp@provincia.example.it", "provinciaprova@gmail.com", 1)
	files[free] = strings.Replace(files[free], "<urp@provincia.example.it>", "[noi](mailto:ProvinciaProva@gmail.com), cioè provinciaprova (at) gmail.com,", 1)
	for _, p := range all(t, files) {
		t.Errorf("told %s", p)
	}
}
