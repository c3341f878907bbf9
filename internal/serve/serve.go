// Package serve shows a site while it is being written: it follows the site folder,
// reads it again after each change, makes pages when they are asked for, and tells the
// browsers that look at them. It writes nothing to the disk.
//
// What it shows is byte for byte what a build writes, save one line in the head of each
// page that brings the script of the preview. While the site has errors, the last good
// one goes on being shown.
//
// Sources: WHATWG HTML, 9.2 (server-sent events); Fetch, Cross-Origin-Resource-Policy.
package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"vetro/internal/build"
	"vetro/internal/record"
)

// Options say what to show, where, and whom to tell.
type Options struct {
	Site  build.Options      // Out and Today are not used
	Today func() record.Date // asked before each reading, and now and then
	Addr  string             // host and port to listen at; port 0 for any that is free
	Hosts []string           // names, besides its own, by which browsers may ask for it
	Poll  time.Duration      // look through the folder at this interval; 0 to be told by the system
	Tell  func(Event)        // called from one goroutine; may be nil
}

// Event is what happens to a preview, for the terminal.
type Event struct {
	Kind     EventKind
	Address  string           // of the site; of Listening
	Drafts   string           // address of the page of drafts; of Listening
	Files    []string         // that changed, from the site folder; none for the first reading and a new day
	Problems []record.Problem // of Shown and Kept
	Bare     bool             // of Kept: there is no site to show yet
	Reason   error            // of Polling
}

// EventKind says what happened.
type EventKind int

// The kinds of events.
const (
	Listening EventKind = iota // browsers are answered; comes first
	Changed                    // files changed, and are about to be read
	Shown                      // the site was read, and is shown
	Kept                       // it has errors: the one before stays, if there is one
	Polling                    // the system does not tell of changes, so the folder is looked through
)

// shutdown is how long answers that are under way may take when the preview ends.
const shutdown = 2 * time.Second

// idleAfter is how long nothing must change before a page of each kind is looked at.
const idleAfter = time.Second

// newDay is how often the calendar is looked at.
const newDay = time.Minute

// Run shows a site until ctx ends, which is no error. It returns when all that it
// started has ended; only the reading of a very large site may be left behind.
func Run(ctx context.Context, o Options) error {
	listener, err := net.Listen("tcp", o.Addr)
	if err != nil {
		return fmt.Errorf("listen at %s: %w", o.Addr, err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p := newPreview(o)
	h := newHandler(p, listener.Addr(), o.Hosts, ctx.Done())
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	var wg sync.WaitGroup
	defer waitFor(&wg, 2*shutdown)
	wg.Go(func() {
		<-ctx.Done()
		late, release := context.WithTimeout(context.Background(), shutdown)
		defer release()
		if server.Shutdown(late) != nil {
			_ = server.Close() // whoever is still reading is cut off
		}
	})
	wg.Go(func() { p.follow(ctx, h) })
	err = server.Serve(listener)
	cancel()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serve at %s: %w", o.Addr, err)
}

// waitFor waits for goroutines, but not for ever: a very large site takes long to read,
// and whoever stops the preview meanwhile has no use for it.
func waitFor(wg *sync.WaitGroup, most time.Duration) {
	ended := make(chan struct{})
	go func() {
		wg.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(most):
	}
}

// follow reads the site, and again after each change, until ctx ends.
func (p *preview) follow(ctx context.Context, h *handler) {
	w := newWatcher(p.options.Site.Site, p.options.Poll)
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { w.run(ctx.Done()) })
	p.read(nil)
	p.tell(Event{Kind: Listening, Address: h.address(p.now().basePath()), Drafts: h.address(draftsPath)})
	p.tellRead(nil)
	day := time.NewTicker(newDay)
	defer day.Stop()
	idle := stopped()
	defer idle.Stop()
	verdicts, judging := make(chan verdict, 1), false
	again := func(files []string) {
		if p.read(files) {
			idle.Reset(idleAfter)
		} else {
			idle.Stop()
		}
		p.tellRead(files)
	}
	for {
		select {
		case <-ctx.Done():
			return
		case err := <-w.notices:
			p.tell(Event{Kind: Polling, Reason: err})
		case files := <-w.changes:
			p.tell(Event{Kind: Changed, Files: files})
			again(files)
		case <-idle.C:
			if judging {
				idle.Reset(idleAfter)
				continue
			}
			if shown := p.now(); !shown.kept {
				judging = true
				wg.Go(func() { verdicts <- judge(shown) })
			}
		case v := <-verdicts:
			judging = false
			if p.settle(v) {
				p.tellRead(nil)
			}
		case <-day.C:
			if p.options.Today() != p.today {
				again(nil)
			}
		}
	}
}
