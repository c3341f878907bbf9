package output

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// This file changes the output. Nothing else does.
//
// The journal lists the moves. It is written to work/moves before the first of them, and is
// removed after the last: that removal is the one moment at which a build is done.
// Wherever a build is killed or fails before it, the moves are undone, last to first,
// from what is in work/former: the output passes back through the states through which
// it came, each of which is whole. Undoing twice is undoing once, so it may be killed
// too. Its first line names the work folder in which it was written: a journal that came
// with a copy or a clone of the site is not obeyed. The list of written files is itself the
// last file moved in; so whoever reads it finds, in an output with no moves to undo, exactly
// the files of one build: no file of ours is unknown to it, and no foreign file is in it.
//
// What a killed build had made is not finished but undone, because a move that fails (a
// folder without permission, on Windows a file open elsewhere) must be undone anyway:
// one way back serves both.

// journalEntry is a move, one change of the output: a file comes in as new, comes in over the
// previous one, or goes.
type journalEntry struct {
	do   byte // '+', '~' or '-'
	sum  string
	name string
	kind Kind // of what comes in; the journal does without
}

// formatJournal gives the moves, one a line, in their order, below the bond.
func formatJournal(bond string, moves []journalEntry) []byte {
	b := bytes.NewBufferString(bond)
	for _, m := range moves {
		fmt.Fprintf(b, "%c %s %s\n", m.do, m.sum, m.name)
	}
	return b.Bytes()
}

// readJournal reads the moves of a killed build, if it had begun them. setAside has seen that
// the journal begins with the bond.
func (o *Output) readJournal() ([]journalEntry, error) {
	data, err := o.root.ReadFile(o.in(o.journal()))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var moves []journalEntry
	n := 1
	for line := range strings.Lines(strings.TrimPrefix(string(data), o.bond)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		do, rest, _ := strings.Cut(line, " ")
		sum, name, _ := strings.Cut(rest, " ")
		if len(do) != 1 || !strings.Contains("+~-", do) || !validName(name) {
			return nil, fmt.Errorf("%s: %w", o.journal(), &badLine{n, line})
		}
		moves = append(moves, journalEntry{do: do[0], sum: sum, name: name})
	}
	return moves, nil
}

// apply makes the moves, all or none of them. If it cannot go back either, the work
// folder keeps the moves and the next build will undo them. An output that does not
// exist comes into being in one move, and has nothing to go back to.
func (o *Output) apply(moves []journalEntry) error {
	if o.fresh {
		if err := o.flushStaged(); err != nil {
			return fmt.Errorf("flush what was staged: %w", err)
		}
		if err := o.rename(o.site("."), o.dir); err != nil {
			return err
		}
		_ = o.flushMoved(nil) // the site is out: lost with the power, it is made again
		return nil
	}
	if len(moves) == 0 {
		return nil
	}
	for _, m := range moves {
		if err := o.keepPrevious(m); err != nil {
			return fmt.Errorf("keep the previous %s: %w", m.name, err)
		}
	}
	if err := o.writeJournal(moves); err != nil {
		return fmt.Errorf("write %s: %w", o.journal(), err)
	}
	err := o.moveAll(moves)
	if err == nil {
		err = o.dropJournal(moves)
	}
	if err == nil {
		return nil
	}
	if back := o.undo(moves); back != nil {
		return errors.Join(err, fmt.Errorf("undo: %w", back))
	}
	return err
}

// keepPrevious makes ready to undo a move: what will be replaced is kept in former, and
// what will be deleted has a place to go to.
func (o *Output) keepPrevious(m journalEntry) error {
	if m.do == '+' {
		return nil
	}
	former := o.kept(m.name)
	if err := o.mkdirAll(filepath.Dir(former)); err != nil || m.do == '-' {
		return err
	}
	// Some disks have no hard links, and some systems forbid them on a file of another user.
	if o.change(func() error { return o.root.Link(o.in(o.out(m.name)), o.in(former)) }) == nil {
		return nil
	}
	return o.copyPrevious(m.name)
}

// copyPrevious keeps a file as a copy, with its time and permissions.
func (o *Output) copyPrevious(name string) error {
	from, err := o.root.Open(o.in(o.out(name)))
	if err != nil {
		return err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return err
	}
	to := o.kept(name)
	if err := o.writeFrom(to, from); err != nil {
		return err
	}
	return errors.Join(o.root.Chtimes(o.in(to), info.ModTime(), info.ModTime()), o.root.Chmod(o.in(to), info.Mode()))
}

// writeJournal writes the journal, whole or not at all, when all that it names is on the disk.
func (o *Output) writeJournal(moves []journalEntry) error {
	name := o.journal() + ".new"
	if err := o.writeFrom(name, bytes.NewReader(formatJournal(o.bond, moves))); err != nil {
		return err
	}
	if err := o.flushStaged(); err != nil {
		return err
	}
	if err := o.rename(name, o.journal()); err != nil {
		return err
	}
	return o.flushWork()
}

// dropJournal removes the journal when its moves, or their undoing, are on the disk. What was
// kept goes after that, and must not be lost while the journal could come back.
func (o *Output) dropJournal(moves []journalEntry) error {
	if err := o.flushMoved(moves); err != nil {
		return err
	}
	if err := o.remove(o.journal()); err != nil {
		return err
	}
	_ = o.flushWork() // the moves are forgotten
	return nil
}

