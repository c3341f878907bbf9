package build

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"

	"vetro/internal/export"
	"vetro/internal/load"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// digest stands for what a file shows: while it is the same, so are the bytes. The zero
// digest is of a file that is made each time.
type digest [16]byte

// keeper decides which files of the output stay as the former build left them.
type keeper struct {
	*writer
	options Options
	name    string // of the memory; "" when nothing is remembered
	former  map[string]remembered
	alike   map[digest][]string // names of former files by what they showed
	base    []byte              // what every page shows, or may
	whole   []byte              // what an overview shows: the base and every record

	noted sync.Map // name → digest
}

// readings gives what the former build read; nil when nothing is remembered.
func (o *Options) readings() *load.Parts {
	if o.Program == "" {
		return nil
	}
	data, ours := bytes.CutPrefix(recall(o.readingsName()), o.mark())
	if !ours {
		return nil
	}
	parts, err := load.DecodeParts(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	return parts
}

func (o *Options) readingsName() string { return filepath.Join(o.Site, memoryFolder, "letture") }

// mark stands before what was read: another program may read the same files in another way.
func (o *Options) mark() []byte {
	sum := sha256.Sum256([]byte(o.Program))
	return sum[:]
}

func newKeeper(w *writer, o Options) *keeper {
	k := &keeper{writer: w, options: o, alike: make(map[digest][]string)}
	if o.Program == "" {
		return k
	}
	name, err := memoryName(o.Site, o.Out)
	if err != nil {
		return k
	}
	k.name = name
	k.base = k.common(o)
	k.whole = k.everything()
	m, err := decodeMemory(recall(name))
	if err != nil {
		return k
	}
	k.former = m.files
	left := make(map[string]Stamp, len(m.files))
	for name, f := range m.files {
		k.alike[f.shows] = append(k.alike[f.shows], name)
		left[name] = f.Stamp
	}
	w.out.Remember(left)
	return k
}

// common digests what any page may show besides the records that it is about.
func (k *keeper) common(o Options) []byte {
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
	k.themeFiles(say)
	return h.Sum(nil)
}

// themeFiles tells the site's own files of the theme.
func (k *keeper) themeFiles(say func(string, ...any)) {
	_ = fs.WalkDir(k.root.FS(), "themes/"+k.site.Config.Theme, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // what cannot be read was told when the theme was loaded
		}
		data, err := fs.ReadFile(k.root.FS(), name)
		if err == nil {
			say("%q %x", name, sha256.Sum256(data))
		}
		return nil
	})
}

// everything digests the base and every record of the site.
func (k *keeper) everything() []byte {
	h := sha256.New()
	h.Write(k.base)
	add := func(o *record.Origin) {
		sum := k.sumOf(o.File)
		h.Write(binary.AppendUvarint(nil, uint64(len(o.File))))
		h.Write([]byte(o.File))
		h.Write(sum[:])
	}
	for _, p := range k.site.Projects {
		add(&p.Origin)
	}
	for _, a := range k.site.Announcements {
		add(&a.Origin)
	}
	for _, p := range k.site.Pages {
		add(&p.Origin)
	}
	texts := make([]*record.SectionText, 0, len(k.site.SectionTexts))
	for _, s := range k.site.SectionTexts {
		texts = append(texts, s)
	}
	slices.SortFunc(texts, func(a, b *record.SectionText) int { return cmp.Compare(a.File, b.File) })
	for _, s := range texts {
		add(&s.Origin)
	}
	return h.Sum(nil)
}

func (k *keeper) sumOf(file string) [32]byte {
	sum, _ := k.stages.parts.Sum(file) // a file that is not there has no record
	return sum
}

func (k *keeper) ofPage(p *plan.Page) digest {
	if k.name == "" {
		return digest{}
	}
	if sum, ok := k.draw.Shows(p, k.base, k.sumOf); ok {
		return digest(sum[:16])
	}
	return k.ofAll("page " + p.Path)
}

// ofPiece digests what the files of a piece show: the projects that it names, or the whole
// site, in which its place tells it from others.
func (k *keeper) ofPiece(place int, p *export.Piece) digest {
	if k.name == "" {
		return digest{}
	}
	projects, ok := p.Projects()
	if !ok {
		return k.ofAll(fmt.Sprintf("piece %d %s", place, p.Name))
	}
	h := sha256.New()
	h.Write(k.base)
	fmt.Fprintf(h, "piece %s\n", p.Name)
	for _, project := range projects {
		fmt.Fprintf(h, "%s %x\n", project.File, k.sumOf(project.File))
	}
	return digest(h.Sum(nil)[:16])
}

// ofAll digests what shows much of the site.
func (k *keeper) ofAll(name string) digest {
	if k.name == "" {
		return digest{}
	}
	return k.of(k.whole, name)
}

func (k *keeper) ofMedia(name string, info fs.FileInfo) digest {
	if k.name == "" {
		return digest{}
	}
	return k.of(nil, fmt.Sprintf("media %s %d %d", name, info.Size(), info.ModTime().UnixNano()))
}

func (k *keeper) of(base []byte, text string) digest {
	sum := sha256.Sum256(append(append([]byte{}, base...), text...))
	return digest(sum[:16])
}

// keep leaves a file in the output as it is, if that still shows the same.
func (k *keeper) keep(name string, shows digest, kind Kind) (bool, error) {
	was, found := k.former[name]
	if !found || shows == (digest{}) || was.shows != shows || !k.out.Stands(name) {
		return false, nil
	}
	k.note(name, shows)
	return true, k.out.Keep(name, kind)
}

// keepAll keeps all files that showed the same, if there are any; all or none.
func (k *keeper) keepAll(shows digest, kind Kind) (bool, error) {
	names := k.alike[shows]
	if shows == (digest{}) || len(names) == 0 {
		return false, nil
	}
	for _, name := range names {
		if !k.out.Stands(name) {
			return false, nil
		}
	}
	for _, name := range names {
		k.note(name, shows)
		if err := k.out.Keep(name, kind); err != nil {
			return false, err
		}
	}
	return true, nil
}

// note remembers what a file shows that this build puts.
func (k *keeper) note(name string, shows digest) {
	if k.name != "" {
		k.noted.Store(name, shows)
	}
}

// remember writes down how the output was left. A memory that cannot be written is none:
// the next build does all its work.
func (k *keeper) remember() {
	if k.name == "" {
		return
	}
	m := &memory{files: make(map[string]remembered)}
	for name, stamp := range k.out.Stamps() {
		shows, _ := k.noted.Load(name)
		d, _ := shows.(digest)
		m.files[name] = remembered{stamp, d}
	}
	_ = remember(k.name, m.encode())
	var readings bytes.Buffer
	readings.Write(k.options.mark())
	if k.stages.parts.Encode(&readings) == nil {
		_ = remember(k.options.readingsName(), readings.Bytes())
	}
}
