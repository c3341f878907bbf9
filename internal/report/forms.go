package report

import "vetro/internal/record"

// What asks for a rule that no law asks for.
const (
	ofTOML   = "TOML 1.0"
	ofKeys   = "le chiavi dei dati"
	ofMoney  = "gli importi dei dati"
	ofPages  = "gli indirizzi delle pagine"
	ofLinks  = "i collegamenti tra i dati"
	ofFiles  = "i file del sito"
	ofMedia  = "sicurezza di chi legge"
	ofTheme  = "il tema"
	ofOutput = "la cartella pubblicata"
	ofWCAG   = "WCAG 2.2, "
)

// forms gives the rules that the other stages hold a site to: load on what is written,
// prose on Markdown, plan on addresses, theme on templates, output on the output folder. They
// cannot be set, since what breaks them could not be shown.
func forms() []Rule {
	return append(written(), published()...)
}

// written are the rules on what an author writes in a record.
func written() []Rule {
	e, w := record.Error, record.Warning
	return []Rule{
		{"toml-sintassi", e, false, ofTOML, "ogni riga è scritta come vuole il TOML"},
		{"chiave-doppia", e, false, ofTOML, "una chiave è scritta una volta sola"},
		{"carattere-di-controllo", e, false, ofTOML, "nei testi non ci sono caratteri che non si vedono"},
		{"carattere-nascosto", e, false, "Unicode, UTS 39", "nessun testo ha caratteri che chi legge non vede, o che ne cambiano l’ordine"},
		{"codifica", e, false, "UTF-8, RFC 3629", "ogni file di testo è in UTF-8"},
		{"intestazione", e, false, ofKeys, "un file Markdown comincia con le sue chiavi tra due righe +++"},
		{"chiave-ignota", e, false, ofKeys, "ogni chiave è tra quelle note"},
		{"chiave-manca", e, false, ofKeys, "le chiavi necessarie ci sono"},
		{"vuoto", e, false, ofKeys, "le chiavi necessarie hanno un valore"},
		{"tipo-errato", e, false, ofKeys, "un valore è del tipo della sua chiave: testo, numero, data, elenco"},
		{"valore-ignoto", e, false, ofKeys, "un valore è tra quelli della sua chiave"},
		{"testo-manca", e, false, ofKeys, "una notizia e una pagina hanno un testo"},
		{"tappa-senza-data", e, false, ofKeys, "una tappa ha la data prevista o quella effettiva"},
		{"data-forma", e, false, "ISO 8601", "una data è scritta come 2026-03-31, o quanto se ne sa"},
		{"importo-forma", e, false, ofMoney, "un importo è in euro interi, o tra virgolette con i centesimi"},
		{"importo-fuori-misura", e, false, ofMoney, "un importo va da zero a 999 miliardi"},
		{"numero-fuori-misura", e, false, ofKeys, "un numero è tra quelli possibili"},
		{"cup-forma", e, false, "l. 3/2003, art. 11", "un CUP ha la forma di un CUP"},
		{"cig-forma", e, false, "cifre di controllo del CIG", "un CIG ha la sua forma e le cifre di controllo tornano"},
		{"finanziamento-manca", e, false, "l. 3/2003, art. 11, c. 2-quater", "un progetto ha almeno un finanziamento"},
		{"misura-manca", e, false, "circolare RGS 9/2022, all. 4", "un finanziamento del PNRR dice la sua misura"},
		{"misura-forma", e, false, "Quadro finanziario del PNRR", "una misura ha la forma di un codice"},
		{"misura-ambigua", e, false, "Quadro finanziario del PNRR", "il codice di una misura è intero"},
		{"misura-ignota", e, false, "Quadro finanziario del PNRR", "una misura è tra quelle del PNRR o del sito"},
		{"sezione-ignota", e, false, "d.lgs. 33/2013, all. A", "una sezione è tra quelle di Amministrazione trasparente"},
		{"ente-manca", e, false, ofLinks, "in un sito di più enti, un progetto dice di quale è"},
		{"ente-ignoto", e, false, ofLinks, "un ente nominato ha il suo file"},
		{"fonte-ignota", e, false, ofLinks, "una fonte nominata è tra quelle importate"},
		{"progetto-ignoto", e, false, ofLinks, "un progetto nominato ha il suo file"},
		{"file-ignoto", e, false, ofLinks, "un documento o un’immagine nominati ci sono"},
		{"indirizzo-forma", e, false, "RFC 3986", "un indirizzo del web è intero"},
		{"link-schema", e, false, ofMedia, "un collegamento nel testo porta a una pagina, a un file o a un indirizzo del web"},
		{"link-testo", w, false, ofWCAG + "2.4.4", "un collegamento ha un testo che si legge"},
		{"immagine-alt", w, false, ofWCAG + "1.1.1", "un’immagine ha una descrizione"},
		{"immagine-esterna", e, false, ofMedia, "un’immagine sta nel sito e non altrove"},
		{"html-scartato", w, false, ofMedia, "nel testo non c’è HTML"},
		{"nota-senza-richiamo", w, false, "la nota a piè di pagina", "una nota ha il suo richiamo nel testo"},
		{"nota-annidata", e, false, "la nota a piè di pagina", "una nota non ne contiene altre"},
		{"scheda-forma", e, false, ofKeys, "una scheda nel testo dice di quale progetto è"},
		{"grafico-forma", e, false, ofKeys, "un grafico nel testo dice che cosa mostra"},
		{"grafico-vuoto", w, false, ofPages, "un grafico nel testo ha qualcosa da mostrare"},
		{"testo-smisurato", e, false, ofFiles, "un testo sta nella misura che una pagina può mostrare"},
	}
}

