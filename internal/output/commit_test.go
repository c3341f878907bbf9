package output

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vetro/internal/record"
)

func TestUpdate(t *testing.T) {
	dir := published(t, site{"index.html": "1", "a.html": "1", "via/sotto/b.html": "1", "via/c.html": "1", "resta/d.html": "1", "resta/e.html": "1"})
	next := site{"index.html": "1", "a.html": "2", "nuova/f.html": "1", "resta/d.html": "1"}
	w, problems := publish(t, dir, next)
	if want := (Written{Files: 4, Changed: 2, Deleted: 3, Bytes: 4}); w != want || problems != nil {
		t.Errorf("got %+v, %v; want %+v", w, problems, want)
	}
	if d := difference(treeOf(t, dir), treeOf(t, published(t, next))); d != "" {
		t.Error(d)
	}
}

// edit is what somebody does to the output between two builds.
type edit func(t *testing.T)

func puts(name, text string) edit {
	return func(t *testing.T) { putFile(t, "public/"+name, text) }
}

func removes(name string) edit {
	return func(t *testing.T) {
		if err := os.RemoveAll("public/" + name); err != nil {
			t.Fatal(err)
		}
	}
}

func links(to, name string) edit {
	return func(t *testing.T) {
		removes(name)(t)
		symlink(t, to, "public/"+name)
	}
}

func hardLinks(to, name string) edit {
	return func(t *testing.T) {
		if err := os.Link("public/"+to, "public/"+name); err != nil {
			t.Skip(err)
		}
	}
}

// inTime gives a file the time again that it had before an edit.
func inTime(name string, do edit) edit {
	return func(t *testing.T) {
		info, err := os.Lstat("public/" + name)
		if err != nil {
			t.Fatal(err)
		}
		do(t)
		if err := os.Chtimes("public/"+name, info.ModTime(), info.ModTime()); err != nil {
			t.Fatal(err)
		}
	}
}

func both(a, b edit) edit { return func(t *testing.T) { a(t); b(t) } }

// What is reported, after the place.
const (
	foreignMend     = "\n\tspostalo fuori dalla cartella public; se è da pubblicare, mettilo in content/media\n"
	foreignConflict = " qui va un file della pubblicazione, e c’è altro che Vetro non ha scritto [uscita-estranea]\n" +
		"\tspostalo fuori dalla cartella public o cancellalo, poi pubblica di nuovo\n"
	modifiedRewritten = " avviso: il file era stato cambiato a mano, ed è stato riscritto [uscita-modificata]\n" +
		"\tfai i cambiamenti nei contenuti o nel tema: nella cartella public vanno persi\n"
	modifiedKept = " avviso: il file non serve più, ma è stato cambiato a mano: resta dov’è [uscita-modificata]\n" +
		"\tcancellalo, oppure spostalo fuori dalla cartella public\n"
	clashMend = "\n\tscegli un altro nome, oppure sposta altrove la cartella public e pubblica di nuovo: sarà rifatta per intero\n"
)

