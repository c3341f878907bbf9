package check_test

import "strings"

func privacyFaults() []fault {
	return []fault{
		{name: "a person's tax code in a text", file: free, old: "Scrivi a", new: "Il codice RSSMRA80A01H501U è di chi scrive a", rule: "persona-codice-fiscale"},
		{name: "a person's tax code in small letters", file: notice, old: "Il CUP", new: "Di rssmra80a01h501u, il CUP", rule: "persona-codice-fiscale"},
		{name: "a person's tax code in a record", file: cloud, old: `fornitore = "Impresa srl"`, new: `fornitore = "Mario Rossi RSSMRA80A01H501U"`, rule: "persona-codice-fiscale"},
		{name: "a person as supplier", file: cloud, old: "80427570587", new: "RSSMRA80A01H501U", rule: "persona-codice-fiscale"},
		{name: "a person's tax code in a table", file: table, old: "cloud,", new: "BNCLRA75D41F205P,", rule: "persona-codice-fiscale"},
		{name: "a person's tax code with a slip", file: table, old: "cloud,", new: "BNCLRA75D41F205X,", rule: "persona-probabile"},
		{name: "an IBAN in a text", file: free, old: "Scrivi a", new: "IBAN IT60X0542811101000000123456. Scrivi a", rule: "persona-iban"},
		{name: "an IBAN in groups", file: cloud, old: "sommario = \"La", new: "sommario = \"IT60 X054 2811 1010 0000 0123 456, la", rule: "persona-iban"},
		{name: "an IBAN in a table", file: table, old: "cloud,", new: "IT60X0542811101000000123456,", rule: "persona-iban"},
		{name: "a mobile number in a text", file: free, old: "0382 597111", new: "347 1234567", rule: "persona-cellulare"},
		{name: "a mobile number with its prefix", file: config, old: "0382 597111", new: "+39 347 123 4567", rule: "persona-cellulare"},
		{name: "a bare mobile number in a record", file: cloud, old: "Cinque sistemi", new: "Chiama 3471234567: cinque sistemi", rule: "persona-cellulare", below: 0},
		{name: "a mobile number in a table", file: table, old: "cloud,", new: "+393471234567,", rule: "persona-cellulare"},
		{name: "a private mailbox in a text", file: free, old: "urp@provincia.example.it", new: "mario.rossi@gmail.com", rule: "persona-email"},
		{name: "a private mailbox in a link", file: notice, old: "(../progetti/cloud.toml)", new: "(mailto:m.rossi@libero.it)", rule: "persona-email"},
		{name: "a private mailbox in a record", file: cloud, old: "sommario = \"La", new: "sommario = \"Da m.rossi@hotmail.it, la", rule: "persona-email"},
		{name: "a private mailbox of an office that is no contact of the site", file: free, old: "urp@provincia.example.it", new: "provincia@hotmail.it", rule: "persona-probabile"},
		{name: "a number that nothing tells of", file: free, old: "telefona allo 0382 597111", new: "scrivi al geometra Rossi, 347 1234567", rule: "persona-probabile"},
		{name: "a number of an office", file: free, old: "telefona allo 0382 597111", new: "al numero di servizio dell’URP 320 1234567", rule: "persona-probabile"},
		{name: "a private mailbox in an old table", file: table, old: "cloud,", new: "citt\xe0 m.rossi@libero.it,", rule: "persona-email"},
		{name: "personal data with a silence that has no reason", file: free, old: "0382 597111", new: "347 1234567 <!-- vetro: pubblicabile: -->", rule: "persona-cellulare", also: []string{"commento-senza-motivo"}},
	}
}