// published are the rules on files, pages and the output.
func published() []Rule {
	e, w := record.Error, record.Warning
	return []Rule{
		{"file-manca", e, false, ofFiles, "site.toml c’è"},
		{"cartella-manca", e, false, ofFiles, "la cartella content c’è"},
		{"file-illeggibile", e, false, ofFiles, "ogni file si può leggere"},
		{"file-fuori", e, false, ofFiles, "un collegamento tra file non porta fuori dal sito"},
		{"file-enorme", e, false, ofFiles, "un file di testo non supera la misura massima"},
		{"file-estraneo", w, false, ofFiles, "ogni file di content sta nella cartella e ha il nome che Vetro legge"},
		{"media-nome", e, false, "RFC 3986; i dischi di Windows e macOS", "il nome di un file pubblicato può essere un indirizzo, e sta su ogni disco"},
		{"media-non-usato", w, false, ofMedia, "un file di content/media serve a una pagina"},
		{"media-attivo", e, false, ofMedia, "un file pubblicato non esegue codice"},
		{"media-tipo", e, false, ofMedia, "un file pubblicato è di un tipo noto, e il contenuto è quello che dice l’estensione"},
		{"media-illeggibile", e, false, ofMedia, "un disegno, o un altro file XML, è scritto come vuole XML"},
		{"id-forma", e, false, ofPages, "il nome di un file può essere un indirizzo"},
		{"id-riservato", e, false, ofPages, "il nome di un file non è tra quelli riservati"},
		{"id-doppio", e, false, ofPages, "due file non hanno lo stesso nome"},
		{"indirizzo-doppio", e, false, ofPages, "due pagine non hanno lo stesso indirizzo"},
		{"link-rotto", e, false, ofPages, "un collegamento porta a una pagina o a un file del sito"},
		{"controllo-ignoto", w, false, "i controlli del sito", "sotto [controlli] ci sono controlli che esistono"},
		{"tema-ignoto", e, false, ofTheme, "il tema scelto c’è"},
		{"tema-testi", e, false, ofTheme, "i testi del tema si leggono"},
		{"tema-modello", e, false, ofTheme, "i modelli del tema sono giusti"},
		{"uscita-cartella", e, false, ofOutput, "la cartella di uscita può stare dov’è"},
		{"uscita-occupata", e, false, ofOutput, "una sola pubblicazione alla volta scrive in una cartella"},
		{"uscita-lavoro", e, false, ofOutput, "la cartella di lavoro, accanto a quella pubblicata, è di Vetro"},
		{"uscita-impronte", e, false, ofOutput, "l’elenco dei file pubblicati è intero"},
		{"uscita-estranea", w, false, ofOutput, "tra i file pubblicati non ci sono file d’altri"},
		{"uscita-modificata", w, false, ofOutput, "i file pubblicati non si cambiano a mano"},
		{"uscita-scontro", e, false, ofOutput, "il nome di un file pubblicato non è già di una cartella"},
	}
}
