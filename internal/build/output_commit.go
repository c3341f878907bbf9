package build

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
	s, err := o.survey()
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

// survey is what Commit is about to do, known before it does anything.
type survey struct {
	moves    []move
	written  Written
	problems []record.Problem
}

// survey compares what was put with what is in the output.
func (o *Output) survey() (s survey, err error) {
	if o.fresh {
		return o.surveyFresh()
	}
	if err := o.claimKept(); err != nil {
		return s, err
	}
	left := o.left()
	for i := range left {
		s.written.Files++
		s.written.Bytes += left[i].size
	}
	for _, f := range o.files {
		if err := o.surveyPut(&s, f); err != nil {
			return s, fmt.Errorf("compare %s with the former: %w", f.name, err)
		}
	}
	for _, was := range o.gone(left) {
		if err := o.surveyStale(&s, was); err != nil {
			return s, fmt.Errorf("look for the stale %s: %w", was.name, err)
		}
	}
	if err := o.surveyForeign(&s); err != nil {
		return s, fmt.Errorf("look for foreign files: %w", err)
	}
	record.SortProblems(s.problems)
	if record.Stops(s.problems) {
		return s, nil
	}
	return s, o.surveyList(&s, left)
}

// claimKept finds names of files that stay which clash with those of files that were put.
// Those that stay were all of one build, so none of them clashes with another.
func (o *Output) claimKept() error {
	if len(o.files) == 0 {
		return nil
	}
	last := "."
	for i := range o.old.files {
		if !o.old.kept[i].Load() {
			continue
		}
		name := o.old.files[i].name
		if was, taken := o.claims[fold(name)]; taken {
			return clashError(was.name, name)
		}
		dir := path.Dir(name)
		if dir == last {
			continue
		}
		last = dir
		for p := dir; p != "."; p = path.Dir(p) {
			if was, taken := o.claims[fold(p)]; taken && was != (claim{name: p}) {
				return clashError(was.name, name)
			}
		}
	}
	return nil
}

// gone gives the files of the former build that are not among those that are left.
func (o *Output) gone(left []remembered) (gone []remembered) {
	for _, was := range o.old.files {
		for len(left) > 0 && left[0].name < was.name {
			left = left[1:]
		}
		if len(left) == 0 || left[0].name != was.name {
			gone = append(gone, was)
		}
	}
	return gone
}

// surveyFresh counts what becomes the whole output by one rename.
func (o *Output) surveyFresh() (s survey, err error) {
	for _, f := range o.files {
		s.written.Files++
		s.written.Changed++
		s.written.Bytes += f.size
	}
	if _, err := o.write(o.site(listName), formatList(o.left())); err != nil {
		return s, fmt.Errorf("stage %s: %w", listName, err)
	}
	return s, nil
}

// surveyPut decides how a file comes in that differs from the output's.
func (o *Output) surveyPut(s *survey, f *file) error {
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
	s.written.Changed++
	was, ours := o.old.find(at)
	ours = ours || info != nil && info.IsDir() && len(o.old.below(at)) > 0
	switch {
	case info == nil:
		s.moves = append(s.moves, f.move('+'))
		return nil
	case !ours || !info.IsDir() && !info.Mode().IsRegular():
		s.add(o.problem(record.Error, ruleForeign, at, "qui va un file della pubblicazione, e c’è altro che Vetro non ha scritto",
			"spostalo fuori dalla cartella "+o.label+" o cancellalo, poi pubblica di nuovo"))
		return nil
	case at != name || info.IsDir():
		s.add(o.clash(at, name))
		return nil
	}
	untouched, err := o.untouched(&o.old.files[was], at, info)
	if !untouched && err == nil {
		s.add(o.problem(record.Warning, ruleModified, name, "il file era stato cambiato a mano, ed è stato riscritto",
			"fai i cambiamenti nei contenuti o nel tema: nella cartella "+o.label+" vanno persi"))
	}
	s.moves = append(s.moves, f.move('~'))
	return err
}

