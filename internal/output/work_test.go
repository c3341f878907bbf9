package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Who may propose a file for a site may also propose what stands at the name of the work folder.
func TestWorkFolderRefused(t *testing.T) {
	const mend = "\n\ttoglilo da qui, poi ripeti il comando"
	tests := []struct {
		name, want string
		lay        func(t *testing.T)
	}{
		{"link", ".public.vetro: qui Vetro tiene i file di una pubblicazione in corso, e c’è un collegamento [uscita-lavoro]",
			func(t *testing.T) { symlink(t, "altrove", ".public.vetro") }},
		{"link to nothing", ".public.vetro: qui Vetro tiene i file di una pubblicazione in corso, e c’è un collegamento [uscita-lavoro]",
			func(t *testing.T) { symlink(t, "nulla", ".public.vetro") }},
		{"file", ".public.vetro: qui Vetro tiene i file di una pubblicazione in corso, e c’è altro [uscita-lavoro]",
			func(t *testing.T) { putFile(t, ".public.vetro", "") }},
		{"link for a lock", ".public.vetro/lock: qui va un file di Vetro, e c’è altro [uscita-lavoro]",
			func(t *testing.T) {
				putFile(t, ".public.vetro/nota", "")
				symlink(t, "../altrove/nuovo", ".public.vetro/lock")
			}},
		{"folder for a lock", ".public.vetro/lock: qui va un file di Vetro, e c’è altro [uscita-lavoro]",
			func(t *testing.T) { putFile(t, ".public.vetro/lock/nota", "") }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for _, name := range []string{"site/a", "former/a", "moves", "moves.new"} {
				putFile(t, "altrove/"+name, "mio")
			}
			publish(t, "public", small)
			tt.lay(t)
			before := treeOf(t, ".")
			_, err := Open("public", nil)
			if r, ok := errors.AsType[*Refusal](err); !ok || r.Error() != tt.want+mend {
				t.Errorf("got  %v\nwant %s", err, tt.want+mend)
			}
			if d := difference(treeOf(t, "."), before); d != "" {
				t.Error(d)
			}
		})
	}
}

// Links in the work folder are removed; what they lead to stays.
func TestLinksInWorkFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"site/a", "former/a", "moves"} {
		putFile(t, "altrove/"+name, "mio")
	}
	putFile(t, ".public.vetro/lock", "")
	symlink(t, "../altrove/site", ".public.vetro/site")
	symlink(t, "../altrove/former", ".public.vetro/former")
	symlink(t, "../altrove/moves", ".public.vetro/moves.new")
	before := treeOf(t, "altrove")
	publish(t, "public", small)
	publish(t, "public", site{"index.html": "2 ."})
	if d := difference(treeOf(t, "altrove"), before); d != "" {
		t.Error(d)
	}
	if exists(".public.vetro") {
		t.Error("the work folder is still there")
	}
}

const asideWarning = ".public.vetro/da-parte-1: avviso: questi resti di una pubblicazione interrotta vengono da un’altra cartella: " +
	"Vetro li ha messi da parte, e non li usa [uscita-lavoro]\n\tguarda che cosa sono, poi cancellali\n"

// A journal that was not written in this very folder moves nothing.
func TestForeignJournal(t *testing.T) {
	sum := strings.Repeat("0", 64)
	line := "- " + sum + " segreto.txt\n"
	tests := []struct{ name, moves string }{
		{"of an older version", line},
		{"of another folder", "folder 1 2\n" + line},
		{"of a longer number", "%s0\n" + line},
		{"empty", ""},
		{"no journal at all", "ciao"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			publish(t, "public", small)
			text := tt.moves
			if strings.Contains(text, "%s") {
				text = fmt.Sprintf(text, strings.TrimSuffix(bondOf(t, ".public.vetro"), "\n"))
			}
			putFile(t, ".public.vetro/moves", text)
			putFile(t, ".public.vetro/former/segreto.txt", "segreto")
			for range 2 { // the second build tells again
				o, err := Open("public", nil)
				if err != nil {
					t.Fatal(err)
				}
				if err := small.put(o); err != nil {
					t.Fatal(err)
				}
				_, problems, err := o.Commit()
				if got := report(problems); got != asideWarning || err != nil {
					t.Errorf("got\n%swant\n%s%v", got, asideWarning, err)
				}
			}
			want := site{"da-parte-1/": "", "da-parte-1/former/": "", "da-parte-1/former/segreto.txt": "segreto", "da-parte-1/moves": text}
			if d := difference(treeOf(t, ".public.vetro"), want); d != "" {
				t.Error(d)
			}
			if exists("public/segreto.txt") {
				t.Error("a foreign file came in")
			}
		})
	}
}

// A site that is copied while a build lies killed: the copy does not undo what happened elsewhere.
func TestCopiedAfterKill(t *testing.T) {
	dir := start(t, before)
	whenSomeCameIn := func() error {
		if exists(filepath.Join(dir, "nuovi", "d.html")) {
			panic(errKilled)
		}
		return nil
	}
	if err := buildInto(dir, grown, whenSomeCameIn); err != errKilled {
		t.Fatal(err)
	}
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(filepath.Dir(dir))); err != nil {
		t.Fatal(err)
	}
	public := filepath.Join(copied, "public")
	made := treeOf(t, public)
	o, err := Open(public, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Abort(); err != nil {
		t.Error(err)
	}
	if d := difference(treeOf(t, public), made); d != "" {
		t.Error(d)
	}
	if !exists(filepath.Join(copied, ".public.vetro", "da-parte-1", "moves")) {
		t.Error("the moves were not set aside")
	}
	rebuilt(t, dir, grown, alone(t, grown))
}
