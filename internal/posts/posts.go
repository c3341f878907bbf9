// Package posts brings announcements over from another generator of sites: Hugo, Zola, Jekyll, or
// what Decap (Netlify) CMS writes for them.
//
// It reads their front matter and Markdown, and writes ours. Nothing that another system
// understands and Vetro does not is published as text: it is translated, or left out and told at its
// place. What was not public does not become so. An announcement that nobody touched
// follows its source; one that the office changed stays, and that is told.
//
// Sources: Hugo, «Front matter», «Page bundles», «Shortcodes»; Zola, «Page», «Internal links»;
// Jekyll, «Posts», «Front matter», «Liquid»; Decap CMS, «Collections»; kramdown, «Syntax».
package posts

import (
	"cmp"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"vetro/internal/record"
)

// Options say what to import.
type Options struct {
	Dir    string // the folder of the other site, or one in it
	Site   string
	Source string // names it under content/importati; when "" it is called after the folder
	Today  record.Date
	Dry    bool // nothing is written
}

// Refusal is why nothing was imported, and the mend.
type Refusal struct{ Text, Mend string }

func (r *Refusal) Error() string { return r.Text }

// Kind says what a note is about.
type Kind int

// The kinds of notes, in the order in which they are told.
const (
	New      Kind = iota // an announcement that was written
	Changed              // one that followed its source
	Differs              // one that the office changed, and its source too
	Look                 // what was left out of a text, or understood with a doubt
	Harmless             // attributes that were taken out, which nobody misses
	Gone                 // what the source has no more
	Other                // a file that is no announcement
	Left                 // one that is, and could not be imported
)

// Note is something to tell, with its place.
type Note struct {
	Kind       Kind
	Pos        record.Pos
	Text, Mend string
}

// Unused is a key of front matters that no key of announcements stands for.
type Unused struct {
	Key   string
	Files int
}

// Report tells what an import did, or would do.
type Report struct {
	Source                                string
	Notes                                 []Note // in the order of kinds, files and places
	Unused                                []Unused
	New, Changed, Same, Kept, Other, Left int
	Copied                                int // pictures and documents
	Dry                                   bool
}

// run is one import at work.
type run struct {
	*site
	source  *source
	today   record.Date
	report  *Report
	posts   []*post
	index   *index
	unused  map[string]int
	now     kept
	from    map[string]keptFile // files of the source that came along, now or before
	media   map[string]string   // what media.Fold makes of a name → the file of the source, or "" for the site's
	fresh   map[string][]byte   // media to write, by name
	claimed map[string]*post    // former id → the post that has it
	notes   []Note              // of the post at hand
}

// Import brings the announcements of a folder into a site.
func Import(o Options) (report *Report, err error) {
	src, err := openSource(o.Dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, src.root.Close()) }()
	name := cmp.Or(o.Source, sourceName(o.Dir))
	s, err := openSite(o.Site, name, o.Dry)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	r := &run{site: s, source: src, today: o.Today, report: &Report{Source: name, Dry: o.Dry}, unused: make(map[string]int), from: make(map[string]keptFile), media: make(map[string]string), fresh: make(map[string][]byte), claimed: make(map[string]*post)}
	for _, f := range s.old.Files {
		r.from[f.From] = f
		r.media[foldName(f.Name)] = f.From
	}
	if err := r.gather(); err != nil {
		return nil, err
	}
	if len(r.posts) == 0 && len(s.old.Posts) == 0 {
		return nil, &Refusal{o.Dir + ": nella cartella non c’è nessuna notizia che si legga", "indica la cartella in cui stanno i file .md, ognuno con la sua intestazione tra due righe --- o +++"}
	}
	if err := r.write(); err != nil {
		return nil, err
	}
	r.gone()
	r.finish()
	r.now.Files = slices.Collect(maps.Values(r.from))
	return r.report, s.keep(r.now, "Notizie di un altro sito ("+name+")")
}

// sourceName gives the name of a source by that of its folder.
func sourceName(dir string) string {
	full, err := filepath.Abs(dir)
	if err != nil {
		full = dir
	}
	if id := idFrom(filepath.Base(full)); id != "" && len(id) < 50 {
		return "notizie-" + id
	}
	return "notizie"
}

func (r *run) note(kind Kind, at record.Pos, text, mend string) {
	r.notes = append(r.notes, Note{kind, at, text, mend})
}

