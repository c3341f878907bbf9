package render

import (
	"bytes"
	"html/template"
	"slices"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// baseView is what base.html places around the main part of a page.
type baseView struct {
	Head   headView
	Header template.HTML
	Crumbs []crumbView
	Main   template.HTML
	Footer template.HTML
}

type crumbView struct{ Title, Href string }

// headView is the head of one page.
type headView struct {
	Title       string
	Site        string
	Description string
	Canonical   string // "" when the site's address is not known
	Feeds       []feedLink
	Root        string
	Type        string // of Open Graph: article or website
	Image       string // full address of the picture of a social preview
	ImageAlt    string
	Scripts     []string // own scripts of this kind of page
	Live        bool     // a script brings the charts to life
	JSONLD      template.JS
}

// frameView is what the header and the footer show: the same on all pages of an area.
type frameView struct {
	Root     string
	HomeHref string
	Site     string
	Tagline  string
	Emblem   string
	Nav      []navView
	Owner    *linkView  // the body that publishes
	Bodies   []linkView // on a site of several
	Trust    []linkView
	About    []linkView
	Contacts []factView
	License  linkView
	Legal    []legalLink
	Search   string
}

// legalLink is a link of the footer that validators look for by its name.
type legalLink struct {
	linkView
	Element string // data-element
}

type navView struct {
	Title, Href string
	Current     string // aria-current: page, true or ""
}

type linkView struct{ Title, Href string }

// frame is the header and the footer of the pages that share them.
type frame struct{ header, footer template.HTML }

// frameKey tells frames apart: pages of one area at one depth share theirs.
type frameKey struct {
	area  plan.Area
	root  string
	index string // address of the page when the menu names it, since it is then current
}

// frame gives the header and footer of a page, drawn once for all that share them.
func (r *Renderer) frame(s *pageBuilder) (*frame, error) {
	key := frameKey{area: s.page.Kind.Traits().Area, root: s.root}
	if slices.ContainsFunc(s.menu, func(e plan.Crumb) bool { return e.Path == s.page.Path }) {
		key.index = s.page.Path
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if f := r.frames[key]; f != nil {
		return f, nil
	}
	view := s.frameView()
	var header, footer bytes.Buffer
	if err := r.theme.Fill(&header, "parts/header.html", view); err != nil {
		return nil, err
	}
	if err := r.theme.Fill(&footer, "parts/footer.html", view); err != nil {
		return nil, err
	}
	f := &frame{template.HTML(header.String()), template.HTML(footer.String())}
	r.frames[key] = f
	return f, nil
}

// fromRoot gives an address for what pages of one depth share.
func (s *pageBuilder) fromRoot(to string) string { return s.root + to }

func (s *pageBuilder) nav() []navView {
	var nav []navView
	for _, e := range s.menu {
		n := navView{Title: e.Title.In(s.t), Href: s.fromRoot(e.Path)}
		if e.Path == s.page.Kind.Traits().Area.Path() {
			n.Current = "true"
		}
		if e.Path == s.page.Path {
			n.Current = "page"
		}
		nav = append(nav, n)
	}
	return nav
}

func (s *pageBuilder) frameView() frameView {
	site, c := s.tree.Site, &s.tree.Site.Config
	v := frameView{
		Root: s.root, HomeHref: s.fromRoot(plan.HomePath), Site: c.Title, Tagline: c.Tagline,
		Nav: s.nav(), License: linkView{c.License, licenseAddress(c.License)}, Search: s.fromRoot(plan.SearchPath),
		Legal: s.legalLinks(),
	}
	if c.Emblem != "" {
		v.Emblem = s.fromRoot(c.Emblem)
	}
	if site.Body != nil {
		v.Owner = &linkView{site.Body.Name, site.Body.Site}
	}
	if s.tree.Several() {
		for _, b := range site.Bodies {
			if len(v.Bodies) == 6 {
				v.Bodies = append(v.Bodies, linkView{s.t("piede.tutti_gli_enti"), s.fromRoot(plan.BodiesPath)})
				break
			}
			v.Bodies = append(v.Bodies, linkView{b.Name, s.fromRoot(plan.BodyPath(b.ID))})
		}
	}
	v.Trust = append(v.Trust, linkView{s.t("menu.amministrazione-trasparente"), s.fromRoot(plan.TransparencyPath)},
		linkView{s.t("piede.attuazione"), s.fromRoot(plan.SectionPath(record.PNRRSection))},
		linkView{s.t("piede.elenco_annuale"), s.fromRoot(plan.SectionPath(record.AnnualSection))},
		linkView{s.t("menu.dati"), s.fromRoot(plan.DataPath)})
	for _, p := range site.Pages {
		if path := plan.FreePath(p); path != plan.PrivacyPath && path != plan.LegalNotesPath && path != plan.AccessibilityPath {
			v.About = append(v.About, linkView{p.Title, s.fromRoot(path)}) // the others have their own place
		}
	}
	v.About = append(v.About, linkView{s.t("piede.crediti"), s.fromRoot(plan.CreditsPath)})
	v.Contacts = s.contacts(&c.Contacts)
	return v
}

// legalLinks gives the links that law and guidelines want on every page, under the
// names of the official validator. What site.toml leaves out is not faked: a declaration
// of accessibility is one only at AgID.
//
// Source: app valutazione modelli, C.SI.2.8, C.SI.3.2, C.SI.3.3, C.SI.3.4.
func (s *pageBuilder) legalLinks() []legalLink {
	c := &s.tree.Site.Config
	var out []legalLink
	add := func(key, address, path, element string) {
		switch {
		case address != "":
			out = append(out, legalLink{linkView{s.t("piede." + key), address}, element})
		case path != "" && s.tree.Page(path) != nil:
			out = append(out, legalLink{linkView{s.t("piede." + key), s.fromRoot(path)}, element})
		}
	}
	if c.LegalPages.Accessibility != "" {
		add("dichiarazione", c.LegalPages.Accessibility, "", "accessibility-link")
	} else {
		add("accessibilita", "", plan.AccessibilityPath, "")
	}
	add("privacy", c.LegalPages.Privacy, plan.PrivacyPath, "privacy-policy-link")
	add("note_legali", c.LegalPages.LegalNotes, plan.LegalNotesPath, "legal-notes")
	if r := c.Contacts.Reports; r != "" {
		add("segnalazioni", reportAddress(r), "", "report-inefficiency")
	}
	return out
}

// reportAddress makes an address of what the author wrote for reports: a page, or an
// e-mail address.
func reportAddress(r string) string {
	if strings.Contains(r, "@") && !strings.Contains(r, "/") {
		return "mailto:" + r
	}
	return r
}

func (s *pageBuilder) contacts(c *record.Contacts) []factView {
	var out []factView
	add := func(key, text, scheme string) {
		if text == "" {
			return
		}
		f := fact(s.t("contatti."+key), text)
		if scheme != "" {
			f.Href = scheme + text
		}
		out = append(out, f)
	}
	add("indirizzo", c.Address, "")
	add("telefono", c.Phone, "tel:")
	add("email", c.Email, "mailto:")
	add("pec", c.PEC, "mailto:")
	add("urp", c.URP, "")
	add("rpd", c.DPO, "")
	return out
}

func (s *pageBuilder) head() headView {
	c := &s.tree.Site.Config
	h := headView{
		Title: s.title, Site: c.Title, Description: s.description(), Root: s.root,
		Feeds: s.feedLinks(),
	}
	row := s.page.Kind.Traits()
	if c.BaseURL != "" && !row.Hidden {
		h.Canonical = s.tree.Address(s.page)
	}
	if s.page.Kind == plan.Home {
		h.Site = ""
	}
	h.Type = "website"
	if a := s.page.Announcement; a != nil {
		h.Type = "article"
		if a.Image != "" && c.BaseURL != "" {
			h.Image, h.ImageAlt = c.BaseURL+a.Image, a.ImageAlt
		}
	}
	if h.Live = s.live; row.Script != "" {
		h.Scripts = []string{row.Script}
	}
	h.JSONLD = template.JS(trustedHTML(s.jsonLD(h.Canonical)))
	return h
}

// description gives the sentence that search engines show under the title.
func (s *pageBuilder) description() string {
	p := s.page
	switch {
	case p.Project != nil:
		return s.projectSentence(p.Project).text()
	case p.Announcement != nil:
		return summaryOf(p.Announcement)
	case p.Free != nil:
		return cut(p.Free.Text.Plain, 200)
	case p.Kind == plan.Home && len(s.tree.All.Projects) > 0:
		return s.groupSentence(&s.tree.All.Money).text()
	case p.Group != nil && len(p.Group.Projects) > 0:
		return s.groupSentence(&p.Group.Money).text()
	}
	return s.tree.Site.Config.Tagline
}

// cut shortens a text at a word.
func cut(text string, n int) string {
	r := []rune(text)
	if len(r) <= n {
		return text
	}
	end := n - 1
	for end > 0 && r[end] != ' ' {
		end--
	}
	return string(r[:end]) + "…"
}

// crumbs gives the way from home down to the page, the page itself last and without
// an address. The home has none.
func (s *pageBuilder) crumbs() []crumbView {
	if len(s.page.Crumbs) == 0 {
		return nil
	}
	out := each(s.page.Crumbs, func(c plan.Crumb) crumbView { return crumbView{c.Title.In(s.t), s.href(c.Path)} })
	return append(out, crumbView{s.title, ""})
}
