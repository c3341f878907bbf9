package check

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"vetro/internal/record"
)

// texts gives the texts of the site that authors wrote in Markdown, in the order of
// projects, announcements, sections and pages.
func (s *state) texts(do func(*record.Text)) {
	for _, p := range s.site.Projects {
		do(&p.Text)
	}
	for _, a := range s.site.Announcements {
		do(&a.Text)
	}
	for _, section := range record.AllSections(s.site.Sections) {
		if t := s.site.SectionTexts[section.ID]; t != nil {
			do(&t.Text)
		}
	}
	for _, p := range s.site.Pages {
		do(&p.Text)
	}
}

func longSentence(i *inspection) {
	i.texts(func(t *record.Text) {
		if t.Found == nil {
			return
		}
		for _, s := range t.Found.Long {
			i.report(s.Pos, fmt.Sprintf("la frase «%s» ha %d parole", s.Text, s.Words), fmt.Sprintf("dividila in più frasi: oltre %d parole non si segue", record.MostWords))
		}
	})
}

func leftovers(i *inspection) {
	i.texts(func(t *record.Text) {
		if t.Found == nil {
			return
		}
		for _, l := range t.Found.Leftovers {
			if strings.HasPrefix(l.Text, "**") {
				i.report(l.Pos, "il segno "+l.Text+" non fa il grassetto, e chi legge lo vede com’è", "attacca il segno alle parole, **così**, o toglilo; se ci va davvero, scrivi "+strings.ReplaceAll(l.Text, "*", `\*`))
				continue
			}
			i.report(l.Pos, "il segno «"+excerpt(l.Text)+"» è di un altro sistema: Vetro non lo capisce, e chi legge lo vede com’è", "toglilo, o scrivi in Markdown ciò che faceva; se ci va davvero, mettilo tra due accenti gravi: `…`")
		}
	})
}

// excerpt cuts what is too long to be found by eye.
func excerpt(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func headingJump(i *inspection) {
	i.texts(func(t *record.Text) {
		for n := 1; n < len(t.Headings); n++ {
			h, before := &t.Headings[n], &t.Headings[n-1]
			if h.Level > before.Level+1 {
				i.report(h.Pos, fmt.Sprintf("il titolo «%s» salta %s", h.Text, levels(h.Level-before.Level-1)), "togli dal titolo "+marks(h.Level-before.Level-1)+": un titolo sta un livello sotto quello che lo contiene")
			}
		}
	})
}

func levels(n int) string {
	if n == 1 {
		return "un livello"
	}
	return fmt.Sprintf("%d livelli", n)
}

func marks(n int) string {
	if n == 1 {
		return "un segno #"
	}
	return fmt.Sprintf("%d segni #", n)
}

func noImageAlt(i *inspection) {
	for _, a := range i.site.Announcements {
		if a.Image != "" && a.ImageAlt == "" {
			i.report(a.At("immagine"), "l’immagine della notizia non ha una descrizione per chi non la vede", "aggiungi immagine_alt = \"…\": che cosa mostra")
		}
	}
}

// fileName is a description that is the name of a file: foto.jpg, IMG_2041, DSC00012.
var fileName = regexp.MustCompile(`(?i)^\S+\.(?:jpe?g|png|gif|svg|webp|avif|tiff?|bmp|heic|pdf)$|^(?:img|dsc|dscn|pxl|mvimg|screenshot|scan|whatsapp image)[-_ ]?[\d-]{3,}`)

func altIsFileName(i *inspection) {
	report := func(at record.Pos, alt, image string) {
		stem := strings.TrimSuffix(path.Base(image), path.Ext(image))
		if fileName.MatchString(alt) || alt != "" && stem != "" && strings.EqualFold(alt, stem) && strings.ContainsAny(stem, "-_0123456789") {
			i.report(at, "la descrizione dell’immagine, «"+alt+"», è il nome di un file", "scrivi che cosa mostra l’immagine")
		}
	}
	for _, a := range i.site.Announcements {
		report(a.At("immagine_alt"), a.ImageAlt, a.Image)
	}
	i.texts(func(t *record.Text) {
		for n := range t.Links {
			if l := &t.Links[n]; l.Image {
				report(l.Pos, l.Words, l.Dest)
			}
		}
	})
}

// vague are the words of links that say nothing when a screen reader lists them.
var vague = []string{"qui", "clicca qui", "cliccare qui", "clicca", "leggi", "leggi tutto", "link", "questo link", "vai", "continua", "scopri di più", "leggi di più", "a questo link", "vedi", "scarica"}

func vagueLink(i *inspection) {
	i.texts(func(t *record.Text) {
		for n := range t.Links {
			if l := &t.Links[n]; !l.Image && slices.Contains(vague, strings.ToLower(strings.Trim(l.Words, " .:»«"))) {
				i.report(l.Pos, "il testo del link, «"+l.Words+"», non dice dove porta", "scrivi tra le parentesi quadre che cosa si trova di là")
			}
		}
	})
}
