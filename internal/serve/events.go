package serve

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"vetro/internal/record"
)

// heartbeat keeps a stream open through what closes idle ones, and finds the browsers
// that have gone.
const heartbeat = 20 * time.Second

// most is how many problems a browser is told: the terminal tells all.
const most = 100

// problemsEvent is what a browser is told of the last reading.
type problemsEvent struct {
	Kept     bool          `json:"ferma"` // the page is of an earlier reading
	Errors   int           `json:"errori"`
	Warnings int           `json:"avvisi"`
	Problems []problemLine `json:"problemi"` // errors first
}

// problemLine is one problem, for the panel.
type problemLine struct {
	Place   string `json:"posto"`
	Warning bool   `json:"avviso"`
	Text    string `json:"testo"`
	Rule    string `json:"regola"`
	Mend    string `json:"rimedio"`
}

// siteEvent tells that another site is shown.
type siteEvent struct {
	Styles []string `json:"stili"` // the new style sheets, when nothing else changed
}

// problemLines gives what a browser is told of problems: all are counted, and the first
// are listed, errors before warnings. A large site may have very many.
func problemLines(problems []record.Problem) problemsEvent {
	e := problemsEvent{Problems: []problemLine{}}
	for _, p := range problems {
		if p.Severity == record.Error {
			e.Errors++
		} else {
			e.Warnings++
		}
	}
	for _, warnings := range []bool{false, true} {
		for i := 0; i < len(problems) && len(e.Problems) < most; i++ {
			if p := &problems[i]; (p.Severity != record.Error) == warnings {
				e.Problems = append(e.Problems, problemLine{p.Pos.String(), warnings, p.Text, p.Rule, p.Mend})
			}
		}
	}
	return e
}

// events tells a browser what happens, as server-sent events, until it goes or the
// preview ends:
//
//	event: problemi  what is wrong, at the start and whenever that changes
//	event: sito      another site is shown; its id is the version
//
// The browser says which version its page is of.
func (h *handler) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	c := http.NewResponseController(w)
	if _, err := fmt.Fprint(w, "retry: 1000\n\n"); err != nil || c.Flush() != nil {
		return
	}
	version := cmp.Or(r.Header.Get("Last-Event-ID"), r.URL.Query().Get("versione"))
	told := ""
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		s, changed := h.watch()
		if s.read {
			text := ""
			text, told = h.problemsNews(s, told)
			text += siteNews(s, version)
			version = s.version
			if _, err := fmt.Fprint(w, text); err != nil || c.Flush() != nil {
				return
			}
		}
		if !h.wait(w, r, c, changed, beat.C) {
			return
		}
	}
}

// wait waits until something else is shown, and reports whether there is somebody to
// tell.
func (h *handler) wait(w http.ResponseWriter, r *http.Request, c *http.ResponseController, changed <-chan struct{}, beat <-chan time.Time) bool {
	for {
		select {
		case <-changed:
			return true
		case <-beat:
			if _, err := fmt.Fprint(w, ": sono qui\n\n"); err != nil || c.Flush() != nil {
				return false
			}
		case <-r.Context().Done():
			return false
		case <-h.stop:
			return false
		}
	}
}

// problemsNews gives the event of what is wrong, unless it was told already.
func (h *handler) problemsNews(s *state, told string) (text, now string) {
	e := problemLines(s.problems)
	e.Kept = s.kept
	now = string(marshal(e))
	if now == told {
		return "", now
	}
	return "event: problemi\ndata: " + now + "\n\n", now
}

// siteNews gives the event of another site, unless the browser shows that one.
func siteNews(s *state, version string) string {
	if s.version == version {
		return ""
	}
	e := siteEvent{Styles: []string{}}
	if s.before == version {
		e.Styles = append(e.Styles, s.styles...)
	}
	return "event: sito\nid: " + s.version + "\ndata: " + string(marshal(e)) + "\n\n"
}

func marshal(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic("serve: an event can always be written: " + err.Error())
	}
	return text
}
