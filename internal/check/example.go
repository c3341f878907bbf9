package check

import "strings"

// exampleMark begins the titles of what vetro new sito makes up, and the name of the body
// when nobody said it.
const exampleMark = "Esempio:"

// leftExample finds what a new site begins with and no site should publish.
func leftExample(i *inspection) {
	const instead = ", quando c’è qualcosa di vero al suo posto"
	for _, b := range i.site.Bodies {
		if strings.HasPrefix(b.Name, exampleMark) {
			i.report(b.At("nome"), "l’ente ha ancora il nome d’esempio", "scrivi in nome come si chiama l’ente")
		}
	}
	for _, p := range i.site.Projects {
		if strings.HasPrefix(p.Title, exampleMark) {
			i.report(p.At("titolo"), "il progetto d’esempio c’è ancora", "cancella "+p.File+instead)
		}
	}
	for _, a := range i.site.Announcements {
		if strings.HasPrefix(a.Title, exampleMark) {
			i.report(a.At("titolo"), "la notizia d’esempio c’è ancora", "cancella "+a.File+instead)
		}
	}
}
