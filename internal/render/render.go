// Package render draws the planned pages with a theme: HTML, whole without scripts.
//
// Each kind of page has a view, a struct of finished texts, numbers, dates and
// addresses; templates only place them. Nothing is decided here, and nothing is read
// or written: the same tree and theme give the same bytes.
package render

import (
	"bytes"
	"html/template"
	"strings"
	"sync"
	"unsafe"

	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/internal/theme"
)

// Renderer draws the pages of one tree; safe for concurrent use.
type Renderer struct {
	locale
	tree  *plan.Tree
	theme *theme.Theme
	menu  []plan.Crumb
	files func() []plan.DataFile

	buffers sync.Pool // *bytes.Buffer, for the main parts of pages
	lds     sync.Pool // *[]byte, for JSON-LD

	mu     sync.Mutex
	frames map[frameKey]*frame

	once        sync.Once
	siteFigures []*figure           // of the whole site
	sources     func() []sourceView // those of the whole site, each once
}

// New gives a renderer for a planned site. What files the open data page lists is asked
// when it is drawn: they are made by then, and weighed.
func New(tree *plan.Tree, th *theme.Theme, files func() []plan.DataFile) *Renderer {
	r := &Renderer{tree: tree, theme: th, files: files, frames: make(map[frameKey]*frame)}
	r.buffers.New = func() any { return new(bytes.Buffer) }
	r.lds.New = func() any { return new([]byte) }
	r.menu = tree.Menu()
	r.sources = sync.OnceValue(r.allSources)
	return r
}

// Page draws a page. The error is a template's, for theme.Problem to place.
func (r *Renderer) Page(p *plan.Page) ([]byte, error) {
	var out bytes.Buffer
	err := r.Draw(&out, p)
	return out.Bytes(), err
}

// Draw appends what Page gives.
func (r *Renderer) Draw(out *bytes.Buffer, p *plan.Page) error {
	s := r.newPage(p)
	view := views[p.Kind].view(s)
	if s.err != nil {
		return s.err
	}
	if p.Kind.Traits().Alone {
		return r.theme.Fill(out, string(p.Kind)+".html", view)
	}
	main := r.buffers.Get().(*bytes.Buffer)
	defer r.buffers.Put(main)
	main.Reset()
	if err := r.theme.Fill(main, string(p.Kind)+".html", view); err != nil {
		return err
	}
	f, err := r.frame(s)
	if err != nil {
		return err
	}
	s.ld = r.lds.Get().(*[]byte)
	defer r.lds.Put(s.ld)
	out.Grow(main.Len() + len(f.header) + len(f.footer) + 2048)
	return r.theme.Fill(out, "base.html", baseView{
		Head:   s.head(),
		Header: f.header,
		Crumbs: s.crumbs(),
		Main:   trustedHTML(main.Bytes()),
		Footer: f.footer,
	})
}

// root gives the way from a page to the root of the site: "" or "../". That of 404.html,
// which hosts show at any depth, starts from the path of the site's address.
func (r *Renderer) root(p *plan.Page) string {
	if p.Kind.Traits().AnyDepth {
		return r.tree.Site.Config.BasePath()
	}
	return strings.Repeat("../", strings.Count(p.Path, "/"))
}

// pageBuilder is a page at work: it makes the view, with addresses as seen from the page.
type pageBuilder struct {
	*Renderer
	page  *plan.Page
	title string
	root  string
	live  bool // the page has charts that a script brings to life
	err   error
	ld    *[]byte // memory for JSON-LD

	sentence sentence // on the money of the page's project, once it was made
}

// newPage begins a page.
func (r *Renderer) newPage(p *plan.Page) *pageBuilder {
	return &pageBuilder{Renderer: r, page: p, title: p.Title.In(r.t), root: r.root(p)}
}

// href gives the address of something of the site as seen from the page: pages of the
// same folder are named without it.
func (s *pageBuilder) href(to string) string {
	if strings.HasPrefix(s.root, "/") || s.root == "" {
		return s.root + to
	}
	if dir := s.page.Path[:strings.LastIndexByte(s.page.Path, '/')+1]; strings.HasPrefix(to, dir) {
		return to[len(dir):]
	}
	return s.root + to
}

// t gives a text of the theme.
func (r *Renderer) t(key string, args ...any) string { return r.theme.Words(key, args...) }

// trustedHTML gives HTML that the program made itself, with what is not its own escaped. It
// aliases the bytes, since a copy of each page would cost a third of all memory that a build
// asks for: nobody writes to them until the page is drawn, and htmltmpl.Set.Execute keeps
// nothing.
func trustedHTML(html []byte) template.HTML {
	return template.HTML(unsafe.String(unsafe.SliceData(html), len(html)))
}

// prose joins an author's text, its links as seen from the page.
func (s *pageBuilder) prose(text *record.Text) template.HTML {
	var b strings.Builder
	room := 0
	for _, part := range text.Parts {
		room += len(part.HTML)
	}
	b.Grow(room)
	for _, part := range text.Parts {
		switch part.Slot {
		case record.NoSlot:
			b.WriteString(part.HTML)
		case record.LinkSlot:
			b.WriteString(template.HTMLEscapeString(s.linkAddress(&text.Links[part.Index])))
		case record.EmbedSlot:
			b.WriteString(string(s.embed(&text.Embeds[part.Index])))
		}
	}
	return template.HTML(b.String()) // built by prose, which lets no author's HTML through
}

// linkAddress gives where an author's link leads. One that leads nowhere was reported
// by plan; it then names the page itself.
func (s *pageBuilder) linkAddress(link *record.Link) string {
	to, ok := s.tree.Resolve(link, s.page.Path)
	switch {
	case !ok:
		return "#"
	case link.To != "":
		return to
	}
	return s.href(to)
}
