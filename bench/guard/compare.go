package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// comparison is what was found in the sites of one name.
type comparison struct {
	name        string
	files       int
	bytes       int64
	lines       int // that the programs said
	differences []difference
	seen        map[string]bool // what is already among the differences
}

// difference is a file or a line that only one program wrote, or wrote so.
type difference struct{ what, detail string }

func (c *comparison) add(what, detail string) {
	if !c.seen[what] {
		c.seen[what] = true
		c.differences = append(c.differences, difference{what, detail})
	}
}

// site leads both programs through the script of a site, each in a copy of its own, and
// compares what they say and write after each command.
func (c *comparison) site(s *site, programs [2]program, scratch string) error {
	place := c.name
	if s.name != c.name {
		place += ": " + s.name
	}
	var sides [2]folder
	for i, name := range []string{"old", "new"} {
		root := filepath.Join(scratch, name)
		if err := os.MkdirAll(root, 0o777); err != nil {
			return err
		}
		if err := s.lay(root); err != nil {
			return err
		}
		sides[i] = folder{root, root}
	}
	for _, line := range s.script {
		does, args := command(line)
		if does == nil && args == nil {
			continue
		}
		var said [2]string
		for i := range sides {
			var err error
			if does != nil {
				err = sides[i].do(does)
			} else {
				said[i], err = programs[i].run(sides[i].root, sides[i].dir, sides[i].expand(args))
			}
			if err != nil {
				return fmt.Errorf("%s: %w", line, err)
			}
		}
		if does != nil {
			continue
		}
		c.said(place+": vetro "+strings.Join(args, " "), said[0], said[1])
		if args[0] != "check" {
			if err := c.trees(place, sides[0].root, sides[1].root); err != nil {
				return err
			}
		}
	}
	for i := range sides {
		if err := os.RemoveAll(sides[i].root); err != nil {
			return err
		}
	}
	return nil
}

// expand gives the words of a command with the folder of the site in them.
func (f *folder) expand(args []string) []string {
	out := slices.Clone(args)
	for i := range out {
		out[i] = strings.ReplaceAll(out[i], "$WORK", f.root)
	}
	return out
}

// said compares what two programs said, line by line.
func (c *comparison) said(place, before, after string) {
	c.lines += strings.Count(before, "\n")
	if before == after {
		return
	}
	gone, come := without(before, after), without(after, before)
	for i, line := range gone {
		detail := "only the old program says so"
		if len(gone) == len(come) {
			detail = "the new program says: " + come[i]
		}
		c.add(place+": "+line, detail)
	}
	if len(gone) == len(come) && len(gone) > 0 {
		return
	}
	for _, line := range come {
		c.add(place+": "+line, "only the new program says so")
	}
	if len(gone)+len(come) == 0 {
		c.add(place+": the lines come in another order", "the same lines")
	}
}

// without gives the lines of a text that another has not, or not as often.
func without(text, other string) []string {
	count := make(map[string]int)
	for line := range strings.Lines(other) {
		count[line]++
	}
	var out []string
	for line := range strings.Lines(text) {
		if count[line]--; count[line] < 0 {
			out = append(out, strings.TrimSuffix(line, "\n"))
		}
	}
	return out
}

// trees compares the files of two folders, names and bytes.
func (c *comparison) trees(place, before, after string) error {
	ours, err := filesOf(before)
	if err != nil {
		return err
	}
	theirs, err := filesOf(after)
	if err != nil {
		return err
	}
	all := maps.Clone(ours)
	maps.Copy(all, theirs)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		what := place + ": " + name
		switch {
		case !ours[name]:
			c.add(what, "only the new program writes it")
		case !theirs[name]:
			c.add(what, "only the old program writes it")
		default:
			a, err := os.ReadFile(filepath.Join(before, name))
			if err != nil {
				return err
			}
			b, err := os.ReadFile(filepath.Join(after, name))
			if err != nil {
				return err
			}
			c.files, c.bytes = c.files+1, c.bytes+int64(len(a))
			if !bytes.Equal(a, b) {
				c.add(what, firstDifference(a, b))
			}
		}
	}
	return nil
}

// filesOf gives the names of all files below a folder.
func filesOf(dir string) (map[string]bool, error) {
	names := make(map[string]bool)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		names[filepath.ToSlash(rel)] = true
		return err
	})
	return names, err
}

// firstDifference shows two texts from a little before they part.
func firstDifference(a, b []byte) string {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	around := func(text []byte) []byte { return text[max(at-20, 0):min(at+40, len(text))] }
	return fmt.Sprintf("byte %d of %d and %d: %q, now %q", at, len(a), len(b), around(a), around(b))
}

// print prints what was found, and says whether all of it was expected.
func (c *comparison) print(w io.Writer, expected *expected, most int) bool {
	var listed, rest []string
	for _, d := range c.differences {
		if reason, is := expected.reason(d.what); is {
			listed = append(listed, fmt.Sprintf("\tlisted: %s (%s)", d.what, reason))
		} else {
			rest = append(rest, fmt.Sprintf("\t%s\n\t\t%s", d.what, d.detail))
		}
	}
	fmt.Fprintf(w, "%s: %d files, %d bytes and %d lines compared, %d differences", c.name, c.files, c.bytes, c.lines, len(rest))
	if len(listed) > 0 {
		fmt.Fprintf(w, ", %d listed", len(listed))
	}
	fmt.Fprintln(w)
	for _, some := range [][]string{rest, listed} {
		for _, line := range some[:min(most, len(some))] {
			fmt.Fprintln(w, line)
		}
		if more := len(some) - most; more > 0 {
			fmt.Fprintf(w, "\tand %d more\n", more)
		}
	}
	return len(rest) == 0
}
