package serve

import (
	"crypto/rand"
	"slices"
	"strconv"
	"strings"
	"sync"

	"vetro/internal/build"
	"vetro/internal/record"
)

// preview holds what is shown now. One goroutine reads the site, many ask for it.
type preview struct {
	options  Options
	mark     string      // tells the versions of this preview from those of another
	today    record.Date // of the last reading; for the one goroutine that reads
	count    int         // of the sites shown so far, likewise
	previous *state      // shown before the last reading, likewise
	files    []string    // that changed before the last reading, likewise

	mu      sync.Mutex
	state   *state
	changed chan struct{} // closed when state is replaced
}

// state is what is shown at one time. It never changes.
type state struct {
	live     *build.Preview   // the last site without errors; nil before the first
	version  string           // of live; "" when there is none
	before   string           // the version that live took the place of
	styles   []string         // the style sheets of live, when all that changed since before are some of them
	read     bool             // the folder was read at least once
	kept     bool             // the last reading found errors: live is of an earlier one
	since    []string         // the files that changed since live was read
	found    []record.Problem // by the last reading
	faults   []record.Problem // of finished pages, by the last look at them
	problems []record.Problem // all of them
}

func (s *state) basePath() string {
	if s.live == nil {
		return "/"
	}
	return s.live.BasePath()
}

func newPreview(o Options) *preview {
	return &preview{options: o, mark: rand.Text()[:8], state: &state{}, changed: make(chan struct{})}
}

// now gives what is shown.
func (p *preview) now() *state {
	s, _ := p.watch()
	return s
}

// watch gives what is shown, and a channel that is closed when that is no longer so.
func (p *preview) watch() (*state, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state, p.changed
}

func (p *preview) show(s *state) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state = s
	close(p.changed)
	p.changed = make(chan struct{})
}

// read reads the site again after files have changed, and shows it if it has no errors.
// Pages are looked at before the site is shown when what draws them may have changed
// since the site that is shown; else the author need not wait for it, and it is true that
// they must be looked at later.
func (p *preview) read(files []string) (later bool) {
	old := p.now()
	o := p.options.Site
	o.Today = p.options.Today()
	p.today, p.files = o.Today, files
	since := joined(old.since, files)
	first := old.live == nil || len(files) == 0 || slices.ContainsFunc(since, build.DrawsPages)
	live, found, err := reopened(old, o, files, since)
	s := &state{live: live, found: found, faults: old.faults}
	if err != nil {
		s.found = record.MergeProblems(s.found, []record.Problem{unreadable(err)})
	}
	if live != nil && (first || record.Stops(old.faults)) {
		s.faults = live.Samples()
	}
	p.next(old, s)
	s.styles = restyled(old, s, files)
	p.show(s)
	p.previous = old
	return !first && !s.kept
}

// joined gives the names of both lists, each once.
func joined(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// verdict is what a look at finished pages says of what is shown.
type verdict struct {
	on     *state
	faults []record.Problem
}

// judge looks at finished pages; at once with readings, as it takes its time.
func judge(s *state) verdict { return verdict{s, s.live.Samples()} }

// settle takes in a verdict, and reports whether it told anything new. With errors, the
// site before comes back. A verdict on what is no longer shown is of no use.
func (p *preview) settle(v verdict) bool {
	shown := p.now()
	if v.on != shown {
		return false
	}
	s := *shown
	s.faults = v.faults
	s.problems = record.MergeProblems(s.found, s.faults)
	switch {
	case record.Stops(s.problems):
		p.next(p.previous, &s)
	case slices.Equal(s.problems, shown.problems):
		return false
	}
	p.show(&s)
	return true
}

// reopened reads the site: all of it for the first time and on a new day, else what
// changed since the site of before was read.
func reopened(old *state, o build.Options, files, since []string) (*build.Preview, []record.Problem, error) {
	if old.live == nil || len(files) == 0 {
		return build.OpenPreview(o)
	}
	return old.live.Reload(o, since)
}

// next finishes what is shown after a reading: its site if it has no errors, else the one
// of before.
func (p *preview) next(old, s *state) {
	s.read, s.problems = true, record.MergeProblems(s.found, s.faults)
	if s.live == nil || record.Stops(s.problems) {
		s.live, s.kept, s.version, s.before, s.styles = old.live, true, old.version, old.before, old.styles
		s.since = joined(old.since, p.files)
		return
	}
	p.count++
	s.version, s.before = p.mark+"-"+strconv.Itoa(p.count), old.version
}

// tellRead tells what the last reading gave.
func (p *preview) tellRead(files []string) {
	s := p.now()
	kind := Shown
	if s.kept {
		kind = Kept
	}
	p.tell(Event{Kind: kind, Files: files, Problems: s.problems, Bare: s.live == nil})
}

func (p *preview) tell(e Event) {
	if p.options.Tell != nil {
		p.options.Tell(e)
	}
}

// unreadable tells an error of the machine as a problem, since the preview goes on: the
// next change may well put it right.
func unreadable(err error) record.Problem {
	return record.Problem{
		Pos: record.Pos{File: "."}, Rule: "anteprima-lettura",
		Text: "la cartella del sito non si può leggere: " + err.Error(),
		Mend: "controlla che la cartella ci sia e che si possa leggere: l’anteprima riprova alla prossima modifica",
	}
}

// restyled gives the style sheets of the site shown now if nothing but style sheets of
// the theme changed, so that pages need not be loaded again; else nothing.
func restyled(old, now *state, files []string) []string {
	if old.live == nil || old.kept || now.kept || len(files) == 0 {
		return now.styles
	}
	assets := now.live.Theme() + "/assets/"
	for _, f := range files {
		if !strings.HasPrefix(f, assets) || !strings.HasSuffix(f, ".css") {
			return nil
		}
	}
	return now.live.Styles()
}
