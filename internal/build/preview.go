package build

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"vetro/internal/output"
	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/internal/render"
)

// Preview is a site in memory that makes each of its files when it is asked for, with the
// bytes that a build writes, and writes nothing. It is safe for concurrent use, holds
// nothing open, and stays as it was read: after a change of the folder, reload it.
type Preview struct {
	stages  *stages
	draw    *render.Renderer
	media   map[string]bool
	files   func() map[string]*plan.File // by name
	more    func() map[string]*plan.File // those whose names bear their digest
	all     listing                      // of files, once they were asked for
	measure func() error                 // so that written gives what the open data page lists
}

// OpenPreview reads, checks and plans a site; o.Out is not used. With problems that stop a
// publication there is no Preview.
func OpenPreview(o Options) (*Preview, []record.Problem, error) {
	s, problems, err := open(o)
	if err != nil {
		return nil, problems, err
	}
	s.close() // media are opened when they are asked for
	if record.Stops(problems) {
		return nil, problems, nil
	}
	p := &Preview{stages: s, media: make(map[string]bool)}
	for _, m := range s.tree.Media {
		p.media[m.Name] = true
	}
	p.draw = render.New(s.tree, s.theme, p.all.written)
	p.files, p.more = sync.OnceValue(p.makeFiles), sync.OnceValue(p.makeMore)
	p.measure = sync.OnceValue(func() error { p.files(); return p.all.measure() })
	return p, problems, nil
}

// makeFiles lists the files; none is written.
func (p *Preview) makeFiles() map[string]*plan.File {
	p.all.files = p.stages.files(p.draw, p.all.written)
	byName := make(map[string]*plan.File, len(p.all.files))
	for i := range p.all.files {
		byName[p.all.files[i].Name] = &p.all.files[i]
	}
	return byName
}

// Reload reads the site again after files have changed, named from the site folder, as
// OpenPreview does. What they cannot have changed is taken over; nothing else may have changed.
func (p *Preview) Reload(o Options, changed []string) (*Preview, []record.Problem, error) {
	o.previous, o.changed = p.stages, make(map[string]bool, len(changed))
	for _, name := range changed {
		o.changed[name] = true
	}
	return OpenPreview(o)
}

// DrawsPages reports whether a file of the site folder decides how pages look.
func DrawsPages(name string) bool { return name == "site.toml" || strings.HasPrefix(name, "themes/") }

// takeTheme loads the theme, or takes over the one that still holds.
func (s *stages) takeTheme(o Options) (problems []record.Problem, err error) {
	if o.previous != nil && !slices.ContainsFunc(slices.Collect(maps.Keys(o.changed)), DrawsPages) {
		s.theme, s.themeFaults = o.previous.theme, o.previous.themeFaults
		return s.themeFaults, nil
	}
	s.themeFaults, err = s.openTheme(o)
	record.SortProblems(s.themeFaults)
	return s.themeFaults, err
}

// Samples draws one page of each kind and gives what is wrong with them, as Check does.
func (p *Preview) Samples() []record.Problem {
	problems := p.stages.inspectSamples()
	record.SortProblems(problems)
	return problems
}

// BasePath gives the path of the site's address, from and to a slash.
func (p *Preview) BasePath() string { return p.stages.site.Config.BasePath() }

// Title gives the name of the site.
func (p *Preview) Title() string { return p.stages.site.Config.Title }

// Styles gives the names of the style sheets of the theme, sorted.
func (p *Preview) Styles() []string {
	var names []string
	for _, a := range p.stages.theme.Assets() {
		if path.Ext(a.Path) == ".css" {
			names = append(names, a.Path)
		}
	}
	slices.Sort(names)
	return names
}

// Theme gives the folder of the theme in use, from the site folder, where the site's own
// files of it lie, if it has any.
func (p *Preview) Theme() string { return "themes/" + p.stages.site.Config.Theme }

// PageError is a page that cannot be drawn, for the author of the theme to mend.
type PageError struct{ record.Problem }

// Error gives the problem as the command prints it.
func (e *PageError) Error() string { return e.Problem.String() }

// Open gives a file of the site by its name from the root of the output. The error is
// fs.ErrNotExist for a name that the site does not have, and a *PageError for a page
// that the theme cannot draw.
func (p *Preview) Open(name string) (io.ReadSeekCloser, error) {
	if p.media[name] {
		return p.stages.openMedia(name)
	}
	data, err := p.made(name)
	if err != nil {
		return nil, err
	}
	return inMemory{bytes.NewReader(data)}, nil
}

// inMemory is a file that was made, not opened.
type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// made makes a file, media left out.
func (p *Preview) made(name string) ([]byte, error) {
	f := p.file(name)
	switch {
	case name == output.ManifestName:
		return p.manifest()
	case f == nil:
		return nil, fmt.Errorf("find %s: %w", name, fs.ErrNotExist)
	case f.Late:
		if err := p.measure(); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, p.failure(f, err)
	}
	return b.Bytes(), nil
}

