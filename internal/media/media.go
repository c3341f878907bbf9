// Package media knows which files may be published as attachments: by their name, by their type
// and by what is in them. What is not in its table of types is refused; so is what a server would
// run, or a browser would take for a page, whatever its name says. It never touches the disk and
// changes nothing.
//
// Sources: MIME Sniffing (WHATWG), 7.1; the sniffer of Chromium, net/base/mime_sniffer.cc, which
// asks for less than the standard does before it sees HTML; Apache httpd, mod_mime, «Files with
// Multiple Extensions», and Debian’s configuration of it and of PHP.
package media

import (
	"io"
	"path"
	"slices"
	"strings"
)

// The rules that a refused file breaks.
const (
	RuleActive = "media-attivo" // it would run
	RuleType   = "media-tipo"   // it is of no type that is published, or not of that of its name
	RuleName   = "media-nome"   // its name cannot be held everywhere
)

// Refusal is why a file is not published, and the mend.
type Refusal struct{ Rule, Text, Mend string }

// Check reports why a file is not published, or nil; own are the types that the site adds. Of
// most files it reads the first bytes alone. The error is that of reading.
//
// The types for which Markup reports true are only held to their beginning here: whoever
// publishes them reads them whole.
func Check(name string, file io.ReaderAt, size int64, own []string) (*Refusal, error) {
	c, err := newContent(file, size)
	if err != nil {
		return nil, err
	}
	r := c.check(name, own)
	return r, c.err
}

func (c *content) check(name string, own []string) *Refusal {
	ext := Ext(name)
	if r := activeName(name); r != nil {
		return r
	}
	f := formatOf(ext)
	if ext == "" {
		return c.nameless()
	}
	mine := f == nil && slices.Contains(own, ext)
	if f == nil && !mine {
		return unknownType(ext)
	}
	if r := c.active(ext, f); r != nil {
		return r
	}
	if r := c.macros(f); r != nil {
		return r
	}
	if !mine && !f.known(c) {
		return c.otherwise(ext, f)
	}
	return nil
}

// Ext gives the last extension of a name, in lower case and without its dot.
func Ext(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(path.Base(name)), "."))
}

// Markup reports whether a file is XML by its name, and whether it is a drawing.
func Markup(name string) (markup, drawing bool) {
	ext := Ext(name)
	f := formatOf(ext)
	return f != nil && f.markup, ext == "svg"
}

// Words reports whether a file is text by its name, so that personal data may be looked for in it.
func Words(name string) bool {
	f := formatOf(Ext(name))
	return f != nil && f.words
}

func unknownType(ext string) *Refusal {
	return &Refusal{RuleType, "il tipo ." + ext + " non è tra quelli che si pubblicano", "pubblicalo in un formato aperto, come PDF/A, ODS o CSV, o comprimilo in un file .zip; se serve proprio così, aggiungilo in site.toml, sotto [media]: tipi = [\"" + ext + "\"]"}
}

// nameless refuses a file whose name has no extension: a server then tells no type, and browsers
// guess one.
func (c *content) nameless() *Refusal {
	const text = "il nome non ha un’estensione, e chi scarica il file non sa con che cosa aprirlo"
	if found := c.tell(); found != nil {
		return &Refusal{RuleType, text, "il contenuto è " + found.name + ": aggiungi ." + found.exts[0] + " in fondo al nome"}
	}
	return &Refusal{RuleType, text, "aggiungi in fondo al nome l’estensione del suo tipo, come .pdf o .csv"}
}

// otherwise refuses a file whose content is not what its extension says.
func (c *content) otherwise(ext string, f *format) *Refusal {
	says := "il nome finisce in ." + ext
	if c.size == 0 {
		return &Refusal{RuleType, says + ", ma il file è vuoto", "copia di nuovo il file, o toglilo"}
	}
	if c.at(0, oldOffice) && c.contains("EncryptedPackage") {
		return &Refusal{RuleType, says + ", ma il documento è protetto da una password", "salvalo di nuovo senza password"}
	}
	if found := c.tell(); found != nil && found != f {
		to := found.exts[0]
		if old := strings.TrimSuffix(ext, "x"); slices.Contains(found.exts, old) {
			to = old // .xlsx that is .xls
		}
		return &Refusal{RuleType, says + ", ma il contenuto è " + found.name, "rinomina il file con ." + to}
	}
	mend := "aprilo con il suo programma e salvalo di nuovo come ." + ext
	if f.family == signatures {
		mend = "chiedi il file a chi l’ha firmato, o firmalo di nuovo"
	}
	return &Refusal{RuleType, says + ", ma il contenuto non è " + f.name, mend}
}

// AddedType gives a type that a site adds as the table has it, or says why it cannot be added.
func AddedType(s string) (ext string, r *Refusal) {
	ext = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "."))
	switch {
	case ext == "" || strings.ContainsFunc(ext, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }):
		return "", &Refusal{RuleType, `"` + s + `" non è un’estensione`, `scrivi le sole lettere e cifre dopo l’ultimo punto del nome, come "dwg"`}
	case runs(ext):
		return "", &Refusal{RuleActive, "un file ." + ext + " non si pubblica in nessun caso: potrebbe eseguire codice", "toglilo dall’elenco, e pubblica il file in un formato che si legge soltanto, come PDF/A o CSV"}
	}
	return ext, nil
}
