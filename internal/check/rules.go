package check

import "vetro/internal/record"

// Rules gives the table of rules, in the order in which they are listed. Only what is
// verified law, or would count a euro twice, may be an error by default; the rest warns.
func Rules() []Rule {
	var rules []Rule
	for _, family := range [][]Rule{figureRules(), codeRules(), coherenceRules(), lawRules(), privacyRules(), wordRules(), pageRules(), remarkRules()} {
		rules = append(rules, family...)
	}
	return rules
}

// Where rules come from that no article of law states.
const (
	anchored = "ogni euro è ancorato a un dato"
	coherent = "coerenza dei dati"
	plainLaw = "d.lgs. 33/2013, art. 6"
)

func figureRules() []Rule {
	w := record.Warning
	return []Rule{
		{"cifra-importo", w, anchored, "un importo in una notizia è nei dati dei suoi progetti: finanziamento, contratto, pagamento, somma o totale, o un arrotondamento che le parole permettono", ofSite(wrongAmount)},
		{"cifra-termine", w, coherent, "un termine in una notizia è una tappa dei suoi progetti", ofSite(wrongDeadline)},
		{"cifra-misura", w, coherent, "missione, componente e misura in una notizia sono quelle dei suoi progetti", ofSite(wrongMeasure)},
		{"cifra-cup", w, "l. 3/2003, art. 11", "un CUP in una notizia è dei suoi progetti", ofSite(wrongCUP)},
		{"cifra-cig", w, coherent, "un CIG in una notizia è di un contratto dei suoi progetti", ofSite(wrongCIG)},
		{"notizia-senza-progetti", w, anchored, "una notizia che parla di denaro o cita un codice dice di quali progetti parla", ofSite(unlinkedAnnouncement)},
	}
}

func codeRules() []Rule {
	e, w := record.Error, record.Warning
	return []Rule{
		{"cup-manca", e, "l. 3/2003, art. 11, c. 2-bis", "ogni progetto ha il CUP, o il motivo per cui manca", ofProjects(noCUP)},
		{"cup-assente", w, coherent, "un progetto che ha il CUP non dice perché manca", ofProjects(twoWordsOnCUP)},
		{"cup-doppio", w, "l. 3/2003, art. 11", "un CUP sta in un progetto solo", ofSite(sharedCUP)},
		{"cup-insolito", w, "i CUP di Italia Domani", "un CUP somiglia a quelli noti: prima lettera da B a J, 000 prima dell’ultima cifra, anno non futuro", ofProjects(oddCUP)},
		{"cig-manca", w, "delibera ANAC 264/2023", "ogni contratto ha il CIG, o il motivo per cui manca", ofProjects(noCIG)},
		{"cig-insolito", w, "i CIG di Italia Domani", "un CIG somiglia a quelli noti", ofProjects(oddCIG)},
		{"cig-doppio", w, coherent, "un contratto sta in un progetto solo", ofSite(sharedCIG)},
		{"codice-fiscale-ente", e, "i soggetti del PNRR", "il codice fiscale di un ente ha 11 cifre e la cifra di controllo torna", ofSite(bodyTaxCode)},
		{"codice-fiscale-fornitore", w, "gli aggiudicatari del PNRR", "il codice fiscale di un’impresa ha 11 cifre e la cifra di controllo torna", ofProjects(supplierTaxCode)},
		{"ente-tipo", w, coherent, "un ente dice il suo tipo, se un suo progetto ha denaro di un Comune, di una Provincia o di una Regione", ofProjects(bodyKindUnknown)},
		{"ipa-forma", w, "Indice PA", "un codice IPA ha la forma che ha per quel tipo di ente", ofSite(oddIPA)},
		{"istat-forma", w, "ISTAT", "un codice ISTAT di comune ha sei cifre", ofSite(oddISTAT)},
		{"provincia-sigla", w, "ISTAT", "una provincia si scrive con la sigla", ofSite(oddProvince)},
		{"luogo-coordinate", w, coherent, "un luogo ha tutte e due le coordinate, ed è in Italia", ofProjects(oddPlace)},
	}
}

