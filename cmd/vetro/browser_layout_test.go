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

// printTrouble says what paper would show or lack against what the theme promises:
// no navigation, and all that folds lies open.
func printTrouble(p *tab) []string {
	p.show(paper)
	said := eval[[]string](p, `(() => {
		const said = [];
		if (!document.querySelector("header nav")) said.push("the page has no navigation in its header");
		for (const nav of document.querySelectorAll("header nav"))
			if (nav.checkVisibility()) said.push("paper shows the navigation " + (nav.getAttribute("aria-label") ?? ""));
		for (const d of document.querySelectorAll("details"))
			if (d.checkVisibility()) for (const e of d.children)
				if (e.localName !== "summary" && !e.checkVisibility())
					said.push("paper hides what folds: " + d.querySelector("summary").textContent.trim());
		return said;
	})()`)
	pdf := call(p, page.PrintToPDF, page.PrintToPDFParams{}).Data
	if !bytes.HasPrefix(pdf, []byte("%PDF")) || len(pdf) < 5000 {
		said = append(said, fmt.Sprintf("the PDF has only %d bytes", len(pdf)))
	}
	return said
}
