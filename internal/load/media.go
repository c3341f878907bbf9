package load

import (
	"bytes"
	"crypto/sha256"
	"io"
	"io/fs"
	"path"
	"strings"

	"vetro/internal/media"
	"vetro/internal/record"
)

// listMedia gives the files that content/media holds.
func (a *assembly) listMedia() ([]job, error) {
	const dir = record.MediaFolder
	var jobs []job
	err := fs.WalkDir(a.fsys, dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return a.noFolder(name, name == dir, err)
		case name == dir && !d.IsDir():
			return a.notFolder(name)
		case name != dir && hidden(d.Name()):
			return skip(d)
		case d.IsDir():
			return nil
		}
		a.media[strings.TrimPrefix(name, "content/")] = true
		if !a.noFile(name, d, path.Ext(name)) {
			jobs = append(jobs, job{name: name, kind: mediaFile})
		}
		return nil
	})
	return jobs, err
}

// mediaFile reads what the rules and the pages must know of a file under content/media.
// One that would run, or is not of a type that is published, is refused: authors' files are
// never trusted. All its bytes are read only where there is something to look for in them. It
// reports whether they are those of the old part.
func (l *loader) mediaFile(old *part) (same bool) {
	at := record.Pos{File: l.file}
	name := strings.TrimPrefix(l.file, "content/")
	if l.refused(media.Name(name)) {
		return false
	}
	info, err := fs.Stat(l.fsys, l.file)
	if err != nil {
		l.unreadable(at, err)
		return false
	}
	m := &record.Media{Name: name, Size: info.Size()}
	l.record = m
	markup, _ := media.Markup(name)
	look := looksThrough(l.file, info.Size())
	if !l.publishable(info.Size()) {
		return false
	}
	if !markup && !look {
		l.known = true
		return false
	}
	data, err := fs.ReadFile(l.fsys, l.file)
	if err != nil {
		l.unreadable(at, err)
		return false
	}
	l.sum, l.known = sha256.Sum256(data), true
	if old != nil && old.known && old.sum == l.sum {
		return true
	}
	if markup {
		l.markup(m, data)
	}
	if look {
		m.Scan = l.lookThrough(data)
	}
	return false
}

// publishable reports whether a file is of a type that is published, and reports one that is not
// as a problem.
func (l *loader) publishable(size int64) bool {
	at := record.Pos{File: l.file}
	f, err := l.fsys.Open(l.file)
	if err != nil {
		l.unreadable(at, err)
		return false
	}
	defer f.Close()
	content, is := f.(io.ReaderAt)
	if !is {
		data, err := io.ReadAll(f)
		if err != nil {
			l.unreadable(at, err)
			return false
		}
		content = bytes.NewReader(data)
	}
	refusal, err := media.Check(strings.TrimPrefix(l.file, "content/"), content, size, l.types)
	if err != nil {
		l.unreadable(at, err)
		return false
	}
	return !l.refused(refusal)
}

// mediaTypes gives the types that a site adds and may add.
func mediaTypes(c *record.Config) (types []string) {
	for _, s := range c.Media.Types {
		if ext, refusal := media.AddedType(s); refusal == nil {
			types = append(types, ext)
		}
	}
	return types
}

// refused reports a refusal of the file as a problem, if there is one.
func (l *loader) refused(r *media.Refusal) bool {
	if r == nil {
		return false
	}
	l.problem(record.Pos{File: l.file}, r.Rule, r.Text, r.Mend)
	return true
}

// clashes reports media whose names are one on the disks of Windows or macOS: such a site cannot
// be copied there, whether the files are published or not.
func (a *assembly) clashes() {
	spelt := make(map[string]string) // what media.Fold makes of a path → the path
	told := make(map[string]bool)    // folders and files
	for _, j := range a.jobs {
		if j.kind != mediaFile {
			continue
		}
		name := strings.TrimPrefix(j.name, "content/")
		for i := len("media/"); i <= len(name); i++ {
			if i < len(name) && name[i] != '/' {
				continue
			}
			if other := claimed(spelt, name[:i]); other != name[:i] {
				if !told[name[:i]] {
					told[name[:i]] = true
					a.clash(j.name, name[:i], other)
				}
				break
			}
		}
	}
}

// claimed gives the path that has a place on the disk, which is this one if none has.
func claimed(spelt map[string]string, path string) string {
	folded := media.Fold(path)
	if other, taken := spelt[folded]; taken {
		return other
	}
	spelt[folded] = path
	return path
}

func (a *assembly) clash(file, name, other string) {
	mend := "rinomina uno dei due file, e correggi i rimandi"
	if !strings.HasSuffix(file, name) {
		mend = "riunisci le due cartelle in una, e correggi i rimandi"
	}
	a.problem(record.Pos{File: file}, media.RuleName, "il nome "+quote(name)+" si distingue da "+quote(other)+" solo "+media.Alike(other, name), mend)
}
