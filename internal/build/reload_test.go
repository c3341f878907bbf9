package build

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// After edits at random, a Preview that was reloaded has the files, the
// problems and the pending records of one that is opened from nothing, and the one before
// has its own still. VETRO_EDITS gives the time to go on for, such as 1m.
func TestReloadOverEdits(t *testing.T) {
	for _, drafts := range []bool{false, true} {
		t.Run(fmt.Sprintf("drafts %t", drafts), func(t *testing.T) { reloadOverEdits(t, drafts) })
	}
}

func reloadOverEdits(t *testing.T, drafts bool) {
	o := previewSite(t, nil)
	o.Drafts = drafts
	h := &hand{root: o.Site, Rand: rand.New(rand.NewPCG(5, 11))}
	h.put("content/enti/p_yy.toml", "nome = \"Comune\"\n")
	for n := range 9 {
		h.put(fmt.Sprintf("content/progetti/p-%d.toml", n), h.project())
		h.put(fmt.Sprintf("content/notizie/n-%d.md", n%6), h.announcement())
	}
	live, problems, err := OpenPreview(o)
	for ; err == nil && live == nil; live, problems, err = OpenPreview(o) {
		h.mend(problems)
	}
	opened := 0
	long, _ := time.ParseDuration(os.Getenv("VETRO_EDITS"))
	late := time.Now().Add(long)
	for round := 0; round < 25 || time.Now().Before(late); round++ {
		before, files := everyFile(t, live), contents(t, o.Site)
		switch h.IntN(6) {
		case 0, 1:
			h.edit()
		case 2:
			h.edit()
			h.edit()
		default: // mostly the words of a project, as authors do
			h.count++
			h.reword("content/progetti/"+h.another()+".toml", h.oneOf("titolo", "sommario"), fmt.Sprintf("\"Salvato %d\"", h.count))
		}
		changed := differing(files, contents(t, o.Site))
		if len(changed) == 0 {
			continue
		}
		again, problems, err := live.Reload(o, changed)
		if err != nil {
			t.Fatal(err)
		}
		want, awaited, err := OpenPreview(o)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(problems, awaited) {
			t.Fatalf("round %d, %s: problems are %v, want %v", round, changed, problems, awaited)
		}
		if a := everyFile(t, live); !maps.Equal(a, before) {
			t.Fatalf("round %d, %s: of the previous site, %s", round, changed, firstDifference(a, before))
		}
		if want == nil {
			h.mend(awaited)
			for want == nil {
				if live, awaited, err = OpenPreview(o); err != nil {
					t.Fatal(err)
				}
				want = live
				h.mend(awaited)
			}
			continue
		}
		if a, b := everyFile(t, again), everyFile(t, want); !maps.Equal(a, b) {
			t.Fatalf("round %d, %s: %s", round, changed, firstDifference(a, b))
		}
		if a, b := again.Pending(), want.Pending(); !slices.Equal(a, b) {
			t.Fatalf("round %d, %s: pending are %v, want %v", round, changed, a, b)
		}
		live = again
		opened++
	}
	if opened == 0 {
		t.Error("no site was reloaded")
	}
	t.Logf("%d sites reloaded", opened)
}

// everyFile gives all files of a Preview.
func everyFile(t *testing.T, l *Preview) map[string]string {
	t.Helper()
	files := make(map[string]string)
	for _, name := range l.Names() {
		if !l.media[name] {
			files[name] = textOf(t, l, name)
		}
	}
	return files
}

// contents gives the files of a folder, by their names from it.
func contents(t *testing.T, root string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func differing(a, b map[string]string) []string {
	var names []string
	for name := range b {
		if old, found := a[name]; !found || old != b[name] {
			names = append(names, name)
		}
	}
	for name := range a {
		if _, found := b[name]; !found {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Files are made one by one; what is asked for by a name that no file has is not made at all.
func TestPreviewMakesWhatIsAsked(t *testing.T) {
	l := openPreview(t, previewSite(t, nil))
	for _, name := range []string{"progetti/scuola.json", "dati/progetti.csv", "dati/datapackage.json", "dati/indice.json", "robots.txt", "dati/grafici/per-misura.svg"} {
		if text := textOf(t, l, name); text == "" || !l.Has(name) {
			t.Errorf("%s is empty", name)
		}
	}
	for _, name := range []string{"progetti/scuole.json", "dati/nulla.csv", "dati/grafici/nulla.svg", "cerca/nulla.js", "progetti/Scuola.json"} {
		if l.Has(name) {
			t.Errorf("there is %s", name)
		}
	}
	all := l.Names()
	if !slices.ContainsFunc(all, func(name string) bool { return strings.HasPrefix(name, "cerca/") }) {
		t.Errorf("no search index among %v", all)
	}
}