func (o *Output) moveAll(moves []journalEntry) error {
	for _, m := range moves {
		if m.do == '-' {
			if err := o.rename(o.out(m.name), o.kept(m.name)); err != nil {
				return fmt.Errorf("delete %s: %w", m.name, err)
			}
			o.prune(m.name)
			continue
		}
		if err := o.mkdirAll(filepath.Dir(o.out(m.name))); err != nil {
			return fmt.Errorf("make the folder of %s: %w", m.name, err)
		}
		if err := o.rename(o.site(m.name), o.out(m.name)); err != nil {
			return fmt.Errorf("move %s in: %w", m.name, err)
		}
	}
	return nil
}

// undoKilled undoes the moves of a killed build. If somebody removed the output since,
// nothing is left to undo.
func (o *Output) undoKilled() error {
	moves, err := o.readJournal()
	if err != nil || moves == nil {
		return err
	}
	if _, err := os.Lstat(o.dir); errors.Is(err, fs.ErrNotExist) {
		return o.remove(o.journal())
	}
	return o.undo(moves)
}

// undo brings the output back to what it was before the moves, and forgets them. It
// stops at the first that cannot be undone, so that the rest still fits together.
func (o *Output) undo(moves []journalEntry) error {
	for _, m := range slices.Backward(moves) {
		if err := o.undoMove(m); err != nil {
			return fmt.Errorf("bring back the previous %s: %w", m.name, err)
		}
	}
	return o.dropJournal(moves)
}

// undoMove undoes one move, unless it was never made, is undone already, or somebody
// has put something else there since.
func (o *Output) undoMove(m journalEntry) error {
	at, info, err := o.look(m.name)
	if err != nil {
		return err
	}
	if m.do == '-' {
		if info != nil || !exists(o.kept(m.name)) {
			return nil
		}
		if err := o.mkdirAll(filepath.Dir(o.out(m.name))); err != nil {
			return err
		}
		return o.rename(o.kept(m.name), o.out(m.name))
	}
	ours, err := o.has(m.name, m.sum, at, info)
	if err != nil {
		return err
	}
	moved := ours && !exists(o.site(m.name))
	switch {
	case moved && m.do == '+':
		err = o.remove(o.out(m.name))
	case moved && exists(o.kept(m.name)):
		err = o.rename(o.kept(m.name), o.out(m.name))
	}
	if m.do == '+' && err == nil {
		o.prune(m.name)
	}
	return err
}

// has reports whether look found a file with this sum at the name.
func (o *Output) has(name, sum, at string, info fs.FileInfo) (bool, error) {
	if info == nil || at != name || !info.Mode().IsRegular() {
		return false, nil
	}
	got, err := o.sumFile(o.out(name))
	return hex.EncodeToString(got[:]) == sum, err
}

// prune removes the folders that the absence of name has left empty. One that cannot be
// removed, because somebody is in it, does no harm and is no reason to go back.
func (o *Output) prune(name string) {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		at, info, err := o.look(dir)
		if err != nil || at != dir || info != nil && !info.IsDir() {
			return
		}
		if info != nil && o.remove(o.out(dir)) != nil {
			return
		}
	}
}

func (o *Output) out(name string) string { return filepath.Join(o.dir, filepath.FromSlash(name)) }
func (o *Output) site(name string) string {
	return filepath.Join(o.work, "site", filepath.FromSlash(name))
}

// kept gives where the previous file of a name is kept, to be brought back.
func (o *Output) kept(name string) string {
	return filepath.Join(o.work, "former", filepath.FromSlash(name))
}
func (o *Output) journal() string { return filepath.Join(o.work, "moves") }

// in gives a full name as the root knows it.
func (o *Output) in(name string) string {
	return strings.TrimLeft(strings.TrimPrefix(name, filepath.Dir(o.dir)), string(filepath.Separator))
}

// exists also holds for what cannot be looked at: whoever goes on meets the error.
func exists(name string) bool {
	_, err := os.Lstat(name)
	return !errors.Is(err, fs.ErrNotExist)
}

// change makes one change on disk.
func (o *Output) change(do func() error) error {
	if err := o.step(); err != nil {
		return err
	}
	return do()
}

func (o *Output) rename(from, to string) error {
	return o.change(func() error { return o.root.Rename(o.in(from), o.in(to)) })
}

func (o *Output) remove(name string) error {
	return o.change(func() error { return o.root.Remove(o.in(name)) })
}

func (o *Output) mkdirAll(dir string) error {
	if info, err := o.root.Stat(o.in(dir)); err == nil && info.IsDir() {
		return nil
	}
	return o.change(func() error { return o.root.MkdirAll(o.in(dir), 0o777) })
}

// writeFrom makes a file in the work folder of what a reader gives.
func (o *Output) writeFrom(name string, r io.Reader) error {
	f, err := o.create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	if err == nil {
		err = o.flushNew(f)
	}
	return errors.Join(err, f.Close())
}

// create makes a file in the work folder, and its folder. Where a file is already it
// refuses: that one may be a hard link to a file of the output.
func (o *Output) create(name string) (*os.File, error) {
	f, err := o.createHere(name)
	if !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	if err := o.mkdirAll(filepath.Dir(name)); err != nil {
		return nil, err
	}
	return o.createHere(name)
}

// createHere makes a file in a folder that is there, as mostly it is.
func (o *Output) createHere(name string) (*os.File, error) {
	if err := o.step(); err != nil {
		return nil, err
	}
	return o.root.OpenFile(o.in(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}
