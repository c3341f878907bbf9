package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// folder is the copy of a site that one program works in.
type folder struct {
	root string
	dir  string // in which the script is
}

// words cuts a line of a script as testscript does: at blanks, where there are no quotes;
// two quotes within quotes are one.
func words(line string) []string {
	var all []string
	var word strings.Builder
	quoted, begun := false, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\'' && quoted && i+1 < len(line) && line[i+1] == '\'':
			word.WriteByte(c)
			i++
		case c == '\'':
			quoted, begun = !quoted, true
		case !quoted && c == '#':
			i = len(line)
		case !quoted && (c == ' ' || c == '\t' || c == '\r'):
			if begun {
				all = append(all, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteByte(c)
			begun = true
		}
	}
	if begun {
		all = append(all, word.String())
	}
	return all
}

// command gives the words of a line that does something, and those of the program that it
// calls; what a script only asserts is left out.
func command(line string) (does, vetro []string) {
	w := words(line)
	if len(w) > 0 && w[0] == "!" {
		w = w[1:]
	}
	switch {
	case len(w) > 2 && w[0] == "exec" && w[1] == "vetro":
		return nil, w[2:]
	case len(w) > 1 && (w[0] == "cp" || w[0] == "mkdir" || w[0] == "rm" || w[0] == "cd" || w[0] == "latin1"):
		return w, nil
	}
	return nil, nil
}

// in gives the name of a file as the script means it.
func (f *folder) in(name string) string {
	name = strings.ReplaceAll(name, "$WORK", f.root)
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(f.dir, filepath.FromSlash(name))
}

// do does what a line of a script does to files.
func (f *folder) do(w []string) error {
	args := w[1:]
	switch w[0] {
	case "cd":
		f.dir = f.in(args[0])
		return nil
	case "mkdir":
		for _, name := range args {
			if err := os.MkdirAll(f.in(name), 0o777); err != nil {
				return err
			}
		}
		return nil
	case "rm":
		for _, name := range args {
			if err := os.RemoveAll(f.in(name)); err != nil {
				return err
			}
		}
		return nil
	case "latin1":
		return latin1(f.in(args[0]))
	}
	return f.copy(args)
}

func (f *folder) copy(args []string) error {
	if len(args) != 2 {
		return errors.New("cp wants two names")
	}
	from, to := f.in(args[0]), f.in(args[1])
	if info, err := os.Stat(to); err == nil && info.IsDir() {
		to = filepath.Join(to, filepath.Base(from))
	}
	data, err := os.ReadFile(from)
	if errors.Is(err, os.ErrNotExist) {
		return nil // stdout, of which the transcript tells
	}
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o666)
}

// latin1 writes a file again in Latin-1.
func latin1(name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	var out []byte
	for _, r := range string(data) {
		out = append(out, byte(r))
	}
	return os.WriteFile(name, out, 0o666)
}
