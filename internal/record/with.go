package record

import (
	"slices"
	"strings"
)

// With gives the site with another record in the place of a project of the same id, also
// in the announcements that name it. The site itself is not changed, and what does not
// name the project both share.
func (s *Site) With(old, now *Project) *Site {
	at, found := slices.BinarySearchFunc(s.Projects, old.ID, func(p *Project, id string) int { return strings.Compare(p.ID, id) })
	if !found || s.Projects[at] != old || now.ID != old.ID {
		panic("record: a project can only take the place of one of the site, with its id")
	}
	out := *s
	out.Projects = slices.Clone(s.Projects)
	out.Projects[at] = now
	for i, a := range s.Announcements {
		n := slices.Index(a.Projects, old)
		if n < 0 {
			continue
		}
		if &out.Announcements[0] == &s.Announcements[0] {
			out.Announcements = slices.Clone(s.Announcements)
		}
		b := *a
		b.Projects = slices.Clone(a.Projects)
		b.Projects[n] = now
		out.Announcements[i] = &b
	}
	return &out
}

// WithNotice gives the site with another record in the place of the announcement of the
// same id. The site itself is not changed.
func (s *Site) WithNotice(now *Announcement) *Site {
	at, found := slices.BinarySearchFunc(s.Announcements, now.ID, func(a *Announcement, id string) int { return strings.Compare(a.ID, id) })
	if !found {
		panic("record: an announcement can only take the place of one of the site, with its id")
	}
	out := *s
	out.Announcements = slices.Clone(s.Announcements)
	out.Announcements[at] = now
	return &out
}
