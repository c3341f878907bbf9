package build

import (
	"bytes"
	"cmp"
	"crypto/sha256"
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
	var made []string
	for name, f := range o.files {
		s.written.Files++
		s.written.Bytes += f.size
		if !f.kept {
			made = append(made, name)
		}
	}
	slices.Sort(made)
	for _, name := range made {
		f := o.files[name]
		if err := o.surveyPut(&s, name, f); err != nil {
			return s, fmt.Errorf("compare %s with the former: %w", name, err)
		}
	}
	var gone []string
	for name := range o.old {
		if _, stays := o.files[name]; !stays {
			gone = append(gone, name)
		}
	}
	slices.Sort(gone)
	for _, name := range gone {
		if err := o.surveyStale(&s, name); err != nil {
			return s, fmt.Errorf("look for the stale %s: %w", name, err)
		}
	}
	if err := o.surveyForeign(&s); err != nil {
		return s, fmt.Errorf("look for foreign files: %w", err)
	}
	record.SortProblems(s.problems)
	if record.Stops(s.problems) {
		return s, nil
	}
	return s, o.surveyList(&s)
}

// surveyFresh counts what becomes the whole output by one rename.
func (o *Output) surveyFresh() (s survey, err error) {
	for _, f := range o.files {
		s.written.Files++
		s.written.Changed++
		s.written.Bytes += f.size
	}
	if _, err := o.write(o.site(listName), formatList(o.files)); err != nil {
		return s, fmt.Errorf("stage %s: %w", listName, err)
	}
	return s, nil
}

// surveyPut decides how a file comes in that differs from the output's.
func (o *Output) surveyPut(s *survey, name string, f file) error {
	at, info, err := o.look(name)
	switch {
	case err != nil:
		return err
	case !f.staged && info == nil:
		return errors.New("it vanished during the build")
	case !f.staged:
		return nil
	}
	s.written.Changed++
	was, ours := o.old[at]
	ours = ours || info != nil && info.IsDir() && o.holdsOurs(at)
	switch {
	case info == nil:
		s.moves = append(s.moves, move{'+', f.sum, name})
		return nil
	case !ours || !info.IsDir() && !info.Mode().IsRegular():
		s.add(o.problem(record.Error, ruleForeign, at, "qui va un file della pubblicazione, e c’è altro che Vetro non ha scritto",
			"spostalo fuori dalla cartella "+o.label+" o cancellalo, poi pubblica di nuovo"))
		return nil
	case at != name || info.IsDir():
		s.add(o.clash(at, name))
		return nil
	}
	untouched, err := o.has(name, was, at, info)
	if !untouched && err == nil {
		s.add(o.problem(record.Warning, ruleModified, name, "il file era stato cambiato a mano, ed è stato riscritto",
			"fai i cambiamenti nei contenuti o nel tema: nella cartella "+o.label+" vanno persi"))
	}
	s.moves = append(s.moves, move{'~', f.sum, name})
	return err
}

// surveyStale decides what becomes of a file that the former build wrote and this did not.
func (o *Output) surveyStale(s *survey, name string) error {
	at, info, err := o.look(name)
	if err != nil || info == nil || at != name || !info.Mode().IsRegular() {
		return err
	}
	if c := o.claims[fold(name)]; c.isFile && c.name != name {
		// A disk that does not tell cases apart has one file for both names.
		if _, now, err := o.look(c.name); err == nil && now != nil && os.SameFile(info, now) {
			s.add(o.clash(name, c.name))
			return nil
		}
	}
	untouched, err := o.has(name, o.old[name], at, info)
	switch {
	case err != nil:
		return err
	case untouched:
		s.written.Deleted++
		s.moves = append(s.moves, move{'-', o.old[name], name})
	default:
		s.add(o.problem(record.Warning, ruleModified, name, "il file non serve più, ma è stato cambiato a mano: resta dov’è",
			"cancellalo, oppure spostalo fuori dalla cartella "+o.label))
	}
	return nil
}

// surveyForeign warns of what Vetro did not write: of a folder once, whatever it holds.
func (o *Output) surveyForeign(s *survey) error {
	folders := map[string]bool{".": true}
	isIn := func(name string) {
		for dir := path.Dir(name); !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for name := range o.old {
		isIn(name)
	}
	for name := range o.files {
		isIn(name)
	}
	known := func(name string) bool {
		return o.old[name] != "" || o.files[name].sum != "" || name == listName || name == ignoreName
	}
	said := map[string]bool{}
	for _, p := range s.problems {
		said[p.Pos.File] = true
	}
	return filepath.WalkDir(o.dir, func(full string, e fs.DirEntry, err error) error {
		if full == o.dir && errors.Is(err, fs.ErrNotExist) {
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
		if e.IsDir() && folders[name] || e.Type().IsRegular() && known(name) {
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

// surveyList stages the list of the files, if it changed, and puts the moves in order.
func (o *Output) surveyList(s *survey) error {
	if len(s.moves) == 0 && o.sameList() {
		return nil
	}
	list := formatList(o.files)
	former, err := os.ReadFile(o.out(listName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read the former %s: %w", listName, err)
	}
	if err != nil || !bytes.Equal(former, list) {
		do := byte('~')
		if err != nil {
			do = '+'
		}
		s.moves = append(s.moves, move{do, fmt.Sprintf("%x", sha256.Sum256(list)), listName})
		if _, err := o.write(o.site(listName), list); err != nil {
			return fmt.Errorf("stage %s: %w", listName, err)
		}
	}
	slices.SortFunc(s.moves, func(a, b move) int {
		return cmp.Or(cmp.Compare(o.turn(a), o.turn(b)), strings.Compare(a.name, b.name))
	})
	return nil
}

// sameList reports whether the list would be the former one, which was read and is whole.
func (o *Output) sameList() bool {
	if len(o.files) != len(o.old) {
		return false
	}
	for name, f := range o.files {
		if o.old[name] != f.sum {
			return false
		}
	}
	return true
}

// turn orders the moves so that after each of them every page that index.html leads to
// is whole and its links resolve. A new page or list may come in when its assets are
// there, because nothing leads to it yet; a changed one may come in when all that is new
// is there, because it may lead anywhere; a file may go when nothing leads to it any more.
func (o *Output) turn(m move) int {
	kind := o.files[m.name].kind
	switch {
	case m.name == listName:
		return 7
	case m.do == '-':
		return 6
	case m.name == "index.html":
		return 5
	case kind == Asset && m.do == '+':
		return 0
	case kind == Asset:
		return 1
	case m.do == '+':
		return 2
	case kind == Page:
		return 3
	}
	return 4
}

// holdsOurs reports whether the former build wrote a file below the folder.
func (o *Output) holdsOurs(folder string) bool {
	for name := range o.old {
		if strings.HasPrefix(name, folder+"/") {
			return true
		}
	}
	return false
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
