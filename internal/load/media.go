package load

import (
	"bytes"
	"html"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"vetro/internal/record"
)

// readMedia lists what content/media holds. A file that a browser would run is refused:
// authors' files are never trusted.
func (l *loader) readMedia() error {
	const dir = "content/media"
	return fs.WalkDir(l.fsys, dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return l.noFolder(name, name == dir, err)
		case name == dir && !d.IsDir():
			return l.notFolder(name)
		case name != dir && hidden(d.Name()):
			return skip(d)
		case d.IsDir():
			return nil
		}
		short := strings.TrimPrefix(name, "content/")
		l.media[short] = true
		at := record.Pos{File: name}
		info, err := fs.Stat(l.fsys, name)
		switch {
		case err != nil:
			l.unreadable(at, err)
			return nil
		case l.badLink(name, d, path.Ext(name)):
			return nil
		case !mediaName(name):
			l.problem(at, "media-nome", "il nome del file ha caratteri che gli indirizzi non hanno", "rinomina il file con lettere, cifre, spazi, . - e _")
			return nil
		}
		l.active(name, info.Size())
		m := record.Media{Name: short, Size: info.Size()}
		l.lookThrough(name, info.Size(), &m)
		l.site.Media = append(l.site.Media, m)
		return nil
	})
}

// mediaName reports whether every file system and host can hold the name.
func mediaName(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool {
		return r < ' ' || r == 0x7f || strings.ContainsRune(`<>:"|?*\%#`, r)
	}) && !strings.HasSuffix(name, " ") && !strings.HasSuffix(name, ".")
}

var activeTypes = []string{
	".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".js", ".mjs", ".wasm", ".xsl", ".xslt", ".svgz",
	".php", ".phtml", ".asp", ".aspx", ".jsp", ".cgi", ".swf", ".jar", ".exe", ".msi", ".bat", ".cmd", ".ps1", ".vbs",
}

// activeMarkup is what makes a drawing run: scripts, handlers, foreign pages.
var activeMarkup = regexp.MustCompile(`(?i)<\s*(?:[\w-]+:)?(?:script|foreignObject|iframe|embed|object|handler)\b|\bon[a-z]+\s*=\s*["']|javascript:|<!ENTITY|<\?xml-stylesheet`)

// hiddenScript is an address that runs, once its entities are resolved.
var hiddenScript = regexp.MustCompile(`(?i)=\s*["']\s*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:`)

// maxMarkup is the largest drawing or XML file that is looked through.
const maxMarkup = 64 << 20

// active refuses media that would run in a reader's browser, or on the host.
func (l *loader) active(name string, size int64) {
	ext := strings.ToLower(path.Ext(name))
	at := record.Pos{File: name}
	if slices.Contains(activeTypes, ext) {
		l.problem(at, "media-attivo", "un file "+ext+" non si pubblica tra i media: potrebbe eseguire codice", "pubblicalo in un formato che si legge soltanto, come PDF/A o CSV")
		return
	}
	if ext != ".svg" && ext != ".xml" {
		return
	}
	if size > maxMarkup {
		l.problem(at, "file-enorme", "il file è troppo grande per controllare che non contenga codice", "comprimilo in un file .zip")
		return
	}
	text, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		l.unreadable(at, err)
		return
	}
	const mend = "esporta il file di nuovo senza script né collegamenti esterni"
	if wide(text) {
		l.problem(top(name), "codifica", "il file è in UTF-16, non in UTF-8", "salvalo di nuovo come UTF-8")
	} else if m := activeMarkup.FindIndex(text); m != nil {
		l.problem(newSource(name, text, 1).pos(m[0]), "media-attivo", "il file contiene codice: "+quote(string(text[m[0]:m[1]])), mend)
	} else if bytes.Contains(text, []byte("&#")) && hiddenScript.MatchString(html.UnescapeString(string(text))) {
		l.problem(top(name), "media-attivo", "il file contiene codice scritto con entità", mend)
	}
}