var changedByOthers = []struct {
	name         string
	former, next site
	edit         edit
	want         string
	left         site // besides next; nil if nothing is to change
}{
	{"foreign file", site{"a": "1"}, site{"a": "2"}, puts("nota.txt", "x"),
		"public/nota.txt: avviso: Vetro non ha scritto questo file, e lo lascia dov’è [uscita-estranea]" + foreignMend, site{"nota.txt": "x"}},
	{"foreign folder, once", site{"a": "1"}, site{"a": "2"}, both(puts("f/a", "x"), puts("f/b/c", "y")),
		"public/f: avviso: Vetro non ha scritto questa cartella, e la lascia dov’è [uscita-estranea]" + foreignMend, site{"f/": "", "f/a": "x", "f/b/": "", "f/b/c": "y"}},
	{"empty folder", site{"a": "1"}, site{"a": "2"}, both(puts("f/g/x", ""), removes("f/g/x")), "", site{"f/": "", "f/g/": ""}},
	{"foreign file keeps the folder", site{"d/a": "1"}, site{"b": "2"}, puts("d/nota", "x"),
		"public/d/nota: avviso: Vetro non ha scritto questo file, e lo lascia dov’è [uscita-estranea]" + foreignMend, site{"d/": "", "d/nota": "x"}},
	{"foreign link", site{"a": "1"}, site{"a": "2"}, links("a", "l"),
		"public/l: avviso: Vetro non ha scritto questo collegamento, e lo lascia dov’è [uscita-estranea]" + foreignMend, site{"l": "a"}},
	{".gitignore and .git are known", site{"a": "1"}, site{"a": "2"}, both(puts(".gitignore", "*"), puts(".git/config", "")),
		"", site{".gitignore": "*", ".git/": "", ".git/config": ""}},
	{".gitignore below is not", site{"d/a": "1"}, site{"d/a": "1"}, puts("d/.gitignore", "*"),
		"public/d/.gitignore: avviso: Vetro non ha scritto questo file, e lo lascia dov’è [uscita-estranea]" + foreignMend, site{"d/.gitignore": "*"}},
	{"foreign file in the way", site{"a": "1"}, site{"a": "2", "b": "1"}, puts("b", "x"), "public/b:" + foreignConflict, nil},
	{"foreign file of the same bytes", site{"a": "1"}, site{"a": "2", "b": "1"}, puts("b", "1"), "", site{}},
	{"foreign folder in the way", site{"a": "1"}, site{"a": "2", "b": "1"}, puts("b/c", "x"), "public/b:" + foreignConflict, nil},
	{"foreign file where a folder goes", site{"a": "1"}, site{"a": "2", "b/c": "1", "b/d": "1"}, puts("b", "x"), "public/b:" + foreignConflict, nil},
	{"link in place of a file", site{"a": "1"}, site{"a": "1"}, links("b", "a"), "public/a:" + foreignConflict, nil},
	{"link in place of a folder", site{"d/a": "1"}, site{"d/a": "1"}, links("../altrove", "d"), "public/d:" + foreignConflict, nil},
	{"stale behind a link", site{"a": "1", "d/a": "1"}, site{"a": "1"}, links("../altrove", "d"),
		"public/d: avviso: Vetro non ha scritto questo collegamento, e lo lascia dov’è [uscita-estranea]" + foreignMend, site{"d": "../altrove"}},
	{"changed by hand", site{"a": "1"}, site{"a": "2"}, puts("a", "x"), "public/a:" + modifiedRewritten, site{}},
	{"changed by hand, same again", site{"a": "1"}, site{"a": "1"}, puts("a", "x"), "public/a:" + modifiedRewritten, site{}},
	{"changed by hand, and its time put back", site{"a": "1"}, site{"a": "2"}, inTime("a", puts("a", "12")), "public/a:" + modifiedRewritten, site{}},
	{"changed by hand, its size and its time kept", site{"a": "12"}, site{"a": "12"}, inTime("a", puts("a", "1x")), "public/a:" + modifiedRewritten, site{}},
	{"changed by hand to what it becomes", site{"a": "1"}, site{"a": "2"}, puts("a", "2"), "", site{}},
	{"changed by hand and stale", site{"a": "1", "b": "1"}, site{"a": "1"}, puts("b", "x"), "public/b:" + modifiedKept, site{"b": "x"}},
	{"list changed by hand to what means the same", site{"a": "1"}, site{"a": "1"},
		inTime(ManifestName, puts(ManifestName, strings.ToUpper(fmt.Sprintf("%x", sha256.Sum256([]byte("1"))))+"  a\n")), "", site{}},
	{"removed by hand", site{"a": "1", "d/b": "1"}, site{"a": "1", "d/b": "1"}, removes("d"), "", site{}},
	{"removed by hand and stale", site{"a": "1", "d/b": "1"}, site{"a": "1"}, removes("d"), "", site{}},
	{"output removed", site{"a": "1", "d/b": "1"}, site{"a": "1"}, removes(""), "", site{}},
	{"list removed", site{"a": "1"}, site{"a": "1", "b": "1"}, removes(ManifestName), "", site{}},
	{"list removed and file changed", site{"a": "1"}, site{"a": "2"}, removes(ManifestName), "public/a:" + foreignConflict, nil},
	{"file becomes folder", site{"a": "1"}, site{"a/b": "1"}, nil,
		`public/a: il nome è già di un file o di una cartella pubblicati, e non può diventare "a/b" [uscita-scontro]` + clashMend, nil},
	{"folder becomes file", site{"a/b": "1"}, site{"a": "1"}, nil,
		`public/a: il nome è già di un file o di una cartella pubblicati, e non può diventare "a" [uscita-scontro]` + clashMend, nil},
	{"case changes", site{"M/a": "1"}, site{"m/a": "1"}, nil, "", site{}},
	{"case changes on a disk without cases", site{"A": "1"}, site{"a": "1"},
		hardLinks("A", "a"),
		`public/A: il nome è già di un file o di una cartella pubblicati, e non può diventare "a" [uscita-scontro]` + clashMend, nil},
}

