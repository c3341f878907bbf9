package load

import (
	"bytes"
	"crypto/sha256"
	"html"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"vetro/internal/record"
)

// listMedia gives the files that content/media holds.
func (a *assembly) listMedia() ([]job, error) {
	const dir = record.MediaFolder
	var jobs []job
	err := fs.WalkDir(a.fsys, dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return a.noFolder(name, name == dir, err)
		case name == dir && !d.IsDir():
			return a.notFolder(name)
		case name != dir && hidden(d.Name()):
			return skip(d)
		case d.IsDir():
			return nil
		}
		a.media[strings.TrimPrefix(name, "content/")] = true
		if !a.noFile(name, d, path.Ext(name)) {
			jobs = append(jobs, job{name: name, kind: mediaFile})
		}
		return nil
	})
	return jobs, err
}

// mediaFile reads what the rules and the pages must know of a file under content/media.
// One that a browser would run is refused: authors' files are never trusted. Its bytes
// are read only where there is something to look for in them. It reports whether they are
// those of the old part.
func (l *loader) mediaFile(old *part) (same bool) {
	at := record.Pos{File: l.file}
	info, err := fs.Stat(l.fsys, l.file)
	switch {
	case err != nil:
		l.unreadable(at, err)
		return false
	case !mediaName(l.file):
		l.problem(at, "media-nome", "il nome del file ha caratteri che gli indirizzi non hanno", "rinomina il file con lettere, cifre, spazi, . - e _")
		return false
	}
	m := &record.Media{Name: strings.TrimPrefix(l.file, "content/"), Size: info.Size()}
	l.record = m
	active, look := l.mayRun(info.Size()), looksThrough(l.file, info.Size())
	if !active && !look {
		return false
	}
	data, err := fs.ReadFile(l.fsys, l.file)
	if err != nil {
		l.unreadable(at, err)
		return false
	}
	l.sum, l.known = sha256.Sum256(data), true
	if old != nil && old.known && old.sum == l.sum {
		return true
	}
	if active {
		l.active(data)
	}
	if look {
		m.Scan = l.lookThrough(data)
	}
	return false
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

// mayRun refuses a file that runs by its type, and reports whether one must be read to
// know it.
func (l *loader) mayRun(size int64) bool {
	ext := strings.ToLower(path.Ext(l.file))
	at := record.Pos{File: l.file}
	if slices.Contains(activeTypes, ext) {
		l.problem(at, "media-attivo", "un file "+ext+" non si pubblica tra i media: potrebbe eseguire codice", "pubblicalo in un formato che si legge soltanto, come PDF/A o CSV")
		return false
	}
	if ext != ".svg" && ext != ".xml" {
		return false
	}
	if size > maxMarkup {
		l.problem(at, "file-enorme", "il file è troppo grande per controllare che non contenga codice", "comprimilo in un file .zip")
		return false
	}
	return true
}

// active refuses a drawing that would run in a reader's browser, or on the host.
func (l *loader) active(text []byte) {
	const mend = "esporta il file di nuovo senza script né collegamenti esterni"
	if wide(text) {
		l.problem(top(l.file), "codifica", "il file è in UTF-16, non in UTF-8", "salvalo di nuovo come UTF-8")
	} else if m := activeMarkup.FindIndex(text); m != nil {
		l.problem(newSource(l.file, text, 1).pos(m[0]), "media-attivo", "il file contiene codice: "+quote(string(text[m[0]:m[1]])), mend)
	} else if bytes.Contains(text, []byte("&#")) && hiddenScript.MatchString(html.UnescapeString(string(text))) {
		l.problem(top(l.file), "media-attivo", "il file contiene codice scritto con entità", mend)
	}
}
