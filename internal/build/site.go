// Package build knows all stages and goes through them: load, check, plan, render and
// export, write. It alone owns the output folder.
//
// It decides nothing about what a page shows. A build that finds errors leaves the
// published folder as it was.
package build

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"vetro/internal/check"
	"vetro/internal/export"
	"vetro/internal/load"
	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/internal/render"
	"vetro/internal/theme"
)

// Options say what to build.
type Options struct {
	Site     string // the site folder
	Out      string // the output folder
	Today    record.Date
	BaseURL  string                // instead of the site's own
	Theme    fs.FS                 // the built-in theme
	Progress func(done, total int) // called now and then while pages are made; may be nil
	Strict   bool                  // warnings stop a publication, too
	Drafts   bool                  // announcements that are drafts are part of the site
	Online   bool                  // Check follows links to other sites, too

	before *stages // whose theme still holds; may be nil
}

// Result tells what was built.
type Result struct {
	Pages int
	Written
}

// Check loads a site and holds it to the rules, its links and one finished page of each
// kind included, and writes nothing.
func Check(o Options) ([]record.Problem, error) {
	s, problems, err := open(o)
	if s == nil {
		return problems, err
	}
	defer s.close()
	if err != nil || s.theme == nil || record.Stops(problems) && !o.Strict {
		return problems, err
	}
	more, err := s.readSamples()
	if o.Online {
		more = append(more, s.online(context.Background())...)
	}
	if o.Strict {
		raise(more)
	}
	problems = append(problems, more...)
	record.SortProblems(problems)
	return problems, err
}

// Site builds a site. With problems that stop it, nothing is written.
func Site(o Options) (Result, []record.Problem, error) {
	s, problems, err := open(o)
	if err != nil {
		return Result{}, problems, err
	}
	defer s.close()
	if record.Stops(problems) {
		return Result{}, problems, nil
	}
	out, err := OpenOutput(o.Out, s.guards(o))
	if err != nil {
		return Result{}, problems, err
	}
	more, err := s.write(out, o)
	if o.Strict {
		raise(more)
	}
	problems = append(problems, more...)
	if err != nil || record.Stops(problems) {
		return Result{}, problems, errors.Join(err, out.Abort())
	}
	written, more, err := out.Commit()
	problems = append(problems, more...)
	return Result{Pages: len(s.tree.Pages), Written: written}, problems, err
}

// stages are the results of the stages before writing.
type stages struct {
	root   *os.Root
	site   *record.Site
	tree   *plan.Tree
	theme  *theme.Theme
	drafts []*record.Announcement // shown because Options.Drafts asks for them

	themeFaults []record.Problem // found when the theme was loaded
}

func (s *stages) close() { s.root.Close() }

// open loads, checks and plans. Problems are those of all three: what plan and check
// find is true also when something else could not be loaded, except in the very files
// that have errors of their own.
func open(o Options) (*stages, []record.Problem, error) {
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return nil, nil, fmt.Errorf("open the site folder: %w", err)
	}
	s := &stages{root: root}
	site, problems, err := load.Site(root.FS(), o.Today)
	if err != nil {
		root.Close()
		return nil, nil, err
	}
	if o.BaseURL != "" {
		site.Config.BaseURL = strings.TrimRight(o.BaseURL, "/") + "/"
	}
	s.site = site
	if o.Drafts {
		s.showDrafts()
	}
	found := check.Site(site, o.Today)
	tree, more := plan.Site(site, o.Today)
	s.tree = tree
	problems = append(problems, relevant(append(found, more...), problems)...)
	more, err = s.takeTheme(o)
	if err != nil {
		root.Close()
		return nil, problems, err
	}
	problems = append(problems, more...)
	record.SortProblems(problems)
	if o.Strict {
		raise(problems)
	}
	return s, problems, nil
}

// raise makes errors of the warnings.
func raise(problems []record.Problem) {
	for i := range problems {
		problems[i].Severity = record.Error
	}
}

// relevant leaves out what may only follow from errors of loading: everything on files
// that have some, and warnings.
func relevant(found, loading []record.Problem) []record.Problem {
	if !record.Stops(loading) {
		return found
	}
	broken := make(map[string]bool)
	for _, p := range loading {
		if p.Severity == record.Error {
			broken[p.Pos.File] = true
		}
	}
	return slices.DeleteFunc(found, func(p record.Problem) bool {
		return p.Severity != record.Error || broken[p.Pos.File] || p.Rule == "link-rotto"
	})
}

