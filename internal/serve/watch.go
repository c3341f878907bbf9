package serve

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watcher follows the files of a site.
type watcher struct {
	changes chan []string // files that hold something else, from the site folder with /
	notices chan error    // why events are not to be had, so that it looks at intervals instead

	snap    *snapshot
	events  *fsnotify.Watcher // nil when it looks at intervals
	every   time.Duration     // between two looks
	folders map[string]bool   // that are watched
}

const (
	// quiet is how long nothing must happen before a change is told: editors save a file
	// in several steps.
	quiet = 30 * time.Millisecond
	// patience is after how long it is told all the same.
	patience = 300 * time.Millisecond
	// usualPoll is between two looks where the system gives no events.
	usualPoll = time.Second
)

// newWatcher lists the files of a site folder: what changes after it has returned is
// told once run is at work. With poll above 0 the folder is looked through at that
// interval, for file systems that give no events.
func newWatcher(root string, poll time.Duration) *watcher {
	w := &watcher{changes: make(chan []string), notices: make(chan error, 1), every: poll, folders: make(map[string]bool)}
	w.snap = newSnapshot(root, w.follow)
	if poll <= 0 {
		events, err := fsnotify.NewBufferedWatcher(1024)
		if err != nil {
			w.fallBack(err)
		} else {
			w.events = events
		}
	}
	w.snap.look(".")
	return w
}

// follow watches a folder. Where the system does not let so many be watched, all are
// looked at instead.
func (w *watcher) follow(rel string) {
	if w.events == nil || w.folders[rel] {
		return
	}
	full := filepath.Join(w.snap.root, filepath.FromSlash(rel))
	if err := w.events.Add(full); err != nil {
		if _, lost := os.Stat(full); lost == nil {
			w.fallBack(err)
		}
		return
	}
	w.folders[rel] = true
}

// unfollow forgets a folder and those below it, which were moved, removed or made again:
// the system goes on watching what a name once meant.
func (w *watcher) unfollow(rel string) {
	if w.events == nil {
		return
	}
	for name := range w.folders {
		if within(rel, name) {
			delete(w.folders, name)
			_ = w.events.Remove(filepath.Join(w.snap.root, filepath.FromSlash(name))) // mostly gone already
		}
	}
}

func (w *watcher) fallBack(err error) {
	if w.events != nil {
		_ = w.events.Close() // what it still says is not listened to
		w.events = nil
	}
	w.every = usualPoll
	select {
	case w.notices <- err:
	default: // one notice is enough
	}
}

// run tells changes until it is stopped.
func (w *watcher) run(stop <-chan struct{}) {
	w.snap.sumAll(stop)
	dirty := make(map[string]bool)   // paths to look at
	waiting := make(map[string]bool) // changes to tell
	settled, overdue := stopped(), stopped()
	defer settled.Stop()
	defer overdue.Stop()
	for {
		var out chan []string
		if len(waiting) > 0 {
			out = w.changes
		}
		events, errs, look := w.sources()
		select {
		case <-stop:
			if w.events != nil {
				_ = w.events.Close() // nothing more is awaited of it
			}
			return
		case e, open := <-events:
			if !open {
				w.fallBack(errors.New("the system ended the watch"))
				continue
			}
			rel, known := w.rel(e.Name)
			if !known {
				continue
			}
			if len(dirty) == 0 {
				overdue.Reset(patience)
			}
			dirty[rel] = true
			settled.Reset(quiet)
		case err := <-errs:
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				dirty["."] = true
				settled.Reset(quiet)
			}
		case <-settled.C:
			w.look(dirty, waiting)
			overdue.Stop()
		case <-overdue.C:
			w.look(dirty, waiting)
		case <-look:
			note(waiting, w.snap.look("."))
		case out <- slices.Sorted(maps.Keys(waiting)):
			clear(waiting)
		}
	}
}

// sources gives what there is to listen to: events, or the time for the next look.
func (w *watcher) sources() (<-chan fsnotify.Event, <-chan error, <-chan time.Time) {
	if w.events == nil {
		return nil, nil, time.After(w.every)
	}
	return w.events.Events, w.events.Errors, nil
}

// many is from how many paths on the whole site is looked at: a look at one that is new
// goes through the names of all files.
const many = 64

// look looks at the paths of which something was heard.
func (w *watcher) look(dirty, waiting map[string]bool) {
	if len(dirty) > many {
		clear(dirty)
		dirty["."] = true
	}
	for rel := range dirty {
		w.unfollow(rel) // a file is not followed; a folder is again, by the look
	}
	for rel := range dirty {
		note(waiting, w.snap.look(rel))
	}
	clear(dirty)
}

func note(set map[string]bool, names []string) {
	for _, name := range names {
		set[name] = true
	}
}

// rel gives the path of an event from the site folder, or reports that it is none of
// the site's.
func (w *watcher) rel(name string) (string, bool) {
	rel, err := filepath.Rel(w.snap.root, name)
	if err != nil {
		return "", false
	}
	rel = filepath.ToSlash(rel)
	if rel == ".." || strings.HasPrefix(rel, "../") {
		return "", false
	}
	return rel, ofSite(rel)
}

// stopped gives a timer that waits to be set.
func stopped() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}
