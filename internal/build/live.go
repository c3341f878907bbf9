package build

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"vetro/internal/check"
	"vetro/internal/output"
	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/internal/render"
)

// Live is a site in memory that makes each of its files when it is asked for, with the
// bytes that a build writes, and writes nothing. It is safe for concurrent use, holds
// nothing open, and stays as it was read: after a change of the folder, open another.
type Live struct {
	options Options
	stages  *stages
	found   []record.Problem // by OpenLive or Reopen
	drawer  *render.Renderer
	assets  map[string][]byte
	media   map[string]bool
	lists   *lists
}

// OpenLive reads, checks and plans a site; o.Out is not used. With problems that stop a
// publication there is no Live.
func OpenLive(o Options) (*Live, []record.Problem, error) {
	s, problems, err := open(o)
	if err != nil {
		return nil, problems, err
	}
	s.close() // media are opened when they are asked for
	if record.Stops(problems) {
		return nil, problems, nil
	}
	l := &Live{options: o, stages: s, assets: make(map[string][]byte), media: make(map[string]bool)}
	for _, a := range s.theme.Assets() {
		l.assets[a.Path] = a.Data
	}
	for _, m := range s.site.Media {
		l.media[m.Name] = true
	}
	l.begin(problems)
	return l, problems, nil
}

// begin readies what is made when it is asked for.
func (l *Live) begin(found []record.Problem) {
	l.found = found
	l.lists = newLists(l)
	l.drawer = render.New(l.stages.tree, l.stages.theme, l.lists.told)
}

// Reopen reads the site again after files have changed, named from the site folder, as
// OpenLive does. What they cannot have changed is taken over; nothing else may have changed.
func (l *Live) Reopen(o Options, changed []string) (*Live, []record.Problem, error) {
	o.previous, o.changed = l.stages, make(map[string]bool, len(changed))
	for _, name := range changed {
		o.changed[name] = true
	}
	return OpenLive(o)
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

// Check holds the site to the rules, for one that was opened with CheckLater.
func (l *Live) Check() []record.Problem { return check.Site(l.stages.site, l.stages.tree.Today) }

// Samples draws one page of each kind and gives what is wrong with them, as Check does.
func (l *Live) Samples() []record.Problem {
	problems := l.stages.readSamples()
	record.SortProblems(problems)
	return problems
}

// Projects gives how many projects the site shows.
func (l *Live) Projects() int { return len(l.stages.tree.Site.Projects) }

// BasePath gives the path of the site's address, from and to a slash.
func (l *Live) BasePath() string { return l.stages.site.Config.BasePath() }

// Title gives the name of the site.
func (l *Live) Title() string { return l.stages.site.Config.Title }

// Styles gives the names of the style sheets of the theme, sorted.
func (l *Live) Styles() []string {
	var names []string
	for name := range l.assets {
		if path.Ext(name) == ".css" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Theme gives the folder of the theme in use, from the site folder, where the site's own
// files of it lie, if it has any.
func (l *Live) Theme() string { return "themes/" + l.stages.site.Config.Theme }

// PageError is a page that cannot be drawn, for the author of the theme to mend.
type PageError struct{ record.Problem }

// Error gives the problem as the command prints it.
func (e *PageError) Error() string { return e.Problem.String() }

// Open gives a file of the site by its name from the root of the output. The error is
// fs.ErrNotExist for a name that the site does not have, and a *PageError for a page
// that the theme cannot draw.
func (l *Live) Open(name string) (io.ReadSeekCloser, error) {
	if l.media[name] {
		f, err := os.OpenInRoot(l.options.Site, filepath.FromSlash("content/"+name))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		return f, nil
	}
	data, err := l.made(name)
	if err != nil {
		return nil, err
	}
	return inMemory{bytes.NewReader(data)}, nil
}

// inMemory is a file that was made, not opened.
type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// Has reports whether the site has a file of that name.
func (l *Live) Has(name string) bool {
	if l.page(name) != nil || l.media[name] || l.assets[name] != nil || name == output.ManifestName {
		return true
	}
	_, found := l.lists.open(name)
	return found
}

// Names gives the names of all files of the site, sorted. That makes most of them.
func (l *Live) Names() []string {
	names := []string{output.ManifestName}
	for _, p := range l.stages.tree.Pages {
		names = append(names, p.Path)
	}
	names = append(names, slices.Collect(maps.Keys(l.assets))...)
	names = append(names, slices.Collect(maps.Keys(l.media))...)
	for name := range l.lists.all() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (l *Live) page(name string) *plan.Page {
	if p := l.stages.tree.Page(name); p != nil && p.Path == name {
		return p
	}
	return nil
}

// made makes a file, media left out. Lists come last: to make them costs the most.
func (l *Live) made(name string) ([]byte, error) {
	if p := l.page(name); p != nil {
		return l.draw(p)
	}
	if data, found := l.assets[name]; found {
		return data, nil
	}
	if name == output.ManifestName {
		return l.lists.sums()
	}
	if data, found := l.lists.open(name); found {
		return data, nil
	}
	return nil, fmt.Errorf("find %s: %w", name, fs.ErrNotExist)
}

func (l *Live) draw(p *plan.Page) ([]byte, error) {
	html, err := l.drawer.Page(p)
	if err != nil {
		return nil, &PageError{l.stages.theme.Problem(err)}
	}
	return bytes.TrimSpace(html), nil
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
	Page      string      // where the Live shows it all the same, since drafts were asked for; else ""
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
func (l *Live) Pending() []Pending {
	var out []Pending
	site, today := l.stages.site, l.stages.tree.Today
	for _, a := range site.Announcements {
		draft := a.Draft || slices.Contains(l.stages.drafts, a)
		if !draft && !a.Date.After(today) && !a.NotBefore.After(today) {
			continue
		}
		p := Pending{Title: a.Title, File: a.File, Draft: draft, NotBefore: a.NotBefore, Date: a.Date}
		if page := l.page(plan.AnnouncementPath(a)); page != nil && draft {
			p.Page = page.Path
		}
		out = append(out, p)
	}
	for _, p := range site.Projects {
		if p.AsOf(today) == nil {
			out = append(out, Pending{Title: p.Title, File: p.File, Project: true, Date: p.Published})
		}
	}
	slices.SortFunc(out, func(a, b Pending) int { return strings.Compare(a.File, b.File) })
	return out
}

// Today gives the day on which the site is seen.
func (l *Live) Today() record.Date { return l.stages.tree.Today }

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
