package scaffold

import "vetro/internal/record"

// siteText gives site.toml: every key that it may have, and under [sezioni] the sections of
// Amministrazione trasparente that a body may publish elsewhere. Usual holds, in the form
// of what is known, what keys have when they are left out, or an example. The headers of
// its tables stand even when nothing below them does yet, so that a key that is turned on
// belongs to the right one.
func siteText(known, usual Known, sections []*record.Section) string {
	d := &draft{known: known, usual: usual}
	d.line("# Il sito. Le righe che cominciano con # non contano: togli il # a quelle che servono,")
	d.line("# scrivi il valore, e cancella le altre.")
	d.line("")
	d.keys("site", "", true)
	d.table("[contatti]", "I contatti dell’ente, per il piede di ogni pagina.", true)
	d.table("[pagine]", "Le pagine che la legge vuole nel piede, se sono pubblicate altrove.", true)
	d.line("")
	d.line("# Le sezioni di Amministrazione trasparente che l’ente pubblica su un altro sito: scrivi l’indirizzo di ognuna.")
	d.line("# Quelle che stanno dentro una di queste la seguono.")
	d.line("[sezioni]")
	for _, s := range sections {
		d.key("# "+s.ID+" = \"\"", s.Name)
	}
	d.line("")
	d.line("# La gravità dei controlli, se non va bene quella di partenza: errore, avviso o spento. vetro rules li elenca.")
	d.line("[controlli]")
	d.line("# Un sito nuovo ha quasi tutte le sezioni di Amministrazione trasparente vuote. Quando hai scritto gli indirizzi")
	d.line("# sotto [sezioni], togli questa riga: vetro check dirà quali sezioni restano vuote senza un motivo.")
	d.line("sezione-senza-motivo = \"spento\"")
	d.table("[dati]", "I dati aperti.", true)
	d.table("[media]", "I file di content/media: si pubblicano quelli a cui rimanda una pagina o un dato pubblicato.", true)
	return d.String()
}
