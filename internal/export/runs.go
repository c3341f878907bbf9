package export

import (
	"iter"
	"math/bits"
	"slices"
	"sync"

	"vetro/internal/record"
)

// perBlock is about how many records the rows of a block are of, at most; in a small site
// they are fewer, down to one.
const perBlock = 64

// rowRun is a run of records whose rows make a block, with a digest of them.
type rowRun struct {
	shows    [16]byte
	projects []*record.Project // of a table of projects, or of their items
	rows     []record.Row      // of another
}

// shared is what all makers of a site look up, and the first that needs it makes.
type shared struct {
	projects, announcements func() []rowRun
}

func (m *maker) share() *shared {
	return &shared{
		projects:      sync.OnceValue(m.projectRuns),
		announcements: sync.OnceValue(m.announcementRuns),
	}
}

// projectRuns cuts the projects.
func (m *maker) projectRuns() (out []rowRun) {
	projects := m.Site.Projects
	for from, to := range cuts(len(projects), func(i int) string { return projects[i].File }) {
		d := newShowing(m.former)
		for _, p := range projects[from:to] {
			d.record(p.File, &p.Sum)
		}
		out = append(out, rowRun{shows: d.sum(), projects: projects[from:to]})
	}
	return out
}

// announcementRuns cuts the announcements. Of the projects that one names, its row has those that
// the site shows.
func (m *maker) announcementRuns() (out []rowRun) {
	all := m.Site.Announcements
	for from, to := range cuts(len(all), func(i int) string { return all[i].File }) {
		d, rows := newShowing(m.former), make([]record.Row, 0, to-from)
		for _, a := range all[from:to] {
			d.record(a.File, &a.Sum)
			for _, p := range a.Projects {
				d.text(p.ID)
			}
			rows = append(rows, record.Row{Item: a})
		}
		out = append(out, rowRun{shows: d.sum(), rows: rows})
	}
	return out
}

// cuts cuts n records by the names of their files. About how many stand together changes
// seldom as records come and go, since all blocks are made anew when it does.
func cuts(n int, file func(int) string) iter.Seq2[int, int] {
	per := min(uint64(1)<<max(bits.Len(uint(n/256))-1, 0), perBlock)
	return func(yield func(from, to int) bool) {
		for from, to := 0, 0; from < n; from = to {
			for to++; to < n && !cutsBefore(file(to), per); to++ {
			}
			if !yield(from, to) {
				return
			}
		}
	}
}

// runsOf gives the runs of a table. Those of one that shows neither projects nor
// announcements have no digest: it is small.
func (m *maker) runsOf(s *sheet) []rowRun {
	switch {
	case s.Of != nil, s.Name == "progetti":
		return m.shared.projects()
	case s.Name == "annunci":
		return m.shared.announcements()
	}
	return []rowRun{{rows: slices.Collect(s.Rows(m.Site))}}
}

// count gives how many rows of a table a run has.
func (r *rowRun) count(s *sheet) int {
	switch {
	case r.projects == nil:
		return len(r.rows)
	case s.Of == nil:
		return len(r.projects)
	}
	n := 0
	for _, p := range r.projects {
		n += s.Count(p)
	}
	return n
}

// append writes the rows of a table that a run has.
func (r *rowRun) append(b []byte, s *sheet, write func([]byte, record.Row) []byte) []byte {
	for _, row := range r.rows {
		b = write(b, row)
	}
	for _, p := range r.projects {
		if s.Of == nil {
			b = write(b, record.Row{Item: p})
			continue
		}
		for i := range s.Count(p) {
			b = write(b, s.Of(p, i))
		}
	}
	return b
}

// tableRows are the rows of a table, and how many each run has.
type tableRows struct {
	*sheet
	runs   []rowRun
	counts []int
	all    int
}

func (m *maker) rowsOf(s *sheet) *tableRows {
	t := &tableRows{sheet: s, runs: m.runsOf(s)}
	for i := range t.runs {
		n := t.runs[i].count(s)
		t.counts = append(t.counts, n)
		t.all += n
	}
	return t
}

// blocks gives the rows as blocks, in JSON with a comma between them.
func (t *tableRows) blocks(commas bool, write func([]byte, record.Row) []byte) iter.Seq[Block] {
	return func(yield func(Block) bool) {
		first := true
		for i, r := range t.runs {
			if t.counts[i] == 0 {
				continue
			}
			block := Block{Shows: r.shows, Make: func(b []byte) []byte { return r.append(b, t.sheet, write) }}
			if commas {
				begins := first
				if block.Shows != ([16]byte{}) && begins {
					block.Shows[0] ^= 0xff // it begins otherwise than if it stood further down
				}
				block.Make = func(b []byte) []byte {
					return r.append(b, t.sheet, func(b []byte, row record.Row) []byte { return write(append(b, comma(&begins)...), row) })
				}
			}
			if first = false; !yield(block) {
				return
			}
		}
	}
}