// tell puts the notes of a post among those of the report, or drops those on its text where the
// post is the same as last time.
func (r *run) tell(same bool) {
	for _, n := range r.notes {
		if !same || n.Kind != Look && n.Kind != Harmless {
			r.report.Notes = append(r.report.Notes, n)
		}
	}
	r.notes = nil
}

func (r *run) leave(p *post, at record.Pos, text, mend string) {
	p.drop = true
	r.report.Left++
	r.note(Left, at, text, mend)
}

// gather reads the posts and gives each its id.
func (r *run) gather() error {
	names, err := r.source.names()
	if err != nil {
		return err
	}
	sections := make(map[string]bool) // folders whose posts are hidden
	for _, name := range names {
		p := &post{file: name, stem: stemOf(name)}
		r.open(p)
		if strings.HasPrefix(p.stem, "_index") {
			r.section(p, sections)
		}
		if !p.drop {
			r.posts = append(r.posts, p)
		}
		r.tell(false)
	}
	for _, p := range r.posts {
		p.hidden = cmp.Or(p.hidden, hiddenBy(p.file, sections))
	}
	r.name()
	r.index = newIndex(r.posts, r.source.base)
	return nil
}

// open reads a file, and tells one that is no post.
func (r *run) open(p *post) {
	text, fault, mend := r.source.read(p.file)
	if fault != "" {
		r.leave(p, p.line(1), fault, mend)
		return
	}
	p.text = text
	head, body, form, s := cut(text)
	hasDay := dayInName.MatchString(p.stem)
	switch {
	case s != nil:
		r.leave(p, p.line(s.line), s.text, s.mend)
	case form == 0 && hasDay:
		r.leave(p, p.line(1), "il file non ha un’intestazione", "scrivi in cima, tra due righe ---, almeno title: e date:")
	case form == 0:
		p.drop = true
		if isPost(extOf(p.file)) {
			r.report.Other++
			r.note(Other, p.line(1), "il file non ha un’intestazione: non è una notizia", "")
		}
	case strings.EqualFold(extOf(p.file), ".html"):
		r.leave(p, p.line(1), "la notizia è scritta in HTML, non in Markdown", "riscrivila in Markdown, in un file .md")
	case foreign.MatchString(p.file):
		p.drop = true
		r.report.Other++
		r.note(Other, p.line(1), "la notizia è in un’altra lingua", "")
	default:
		p.body = body
		if p.front, s = readFront(head, form, 1+strings.Count(text[:strings.Index(text, head)], "\n")); s != nil {
			r.leave(p, p.line(s.line), s.text, s.mend)
			return
		}
		if v, _ := p.front.get(languageKeys...); v.one() != "" && !strings.HasPrefix(strings.ToLower(v.one()), "it") {
			p.drop = true
			r.report.Other++
			r.note(Other, p.line(v.line), "la notizia è in un’altra lingua", "")
			return
		}
		p.hidden = hiddenWhy(p, r.today)
	}
}

func extOf(file string) string { return strings.ToLower(filepath.Ext(file)) }

// section leaves the page of a folder out, and notes whether the folder is hidden.
func (r *run) section(p *post, sections map[string]bool) {
	if p.drop {
		return
	}
	p.drop = true
	r.report.Other++
	r.note(Other, p.line(1), "è la pagina di una sezione, non una notizia", "")
	if yes(p.front.values["draft"].one()) || yes(p.front.values["cascade.draft"].one()) || no(p.front.values["render"].one()) {
		sections[strings.TrimSuffix(p.file, filepath.Base(p.file))] = true
	}
}

func hiddenBy(file string, sections map[string]bool) string {
	for dir := range sections {
		if strings.HasPrefix(file, dir) {
			return "la sua sezione"
		}
	}
	return ""
}

// name gives each post the id that it had last time, or a new one.
func (r *run) name() {
	had := make(map[string]string)
	taken := make(map[string]bool)
	for _, p := range r.old.Posts {
		had[p.From] = p.ID
		taken[p.ID] = true
	}
	for _, p := range r.posts {
		r.day(p)
		if p.id = had[p.file]; p.id != "" {
			continue
		}
		id := idFrom(copied.ReplaceAllString(p.stem, ""))
		if id == "" {
			id = cmp.Or(idFrom(p.front.values["title"].one()), "notizia")
		}
		p.id = free(id, p.day, func(s string) bool { return taken[s] })
		taken[p.id] = true
	}
}

