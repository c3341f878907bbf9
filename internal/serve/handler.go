package serve

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"path"
	"slices"
	"strings"
	"time"

	"vetro/internal/build"
	"vetro/internal/media"
)

// The addresses of the preview itself, which no site can have: its names begin with a
// letter or a digit.
const (
	routesPath = "/_vetro/"
	eventsPath = routesPath + "eventi"
	scriptPath = routesPath + "anteprima.js"
	sheetPath  = routesPath + "anteprima.css"
	draftsPath = routesPath + "bozze"
)

// handler answers browsers.
type handler struct {
	*preview
	listens netip.AddrPort
	hosts   []string
	stop    <-chan struct{} // closed when the preview ends
}

func newHandler(p *preview, at net.Addr, hosts []string, stop <-chan struct{}) *handler {
	h := &handler{preview: p, hosts: hosts, stop: stop}
	if tcp, is := at.(*net.TCPAddr); is {
		h.listens = tcp.AddrPort()
	}
	return h
}

// address gives the full address of a path, for a browser on this machine.
func (h *handler) address(at string) string {
	host := h.listens.Addr().Unmap()
	if host.IsUnspecified() {
		host = netip.AddrFrom4([4]byte{127, 0, 0, 1})
	}
	return "http://" + netip.AddrPortFrom(host, h.listens.Port()).String() + at
}

// ServeHTTP answers one request.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Frame-Options", "DENY")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin") // drafts are nobody else's
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cache-Control", "no-cache") // kept, but asked for again
	switch {
	case !h.knows(r.Host):
		h.refuse(w, http.StatusForbidden, fmt.Sprintf("il nome %q non è di questa anteprima: apri %s, oppure avvia vetro serve con --host", hostOf(r.Host), h.address("/")))
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		header.Set("Allow", "GET, HEAD")
		h.refuse(w, http.StatusMethodNotAllowed, "l’anteprima si può solo leggere")
	case r.URL.Path == eventsPath:
		h.events(w, r)
	case strings.HasPrefix(r.URL.Path, routesPath):
		h.routes(w, r)
	default:
		h.site(w, r)
	}
}

// knows reports whether a browser may ask under that name. A page of another site can
// make its own name lead to this machine, and then read what is here (DNS rebinding); it
// cannot do so with an address in figures, nor with localhost.
func (h *handler) knows(hostport string) bool {
	host := hostOf(hostport)
	if strings.EqualFold(host, "localhost") || slices.ContainsFunc(h.hosts, func(name string) bool { return strings.EqualFold(name, host) }) {
		return true
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	return ip.Unmap().IsLoopback() || !h.listens.Addr().Unmap().IsLoopback()
}

// hostOf gives the name in a Host header, without the port.
func hostOf(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		return host
	}
	return strings.Trim(hostport, "[]")
}

func (h *handler) refuse(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text+"\n") // a browser that has gone needs no answer
}

// ready gives what is shown, once the site was read for the first time.
func (h *handler) ready(r *http.Request) (*state, bool) {
	for {
		s, changed := h.watch()
		if s.read {
			return s, true
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return nil, false
		case <-h.stop:
			return nil, false
		}
	}
}

// site answers with a file of the site.
func (h *handler) site(w http.ResponseWriter, r *http.Request) {
	s, ok := h.ready(r)
	switch {
	case !ok:
		h.refuse(w, http.StatusServiceUnavailable, "l’anteprima sta per finire")
		return
	case s.live == nil:
		h.write(w, r, http.StatusServiceUnavailable, h.waitingPage(s))
		return
	}
	base := s.basePath()
	name, under := strings.CutPrefix(r.URL.Path, base)
	switch {
	case r.URL.Path == "/" && base != "/", r.URL.Path+"/" == base:
		redirect(w, base)
		return
	case !under || name != "" && !fs.ValidPath(strings.TrimSuffix(name, "/")):
		h.notFound(w, r, s)
		return
	case name == "" || strings.HasSuffix(name, "/"):
		name += "index.html"
	case path.Ext(name) == "" && !s.live.Has(name) && s.live.Has(name+"/index.html"):
		redirect(w, r.URL.EscapedPath()+"/")
		return
	}
	h.file(w, r, s, name)
}

// redirect sends the browser to another path, for now.
func redirect(w http.ResponseWriter, to string) {
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusFound)
}

func (h *handler) file(w http.ResponseWriter, r *http.Request, s *state, name string) {
	f, err := s.live.Open(name)
	var slip *build.PageError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		h.notFound(w, r, s)
		return
	case errors.As(err, &slip):
		h.write(w, r, http.StatusInternalServerError, h.slipPage(s, slip.Problem))
		return
	case err != nil:
		h.write(w, r, http.StatusInternalServerError, h.slipPage(s, unreadable(err)))
		return
	}
	defer f.Close()
	w.Header().Set("Content-Type", contentType(name))
	if strings.HasPrefix(name, "media/") && media.Sandboxed(name) {
		w.Header().Set("Content-Security-Policy", media.Policy)
	}
	if path.Ext(name) != ".html" {
		h.content(w, r, name, f)
		return
	}
	page, err := io.ReadAll(f)
	if err != nil {
		h.write(w, r, http.StatusInternalServerError, h.slipPage(s, unreadable(err)))
		return
	}
	h.content(w, r, name, bytes.NewReader(withScript(page, s.version)))
}

// content sends a file, or as much of it as the browser asks for. A browser that has
// the same bytes is told so.
func (h *handler) content(w http.ResponseWriter, r *http.Request, name string, f io.ReadSeeker) {
	tag, err := entityTag(f)
	if err != nil {
		h.refuse(w, http.StatusInternalServerError, "il file "+name+" non si può leggere: "+err.Error())
		return
	}
	w.Header().Set("ETag", tag)
	http.ServeContent(w, r, "", time.Time{}, f)
}

// notFound answers with the page that the site has for what is not there.
func (h *handler) notFound(w http.ResponseWriter, r *http.Request, s *state) {
	page := []byte(nil)
	if f, err := s.live.Open("404.html"); err == nil {
		page, err = io.ReadAll(f)
		f.Close()
		if err != nil {
			page = nil
		}
	}
	if page == nil {
		h.refuse(w, http.StatusNotFound, "questa pagina non c’è")
		return
	}
	h.write(w, r, http.StatusNotFound, withScript(page, s.version))
}

// write sends a page that is not to be kept.
func (h *handler) write(w http.ResponseWriter, r *http.Request, status int, page []byte) {
	w.Header().Set("Content-Type", contentType(".html"))
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(page) // a browser that has gone needs no answer
	}
}