func coherenceRules() []Rule {
	w := record.Warning
	return []Rule{
		{"pagamenti-erogato", w, coherent, "i pagamenti all’ente e i finanziamenti erogati danno la stessa somma", ofProjects(paymentsAgree)},
		{"erogato-finora", w, coherent, "erogato dice quanto è arrivato finora di un finanziamento assegnato da altri, e di che giorno è", ofProjects(receivedSoFar)},
		{"erogato-zero", w, coherent, "uno zero in erogato è di non più di sei mesi fa", ofProjects(zeroTooOld)},
		{"contratti-oltre", w, coherent, "i contratti non superano i finanziamenti", ofProjects(contractsWithin)},
		{"pagamenti-oltre", w, coherent, "i pagamenti non superano i finanziamenti e i contratti", ofProjects(paymentsWithin)},
		{"importo-zero", w, coherent, "un progetto non ha solo finanziamenti di zero euro", ofProjects(zeroFunding)},
		{"stesso-denaro", record.Error, coherent, "lo stesso denaro sta in un progetto solo: due file non hanno lo stesso ente e lo stesso CUP, né lo stesso ente, titolo e importo se di uno manca il CUP", ofSite(sameMoney)},
		{"fonte-sparita", w, coherent, "di un finanziamento parla ancora la fonte da cui viene, o è scritto perché vale lo stesso", ofProjects(sourceGone)},
		{"finanziamento-doppio", w, coherent, "un finanziamento è scritto una volta sola", ofProjects(sameFunding)},
		{"stato-finanziamenti", w, coherent, "lo stato del progetto e quello dei finanziamenti vanno d’accordo", ofProjects(stateOfFundings)},
		{"stato-prima-decreto", w, coherent, "un finanziamento è erogato, rinunciato o revocato dopo il suo decreto", ofProjects(paidBeforeDecree)},
		{"pagamento-prima-decreto", w, coherent, "l’ente riceve il denaro dopo il decreto", ofProjects(paymentBeforeDecree)},
		{"concluso-tappa-futura", w, coherent, "un progetto concluso non ha tappe da venire", ofProjects(doneWithFuture)},
		{"concluso-aperto", w, coherent, "un progetto concluso non ha finanziamenti ancora da erogare", ofProjects(doneButOpen)},
		{"concluso-senza-fine", w, coherent, "un progetto concluso dice quando è finito, se non ha ricevuto tutto il denaro", ofProjects(doneOnNoDay)},
		{"fatto-futuro", w, coherent, "una data di un decreto, di un atto, di un contratto o di un pagamento non è nel futuro", ofProjects(factToCome)},
		{"effettiva-futura", w, coherent, "una tappa avvenuta non è nel futuro", ofProjects(actualToCome)},
		{"fasi-ordine", w, coherent, "le fasi avvengono nel loro ordine", ofProjects(phasesInOrder)},
		{"aggiornato-indietro", w, coherent, "i dati sono controllati dopo l’ultimo fatto che riportano", ofProjects(factsAfterUpdate)},
		{"notizia-prima-decreto", w, coherent, "una notizia non è più vecchia del decreto dei suoi progetti", ofSite(announcementBeforeDecree)},
		{"notizia-altro-ente", w, coherent, "una notizia e i suoi progetti sono dello stesso ente", ofSite(announcementOfOther)},
		{"notizia-senza-data", w, plainLaw, "ogni notizia ha la sua data", ofSite(undatedAnnouncement)},
		{"tappa-senza-esito", w, plainLaw, "una tappa la cui scadenza è passata dice com’è andata, se il progetto non è finito", ofProjects(noOutcome)},
		{"progetto-fermo", w, "d.lgs. 33/2013, artt. 6 e 8", "i dati di un progetto in corso sono controllati da meno di sei mesi", ofProjects(staleProject)},
		{"progetto-senza-atti", w, "circolare RGS 9/2022, all. 4", "ogni progetto ha i suoi atti", ofProjects(noActs)},
		{"progetto-senza-notizia", w, "reg. (UE) 2021/241, art. 34", "di ogni progetto parla almeno una notizia", ofProjects(noAnnouncement)},
		{"provenienza-manca", w, "delibera ANAC 495/2024, all. 4", "ogni progetto dice da dove vengono i suoi dati", ofProjects(noSources)},
		{"provenienza-vecchia", w, "delibera ANAC 495/2024, all. 4", "la fonte di un progetto in corso ha meno di un anno", ofProjects(staleSources)},
		{"esempio", w, "vetro new sito", "l’esempio con cui comincia un sito nuovo non c’è più", ofSite(leftExample)},
	}
}

func lawRules() []Rule {
	e, w := record.Error, record.Warning
	return []Rule{
		{"atto-senza-cup", e, "l. 3/2003, art. 11, c. 2-bis", "un atto di finanziamento riporta il CUP", ofProjects(actWithoutCUP)},
		{"atto-altro-cup", w, "l. 3/2003, art. 11, c. 2-bis", "un atto cita il CUP del suo progetto", ofProjects(actOfOtherCUP)},
		{"atto-incompleto", w, "circolare RGS 9/2022, all. 4", "un atto ha le voci della circolare che può avere: numero, data, documento, data di pubblicazione, oggetto, entrata in vigore", ofProjects(bareAct)},
		{"atto-date", w, coherent, "un atto è pubblicato ed entra in vigore dopo che è adottato", ofProjects(actInForceEarly)},
		{"sezione-senza-motivo", w, "delibera ANAC 192/2025", "una sezione vuota dice perché lo è", ofSite(bareSection)},
		{"termine-pubblicazione", w, "d.lgs. 33/2013, art. 8, c. 3", "il termine di pubblicazione di un progetto, fino al 31 dicembre del quinto anno dopo il primo, non è finito", ofProjects(publicationTerm)},
		{"base-url-manca", w, "sitemaps.org; RFC 4287", "il sito dice il suo indirizzo", ofSite(noBaseURL)},
		{"accessibilita-manca", w, "l. 4/2004; linee guida AgID", "il sito porta alla dichiarazione di accessibilità su form.agid.gov.it", ofSite(accessibilityPage)},
		{"rpd-manca", w, "linee guida di design, AgID", "il sito dà i contatti del responsabile della protezione dei dati", ofSite(officerContact)},
		{"formato-chiuso", w, "d.lgs. 33/2013, art. 7; d.lgs. 82/2005, art. 68", "i documenti sono in formato aperto", ofSite(closedFormat)},
		{"pdf-immagine", w, "d.lgs. 33/2013, art. 7; l. 190/2012, art. 1, c. 32", "un PDF ha un testo, e non solo immagini", ofSite(scannedDocument)},
	}
}

