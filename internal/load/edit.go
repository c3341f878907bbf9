package load

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"vetro/internal/record"
)

// Editor holds a record file as its author wrote it and changes single values of it.
// Whatever is not changed stays byte for byte: comments, order, blank lines, line ends.
//
// It is for programs that write into records which people write, too. Each change is
// read again before it counts; one that would not give a good file is refused and leaves
// the text as it was.
type Editor struct {
	name string
	mark string // a byte order mark, or ""
	src  *source
	root *table
}

// Spot names a key of a record: at the top of the file (Table is ""), or in the table
// [[Table]] that stands N-th, counted from 0.
type Spot struct {
	Table string
	N     int
	Key   string
}

// Errors of the Editor.
var (
	// ErrNoTable is returned for a table that the file does not have.
	ErrNoTable = errors.New("no such table")
	// ErrInline is returned where tables are written inline, { … }: nothing can be added
	// to them without writing the author's lines again.
	ErrInline = errors.New("the table is written inline")
	// ErrComment is returned where a comment would go, too.
	ErrComment = errors.New("the table bears a comment")
	// ErrEdit is returned for a change that would not give a file that reads as awaited.
	ErrEdit = errors.New("the change does not give a good file")
)

// Edit opens the text of a record, or reports why it cannot be read: a file with a slip
// of syntax is not changed.
func Edit(name string, text []byte) (*Editor, []record.Problem) {
	e := &Editor{name: name}
	if rest, marked := bytes.CutPrefix(text, []byte("\ufeff")); marked {
		e.mark, text = "\ufeff", rest
	}
	src := newSource(name, text, 1)
	root, problems := strict(src)
	if root == nil {
		return nil, problems
	}
	e.src, e.root = src, root
	return e, nil
}

// strict reads a text that has no slips at all, not even those that a build forgives
// for the sake of a whole report.
func strict(src *source) (*table, []record.Problem) {
	s := scan(src)
	if problems := s.faults(); len(problems) > 0 {
		return nil, problems
	}
	if p := s.decode(); p != nil {
		return nil, []record.Problem{*p}
	}
	return s.root, nil
}

// Bytes gives the file as it now stands.
func (e *Editor) Bytes() []byte { return []byte(e.mark + e.src.text) }

// Name gives the name of the file.
func (e *Editor) Name() string { return e.name }

// Count gives how many tables [[name]] there are.
func (e *Editor) Count(name string) int {
	if k := e.root.key(name); k != nil {
		return len(k.tables)
	}
	return 0
}

// Value gives what a key holds as plain text: a day as 2026-03-31, a number as it is
// written, a text without its quotes. An absent key is not found.
func (e *Editor) Value(at Spot) (text string, found bool) {
	t, _ := e.table(at)
	if t == nil {
		return "", false
	}
	k := t.key(at.Key)
	if k == nil {
		return "", false
	}
	if s, is := k.val.(string); is {
		return strings.TrimSpace(s), true
	}
	return strings.TrimSpace(k.raw), true
}

// Keys gives the names of the keys that a table has, in their order.
func (e *Editor) Keys(at Spot) []string {
	t, _ := e.table(at)
	if t == nil {
		return nil
	}
	names := make([]string, len(t.keys))
	for i, k := range t.keys {
		names[i] = k.name
	}
	return names
}

// Pos gives where a value stands, or its table when the key is absent, or the file.
func (e *Editor) Pos(at Spot) record.Pos {
	t, _ := e.table(at)
	if t == nil {
		return top(e.name)
	}
	if k := t.key(at.Key); k != nil {
		return k.value
	}
	return t.start
}

// Set writes a value, given as TOML, in the place of the one that a key has, or as a new
// last key of its table.
func (e *Editor) Set(at Spot, literal string) error {
	t, inline := e.table(at)
	if t == nil {
		return fmt.Errorf("set %s in %s: %w", at.Key, e.name, ErrNoTable)
	}
	if k := t.key(at.Key); k != nil {
		if k.raw == "" {
			return fmt.Errorf("set %s in %s: it holds tables: %w", at.Key, e.name, ErrEdit)
		}
		return e.splice(k.from, k.end(), literal)
	}
	if inline {
		return fmt.Errorf("set %s in %s: %w", at.Key, e.name, ErrInline)
	}
	last := lastValue(t)
	switch {
	case last != nil:
		to, head := e.lineEnd(last.end()), e.likeKey(last, at.Key)
		return e.splice(to, to, e.eol()+head+literal)
	case t == e.root:
		return e.splice(0, 0, at.Key+" = "+literal+e.eol())
	}
	to := e.lineEnd(e.lineStart(t.start))
	return e.splice(to, to, e.eol()+at.Key+" = "+literal)
}

