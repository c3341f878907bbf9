package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// editedSite is a site whose records are changed at random.
type editedSite struct {
	*record.Site
	*rand.Rand
	round int
}

// edit changes, adds or removes a record, the first more often than others.
func (s *editedSite) edit() {
	s.round++
	if s.IntN(4) == 0 {
		s.editAnnouncement()
		return
	}
	at := s.IntN(len(s.Projects)) * min(s.IntN(4), 1)
	p := *s.Projects[at]
	s.Projects = slices.Clone(s.Projects)
	switch s.IntN(8) {
	case 0:
		s.Projects = slices.Delete(s.Projects, at, at+1)
		return
	case 1:
		p.ID = fmt.Sprintf("%s-%d", p.ID, s.round)
		p.File = "content/progetti/" + p.ID + ".toml"
		s.Projects = slices.Insert(s.Projects, at, &p)
		return
	case 2:
		p.Indicators = append(p.Indicators[:len(p.Indicators):len(p.Indicators)], record.Indicator{Name: "Indicatore", Unit: "n."})
	case 3:
		p.Milestones = slices.Clone(p.Milestones)
		for i := range p.Milestones {
			p.Milestones[i].Planned = record.Day(2027, 1, 1+s.IntN(28))
		}
	case 4:
		p.Milestones, p.Fundings = nil, slices.Clone(p.Fundings)
		for i := range p.Fundings {
			p.Fundings[i].Date = record.Date{}
		}
	case 5:
		p.Updated = record.Day(2026, 2+s.round%8, 1+s.round%28)
	default:
		p.Title += "!"
	}
	s.Projects[at] = &p
}

// editAnnouncement changes, adds or removes an announcement, or ties it to another project.
func (s *editedSite) editAnnouncement() {
	at := s.IntN(len(s.Announcements))
	a := *s.Announcements[at]
	s.Announcements = slices.Clone(s.Announcements)
	switch s.IntN(5) {
	case 0:
		a.Body = s.Bodies[s.IntN(len(s.Bodies))]
	case 1:
		a.Title += "!"
	case 2:
		s.Announcements = slices.Delete(s.Announcements, at, at+1)
		return
	default:
		a.ID = fmt.Sprintf("%s-%d", a.ID, s.round)
		a.File = "content/notizie/" + a.ID + ".md"
		of := s.IntN(len(s.Projects))
		a.Projects = s.Projects[of : of+s.IntN(2)]
		s.Announcements = append(s.Announcements, &a)
		return
	}
	s.Announcements[at] = &a
}

// sum sets what stands for the words of each file. That of an announcement does not know
// which of its projects the site has.
func (s *editedSite) sum() {
	for _, p := range s.Projects {
		p.Sum = sha256.Sum256(fmt.Appendf(nil, "%s %s %v %v %v %v", p.ID, p.Title, p.Milestones, p.Fundings, p.Updated, len(p.Indicators)))
	}
	for _, a := range s.Announcements {
		a.Sum = sha256.Sum256(fmt.Appendf(nil, "%s %s %p", a.ID, a.Title, a.Body))
	}
}

// tree plans the site. An announcement names those of its projects that there are.
func (s *editedSite) tree(t *testing.T) *plan.Tree {
	t.Helper()
	s.sum()
	site := *s.Site
	site.Announcements = nil
	for _, a := range s.Announcements {
		now := *a
		now.Projects = nil
		for _, named := range a.Projects {
			for _, p := range s.Projects {
				if p.ID == named.ID {
					now.Projects = append(now.Projects, p)
				}
			}
		}
		site.Announcements = append(site.Announcements, &now)
	}
	tree, problems := plan.Site(&site, record.Day(2026, 11, 22))
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	return tree
}

// TestBlocks holds, over edits at random, that blocks of one digest in one file have the same
// bytes, that blocks give the files that are made whole, and that most stay as they were.
func TestBlocks(t *testing.T) {
	config := record.Config{BaseURL: "https://example.it/", Data: record.DataOptions{PerProject: 2000}}
	s := &editedSite{pieceTree(t, 300, config).Site, rand.New(rand.NewPCG(5, 8)), 0}
	known := make(map[string]map[[16]byte][]byte)
	all, again := 0, 0
	for range 30 {
		tree := s.tree(t)
		want := make(map[string]File)
		for _, f := range Files(tree) {
			want[f.Name] = f
		}
		for _, p := range Pieces(tree, Former{Remembers: true}) {
			p.InBlocks(func(f File) bool {
				if f.Blocks == nil {
					return true
				}
				if known[f.Name] == nil {
					known[f.Name] = make(map[[16]byte][]byte)
				}
				var data []byte
				for block := range f.Blocks {
					part := block.Make(nil)
					data = append(data, part...)
					if block.Shows == ([16]byte{}) {
						continue
					}
					all++
					if was, is := known[f.Name][block.Shows]; is {
						again++
						if !bytes.Equal(was, part) {
							t.Fatalf("%s: a block is %q, and with the same digest it was %q", f.Name, part, was)
						}
					}
					known[f.Name][block.Shows] = part
				}
				if !bytes.Equal(data, want[f.Name].Data) {
					t.Errorf("the blocks of %s are not the file", f.Name)
				}
				if about := want[f.Name].About; about != nil {
					sum := sha256.Sum256(data)
					f.About.Size, f.About.SHA256 = int64(len(data)), hex.EncodeToString(sum[:])
					if *about != *f.About {
						t.Errorf("of %s is told %v, and %v of the whole", f.Name, f.About, about)
					}
				}
				return true
			})
		}
		s.edit()
	}
	if again < all*9/10 {
		t.Errorf("of %d blocks only %d stayed as they were", all, again)
	}
}

// TestBlocksOfNobody holds that nothing is digested that nobody remembers.
func TestBlocksOfNobody(t *testing.T) {
	for _, p := range Pieces(pieceTree(t, 40, record.Config{BaseURL: "https://example.it/"}), Former{}) {
		p.InBlocks(func(f File) bool {
			for block := range whenLarge(f) {
				if block.Shows != ([16]byte{}) {
					t.Errorf("%s has a block with a digest", f.Name)
				}
			}
			return true
		})
	}
}

func whenLarge(f File) func(func(Block) bool) {
	if f.Blocks == nil {
		return func(func(Block) bool) {}
	}
	return f.Blocks
}
