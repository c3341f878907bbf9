package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"vetro/internal/hold"
	"vetro/internal/record"
)

// makeParent makes the folder above the output.
func (o *Output) makeParent() error {
	parent := filepath.Dir(o.dir)
	if exists(parent) {
		return nil
	}
	return o.change(func() error { return os.MkdirAll(parent, 0o777) })
}

// hold makes the work folder and locks it, or refuses what stands at its name.
func (o *Output) hold() (err error) {
	const mend = "toglilo da qui, poi ripeti il comando"
	o.lock, err = hold.Take(o.root, o.in(o.work))
	if errors.Is(err, hold.ErrBusy) {
		return refuse(o.label, ruleBusy, "un’altra pubblicazione sta scrivendo in questa cartella",
			"aspetta che finisca, poi ripeti il comando")
	}
	stranger, is := errors.AsType[*hold.Stranger](err)
	if !is {
		return err
	}
	switch stranger.What {
	case hold.Link:
		return refuse(o.workLabel(), ruleWork, "qui Vetro tiene i file di una pubblicazione in corso, e c’è un collegamento", mend)
	case hold.OthersOwn:
		return refuse(o.workLabel(), ruleWork, "la cartella della pubblicazione in corso è di un altro utente",
			"se nessun altro sta pubblicando, cancellala, poi ripeti il comando")
	case hold.NoLock:
		return refuse(o.workLabel()+"/lock", ruleWork, "qui va un file di Vetro, e c’è altro", mend)
	}
	return refuse(o.workLabel(), ruleWork, "qui Vetro tiene i file di una pubblicazione in corso, e c’è altro", mend)
}

// bind finds out what a journal of this very folder begins with. No clone and no copy of a
// site can carry that.
func (o *Output) bind() error {
	f, err := o.root.Open(o.in(o.work))
	if err != nil {
		return fmt.Errorf("open the work folder: %w", err)
	}
	device, inode, err := identity(f)
	o.bond = fmt.Sprintf("folder %d %d\n", device, inode)
	return errors.Join(err, f.Close())
}

// bound reports whether the moves in the work folder, if any, were written there.
func (o *Output) bound() (bool, error) {
	info, err := o.root.Lstat(o.in(o.journal()))
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	f, err := o.root.Open(o.in(o.journal()))
	if err != nil {
		return false, err
	}
	defer f.Close()
	first := make([]byte, len(o.bond))
	n, err := io.ReadFull(f, first)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return string(first[:n]) == o.bond, err
}

// aside begins the names of the folders, in the work folder, of what was set aside.
const aside = "da-parte-"

// setAside puts moves away that were not written in this work folder, with all that they
// would move. The moves go last: if this is killed before, the next build sets aside the rest.
func (o *Output) setAside() error {
	ours, err := o.bound()
	if ours || err != nil {
		return err
	}
	dir := ""
	for n := 1; dir == "" || exists(dir); n++ {
		dir = filepath.Join(o.work, fmt.Sprint(aside, n))
	}
	if err := o.mkdirAll(dir); err != nil {
		return err
	}
	for _, name := range []string{o.site("."), o.kept("."), o.journal()} {
		if !exists(name) {
			continue
		}
		if err := o.rename(name, filepath.Join(dir, filepath.Base(name))); err != nil {
			return err
		}
	}
	return nil
}

// reportAside warns of what was set aside, until somebody has looked at it.
func (o *Output) reportAside() (problems []record.Problem, err error) {
	entries, err := fs.ReadDir(o.root.FS(), o.in(o.work))
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), aside) {
			continue
		}
		p := refuse(o.workLabel()+"/"+e.Name(), ruleWork,
			"questi resti di una pubblicazione interrotta vengono da un’altra cartella: Vetro li ha messi da parte, e non li usa",
			"guarda che cosa sono, poi cancellali").Problem
		p.Severity = record.Warning
		problems = append(problems, p)
	}
	return problems, err
}

// workLabel names the work folder as the caller would.
func (o *Output) workLabel() string {
	above := path.Dir(o.label)
	if real, err := resolve(above); err != nil || real != filepath.Dir(o.dir) {
		return filepath.ToSlash(o.work)
	}
	return path.Join(above, filepath.Base(o.work))
}

// release removes the work folder and unlocks it. While the moves are not undone the
// folder stays: the next build needs it.
func (o *Output) release() error {
	if exists(o.journal()) {
		return errors.Join(o.lock.Close(), o.closeRoots())
	}
	err := o.clear()
	err = errors.Join(err, o.lock.Release())
	return errors.Join(err, o.closeRoots())
}

func (o *Output) closeRoots() error {
	if o.was == nil {
		return o.root.Close()
	}
	return errors.Join(o.was.Close(), o.root.Close())
}

// clear removes what is in the work folder, the lock left out.
func (o *Output) clear() error {
	for _, name := range []string{o.journal() + ".new", o.site("."), o.kept(".")} {
		if err := o.change(func() error { return o.root.RemoveAll(o.in(name)) }); err != nil {
			return err
		}
	}
	return nil
}
