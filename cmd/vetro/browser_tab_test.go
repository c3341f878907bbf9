package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// state is how a page is opened; the zero state is from a server, on a desktop, with
// scripts.
type state struct {
	width    int // 1280 if 0
	noScript bool
	disk     bool // opened as a file, not from a server
}

func (s state) String() string {
	var said string
	if s.width != 0 {
		said += fmt.Sprintf(" at %d px", s.width)
	}
	if s.noScript {
		said += " without scripts"
	}
	if s.disk {
		said += " from disk"
	}
	return said
}

// browser is one Chromium for all pages.
type browser struct {
	ctx  context.Context
	idle chan context.Context // tabs that show nothing: to open one takes longer than to use it
}

// startBrowser starts Chromium, with more flags if there are, or skips or fails the test as
// skipOrFail says.
func startBrowser(t *testing.T, flags ...chromedp.ExecAllocatorOption) *browser {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser is not for -short")
	}
	program := chromium()
	if program == "" {
		skipOrFail(t, "no Chromium: install Debian's chromium, or name one in VETRO_CHROMIUM")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), // and an empty user data folder
		// One process shows one page after the other: none is kept for going back, none
		// started in advance.
		chromedp.Flag("disable-features", "BackForwardCache,SpareRendererForSitePerProcess,ProactivelySwapBrowsingInstance,Translate,OptimizationHints,MediaRouter"))
	for _, name := range []string{"no-sandbox", "disable-gpu", "disable-quic", "disable-component-update", "hide-scrollbars"} {
		opts = append(opts, chromedp.Flag(name, true))
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), append(opts, flags...)...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", program, err)
	}
	return &browser{ctx, make(chan context.Context, 100)}
}

// chromium gives the path of a Chromium, or "".
func chromium() string {
	for _, name := range []string{os.Getenv("VETRO_CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	return ""
}

// skipOrFail ends a test that lacks a program: VETRO_BROWSER=must, as in .ci/run, says
// that it may not be skipped.
func skipOrFail(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("VETRO_BROWSER") == "must" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// tab shows one page in one state.
type tab struct {
	t     *testing.T
	ctx   context.Context
	page  *sitePage
	state state
	world runtime.ExecutionContextID // where our scripts run, apart from the page's
	heard *heard
}

// open shows a page in a tab, which is free again when the test ends.
func (b *browser) open(t *testing.T, p *sitePage, s state) *tab {
	t.Helper()
	idle := b.tab(t)
	t.Cleanup(func() { b.idle <- idle })
	ctx, stop := context.WithTimeout(idle, time.Minute)
	t.Cleanup(stop)
	shown := &tab{t: t, ctx: ctx, page: p, state: s}
	shown.heard = listen(shown)
	call(shown, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: s.noScript})
	shown.resize(cmp.Or(s.width, 1280))
	shown.show(light)
	shown.do(chromedp.Navigate(p.url(s.disk)))
	frames := call(shown, page.GetFrameTree, cdp.Empty{})
	shown.world = call(shown, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{
		FrameID: frames.FrameTree.Frame.ID, WorldName: "vetro",
	}).ExecutionContextID
	if s.noScript {
		eval[chromedp.Void](shown, soonIsNow)
	}
	eval[bool](shown, `document.fonts.ready.then(() => true)`)
	return shown
}

// soonIsNow stands in for the clock, which stops where scripts are off: what is to be
// done soon is done at once, and what is to be done late, as after a time limit, never.
const soonIsNow = `globalThis.setTimeout = (f, ms = 0, ...args) => {
	if (ms < 100) Promise.resolve().then(() => f(...args));
	return 0;
}; 0`

// tab gives an idle tab, or a new one, which lives as long as the browser.
func (b *browser) tab(t *testing.T) context.Context {
	t.Helper()
	select {
	case ctx := <-b.idle:
		return ctx
	default:
	}
	ctx, _ := chromedp.NewContext(b.ctx)
	_, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	if err == nil {
		_, err = chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: tellViolations})
	}
	if err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	return ctx
}

func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, actions...); err != nil {
		p.t.Fatalf("%s%s: %v", p.page.name(), p.state, err)
	}
}

// call sends a command of the DevTools protocol to a tab.
func call[P, R any](p *tab, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	result, err := chromedp.Call(p.ctx, command, params)
	if err != nil {
		p.t.Fatalf("%s%s: %s: %v", p.page.name(), p.state, command.Method, err)
	}
	return result
}

// eval runs a script in a world of ours within the page, where neither the page's policy
// nor the ban on its scripts holds, and gives the value of its promise.
func eval[T any](p *tab, js string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise, func(e *runtime.EvaluateParams) {
		e.ContextID = p.world
	}))
	if err != nil {
		p.t.Fatalf("%s%s: %v", p.page.name(), p.state, err)
	}
	return value
}

func (p *tab) resize(width int) {
	p.t.Helper()
	call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: 900, DeviceScaleFactor: 1})
}

// look is how the browser is asked to show pages.
type look struct{ name, media, scheme string }

var (
	light = look{"light", "screen", "light"}
	dark  = look{"dark", "screen", "dark"}
	paper = look{"paper", "print", "light"}
)

// show sets the look; motion is always reduced, so that nothing is seen halfway.
func (p *tab) show(l look) {
	p.t.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: l.media, Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: l.scheme},
		{Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// script reads one of our scripts.
func script(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