// failure gives why a file could not be made, as Open does.
func (p *Preview) failure(f *plan.File, err error) error {
	if f.Page != nil {
		return &PageError{p.stages.theme.Problem(err)}
	}
	return fmt.Errorf("make %s: %w", f.Name, err)
}

// file gives a file by its name, or nil. A page is found without a list of all files, which
// takes longer than to draw it; files whose names bear their digest are made to know it.
func (p *Preview) file(name string) *plan.File {
	if page := p.page(name); page != nil {
		f := p.stages.pageFile(p.draw, page)
		return &f
	}
	if f := p.files()[name]; f != nil || !plan.HasDigest(name) {
		return f
	}
	return p.more()[name]
}

// makeMore makes the files whose names bear their digest.
func (p *Preview) makeMore() map[string]*plan.File {
	p.files()
	byName := make(map[string]*plan.File)
	for i := range p.all.files {
		if more := p.all.files[i].More; more != nil {
			_ = more(func(f plan.File) error { byName[f.Name] = &f; return nil }) // what does not fail
		}
	}
	return byName
}

// Has reports whether the site has a file of that name.
func (p *Preview) Has(name string) bool {
	return name == output.ManifestName || p.file(name) != nil
}

// Names gives the names of all files of the site, sorted. That makes those whose names bear
// their digest.
func (p *Preview) Names() []string {
	names := slices.AppendSeq(slices.Collect(maps.Keys(p.files())), maps.Keys(p.more()))
	names = append(names, output.ManifestName)
	slices.Sort(names)
	return names
}

// manifest makes every file of the site, to tell its digest.
func (p *Preview) manifest() ([]byte, error) {
	if err := p.measure(); err != nil {
		return nil, err
	}
	var entries []output.Entry
	for _, name := range p.Names() {
		if name == output.ManifestName {
			continue
		}
		f := p.file(name)
		_, sum, err := measured(f)
		if err != nil {
			return nil, p.failure(f, err)
		}
		entries = append(entries, output.Entry{Name: name, Sum: sum})
	}
	return output.FormatManifest(entries), nil
}

// page gives the page at an address, or nil.
func (p *Preview) page(name string) *plan.Page {
	if page := p.stages.tree.Page(name); page != nil && page.Path == name {
		return page
	}
	return nil
}

// Pending is a record that a build would not publish on the day: a draft, or one that
// waits for its day.
type Pending struct {
	Title     string
	File      string // from the site folder
	Project   bool   // else an announcement
	Draft     bool
	NotBefore record.Date // of an announcement
	Date      record.Date // of an announcement; the day from which a project is published
	Page      string      // where the Preview shows it all the same, since drafts were asked for; else ""
}

// ShownFrom gives the first day on which the record is shown once it is no draft, or an
// unknown date when it has none that tells.
func (p Pending) ShownFrom() record.Date {
	if p.NotBefore.Compare(p.Date) > 0 {
		return p.NotBefore
	}
	return p.Date
}

// Pending gives the drafts and what waits for its day, in the order of files.
func (p *Preview) Pending() []Pending {
	var out []Pending
	site, today := p.stages.site, p.stages.tree.Today
	for _, a := range site.Announcements {
		draft := a.Draft || slices.Contains(p.stages.drafts, a)
		if !draft && !a.Date.After(today) && !a.NotBefore.After(today) {
			continue
		}
		pending := Pending{Title: a.Title, File: a.File, Draft: draft, NotBefore: a.NotBefore, Date: a.Date}
		if page := p.page(plan.AnnouncementPath(a)); page != nil && draft {
			pending.Page = page.Path
		}
		out = append(out, pending)
	}
	for _, project := range site.Projects {
		if project.AsOf(today) == nil {
			out = append(out, Pending{Title: project.Title, File: project.File, Project: true, Date: project.Published})
		}
	}
	slices.SortFunc(out, func(a, b Pending) int { return strings.Compare(a.File, b.File) })
	return out
}

// Unpublished gives the files of content/media, from the site folder, that a build would not
// publish on the day: nothing that it publishes refers to them.
func (p *Preview) Unpublished() []string {
	var files []string
	for _, m := range p.stages.site.Media {
		if !p.media[m.Name] {
			files = append(files, "content/"+m.Name)
		}
	}
	return files
}

// Today gives the day on which the site is seen.
func (p *Preview) Today() record.Date { return p.stages.tree.Today }

// showDrafts makes drafts part of the site, as if they were finished. Whoever waits for
// a day goes on waiting for it: the day is an input of its own.
func (s *stages) showDrafts() {
	s.site.Announcements = slices.Clone(s.site.Announcements)
	for i, a := range s.site.Announcements {
		if a.Draft { // the record itself is of the next reading, too
			shown := *a
			shown.Draft = false
			s.site.Announcements[i] = &shown
			s.drafts = append(s.drafts, &shown)
		}
	}
}
