package render

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// ld writes JSON-LD into memory that page after page uses. Members are written in the order of their keys, as if they came from
// a map, so that nobody has to ask which comes first.
type ld struct {
	b     []byte
	first bool // nothing stands before in what is open
}

func (l *ld) comma() {
	if !l.first {
		l.b = append(l.b, ',')
	}
	l.first = false
}

func (l *ld) key(key string) {
	l.comma()
	l.b = append(append(append(l.b, '"'), key...), '"', ':')
}

func (l *ld) open(bracket byte)  { l.b, l.first = append(l.b, bracket), true }
func (l *ld) close(bracket byte) { l.b, l.first = append(l.b, bracket), false }

// text writes a member whose value is a text in parts.
func (l *ld) text(key string, parts ...string) {
	l.key(key)
	l.b = append(l.b, '"')
	for _, p := range parts {
		l.b = appendString(l.b, p)
	}
	l.b = append(l.b, '"')
}

// some writes a text that there may be.
func (l *ld) some(key, text string) {
	if text != "" {
		l.text(key, text)
	}
}

// object writes a member whose value is an object of this type, which comes first: no key
// of ours stands before it.
func (l *ld) object(key, kind string, members func()) {
	l.key(key)
	l.bare(kind, members)
}

// bare writes an object without a key. An identifier stands before the type.
func (l *ld) bare(kind string, members func()) {
	l.open('{')
	l.text("@type", kind)
	members()
	l.close('}')
}

// appendString writes a text, without its quotes. What needs an escape is left to
// encoding/json, which escapes <, > and &, too: nothing in a text can end the element.
func appendString(b []byte, s string) []byte {
	if record.PlainInJSON(s, "<>&") {
		return append(b, s...)
	}
	data, err := json.Marshal(s)
	if err != nil {
		panic("render: a text can always be JSON: " + err.Error())
	}
	return append(b, data[1:len(data)-1]...)
}

// jsonLD gives what search engines read of the page: what it is about, and where it
// stands in the site. It needs full addresses, and is empty when the site has none.
//
// Source: schema.org; the types that search engines name in their own guides.
func (s *pageBuilder) jsonLD(l *ld, canonical string) []byte {
	base := s.tree.Site.Config.BaseURL
	if base == "" || s.page.Kind.Traits().Hidden {
		return nil
	}
	l.b = l.b[:0]
	l.open('{')
	l.text("@context", "https://schema.org")
	l.key("@graph")
	l.open('[')
	empty := len(l.b)
	if about := views[s.page.Kind].about; about != nil {
		about(s, l, base)
	}
	if len(s.page.Crumbs) > 0 {
		s.crumbsLD(l, base, canonical)
	}
	if len(l.b) == empty {
		return nil
	}
	l.close(']')
	l.close('}')
	return l.b
}

func (s *pageBuilder) crumbsLD(l *ld, base, canonical string) {
	l.comma()
	l.bare("BreadcrumbList", func() {
		l.key("itemListElement")
		l.open('[')
		item := func(n int, title string, address ...string) {
			l.comma()
			l.bare("ListItem", func() {
				l.text("item", address...)
				l.text("name", title)
				l.key("position")
				l.b = strconv.AppendInt(l.b, int64(n), 10)
			})
		}
		for i, c := range s.page.Crumbs {
			item(i+1, c.Title.In(s.t), base, c.Path)
		}
		item(len(s.page.Crumbs)+1, s.title, canonical)
		l.close(']')
	})
}

func (s *pageBuilder) siteLD(l *ld, base string) {
	c := &s.tree.Site.Config
	l.comma()
	l.open('{')
	l.text("@id", base, "#sito")
	l.text("@type", "WebSite")
	l.some("description", c.Tagline)
	l.text("inLanguage", "it")
	l.text("name", c.Title)
	l.object("potentialAction", "SearchAction", func() {
		l.text("query-input", "required name=search_term_string")
		l.text("target", base, plan.SearchPath, "?q={search_term_string}")
	})
	if b := s.tree.Site.Body; b != nil {
		l.key("publisher")
		l.open('{')
		l.text("@id", s.bodyID(b, base)...)
		l.close('}')
	}
	l.text("url", base)
	l.close('}')
	if b := s.tree.Site.Body; b != nil {
		l.comma()
		s.bodyLD(l, b, base)
	}
}

func (s *pageBuilder) bodyID(b *record.Body, base string) []string {
	if s.tree.Several() {
		return []string{base, plan.BodyPath(b.ID), "#ente"}
	}
	return []string{base, "#ente"}
}

func (s *pageBuilder) pageBodyLD(l *ld, base string) {
	l.comma()
	s.bodyLD(l, s.page.Body, base)
}

