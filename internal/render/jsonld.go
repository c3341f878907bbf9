package render

import (
	"encoding/json"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// object is a JSON-LD object. Its keys are written in order of name, so its bytes are
// always the same.
type object map[string]any

// appendTo writes the object as encoding/json does, which takes thrice as long.
func (o object) appendTo(b []byte) []byte {
	var room [16]string
	keys := slices.AppendSeq(room[:0], maps.Keys(o))
	slices.Sort(keys)
	for i, key := range keys {
		b = append(b, "{,"[min(i, 1)], '"')
		b = append(append(b, key...), '"', ':')
		b = appendLD(b, o[key])
	}
	return append(b, '}')
}

func appendLD(b []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return appendString(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case object:
		return v.appendTo(b)
	case []object:
		if len(v) == 0 {
			return append(b, "[]"...)
		}
		for i, o := range v {
			b = o.appendTo(append(b, "[,"[min(i, 1)]))
		}
		return append(b, ']')
	}
	return appendOther(b, value)
}

// appendString writes a text. What needs an escape is left to encoding/json, which escapes
// <, > and &, too: nothing in a text can end the element.
func appendString(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == 0xe2 && lineEnd(s[i:]) {
			return appendOther(b, s)
		}
	}
	if !utf8.ValidString(s) {
		return appendOther(b, s)
	}
	return append(append(append(b, '"'), s...), '"')
}

// lineEnd reports the two characters that end a line in old JavaScript, U+2028 and U+2029.
func lineEnd(s string) bool { return strings.HasPrefix(s, "\u2028") || strings.HasPrefix(s, "\u2029") }

func appendOther(b []byte, value any) []byte {
	data, err := json.Marshal(value)
	if err != nil {
		panic("render: what we describe must be JSON: " + err.Error())
	}
	return append(b, data...)
}

// jsonLD gives what search engines read of the page: what it is about, and where it
// stands in the site. It needs full addresses, and is empty when the site has none.
//
// Source: schema.org; the types that search engines name in their own guides.
func (s *sheet) jsonLD(canonical string) template.JS {
	base := s.tree.Site.Config.BaseURL
	if base == "" || s.page.Kind == plan.NotFound {
		return ""
	}
	var graph []object
	switch s.page.Kind {
	case plan.Home:
		graph = s.siteLD(base)
	case plan.Project:
		graph = append(graph, s.projectLD(base))
	case plan.Notice:
		graph = append(graph, s.noticeLD(base))
	case plan.OpenData:
		graph = append(graph, s.datasetLD(base))
	case plan.Body:
		graph = append(graph, s.bodyLD(s.page.Body, base))
	}
	if len(s.page.Crumbs) > 0 {
		graph = append(graph, s.crumbsLD(base, canonical))
	}
	if graph == nil {
		return ""
	}
	return template.JS(object{"@context": "https://schema.org", "@graph": graph}.appendTo(nil))
}

func (s *sheet) crumbsLD(base, canonical string) object {
	var items []object
	for i, c := range s.page.Crumbs {
		items = append(items, object{"@type": "ListItem", "position": i + 1, "name": c.Title, "item": base + c.Path})
	}
	items = append(items, object{"@type": "ListItem", "position": len(items) + 1, "name": s.page.Title, "item": canonical})
	return object{"@type": "BreadcrumbList", "itemListElement": items}
}

func (s *sheet) siteLD(base string) []object {
	c := &s.tree.Site.Config
	site := object{
		"@type": "WebSite", "@id": base + "#sito", "name": c.Title, "url": base, "inLanguage": "it",
		"potentialAction": object{
			"@type": "SearchAction", "target": base + "cerca.html?q={search_term_string}", "query-input": "required name=search_term_string",
		},
	}
	if c.Tagline != "" {
		site["description"] = c.Tagline
	}
	graph := []object{site}
	if s.tree.Site.Body != nil {
		site["publisher"] = object{"@id": s.bodyID(s.tree.Site.Body, base)}
		graph = append(graph, s.bodyLD(s.tree.Site.Body, base))
	}
	return graph
}

func (s *sheet) bodyID(b *record.Body, base string) string {
	if s.tree.Several() {
		return base + plan.BodyPath(b.ID) + "#ente"
	}
	return base + "#ente"
}

