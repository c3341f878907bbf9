package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vetro/internal/record"
)

// site is the files of a small site, by name.
type site map[string]string

// kindOf tells the kind of a file from its name, as the plan would.
func kindOf(name string) Kind {
	switch {
	case strings.HasPrefix(name, "assets/"):
		return Asset
	case strings.HasPrefix(name, "lista") || name == "index.html":
		return List
	}
	return Page
}

// put gives a site to an output, in one order.
func (s site) put(o *Output) error {
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if err := putBytes(o, name, s[name], kindOf(name)); err != nil {
			return err
		}
	}
	return nil
}

// publish builds a site into dir, and gives what Commit gave.
func publish(t *testing.T, dir string, s site) (Written, []record.Problem) {
	t.Helper()
	o := &Output{step: healthy, flusher: idle}
	if err := o.open(dir, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.put(o); err != nil {
		t.Fatal(err)
	}
	w, problems, err := o.Commit()
	if err != nil {
		t.Fatal(err)
	}
	if exists(o.work) {
		t.Errorf("the work folder is still there")
	}
	return w, problems
}

// published builds a site into a new folder, without problems.
func published(t *testing.T, s site) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "public")
	if _, problems := publish(t, dir, s); len(problems) > 0 {
		t.Fatal(problems)
	}
	return dir
}

