package posts

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"vetro/internal/hold"
	"vetro/internal/load"
	"vetro/internal/record"
	"vetro/internal/regular"
)

// site is the folder that announcements come into, and the only way into it: a link that leads out
// of it is refused.
type site struct {
	root  *os.Root
	dry   bool
	lock  *hold.Lock
	types []string          // of media, that site.toml adds
	ids   map[string]string // id of an announcement, of now or of before → its file
	file  string            // that keeps what was imported
	old   kept
}

// kept is what is remembered of a source: enough to tell what the office changed since.
type kept struct {
	Posts []keptPost `toml:"notizia"`
	Files []keptFile `toml:"file"`
}

type keptPost struct {
	From   string `toml:"da"`
	ID     string `toml:"id"`
	Digest string `toml:"impronta"` // of the announcement as it was written
}

type keptFile struct {
	From   string `toml:"da"`
	Name   string `toml:"media"`
	Digest string `toml:"impronta"` // of the file as the source had it
}

// workFolder is the one that every import holds, so that one at a time writes a site.
const workFolder = ".import.vetro"

const importedFolder = "content/importati"

// openSite takes hold of a site and reads what an import has to know of it.
func openSite(dir, source string, dry bool) (*site, error) {
	missing := &Refusal{"manca il file site.toml", "crea site.toml con dentro titolo = \"…\" e base_url = \"https://…/\", o indica la cartella del sito con --site"}
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, missing
	} else if err != nil {
		return nil, fmt.Errorf("open the site folder: %w", err)
	}
	s := &site{root: root, dry: dry, ids: make(map[string]string), file: path.Join(importedFolder, source+".toml")}
	if _, err = root.Lstat("site.toml"); errors.Is(err, fs.ErrNotExist) {
		err = missing
	}
	if err == nil {
		err = s.hold()
	}
	if err == nil {
		err = s.read()
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *site) hold() (err error) {
	if s.dry {
		return nil
	}
	s.lock, err = hold.Take(s.root, workFolder)
	if errors.Is(err, hold.ErrBusy) {
		return &Refusal{"un’altra importazione sta scrivendo in questo sito", "aspetta che finisca, poi ripeti il comando"}
	} else if stranger, is := errors.AsType[*hold.Stranger](err); is {
		return &Refusal{stranger.Name + ": qui Vetro segna che un’importazione è in corso, e c’è altro, o di un altro utente", "se nessuno sta importando toglilo da qui, poi ripeti il comando"}
	}
	return err
}

func (s *site) close() error {
	var err error
	if s.lock != nil {
		err = s.lock.Release()
	}
	return errors.Join(err, s.root.Close())
}

func (s *site) read() error {
	var config struct {
		Media struct {
			Types []string `toml:"tipi"`
		} `toml:"media"`
	}
	if err := s.decode("site.toml", &config); err != nil {
		return err
	}
	s.types = config.Media.Types
	if err := s.decode(s.file, &s.old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return fs.WalkDir(s.root.FS(), record.AnnouncementFolder, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == record.AnnouncementFolder:
			return nil
		case err != nil:
			return refused("read", name, err)
		case d.IsDir() || path.Ext(name) != ".md":
			return nil
		}
		s.ids[strings.TrimSuffix(path.Base(name), ".md")] = name
		text, err := regular.ReadIn(s.root, name)
		if err != nil {
			return refused("read", name, err)
		}
		for _, id := range former(string(text)) {
			if s.ids[id] == "" {
				s.ids[id] = name
			}
		}
		return nil
	})
}

// decode reads a file of TOML of the site.
func (s *site) decode(name string, into any) error {
	text, err := regular.ReadIn(s.root, name)
	if err != nil {
		return refused("read", name, err)
	}
	if _, err := toml.Decode(string(text), into); err != nil {
		return &Refusal{name + ": il file non si legge", "correggilo: vetro check dice che cosa non va"}
	}
	return nil
}

// former gives the ids that an announcement had before.
func former(text string) []string {
	head, _, form, _ := cut(strings.ReplaceAll(text, "\r\n", "\n"))
	var keys struct {
		Former []string `toml:"precedenti"`
	}
	if form != '+' {
		return nil
	}
	if _, err := toml.Decode(head, &keys); err != nil {
		return nil // check tells it
	}
	return keys.Former
}

// refused says which file could not be read or written.
func refused(doing, name string, err error) error {
	if regular.Outside(err) {
		return &Refusal{name + ": un collegamento porta fuori dalla cartella del sito", "togli il collegamento, e metti al suo posto il file o la cartella"}
	}
	return fmt.Errorf("%s %s: %w", doing, name, err)
}

// text gives a file of the site; ok is false where there is none.
func (s *site) text(name string) (text string, ok bool, err error) {
	data, err := regular.ReadIn(s.root, name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", false, nil
	} else if err != nil {
		return "", false, refused("read", name, err)
	}
	return string(data), true, nil
}

// write puts a file in its place by rename, so that it is never half there.
func (s *site) write(name string, data []byte) error {
	if s.dry {
		return nil
	}
	half := path.Join(path.Dir(name), "."+path.Base(name)+".vetro")
	err := s.root.MkdirAll(path.Dir(name), 0o777)
	if err == nil {
		_ = s.root.Remove(half) // of an import that was killed, or a link
		var file *os.File
		if file, err = s.root.OpenFile(half, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); err == nil {
			_, err = file.Write(data)
			err = errors.Join(err, file.Close())
		}
	}
	if err == nil {
		err = s.root.Rename(half, name)
	}
	if err != nil {
		_ = s.root.Remove(half)
		return refused("write", name, err)
	}
	return nil
}

// keep writes down what was imported, where that differs from last time.
func (s *site) keep(now kept, title string) error {
	slices.SortFunc(now.Posts, func(a, b keptPost) int { return strings.Compare(a.From, b.From) })
	slices.SortFunc(now.Files, func(a, b keptFile) int { return strings.Compare(a.From, b.From) })
	if slices.Equal(now.Posts, s.old.Posts) && slices.Equal(now.Files, s.old.Files) {
		return nil
	}
	b := []byte("# Che cosa ha importato «vetro import notizie»: serve al confronto della volta dopo. Va conservato con il sito.\n")
	b = line(b, "titolo", title)
	for _, p := range now.Posts {
		b = append(b, "\n[[notizia]]\n"...)
		b = line(line(line(b, "da", p.From), "id", p.ID), "impronta", p.Digest)
	}
	for _, f := range now.Files {
		b = append(b, "\n[[file]]\n"...)
		b = line(line(line(b, "da", f.From), "media", f.Name), "impronta", f.Digest)
	}
	return s.write(s.file, b)
}

// line adds a key with a text to a file of TOML.
func line(b []byte, key, value string) []byte {
	b = append(append(b, key...), " = "...)
	return append(load.AppendQuoted(b, value), '\n')
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
