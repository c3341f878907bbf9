package prose

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"vetro/internal/record"
)

// link writes a link, or its words alone when the address is refused.
func (w *writer) link(n *ast.Link) {
	dest := strings.TrimSpace(unescape(n.Destination))
	if w.inLink || !w.admit(dest, n.Pos()) {
		w.inlines(n)
		return
	}
	words := w.plain(n)
	if words == "" {
		w.report(record.Warning, n.Pos(), "link-testo",
			"il link a "+quote(dest)+" non ha un testo", "scrivi tra le parentesi quadre dove porta: [testo]("+dest+")")
	}
	w.openLink(dest, words, n.Title, n.Pos())
	w.inLink = true
	w.inlines(n)
	w.inLink = false
	w.tag("</a>")
}

// autoLink writes an address as its own text, with <> around it or bare.
func (w *writer) autoLink(n *ast.AutoLink) {
	label := n.Label(w.src)
	dest := string(n.URL(w.src))
	if n.AutoLinkType == ast.AutoLinkEmail {
		dest = "mailto:" + dest
	}
	at := n.Pos()
	if at < len(w.src) && w.src[at] != '<' && !bytes.HasPrefix(w.src[at:], label) {
		at++ // of a bare address goldmark gives the place of the space before it
	}
	if w.inLink || !w.admit(dest, at) {
		w.text(string(label))
		return
	}
	w.openLink(dest, string(label), nil, at)
	w.text(string(label))
	w.tag("</a>")
}

func (w *writer) openLink(dest, words string, title []byte, at int) {
	w.tag(`<a href="`)
	w.address(record.Link{Dest: dest, Words: words, Pos: w.places.at(at)})
	w.tag(`"`)
	if t := collapse(unescape(title)); t != "" {
		w.tag(` title="` + escape(t) + `"`)
	}
	if s := scheme(dest); s == "http" || s == "https" {
		w.tag(` rel="external"`)
	}
	w.tag(">")
}

func (w *writer) address(l record.Link) {
	if scheme(l.Dest) != "" {
		l.To = string(util.URLEscape([]byte(l.Dest), false))
	}
	w.out.Links = append(w.out.Links, l)
	w.slot(record.LinkSlot, len(w.out.Links)-1)
}

// admit reports whether a link may lead to an address; if not, it says why.
func (w *writer) admit(dest string, at int) bool {
	text, mend := faultOf(dest)
	if text == "" {
		return true
	}
	w.report(record.Error, at, "link-schema", text, mend)
	return false
}

// faultOf says what is wrong with an address, and the mend; "" when it may be
// followed: http, https, mailto, tel, or an address of this site.
//
// A browser drops tabs and line ends, takes \ for /, and takes https:x for a
// relative address; so none of these passes.
func faultOf(dest string) (text, mend string) {
	switch {
	case dest == "":
		return "il link non ha un indirizzo", "scrivi l’indirizzo tra le parentesi tonde: [testo](https://www.example.it/)"
	case strings.ContainsFunc(dest, func(r rune) bool { return r < ' ' || r == '\ufffd' }):
		return "l’indirizzo " + quote(dest) + " contiene un carattere che un indirizzo non può avere",
			"cancella l’indirizzo e copialo di nuovo dalla barra del browser"
	case strings.Contains(dest, `\`):
		return "l’indirizzo " + quote(dest) + " contiene una barra rovescia", "scrivi / al posto di \\"
	case strings.HasPrefix(dest, "//"):
		return "l’indirizzo " + quote(dest) + " non dice se è https o http", "scrivi " + quote("https:"+dest)
	}
	switch s := scheme(dest); {
	case s == "":
	case s == "http", s == "https":
		if !hasHost(dest) {
			return "l’indirizzo " + quote(dest) + " non ha il nome del sito", "scrivilo per intero, come https://www.example.it/pagina.html"
		}
		if clean, host, found := record.WithoutUser(dest); found {
			return "l’indirizzo " + quote(dest) + " ha un nome utente: porta a " + host, "scrivi " + quote(clean) + ", se è il sito giusto"
		}
	case !slices.Contains([]string{"mailto", "tel"}, s):
		return "l’indirizzo " + quote(dest) + " comincia con " + quote(dest[:len(s)+1]) + ", che non si pubblica",
			"usa un indirizzo che comincia con https:, http:, mailto: o tel:, oppure il nome di una pagina del sito"
	}
	return "", ""
}

func hasHost(dest string) bool {
	host, found := strings.CutPrefix(dest[strings.IndexByte(dest, ':')+1:], "//")
	return found && host != "" && !strings.ContainsAny(host[:1], "/?#:")
}

// scheme gives the scheme of an address in lower case, or "" for a relative one.
func scheme(dest string) string {
	name, _, found := strings.Cut(dest, ":")
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+-.", r)) {
			return ""
		}
	}
	if !found {
		return ""
	}
	return strings.ToLower(name)
}
