package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"vetro/themes"
)

// A real browser swaps style sheets, shows what is wrong over the page, and loads the
// page again when it has changed.
func TestServeInABrowser(t *testing.T) {
	b := startBrowser(t)
	root := smallSite(t)
	css, err := fs.ReadFile(themes.Italia(), "assets/vetro.css")
	if err != nil {
		t.Fatal(err)
	}
	const sheet = "themes/italia/assets/vetro.css"
	putText(t, root, sheet, string(css)+"\nbody { --prova: prima; }\n")
	const name = "content/progetti/scuola.toml"
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	p := startServe(t, "--site", root, "--addr", ":0")
	address := p.await(`^anteprima: (.*)$`)
	shown := &sitePage{site: &builtSite{"serve", root, address}, path: "progetti/scuola.html", kind: "progetto"}
	w := b.open(t, shown, state{})
	w.await("the warnings in a corner", `panel("[role=status] details") && panel("[role=status] summary").textContent.includes("avvis")`)
	w.main(`window.kept = true`)

	putText(t, root, sheet, string(css)+"\nbody { --prova: dopo; }\n")
	w.await("the new style sheet", `getComputedStyle(document.body).getPropertyValue("--prova") === "dopo"`)
	w.await("the old style sheet has gone", `document.querySelectorAll('link[href*="assets/vetro."]').length === 1`)
	w.await("the same page", `window.kept === true`)

	putText(t, root, name, strings.Replace(string(text), "importo", "inporto", 1))
	w.await("the panel", `panel("[role=alert] .pannello") && panel("[role=alert]").textContent.includes("content/progetti/scuola.toml:8:1")`)
	w.await("what it says", `panel("h2").textContent.endsWith(": la pagina è quella di prima") && panel(".rimedio").textContent.length > 10`)
	w.await("its style", `getComputedStyle(panel(".pannello")).position === "fixed"`)
	quiet := func(apart string) {
		for _, said := range w.heard.all() {
			if !strings.Contains(said, "/_vetro/") && (apart == "" || !strings.Contains(said, apart)) {
				t.Error(said)
			}
		}
	}
	quiet("")
	for _, said := range axeFindings(w) {
		t.Error("the panel: " + said)
	}
	w.await("the same page", `window.kept === true`)
	w.main(`panel(".chiudi") && document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }))`)
	w.await("the panel is closed", `!panel(".pannello") && panel("[role=status] summary").textContent.includes("error")`)
	w.main(`panel("details").open = true`)
	for _, said := range axeFindings(w) {
		t.Error("the corner: " + said)
	}

	putText(t, root, name, strings.Replace(string(text), `"Scuola"`, `"Scuola nuova"`, 1))
	w.await("the changed page", `window.kept === undefined && document.title.startsWith("Scuola nuova")`)
	w.await("no panel", `!panel(".pannello") && !panel("[role=status] summary").textContent.includes("error")`)
	quiet("inline") // axe-core tries to put style sheets of its own into the panel
	w.draftsPage(address)
	p.stop(os.Interrupt)
	w.await("the end is told", `panel("[role=status]").textContent.includes("L’anteprima si è fermata")`)
}

// draftsPage looks at the page of drafts.
func (p *tab) draftsPage(address string) {
	p.t.Helper()
	p.do(chromedp.Navigate(strings.TrimSuffix(address, "pnrr/") + "_vetro/bozze"))
	p.await("the page of drafts", `document.querySelector("h1").textContent === "Bozze e notizie in attesa" && panel("details")`)
	p.newWorld()
	for _, said := range axeFindings(p) {
		p.t.Error("the page of drafts: " + said)
	}
}

// newWorld gives our scripts a place in the page that is shown now.
func (p *tab) newWorld() {
	p.t.Helper()
	frames := call(p, page.GetFrameTree, cdp.Empty{})
	p.world = call(p, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{
		FrameID: frames.FrameTree.Frame.ID, WorldName: "vetro",
	}).ExecutionContextID
}

// panelFunction finds something in the panel of the preview.
const panelFunction = `var panel = (s) => document.querySelector("#vetro-anteprima")?.shadowRoot.querySelector(s);`

// main runs a script in the page itself.
func (p *tab) main(js string) bool {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](panelFunction+"!!("+js+")"))
	return err == nil && value // a page that is being left says nothing
}

// await waits until something is true in the page.
func (p *tab) await(what, js string) {
	p.t.Helper()
	for range 250 {
		if p.main(js) {
			return
		}
		time.Sleep(40 * time.Millisecond)
	}
	p.t.Fatalf("%s: not %s", p.page.name(), what)
}
