package main

import (
	"bytes"
	"fmt"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// sidewaysScroll says what makes a page wider than the narrowest window, and than a wide
// one when its text is twice as large (WCAG 2.2, 1.4.10 and 1.4.4).
func sidewaysScroll(p *tab) []string {
	p.resize(320)
	said := eval[[]string](p, script(p.t, "browser/wide.js"))
	p.resize(1280)
	eval[chromedp.Void](p, `document.documentElement.style.fontSize = "200%"; 0`)
	for _, what := range eval[[]string](p, script(p.t, "browser/wide.js")) {
		said = append(said, "with text of 200 %, "+what)
	}
	eval[chromedp.Void](p, `document.documentElement.style.fontSize = ""; 0`)
	return said
}

// printTrouble says what paper shows or lacks against what the theme promises: no
// navigation, the addresses of links, and all that folds lies open.
func printTrouble(p *tab) []string {
	p.show(paper)
	said := eval[[]string](p, script(p.t, "browser/paper.js"))
	if p.page.kind != "home" && p.page.kind != "project" {
		return said
	}
	pdf := call(p, page.PrintToPDF, page.PrintToPDFParams{}).Data
	if !bytes.HasPrefix(pdf, []byte("%PDF")) || len(pdf) < 5000 {
		said = append(said, fmt.Sprintf("the PDF has only %d bytes", len(pdf)))
	}
	return said
}