func wordFaults() []fault {
	return []fault{
		{name: "a link that leads nowhere", file: notice, old: "../progetti/cloud.toml", new: "../progetti/clod.toml", rule: "link-rotto"},
		{name: "an image of another site", file: notice, old: "../media/foto-sala.png", new: "https://www.example.it/foto.png", rule: "immagine-esterna"},
		{name: "an image without words", file: notice, old: "![La sala prima dei lavori]", new: "![]", rule: "immagine-alt"},
		{name: "an image with the name of its file", file: notice, old: "![La sala prima dei lavori]", new: "![foto-sala.png]", rule: "alt-nome-file"},
		{name: "an image with the name of a camera", file: notice, old: "immagine_alt = \"La sala delle macchine\"", new: "immagine_alt = \"IMG_20260901\"", rule: "alt-nome-file"},
		{name: "an image of an announcement without words", file: notice, old: "immagine_alt = \"La sala delle macchine\"\n", new: "", rule: "immagine-senza-alt", below: -1},
		{name: "a heading that jumps", file: notice, old: "Il contratto vale", new: "#### In breve\n\nIl contratto vale", rule: "titolo-salto"},
		{name: "a heading that jumps in a record", file: cloud, old: "In tre passi", new: "##### Primo\n\nIn tre passi", rule: "titolo-salto"},
		{name: "a tag that is dropped", file: notice, old: "Il contratto vale", new: "Il <b>contratto</b> vale", rule: "html-scartato"},
		{name: "a block that is dropped", file: notice, old: "## I passi", new: "<div>\nnota\n</div>\n\n## I passi", rule: "html-scartato"},
		{name: "a long sentence", file: notice, old: "## I passi", new: strings.Repeat("parola e altra parola, ", 20) + "fine.\n\n## I passi", rule: "frase-lunga"},
		{name: "a long sentence in a record", file: cloud, old: "Cinque sistemi", new: strings.Repeat("Ogni sistema e ogni ufficio, ", 20) + "cinque sistemi", rule: "frase-lunga"},
		{name: "the example project", file: cloud, old: "titolo = \"", new: "titolo = \"Esempio: ", rule: "esempio"},
		{name: "the example announcement", file: notice, old: "titolo = \"", new: "titolo = \"Esempio: ", rule: "esempio"},
		{name: "the name of the example body", file: body, old: "nome = \"", new: "nome = \"Esempio: ", rule: "esempio"},
		{name: "a link without words", file: notice, old: "[progetto sul cloud]", new: "[]", rule: "link-testo"},
		{name: "a link that says nothing", file: notice, old: "[progetto sul cloud]", new: "[clicca qui]", rule: "link-vago"},
		{name: "a link that runs", file: notice, old: "(../progetti/cloud.toml)", new: "(javascript:alert)", rule: "link-schema"},
		{name: "a link with a user", file: notice, old: "(../progetti/cloud.toml)", new: "(https://www.governo.it@www.example.it/)", rule: "link-schema"},
		{name: "a note that is not mentioned", file: notice, old: "## I passi", new: "[^a]: Nota.\n\n## I passi", rule: "nota-senza-richiamo"},
	}
}

