package main

import (
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// visits are the ways in which pages are opened, and what is asked of them each time.
var visits = []struct {
	state state
	of    func(*sitePage) bool
	asks  []question
}{
	{state{}, thorough, []question{
		{"overview charts come alive and tell the numbers", liveTrouble},
		{"axe-core finds nothing", axeFindings},
		{"nothing scrolls sideways", sidewaysScroll},
		{"the keyboard reaches everything", keyboardTrouble},
		{"paper shows what matters", printTrouble},
		{"nothing is asked of others, and nothing refused", requestTrouble},
		{"a project weighs little", weightTrouble},
	}},
	{state{}, brief, []question{
		{"overview charts come alive and tell the numbers", liveTrouble},
		{"axe-core finds nothing", axeFindingsTwice},
		{"nothing scrolls sideways", sidewaysScroll},
		{"the keyboard reaches everything", keyboardTroubleOnPhone},
		{"paper shows what matters", printTrouble},
		{"nothing is asked of others, and nothing refused", requestTrouble},
		{"a project weighs little", weightTrouble},
	}},
	{state{noScript: true}, scripted, []question{
		{"axe-core finds nothing", axeFindingsTwice},
		{"nothing scrolls sideways", sidewaysScroll},
		{"the keyboard reaches everything", keyboardTroubleOnPhone},
	}},
	{state{disk: true}, onDisk, []question{
		{"overview charts come alive and tell the numbers", liveTrouble},
		{"nothing is asked of others, and nothing refused", requestTrouble},
	}},
}

// thorough reports whether a page is asked in every window and light: ours has every kind
// of page, and the others have its style sheets. With VETRO_BROWSER=must all pages are.
func thorough(p *sitePage) bool {
	return p.site.name == "ours" || os.Getenv("VETRO_BROWSER") == "must"
}

func brief(p *sitePage) bool { return !thorough(p) }

// scripted reports whether a page is another one where scripts are off.
func scripted(p *sitePage) bool { return p.scripted }

// onDisk reports whether a page can be opened from a disk: hosts alone show the 404 page.
func onDisk(p *sitePage) bool { return p.kind != "404" }

// question is a claim of all pages, and what tells why it is not true of one. The same
// words may be seen in several ways: what stands after seen goes with the page's name.
type question struct {
	claim  string
	doubts func(*tab) []string
}

const seen = "\n\tseen "

// TestBrowser opens a page of every kind in Chromium. Without Chromium it skips; with
// VETRO_BROWSER=must it fails instead.
func TestBrowser(t *testing.T) {
	b := startBrowser(t)
	pages := pagesOf(t, browserSites(t))
	found := make(map[string]*findings)
	for _, v := range visits {
		for _, q := range v.asks {
			found[q.claim] = new(findings)
		}
	}
	t.Run("visits", func(t *testing.T) {
		for _, page := range pages {
			for _, v := range visits {
				if !v.of(page) {
					continue
				}
				t.Run(page.name()+v.state.String(), func(t *testing.T) {
					t.Parallel()
					p := b.open(t, page, v.state)
					for _, q := range v.asks {
						found[q.claim].add(page.name()+v.state.String(), q.doubts(p))
					}
				})
			}
		}
	})
	for _, claim := range slices.Sorted(maps.Keys(found)) {
		t.Run(claim, func(t *testing.T) { found[claim].report(t) })
	}
}

// findings gathers what is said of pages, equal words together.
type findings struct {
	mu    sync.Mutex
	pages map[string][]string
}

func (f *findings) add(page string, said []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.pages == nil {
		f.pages = make(map[string][]string)
	}
	for _, what := range said {
		what, how, _ := strings.Cut(what, seen)
		if how != "" {
			how = " (" + how + ")"
		}
		if !slices.Contains(f.pages[what], page+how) {
			f.pages[what] = append(f.pages[what], page+how)
		}
	}
}

func (f *findings) report(t *testing.T) {
	t.Helper()
	for _, what := range slices.Sorted(maps.Keys(f.pages)) {
		pages := f.pages[what]
		slices.Sort(pages)
		where := strings.Join(pages[:min(len(pages), 6)], ", ")
		if len(pages) > 6 {
			where += ", …"
		}
		t.Errorf("%s\n\ton %d: %s", what, len(pages), where)
	}
}