// Every row builds one site, lets somebody change the output, and builds another site.
func TestChangedByOthers(t *testing.T) {
	for _, tt := range changedByOthers {
		t.Run(tt.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			putFile(t, "altrove/a", "1")
			publish(t, "public", tt.former)
			if tt.edit != nil {
				tt.edit(t)
			}
			before := treeOf(t, ".")
			w, problems := publish(t, "public", tt.next)
			if got := report(problems); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
			want := before
			if tt.left != nil {
				want = treeOf(t, published(t, tt.next))
				maps.Copy(want, tt.left)
				want = under("public", want)
				want["altrove/"], want["altrove/a"] = "", "1"
			} else if w != (Written{}) {
				t.Errorf("written: %+v", w)
			}
			if d := difference(treeOf(t, "."), want); d != "" {
				t.Error(d)
			}
		})
	}
}

// under gives the tree as it is seen from the folder above.
func under(dir string, s site) site {
	up := site{dir + "/": ""}
	for name, text := range s {
		up[dir+"/"+name] = text
	}
	return up
}

func TestOutputRemovedDuringBuild(t *testing.T) {
	dir := published(t, small)
	o, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := small.put(o); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, _, err := o.Commit(); err == nil || exists(dir) || exists(o.work) {
		t.Errorf("half a site came out: %v", err)
	}
}

func TestOrderOfMoves(t *testing.T) {
	former := site{"index.html": "1", "a.html": "1", "lista.csv": "1", "assets/x.css": "1", "via.html": "1"}
	next := site{"index.html": "2", "a.html": "2", "lista.csv": "2", "assets/x.css": "2",
		"nuova.html": "1", "lista-nuova.csv": "1", "assets/y.css": "1"}
	o, err := Open(published(t, former), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Abort()
	if err := next.put(o); err != nil {
		t.Fatal(err)
	}
	s, err := o.diff()
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, m := range s.moves {
		got += string(m.do) + m.name + " "
	}
	const want = "+assets/y.css ~assets/x.css +lista-nuova.csv +nuova.html ~a.html ~lista.csv ~index.html -via.html ~impronte.sha256 "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A folder stands where a kept file must go, so that it can neither be linked nor copied.
func TestFormerFileCannotBeKept(t *testing.T) {
	dir := published(t, small)
	before := treeOf(t, dir)
	o := &Output{step: healthy, flusher: idle}
	if err := o.open(dir, nil); err != nil {
		t.Fatal(err)
	}
	if err := (site{"index.html": "2 ."}).put(o); err != nil {
		t.Fatal(err)
	}
	putFile(t, filepath.Join(o.kept("index.html"), "x"), "")
	_, problems, err := o.Commit()
	if _, ok := errors.AsType[*os.PathError](err); !ok || record.Stops(problems) || exists(o.work) {
		t.Errorf("got %v, %v", err, problems)
	}
	if d := difference(treeOf(t, dir), before); d != "" {
		t.Error(d)
	}
}