func (s *sheet) bodyLD(b *record.Body, base string) object {
	o := object{"@type": "GovernmentOrganization", "@id": s.bodyID(b, base), "name": b.Name}
	if b.Site != "" {
		o["url"] = b.Site
	}
	if b.TaxCode != "" {
		o["taxID"] = b.TaxCode
	}
	if b.IPA != "" {
		o["identifier"] = object{"@type": "PropertyValue", "propertyID": "codice IPA", "value": b.IPA}
	}
	if b.Region != "" {
		o["areaServed"] = b.Region
	}
	return o
}

func (s *sheet) projectLD(base string) object {
	p := s.page.Project
	o := object{
		"@type": "Project", "@id": base + s.page.Path + "#progetto", "name": p.Title, "url": base + s.page.Path,
		"description": orElse(p.Summary, s.projectSentence(p)),
	}
	if p.CUP != "" {
		o["identifier"] = object{"@type": "PropertyValue", "propertyID": "CUP", "value": string(p.CUP)}
	}
	if p.Body != nil {
		o["parentOrganization"] = s.bodyLD(p.Body, base)
	}
	var grants []object
	for i := range p.Fundings {
		f := &p.Fundings[i]
		if !f.Counts() {
			continue
		}
		g := object{
			"@type": "MonetaryGrant", "name": f.Source,
			"amount": object{"@type": "MonetaryAmount", "currency": "EUR", "value": f.Amount.Decimal()},
		}
		if f.Measure != nil {
			g["name"] = f.Source + ", " + f.Measure.Number() + " " + f.Measure.Title
			if f.Measure.Authority != "" {
				g["funder"] = object{"@type": "GovernmentOrganization", "name": f.Measure.Authority}
			}
		}
		grants = append(grants, g)
	}
	if grants != nil {
		o["funding"] = grants
	}
	return o
}

func (s *sheet) noticeLD(base string) object {
	a := s.page.Notice
	o := object{
		"@type": "NewsArticle", "@id": base + s.page.Path + "#notizia", "headline": a.Title, "url": base + s.page.Path,
		"inLanguage": "it", "description": orElse(a.Summary, cut(a.Text.Plain, 200)), "mainEntityOfPage": base + s.page.Path,
	}
	if a.Date.Known() {
		o["datePublished"] = a.Date.ISO()
	}
	if a.Body != nil {
		o["author"] = s.bodyLD(a.Body, base)
		o["publisher"] = o["author"]
	}
	if a.Image != "" {
		o["image"] = base + a.Image
	}
	var about []object
	for _, p := range a.Projects {
		about = append(about, object{"@type": "Project", "@id": base + plan.ProjectPath(p) + "#progetto", "name": p.Title, "url": base + plan.ProjectPath(p)})
	}
	if about != nil {
		o["about"] = about
	}
	return o
}

func (s *sheet) datasetLD(base string) object {
	var files []object
	for _, f := range s.files() {
		files = append(files, object{
			"@type": "DataDownload", "encodingFormat": f.MIME, "contentUrl": base + f.Name, "name": f.Title, "description": f.Text,
			"contentSize": strconv.FormatInt(f.Size, 10) + " B", "sha256": f.SHA256,
		})
	}
	o := object{
		"@type": "Dataset", "@id": base + "dati/#insieme", "name": s.t("dati.nome", "sito", s.tree.Site.Config.Title), "url": base + "dati/index.html",
		"description": s.t("dati.spiega", "licenza", s.tree.Site.Config.License), "inLanguage": "it", "isAccessibleForFree": true,
		"distribution": files,
	}
	if l := licenseAddress(s.tree.Site.Config.License); l != "" {
		o["license"] = l
	}
	if s.tree.Updated.Full() {
		o["dateModified"] = s.tree.Updated.ISO()
	}
	if s.tree.Site.Body != nil {
		o["creator"] = s.bodyLD(s.tree.Site.Body, base)
	}
	return o
}

// licenseAddress gives the text of a licence that open data use, or "".
func licenseAddress(license string) string {
	l, _ := record.LicenseOf(license)
	return l.Deed
}
