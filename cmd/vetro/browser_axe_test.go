package main

import (
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

// Rules of axe-core: all that are asked of a page, and those that a change of colours
// alone can break.
const (
	allRules    = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	colourRules = `["color-contrast", "link-in-text-block"]`
)

// axeFindings asks every rule in both windows, and what colours can break in both lights.
func axeFindings(p *tab) []string {
	loadAxe(p)
	said := runAxe(p, 1280, light, allRules)
	said = append(said, runAxe(p, 1280, dark, colourRules)...)
	unfold(p)
	said = append(said, runAxe(p, 360, light, allRules)...)
	return append(said, runAxe(p, 360, dark, colourRules)...)
}

// axeFindingsTwice asks every rule in both windows, and each light in one of them.
func axeFindingsTwice(p *tab) []string {
	loadAxe(p)
	said := runAxe(p, 1280, light, allRules)
	unfold(p)
	return append(said, runAxe(p, 360, dark, allRules)...)
}

func loadAxe(p *tab) { eval[chromedp.Void](p, script(p.t, "axe/axe.min.js")+";0") }

// unfold opens what is folded: axe-core reads only what is shown.
func unfold(p *tab) {
	eval[chromedp.Void](p, `for (const d of document.querySelectorAll("details")) d.open = true`)
}

// violation is what axe-core says of a rule.
type violation struct {
	ID, Help string
	Nodes    []struct {
		HTML, FailureSummary string
		Target               []string
	}
}

func runAxe(p *tab, width int, l look, rules string) []string {
	p.resize(width)
	p.show(l)
	violations := eval[[]violation](p, fmt.Sprintf(`axe.run({runOnly: %s, resultTypes: ["violations"]}).then(r => r.violations)`, rules))
	var said []string
	for _, v := range violations {
		for _, n := range v.Nodes {
			why := strings.Join(strings.Fields(n.FailureSummary), " ")
			said = append(said, fmt.Sprintf("%s: %s\n\t%s\n\t%s\n\t%s"+seen+"%s, %d px",
				v.ID, v.Help, strings.Join(n.Target, " "), short(n.HTML), why, l.name, width))
		}
	}
	return said
}

// short cuts what is too long to read.
func short(s string) string {
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}
