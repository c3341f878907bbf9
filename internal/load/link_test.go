package load

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Symbolic links are followed within the site folder, and never out of it.
func TestLinks(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.Symlink(to, name)); err != nil {
			t.Skip(err) // on Windows it takes a privilege
		}
	}
	put("fuori/segreto.toml", project("", ""))
	put("fuori/segreto.md", "+++\ntitolo = \"x\"\n+++\nx\n")
	put("sito/site.toml", "titolo = \"Prova\"\nente = \"p_xx\"\n")
	put("sito/content/enti/p_xx.toml", "nome = \"Provincia di Prova\"\n")
	put("sito/content/media/foto.png", pngStart)
	put("sito/altrove/scuola.toml", project("", ""))
	link("../../altrove/scuola.toml", "sito/content/progetti/dentro.toml")
	link("../../../fuori/segreto.toml", "sito/content/progetti/fuori.toml")
	link(filepath.Join(dir, "fuori", "segreto.toml"), "sito/content/progetti/assoluto.toml")
	link("manca.toml", "sito/content/progetti/nessuno.toml")
	link("tondo.toml", "sito/content/progetti/tondo.toml")
	link("../../altrove", "sito/content/progetti/cartella")
	link("../../../fuori", "sito/content/progetti/fuori")
	link("../../fuori", "sito/content/notizie")
	link("foto.png", "sito/content/media/copia.png")
	link("../media", "sito/content/media/giro")
	link("../../../fuori/segreto.toml", "sito/content/media/segreto.pdf")
	link("nessuno", "sito/content/media/nessuno.pdf")

	root, err := os.OpenRoot(filepath.Join(dir, "sito"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	site, problems, err := Site(root.FS(), today)
	if err != nil {
		t.Fatal(err)
	}
	const want = `content/media/giro: avviso: il collegamento porta a una cartella, che Vetro non segue [file-estraneo]
	copia la cartella al suo posto
content/media/nessuno.pdf: il collegamento non porta a nessun file [file-illeggibile]
	rifai il collegamento, o copia il file al suo posto
content/media/segreto.pdf: il collegamento porta fuori dalla cartella del sito [file-fuori]
	copia il file dentro la cartella del sito
content/notizie: il collegamento porta fuori dalla cartella del sito [file-fuori]
	copia il file dentro la cartella del sito
content/progetti/assoluto.toml:1:1: il collegamento porta fuori dalla cartella del sito [file-fuori]
	copia il file dentro la cartella del sito
content/progetti/cartella: avviso: il collegamento porta a una cartella, che Vetro non segue [file-estraneo]
	copia la cartella al suo posto
content/progetti/fuori: il collegamento porta fuori dalla cartella del sito [file-fuori]
	copia il file dentro la cartella del sito
content/progetti/fuori.toml:1:1: il collegamento porta fuori dalla cartella del sito [file-fuori]
	copia il file dentro la cartella del sito
content/progetti/nessuno.toml:1:1: il collegamento non porta a nessun file [file-illeggibile]
	rifai il collegamento, o copia il file al suo posto
content/progetti/tondo.toml:1:1: il collegamento gira in tondo [file-illeggibile]
	rifai il collegamento, o copia il file al suo posto
`
	if got := report(problems); got != want {
		t.Errorf("%s\nwant:\n%s", got, want)
	}
	if len(site.Projects) != 1 || site.Projects[0].ID != "dentro" || len(site.Media) != 2 || len(site.Announcements) != 0 {
		t.Errorf("%d projects, %v, %d announcements", len(site.Projects), site.Media, len(site.Announcements))
	}
}

// What the office may not read is the author’s to mend, file by file.
func TestForbidden(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("permissions do not bind here")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), nil, 0); err != nil {
		t.Fatal(err)
	}
	l := readFile(os.DirFS(dir), "site.toml", configFile)
	if got := report(l.problems); got != "site.toml:1:1: manca il permesso di leggere il file [file-illeggibile]\n\tdai il permesso di lettura a chi costruisce il sito\n" {
		t.Error(got)
	}
}

// broken is a folder on a disk that fails for one name.
type broken struct {
	fs.FS
	name string
	err  error
}

func (b broken) Open(name string) (fs.File, error) {
	if name == b.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: b.err}
	}
	return b.FS.Open(name)
}

func TestBrokenDisk(t *testing.T) {
	_, fsys, _ := readSite(t, "testdata/whole_site.txtar")
	failure := errors.New("input/output error")
	tests := []struct {
		name, file string
		err        error
		problem    string
		failure    string
	}{
		{"a file is the author’s", "content/pagine/privacy.md", failure,
			"content/pagine/privacy.md:1:1: il file non si può leggere (open content/pagine/privacy.md: input/output error) [file-illeggibile]\n\tcontrolla il disco, o ripristina il file da una copia\n", ""},
		{"a file without permission", "content/pagine/privacy.md", fs.ErrPermission,
			"content/pagine/privacy.md:1:1: manca il permesso di leggere il file [file-illeggibile]\n\tdai il permesso di lettura a chi costruisce il sito\n", ""},
		{"a drawing that cannot be looked through", "content/media/stemma.svg", failure,
			"content/media/stemma.svg: il file non si può leggere (open content/media/stemma.svg: input/output error) [file-illeggibile]\n\tcontrolla il disco, o ripristina il file da una copia\n", ""},
		{"a folder is the machine’s", "content/progetti", failure, "", "read folder content/progetti: open content/progetti: input/output error"},
		{"a folder below", "content/progetti/2026", failure, "", "read folder content/progetti/2026: open content/progetti/2026: input/output error"},
		{"the folder of media", "content/media", failure, "", "read folder content/media: open content/media: input/output error"},
		{"the folder of all", "content", failure, "", "read folder content: open content: input/output error"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, problems, err := Site(broken{fsys, tt.file, tt.err}, today)
			if tt.failure != "" {
				if err == nil || err.Error() != tt.failure || !errors.Is(err, tt.err) {
					t.Errorf("%v, want %s", err, tt.failure)
				}
				return
			}
			if err != nil || report(problems) != tt.problem {
				t.Errorf("%v\n%s", err, report(problems))
			}
		})
	}
}