func (f *file) move(do byte) move {
	return move{do, hex.EncodeToString(f.sum[:]), f.name, f.kind}
}

// untouched reports whether look found a file of the former build as that build left it.
func (o *Output) untouched(was *remembered, at string, info fs.FileInfo) (bool, error) {
	if was.known && info.Mode().IsRegular() && info.Size() == was.size && info.ModTime().UnixNano() == was.time {
		return true, nil
	}
	return o.has(was.name, hex.EncodeToString(was.sum[:]), at, info)
}

// surveyStale decides what becomes of a file that the former build wrote and this did not.
func (o *Output) surveyStale(s *survey, was remembered) error {
	name := was.name
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
	untouched, err := o.untouched(&was, at, info)
	switch {
	case err != nil:
		return err
	case untouched:
		s.written.Deleted++
		s.moves = append(s.moves, move{'-', hex.EncodeToString(was.sum[:]), name, 0})
	default:
		s.add(o.problem(record.Warning, ruleModified, name, "il file non serve più, ma è stato cambiato a mano: resta dov’è",
			"cancellalo, oppure spostalo fuori dalla cartella "+o.label))
	}
	return nil
}

// surveyForeign warns of what Vetro did not write: of a folder once, whatever it holds.
func (o *Output) surveyForeign(s *survey) error {
	o.old.swept.Do(o.sweep)
	said := map[string]bool{}
	for _, p := range s.problems {
		said[p.Pos.File] = true
	}
	for _, name := range o.old.strangers {
		if err := o.surveyStranger(s, name, said); err != nil {
			return err
		}
	}
	return o.old.failed
}

// surveyStranger looks again at what the sweep did not know: it may be, or lead to, what was
// put meanwhile.
func (o *Output) surveyStranger(s *survey, stranger string, said map[string]bool) error {
	top := o.out(stranger)
	return filepath.WalkDir(top, func(full string, e fs.DirEntry, err error) error {
		if full == top && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(o.dir, full)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		if c, ours := o.claims[fold(name)]; ours && c.name == name && (e.IsDir() && c.file == nil || e.Type().IsRegular() && c.file != nil) {
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

// surveyList stages the list of the files that are left, if it changed, and puts the moves
// in order.
func (o *Output) surveyList(s *survey, left []remembered) error {
	same := slices.EqualFunc(left, o.old.files, sameBytes)
	if same && len(s.moves) == 0 {
		return nil // the former list was read and is whole
	}
	list, do := formatList(left), byte('~')
	if !exists(o.out(listName)) {
		do = '+'
	}
	if same && do == '~' { // but for its form, maybe
		former, err := os.ReadFile(o.out(listName))
		if err != nil {
			return fmt.Errorf("read the former %s: %w", listName, err)
		}
		same = bytes.Equal(former, list)
	}
	if !same || do == '+' {
		s.moves = append(s.moves, move{do, fmt.Sprintf("%x", sha256.Sum256(list)), listName, List})
		if _, err := o.write(o.site(listName), list); err != nil {
			return fmt.Errorf("stage %s: %w", listName, err)
		}
	}
	slices.SortFunc(s.moves, func(a, b move) int {
		return cmp.Or(cmp.Compare(a.turn(), b.turn()), strings.Compare(a.name, b.name))
	})
	return nil
}

func sameBytes(a, b remembered) bool { return a.name == b.name && a.sum == b.sum }

// turn orders the moves so that after each of them every page that index.html leads to
// is whole and its links resolve. A new page or list may come in when its assets are
// there, because nothing leads to it yet; a changed one may come in when all that is new
// is there, because it may lead anywhere; a file may go when nothing leads to it any more.
func (m move) turn() int {
	switch {
	case m.name == listName:
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

func (s *survey) add(p record.Problem) {
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
