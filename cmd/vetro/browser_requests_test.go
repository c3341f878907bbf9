package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// heard is what a browser said while it showed a page.
type heard struct {
	mu    sync.Mutex
	words []string
}

func (h *heard) say(format string, args ...any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.words = append(h.words, fmt.Sprintf(format, args...))
}

func (h *heard) all() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]string(nil), h.words...)
}

// tellViolations has a page tell what its Content-Security-Policy refuses.
const tellViolations = `document.addEventListener("securitypolicyviolation", e => console.error(
	"the policy refuses " + e.violatedDirective + " " + e.blockedURI + " " + e.sample))`

// listen hears a tab's errors and its requests to other hosts, from before its page opens.
func listen(p *tab) *heard {
	h := new(heard)
	own := "file://" + filepath.ToSlash(p.page.site.dir) + "/"
	if !p.state.disk {
		own = p.page.site.url
	}
	clean := func(s string) string { return strings.ReplaceAll(s, own, "") }
	err := chromedp.Listen(p.ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			ofPage := strings.HasPrefix(e.DocumentURL, own) // and not of what the tab showed before
			if u := e.Request.URL; ofPage && !strings.HasPrefix(u, own) && !strings.HasPrefix(u, "data:") && u != "about:blank" {
				h.say("asks another host: %s", u)
			}
		case *network.EventLoadingFailed:
			if !e.Canceled {
				h.say("a request fails: %s %s", e.Type, e.ErrorText)
			}
		case *runtime.EventExceptionThrown:
			h.say("a script fails: %s", clean((&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error()))
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert || e.Type == runtime.ConsoleAPICalledTypeWarning {
				h.say("console %s: %s", e.Type, clean(e.Args[0].Value.String()))
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
				h.say("%s %s: %s %s", e.Entry.Source, e.Entry.Level, clean(e.Entry.Text), clean(e.Entry.URL))
			}
		}
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return h
}

// requestTrouble says what a page asks of other hosts, and what its browser complains
// of. It moves through the page first, so that what waits to be seen is asked for.
func requestTrouble(p *tab) []string {
	eval[chromedp.Void](p, `new Promise(done => {
		scrollTo(0, document.scrollingElement.scrollHeight);
		for (const d of document.querySelectorAll("details")) d.open = true;
		setTimeout(() => done(true), 150);
	})`)
	return p.heard.all()
}

// The most that a project page may weigh over the wire, headers included, and ask for.
const (
	maxWireBytes = 100_000
	maxRequests  = 8
)

// weightTrouble opens a page again, from a server of its own that counts.
func weightTrouble(p *tab) []string {
	if p.page.kind != "project" {
		return nil
	}
	var asked sync.Map
	base, _ := url.Parse(p.page.site.url)
	files := http.StripPrefix(strings.TrimSuffix(base.Path, "/"), handler(p.page.site.dir))
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Store(r.URL.Path, true)
		files.ServeHTTP(w, r)
	}))
	wire := &countingListener{Listener: server.Listener}
	server.Listener = wire
	server.Start()
	p.t.Cleanup(server.Close)

	p.do(chromedp.Navigate(server.URL+base.Path+p.page.path), chromedp.Sleep(500*time.Millisecond))
	var names []string
	asked.Range(func(name, _ any) bool {
		names = append(names, strings.TrimPrefix(name.(string), base.Path))
		return true
	})
	p.t.Logf("%s: %d bytes in %d requests: %s", p.page.name(), wire.sent.Load(), len(names), strings.Join(names, " "))
	var said []string
	if n := wire.sent.Load(); n > maxWireBytes {
		said = append(said, fmt.Sprintf("weighs %d bytes, %d are the most", n, maxWireBytes))
	}
	if n := len(names) - 1; n > maxRequests {
		said = append(said, fmt.Sprintf("asks for %d files besides the page, %d are the most: %s", n, maxRequests, strings.Join(names, " ")))
	}
	return said
}

// countingListener counts the bytes that a server sends.
type countingListener struct {
	net.Listener
	sent atomic.Int64
}

func (l *countingListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	return &countingConn{conn, &l.sent}, err
}

type countingConn struct {
	net.Conn
	sent *atomic.Int64
}

func (c *countingConn) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.sent.Add(int64(n))
	return n, err
}
