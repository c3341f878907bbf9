package record

import (
	"reflect"
	"slices"
	"testing"
)

func TestSiteWith(t *testing.T) {
	a, b, c := &Project{ID: "a"}, &Project{ID: "b"}, &Project{ID: "c"}
	of := func(all ...*Project) *Announcement { return &Announcement{Projects: all} }
	notices := func() []*Announcement { return []*Announcement{of(), of(a, b), of(c), of(b)} }
	s := &Site{Projects: []*Project{a, b, c}, Announcements: notices()}
	now := &Project{ID: "b", Title: "Altro"}
	got := s.With(b, now)
	want := []*Announcement{s.Announcements[0], of(a, now), s.Announcements[2], of(now)}
	if !slices.Equal(got.Projects, []*Project{a, now, c}) || !reflect.DeepEqual(got.Announcements, want) {
		t.Errorf("got %v, %v", got.Projects, got.Announcements)
	}
	if got.Announcements[0] != s.Announcements[0] || got.Announcements[2] != s.Announcements[2] {
		t.Error("announcements of other projects are copies")
	}
	if !slices.Equal(s.Projects, []*Project{a, b, c}) || !reflect.DeepEqual(s.Announcements, notices()) {
		t.Error("the site itself has changed")
	}
}

func TestSiteWithNotice(t *testing.T) {
	a, b := &Announcement{ID: "a"}, &Announcement{ID: "b"}
	s := &Site{Announcements: []*Announcement{a, b}}
	now := &Announcement{ID: "b", Title: "Altra"}
	if got := s.WithNotice(now).Announcements; !slices.Equal(got, []*Announcement{a, now}) || s.Announcements[1] != b {
		t.Errorf("got %v, and the site itself has %v", got, s.Announcements)
	}
}