// write translates the posts and writes those that are new or followed their source.
func (r *run) write() error {
	old := make(map[string]keptPost)
	for _, p := range r.old.Posts {
		old[p.From] = p
	}
	seen := make(map[string]*post) // title and text → the first post that has them
	for _, p := range r.posts {
		text, media := r.announcement(p)
		if p.drop {
			r.tell(false)
			continue
		}
		if first := seen[p.sameness()]; first != nil {
			r.notes = nil
			r.leave(p, p.line(1), "ha lo stesso titolo e lo stesso testo di "+first.file, "se è un’altra notizia cambiane il titolo, se no togli il file")
			r.tell(false)
			continue
		}
		seen[p.sameness()] = p
		if err := r.merge(p, text, media, old[p.file]); err != nil {
			return err
		}
	}
	return nil
}

// merge holds what an announcement would be against what it was when it was imported and
// against what it is now.
func (r *run) merge(p *post, text string, media []string, old keptPost) error {
	name := record.AnnouncementFolder + "/" + p.id + ".md"
	now := keptPost{p.file, p.id, digest([]byte(text))}
	have, there, err := r.text(name)
	if err != nil {
		return err
	}
	if other := r.ids[p.id]; other != "" && other != name {
		name = other // in a folder, or renamed, the old id among precedenti
		if have, there, err = r.text(name); err != nil {
			return err
		}
	}
	mine := old.Digest != ""
	untouched := there && mine && digest([]byte(have)) == old.Digest
	switch {
	case there && have == text:
		r.report.Same++
		if r.tell(true); !mine { // an import that was killed may not have got to its media
			if err := r.copyMedia(media); err != nil {
				return err
			}
		}
	case !there && !mine:
		r.report.New++
		r.note(New, record.Pos{File: name}, "da "+p.file, "")
		return r.put(name, text, media, now)
	case untouched:
		r.report.Changed++
		r.note(Changed, record.Pos{File: name}, "da "+p.file, "")
		return r.put(name, text, media, now)
	case !mine:
		r.notes = nil
		r.leave(p, p.line(1), name+" c’è già, e non viene da questa fonte", "rinomina uno dei due file, o togli quello che non serve")
		r.tell(false)
		return nil
	default:
		r.report.Kept++
		if now.Digest != old.Digest {
			r.keptNote(p, name, there)
		}
		r.tell(true)
		now.Digest = old.Digest
	}
	r.now.Posts = append(r.now.Posts, now)
	return nil
}

// keptNote tells that source and office each changed an announcement.
func (r *run) keptNote(p *post, name string, there bool) {
	if there {
		r.note(Differs, record.Pos{File: name}, "l’ente l’ha cambiata, e la fonte pure ("+p.file+"): resta com’è", "confronta i due file, e riporta a mano ciò che serve")
		return
	}
	r.note(Differs, record.Pos{File: name}, "l’ente l’ha tolta, e la fonte è cambiata ("+p.file+"): resta tolta", "")
}

// put writes an announcement after the media that it shows.
func (r *run) put(name, text string, media []string, now keptPost) error {
	if err := r.copyMedia(media); err != nil {
		return err
	}
	r.now.Posts = append(r.now.Posts, now)
	r.tell(false)
	return r.site.write(name, []byte(text))
}

// copyMedia writes those of some media that wait for it.
func (r *run) copyMedia(media []string) error {
	for _, m := range media {
		data, waits := r.fresh[m]
		if !waits {
			continue
		}
		delete(r.fresh, m)
		r.report.Copied++
		if err := r.site.write("content/"+m, data); err != nil {
			return err
		}
	}
	return nil
}

// gone tells once what the source has no more; its announcements stay.
func (r *run) gone() {
	for _, old := range r.old.Posts {
		if !slices.ContainsFunc(r.posts, func(p *post) bool { return p.file == old.From }) {
			r.note(Gone, record.Pos{File: old.From}, "il file non c’è più: la notizia "+old.ID+" resta nel sito", "")
		}
	}
	r.tell(false)
	// Media that were read and not written belong to posts that stayed as they were.
	for name := range r.fresh {
		for from, f := range r.from {
			if f.Name == name {
				delete(r.from, from)
			}
		}
	}
}

func (r *run) finish() {
	slices.SortStableFunc(r.report.Notes, func(a, b Note) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), a.Pos.Compare(b.Pos))
	})
	for _, key := range slices.Sorted(maps.Keys(r.unused)) {
		r.report.Unused = append(r.report.Unused, Unused{key, r.unused[key]})
	}
}
