package render

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// ld is an object of JSON-LD: keys, in their order, each with its value. A nil object or list
// and an empty optional text are left out.
type ld []any

// optional is a text that is left out when it is empty.
type optional string

// append writes an object.
func (o ld) append(b []byte) []byte {
	b = append(b, '{')
	first := len(b)
	for i := 0; i < len(o); i += 2 {
		if absent(o[i+1]) {
			continue
		}
		if len(b) > first {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), o[i].(string)...), '"', ':')
		switch v := o[i+1].(type) {
		case string:
			b = append(appendString(append(b, '"'), v), '"')
		case optional:
			b = append(appendString(append(b, '"'), string(v)), '"')
		case ld:
			b = v.append(b)
		case []ld:
			b = appendList(b, v)
		case int:
			b = strconv.AppendInt(b, int64(v), 10)
		case bool:
			b = strconv.AppendBool(b, v)
		default:
			panic(fmt.Sprintf("render: JSON-LD has no form for %T", v))
		}
	}
	return append(b, '}')
}

func absent(value any) bool {
	switch v := value.(type) {
	case optional:
		return v == ""
	case ld:
		return v == nil
	case []ld:
		return v == nil
	}
	return false
}

func appendList(b []byte, list []ld) []byte {
	b = append(b, '[')
	for i, o := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = o.append(b)
	}
	return append(b, ']')
}

// appendString writes a text, without its quotes. What needs an escape is left to
// encoding/json, which escapes <, > and &, too: nothing in a text can end the element.
func appendString(b []byte, s string) []byte {
	if record.PlainInMarkup(s) {
		return append(b, s...)
	}
	data, err := json.Marshal(s)
	if err != nil {
		panic("render: a text can always be JSON: " + err.Error())
	}
	return append(b, data[1:len(data)-1]...)
}

// jsonLD gives the JSON-LD of the page for search engines: its subject, and its place
// in the site. It needs full addresses, and is empty when the site has none.
//
// Source: schema.org; the types that search engines name in their own guides.
func (s *pageBuilder) jsonLD(canonical string) []byte {
	base := s.tree.Site.Config.BaseURL
	if base == "" || s.page.Kind.Traits().Hidden {
		return nil
	}
	var graph []ld
	if about := views[s.page.Kind].about; about != nil {
		graph = about(s, base)
	}
	if len(s.page.Crumbs) > 0 {
		graph = append(graph, s.crumbsLD(base, canonical))
	}
	if graph == nil {
		return nil
	}
	*s.ld = ld{"@context", "https://schema.org", "@graph", graph}.append((*s.ld)[:0])
	return *s.ld
}

func (s *pageBuilder) crumbsLD(base, canonical string) ld {
	var items []ld
	add := func(address, title string) {
		items = append(items, ld{"@type", "ListItem", "item", address, "name", title, "position", len(items) + 1})
	}
	for _, c := range s.page.Crumbs {
		add(base+c.Path, c.Title.In(s.t))
	}
	add(canonical, s.title)
	return ld{"@type", "BreadcrumbList", "itemListElement", items}
}

func (s *pageBuilder) siteLD(base string) []ld {
	c, body := &s.tree.Site.Config, s.tree.Site.Body
	var publisher ld
	if body != nil {
		publisher = ld{"@id", s.bodyID(body, base)}
	}
	graph := []ld{{
		"@id", base + "#sito", "@type", "WebSite", "description", optional(c.Tagline), "inLanguage", "it", "name", c.Title,
		"potentialAction", ld{"@type", "SearchAction", "query-input", "required name=search_term_string", "target", base + plan.SearchPath + "?q={search_term_string}"},
		"publisher", publisher, "url", base,
	}}
	if body != nil {
		graph = append(graph, s.bodyLD(body, base))
	}
	return graph
}

func (s *pageBuilder) bodyID(b *record.Body, base string) string {
	if s.tree.Several() {
		return base + plan.BodyPath(b.ID) + "#ente"
	}
	return base + "#ente"
}

