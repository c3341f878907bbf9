package build

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"vetro/internal/export"
	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/internal/render"
)

// writer puts everything that a site is made of into the output's staging. What the former
// build left as it would come out now stays where it is.
type writer struct {
	*stages
	out      *Output
	draw     *render.Renderer
	reader   *pageReader
	memory   *keeper
	progress func(done, total int)
	done     atomic.Int64
	buffers  sync.Pool // *bytes.Buffer, for pages

	telling bool // files that tell of others are made: those are made, too

	mu    sync.Mutex
	told  []plan.DataFile
	slips []error // of the theme's templates
}

func newWriter(s *stages, out *Output, output *opening, o Options) *writer {
	w := &writer{stages: s, out: out, reader: newPageReader(s.tree), progress: o.Progress}
	w.draw = render.New(s.tree, s.theme, func() []plan.DataFile { return w.told })
	w.buffers.New = func() any { return new(bytes.Buffer) }
	w.memory = newKeeper(w, output, o)
	return w
}

// all makes the files that differ, as many at once as there are processors: first what
// takes longest, and last what tells of other files.
func (w *writer) all() ([]record.Problem, error) {
	if stands, err := w.memory.everythingStands(); err != nil {
		return nil, err
	} else if stands {
		return nil, w.media()
	}
	w.telling = !w.memory.tellersStand()
	var jobs []func() error
	for i, p := range export.Pieces(w.tree, w.memory.formerFiles()) {
		jobs = append(jobs, func() error { return w.piece(i, &p) })
	}
	jobs = append(jobs, w.figures, w.assets, w.media)
	var last []*plan.Page
	for _, p := range w.tree.Pages {
		if p.Kind == plan.OpenData { // lists all data files
			last = append(last, p)
			continue
		}
		jobs = append(jobs, func() error { return w.page(p) })
	}
	if err := atOnce(jobs...); err != nil {
		return nil, err
	}
	if err := w.catalogue(); err != nil {
		return nil, err
	}
	for _, p := range last {
		if err := w.page(p); err != nil {
			return nil, err
		}
	}
	return append(w.themeProblems(w.slips), w.reader.problems()...), nil
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

func (w *writer) assets() error {
	for _, a := range w.theme.Assets() {
		if err := w.out.Put(a.Path, a.Data, Asset); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) media() error {
	for _, m := range w.site.Media {
		if err := w.copyMedia(m.Name); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) copyMedia(name string) error {
	f, err := w.root.Open("content/" + name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	defer f.Close()
	shows := w.memory.ofMedia(name)
	if kept, err := w.memory.keep(name, shows); kept || err != nil {
		return err
	}
	w.memory.note(name, shows)
	return w.out.Copy(name, f, Asset)
}

// piece makes the files of one piece of the export.
func (w *writer) piece(i int, p *export.Piece) error {
	shows := w.memory.ofPiece(i, p)
	if !w.telling || !p.Tells() {
		if kept, err := w.memory.keepAll(shows); kept || err != nil {
			return err
		}
	}
	return w.put(p.InBlocks, shows)
}

// catalogue makes the files that tell of the other files.
func (w *writer) catalogue() error {
	shows := w.memory.ofCatalogue()
	if !w.telling {
		if kept, err := w.memory.keepAll(shows); kept || err != nil {
			return err
		}
	}
	err := w.put(export.Catalogue(w.tree, w.told), shows)
	export.InOrder(w.tree, w.told)
	return err
}

// put stages the files that the export makes.
func (w *writer) put(made func(yield func(export.File) bool), shows digest) error {
	for f := range made {
		if f.Name == "robots.txt" {
			w.reader.robots(f.Data)
		}
		w.memory.note(f.Name, shows)
		var err error
		if f.Blocks != nil || f.Note != nil {
			err = w.large(&f)
		} else {
			err = w.out.Put(f.Name, f.Data, List)
		}
		if err != nil {
			return err
		}
		if f.About != nil {
			w.mu.Lock()
			w.told = append(w.told, *f.About)
			w.mu.Unlock()
		}
	}
	return nil
}

// figures makes the files of the charts.
func (w *writer) figures() error {
	shows := w.memory.ofAll("figures")
	if kept, err := w.memory.keepAll(shows); kept || err != nil {
		return err
	}
	return w.put(func(yield func(export.File) bool) {
		for _, f := range w.draw.FigureFiles() {
			if !yield(export.File{Name: f.Name + ".svg", Data: f.SVG}) || !yield(export.File{Name: f.Name + ".csv", Data: export.Numbers(f.Numbers)}) {
				return
			}
		}
	}, shows)
}

// page draws a page, and reads it before it is published. A slip of the theme is kept for
// later: other pages may show more of them.
func (w *writer) page(p *plan.Page) error {
	if n := w.done.Add(1); w.progress != nil {
		defer w.progress(int(n), len(w.tree.Pages))
	}
	kind := Page
	switch p.Kind {
	case plan.Home, plan.ProjectList, plan.MeasureList, plan.BodyList, plan.NoticeList, plan.Search, plan.NotFound:
		kind = List
	}
	shows := w.memory.ofPage(p)
	if kept, err := w.memory.keep(p.Path, shows); kept || err != nil {
		return err
	}
	buffer := w.buffers.Get().(*bytes.Buffer)
	defer w.buffers.Put(buffer)
	buffer.Reset()
	if err := w.draw.Draw(buffer, p); err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.slips = append(w.slips, err)
		return nil
	}
	html := bytes.TrimSpace(buffer.Bytes())
	w.reader.read(p, html)
	w.memory.note(p.Path, shows)
	return w.out.Put(p.Path, html, kind)
}

// themeProblems tells slips of the theme, each once.
func (s *stages) themeProblems(slips []error) []record.Problem {
	var problems []record.Problem
	for _, err := range slips {
		if p := s.theme.Problem(err); !slices.Contains(problems, p) {
			problems = append(problems, p)
		}
	}
	return problems
}