func privacyRules() []Rule {
	e := record.Error
	return []Rule{
		{"persona-codice-fiscale", e, "d.lgs. 33/2013, art. 7-bis; Garante, linee guida 2014", "nessun testo e nessun allegato riporta il codice fiscale di una persona", ofSite(surely(record.PersonalTaxCode))},
		{"persona-iban", e, "d.lgs. 33/2013, art. 7-bis; Garante, linee guida 2014", "nessun testo e nessun allegato riporta un IBAN, tranne la sezione dell’art. 36", ofSite(surely(record.PersonalIBAN))},
		{"persona-cellulare", e, "d.lgs. 33/2013, art. 7-bis; Garante, linee guida 2014", "nessun testo e nessun allegato riporta un numero di cellulare", ofSite(surely(record.PersonalMobile))},
		{"persona-email", e, "d.lgs. 33/2013, art. 7-bis; Garante, linee guida 2014", "nessun testo e nessun allegato riporta un indirizzo di posta privato", ofSite(surely(record.PersonalEmail))},
		{"persona-probabile", record.Warning, "d.lgs. 33/2013, art. 7-bis; Garante, linee guida 2014", "un numero o un indirizzo che può essere di una persona non lo è, o si può pubblicare", ofSite(likelyPersonal)},
	}
}

func wordRules() []Rule {
	w := record.Warning
	return []Rule{
		{"frase-lunga", w, "linguaggio chiaro", "una frase non passa le 60 parole", ofSite(longSentence)},
		{"resto-di-altro-sistema", w, "linguaggio chiaro", "un testo non ha segni che solo un altro sistema capisce: {{< … >}}, {% … %}, {: … }, [caption …], un ** che non fa il grassetto", ofSite(leftovers)},
		{"titolo-salto", w, "WCAG 2.2, 1.3.1", "i titoli di un testo non saltano livelli", ofSite(headingJump)},
		{"immagine-senza-alt", w, "WCAG 2.2, 1.1.1", "l’immagine di una notizia ha una descrizione", ofSite(noImageAlt)},
		{"alt-nome-file", w, "WCAG 2.2, 1.1.1", "la descrizione di un’immagine non è il nome di un file", ofSite(altIsFileName)},
		{"link-vago", w, "WCAG 2.2, 2.4.4", "il testo di un link dice dove porta", ofSite(vagueLink)},
		{ID: ExternalRule, Severity: w, Source: "WCAG 2.2, 2.4.4", Meaning: "un link a un altro sito porta a una pagina che c’è (solo con --online)"},
	}
}

// pageRules are the rules on finished pages, which build reads.
func pageRules() []Rule {
	e, w := record.Error, record.Warning
	return []Rule{
		{ID: EmblemRule, Severity: e, Source: "reg. (UE) 2021/241, art. 34, par. 2", Meaning: "ogni pagina di un progetto PNRR ha l’emblema dell’Unione e la frase sul finanziamento"},
		{ID: IndexRule, Severity: e, Source: "d.lgs. 33/2013, art. 9", Meaning: "nulla tiene Amministrazione trasparente fuori dai motori di ricerca"},
		{ID: PageHeadingRule, Severity: w, Source: "WCAG 2.2, 1.3.1", Meaning: "i titoli di una pagina cominciano da un h1 solo e non saltano livelli"},
		{ID: PageImageRule, Severity: w, Source: "WCAG 2.2, 1.1.1", Meaning: "ogni immagine di una pagina ha l’attributo alt"},
		{ID: PageLanguageRule, Severity: w, Source: "WCAG 2.2, 3.1.1 e 2.4.2", Meaning: "ogni pagina dice la sua lingua e il suo titolo"},
	}
}

// The ids of the rules on finished pages.
const (
	EmblemRule       = "pagina-emblema"
	IndexRule        = "pagina-noindex"
	PageHeadingRule  = "pagina-titoli"
	PageImageRule    = "pagina-alt"
	PageLanguageRule = "pagina-lingua"
)

// ExternalRule is the id of the rule on links to other sites, which build follows.
const ExternalRule = "link-esterno"

func remarkRules() []Rule {
	w := record.Warning
	return []Rule{
		{"commento-ignoto", w, "i commenti vetro", "un commento vetro dice una cosa nota", ofSite(unknownDirective)},
		{"commento-senza-motivo", w, "i commenti vetro", "un commento vetro dice il motivo", ofSite(directiveWithoutReason)},
		{"commento-inutile", w, "i commenti vetro", "un commento vetro tace qualcosa", ofSite(idleDirective)},
	}
}
