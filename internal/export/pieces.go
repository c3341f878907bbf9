package export

import (
	"cmp"
	"iter"
	"slices"

	"vetro/internal/plan"
)

// Piece makes some of the files of a site by itself. Pieces may be made at once by several
// goroutines, in any order; no two make the same file.
type Piece struct {
	Name string // for who looks where the time goes: projects, feeds of bodies

	site  *maker
	cost  int                     // about, in records that are written
	tells bool                    // the open data page lists its files
	late  bool                    // they tell of the files of other pieces
	shows func(d *showing, i int) // what the files of an item show; nil if that is too much to tell
	items int
	find  func(file string) int // the item that a file is of, or -1
	make  func(m *maker, i int) // the files of an item
}

// Tells reports whether the open data page and the catalogues tell of its files: they have
// to be made to be told of.
func (p *Piece) Tells() bool { return p.tells }

// Has reports whether a file of that name is the piece's to make. Whether there is one is
// known once it is made, where the name bears the hash of the content, or where a page has
// nothing to put into a calendar.
func (p *Piece) Has(name string) bool { return p.find(name) >= 0 }

// Make makes the files, and stops once yield reports false. The data of a file are good
// until the next is asked for.
func (p *Piece) Make(yield func(File) bool) { p.run(p.site.to(yield)) }

// InBlocks makes the files as Make does, and the large ones in blocks.
func (p *Piece) InBlocks(yield func(File) bool) {
	m := p.site.to(yield)
	m.inBlocks = true
	p.run(m)
}

// Shows gives a digest of what its files show, if besides that only the configuration, the
// bodies, the measures and the day decide what is in them: as long as all that stays the
// same, so do the files. It reports false if they show more, or if nobody remembers it.
func (p *Piece) Shows() (digest [16]byte, ok bool) {
	if p.shows == nil || !p.site.former.Remembers {
		return digest, false
	}
	d := newShowing(p.site.former)
	d.text(p.Name)
	for i := range p.items {
		p.shows(d, i)
	}
	return d.sum(), true
}

// Open makes one file, and no more than it takes: a project's without those of others.
func (p *Piece) Open(name string) (data []byte, found bool) {
	i := p.find(name)
	if i < 0 {
		return nil, false
	}
	p.make(p.site.to(func(f File) bool {
		if f.Name == name {
			data, found = f.Data, true
		}
		return !found
	}), i)
	return data, found
}

func (p *Piece) run(m *maker) {
	for i := range p.items {
		if m.stopped {
			return
		}
		p.make(m, i)
	}
}

// Pieces gives all pieces of a site, those that take longest first. What Catalogue makes is
// in none.
func Pieces(t *plan.Tree, former Former) []Piece {
	all := slices.DeleteFunc(newMaker(t, former).pieces(), func(p Piece) bool { return p.late })
	slices.SortStableFunc(all, func(a, b Piece) int { return cmp.Compare(b.cost, a.cost) })
	return all
}

// Catalogue makes what tells of other files: what is told of those that pieces made, in any
// order, must be known before.
func Catalogue(t *plan.Tree, told []plan.DataFile) iter.Seq[File] {
	return func(yield func(File) bool) {
		late := slices.DeleteFunc(newMaker(t, Former{}).pieces(), func(p Piece) bool { return !p.late })
		m := newMaker(t, Former{}).to(yield)
		m.told = slices.DeleteFunc(slices.Clone(told), func(f plan.DataFile) bool { return makerOf(late, f.Name) != nil })
		InOrder(t, m.told)
		for i := range late {
			late[i].run(m)
		}
	}
}

// InOrder sorts what is told of files into the order in which the open data page lists
// them.
func InOrder(t *plan.Tree, told []plan.DataFile) {
	var names []string
	for _, table := range t.Tables() {
		names = append(names, plan.TablePath(table.Name, "csv"), plan.TablePath(table.Name, "json"))
	}
	names = append(names,
		plan.WholePath, plan.DataPackagePath, plan.TurtlePath, plan.JSONLDPath, plan.AnnouncementFeed, plan.AnnouncementJSONFeed,
		plan.ChangesFeed(t.All.Path), plan.ChangesJSONFeed(t.All.Path), plan.SitemapPath, plan.DataIndexPath)
	slices.SortStableFunc(told, func(a, b plan.DataFile) int {
		return cmp.Compare(slices.Index(names, a.Name), slices.Index(names, b.Name))
	})
}

// Told makes the files that the open data page lists, only to tell of them.
func Told(t *plan.Tree) []plan.DataFile {
	var told []plan.DataFile
	add := func(f File) bool {
		if f.About != nil {
			if f.Blocks != nil {
				f.measure()
			}
			told = append(told, *f.About)
		}
		return true
	}
	for _, p := range Pieces(t, Former{}) {
		if p.tells {
			p.InBlocks(add)
		}
	}
	for f := range Catalogue(t, told) {
		add(f)
	}
	InOrder(t, told)
	return told
}

// Open makes one file of a site, if it has one of that name, and no more than that takes.
// What tells of other files takes all of those.
func Open(t *plan.Tree, name string) (data []byte, found bool) {
	p := makerOf(newMaker(t, Former{}).pieces(), name)
	switch {
	case p == nil:
		return nil, false
	case !p.late:
		return p.Open(name)
	}
	for f := range Catalogue(t, Told(t)) {
		if f.Name == name {
			return f.Data, true
		}
	}
	return nil, false
}

// makerOf gives the piece that makes a file, or nil.
func makerOf(pieces []Piece, name string) *Piece {
	at := slices.IndexFunc(pieces, func(p Piece) bool { return p.Has(name) })
	if at < 0 {
		return nil
	}
	return &pieces[at]
}