func figureFaults() []fault {
	return []fault{
		{name: "a wrong amount in the title", file: notice, old: "In cloud con 931.712 euro", new: "In cloud con 913.712 euro", rule: "cifra-importo"},
		{name: "a wrong amount in the summary", file: notice, old: "Oltre 930 mila euro", new: "Oltre 940 mila euro", rule: "cifra-importo"},
		{name: "a rounding by too much", file: notice, old: "Oltre 930 mila euro", new: "Oltre 800 mila euro", rule: "cifra-importo"},
		{name: "a wrong amount in bold", file: notice, old: "**931.712** euro", new: "**931.721** euro", rule: "cifra-importo"},
		{name: "a wrong amount over two lines", file: notice, old: "**931.712** euro", new: "931.721\neuro", rule: "cifra-importo"},
		{name: "an amount ten times as large", file: notice, old: "**931.712** euro", new: "9.317.120 euro", rule: "cifra-importo"},
		{name: "an amount in English form", file: notice, old: "**931.712** euro", new: "931,712 euro", rule: "cifra-importo"},
		{name: "a wrong amount with cents", file: notice, old: "250.000,50 euro", new: "€ 250.000,05", rule: "cifra-importo"},
		{name: "a wrong amount in words", file: notice, old: "250.000,50 euro", new: "duecentosessantamila euro", rule: "cifra-importo"},
		{name: "a wrong amount in millions", file: notice, old: "**931.712** euro", new: "1,2 milioni di euro", rule: "cifra-importo"},
		{name: "half a million", file: notice, old: "250.000,50 euro", new: "mezzo milione di euro", rule: "cifra-importo"},
		{name: "a range that holds nothing", file: notice, old: "250.000,50 euro", new: "tra 300 e 400 mila euro", rule: "cifra-importo"},
		{name: "a wrong amount in a list", file: notice, old: "Il contratto vale", new: "- 931.712 euro;\n- 250.010 euro.\n\nIl contratto vale", rule: "cifra-importo", below: 1},
		{name: "a wrong amount in a table of the text", file: notice, old: "Il contratto vale", new: "| a | b |\n|---|---|\n| c | 9.317 € |\n\nIl contratto vale", rule: "cifra-importo", below: 2},
		{name: "a wrong deadline", file: notice, old: "entro il 31 dicembre 2026", new: "entro il 31 marzo 2026", rule: "cifra-termine"},
		{name: "a wrong deadline in figures", file: notice, old: "entro il 31 dicembre 2026", new: "entro il 31/12/2027", rule: "cifra-termine"},
		{name: "a wrong month", file: notice, old: "entro il 31 dicembre 2026", new: "entro novembre 2026", rule: "cifra-termine"},
		{name: "a wrong component", file: notice, old: "Componente 1", new: "Componente 2", rule: "cifra-misura"},
		{name: "a wrong mission", file: notice, old: "Missione 1", new: "Missione 4", rule: "cifra-misura"},
		{name: "a wrong investment", file: notice, old: "Investimento 1.2", new: "Investimento 1.4", rule: "cifra-misura"},
		{name: "a wrong code", file: notice, old: "Investimento 1.2", new: "intervento M1C3", rule: "cifra-misura"},
		{name: "a wrong bare number", file: notice, old: "Investimento 1.2", new: "avviso 1.4.3", rule: "cifra-misura"},
		{name: "a wrong CUP in a text", file: notice, old: "J31B21004560006", new: "J31B21004560007", rule: "cifra-cup"},
		{name: "O for 0 in a CUP of a text", file: notice, old: "CUP è J31B21004560006", new: "CUP J31B21OO4560006", rule: "cifra-cup"},
		{name: "a wrong CIG in a text", file: notice, old: "CIG B1A5544327", new: "CIG B1A5544372", rule: "cifra-cig"},
		{name: "money and no project", file: "content/notizie/altra.md", new: "+++\ntitolo = \"Altra\"\ndata = 2026-09-01\nente = \"p_xx\"\n+++\nTesto.\n\nSono 931.712 euro e 5.000 euro.\n", rule: "notizia-senza-progetti", below: 7},
		{name: "a CUP and no project", file: "content/notizie/altra.md", new: "+++\ntitolo = \"Altra\"\ndata = 2026-09-01\n+++\nIl CUP J31B21004560006.\n", rule: "notizia-senza-progetti", below: 4},
		{name: "a CIG and no project", file: "content/notizie/altra.md", new: "+++\ntitolo = \"Altra\"\ndata = 2026-09-01\n+++\nIl CIG B1A5544327.\n", rule: "notizia-senza-progetti", below: 4},
		{name: "money that is nobody's, and no project", file: "content/notizie/altra.md", new: "+++\ntitolo = \"Altra\"\ndata = 2026-09-01\nente = \"c_g388\"\n+++\nSono 931.712 euro.\n", rule: "notizia-senza-progetti", below: 5},
		{name: "a silence without a reason", file: notice, old: "250.000,50 euro", new: "250.000,50 euro <!-- vetro: non di questi progetti -->", rule: "commento-senza-motivo"},
		{name: "a silence that silences nothing", file: notice, old: "250.000,50 euro", new: "250.000,50 euro <!-- vetro: non di questi progetti: dell’avviso -->", rule: "commento-inutile"},
		{name: "a silence that nobody understands", file: notice, old: "250.000,50 euro", new: "250.000,50 euro <!-- vetro: va bene -->", rule: "commento-ignoto"},
		{name: "a silence of a record without a reason", file: cloud, old: "lat = 45.18", new: "lat = 45.18 # vetro: pubblicabile", rule: "commento-senza-motivo"},
	}
}
