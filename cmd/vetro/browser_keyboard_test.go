package main

import (
	"fmt"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// stop is where Tab leads, as testdata/browser/keyboard.js tells.
type stop struct {
	Index   int      // -1: on no element
	Name    string   // of the element
	Folded  bool     // Enter shows more
	Patient bool     // has several stops within
	Trouble []string // of being there
}

// keyboardTrouble goes through a page with the keyboard, on a desktop and on a phone.
func keyboardTrouble(p *tab) []string {
	p.resize(1280)
	p.show(light)
	said := tabThrough(p)
	return append(said, keyboardTroubleOnPhone(p)...)
}

func keyboardTroubleOnPhone(p *tab) []string {
	p.resize(360)
	p.show(light)
	var said []string
	for _, what := range tabThrough(p) {
		said = append(said, what+seen+"360 px")
	}
	return said
}

// tabThrough presses Tab from the start of a page to its end, and unfolds on the way
// what Enter unfolds.
func tabThrough(p *tab) []string {
	eval[chromedp.Void](p, script(p.t, "browser/keyboard.js"))
	said := skipLinkTrouble(p)
	eval[chromedp.Void](p, `vetro.start()`)
	seen := make(map[int]bool)
	last := -1
	for range 3000 {
		s := press(p, tabKey)
		if s.Index == last && s.Patient {
			continue
		}
		if s.Index >= 0 && s.Index == last {
			return append(said, "Tab does not lead away from "+s.Name)
		}
		if s.Index < 0 || seen[s.Index] { // once around
			break
		}
		said = append(said, s.Trouble...)
		seen[s.Index], last = true, s.Index
		if s.Folded {
			press(p, enterKey)
		}
	}
	for _, name := range eval[[]string](p, `vetro.missed()`) {
		said = append(said, "Tab does not lead to "+name)
	}
	return said
}

// skipLinkTrouble follows the first link of a page, which leads past its header.
func skipLinkTrouble(p *tab) []string {
	eval[chromedp.Void](p, `vetro.start()`)
	first := press(p, tabKey)
	target := eval[string](p, `vetro.leadsWithin()`)
	if target == "" {
		return []string{fmt.Sprintf("the first stop is no skip link: %s", first.Name)}
	}
	press(p, enterKey)
	press(p, tabKey)
	if !eval[bool](p, fmt.Sprintf(`vetro.isPast(%q)`, target)) {
		return []string{fmt.Sprintf("after the skip link, Tab does not go on from %s", target)}
	}
	return nil
}

// key is a key of the keyboard, with the text that it types.
type key struct{ name, text string }

var (
	tabKey   = key{"Tab", ""}
	enterKey = key{"Enter", "\r"}
)

func press(p *tab, k key) stop {
	p.t.Helper()
	call(p, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: k.name, Code: k.name, Text: k.text})
	if k == enterKey { // Tab leads on when it goes down
		call(p, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: k.name, Code: k.name})
	}
	return eval[stop](p, `vetro.here()`)
}
