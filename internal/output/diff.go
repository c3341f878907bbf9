package output

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"vetro/internal/record"
)

// Commit makes the output the site that was put, and lets go of it. If one of the
// problems is an error, or the error is not nil, the output is as it was.
func (o *Output) Commit() (Written, []record.Problem, error) {
	o.closed = true
	s, err := o.diff()
	if err != nil || record.Stops(s.problems) {
		return Written{}, s.problems, errors.Join(err, o.release())
	}
	if err := o.apply(s.moves); err != nil {
		return Written{}, s.problems, errors.Join(fmt.Errorf("publish into %s: %w", o.label, err), o.release())
	}
	// The site is out. What cannot be removed now the next build removes.
	_ = o.release()
	return s.written, s.problems, nil
}

// diff is what Commit is about to do, known before it does anything.
type diff struct {
	moves    []journalEntry
	written  Written
	problems []record.Problem
}

// diff compares what was put with what is in the output. Where there is no output yet, the
// staging becomes the whole of it by one rename.
func (o *Output) diff() (s diff, err error) {
	manifest := make([]Entry, len(o.files))
	for i, f := range o.files {
		manifest[i] = Entry{f.name, f.sum}
		s.written.Files++
		s.written.Bytes += f.size
		if f.staged {
			s.written.Changed++
		}
	}
	slices.SortFunc(manifest, func(a, b Entry) int { return strings.Compare(a.Name, b.Name) })
	if s.problems, err = o.reportAside(); err != nil {
		return s, fmt.Errorf("look for moves set aside: %w", err)
	}
	if o.fresh {
		return s, o.stageManifest(FormatManifest(manifest))
	}
	for _, f := range o.files {
		if err := o.diffPut(&s, f); err != nil {
			return s, fmt.Errorf("compare %s with the previous: %w", f.name, err)
		}
	}
	for _, was := range o.old {
		if c := o.claims[fold(was.Name)]; c.file != nil && c.name == was.Name {
			continue // put again
		}
		if err := o.diffStale(&s, was); err != nil {
			return s, fmt.Errorf("look for the stale %s: %w", was.Name, err)
		}
	}
	if err := o.reportForeign(&s); err != nil {
		return s, fmt.Errorf("look for foreign files: %w", err)
	}
	record.SortProblems(s.problems)
	if record.Stops(s.problems) {
		return s, nil
	}
	return s, o.diffManifest(&s, manifest)
}

func (o *Output) stageManifest(list []byte) error {
	if err := o.writeFrom(o.site(ManifestName), bytes.NewReader(list)); err != nil {
		return fmt.Errorf("stage %s: %w", ManifestName, err)
	}
	return nil
}

// diffPut decides how a file comes in that differs from the output's.
func (o *Output) diffPut(s *diff, f *file) error {
	name := f.name
	if !f.staged {
		if !exists(o.out(name)) {
			return errors.New("it vanished during the build")
		}
		return nil
	}
	at, info, err := o.look(name)
	if err != nil {
		return err
	}
	was, ours := o.previous(at)
	ours = ours || info != nil && info.IsDir() && o.wroteBelow(at)
	switch {
	case info == nil:
		s.moves = append(s.moves, f.entry('+'))
		return nil
	case !ours || !info.IsDir() && !info.Mode().IsRegular():
		s.add(o.problem(record.Error, ruleForeign, at, "qui va un file della pubblicazione, e c’è altro che Vetro non ha scritto",
			"spostalo fuori dalla cartella "+o.label+" o cancellalo, poi pubblica di nuovo"))
		return nil
	case at != name || info.IsDir():
		s.add(o.clash(at, name))
		return nil
	}
	untouched, err := o.has(name, hex.EncodeToString(was.Sum[:]), at, info)
	if !untouched && err == nil {
		s.add(o.problem(record.Warning, ruleModified, name, "il file era stato cambiato a mano, ed è stato riscritto",
			"fai i cambiamenti nei contenuti o nel tema: nella cartella "+o.label+" vanno persi"))
	}
	s.moves = append(s.moves, f.entry('~'))
	return err
}

func (f *file) entry(do byte) journalEntry {
	return journalEntry{do, hex.EncodeToString(f.sum[:]), f.name, f.kind}
}