func (s *pageBuilder) pageBodyLD(base string) []ld { return []ld{s.bodyLD(s.page.Body, base)} }

// bodyLD describes a body; nil for none.
func (s *pageBuilder) bodyLD(b *record.Body, base string) ld {
	if b == nil {
		return nil
	}
	return ld{
		"@id", s.bodyID(b, base), "@type", "GovernmentOrganization", "areaServed", optional(b.Region),
		"identifier", propertyLD("codice IPA", b.IPA), "name", b.Name, "taxID", optional(b.TaxCode), "url", optional(b.Site),
	}
}

// propertyLD describes a code; nil for an empty one.
func propertyLD(id, value string) ld {
	if value == "" {
		return nil
	}
	return ld{"@type", "PropertyValue", "propertyID", id, "value", value}
}

func (s *pageBuilder) projectLD(base string) []ld {
	p := s.page.Project
	var funding []ld
	for i := range p.Fundings {
		if f := &p.Fundings[i]; p.Granted(f) {
			funding = append(funding, grantLD(f))
		}
	}
	return []ld{{
		"@id", base + s.page.Path + "#progetto", "@type", "Project", "description", cmp.Or(p.Summary, s.projectSentence(p).text()),
		"funding", funding, "identifier", propertyLD("CUP", string(p.CUP)), "name", p.Title,
		"parentOrganization", s.bodyLD(p.Body, base), "url", base + s.page.Path,
	}}
}

// grantLD describes what an outside body granted.
func grantLD(f *record.Funding) ld {
	var funder ld
	name := f.Source
	if m := f.Measure; m != nil {
		name += ", " + m.Brief()
		if m.Authority != "" {
			funder = ld{"@type", "GovernmentOrganization", "name", m.Authority}
		}
	}
	amount := ld{"@type", "MonetaryAmount", "currency", "EUR", "value", f.Amount.Decimal()}
	return ld{"@type", "MonetaryGrant", "amount", amount, "funder", funder, "name", name}
}

func (s *pageBuilder) announcementLD(base string) []ld {
	a := s.page.Announcement
	var about []ld
	for _, p := range a.Projects {
		address := base + plan.ProjectPath(p)
		about = append(about, ld{"@id", address + "#progetto", "@type", "Project", "name", p.Title, "url", address})
	}
	address, body := base+s.page.Path, s.bodyLD(a.Body, base)
	var image optional
	if a.Image != "" {
		image = optional(base + a.Image)
	}
	return []ld{{
		"@id", address + "#notizia", "@type", "NewsArticle", "about", about, "author", body, "datePublished", optional(a.Date.ISO()),
		"description", summaryOf(a), "headline", a.Title, "image", image, "inLanguage", "it", "mainEntityOfPage", address,
		"publisher", body, "url", address,
	}}
}

func (s *pageBuilder) datasetLD(base string) []ld {
	c := &s.tree.Site.Config
	files := []ld{}
	var modified optional
	if s.tree.Updated.Full() {
		modified = optional(s.tree.Updated.ISO())
	}
	for _, f := range s.files() {
		files = append(files, ld{
			"@type", "DataDownload", "contentSize", strconv.FormatInt(f.Size, 10) + " B", "contentUrl", base + f.Name,
			"description", f.Text, "encodingFormat", f.MIME, "name", f.Title, "sha256", f.SHA256,
		})
	}
	return []ld{{
		"@id", base + plan.DataFolder + "#insieme", "@type", "Dataset", "creator", s.bodyLD(s.tree.Site.Body, base), "dateModified", modified,
		"description", s.t("dati.spiega", "licenza", c.License), "distribution", files, "inLanguage", "it", "isAccessibleForFree", true,
		"license", optional(licenseAddress(c.License)), "name", s.t("dati.nome", "sito", c.Title), "url", base + plan.DataPath,
	}}
}

// licenseAddress gives the text of a licence that open data use, or "".
func licenseAddress(license string) string {
	l, _ := record.LicenseOf(license)
	return l.Deed
}
