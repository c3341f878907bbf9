package build

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"vetro/internal/inspect"
	"vetro/internal/output"
	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/internal/render"
)

// writer puts all files of a site into the output's staging.
type writer struct {
	*stages
	out      *output.Output
	pages    *inspect.Pages
	progress func(done, total int)
	done     atomic.Int64

	mu    sync.Mutex
	slips []error // of the theme's templates
}

// writeAll puts the files, as many at once as there are processors, and those that are Late
// after them. Problems are those of finished pages.
func (s *stages) writeAll(out *output.Output, progress func(done, total int)) ([]record.Problem, error) {
	w := &writer{stages: s, out: out, pages: inspect.New(s.tree), progress: progress}
	var all listing
	all.files = s.files(render.New(s.tree, s.theme, all.written), all.written)
	var jobs []func() error
	for i := range all.files {
		if f := &all.files[i]; !f.Late {
			jobs = append(jobs, func() error { return w.put(f) })
		}
	}
	if err := atOnce(jobs...); err != nil {
		return nil, err
	}
	for i := range all.files {
		if f := &all.files[i]; f.Late {
			if err := w.put(f); err != nil {
				return nil, err
			}
		}
	}
	return append(s.themeProblems(w.slips), w.pages.Problems()...), nil
}

// put puts a file, and those to which it leads. A page is read before; a slip of the theme on
// it is kept for later: other pages may show more of them.
func (w *writer) put(f *plan.File) error {
	write := f.Write
	if f.Page != nil || f.Name == plan.RobotsPath {
		finished := w.buffer()
		defer w.buffers.Put(finished)
		if err := f.Write(finished); err != nil {
			if f.Page == nil {
				return fmt.Errorf("make %s: %w", f.Name, err)
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			w.slips = append(w.slips, err)
			return nil
		}
		w.inspect(f, finished.Bytes())
		write = func(to io.Writer) error { return writeBytes(to, finished.Bytes()) }
	}
	if f.More != nil {
		if err := f.More(func(more plan.File) error { return w.put(&more) }); err != nil {
			return err
		}
	}
	sum, size, err := w.out.Put(f.Name, kindOf(f), write)
	if err != nil {
		return err
	}
	if f.About != nil {
		f.About.Size, f.About.SHA256 = size, hex.EncodeToString(sum[:])
	}
	return nil
}

// inspect reads a finished page, or robots.txt.
func (w *writer) inspect(f *plan.File, finished []byte) {
	if f.Page == nil {
		w.pages.ReadRobots(finished)
		return
	}
	w.pages.Read(f.Page, finished)
	if n := w.done.Add(1); w.progress != nil {
		w.progress(int(n), len(w.tree.Pages))
	}
}

// atOnce does jobs, as many at once as there are processors, and begins no other once one
// has failed.
func atOnce(jobs ...func() error) error {
	var next atomic.Int64
	var failed atomic.Bool
	errs := make([]error, len(jobs))
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		wg.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= len(jobs) {
					return
				}
				if errs[i] = jobs[i](); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// themeProblems reports slips of the theme, each once.
func (s *stages) themeProblems(slips []error) []record.Problem {
	var problems []record.Problem
	for _, err := range slips {
		if p := s.theme.Problem(err); !slices.Contains(problems, p) {
			problems = append(problems, p)
		}
	}
	return problems
}

// inspectSamples draws and reads one page of each kind, for a check that builds nothing.
func (s *stages) inspectSamples() []record.Problem {
	pages := inspect.New(s.tree)
	draw := render.New(s.tree, s.theme, sampleFiles)
	var slips []error
	for _, p := range pages.Samples() {
		page, err := draw.Page(p)
		if err != nil {
			slips = append(slips, err)
			continue
		}
		pages.Read(p, page)
	}
	return append(s.themeProblems(slips), pages.Problems()...)
}

// sampleFiles stand for the files of the open data where none is made.
func sampleFiles() []plan.DataFile {
	return []plan.DataFile{{Name: plan.TablePath("progetti", "csv"), Title: "Progetti", Format: "CSV", MIME: "text/csv", Table: "progetti"}}
}
