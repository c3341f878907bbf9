package load

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"strings"

	"vetro/internal/record"
)

var notIDPart = regexp.MustCompile(`[^a-z0-9_-]+`)

// maxID keeps the name of a page within what file systems take.
const maxID = 150

// stem gives the id of the record that a file holds.
func stem(name string) string { return strings.TrimSuffix(path.Base(name), path.Ext(name)) }

// id gives the id of the file, and reports one that cannot be an address.
func (l *loader) id() (id string, ok bool) {
	name := l.file
	id = stem(name)
	n := len(l.problems)
	at := top(name)
	switch {
	case !record.ValidID(id):
		good := strings.Trim(notIDPart.ReplaceAllString(fold(strings.ToLower(record.Legible(id))), "-"), "-_")
		l.problem(at, "id-forma", "il nome "+quote(id)+" non può essere un indirizzo", "rinomina il file "+cmp.Or(good, "con lettere minuscole senza accenti, cifre, - e _: esempio")+path.Ext(name))
	case record.ReservedID(id):
		l.problem(at, "id-riservato", "il nome "+quote(id)+" è riservato", "rinomina il file, per esempio "+id+"-1"+path.Ext(name))
	case len(id) > maxID:
		l.problem(at, "id-forma", fmt.Sprintf("il nome del file ha %d caratteri, il massimo è %d", len(id), maxID), "rinomina il file con un nome più corto")
	}
	return id, len(l.problems) == n
}

// top gives the place of what concerns a whole file of text.
func top(name string) record.Pos { return record.Pos{File: name, Line: 1, Col: 1} }

var accents = strings.NewReplacer("à", "a", "á", "a", "è", "e", "é", "e", "ì", "i", "í", "i", "ò", "o", "ó", "o", "ù", "u", "ú", "u", "ç", "c", "ñ", "n", "ü", "u", "ö", "o", "ä", "a")

func fold(s string) string { return accents.Replace(s) }