// treeOf gives every file below dir, every folder ("name/") and every link.
func treeOf(t *testing.T, dir string) site {
	t.Helper()
	s := site{}
	err := filepath.WalkDir(dir, func(full string, e fs.DirEntry, err error) error {
		if err != nil || full == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, full)
		name := filepath.ToSlash(rel)
		switch {
		case e.IsDir():
			s[name+"/"] = ""
		case e.Type().IsRegular():
			data, err := os.ReadFile(full)
			s[name] = string(data)
			return err
		default:
			s[name], err = os.Readlink(full)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return s
}

// difference tells how two trees differ.
func difference(got, want site) string {
	var b strings.Builder
	for name := range want {
		if _, ok := got[name]; !ok {
			fmt.Fprintf(&b, "missing: %s\n", name)
		} else if got[name] != want[name] {
			fmt.Fprintf(&b, "%s: got %q, want %q\n", name, got[name], want[name])
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			fmt.Fprintf(&b, "too much: %s\n", name)
		}
	}
	return b.String()
}

func putFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func report(problems []record.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

var small = site{"index.html": "1 progetti/a.html .", "progetti/a.html": "1 assets/a.css .", "assets/a.css": "1 ."}

func TestFirstBuildComesAsAWhole(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "public")
	w, problems := publish(t, dir, small)
	if want := (Written{Files: 3, Changed: 3, Bytes: 38}); w != want || problems != nil {
		t.Errorf("got %+v, %v; want %+v", w, problems, want)
	}
	got := treeOf(t, dir)
	list := got[ManifestName]
	delete(got, ManifestName)
	want := maps.Clone(small)
	want["progetti/"], want["assets/"] = "", ""
	if d := difference(got, want); d != "" {
		t.Error(d)
	}
	const first = "  assets/a.css\n"
	if lines := strings.SplitAfter(list, "\n"); len(lines) != 4 || lines[0][64:] != first {
		t.Errorf("the list is\n%s", list)
	}
}

func TestListIsReadBySha256sum(t *testing.T) {
	dir := published(t, small)
	cmd := exec.Command("sha256sum", "--check", "--strict", ManifestName)
	cmd.Dir = dir
	if cmd.Err != nil {
		t.Skip(cmd.Err)
	}
	if out, err := cmd.CombinedOutput(); err != nil || strings.Count(string(out), ": OK") != 3 {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestIdenticalFilesAreNotRewritten(t *testing.T) {
	dir := published(t, small)
	infos := map[string]fs.FileInfo{}
	for name := range treeOf(t, dir) {
		full := filepath.Join(dir, name)
		if err := os.Chtimes(full, time.Time{}, time.Unix(1e9, 0)); err != nil {
			t.Fatal(err)
		}
		infos[name], _ = os.Lstat(full)
	}
	w, problems := publish(t, dir, small)
	if want := (Written{Files: 3, Bytes: 38}); w != want || problems != nil {
		t.Errorf("got %+v, %v; want %+v", w, problems, want)
	}
	for name, was := range infos {
		now, err := os.Lstat(filepath.Join(dir, name))
		if err != nil || !os.SameFile(was, now) || !now.ModTime().Equal(was.ModTime()) {
			t.Errorf("%s was rewritten", name)
		}
	}
}

func TestSameSizeToldApart(t *testing.T) {
	dir := published(t, site{"media/a.pdf": "uno"})
	o, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := putBytes(o, "media/a.pdf", "due", Asset); err != nil {
		t.Fatal(err)
	}
	if w, _, err := o.Commit(); err != nil || w.Changed != 1 {
		t.Fatal(w, err)
	}
	if got := treeOf(t, dir)["media/a.pdf"]; got != "due" {
		t.Errorf("got %q", got)
	}
}

func TestAbortLeavesFormerSite(t *testing.T) {
	for _, former := range []site{nil, small} {
		dir := filepath.Join(t.TempDir(), "public")
		if former != nil {
			publish(t, dir, former)
		}
		before := treeOf(t, filepath.Dir(dir))
		o, err := Open(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := (site{"index.html": "2 ."}).put(o); err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second does nothing
			if err := o.Abort(); err != nil {
				t.Fatal(err)
			}
		}
		if d := difference(treeOf(t, filepath.Dir(dir)), before); d != "" {
			t.Error(d)
		}
	}
}

func TestNames(t *testing.T) {
	tests := []struct{ name, first, second, want string }{
		{"absolute", "/a", "", `the name "/a" cannot be used in the output`},
		{"above", "../a", "", `the name "../a" cannot be used in the output`},
		{"above within", "a/../../b", "", `the name "a/../../b" cannot be used in the output`},
		{"backslash", `a\b`, "", `the name "a\\b" cannot be used in the output`},
		{"line end", "a\nb", "", `the name "a\nb" cannot be used in the output`},
		{"empty segment", "a//b", "", `the name "a//b" cannot be used in the output`},
		{"empty", "", "", `the name "" cannot be used in the output`},
		{"folder itself", ".", "", `the name "." cannot be used in the output`},
		{"not UTF-8", "a\xff", "", `the name "a\xff" cannot be used in the output`},
		{"list", "impronte.sha256", "", "the output already has impronte.sha256, which clashes with impronte.sha256"},
		{"office's own", ".gitignore", "", "the output already has .gitignore, which clashes with .gitignore"},
		{"in office's own", ".git/config", "", "the output already has .git, which clashes with .git/config"},
		{"twice", "a.html", "a.html", "the output already has a.html, which clashes with a.html"},
		{"case", "a/B.pdf", "a/b.pdf", "the output already has a/B.pdf, which clashes with a/b.pdf"},
		{"case of folder", "A/a.pdf", "a/b.pdf", "the output already has A, which clashes with a/b.pdf"},
		{"folder over file", "a", "a/b", "the output already has a, which clashes with a/b"},
		{"file over folder", "a/b", "a", "the output already has a, which clashes with a"},
		{"beside", "a/b.pdf", "a/c.pdf", ""},
		{"accents and blanks", "media/città 1.pdf", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, err := Open(filepath.Join(t.TempDir(), "public"), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer o.Abort()
			err = putBytes(o, tt.first, "", Page)
			if err == nil && tt.second != "" {
				err = putBytes(o, tt.second, "", Page)
			}
			if got := fmt.Sprint(err); got != tt.want && (err != nil || tt.want != "") {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestPutFromManyGoroutines(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for range 2 {
		o, err := Open(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for i := range 50 {
			wg.Go(func() {
				if err := putBytes(o, fmt.Sprintf("p/%d/a.html", i%7*1000+i), ".", Page); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if w, _, err := o.Commit(); err != nil || w.Files != 50 {
			t.Error(w, err)
		}
	}
}

func TestPutAfterCommitPanics(t *testing.T) {
	o, err := Open(filepath.Join(t.TempDir(), "public"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := o.Commit(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if got := recover(); got != "output: a file was put after Commit or Abort" {
			t.Errorf("recovered %v", got)
		}
	}()
	putBytes(o, "a.html", "", Page)
}
