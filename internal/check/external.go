package check

import (
	"strings"

	"vetro/internal/record"
)

// ExternalLink is an address of another site, and where it is written.
type ExternalLink struct {
	URL string
	Pos record.Pos
}

// External gives the links of a site that lead to other sites, in texts and in records.
func External(site *record.Site) []ExternalLink {
	var out []ExternalLink
	add := func(url string, at record.Pos) {
		url, _, _ = strings.Cut(url, "#")
		if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
			out = append(out, ExternalLink{url, at})
		}
	}
	s := &state{site: site}
	s.texts(func(t *record.Text) {
		for n := range t.Links {
			add(t.Links[n].To, t.Links[n].Pos)
		}
	})
	for _, b := range site.Bodies {
		add(b.Site, b.At("sito"))
		add(b.Transparency, b.At("amministrazione_trasparente"))
	}
	for _, p := range site.Projects {
		for n := range p.Acts {
			add(p.Acts[n].URL, p.Acts[n].At("url"))
		}
		for n := range p.Sources {
			add(p.Sources[n].URL, p.Sources[n].At("url"))
		}
	}
	c := &site.Config
	add(c.LegalPages.Accessibility, c.LegalPages.At("accessibilita"))
	add(c.LegalPages.Privacy, c.LegalPages.At("privacy"))
	add(c.LegalPages.LegalNotes, c.LegalPages.At("note_legali"))
	for _, id := range c.Elsewhere.Keys {
		add(c.Elsewhere.Values[id], c.Elsewhere.At(id))
	}
	return out
}
