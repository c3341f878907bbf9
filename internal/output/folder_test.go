package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

func TestFolderRefused(t *testing.T) {
	const mend = "\n\tindica una cartella fatta solo per la pubblicazione, come public"
	tests := []struct{ name, dir, want string }{
		{"beside", "s/public", ""},
		{"outside", "altrove/public", ""},
		{"of a similar name", "s/content-2", ""},
		{"root", "s", "s: la cartella di uscita è s, che serve al sito [uscita-cartella]"},
		{"above root", ".", ".: la cartella di uscita contiene s, che serve al sito [uscita-cartella]"},
		{"content", "s/content", "s/content: la cartella di uscita è s/content, che serve al sito [uscita-cartella]"},
		{"in content", "s/content/media/x", "s/content/media/x: la cartella di uscita è dentro s/content, che serve al sito [uscita-cartella]"},
		{"in a theme to come", "s/themes/x", "s/themes/x: la cartella di uscita è dentro s/themes, che serve al sito [uscita-cartella]"},
		{"by a detour", "s/x/../content", "s/x/../content: la cartella di uscita è s/content, che serve al sito [uscita-cartella]"},
		{"through a link", "link/y", "link/y: la cartella di uscita è dentro s/content, che serve al sito [uscita-cartella]"},
		{"file", "s/site.toml", "s/site.toml: qui non può stare la cartella di uscita [uscita-cartella]"},
		{"link to nothing", "vuoto", "vuoto: qui non può stare la cartella di uscita [uscita-cartella]"},
	}
	t.Chdir(t.TempDir())
	putFile(t, "s/site.toml", "")
	putFile(t, "s/content/a.toml", "")
	symlink(t, filepath.Join("s", "content"), "link")
	symlink(t, "nulla", "vuoto")
	guards := []Guard{{Path: "s"}, {Path: "s/content", Within: true}, {Path: "s/themes", Within: true}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := treeOf(t, ".")
			o, err := Open(tt.dir, guards)
			if tt.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				if err := o.Abort(); err != nil {
					t.Error(err)
				}
				return
			}
			if r, ok := errors.AsType[*Refusal](err); !ok || r.Error() != tt.want+mend {
				t.Errorf("got  %v\nwant %s", err, tt.want+mend)
			}
			if d := difference(treeOf(t, "."), before); d != "" {
				t.Error(d)
			}
		})
	}
}

func symlink(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Skip(err)
	}
}

func TestOutputBehindALink(t *testing.T) {
	dir := published(t, small)
	link := filepath.Join(t.TempDir(), "link")
	symlink(t, dir, link)
	publish(t, link, site{"index.html": "2 ."})
	if got := treeOf(t, dir); len(got) != 2 || got["index.html"] != "2 ." {
		t.Errorf("got %v", got)
	}
	if to, err := os.Readlink(link); err != nil || to != dir {
		t.Errorf("the link leads to %s: %v", to, err)
	}
}

func TestTwoBuildsAtOnce(t *testing.T) {
	t.Chdir(t.TempDir())
	first, err := Open("public", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open("public", nil)
	const want = "public: un’altra pubblicazione sta scrivendo in questa cartella [uscita-occupata]\n\taspetta che finisca, poi ripeti il comando"
	if r, ok := errors.AsType[*Refusal](err); !ok || r.Error() != want {
		t.Errorf("got %v", err)
	}
	if err := small.put(first); err != nil {
		t.Fatal(err)
	}
	if _, _, err := first.Commit(); err != nil {
		t.Fatal(err)
	}
	publish(t, "public", small)
}

func TestOneHoldsTheFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	var holders, builds atomic.Int32
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				o, err := Open(dir, nil)
				if r, ok := errors.AsType[*Refusal](err); ok && r.Rule == ruleBusy {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				if holders.Add(1) != 1 {
					t.Error("two builds hold one folder")
				}
				builds.Add(1)
				err = small.put(o)
				holders.Add(-1)
				if _, _, err2 := o.Commit(); err != nil || err2 != nil {
					t.Error(err, err2)
				}
			}
		})
	}
	wg.Wait()
	if builds.Load() == 0 || exists(filepath.Join(filepath.Dir(dir), ".public.vetro")) {
		t.Errorf("%d builds, or the work folder is still there", builds.Load())
	}
}

// What somebody keeps in the work folder is not ours to remove.
func TestForeignFileInWorkFolderStays(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	note := filepath.Join(filepath.Dir(dir), ".public.vetro", "nota.txt")
	putFile(t, note, "mia")
	o, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Abort(); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(note); err != nil || strings.TrimSpace(string(data)) != "mia" {
		t.Errorf("got %q, %v", data, err)
	}
}