// openTheme loads the theme, the site's own over the built-in one.
func (s *stages) openTheme(o Options) ([]record.Problem, error) {
	dir := "themes/" + s.site.Config.Theme
	var own fs.FS
	if info, err := s.root.Stat(dir); err == nil && info.IsDir() {
		own, err = fs.Sub(s.root.FS(), dir)
		if err != nil {
			return nil, fmt.Errorf("open the theme: %w", err)
		}
	} else if s.site.Config.Theme != "italia" {
		return []record.Problem{{
			Pos: s.site.Config.At("tema"), Rule: "tema-ignoto",
			Text: "il tema \"" + s.site.Config.Theme + "\" non c’è", Mend: "crea la cartella " + dir + ", o togli la chiave per avere il tema italia",
		}}, nil
	}
	th, problems, err := theme.Load(o.Theme, own, dir)
	s.theme = th
	return problems, err
}

// guards are the folders that the output must not touch.
func (s *stages) guards(o Options) []Guard {
	guards := []Guard{
		{Path: o.Site},
		{Path: filepath.Join(o.Site, "content"), Within: true},
		{Path: filepath.Join(o.Site, "themes"), Within: true},
	}
	if repository := repositoryOf(o.Site); repository != "" {
		guards = append(guards, Guard{Path: repository}, Guard{Path: filepath.Join(repository, ".git"), Within: true})
	}
	return guards
}

// repositoryOf gives the root of the git repository that holds a folder, or "".
func repositoryOf(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// write puts everything that the site is made of into the output's staging.
func (s *stages) write(out *Output, o Options) ([]record.Problem, error) {
	for _, a := range s.theme.Assets() {
		if err := out.Put(a.Path, a.Data, Asset); err != nil {
			return nil, err
		}
	}
	for _, m := range s.site.Media {
		if err := s.copyMedia(out, m.Name); err != nil {
			return nil, err
		}
	}
	reader := newPageReader(s.tree)
	var told []plan.DataFile
	for f := range export.All(s.tree) {
		if f.About != nil {
			told = append(told, *f.About)
		}
		if f.Name == "robots.txt" {
			reader.robots(f.Data)
		}
		if err := out.Put(f.Name, f.Data, List); err != nil {
			return nil, err
		}
	}
	r := render.New(s.tree, s.theme, func() []plan.DataFile { return told })
	for _, f := range r.FigureFiles() {
		if err := cmp.Or(out.Put(f.Name+".svg", f.SVG, List), out.Put(f.Name+".csv", export.Numbers(f.Numbers), List)); err != nil {
			return nil, err
		}
	}
	return s.writePages(out, o, r, reader)
}

func (s *stages) copyMedia(out *Output, name string) error {
	f, err := s.root.Open("content/" + name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	defer f.Close()
	return out.Copy(name, f, Asset)
}

// writePages draws the pages, as many at once as there are processors, and reads them
// before they are published.
func (s *stages) writePages(out *Output, o Options, r *render.Renderer, reader *pageReader) ([]record.Problem, error) {
	pages := s.tree.Pages
	errs := make([]error, len(pages))
	var next, done atomic.Int64
	var failed atomic.Bool
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(pages)) {
		wg.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= len(pages) {
					return
				}
				if errs[i] = s.writePage(out, r, reader, pages[i]); errs[i] != nil {
					var te templateError
					failed.Store(!errors.As(errs[i], &te)) // other pages may show more of a theme's slips
				}
				if n := done.Add(1); o.Progress != nil {
					o.Progress(int(n), len(pages))
				}
			}
		})
	}
	wg.Wait()
	problems, err := s.themeProblems(errs)
	return append(problems, reader.problems()...), err
}

// templateError is the error of a template, which the author of the theme must mend.
type templateError struct{ error }

func (s *stages) writePage(out *Output, r *render.Renderer, reader *pageReader, p *plan.Page) error {
	html, err := r.Page(p)
	if err != nil {
		return templateError{err}
	}
	reader.read(p, html)
	kind := Page
	switch p.Kind {
	case plan.Home, plan.ProjectList, plan.MeasureList, plan.BodyList, plan.NoticeList, plan.Search, plan.NotFound:
		kind = List
	}
	return out.Put(p.Path, bytes.TrimSpace(html), kind)
}

// themeProblems tells slips of the theme, each once, from what the machine refused.
func (s *stages) themeProblems(errs []error) ([]record.Problem, error) {
	var problems []record.Problem
	for _, err := range errs {
		var te templateError
		switch {
		case err == nil:
		case !errors.As(err, &te):
			return nil, err
		default:
			if p := s.theme.Problem(te.error); !slices.Contains(problems, p) {
				problems = append(problems, p)
			}
		}
	}
	return problems, nil
}
