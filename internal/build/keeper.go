package build

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"

	"vetro/internal/export"
	"vetro/internal/load"
	"vetro/internal/plan"
)

// digest stands for what a file shows: while it is the same, so are the bytes. The zero
// digest is of a file that is made each time.
type digest [16]byte

// keeper decides which files of the output stay as the former build left them.
type keeper struct {
	*writer
	options Options
	name    string   // of the memory; "" when nothing is remembered
	base    [32]byte // what every page shows, or may
	whole   [32]byte // what an overview shows: the base and every record
	same    bool     // the former build read the very same

	alike  func() *alike // which files of the former build showed the same
	blocks blocks        // of the former build's large files

	mu     sync.Mutex
	noted  map[string]digest // what the files of this build show
	placed map[string]layout // the blocks of its large files
}

// readings gives what the former build read; nil when nothing is remembered.
func (o *Options) readings(site *os.Root) *load.Parts {
	if o.Program == "" {
		return nil
	}
	data, ours := bytes.CutPrefix(recall(site, readingsName), o.mark())
	if !ours {
		return nil
	}
	parts, err := load.DecodeParts(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	return parts
}

const readingsName = memoryFolder + "/letture"

// mark stands before what was read: another program may read the same files in another way.
func (o *Options) mark() []byte {
	sum := sha256.Sum256([]byte(o.Program))
	return sum[:]
}

func newKeeper(w *writer, output *opening, o Options) *keeper {
	k := &keeper{writer: w, options: o, noted: make(map[string]digest), placed: make(map[string]layout)}
	k.alike = sync.OnceValue(func() *alike { return newAlike(w.out.old) })
	if output.memory == "" {
		return k
	}
	k.name = output.memory
	k.base = k.common(o)
	k.whole = k.everything()
	if output.left != nil {
		k.recallBlocks()
		k.same = output.left.whole == k.whole
	}
	return k
}

// likely reports whether most files are likely to stay as they are: what all may show is
// what it was.
func (k *keeper) likely() bool { return k.blocks.files != nil }

// common digests what any page may show besides the records that it is about.
func (k *keeper) common(o Options) (sum [32]byte) {
	h := sha256.New()
	say := func(format string, args ...any) { fmt.Fprintf(h, format+"\n", args...) }
	say("%q %s %q %v", o.Program, o.Today.ISO(), k.site.Config.BaseURL, o.Drafts)
	say("%t %t", k.tree.Several(), k.tree.PerProject())
	say("%x", k.sumOf("site.toml"))
	for _, b := range k.site.Bodies {
		say("%q %x", b.File, k.sumOf(b.File))
	}
	for _, m := range k.site.Measures {
		if m.File != "" {
			say("%q %x", m.File, k.sumOf(m.File))
		}
	}
	for _, m := range k.site.Media {
		say("%q %d", m.Name, m.Size)
	}
	say("%x", k.theme.OwnSum())
	h.Sum(sum[:0])
	return sum
}

// everything digests the base and every record of the site.
func (k *keeper) everything() (sum [32]byte) {
	h := sha256.New()
	h.Write(k.base[:])
	for _, p := range k.site.Projects {
		h.Write(p.Sum[:])
	}
	for _, a := range k.site.Announcements {
		h.Write(a.Sum[:])
	}
	var others []string
	for _, p := range k.site.Pages {
		others = append(others, p.File)
	}
	for _, s := range k.site.SectionTexts {
		others = append(others, s.File)
	}
	slices.Sort(others)
	for _, file := range others {
		fmt.Fprintf(h, "%q %x\n", file, k.sumOf(file))
	}
	fmt.Fprintf(h, "%d %d %d", len(k.site.Projects), len(k.site.Announcements), len(others))
	h.Sum(sum[:0])
	return sum
}

func (k *keeper) sumOf(file string) [32]byte {
	sum, _ := k.stages.parts.Sum(file) // a file that is not there has no record
	return sum
}

func (k *keeper) ofPage(p *plan.Page) digest {
	if k.name == "" {
		return digest{}
	}
	sum, ok := k.draw.Shows(p, k.base[:])
	switch {
	case !ok:
		return k.ofAll("page " + p.Path)
	case k.reader.samples[p]: // is read as others are not: one that was none must be
		return k.of(sum[:], "sample")
	}
	return digest(sum[:16])
}

// ofPiece digests what the files of a piece show: what it names, or the whole site, in which
// its place tells it from others.
func (k *keeper) ofPiece(place int, p *export.Piece) digest {
	if k.name == "" {
		return digest{}
	}
	shows, ok := p.Shows()
	if !ok {
		return k.ofAll(fmt.Sprintf("piece %d %s", place, p.Name))
	}
	return k.of(k.base[:], string(shows[:]))
}

// ofAll digests what shows much of the site.
func (k *keeper) ofAll(name string) digest {
	if k.name == "" {
		return digest{}
	}
	return k.of(k.whole[:], name)
}

// ofCatalogue digests what the files show that tell of other files.
func (k *keeper) ofCatalogue() digest { return k.ofAll("catalogue") }

// tellersStand reports whether all that tells of other files stays as it is.
func (k *keeper) tellersStand() bool {
	if _, stand := k.standing(k.ofCatalogue()); !stand {
		return false
	}
	return !slices.ContainsFunc(k.tree.Pages, func(p *plan.Page) bool {
		if p.Kind != plan.OpenData {
			return false
		}
		was, stands := k.out.standing(p.Path)
		return !stands || was.shows != k.ofPage(p)
	})
}

// ofMedia digests what the system notes of a file, where that tells when it was last
// changed and no other change can have had the same moment.
func (k *keeper) ofMedia(name string) digest {
	f := k.found.file("content/" + name)
	if k.name == "" || f == nil || f.stamp.changed >= k.settled {
		return digest{}
	}
	return k.of(nil, fmt.Sprintf("media %s %v", name, f.stamp))
}

func (k *keeper) of(base []byte, text string) digest {
	sum := sha256.Sum256(append(append([]byte{}, base...), text...))
	return digest(sum[:16])
}

// keep leaves a file in the output as it is, if that still shows the same.
func (k *keeper) keep(name string, shows digest) (bool, error) {
	if shows == (digest{}) {
		return false, nil
	}
	i, found := k.out.old.find(name)
	if !found || k.out.old.files[i].shows != shows || !k.out.standsAt(i) {
		return false, nil
	}
	return true, k.out.keepAt(i)
}

// keepAll keeps all files that showed the same, if there are any; all or none.
func (k *keeper) keepAll(shows digest) (bool, error) {
	places, stand := k.standing(shows)
	if !stand {
		return false, nil
	}
	for _, i := range places {
		if err := k.out.keepAt(i); err != nil {
			return false, err
		}
	}
	return true, nil
}

// standing gives the places of the files that showed the same, if there are any and all of
// them stand.
func (k *keeper) standing(shows digest) (places []int, stand bool) {
	if shows == (digest{}) || k.out.old.lost[shows] {
		return nil, false
	}
	places = k.alike().places(shows)
	return places, len(places) > 0 && !slices.ContainsFunc(places, func(i int) bool { return !k.out.standsAt(i) })
}

// alike tells which files of a former build showed the same.
type alike struct {
	first map[digest]int32 // a file that showed this
	next  []int32          // from a file to another that showed the same; -1 after the last
}

func newAlike(f *former) *alike {
	a := &alike{make(map[digest]int32, len(f.files)), make([]int32, len(f.files))}
	for i := range f.files {
		shows := f.files[i].shows
		if next, more := a.first[shows]; more {
			a.next[i] = next
		} else {
			a.next[i] = -1
		}
		a.first[shows] = int32(i)
	}
	return a
}

// places gives the places of the files that showed this.
func (a *alike) places(shows digest) (places []int) {
	i, found := a.first[shows]
	for ; found && i >= 0; i = a.next[i] {
		places = append(places, int(i))
	}
	return places
}

// everythingStands keeps all files but the media, whose bytes are in no digest, where the
// former build read the very same and nobody has touched its output since.
func (k *keeper) everythingStands() (bool, error) {
	if !k.same {
		return false, nil
	}
	former := k.out.old
	media := make(map[int]bool)
	for _, m := range k.site.Media {
		if i, found := former.find(m.Name); found {
			media[i] = true
		}
	}
	var err error
	k.same, err = k.out.leave(media)
	return k.same, err
}

// note remembers what a file shows that this build puts.
func (k *keeper) note(name string, shows digest) {
	if k.name == "" {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.noted[name] = shows
}

// remember writes down how the output was left. A memory that cannot be written is none:
// the next build does all its work.
func (k *keeper) remember() {
	if k.name == "" {
		return
	}
	if !k.same || !k.out.allKept() {
		files := k.out.left()
		for i := range files {
			if shows, made := k.noted[files[i].name]; made {
				files[i].shows = shows
			}
		}
		k.options.rememberMarked(k.root, k.name, memoryForm, encodeMemory(k.whole, files))
	}
	k.rememberBlocks()
	if k.readMuch() {
		_ = rememberFrom(k.root, readingsName, func(w io.Writer) error {
			if _, err := w.Write(k.options.mark()); err != nil {
				return err
			}
			return k.stages.parts.Encode(w)
		})
	}
}

// readMuch reports whether so many files were read anew that it is worth keeping what they
// gave: the next build can read a few again sooner than this one can write down all.
func (k *keeper) readMuch() bool {
	all := len(k.site.Projects) + len(k.site.Announcements)
	return k.before == nil || k.stages.parts.Anew() > 20+all/50
}