// Remove takes a key away with its line. A key that is absent already is no error.
func (e *Editor) Remove(at Spot) error {
	t, inline := e.table(at)
	if t == nil || t.key(at.Key) == nil {
		return nil
	}
	k := t.key(at.Key)
	if inline || k.raw == "" {
		return fmt.Errorf("remove %s from %s: %w", at.Key, e.name, ErrInline)
	}
	return e.splice(e.lineStart(k.at), e.nextLine(k.end()), "")
}

// RemoveTable takes a table [[Table]] away with its lines. One that bears a comment stays:
// the comment is the author's.
func (e *Editor) RemoveTable(at Spot) error {
	t, inline := e.table(at)
	switch {
	case at.Table == "" || t == nil:
		return fmt.Errorf("remove [[%s]] from %s: %w", at.Table, e.name, ErrNoTable)
	case inline || e.root.key(at.Table).single || e.root.key(at.Table).dotted:
		return fmt.Errorf("remove [[%s]] from %s: %w", at.Table, e.name, ErrInline)
	case !e.plain(t):
		return fmt.Errorf("remove [[%s]] from %s: %w", at.Table, e.name, ErrComment)
	}
	from, to := e.lineStart(t.start), e.nextLine(e.tableEnd(t))
	if above := strings.TrimRight(e.src.text[:from], " \t\r\n"); above != "" && strings.TrimSpace(e.src.text[to:e.lineEnd(to)]) == "" {
		from = e.nextLine(len(above)) // the blank lines below part what is left
	}
	return e.splice(from, to, "")
}

// Append adds a table [[name]] with these lines, after the last one of its name; the
// first of its name goes after the tables that come before it in the dictionary of
// projects.
func (e *Editor) Append(name string, lines []string) error {
	after, err := e.before(name)
	if err != nil {
		return err
	}
	eol := e.eol()
	block := "[[" + name + "]]" + eol + strings.Join(lines, eol)
	if after < 0 { // no tables yet
		text := strings.TrimRight(e.src.text, " \t\r\n")
		if len(text) == 0 {
			return e.splice(0, len(e.src.text), block+eol)
		}
		after = e.lineEnd(len(text))
	}
	to := e.tailComments(after)
	return e.splice(to, to, eol+eol+block)
}

// before gives the end of the table that a new [[name]] follows, or -1.
func (e *Editor) before(name string) (int, error) {
	keys := allFields().keys["progetto"]
	i := slices.Index(keys, name)
	end := -1
	for _, known := range append(slices.Clone(keys[:max(i, 0)]), name) {
		k := e.root.key(known)
		if k == nil || k.tables == nil {
			continue
		}
		if known == name && (k.raw != "" || k.single || k.dotted) {
			return 0, fmt.Errorf("add [[%s]] to %s: %w", name, e.name, ErrInline)
		}
		if k.raw != "" {
			continue
		}
		end = max(end, e.tableEnd(k.tables[len(k.tables)-1]))
	}
	return end, nil
}

// tableEnd gives the end of the last line that a table with a header fills.
func (e *Editor) tableEnd(t *table) int {
	end := e.lineEnd(e.lineStart(t.start))
	for _, k := range t.keys {
		if k.raw != "" {
			end = max(end, e.lineEnd(k.end()))
			continue
		}
		for _, inner := range k.tables {
			end = max(end, e.tableEnd(inner))
		}
	}
	return end
}

// tailComments moves the end of a table behind the comments right below it. Comments
// that stand right above something else belong to that.
func (e *Editor) tailComments(end int) int {
	for at := end; ; {
		from := e.nextLine(at)
		if from == len(e.src.text) {
			return at
		}
		next := e.lineEnd(from)
		line := strings.TrimSpace(e.src.text[from:next])
		switch {
		case len(line) == 0:
			return at
		case line[0] != '#':
			return end
		}
		at = next
	}
}
