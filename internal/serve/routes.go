package serve

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"strings"

	"vetro/internal/build"
	"vetro/internal/record"
)

// The script and the style sheet of the preview, and the templates of its own pages.
//
//go:embed pagine
var embedded embed.FS

var templates = template.Must(template.ParseFS(embedded, "pagine/*.html"))

// policy is the Content-Security-Policy of the preview's own pages: that of the site,
// which they must work under.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// routes answers with what is of the preview itself.
func (h *handler) routes(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case scriptPath, sheetPath:
		name := strings.TrimPrefix(r.URL.Path, routesPath)
		data, err := embedded.ReadFile("pagine/" + name)
		if err != nil {
			panic("serve: its own files are embedded: " + err.Error())
		}
		w.Header().Set("Content-Type", contentType(name))
		h.content(w, r, name, bytes.NewReader(data))
	case draftsPath:
		if s, ok := h.ready(r); ok {
			w.Header().Set("Content-Security-Policy", policy)
			h.write(w, r, http.StatusOK, h.draftsPage(s))
		}
	case routesPath:
		redirect(w, draftsPath)
	default:
		h.refuse(w, http.StatusNotFound, "qui non c’è nulla: apri "+h.address(draftsPath))
	}
}

// troublePage is the view of a page that stands for one that cannot be shown.
type troublePage struct {
	Title    string
	Lead     string
	Waiting  bool // loaded again when the problems change
	Version  string
	Problems []problemLine
	Rest     int // problems that are not listed
}

// waitingPage stands for the whole site before there is one without errors.
func (h *handler) waitingPage(s *state) []byte {
	e := problemLines(s.problems)
	e.Problems = e.Problems[:min(len(e.Problems), max(e.Errors, 1))] // errors alone keep the site from being shown
	return h.page("errori.html", troublePage{
		Title: "Il sito non si può ancora mostrare", Lead: "Correggi gli errori e salva: questa pagina si aggiorna da sé.",
		Waiting: true, Problems: e.Problems, Rest: e.Errors - len(e.Problems),
	})
}

// slipPage stands for one page that cannot be made.
func (h *handler) slipPage(s *state, p record.Problem) []byte {
	return h.page("errori.html", troublePage{
		Title: "Questa pagina non si può mostrare", Lead: "Correggi l’errore e salva: questa pagina si aggiorna da sé.",
		Version: s.version, Problems: problemLines([]record.Problem{p}).Problems,
	})
}

// draftsView is the view of the page of drafts.
type draftsView struct {
	Site    string
	Day     string
	Version string
	Home    string
	Drafts  []pendingView
	Waiting []pendingView
	Media   []string // files of content/media that stay out of the site
}

// pendingView is one record that is not published yet.
type pendingView struct {
	Title   string
	File    string
	Reason  string
	Href    string // of its page; "" when it has none yet
	Command string // that shows it; "" when it is shown
}

func (h *handler) draftsPage(s *state) []byte {
	if s.live == nil {
		return h.waitingPage(s)
	}
	v := draftsView{Site: s.live.Title(), Day: s.live.Today().String(), Version: s.version, Home: s.basePath(), Media: s.live.Unpublished()}
	for _, p := range s.live.Pending() {
		view := pendingOf(p, s.live.Today(), s.basePath())
		if p.Draft {
			v.Drafts = append(v.Drafts, view)
		} else {
			v.Waiting = append(v.Waiting, view)
		}
	}
	return h.page("bozze.html", v)
}

// pendingOf says why a record is not published on a day, and what shows it.
func pendingOf(p build.Pending, today record.Date, base string) pendingView {
	v := pendingView{Title: p.Title, File: p.File}
	var reasons, flags []string
	if p.Draft {
		reasons, flags = append(reasons, "è una bozza (bozza = true)"), append(flags, "--bozze")
	}
	switch {
	case p.Project && p.Date.After(today):
		reasons = append(reasons, "si pubblica "+p.Date.On()+" (pubblicato)")
	case p.Project:
		reasons = append(reasons, "nessun finanziamento è deciso entro il giorno dell’anteprima")
	case p.NotBefore.After(today):
		reasons = append(reasons, "si pubblica "+p.NotBefore.On()+" (pubblica_dal)")
	case p.Date.After(today):
		reasons = append(reasons, "è datata "+p.Date.String()+" (data)")
	}
	if from := p.ShownFrom(); from.After(today) {
		flags = append(flags, "--today "+from.Last().Machine())
	}
	v.Reason = strings.Join(reasons, "; ")
	switch {
	case p.Page != "":
		v.Href = base + p.Page
	case len(flags) > 0:
		v.Command = "vetro serve " + strings.Join(flags, " ")
	}
	return v
}

func (h *handler) page(name string, view any) []byte {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, view); err != nil {
		panic("serve: its own pages can be made: " + err.Error())
	}
	return b.Bytes()
}
