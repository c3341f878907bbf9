// Package build knows all stages and goes through them: load, check, plan, render and
// export, write. It alone opens the output (package output) and hands every file to it.
//
// It decides nothing about what a page shows. A build that finds errors leaves the
// published folder as it was.
package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"vetro/internal/check"
	"vetro/internal/inspect"
	"vetro/internal/load"
	"vetro/internal/output"
	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/internal/regular"
	"vetro/internal/theme"
)

// Options say what to build.
type Options struct {
	Site     string // the site folder
	Out      string // the output folder; "" is public in that of the site
	Today    record.Date
	BaseURL  string                    // instead of the site's own
	Theme    fs.FS                     // the built-in theme
	Progress func(done, total int)     // called for each page, from several goroutines; may be nil
	Strict   bool                      // warnings stop a publication, too
	Drafts   bool                      // announcements that are drafts are part of the site
	Online   bool                      // Check follows links to other sites, too
	Reach    func(netip.AddrPort) bool // addresses that Online asks though they are not public; for tests

	previous *stages         // what the preview read before; may be nil
	changed  map[string]bool // the files that are no longer as they were then
}

// Result tells what was built.
type Result struct {
	Pages int
	output.Written
}

// Check loads a site and holds it to the rules, its links and one finished page of each
// kind included, and writes nothing.
func Check(o Options) ([]record.Problem, error) {
	s, problems, err := open(o)
	if err != nil {
		return problems, err
	}
	defer s.close()
	if s.theme == nil || record.Stops(problems) && !o.Strict {
		return problems, nil
	}
	more := s.inspectSamples()
	if o.Online {
		more = append(more, inspect.Online(context.Background(), s.site, o.Reach)...)
	}
	if o.Strict {
		raise(more)
	}
	problems = append(problems, more...)
	record.SortProblems(problems)
	return problems, nil
}

// Site builds a site. With problems that stop it, nothing is written.
func Site(o Options) (Result, []record.Problem, error) {
	s, problems, err := open(o)
	if s == nil {
		return Result{}, problems, err
	}
	defer s.close()
	s.cache = nil // for previews alone
	if record.Stops(problems) {
		return Result{}, problems, nil
	}
	dir, err := s.outputFolder(o)
	if err != nil {
		return Result{}, problems, err
	}
	out, err := output.Open(dir, s.guards(o))
	if err != nil {
		return Result{}, problems, err
	}
	more, err := s.writeAll(out, o.Progress)
	if o.Strict {
		raise(more)
	}
	problems = append(problems, more...)
	if err != nil || record.Stops(problems) {
		return Result{}, problems, errors.Join(err, out.Abort())
	}
	written, more, err := out.Commit()
	return Result{Pages: len(s.tree.Pages), Written: written}, append(problems, more...), err
}

// stages are the results of the stages before writing.
type stages struct {
	folder string // of the site
	root   *os.Root
	site   *record.Site
	cache  *load.Cache // what each file of the site gave, for a preview to reload
	tree   *plan.Tree
	theme  *theme.Theme
	drafts []*record.Announcement // shown because Options.Drafts asks for them

	themeFaults []record.Problem // found when the theme was loaded
	buffers     sync.Pool        // *bytes.Buffer, for pages
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
	s := &stages{folder: o.Site, root: root}
	problems, err := s.read(o)
	if err != nil {
		s.close()
		return nil, problems, err
	}
	return s, problems, nil
}

// read loads, checks and plans.
func (s *stages) read(o Options) ([]record.Problem, error) {
	site, cache, problems, err := s.load(o)
	if err != nil {
		return nil, err
	}
	s.cache = cache
	if o.BaseURL != "" {
		site.Config.BaseURL = strings.TrimRight(o.BaseURL, "/") + "/"
	}
	s.site = site
	if o.Drafts {
		s.showDrafts()
	}
	var found, unplanned, faults []record.Problem
	if err := atOnce(
		func() error { found = check.Site(site, o.Today); return nil },
		func() error { s.tree, unplanned = plan.Site(site, o.Today); return nil },
		func() (err error) { faults, err = s.takeTheme(o); return err },
	); err != nil {
		return problems, err
	}
	if s.theme != nil {
		s.tree.Words = s.theme.Words
	}
	problems = record.MergeProblems(problems, relevant(found, problems), relevant(unplanned, problems), faults) // each is in order
	if o.Strict {
		raise(problems)
	}
	return problems, nil
}

// load reads the site, and takes over what the preview read before and has not changed since.
func (s *stages) load(o Options) (*record.Site, *load.Cache, []record.Problem, error) {
	fsys := newSiteFS(s.root)
	defer fsys.close()
	if o.previous == nil {
		return load.Reload(fsys, o.Today, nil, nil)
	}
	return load.Reload(fsys, o.Today, o.previous.cache, func(name string) bool { return !o.changed[name] })
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

// voiceOf says who speaks on a site: site.toml names the body whose own it is.
func voiceOf(site *record.Site) theme.Voice {
	if site.Config.BodyID != "" {
		return theme.OfOne
	}
	return theme.OfSeveral
}

// openTheme loads the theme, the site's own over the built-in one.
func (s *stages) openTheme(o Options) ([]record.Problem, error) {
	dir := "themes/" + s.site.Config.Theme
	var own fs.FS
	if info, err := s.root.Stat(dir); err == nil && info.IsDir() {
		own = regular.FS(s.root, dir)
	} else if s.site.Config.Theme != "italia" {
		return []record.Problem{{
			Pos: s.site.Config.At("tema"), Rule: "tema-ignoto",
			Text: "il tema \"" + s.site.Config.Theme + "\" non c’è", Mend: "crea la cartella " + dir + ", o togli la chiave per avere il tema italia",
		}}, nil
	}
	th, problems, err := theme.Load(o.Theme, own, dir, voiceOf(s.site))
	s.theme = th
	return problems, err
}

// outputFolder gives the folder that Options name, or public in that of the site. A link at that
// name may have come with the site: it leads nowhere else, unless somebody asks for it.
func (s *stages) outputFolder(o Options) (string, error) {
	const public = "public"
	if o.Out != "" {
		return o.Out, nil
	}
	if _, err := s.root.Stat(public); regular.Outside(err) {
		return "", &output.Refusal{Problem: record.Problem{
			Pos: record.Pos{File: public}, Rule: "uscita-cartella",
			Text: "qui c’è un collegamento che porta fuori dalla cartella del sito",
			Mend: "toglilo; se il sito va scritto là, ripeti il comando con --out e quella cartella",
		}}
	}
	return o.Site + "/" + public, nil
}

// guards are the folders that the output must not touch.
func (s *stages) guards(o Options) []output.Guard {
	guards := []output.Guard{
		{Path: o.Site},
		{Path: filepath.Join(o.Site, "content"), Within: true},
		{Path: filepath.Join(o.Site, "themes"), Within: true},
	}
	if repository := repositoryOf(o.Site); repository != "" {
		guards = append(guards, output.Guard{Path: repository}, output.Guard{Path: filepath.Join(repository, ".git"), Within: true})
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
