package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"vetro/internal/record"
)

// figure writes an image alone in its paragraph, with its title as the
// caption.
func (w *writer) figure(n *ast.Image) {
	dest, ok := w.admitImage(n)
	if !ok {
		w.out.Words += countWords(w.plain(n))
		w.unlessEmpty("<p>", func() { w.text(w.plain(n)) }, "</p>\n")
		return
	}
	w.html("<figure>")
	w.img(n, dest, "")
	if caption := collapse(unescape(n.Title)); caption != "" {
		w.out.Words += countWords(caption)
		w.html("<figcaption>")
		w.text(caption)
		w.html("</figcaption>")
	}
	w.html("</figure>\n")
}

// image writes an image among words, or its description when it is refused.
func (w *writer) image(n *ast.Image) {
	dest, ok := w.admitImage(n)
	if !ok {
		w.text(w.plain(n))
		return
	}
	w.img(n, dest, collapse(unescape(n.Title)))
}

func (w *writer) img(n *ast.Image, dest, title string) {
	alt := w.plain(n)
	if alt == "" {
		w.report(record.Warning, n.Pos(), "immagine-alt",
			"l’immagine "+quote(dest)+" non ha una descrizione per chi non la vede",
			"descrivi che cosa mostra tra le parentesi quadre: ![descrizione]("+dest+")")
	}
	w.html(`<img src="`)
	w.address(record.Link{Dest: dest, Words: alt, Image: true, Pos: w.places.at(n.Pos())})
	w.html(`" alt="` + escape(alt) + `"`)
	if title != "" {
		w.html(` title="` + escape(title) + `"`)
	}
	w.html(` loading="lazy" decoding="async">`)
}

// admitImage gives the address of an image, and whether it is one of this site: a
// page asks nothing of other hosts.
func (w *writer) admitImage(n *ast.Image) (dest string, ok bool) {
	dest = strings.TrimSpace(unescape(n.Destination))
	const mend = "copia il file in content/media e scrivi il suo indirizzo, come ../media/foto.jpg"
	s := scheme(dest)
	switch {
	case dest == "":
		w.report(record.Error, n.Pos(), "link-schema", "l’immagine non ha un indirizzo", mend)
	case s == "http", s == "https", strings.HasPrefix(dest, "//"):
		w.report(record.Error, n.Pos(), "immagine-esterna",
			"l’immagine "+quote(dest)+" sta su un altro sito, che saprebbe di ogni visita", mend)
	case s != "":
		w.report(record.Error, n.Pos(), "link-schema", "l’immagine "+quote(dest)+" non è un file del sito", mend)
	default:
		return dest, w.admit(dest, n.Pos())
	}
	return "", false
}
