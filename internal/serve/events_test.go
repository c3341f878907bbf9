package serve

import (
	"bufio"
	"net/http"
	"strings"
	"testing"
	"time"

	"vetro/internal/record"
)

// stream reads server-sent events.
type stream struct {
	t      testing.TB
	lines  chan string
	closed func()
}

// event is one of them.
type event struct{ name, id, data string }

func (s *served) stream(version, last string) *stream {
	s.t.Helper()
	r, err := http.NewRequest("GET", s.address+eventsPath+"?versione="+version, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	resp, err := (&http.Client{}).Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	if kind := resp.Header.Get("Content-Type"); kind != "text/event-stream" {
		s.t.Errorf("events have the type %s", kind)
	}
	e := &stream{t: s.t, lines: make(chan string, 100), closed: func() { resp.Body.Close() }}
	go func() {
		defer close(e.lines)
		for in := bufio.NewScanner(resp.Body); in.Scan(); {
			e.lines <- in.Text()
		}
	}()
	s.t.Cleanup(e.closed)
	return e
}

// next gives the next event, or none when the stream has ended.
func (e *stream) next() (ev event) {
	e.t.Helper()
	for late := time.After(20 * time.Second); ; {
		select {
		case line, open := <-e.lines:
			key, value, _ := strings.Cut(line, ": ")
			switch {
			case !open:
				return event{}
			case line == "" && ev.name != "":
				return ev
			case key == "event":
				ev.name = value
			case key == "id":
				ev.id = value
			case key == "data":
				ev.data = value
			}
		case <-late:
			e.t.Fatal("no event comes")
		}
	}
}

func (s *served) version() string {
	s.t.Helper()
	_, body := s.get(s.base)
	_, rest, _ := strings.Cut(string(body), "data-versione=\"")
	version, _, _ := strings.Cut(rest, "\"")
	return version
}

// A browser is told of problems at once, and of another site when there is one.
func TestEvents(t *testing.T) {
	root := newCorpus(t, 2)
	s := serveSite(t, Options{Site: optionsFor(root)})
	first := s.version()
	in := s.stream(first, "")
	if e := in.next(); e.name != "problemi" || !strings.Contains(e.data, `"ferma":false,"errori":0,"avvisi":`) {
		t.Fatalf("got %+v", e)
	}
	writeFile(t, root, projectFile(0), projectText(0, "Cambiato"))
	second := in.next()
	if second.name != "sito" || second.data != `{"stili":[]}` || second.id == first || second.id != s.version() {
		t.Fatalf("got %+v", second)
	}
	writeFile(t, root, projectFile(0), strings.Replace(projectText(0, "Cambiato"), "importo = ", "importo = x", 1))
	if e := in.next(); e.name != "problemi" || !strings.Contains(e.data, `"ferma":true,"errori":`) || !strings.Contains(e.data, `"posto":"content/progetti/0/p-0.toml:`) || !strings.Contains(e.data, `"rimedio":"`) {
		t.Fatalf("got %+v", e)
	}
	if s.version() != second.id {
		t.Error("the last good site has gone")
	}
	// whoever comes back shows another site by now, unless it says that it does not
	for name, late := range map[string]*stream{"by address": s.stream(first, ""), "by header": s.stream(first, second.id)} {
		if e := late.next(); e.name != "problemi" {
			t.Errorf("%s: got %+v", name, e)
		}
		writeFile(t, root, "site.toml", "titolo = \""+name+"\"\nbase_url = \"https://example.it/pnrr/\"\n")
		if name == "by address" {
			if e := late.next(); e.name != "sito" || e.id != second.id {
				t.Errorf("%s: got %+v", name, e)
			}
		}
	}
	if err := s.end(); err != nil {
		t.Fatal(err)
	}
	for e := in.next(); e.name != ""; e = in.next() {
	}
}

// When style sheets alone have changed, pages are told which, so that they need not be
// loaded again.
func TestStyleEvents(t *testing.T) {
	root := newCorpus(t, 1)
	writeFile(t, root, "themes/italia/assets/vetro.css", "body { color: red }")
	s := serveSite(t, Options{Site: optionsFor(root)})
	in := s.stream(s.version(), "")
	in.next()
	writeFile(t, root, "themes/italia/assets/vetro.css", "body { color: blue }")
	e := in.next()
	_, page := s.get(s.base)
	for _, name := range []string{"assets/vetro.", "assets/bootstrap-italia."} {
		_, rest, _ := strings.Cut(string(page), `href="`+name)
		hash, _, _ := strings.Cut(rest, `"`)
		if e.name != "sito" || !strings.Contains(e.data, `"`+name+hash+`"`) {
			t.Errorf("%s%s is not in %+v", name, hash, e)
		}
	}
	writeFile(t, root, "themes/italia/assets/vetro.css", "body { color: green }")
	writeFile(t, root, "site.toml", "titolo = \"Altro\"\nbase_url = \"https://example.it/pnrr/\"\n")
	if e := in.next(); e.data != `{"stili":[]}` {
		t.Errorf("more than a sheet has changed: got %+v", e)
	}
}

// A browser is told of the errors first, and of no more problems than a panel can hold.
func TestProblemLines(t *testing.T) {
	var problems []record.Problem
	for i := range 3 * most {
		problems = append(problems, record.Problem{Pos: record.Pos{File: "a.toml", Line: i + 1}, Severity: record.Warning, Text: "avviso"})
	}
	problems[7].Severity, problems[200].Severity = record.Error, record.Error
	e := problemLines(problems)
	if e.Errors != 2 || e.Warnings != 3*most-2 || len(e.Problems) != most {
		t.Fatalf("got %d errors, %d warnings, %d lines", e.Errors, e.Warnings, len(e.Problems))
	}
	for i, want := range []string{"a.toml:8", "a.toml:201", "a.toml:1"} {
		if e.Problems[i].Place != want || e.Problems[i].Warning != (i == 2) {
			t.Errorf("line %d: got %+v", i, e.Problems[i])
		}
	}
	if e := problemLines(nil); string(marshal(e)) != `{"ferma":false,"errori":0,"avvisi":0,"problemi":[]}` {
		t.Errorf("got %s", marshal(e))
	}
}