func (s *pageBuilder) bodyLD(l *ld, b *record.Body, base string) {
	l.open('{')
	l.text("@id", s.bodyID(b, base)...)
	l.text("@type", "GovernmentOrganization")
	l.some("areaServed", b.Region)
	if b.IPA != "" {
		l.object("identifier", "PropertyValue", func() {
			l.text("propertyID", "codice IPA")
			l.text("value", b.IPA)
		})
	}
	l.text("name", b.Name)
	l.some("taxID", b.TaxCode)
	l.some("url", b.Site)
	l.close('}')
}

func (s *pageBuilder) projectLD(l *ld, base string) {
	p := s.page.Project
	l.comma()
	l.open('{')
	l.text("@id", base, s.page.Path, "#progetto")
	l.text("@type", "Project")
	l.text("description", cmp.Or(p.Summary, s.projectSentence(p)))
	if slices.ContainsFunc(p.Fundings, func(f record.Funding) bool { return f.Counts() }) {
		l.key("funding")
		l.open('[')
		for i := range p.Fundings {
			if f := &p.Fundings[i]; f.Counts() {
				l.comma()
				grantLD(l, f)
			}
		}
		l.close(']')
	}
	if p.CUP != "" {
		l.object("identifier", "PropertyValue", func() {
			l.text("propertyID", "CUP")
			l.text("value", string(p.CUP))
		})
	}
	l.text("name", p.Title)
	if p.Body != nil {
		l.key("parentOrganization")
		s.bodyLD(l, p.Body, base)
	}
	l.text("url", base, s.page.Path)
	l.close('}')
}

// grantLD writes a funding that counts.
func grantLD(l *ld, f *record.Funding) {
	l.bare("MonetaryGrant", func() {
		l.object("amount", "MonetaryAmount", func() {
			l.text("currency", "EUR")
			l.text("value", f.Amount.Decimal())
		})
		if f.Measure != nil && f.Measure.Authority != "" {
			l.object("funder", "GovernmentOrganization", func() { l.text("name", f.Measure.Authority) })
		}
		if f.Measure != nil {
			l.text("name", f.Source, ", ", f.Measure.Number(), " ", f.Measure.Title)
		} else {
			l.text("name", f.Source)
		}
	})
}

func (s *pageBuilder) announcementLD(l *ld, base string) {
	a := s.page.Announcement
	l.comma()
	l.open('{')
	l.text("@id", base, s.page.Path, "#notizia")
	l.text("@type", "NewsArticle")
	if len(a.Projects) > 0 {
		l.key("about")
		l.open('[')
		for _, p := range a.Projects {
			l.comma()
			l.open('{')
			l.text("@id", base, plan.ProjectPath(p), "#progetto")
			l.text("@type", "Project")
			l.text("name", p.Title)
			l.text("url", base, plan.ProjectPath(p))
			l.close('}')
		}
		l.close(']')
	}
	if a.Body != nil {
		l.key("author")
		s.bodyLD(l, a.Body, base)
	}
	if a.Date.Known() {
		l.text("datePublished", a.Date.ISO())
	}
	l.text("description", summaryOf(a))
	l.text("headline", a.Title)
	if a.Image != "" {
		l.text("image", base, a.Image)
	}
	l.text("inLanguage", "it")
	l.text("mainEntityOfPage", base, s.page.Path)
	if a.Body != nil {
		l.key("publisher")
		s.bodyLD(l, a.Body, base)
	}
	l.text("url", base, s.page.Path)
	l.close('}')
}

func (s *pageBuilder) datasetLD(l *ld, base string) {
	c := &s.tree.Site.Config
	l.comma()
	l.open('{')
	l.text("@id", base, plan.DataFolder, "#insieme")
	l.text("@type", "Dataset")
	if s.tree.Site.Body != nil {
		l.key("creator")
		s.bodyLD(l, s.tree.Site.Body, base)
	}
	if s.tree.Updated.Full() {
		l.text("dateModified", s.tree.Updated.ISO())
	}
	l.text("description", s.t("dati.spiega", "licenza", c.License))
	l.key("distribution")
	l.open('[')
	for _, f := range s.files() {
		l.comma()
		l.bare("DataDownload", func() {
			l.text("contentSize", strconv.FormatInt(f.Size, 10), " B")
			l.text("contentUrl", base, f.Name)
			l.text("description", f.Text)
			l.text("encodingFormat", f.MIME)
			l.text("name", f.Title)
			l.text("sha256", f.SHA256)
		})
	}
	l.close(']')
	l.text("inLanguage", "it")
	l.key("isAccessibleForFree")
	l.b = append(l.b, "true"...)
	l.some("license", licenseAddress(c.License))
	l.text("name", s.t("dati.nome", "sito", c.Title))
	l.text("url", base, plan.DataPath)
	l.close('}')
}

// licenseAddress gives the text of a licence that open data use, or "".
func licenseAddress(license string) string {
	l, _ := record.LicenseOf(license)
	return l.Deed
}
