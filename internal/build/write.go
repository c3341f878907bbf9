package build

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"vetro/internal/export"
	"vetro/internal/output"
	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/internal/render"
)

// writer puts everything that a site is made of into the output's staging.
type writer struct {
	*stages
	out      *output.Output
	draw     *render.Renderer
	reader   *pageReader
	progress func(done, total int)
	done     atomic.Int64
	buffers  sync.Pool // *bytes.Buffer, for pages

	mu    sync.Mutex
	told  []plan.DataFile
	slips []error // of the theme's templates
}

func newWriter(s *stages, out *output.Output, o Options) *writer {
	w := &writer{stages: s, out: out, reader: newPageReader(s.tree), progress: o.Progress}
	w.draw = render.New(s.tree, s.theme, func() []plan.DataFile { return w.told })
	w.buffers.New = func() any { return new(bytes.Buffer) }
	return w
}

// all makes the files, as many at once as there are processors: first what
// takes longest, and last what tells of other files.
func (w *writer) all() ([]record.Problem, error) {
	var jobs []func() error
	for _, p := range export.Pieces(w.tree, export.Former{}) {
		jobs = append(jobs, func() error { return w.put(p.InBlocks) })
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
		if err := w.putBytes(a.Path, a.Data, output.Asset); err != nil {
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
	_, _, err = w.out.Put(name, output.Asset, func(to io.Writer) error {
		_, err := io.Copy(to, f)
		return err
	})
	return err
}

func (w *writer) putBytes(name string, data []byte, kind output.Kind) error {
	_, _, err := w.out.Put(name, kind, func(to io.Writer) error {
		_, err := to.Write(data)
		return err
	})
	return err
}

// catalogue makes the files that tell of the other files.
func (w *writer) catalogue() error {
	err := w.put(export.Catalogue(w.tree, w.told))
	export.InOrder(w.tree, w.told)
	return err
}

// put stages the files that the export makes.
func (w *writer) put(made func(yield func(export.File) bool)) error {
	for f := range made {
		if f.Name == "robots.txt" {
			w.reader.robots(f.Data)
		}
		sum, size, err := w.out.Put(f.Name, output.List, func(to io.Writer) error {
			if f.Blocks == nil {
				_, err := to.Write(f.Data)
				return err
			}
			var b []byte
			for block := range f.Blocks {
				b = block.Make(b[:0])
				if _, err := to.Write(b); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if f.About != nil {
			f.About.Size, f.About.SHA256 = size, hex.EncodeToString(sum[:])
			w.mu.Lock()
			w.told = append(w.told, *f.About)
			w.mu.Unlock()
		}
	}
	return nil
}

// figures makes the files of the charts.
func (w *writer) figures() error {
	return w.put(func(yield func(export.File) bool) {
		for _, f := range w.draw.FigureFiles() {
			if !yield(export.File{Name: f.Name + ".svg", Data: f.SVG}) || !yield(export.File{Name: f.Name + ".csv", Data: export.Numbers(f.Numbers)}) {
				return
			}
		}
	})
}

// page draws a page, and reads it before it is published. A slip of the theme is kept for
// later: other pages may show more of them.
func (w *writer) page(p *plan.Page) error {
	if n := w.done.Add(1); w.progress != nil {
		defer w.progress(int(n), len(w.tree.Pages))
	}
	kind := output.Page
	switch p.Kind {
	case plan.Home, plan.ProjectList, plan.MeasureList, plan.BodyList, plan.AnnouncementList, plan.Search, plan.NotFound:
		kind = output.List
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
	return w.putBytes(p.Path, html, kind)
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