// diffStale decides what becomes of a file that the previous build wrote and this did not.
func (o *Output) diffStale(s *diff, was Entry) error {
	name := was.Name
	at, info, err := o.look(name)
	if err != nil || info == nil || at != name || !info.Mode().IsRegular() {
		return err
	}
	if c := o.claims[fold(name)]; c.file != nil && c.name != name {
		// A disk that does not tell cases apart has one file for both names.
		if _, now, err := o.look(c.name); err == nil && now != nil && os.SameFile(info, now) {
			s.add(o.clash(name, c.name))
			return nil
		}
	}
	untouched, err := o.has(name, hex.EncodeToString(was.Sum[:]), at, info)
	switch {
	case err != nil:
		return err
	case untouched:
		s.written.Deleted++
		s.moves = append(s.moves, journalEntry{'-', hex.EncodeToString(was.Sum[:]), name, 0})
	default:
		s.add(o.problem(record.Warning, ruleModified, name, "il file non serve più, ma è stato cambiato a mano: resta dov’è",
			"cancellalo, oppure spostalo fuori dalla cartella "+o.label))
	}
	return nil
}

// reportForeign warns of what Vetro did not write: of a folder once, whatever it holds.
func (o *Output) reportForeign(s *diff) error {
	said := map[string]bool{}
	for _, p := range s.problems {
		said[p.Pos.File] = true
	}
	return filepath.WalkDir(o.dir, func(full string, e fs.DirEntry, err error) error {
		rel, slip := filepath.Rel(o.dir, full)
		if err := errors.Join(err, slip); err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		if name == "." || o.ours(name, e) {
			return nil
		}
		silent := path.Base(name) == gitName || name == ignoreName || said[o.label+"/"+name] || e.IsDir() && hollow(full)
		if !silent {
			s.add(o.problem(record.Warning, ruleForeign, name, foreignText(e),
				"spostalo fuori dalla cartella "+o.label+"; se è da pubblicare, mettilo in content/media"))
		}
		if e.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
}

// ours reports whether this build put a file of that name, or the previous one did, or they
// did so below a folder of that name.
func (o *Output) ours(name string, e fs.DirEntry) bool {
	c, claimed := o.claims[fold(name)]
	claimed = claimed && c.name == name
	switch {
	case e.IsDir():
		return claimed && c.file == nil || o.wroteBelow(name)
	case !e.Type().IsRegular():
		return false
	}
	_, wrote := o.previous(name)
	return wrote || claimed && c.file != nil
}

// diffManifest stages the list of the files that are left, if one byte of it changed, and puts
// the moves in order.
func (o *Output) diffManifest(s *diff, manifest []Entry) error {
	list, do := FormatManifest(manifest), byte('~')
	previous, err := o.root.ReadFile(o.in(o.out(ManifestName)))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		do = '+'
	case err != nil:
		return fmt.Errorf("read the previous %s: %w", ManifestName, err)
	}
	if do == '+' || !bytes.Equal(previous, list) {
		s.moves = append(s.moves, journalEntry{do, fmt.Sprintf("%x", sha256.Sum256(list)), ManifestName, List})
		if err := o.stageManifest(list); err != nil {
			return err
		}
	}
	slices.SortFunc(s.moves, func(a, b journalEntry) int {
		return cmp.Or(cmp.Compare(a.turn(), b.turn()), strings.Compare(a.name, b.name))
	})
	return nil
}

// turn orders the moves so that after each of them every page that index.html leads to
// is whole and its links resolve. A new page or list may come in when its assets are
// there, because nothing leads to it yet; a changed one may come in when all that is new
// is there, because it may lead anywhere; a file may go when nothing leads to it any more.
func (m journalEntry) turn() int {
	switch {
	case m.name == ManifestName:
		return 7
	case m.do == '-':
		return 6
	case m.name == "index.html":
		return 5
	case m.kind == Asset && m.do == '+':
		return 0
	case m.kind == Asset:
		return 1
	case m.do == '+':
		return 2
	case m.kind == Page:
		return 3
	}
	return 4
}

// clash refuses a name that cannot come in before another goes: in between, the links
// to one of them would break.
func (o *Output) clash(was, now string) record.Problem {
	return o.problem(record.Error, ruleClash, was, fmt.Sprintf("il nome è già di un file o di una cartella pubblicati, e non può diventare %q", now),
		"scegli un altro nome, oppure sposta altrove la cartella "+o.label+" e pubblica di nuovo: sarà rifatta per intero")
}

func (s *diff) add(p record.Problem) {
	if !slices.Contains(s.problems, p) {
		s.problems = append(s.problems, p)
	}
}

// hollow reports whether there is no file in a folder, at any depth: prune may have had
// to leave it.
func hollow(dir string) bool {
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			err = fs.ErrExist
		}
		return err
	})
	return err == nil
}

func foreignText(e fs.DirEntry) string {
	switch {
	case e.IsDir():
		return "Vetro non ha scritto questa cartella, e la lascia dov’è"
	case e.Type()&fs.ModeSymlink != 0:
		return "Vetro non ha scritto questo collegamento, e lo lascia dov’è"
	}
	return "Vetro non ha scritto questo file, e lo lascia dov’è"
}
